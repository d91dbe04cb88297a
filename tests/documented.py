"""docs/codes.md: every code that a load may say, with its texts, what to do, and an example that gives it.

`python -m tests.documented` writes the page anew; `tests/test_codes.py` holds it, the tables of codes and the examples
together. An example is a small file of one source (or a workbook row for what a replay says); every name is invented.
"""

import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from cypher.domain.notices import NOTICES
from loaders.auto import source_of
from loaders.cells import reasons
from loaders.cells.reasons import OUT_OF_SCOPE, REMEDY, SKIPPED
from loaders.cells.rejects import CODES, WARNINGS, FileUnreadable
from loaders.read.folders import files_of
from loaders.read.readers import inspect_file
from loaders.returned.replay import of_another_graph, read_run_of
from loaders.runs.history import today
from loaders.sources import load_sources
from loaders.validate.as_of import stated_as_of
from loaders.validate.columns import known_columns
from loaders.validate.validate import inspect, read
from tests import packages
from tests.loaders.test_load_rows import FRAME
from tests.packages import write_package
from tests.registries import ACCOUNTANTS, credit_code

PAGE: Final = Path(__file__).parent.parent / "docs" / "codes.md"
FIRM: Final = "企业名称,统一社会信用代码,注册日期,经营范围,所在省份,地区,注册地址\n"
GROUP: Final = "社会组织名称,登记管理机关,社会组织类型,成立登记日期,实体运营,住所,行业,组织机构代码\n"
COUNTS: Final = "单位,统计日期,正式党员\n"
HANDED_BACK: Final = "企业名称,注册日期,更正 correction,编号 id\n"
LETTERED: Final = next(code for n in range(99) if (code := credit_code("91", "210202", n)).endswith("X"))
LETTER_O: Final = ACCOUNTANTS.replace("0", "O", 1)
WRONG_END: Final = ACCOUNTANTS[:-1] + ("1" if ACCOUNTANTS[-1] != "1" else "2")


@dataclass(frozen=True)
class Example:
    """A file of a source, as CSV or JSON Lines; `resolved`: the code comes from who is meant, so a graph is needed.

    `workbook`: the CSV stands for an XLSX, in which `#…` is an error and `=…` a formula without a value; `hidden` is a
    second sheet of it, which is hidden.
    """

    source: str
    text: str
    resolved: bool = False
    workbook: bool = False
    hidden: str = ""

    def write(self, folder: Path) -> Path:
        """The file that the example is."""
        if not self.workbook:
            path = folder / f"例.{'jsonl' if self.text.startswith('{') else 'csv'}"
            path.write_text(self.text, encoding="utf-8")
            return path
        sheets = {"表一": _sheet(self.text), **({"旧": _sheet(self.hidden)} if self.hidden else {})}
        return write_package(folder / "例.xlsx", sheets, hidden=["旧"] if self.hidden else [])


def _sheet(table: str) -> str:
    lines = [line.split(",") for line in table.splitlines()]
    return packages.worksheet("".join(packages.row(n, *_cells(n, line)) for n, line in enumerate(lines, 1)))


def _cells(number: int, line: Sequence[str]) -> Iterator[str]:
    for at, value in enumerate(line):
        where = f"{chr(65 + at)}{number}"
        if value.startswith("#"):
            yield packages.cell(where, value, type="e")
        elif value.startswith("="):
            yield f'<c r="{where}"><f>{value[1:]}</f></c>'
        elif value:
            yield packages.text(where, value)


def firm(*rows: str) -> Example:
    return Example("enterprises", FIRM + "".join(f"{row}\n" for row in rows))


def group(*rows: str, resolved: bool = False) -> Example:
    return Example("social_organizations", GROUP + "".join(f"{row}\n" for row in rows), resolved)


def counts(*rows: str, resolved: bool = False) -> Example:
    return Example("headcounts", COUNTS + "".join(f"{row}\n" for row in rows), resolved)


def handed_back(row: str) -> Example:
    return Example("replay", HANDED_BACK + f"{row}\n")


