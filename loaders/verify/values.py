"""One value of an exported file: is it of the kind that its property has (`cypher/domain/properties.py`)?"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from cypher.domain.dates import whole_day
from cypher.domain.names import ID_FORM, REMEMBERED
from cypher.domain.properties import Kind
from cypher.domain.vocabulary import COUNTS, OPEN
from loaders.cells.persons import is_personal_column
from loaders.cells.values import YEARS
from loaders.runs.report import FileReport, Report
from loaders.verify.persons import cells_hold_person, id_holds_person, name_holds_person, text_holds_person

Test = Callable[[Any], bool]
LARGEST: Final = 2**31 - 1  # the columns that rules are run over hold no larger number
# What no engine keeps as it is: half a character, and the one that ends texts elsewhere.
_BROKEN: Final = re.compile("[\ud800-\udfff\x00]")
_EVIDENCE: Final = re.compile(rf"{ID_FORM.pattern}\|{ID_FORM.pattern}")
_HASH: Final = re.compile(r"[0-9a-f]{0,64}")


def is_id(value: Any) -> bool:
    """A text that an id may be, and that holds no person."""
    return type(value) is str and ID_FORM.fullmatch(value) is not None and not id_holds_person(value)


def _is_ids(value: Any) -> bool:
    return type(value) is list and all(map(is_id, value))


def _is_evidence(value: Any) -> bool:
    return type(value) is list and all(type(one) is str and _is_one_evidence(one) for one in value)


@lru_cache(REMEMBERED)
def _is_one_evidence(text: str) -> bool:
    return _EVIDENCE.fullmatch(text) is not None and not id_holds_person(text)


def _is_whole(value: Any) -> bool:
    return type(value) is int and 0 <= value <= LARGEST


def _is_flag(value: Any) -> bool:
    return type(value) is bool


def _is_place(value: Any) -> bool:
    return type(value) is str and _BROKEN.search(value) is None


def _is_text(value: Any) -> bool:
    return _is_place(value) and not text_holds_person(value)


def _is_name(value: Any) -> bool:
    return _is_place(value) and value != "" and not name_holds_person(value)


def _is_texts(value: Any) -> bool:
    return type(value) is list and all(map(_is_text, value))


def _is_date(value: Any) -> bool:
    return type(value) is str and _is_day(value) and int(value[:4]) in YEARS


def _are_headings(value: Any) -> bool:
    return _is_texts(value) and not any(map(is_personal_column, value))


def _is_spans(value: Any) -> bool:
    if type(value) is not str:
        return False
    spans = [span.split("/") for span in value.split(";")]
    return all(len(span) == 2 and all(map(_is_date, span)) and span[0] < span[1] for span in spans)


def _is_bound(value: Any) -> bool:
    return type(value) is str and (value == OPEN or _is_day(value))


@lru_cache(REMEMBERED)
def _is_day(text: str) -> bool:
    try:
        whole_day(text)
    except ValueError:
        return False
    return True


def _is_day_or_none(value: Any) -> bool:
    return value == "" or _is_date(value)


def _is_packed(value: Any) -> bool:
    return type(value) is str and value.isascii()  # what it tells is looked at with its subjects (pictures.py)


def _is_moment(value: Any) -> bool:
    try:
        return type(value) is str and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _is_hash(value: Any) -> bool:
    return type(value) is str and _HASH.fullmatch(value) is not None


# -- JSON in a text ----------------------------------------------------------------------------------------------------


def _is_json(value: Any) -> bool:
    return _is_place(value) and _is_sound_json(value)


@lru_cache(REMEMBERED)
def _is_sound_json(text: str) -> bool:
    return _holds_no_person(_parsed(text))


def _are_wholes(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_whole, value))


def _are_counts(value: Any) -> bool:
    return isinstance(value, list) and value != [] and all(name in COUNTS for name in value)


def _are_places(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_place, value))


def _is_cells(value: Any) -> bool:
    cells = _parsed(value) if _is_place(value) else None
    return isinstance(cells, dict) and all(map(_is_place, cells.values())) and not cells_hold_person(cells)


def _is_report(value: Any) -> bool:
    report = _parsed(value) if _is_place(value) else None
    if not isinstance(report, dict) or not report.keys() <= _REPORT:
        return False
    files = report.pop("files", [])  # names and headings as they were given: the loaders keep them
    named = isinstance(files, list) and all(isinstance(one, dict) and one.keys() <= _FILE for one in files)
    return named and _holds_no_person(report)


_REPORT: Final = frozenset(field.name for field in fields(Report))
_FILE: Final = frozenset(field.name for field in fields(FileReport))
_NO_JSON: Final = object()


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return _NO_JSON


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _holds_no_person(value: Any) -> bool:
    match value:
        case str():
            return _BROKEN.search(value) is None and not id_holds_person(value)
        case dict():
            return all(_holds_no_person(key) and _holds_no_person(one) for key, one in value.items())
        case list():
            return all(map(_holds_no_person, value))
        case _:
            return value is not _NO_JSON


# -- what is asked of a property ---------------------------------------------------------------------------------------

_TESTS: Final[Mapping[Kind, tuple[Test, str, str]]] = {
    Kind.ID: (is_id, "编号", "an id"),
    Kind.IDS: (_is_ids, "编号的列表", "a list of ids"),
    Kind.EVIDENCE: (_is_evidence, "“编号|事实编号”的列表", "a list of `id|fact id`"),
    Kind.NAME: (_is_name, "不含个人信息的单位名称", "an organisation's name, with no person in it"),
    Kind.TEXT: (_is_text, "不含个人信息的文字", "a text, with no person in it"),
    Kind.TEXTS: (_is_texts, "不含个人信息的文字的列表", "a list of texts, with no person in them"),
    Kind.HEADINGS: (_are_headings, "不含个人信息列的表头列表", "a list of headings, of columns that hold no person"),
    Kind.PACKED: (_is_packed, "导入时记下的内容", "what a load kept"),
    Kind.DAY: (_is_day_or_none, "存在的日期或空", "a date that exists, or an empty text"),
    Kind.PLACE: (_is_place, "文字", "a text"),
    Kind.SPANS: (_is_spans, "以“;”分隔的“起/止”日期", "FROM/TO, dates that exist, with ; between several"),
    Kind.DATE: (
        _is_date,
        "存在的日期（YYYY、YYYY-MM或YYYY-MM-DD）",
        "a date that exists (YYYY, YYYY-MM or YYYY-MM-DD)",
    ),
    Kind.BOUND: (
        _is_bound,
        "存在的日期（YYYY、YYYY-MM或YYYY-MM-DD）",
        "a date that exists (YYYY, YYYY-MM or YYYY-MM-DD)",
    ),
    Kind.MOMENT: (_is_moment, "时刻", "a moment"),
    Kind.WHOLE: (_is_whole, "不小于0的整数", "a whole number, 0 or more"),
    Kind.WHOLES: (_are_wholes, "不小于0的整数的列表", "a list of whole numbers, 0 or more"),
    Kind.COUNTS: (_are_counts, f"人数项目的列表：{'、'.join(COUNTS)}", f"a list of counts: {', '.join(COUNTS)}"),
    Kind.PLACES: (_are_places, "文字的列表", "a list of texts"),
    Kind.FLAG: (_is_flag, "true或false", "true or false"),
    Kind.HASH: (_is_hash, "十六进制数字", "hexadecimal digits"),
    Kind.JSON: (_is_json, "不含个人信息的JSON", "JSON, with no person in it"),
    Kind.CELLS: (_is_cells, "JSON形式的各格，不含个人信息", "the cells of a row as JSON, with no person in them"),
    Kind.REPORT: (_is_report, "JSON形式的批次报告，不含个人信息", "the report of a run as JSON, with no person in it"),
}


def test_of(kind: Kind | tuple[str, ...] | tuple[int, ...]) -> Test:
    """Whether a value is of a kind, or in a closed list."""
    if isinstance(kind, Kind):
        return _TESTS[kind][0]
    allowed = frozenset((type(value), value) for value in kind)
    return lambda value: isinstance(value, str | int) and (type(value), value) in allowed


def expected(kind: Kind | tuple[str, ...] | tuple[int, ...]) -> tuple[str, str]:
    """What a value of the kind is, in Chinese and in English."""
    if isinstance(kind, Kind):
        return _TESTS[kind][1:]
    shown = [str(value) or '""' for value in kind]
    return f"以下之一：{'、'.join(shown)}", f"one of: {', '.join(shown)}"
