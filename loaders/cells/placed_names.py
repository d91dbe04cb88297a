"""Names that no label announces, told by where they stand: beside what was masked, before 收 or 家, before or behind
a word for a paper (鲍丽娟 总结, 李明远整理), within a number or the title of a sheet (樊国栋交).

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
# Who wrote, gave or kept a paper: 鲍丽娟 总结, 李明远同志整理的材料.
_DOES: Final = "提供|整理|撰写|执笔|起草|填写|填报|上报|报送|提交|汇总|编写|拍摄|保管|保存|录入|核对"
_PAPER: Final = "(?:工作|学习)?(?:总结|小结|汇报|笔记)|发言稿?|讲稿|心得(?:体会)?|体会|述职报告"
_AUTHORED: Final = rf"(?:{_DOES}|{_PAPER})(?:的|(?!{_HAN}))"
_AUTHOR: Final = re.compile(rf"{_BEGIN}({LIKELY})(?=[ \u3000]*(?:同志)?(?:的[ \u3000]*)?{_AUTHORED})")
# What every one of the patterns needs, masks aside: one look that most texts do not pass.
MAY_STAND: Final = rf"家[中里]|{_CALLED}|(?:[收转宅家])(?!{_HAN})|[填报][)） \u3000]|{_AUTHORED}"
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

    def author(match: re.Match[str]) -> str:
        name = match.group()  # of three characters where nothing parts it from the word: 金属提供 says what, not who
        apart = len(name) > 2 or match.string.startswith((" ", "\u3000", "同志"), match.end())
        return mark if apart and not _is_none(name) else name

    text = _BEFORE.sub(before, text)
    if "〔" in text:
        text = _BEHIND.sub(behind, text)
    return _AUTHOR.sub(author, _BRACKETED.sub(behind, text))


def _is_none(name: str) -> bool:
    return not is_likely_name(name) or _NO_NAME.fullmatch(name) is not None


# -- numbers: 李大壮7007号 -----------------------------------------------------------------------------------------

_NUMBER_WORDS: Final = frozenset("民社政证字登注执基非会法企工商批准函文发办")
_OFFICES: Final = _NUMBER_WORDS | frozenset("司财教卫检劳税府委党组纪统监体科农交规土质药公经外改")
_NUMBER_PARTS: Final = re.compile(rf"(?:(?![字第号]){_HAN})+(?:[·•・‧](?:(?![字第号]){_HAN})+)*")
_PLACES: Final = frozenset(
    "沈金鲁石温白安武常康贺柳江庄高"
)  # surnames that are short for a place, too: 沈民字, 金社证字
_NUMBER_COLUMN: Final = re.compile(r"(?:号|编号|代码|号码|材料)$")
# Words that papers are called by, though they begin like a name.
_PAPERS: Final = re.compile(
    "纪要|纪实|纪律|章程|方案|程序|任务书?|范本|安全|明细|安排|夏令营|马列|马克思|雷锋|白皮书|余额表|常规|金融|高新|廉政"
)
_OF_WHOM: Final = re.compile(rf"({LIKELY})(?=(?:同志)?的?(?:材料|报告|记录|说明|证明|照片|文章|签到表?)$)")


@lru_cache(4_096)
def is_number_column(heading: str) -> bool:
    """Does a column of this heading hold what identifies: a number, a code, the number or name of a document?"""
    return _NUMBER_COLUMN.search(heading) is not None


def holds_name(number: str) -> bool:
    """Does `mask_in_number` take something out?"""
    return mask_in_number(number, "") != number


def mask_in_number(text: str, mark: str) -> str:
    """The number with `mark` for each name in it: 李大壮7007号, 鲍丽娟 总结. 沈民证字第0123号 says place and office."""

    def hidden(match: re.Match[str]) -> str:
        part = match.group()
        whose = _OF_WHOM.match(part)
        if whose and len(whose[1]) > 2 and _named(whose[1]):
            return mark + part[whose.end() :]
        return mark if _named(part) else part

    return _NUMBER_PARTS.sub(hidden, text)


def _named(part: str) -> bool:
    if _PAPERS.fullmatch(part) or not is_likely_name(part):
        return False
    of_place = part[0] in _PLACES and _OFFICES.issuperset(part[1:])
    return not (of_place or (len(part) > 2 and _NUMBER_WORDS.issuperset(part[1:])))


# -- titles of sheets: 樊国栋交, 3月樊国栋报 ---------------------------------------------------------------------------

_HANDS_IN: Final = rf"(?:同志)?的?(?:[交报填做写发改制审核传版]|{_DOES}|{_PAPER})"
_TITLE: Final = re.compile(rf"(?:{_BEGIN}|(?<=[年月日表册单由经]))({LIKELY})({_HANDS_IN})?(?!{_HAN})")


def mask_title(title: str, mark: str) -> str:
    """The title of a sheet, or a heading, with `mark` for whom it names as the one who hands it in."""

    def hidden(match: re.Match[str]) -> str:
        name, does = match.groups()
        return match.group() if _is_none(name) or not (does or len(name) > 2) else mark + (does or "")

    return _TITLE.sub(hidden, title)
