"""What a person is told of a load on the terminal: what was assumed, what was not ended, what a dry run would turn."""

from dataclasses import replace
from typing import Any

from app.cli.opening import load_status
from app.cli.page import next_steps
from app.cli.text import loads, run
from app.cli.turning import told_apart, turning_page
from cypher.domain.vocabulary import ALWAYS, OPEN
from loaders.again import run_report
from loaders.check.findings import FindingChanges
from loaders.runs.report import Counts, FileReport

REPORT = replace(run_report("enterprises:2", "enterprises", {"created": 0}, FindingChanges(), 3), as_of="2008-03-15")
NONE: dict[str, Any] = {"total": 0, "items": []}


def test_an_as_of_that_nobody_said_is_said_to_be_assumed_and_how_to_say_it() -> None:
    assert "--as-of" not in loads([REPORT.as_dict()])
    assumed = loads([replace(REPORT, assumed_as_of=True).as_dict()])
    assert "截止日期未写明，取文件中最新的日期 2008-03-15" in assumed
    assert "--as-of DATE" in assumed


def test_an_as_of_that_cannot_be_read_is_said_to_be_that() -> None:
    report = replace(REPORT, files=(FileReport("甲.csv", "", "csv", "utf-8", unread_as_of="去年三月底"),))
    assert "截止日期甲.csv“去年三月底”不能识别  as of: what is said cannot be read" in loads([report.as_dict()])
    assumed = loads([replace(report, assumed_as_of=True).as_dict()])
    assert "不能识别，取文件中最新的日期 2008-03-15" in assumed
    assert "未写明" not in assumed


def test_a_run_that_read_nothing_anew_says_whose_files_it_is_told_by() -> None:
    assert "not read again" not in loads([REPORT.as_dict()])
    said = loads([replace(REPORT, same_as="enterprises:1").as_dict()])
    assert "与 enterprises:1 的文件相同，其后图中没有写入：未再读取" in said
    assert "the files of enterprises:1, and nothing was written since: not read again" in said


def test_a_file_of_headings_alone_is_said_to_hold_no_rows() -> None:
    file = FileReport("甲.csv", "", "csv", "utf-8")
    assert "no rows below the headings" in loads([replace(REPORT, files=(file,)).as_dict()])
    assert "no rows" not in loads([replace(REPORT, files=(file,), counts=Counts(read=1, skipped=1)).as_dict()])


def test_what_a_complete_file_did_not_end_is_named_with_the_next_step_and_status_1() -> None:
    gone = [{"id": f"uscc:{n}", "name": f"大连第{n}会计师事务所", "facts": 3} for n in range(25)]
    withheld = {"facts": 100, "vanishing": 75, "gone": {"total": 25, "items": gone}, "partly": NONE}
    report = replace(REPORT, withheld=withheld)
    said = loads([report.as_dict()])
    assert "75 of 100 facts" in said
    assert "not in the file 25: 大连第0会计师事务所、" in said
    assert said.count("会计师事务所") == 20
    assert "of whom it tells less" not in said
    assert any("--allow-shrink" in step and "leave --complete out" in step for step in next_steps([report], []))
    assert (load_status([REPORT]), load_status([report])) == (0, 1)


def test_a_dry_run_names_whom_findings_are_about_since_when_a_link_holds_and_no_end_of_time() -> None:
    firm = {"id": "uscc:1", "name": "大连甲会计师事务所", "label": "Organization"}
    link = {"subject": "uscc:1", "name": firm["name"], "type": "LEAD", "rule": "city", "came": True}
    link |= {"holder": "units:U1", "holder_name": "大连市财政局"}
    links = [{**link, "valid_from": "2003-07-01", "valid_to": OPEN}, {**link, "valid_from": ALWAYS, "valid_to": OPEN}]
    found = {"subject": "uscc:1", "name": firm["name"], "check": "hard_gap", "severity": "severe", "new": True}
    turned = {
        "organizations": {"closed": {"total": 1, "items": [{**firm, "was": {"closed": OPEN}}]}},
        "links": {"total": 2, "items": links},
        "coverage": NONE,
        "findings": {"total": 2, "items": [found, {**found, "subject": "210231", "name": None}]},
    }
    page = turning_page(turned)
    assert OPEN not in page
    assert ALWAYS not in page
    assert "→ 大连市财政局 (city 2003-07-01–)" in page
    assert "→ 大连市财政局 (city)" in page
    assert "hard_gap 大连甲会计师事务所" in page
    assert "hard_gap 210231" in page


def test_where_several_have_one_name_each_has_its_id_behind_it() -> None:
    named = [
        ("uscc:1", "大连甲会计师事务所"),
        ("uscc:2", "大连甲会计师事务所"),
        ("uscc:3", "大连乙会计师事务所"),
        ("210231", None),
    ]
    assert list(told_apart(named).values()) == [
        "大连甲会计师事务所 uscc:1",
        "大连甲会计师事务所 uscc:2",
        "大连乙会计师事务所",
        "210231",
    ]


def test_who_moved_is_said_from_where_to_where_and_of_whom_was_not_there_nothing() -> None:
    moved = {"id": "uscc:1", "name": "甲", "was": {}, "from": ["西岗区 一路1号"], "to": ["中山区 二路2号"]}
    back = {"id": "uscc:2", "name": "乙", "was": {"closed": ALWAYS, "founded": None}}
    turned = {
        "organizations": {"reopened": {"total": 1, "items": [back]}, "moved": {"total": 1, "items": [moved]}},
        **dict.fromkeys(("links", "coverage", "findings"), NONE),
    }
    assert turning_page(turned).splitlines() == [
        "恢复 back 1",
        "  乙 uscc:2",
        "迁移 moved 1",
        "  甲 uscc:1（西岗区 一路1号 → 中山区 二路2号）",
    ]


def test_a_run_that_took_another_back_says_what_that_turned_and_names_no_more_than_twenty() -> None:
    gone = [
        {"id": f"uscc:{n}", "name": f"大连第{n}会计师事务所", "label": "Organization", "was": {}} for n in range(20)
    ]
    turned = {
        "organizations": {"gone": {"total": 30, "items": gone}},
        "links": NONE,
        "coverage": NONE,
        "findings": NONE,
    }
    changes = {"created": 2, "updated": 30, "unchanged": 0, "ended": 1, "retracted": 90}
    report = replace(REPORT, run="undo:1", changes=changes, turned=turned).as_dict()
    said = run(report)
    assert "事实 facts: - 91, + 2\n离开 gone 30\n" in said
    assert said.count("会计师事务所") == 20
    assert "10 项未列 more, see --json" not in said  # nothing has more of them
    assert "facts: -" not in run(REPORT.as_dict())
