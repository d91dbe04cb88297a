"""Names that no label announces, told by where they stand: beside what was masked, before 收 or 家, within a number.

A name is here a likely one (`person_names.is_likely_name`) that begins where a word of an address ends: at the begin
of a text, behind a sign or a digit, behind 号, 室, 楼 and their like.
"""

import re
from functools import lru_cache
from typing import Final

from loaders.cells.person_names import LIKELY, is_likely_name

_HAN: Final = r"[\u3400-\u9fff\ue000-\uf8ff]"
_BEGIN: Final = rf"(?:(?<!{_HAN})|(?<=[号室层楼栋座院内门户])|(?<=单元))"
_CALLED: Final = "先生|女士|同志|老师"
_HOME: Final = r"(?:家|宅)(?!\s*[(（])"  # 严选家（大连）有限公司 is nobody's home
_TAKES: Final = f"代?收|代?转|{_HOME}"
_LEADS_ON: Final = "电话|手机|传真|联系|微信|邮箱|身份证|家[中里]"
# 雷锋同志纪念馆 is a place: what follows a form of address must not be another word.
_FOLLOWS: Final = rf"[ \u3000]?(?:家[中里]|(?:(?:{_CALLED})(?:{_TAKES})?|{_TAKES})(?={_LEADS_ON}|(?!{_HAN})))"
_BESIDE: Final = r"[ \u3000:：,，、/(（)）\-]{0,2}"  # what may stand between a name and what was masked
_NUMBER_MASK: Final = "〔已隐去[^〕]+〕"
_BEFORE: Final = re.compile(
    rf"{_BEGIN}({LIKELY})(?=(?:{_FOLLOWS})?{_BESIDE}{_NUMBER_MASK}|{_FOLLOWS})"
    rf"|(?<=[路街巷村])({LIKELY})(?={_NUMBER_MASK})"
)
_BEHIND: Final = re.compile(rf"({_NUMBER_MASK}{_BESIDE})({LIKELY})(?={_FOLLOWS}|(?!{_HAN}))")
_BRACKETED: Final = re.compile(rf"([(（]\s*[由经]?)({LIKELY})(?=\s*(?:代?填报?|代?报|代?收)\s*[)）])")
# What every one of the patterns needs, masks aside: one look that most texts do not pass.
MAY_STAND: Final = rf"家[中里]|{_CALLED}|(?:[收转宅家])(?!{_HAN})|[填报][)） \u3000]"
# 方式, 许可证, 安全 and their like beside a phone; 金水人家, 马克之家.
_NO_NAME: Final = re.compile(r".*(?:[证号码话式真箱信机址]|安全|金融|高新)")
_NO_HOME: Final = re.compile(r".*[之人农专酒商店世]")


def mask_placed(text: str, mark: str) -> str:
    """The text with `mark` for each name that stands where a person is reached: see the module."""

    def before(match: re.Match[str]) -> str:
        name = match.group()
        home = match.string.startswith("家", match.end())
        return name if _is_none(name) or (home and _NO_HOME.fullmatch(name)) else mark

    def behind(match: re.Match[str]) -> str:
        return match.group() if _is_none(match.group(2)) else match.group(1) + mark

    text = _BEFORE.sub(before, text)
    if "〔" in text:
        text = _BEHIND.sub(behind, text)
    return _BRACKETED.sub(behind, text)


def _is_none(name: str) -> bool:
    return not is_likely_name(name) or _NO_NAME.fullmatch(name) is not None


# -- numbers: 李大壮7007号 -----------------------------------------------------------------------------------------

_NUMBER_WORDS: Final = frozenset("民社政证字登注执基非会法企工商批准函文发办")
_OFFICES: Final = _NUMBER_WORDS | frozenset("司财教卫检劳税府委党组纪统监体科农交规土质药公经外改")
_NUMBER_PARTS: Final = re.compile(rf"(?:(?![字第号]){_HAN})+(?:[·•・‧](?:(?![字第号]){_HAN})+)*")
_PLACES: Final = frozenset(
    "沈金鲁石温白安武常康贺柳江庄高"
)  # surnames that are short for a place, too: 沈民字, 金社证字
_NUMBER_COLUMN: Final = re.compile(r"(?:号|编号|代码|号码)$")


@lru_cache(4_096)
def is_number_column(heading: str) -> bool:
    """Does a column of this heading hold what identifies: a number, a code, the number of a document?"""
    return _NUMBER_COLUMN.search(heading) is not None


def holds_name(number: str) -> bool:
    """Does `mask_in_number` take something out?"""
    return any(_named(part) for part in _NUMBER_PARTS.findall(number))


def mask_in_number(text: str, mark: str) -> str:
    """The number with `mark` for each name in it: 李大壮7007号. 沈民证字第0123号 says place and office, and no name."""
    return _NUMBER_PARTS.sub(lambda match: mark if _named(match.group()) else match.group(), text)


def _named(part: str) -> bool:
    if not is_likely_name(part):
        return False
    of_place = part[0] in _PLACES and _OFFICES.issuperset(part[1:])
    return not (of_place or (len(part) > 2 and _NUMBER_WORDS.issuperset(part[1:])))
