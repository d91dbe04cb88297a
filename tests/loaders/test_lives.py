"""The state of a registration: which words mean that it ended, moved away, or does not operate."""

import pytest

from loaders.cells.values import CellError
from loaders.records import OutOfScope, Record
from loaders.sources._lives import WORDS, State, parse_state
from tests.loaders.test_elsewhere import company, group

ENDED, MOVED, IDLE, THERE = State(ended=True), State(moved=True), State(operating=False), State()


@pytest.mark.parametrize(
    ("word", "state"),
    [
        *(
            (word, ENDED)
            for word in ("注销", "已注销", "吊销", "吊销，未注销", "吊销（已注销）", "撤销登记", "责令关闭")
        ),
        *((word, MOVED) for word in ("迁出", "已迁出", "迁往外地")),
        *((word, IDLE) for word in ("停业", "歇业", "停业（未注销）")),
        *((word, THERE) for word in ("正常", "存续（在营、开业、在册）", "登记成立", "在业", "未注销", "迁入")),
        *((word, None) for word in ("", "—", "N/A")),
    ],
)
def test_a_state_of_registration(word: str, state: State | None) -> None:
    assert parse_state(word) == state


@pytest.mark.parametrize("word", WORDS)
def test_the_words_that_messages_name_are_known(word: str) -> None:
    assert parse_state(word) is not None


def test_another_word_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(CellError, match="注销"):
        parse_state("橙色")


@pytest.mark.parametrize("of", [company, group])
def test_who_ended_has_a_closing_and_who_left_is_out_of_scope(of: type) -> None:
    dated = of(登记状态="注销", 注销日期="2015-05-05")
    undated = of(登记状态="吊销")
    assert isinstance(dated, Record)
    assert isinstance(undated, Record)
    assert dated.subject.properties["closed"] == "2015-05-05"
    assert undated.subject.properties["closed"] == "2019-12-31"  # the as-of
    assert of(登记状态="正常").subject.properties["closed"] == "9999-12-31"
    assert of(登记状态="停业").subject.properties["operating"] is False
    left = of(登记状态="迁出")
    assert isinstance(left, OutOfScope)
    assert left.reason == "other_city"


def test_a_company_has_former_names() -> None:
    found = company(曾用名="示例旧会计师事务所；示例更旧会计师事务所")
    assert isinstance(found, Record)
    assert found.subject.former == ("示例旧会计师事务所", "示例更旧会计师事务所")