OURS: Final = "辽宁,大连,大连市中山区人民路1号"
AS_OF: Final = "2019-12-31"  # of which day the examples are a picture
REFUSED: Final[Mapping[str, Example]] = {
    "row_shape": firm("大连甲会计师事务所,,2001-03-04,审计,验资,辽宁,大连,大连市中山区人民路1号"),
    "open_quote": firm(f'"大连甲会计师事务所,,2001-03-04,审计,{OURS}', f"大连乙会计师事务所,,2001-03-04,审计,{OURS}"),
    "shifted_row": firm("大连甲会计师事务所,,2001-03-04,审计,50万元,辽宁,大连市中山区人民路1号"),
    "conflicting_rows": group(
        "大连甲协会,大连市民政局,社会团体,2001-03,是,大连市中山区,,",
        "大连甲协会,大连市民政局,社会团体,2002-03,是,大连市中山区,,",
        resolved=True,
    ),
    "missing_value": group("大连甲协会,,社会团体,2001-03,是,大连市中山区,,"),
    "not_corrected": handed_back("大连甲会计师事务所,去年,,reject:enterprises:1.1"),
    "still_masked": handed_back("大连甲会计师事务所〔已隐去〕,2001-03-04,,reject:enterprises:1.1"),
    "correction_without_cell": handed_back("大连乙会计师事务所,2001-03-04,2001-03-05,reject:enterprises:1.2"),
    "not_of_run": handed_back("大连甲会计师事务所,2001-03-04,,reject:enterprises:9.7"),
    "error_cell": Example("headcounts", COUNTS + "大连甲协会,2008-03-31,#REF!\n", workbook=True),
    "uncalculated_formula": Example("headcounts", COUNTS + "大连甲协会,2008-03-31,=B1+B2\n", workbook=True),
    "nested_value": Example(
        "enterprises", '{"企业名称": "大连甲会计师事务所", "注册日期": "2001-03-04", "经营范围": {"主营": "审计"}}\n'
    ),
    "bad_date": firm(f"大连甲会计师事务所,,去年5月,审计,{OURS}"),
    "impossible_date": firm(f"大连甲会计师事务所,,2001-02-30,审计,{OURS}"),
    "future_date": firm(f"大连甲会计师事务所,,2020-03-04,审计,{OURS}"),
    "date_after_today": firm(f"大连甲会计师事务所,,2091-03-04,审计,{OURS}"),
    "bad_count": counts("大连甲协会,2008-03-31,若干"),
    "bad_yes_no": group("大连甲协会,大连市民政局,社会团体,2001-03,可能,大连市中山区,,"),
    "unknown_value": group("大连甲协会,大连市民政局,俱乐部,2001-03,是,大连市中山区,,"),
    "bad_text": group("大连\ufffd甲协会,大连市民政局,社会团体,2001-03,是,大连市中山区,,"),
    "not_a_name": Example(
        "social_organizations",
        '{"社会组织名称": 1e999, "登记管理机关": "大连市民政局", "社会组织类型": "社会团体"}\n',
    ),
    "bad_code": Example("trades", "行业代码,行业名称\n法律,律师\n"),
    "person_in_name": group("大连甲协会（联系人：张某某）,大连市民政局,社会团体,2001-03,是,大连市中山区,,"),
    "credit_code_length": firm(f"大连甲会计师事务所,{ACCOUNTANTS[:17]},2001-03-04,审计,{OURS}"),
    "credit_code_charset": firm(f"大连甲会计师事务所,{LETTER_O},2001-03-04,审计,{OURS}"),
    "credit_code_check": firm(f"大连甲会计师事务所,{WRONG_END},2001-03-04,审计,{OURS}"),
    "credit_code_scientific": firm(f"大连甲会计师事务所,9.12102E+17,2001-03-04,审计,{OURS}"),
    "organization_code_format": group("大连甲协会,大连市民政局,社会团体,2001-03,是,大连市中山区,,1234"),
    "number_scientific": Example(
        "social_organizations",
        "社会组织名称,登记管理机关,社会组织类型,登记证号\n大连甲协会,大连市民政局,社会团体,2.10E+11\n",
    ),
    "number_of_another": Example(
        "units",
        "单位编号,单位名称,行政区划\nU002,大连市无关局,210200\n",
        resolved=True,
    ),
    "unknown_reference": counts("大连无此协会,2008-03-31,3", resolved=True),
    "ambiguous_reference": counts("大连同名研究会,2008-03-31,3", resolved=True),
    "unknown_region": Example("units", "单位编号,单位名称,行政区划\nU01,大连市甲局,无此区\n"),
    "unknown_trade": group("大连甲协会,大连市民政局,社会团体,2001-03,是,大连市中山区,无此行业,"),
    "self_reference": Example(
        "party_organizations",
        "党组织编号,党组织名称,党组织类型,隶属党组织\nD01,大连甲协会党支部,党支部,D01\n",
        resolved=True,
    ),
}
WARNED: Final[Mapping[str, Example]] = {
    "credit_code_lower_case": firm(f"大连甲会计师事务所,{LETTERED.lower()},2001-03-04,审计,{OURS}"),
    "organization_code_check": group("大连甲协会,大连市民政局,社会团体,2001-03,是,大连市中山区,,00050092-5"),
    "credit_code_prefix": Example(
        "social_organizations",
        f"社会组织名称,登记管理机关,社会组织类型,统一社会信用代码\n大连甲协会,大连市民政局,社会团体,{ACCOUNTANTS}\n",
    ),
    "number_placeholder": Example(
        "social_organizations",
        "社会组织名称,登记管理机关,社会组织类型,登记证号\n大连甲协会,大连市民政局,社会团体,办理中\n",
    ),
    "number_shared": Example(
        "social_organizations",
        "社会组织名称,登记管理机关,社会组织类型,登记证号\n大连甲协会,大连市民政局,社会团体,7号\n大连乙协会,大连市民政局,社会团体,7号\n",
    ),
    "count_unknown": counts("大连甲协会,2008-03-31,无"),
    "reversed_period": Example(
        "units", "单位编号,单位名称,行政区划,成立日期,撤销日期\nU01,大连市甲局,210200,2005-01,2001-01\n"
    ),
    "personal_data_masked": firm("大连甲会计师事务所,,2001-03-04,审计,辽宁,大连,大连市中山区人民路1号 联系人：张某某"),
    "unknown_authority_code": firm(f"大连甲会计师事务所,{ACCOUNTANTS},2001-03-04,审计,{OURS}"),
    "former_name_unknown": Example(
        "renamings", "原名称,现名称,变更日期\n大连旧名研究会,大连市民政局,2005-03-01\n", resolved=True
    ),
    "ambiguous_trade": firm(f"大连甲律师事务所会计师事务所,,2001-03-04,咨询,{OURS}"),
    "unknown_district": firm("大连甲会计师事务所,,2001-03-04,审计,辽宁,,某路1号"),
}
SKIPPED_ROWS: Final[Mapping[str, Example]] = {
    "title": Example("headcounts", "全市社会组织党员人数统计表,,\n" + COUNTS + "大连甲协会,2008-03-31,3\n"),
    "report_line": Example("headcounts", "填报单位：大连市甲局,,\n" + COUNTS + "大连甲协会,2008-03-31,3\n"),
    "group": counts("一、行业协会,,", "大连甲协会,2008-03-31,3"),
    "total": counts("大连甲协会,2008-03-31,3", "合计,,3"),
    "note": counts("大连甲协会,2008-03-31,3", "注：以上为正式党员,,"),
    "blank_record": Example(
        "headcounts",
        '{"单位": "大连甲协会", "统计日期": "2008-03-31", "正式党员": 3}\n{"单位": null, "统计日期": null}\n',
    ),
    "hidden_sheet": Example(
        "headcounts", COUNTS + "大连甲协会,2008-03-31,3\n", workbook=True, hidden=COUNTS + "大连甲协会,2007-03-31,2\n"
    ),
}
LEFT_OUT: Final[Mapping[str, Example]] = {
    "other_city": firm("沈阳甲会计师事务所,,2001-03-04,审计,辽宁,沈阳,沈阳市和平区某路1号"),
    "plain_company": firm(f"大连甲机械制造有限公司,,2001-03-04,机床,{OURS}"),
}


