"""What registers say of the life of an organisation: the state of its registration, founding, closing, operating."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from cypher.domain.vocabulary import OPEN
from loaders.cells.values import cell_error, is_blank, narrow
from loaders.records import Entry, Value
from loaders.reference.entries import Frame
from loaders.sources._declaration import cell


@dataclass(frozen=True)
class State:
    """What a state of registration says: whether it has ended, whether it moved to another city, whether it operates
    (None: unsaid)."""

    ended: bool = False
    moved: bool = False
    operating: bool | None = None


_DENIED: Final = re.compile(r"(?:未|没有|非|不予|尚未|无)(?:被)?(?:注销|吊销|撤销|迁出|停业|歇业)")
# The first that stands in the text counts: 吊销（未注销） has ended, 存续（在营、开业、在册） has not.
_STATES: Final[tuple[tuple[str, State], ...]] = (
    ("注销|吊销|撤销|撤消|除名|取缔|关闭|终止|解散|失效|作废", State(ended=True)),
    ("迁出|迁往|转出", State(moved=True)),
    ("停业|歇业|停办|停止活动|停止运营|未开展活动|未运营|休眠", State(operating=False)),
    ("正常|存续|在业|在营|在册|开业|营业|登记|核准|有效|设立|成立|迁入|筹|清算|续存|活跃|合格|异常", State()),
)
WORDS: Final = ("正常", "存续", "注销", "吊销", "撤销", "停业", "迁出")  # named in messages and templates


def parse_state(text: str) -> State | None:
    """The state of a registration, None where blank. CellError `unknown_value`."""
    if is_blank(text):
        return None
    bare = _DENIED.sub("", narrow(text))
    for words, state in _STATES:
        if re.search(words, bare):
            return state
    if bare != narrow(text):  # 未注销 and no more: nothing has ended
        return State()
    raise cell_error("unknown_value", value=text[:40], allowed="、".join(WORDS))


StateCell = Annotated[State | None, cell(parse_state)]


def life(
    founded: str | None, closed: str | None, state: State | None, operating: bool | None, frame: Frame
) -> tuple[Mapping[str, Value], tuple[Entry, ...]]:
    """The properties of a node, and its dated values, by what a register says of its life.

    Ended without a date: it ended by the as-of of the file. In force: it has not ended, or has come back.
    """
    if closed is None and state is not None:
        closed = frame.as_of if state.ended else OPEN
    if operating is None and state is not None:
        operating = state.operating
    said = (("founded", founded), ("closed", closed), ("operating", operating))
    properties: dict[str, Value] = {name: value for name, value in said if value is not None}
    if operating is None:
        return properties, ()
    value = "true" if operating else "false"
    return properties, (Entry("Statement", ("operating",), {"attribute": "operating", "value": value}),)
