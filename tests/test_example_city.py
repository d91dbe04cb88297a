"""The example city, from its files alone: they are what the maker writes, and what the page says of them holds."""

import csv
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
CITY = EXAMPLES / "dalian-2008"
TODAY = "2008-03-31"
Row = dict[str, str]


def read_rows(name: str) -> list[Row]:
    """The rows of a file under its heading, the first line with three filled cells or more; totals left out."""
    data = (CITY / name).read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    lines = [line for line in csv.reader(text.splitlines()) if sum(map(bool, line)) > 2]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def rows_of(pattern: str) -> Iterator[Row]:
    for path in sorted(CITY.glob(pattern)):
        yield from read_rows(path.name)


class Count:
    """What is counted once for all tests. An organisation is known by its name, 同名 ones by their code too."""

    def __init__(self, without: str = "") -> None:
        self.kind: dict[str, str] = {}
        self.trade: dict[str, str] = {}
        names: dict[str, str] = {}
        for row in [*rows_of("06*.csv"), *rows_of("07[a-e]*.csv")]:
            name = row.get("社会组织名称") or row["协会名称"]
            key = name if "同名" not in name else row["组织机构代码"]
            closed = row.get("注销日期") or row["登记状态"] != "正常"
            for called in (name, row["组织机构代码"], row["统一社会信用代码"], row.get("曾用名", "")):
                names[called] = key
            if not closed and row.get("实体运营") != "否":
                self.kind[key] = row.get("社会组织类型", "社会团体")
                self.trade[key] = row.get("行业", "")
        self.members: dict[str, dict[str, tuple[int | None, int]]] = {}
        for row in rows_of("10*.csv"):
            full, *others = (row[c] for c in ("正式党员", "预备党员", "未转组织关系党员"))
            value = None if full == "—" else int(full)
            total = (value or 0) + sum(int(cell) for cell in others if cell != "—")
            self.members.setdefault(names[row["单位"]], {})[row["统计日期"]] = (value, total)
        associations = {row["协会名称"] for row in rows_of("06*.csv")}
        party = [
            r
            for r in rows_of("09*.csv")
            if not r["撤销日期"] and r["属地党组织"] != "是" and r["党组织名称"] != without
        ]
        self.covers = {r["党组织名称"]: {c for c in r["覆盖单位"].split("；") if c in self.kind} for r in party}
        self.covering = [name for name, covered in self.covers.items() if covered]
        self.hosted = [r["党组织名称"] for r in party if r["所在单位"] in associations]
        self.covered = {name for covered in self.covers.values() for name in covered}

    def newest(self, key: str, day: str = TODAY) -> tuple[int | None, int]:
        reports = self.members.get(key, {})
        days = [d for d in reports if d <= day]
        return reports[max(days)] if days else (None, 0)

    def coverage(self, key: str) -> str:
        full, members = self.newest(key)
        if key in self.covered:
            return "covered"
        if full is None:
            return "unknown"
        return "hard" if full >= 3 else "soft" if members else "none"


@pytest.fixture(scope="module")
def count() -> Count:
    return Count()


def test_the_maker_writes_these_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(EXAMPLES / "make_dalian_2008.py"), str(tmp_path)], check=True)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in CITY.iterdir()}


def test_the_reported_figures_hold(count: Count) -> None:
    figures = {(r["指标"], r["行业"], r["口径"]): r["数值"] for r in rows_of("13*.csv")}
    in_trade = {
        t: sum(any(count.trade[o] == t for o in covered) for covered in count.covers.values())
        for t in ("注册会计师", "律师")
    }
    assert (
        len(set(count.covering) | set(count.hosted))
        == 343
        == int(figures["party_organizations", "", "含行业协会党组织"])
    )
    assert len(count.covering) == 334
    assert sum(count.newest(key)[1] for key in count.kind) == 6648
    assert figures["members", "", ""] == "6600多"
    assert in_trade == {"注册会计师": 31, "律师": 46}
    assert figures["party_organizations_in_trade", "注册会计师", ""] == "31"
    assert figures["party_organizations_in_trade", "律师", ""] == "46"


def test_taking_a_branch_away_makes_each_claim_fail_by_one(count: Count) -> None:
    own = next(name for name, covered in count.covers.items() if [count.trade[o] for o in covered] == ["律师"])
    less = Count(without=own)
    assert len(set(less.covering) | set(less.hosted)) == 342
    assert sum(any(less.trade[o] == "律师" for o in covered) for covered in less.covers.values()) == 45
    assert sum(less.trade[o] == "律师" and less.coverage(o) == "hard" for o in less.kind) == 1


def test_hard_gaps_are_elsewhere(count: Count) -> None:
    classes = Counter(count.coverage(key) for key in count.kind)
    assert classes == {"covered": 543, "hard": 88, "soft": 259, "none": 553, "unknown": 56}
    hard = {count.trade[key] for key in count.kind if count.coverage(key) == "hard"}
    assert not hard & {"律师", "注册会计师"}
    assert {"注册税务师", "民办教育", "职业培训"} <= hard


def test_members_and_party_organisations_grow_year_by_year(count: Count) -> None:
    days = ("2005-12-31", "2006-12-31", "2007-12-31", TODAY)
    members = [sum(count.newest(key, day)[1] for key in count.kind) for day in days]
    party = [
        sum(r["成立日期"] <= day < (r["撤销日期"] or "9999") for r in rows_of("09*.csv") if r["覆盖单位"])
        for day in days
    ]
    for series in (members, party):
        assert all(a < b for a, b in pairwise(series))


def test_every_organisation_of_the_field_is_visibly_invented() -> None:
    for row in [*rows_of("07*.csv"), *rows_of("08*.csv")]:
        name = row.get("社会组织名称", row.get("企业名称", ""))
        assert not name or re.search("示例|虚构|演示|样本", name)


def test_no_person_is_named() -> None:
    for row in [*rows_of("07*.csv"), *rows_of("08*.csv")]:
        assert row.get("法定代表人", row.get("法人代表", "")) in ("", "（略）")


def test_the_encodings_are_mixed() -> None:
    heads: Counter[str] = Counter()
    for path in CITY.iterdir():
        data = path.read_bytes()
        try:
            data.decode("utf-8")
            heads["utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"] += 1
        except UnicodeDecodeError:
            heads["gb18030"] += 1
    assert heads["gb18030"] >= 2
    assert heads["utf-8"] >= 2
    assert heads["utf-8-sig"] > heads["gb18030"]


def test_each_break_has_an_example() -> None:
    names = {row["社会组织名称"] for row in rows_of("07*.csv")}
    for word in ("无责任主体", "上级无党组织", "上级循环", "上级已撤销", "上级断头", "分属两家"):
        assert any(word in name for name in names)


def test_party_organisations_refer_to_what_is_there() -> None:
    units = {row["单位名称"] for row in rows_of("04*.csv")} | {row["协会名称"] for row in rows_of("06*.csv")}
    names = units | {row["社会组织名称"] for row in rows_of("07*.csv")}
    party = list(rows_of("09*.csv"))
    own = {row["党组织名称"] for row in party}
    assert len(own) == len(party)
    for row in party:
        assert row["所在单位"] in names | {""}
        assert set(row["覆盖单位"].split("；")) <= names | {""}
        assert row["隶属党组织"] in own | {""}
    tops = [row for row in party if row["属地党组织"] == "是" and row["活动区域"] == "210200"]
    assert [row["党组织名称"] for row in tops] == ["中共大连市委员会"]