@dataclass(frozen=True)
class UnreadableExample:
    """A file of which nothing is loaded: what it is, in both languages, and what raises its FileUnreadable."""

    zh: str
    en: str
    read: Callable[[Path], object]


def _file(name: str, content: bytes, *, source: str = "headcounts") -> Callable[[Path], object]:
    def read_it(folder: Path) -> object:
        (folder / name).write_bytes(content)
        found = inspect(load_sources()[source], [folder / name])
        return read(load_sources()[source], found, FRAME, None)

    return read_it


def _named(name: str, content: bytes, look: Callable[[Path], object]) -> Callable[[Path], object]:
    def look_at_it(folder: Path) -> object:
        (folder / name).write_bytes(content)
        return look(folder / name)

    return look_at_it


def _folder(folder: Path) -> object:
    (folder / "空").mkdir()
    return files_of([folder / "空"])


def _raise_foreign(folder: Path) -> object:
    raise of_another_graph("退回.xlsx", "enterprises:7")


def _changed(folder: Path) -> object:
    path = folder / "人数.csv"
    path.write_text(COUNTS + "大连甲协会,2008-03-31,3\n", encoding="utf-8")
    found = inspect(load_sources()["headcounts"], [path])
    path.write_bytes(COUNTS.encode() + b"\xff\xff,2008-03-31,3\n")
    return read(load_sources()["headcounts"], found, FRAME, None)


