"""Rows of a table that are no data: titles, lines that say who reports, group rows, totals, notes; and why.

Judged by the cells that hold anything, ordinals aside. A row of several cells is data unless it says otherwise: who
leaves a row out loses an organisation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from loaders.cells.values import narrow

SKIP_REASONS: Final = ("title", "report_line", "group", "total", "note", "blank_record", "hidden_sheet")

_REPORT_LINE: Final = re.compile(
    r"^(填报|填表|上报|报送|编制|制表|统计|截止|截至|报表|数据)[^,，]{0,6}(单位|部门|机关|日期|时间|时点|人|截止)"
    r"|^截[止至][到于:]?[\d〇零○O一二三四五六七八九]{4}"
)
_NOTE: Final = re.compile(
    r"^(注|备注|说明|填报说明|填表说明|填写说明|填写示例|示例[:(]|例[:如]|附注|填表人|填报人|制表|审核|单位负责人|联系电话|数据来源|来源|以上|以下空白|本表|"
    r"第\d+页|共\d+页|[*※])"
)
_SUM: Final = r"(?:合计|总计|小计|共计|累计)"
_TOTAL: Final = re.compile(rf"(?:本页|全市|全区|全县|全部)?(?:{_SUM}|(?:sub)?total)(?:[:(].*|\d.*)?", re.IGNORECASE)
_TOTAL_OF: Final = re.compile(rf".{{1,30}}{_SUM}(?:[:(].*|[:]?\d+[家个户名条所]?)?")
_COUNTED: Final = re.compile(
    rf"(?P<of>.{{0,30}}?)(?:{_SUM}|总数|共)(?:有)?[:(]?(?P<count>\d{{1,7}})(?:家|个|户|条|所|名)\)?[。.]?"
)
_HAN_NUMBER: Final = "[一二三四五六七八九十]{1,3}"
_ORDINAL: Final = (
    rf"(?:[(]?{_HAN_NUMBER}[)、.．:]|第{_HAN_NUMBER}[部分类章节组]+|[(]\d{{1,2}}[)]|\d{{1,2}}[、.．](?!\d))"
)
_HAN_ORDINAL: Final = re.compile(rf"[(]?{_HAN_NUMBER}[)、.．]?")
_GROUP: Final = re.compile(
    rf"{_ORDINAL}.{{1,40}}"
    r"|.{1,30}[(](?:共|计)?\d{1,7}[家个户所名][)]"
    r"|[\u4e00-\u9fff]{1,6}(?:区|市|县|街道|镇|乡)"
    r"|(?:各类)?(?:会计师|律师|税务师|资产评估|房地产评估|房地产中介|国际货运代理|货运代理|职业培训|民办教育|中介)?"
    r"(?:事务所|机构|社会团体|民办非企业单位|基金会|社会组织|企业)类?"
    r"|[\u4e00-\u9fff]{1,12}类|其中:?|其他:?"
)
_TITLE: Final = re.compile(r".{2,40}(?:登记表|统计表|一览表|名册|名单|明细表|情况表|汇总表|花名册|台账)(?:[(].*[)])?")
_FIGURE: Final = re.compile(r"[\d,.]+(?:家|个|户|条|所|名|人|%)?|[-—/]+")
_DECORATION: Final = "—-=_*·•●■◆▲★☆【】[]<>《》〔〕"
_LONG: Final = 60  # characters of a cell that stands alone and is no name any more


@dataclass(frozen=True)
class Stated:
    """How many rows a total says that there are: of all of them, or of the group above it."""

    count: int
    of_all: bool


def reason_before_headings(filled: Sequence[str]) -> str:
    """Of a row that stands above the headings."""
    return "report_line" if any(_REPORT_LINE.match(narrow(cell)) for cell in filled) else "title"


def reason_to_skip(filled: Sequence[str], width: int) -> str | None:
    """One of SKIP_REASONS; None where the row is data. `filled`: its cells that hold anything, of `width` columns."""
    words = [narrow(cell).strip(_DECORATION) for cell in filled[:3]]
    first = words[0]
    # An ordinal may stand before the word 合计.
    if any(_TOTAL.fullmatch(word) for word in words[:2]):
        return "total"
    figures = all(_FIGURE.fullmatch(narrow(cell)) for cell in filled[1:])
    if figures and (_TOTAL_OF.fullmatch(first) or _COUNTED.fullmatch(first)):
        return "total"
    labelled = ":" in first[:8]  # 填表人：…  审核人：…  may stand side by side
    alone = len(filled) == 1 and width > 2
    label = len(filled) == 2 and width > 2 and _REPORT_LINE.fullmatch(first)  # 截止日期, and the date beside it
    if label or ((labelled or alone) and _REPORT_LINE.match(first)):
        return "note" if _NOTE.match(first) else "report_line"
    if (labelled or alone) and _NOTE.match(first):
        return "note"
    if alone:
        return _alone(first)
    if len(filled) == 2 and width > 2 and _HAN_ORDINAL.fullmatch(first) and _GROUP.fullmatch(words[1]):
        return "group"
    return None


def _alone(word: str) -> str | None:
    if len(word) > _LONG or word.endswith(("。", ".")):
        return "note"
    if _TITLE.fullmatch(word):
        return "title"
    return "group" if _GROUP.fullmatch(word) else None


def numbers_columns(filled: Sequence[str]) -> bool:
    """Does a row below the headings number the columns: 甲 乙 1 2 3?"""
    words = [word for cell in filled if (word := narrow(cell)) not in _STEMS]
    return len(filled) >= 3 and len(words) >= 2 and words == [str(number) for number in range(1, len(words) + 1)]


_STEMS: Final = frozenset({"栏次", *"甲乙丙丁戊己庚辛壬癸"})


def stated_count(filled: Sequence[str]) -> Stated | None:
    """What a total says of the number of rows; None where it says nothing of it."""
    for cell in filled[:2]:
        if found := _COUNTED.fullmatch(narrow(cell)):
            return Stated(int(found["count"]), of_all=found["of"].strip(":") in _OF_ALL)
    return None


_OF_ALL: Final = frozenset({"", "以上", "本表", "全市", "全部", "总计", "合计", "总"})


def is_report_line(word: str) -> bool:
    """Does a text, as `narrow` gives it, say who reports, or of which day?"""
    return _REPORT_LINE.match(word) is not None


def is_note_line(line: str) -> bool:
    """May a line of a text be a note, or say who reports, or of which day?"""
    first = narrow(line.split(",")[0].split("\t")[0].strip('"'))
    return bool(_NOTE.match(first) or _REPORT_LINE.match(first))
