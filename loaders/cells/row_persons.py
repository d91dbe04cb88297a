"""Whom the dropped columns of a row name is named nowhere else in it (docs/domain.md 9).

Dropped are the columns that hold persons, those without a heading, and those that no source declares. A column of
persons says names; of any other one only what looks like a full name is taken for one, as 金融 or 高新 may stand there.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from loaders.cells.person_names import is_likely_name, may_be_person
from loaders.cells.persons import NAME_MASK, PHONE_MASK, is_nobody, is_personal_column, mask

_SAYS_ABOUT: Final = re.compile(
    "性别|民族|出生|籍贯|学历|学位|住址|时间|职务|职称|政治面貌|年龄"
)  # no names stand there
_SAYS_WHO: Final = re.compile("[人员者长师]$|书记|主席|主任|经理|董事|监事|法人代表|名单|代表$|股东|领导")
_SAYS_NUMBER: Final = re.compile("电话|手机|传真|联系|号码|证件|身份证|微信|QQ", re.IGNORECASE)
_SAYS_ACCOUNT: Final = re.compile("联系|微信|微博|QQ|邮箱|邮件|MAIL", re.IGNORECASE)
_HAN_RUN: Final = re.compile(r"[\u3400-\u9fff\ue000-\uf8ff]+(?:[·•・‧.][\u3400-\u9fff]+)*")
_LATIN_RUN: Final = re.compile(r"[A-Za-zÀ-ÿ]{2,}(?:[ .·'-]+[A-Za-zÀ-ÿ]+)+")
_DOT: Final = re.compile("[·•・‧.]")
_SEVERAL: Final = re.compile(r"[、,，;；/|]")
_ACCOUNT: Final = re.compile(r"[A-Za-z0-9][\w.@-]{3,}[A-Za-z0-9]", re.ASCII)  # of 微信, QQ and their like
_SERVICE: Final = re.compile("(?:wx|weixin|wechat|vx|qq)[_:-]?", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d(?:[ ()（）—–-]{0,2}\d){6,17}")
_SPACE: Final = r"[\s\u00ad\u200b-\u200f\u2060\ufeff]"
_SPACES: Final = re.compile(f"{_SPACE}+")
_LONGEST: Final = 4  # characters of a name without a dot
_LONG: Final = 20  # no name is so long


def without_persons(
    cells: Mapping[str, str], dropped: Iterable[tuple[str, str]], declared: Collection[str]
) -> Mapping[str, str]:
    """The cells with all masked that the dropped columns say of a person; the same mapping where nothing is.

    `dropped`: heading and text of each cell that is not among `cells`; of `cells` those are dropped whose heading is
    not `declared`, and are masked themselves, too.
    """
    names: set[str] = set()
    numbers: set[str] = set()
    accounts: set[str] = set()
    for heading, text in (*dropped, *((h, t) for h, t in cells.items() if h not in declared)):
        if text:
            says = _says(heading)
            if says is not _Says.NO_NAMES and not text.isdigit():
                names.update(_names(text, listed=says is _Says.NAMES))
            if _SAYS_NUMBER.search(heading):
                numbers.update(_numbers(text))
            if _SAYS_ACCOUNT.search(heading):
                accounts.update(_accounts(text))
    if not (names or numbers or accounts):
        return cells
    every = "\x1f".join(cells.values())
    names = {name for name in names if name[0] in every and name[-1] in every}  # most rows end here
    if names:
        every = _SPACES.sub("", every)
    patterns = [(_spelled(name), NAME_MASK) for name in sorted(names, key=len, reverse=True) if name in every]
    patterns += [(_dialled(number), PHONE_MASK) for number in sorted(numbers, key=len, reverse=True)]
    patterns += [(_written(account), NAME_MASK) for account in sorted(accounts, key=len, reverse=True)]
    if not patterns:
        return cells
    return {heading: _hidden(text, patterns) for heading, text in cells.items()}


def _hidden(text: str, patterns: Iterable[tuple[re.Pattern[str], str]]) -> str:
    for pattern, mark in patterns:
        text = pattern.sub(mark, text)
    return text


class _Says(Enum):
    """What stands in a dropped column."""

    NO_NAMES = auto()
    NAMES = auto()
    ANYTHING = auto()


@lru_cache(4_096)
def _says(heading: str) -> _Says:
    if _SAYS_ABOUT.search(heading):
        return _Says.NO_NAMES
    return _Says.NAMES if is_personal_column(heading) or _SAYS_WHO.search(heading) else _Says.ANYTHING


def _names(text: str, *, listed: bool) -> Iterator[str]:
    """The names that a cell of a dropped column holds, without spaces; `listed`: in a column of names."""
    if listed:
        runs = set(_HAN_RUN.findall(text))
        if not text.isalpha():
            runs.update(_HAN_RUN.findall(_SPACES.sub("", text)))
            yield from (_SPACES.sub("", run) for run in _LATIN_RUN.findall(mask(text)))
        for run in runs:
            dotted = _DOT.search(run)
            if len(run) > 1 and (dotted or len(run) <= _LONGEST) and may_be_person(run) and not is_nobody(run):
                yield run
        return
    for part in _SEVERAL.split(text):
        bare = _SPACES.sub("", part)
        if 2 < len(bare) < _LONG and is_likely_name(bare) and not is_nobody(bare):
            yield bare


def _numbers(text: str) -> Iterator[str]:
    """The digits of the phones that a cell holds, with the area code and without."""
    for run in _DIGITS.findall(text):
        digits = re.sub(r"\D", "", run)
        yield digits
        for code in (3, 4):
            if digits.startswith("0") and len(digits) - code in (7, 8):
                yield digits[code:]


def _accounts(text: str) -> Iterator[str]:
    """The accounts that a cell holds, as it names them and without the service: wx_zou88, zou88."""
    for account in _ACCOUNT.findall(unicodedata.normalize("NFKC", text)):
        yield account
        bare = _SERVICE.sub("", account, count=1)
        if _ACCOUNT.fullmatch(bare):
            yield bare


def _spelled(name: str) -> re.Pattern[str]:
    return re.compile(f"{_SPACE}*".join(map(re.escape, name)))


def _written(account: str) -> re.Pattern[str]:
    """The account in letters of any case and width, where no other letter or digit stands beside it."""
    each = (
        f"[{sign}{chr(ord(sign) + 0xFEE0)}]" if sign.isalnum() or sign == "_" else re.escape(sign) for sign in account
    )
    return re.compile(
        r"(?<![0-9A-Za-z０-９Ａ-Ｚａ-ｚ])" + "".join(each) + r"(?![0-9A-Za-z０-９Ａ-Ｚａ-ｚ])", re.IGNORECASE
    )


def _dialled(digits: str) -> re.Pattern[str]:
    return re.compile(r"(?<![0-9A-Za-z])" + r"[ ()（）—–-]{0,2}".join(digits) + r"(?![0-9A-Za-z])")