def _encrypted(folder: Path) -> object:
    path = write_package(folder / "人数.xlsx", {"表一": _sheet(COUNTS)})
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the bit that says so, in each header
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            content[at + flags] |= 1
    path.write_bytes(content)
    return inspect(load_sources()["headcounts"], [path])


def _two_tables(folder: Path) -> object:
    text = COUNTS + "大连甲协会,2008-03-31,3\n组织,上级机关,日期\n大连甲协会,省民政厅,2004-05-06\n"
    return inspect(load_sources()["headcounts"], [write_package(folder / "人数.xlsx", {"表一": _sheet(text)})])


_FULL: Final = (COUNTS + "大连甲协会,2008-03-31,3\n").encode()
UNREADABLE: Final[Mapping[str, UnreadableExample]] = {
    "cannot_open": UnreadableExample("没有这个文件", "no such file", lambda f: inspect_file(f / "无此文件.csv")),
    "no_regular_file": UnreadableExample("/dev/null", "/dev/null", lambda f: inspect_file(Path("/dev/null"))),
    "empty_folder": UnreadableExample("空文件夹", "an empty folder", _folder),
    "wrong_format": UnreadableExample(
        "名为.xlsx的网页", "a web page named .xlsx", _file("人数.xlsx", b"<!DOCTYPE html><html><body>x</body></html>")
    ),
    "encrypted": UnreadableExample("加密的工作簿", "a workbook with a password", _encrypted),
    "broken_archive": UnreadableExample(
        "被截断的.gz", "a .gz that was cut off", _file("人数.csv.gz", gzip.compress(_FULL)[:-9])
    ),
    "unknown_encoding": UnreadableExample(
        "含有两种编码的CSV",
        "a CSV in two encodings",
        _file("人数.csv", (COUNTS * 9).encode() + "大连甲协会".encode("gb18030") + b"\xff,2008-03-31,3\n"),
    ),
    "too_large": UnreadableExample(
        "一行过长的CSV", "a CSV with a line too long", _file("人数.csv", _FULL + b"x" * 1_100_000 + b",1,1\n")
    ),
    "no_json": UnreadableExample("JSON Lines中有一行不是对象", "a line that is no object", _file("人数.jsonl", b"{\n")),
    "broken_heading": UnreadableExample(
        "JSON中名称里有半个字符",
        "half a character in a name of JSON",
        _file("人数.jsonl", b'{"\\ud800": "1"}\n'),
    ),
    "no_header": UnreadableExample("没有表头的CSV", "a CSV without headings", _file("人数.csv", b"a,b\n1,2\n")),
    "list_of_persons": UnreadableExample(
        "一行一人的名单", "a list with a person in each row", _file("名单.csv", "姓名,单位\n张某某,甲\n".encode())
    ),
    "duplicate_header": UnreadableExample(
        "表头“单位”出现两次", "the heading 单位 twice", _file("人数.csv", ("单位,单位,统计日期\n甲,乙,2008\n").encode())
    ),
    "second_table": UnreadableExample(
        "一张工作表里上下有两个表", "two tables below each other on one sheet", _two_tables
    ),
    "missing_columns": UnreadableExample(
        "缺少“统计日期”一列", "the column 统计日期 is missing", _file("人数.csv", "单位,正式党员\n甲,3\n".encode())
    ),
    "unknown_source": UnreadableExample(
        "load auto：表头不足以判断来源",
        "load auto: headings that tell no source",
        _named(
            "某表.csv",
            "住所,曾用名\n甲,乙\n".encode(),
            lambda path: source_of(inspect_file(path, known_columns())),
        ),
    ),
    "as_of_after_today": UnreadableExample(
        "写有“截止日期：2091-03-31”的CSV",
        "a CSV that states 截止日期：2091-03-31",
        _named(
            "人数.csv",
            "截止日期：2091-03-31,,\n".encode() + _FULL,
            lambda path: stated_as_of([inspect_file(path, known_columns())], today()),
        ),
    ),
    "broke_off": UnreadableExample("导入期间被改动的CSV", "a CSV that was changed while it was read", _changed),
    "no_rejects": UnreadableExample(
        "replay：不是退回表的工作簿", "replay: no workbook of refused rows", _named("退回.xlsx", b"x", read_run_of)
    ),
    "rejects_of_another_graph": UnreadableExample(
        "replay：另一个图的退回表", "replay: refused rows of another graph", _raise_foreign
    ),
}


def unreadable(example: UnreadableExample) -> FileUnreadable:
    """What the example raises."""
    with TemporaryDirectory() as folder:
        try:
            example.read(Path(folder))
        except FileUnreadable as error:
            return error
    raise AssertionError(f"{example.en}: it was read")


# -- the page ----------------------------------------------------------------------------------------------------------


def page() -> str:
    """The whole page."""
    return "\n".join(
        [
            "# Codes\n",
            "Every code that a load, a replay or a report may say, in Chinese and English, with what to do and an",
            "example that gives it. Made from the tables of codes by `python -m tests.documented`; a test loads every",
            "example. `{value}` and the like are filled in. All names are invented.\n",
            *_section("Refused rows 退回的行", "`rejected_by_code`, `zuzhitu rejects RUN`", _refused()),
            *_section("Warnings 提示", "The row is accepted: `warned_by_code`, `zuzhitu runs RUN --out`", _warned()),
            *_section("Skipped rows 跳过的行", "No data: `skipped_by_reason`", _with_reason(SKIPPED, SKIPPED_ROWS)),
            *_section(
                "Out of scope 范围以外",
                f"Sound, and not kept: `out_of_scope_by_reason`. {REMEDY[0]}。{REMEDY[1]}.",
                _with_reason(OUT_OF_SCOPE, LEFT_OUT),
            ),
            *_section("Notices 问题", "What a load notices as a finding: `zuzhitu check`, `/v1/findings`", _notices()),
            *_section("Unreadable files 不能读取的文件", "Exit status 3: nothing was loaded", _unreadable()),
        ]
    )


def _section(title: str, where: str, entries: Iterable[str]) -> Iterator[str]:
    yield f"## {title}\n\n{where}\n"
    yield from entries


def _entry(code: str, said: Iterable[tuple[str, str]], example: Example | None) -> str:
    lines = [f"### `{code}`\n", *(f"- {zh}  \n  {en}" for zh, en in said), ""]
    if example is not None:
        kind = "json" if example.text.startswith("{") else "csv"
        form = "（XLSX）" if example.workbook else ""
        lines += [f"`{example.source}`{form}\n", f"```{kind}\n{example.text}```\n"]
        if example.hidden:
            lines += ["隐藏的工作表 the hidden sheet\n", f"```csv\n{example.hidden}```\n"]
    return "\n".join(lines)


def _refused() -> Iterator[str]:
    for code, texts in CODES.items():
        said = [(texts.message_zh, texts.message_en), (texts.remedy_zh, texts.remedy_en)]
        yield _entry(code, said, REFUSED[code])


def _warned() -> Iterator[str]:
    for code, text in WARNINGS.items():
        own = [
            (f"{source}：{zh}", f"{source}: {en}")
            for (one, source), (zh, en) in reasons.WARNED_IN.items()
            if one == code
        ]
        yield _entry(code, [text, reasons.WARNED[code], *own], WARNED[code])


def _with_reason(texts: Mapping[str, tuple[str, str]], examples: Mapping[str, Example]) -> Iterator[str]:
    for code, text in texts.items():
        yield _entry(code, [text], examples[code])


def _notices() -> Iterator[str]:
    for code, text in NOTICES.items():
        said = [(text.title, text.title_en), (text.summary, text.summary_en), (text.remedy, text.remedy_en)]
        yield _entry(code, said, WARNED.get(code))


def _unreadable() -> Iterator[str]:
    for code, example in UNREADABLE.items():
        error = unreadable(example)
        said = [(error.message_zh, error.message_en), (error.remedy_zh, error.remedy_en)]
        text = _entry(code, [(example.zh, example.en), *said], None)
        yield re.sub(re.escape(today()), "YYYY-MM-DD", text)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
