"""One cell of a registry -> a date, a count with its bound, yes or no, several values, a clean text, a blank.

Every function takes the raw text of one cell and either returns a value or raises `CellError`, never anything else.
A blank is None (unknown), never 0 or an empty string. The raw text stays with the row that the cell came from.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from cypher.domain.names import REMEMBERED
from loaders.cells.rejects import Texts, explain


class CellError(Exception):
    """A cell that cannot be what it must be: a code of `rejects.CODES`, its message and remedy."""

    def __init__(self, code: str, message_zh: str, message_en: str, remedy_zh: str, remedy_en: str) -> None:
        super().__init__(f"{code}: {message_en}")
        self.code = code
        self.message_zh = message_zh
        self.message_en = message_en
        self.remedy_zh = remedy_zh
        self.remedy_en = remedy_en

    @property
    def said(self) -> tuple[str, str]:
        """Message and remedy in Chinese, in English."""
        return f"{self.message_zh}——{self.remedy_zh}", f"{self.message_en} -- {self.remedy_en}"

    @property
    def texts(self) -> Texts:
        return Texts(self.message_zh, self.message_en, self.remedy_zh, self.remedy_en)


def cell_error(code: str, **details: object) -> CellError:
    """The CellError of a code, its texts taken from `rejects.CODES` and filled with `details`."""
    texts = explain(code, **details)
    return CellError(code, texts.message_zh, texts.message_en, texts.remedy_zh, texts.remedy_en)


# -- text ---------------------------------------------------------------------------------------------------------

# Characters that are seen by nobody: zero-width, direction marks, soft hyphen, byte order mark, variation selectors.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SPACES: Final = re.compile(r"[\s\u3000\x00-\x1f\x7f-\x9f\u2800\u3164]+")
# Only these become their plain twins in a text that people read: full-width letters and digits, and the doubles of Han
# characters that a PDF or an old encoding leaves (Kangxi radicals, compatibility ideographs). Full-width brackets and
# punctuation are right in Chinese and stay.
_WIDE: Final = re.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2f00-\u2fdf\u2e9f\u2ef3\uf900-\ufaff\U0002f800-\U0002fa1f]+"
)
_BROKEN: Final = re.compile("[\ufffd\ud800-\udfff]")


def clean(text: str) -> str:
    """The text as people should see it: one line, single plain spaces, nothing invisible, plain letters and digits.

    Brackets keep their width, private-use characters stay: they stand for what the sender's font had.
    Idempotent. CellError `bad_text` where the text holds U+FFFD or a lone surrogate: the file was decoded wrongly.
    """
    if _BROKEN.search(text):
        raise cell_error("bad_text")
    text = _INVISIBLE.sub("", text)
    text = _WIDE.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)
    return _SPACES.sub(" ", text).strip(" ")


@lru_cache(REMEMBERED)
def narrow(text: str) -> str:
    """NFKC without any space: how codes, dates and numbers are read."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _SPACES.sub("", text)


# fmt: off
_BLANKS: Final = frozenset(
    {
        "n/a", "#n/a", "na", "n.a.", "null", "none", "nil", "nan", "nat", "#null!", "#ref!",
        "#value!", "#name?", "#num!", "#div/0!", "无", "暂无", "无数据", "空", "空白", "未知",
        "不详", "不明", "未填", "未填写", "未登记", "未公示", "未公开", "略", "(略)", "(空)",
        "(空白)", "(无)", "(null)", "待补", "待填", "待定",
    }
)
# fmt: on
_DASHES: Final = re.compile(r"[-‐‑‒–—―─−ー一_/\\|.。,、·*?~()\[\]{}]*")
_EMPTY_AMOUNT: Final = re.compile(r"\d{1,2}\(\)")  # "66()": a registry's amount without amount


@lru_cache(REMEMBERED)
def is_blank(text: str) -> bool:
    """Does the cell say nothing: empty, N/A, a dash, 无, 66() and the like? A zero is a value, not a blank."""
    if len(text) > 64:  # a sentence: is there anything but spaces and strokes in it?
        return re.search(r"[^\W_]", text) is None
    bare = narrow(text).lower()
    return (
        not bare
        or bare in _BLANKS
        or (_DASHES.fullmatch(bare) is not None and bare != "一")
        or _EMPTY_AMOUNT.fullmatch(bare) is not None
    )


_AMOUNT: Final = re.compile(r"[-+]?\d[\d.,]*e[-+]?\d+|[-+]?inf(?:inity)?")


def is_no_name(text: str) -> bool:
    """Can a text that is not blank be nobody's name: a number in any notation, a yes or no, signs alone?"""
    bare = narrow(text).lower()
    return bare in _YES or bare in _NO or _AMOUNT.fullmatch(bare) is not None or not any(map(str.isalpha, bare))


def split_values(text: str) -> tuple[str, ...]:
    """The several values of one cell, cut at ； ; or a line break, cleaned, in order, each once, blanks left out."""
    parts = (clean(part) for part in re.split(r"[;；\r\n\u2028]+", text))
    return tuple(dict.fromkeys(part for part in parts if not is_blank(part)))


_YES: Final = frozenset({"是", "有", "对", "y", "yes", "true", "t", "1", "√", "✓", "✔"})
_NO: Final = frozenset({"否", "不是", "不", "n", "no", "false", "f", "0", "×", "✗", "✘", "x"})


def parse_yes_no(text: str) -> bool | None:
    """是 -> True, 否 -> False, blank (无 too) -> None; CellError `bad_yes_no` otherwise."""
    bare = narrow(text).lower()
    if bare in _YES:
        return True
    if bare in _NO:
        return False
    if is_blank(text):
        return None
    raise cell_error("bad_yes_no", value=_shown(text))


def _shown(text: str) -> str:
    """A cell as a message quotes it: one line, at most 40 characters."""
    line = _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()
    return line if len(line) <= 40 else line[:39] + "…"


# -- dates ----------------------------------------------------------------------------------------------------------

YEARS: Final = range(1840, 2200)  # what a registry of living organisations can mean; outside: a slip of the hand
_HAN_DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0, "o": 0, "两": 2}
_OPEN_ENDED: Final = frozenset({"长期", "永久", "长期有效", "至今", "无期限", "无固定期限", "9999-12-31"})
_SEPARATED: Final = re.compile(r"(\d{4})[-./年](?:(\d{1,2})(?:[-./月](?:(\d{1,2})日?)?)?)?号?")
_COMPACT: Final = re.compile(r"(\d{4})(?:(\d{2})(\d{2})?)?")
_CLOCK: Final = re.compile(r"(?:上午|下午)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?")
_SERIALS: Final = range(14612, 73051)  # 1940-01-02 to 2099-12-31 in Excel's 1900 system
_HAN_DATE: Final = re.compile(r"[0〇零○Oo一二三四五六七八九十]{4}年.*")


def parse_date(text: str) -> str | None:
    """ISO text with the precision of the cell: `2008-05-12`, `2008-05`, `2008`; None where blank or open (长期).

    Read: 2008-05-12, 2008/5/12, 2008.5, 20080512, 200805, 2008, 2008年5月12日, 二〇〇八年五月, a time of day behind it
    (dropped), Excel serials of five digits (1900 system), full-width digits. `2008.1` is January: a number that
    lost its zero cannot be told. CellError `bad_date` for what is no date, `impossible_date` for a day that is not
    in the calendar or a year outside `YEARS`. Whether it lies after the file's as-of is the caller's question.
    """
    if is_blank(text):
        return None
    bare = narrow(text).rstrip("。,;")
    if bare in _OPEN_ENDED:
        return None
    if _HAN_DATE.fullmatch(bare):
        bare = _arabic_date(bare)
    without_clock = _without_clock(text)
    match = _SEPARATED.fullmatch(bare) or _SEPARATED.fullmatch(without_clock) or _COMPACT.fullmatch(bare)
    if match is None:
        return _from_serial(bare, text)
    year, month, day = (None if part is None else int(part) for part in match.groups())
    return _iso(year, month, day, text)


def _without_clock(text: str) -> str:
    """The date part of `2008-05-12 00:00:00` and the like; the space counts, so this reads the raw text."""
    spaced = _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()
    head, _, tail = spaced.partition(" ") if " " in spaced else spaced.partition("T")
    return head if _CLOCK.fullmatch(tail) else ""


def _from_serial(bare: str, text: str) -> str:
    match = _SERIAL.fullmatch(bare)
    if match is None or int(match.group(1)) not in _SERIALS:
        raise cell_error("bad_date", value=_shown(text))
    # Day 60 is the 29 February 1900 that never was: every later serial counts from 1899-12-30.
    return (date(1899, 12, 30) + timedelta(days=int(match.group(1)))).isoformat()


def _iso(year: int | None, month: int | None, day: int | None, text: str) -> str:
    if year not in YEARS or year is None:
        raise cell_error("impossible_date", value=_shown(text))
    try:
        whole = date(year, 1 if month is None else month, 1 if day is None else day).isoformat()
    except ValueError:
        raise cell_error("impossible_date", value=_shown(text)) from None
    return whole[: 4 if month is None else 7 if day is None else 10]


def _arabic_date(bare: str) -> str:
    """二〇〇八年五月十二日 -> 2008年5月12日; what does not fit is left as it is."""
    year, _, rest = bare.partition("年")
    digits = "".join(str(_HAN_DIGITS.get(c, c)) for c in year)
    rest = re.sub(r"[〇零一二三四五六七八九十]+", lambda m: str(_han_number(m.group()) or m.group()), rest)
    return f"{digits}年{rest}"


# -- counts -----------------------------------------------------------------------------------------------------------

MAX_COUNT: Final = 100_000_000  # more people than a city can hold: a code or an amount in the wrong column


@dataclass(frozen=True)
class Count:
    """A number with its bound: `exact`; `more_than` (the true number is larger); `about`."""

    value: int
    bound: str


_NUMBER: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")
_HAN_COUNT: Final = re.compile(r"[〇零一二两三四五六七八九十百千万]+")
_BEFORE: Final = re.compile(r"^(约为?|大约|大概|近|将近|接近|超过|多于|大于|逾|至少|不少于|共计?|[>≥~≈])")
_BEHIND: Final = re.compile(r"(多|余|以上|左右|上下|人|名|个|位|家)$")
_ABOUT: Final = frozenset({"约", "约为", "大约", "大概", "近", "将近", "接近", "~", "≈", "左右", "上下"})
_MORE: Final = frozenset({"超过", "多于", "大于", "逾", ">", "多", "余"})
_AT_LEAST: Final = frozenset({"至少", "不少于", "≥", "以上"})


def parse_count(text: str) -> Count | None:
    """`343`, `1,234` exact; `6600多`, `6600余名`, `超过6600` more_than 6600; `约20`, `20左右` about; blank None.

    `3名以上` and `至少3` say 3 or more: more_than 2. Units (人 名 个 位 家) and 万 are read. CellError `bad_count`
    for fractions, signs, ranges (`10-20`), vague words (`十几`) and numbers of `MAX_COUNT` and above.
    """
    if is_blank(text):
        return None
    rest = narrow(text).replace("+", "＋")
    marks: set[str] = set()
    while (match := _BEFORE.search(rest)) is not None:
        marks.add(match.group(1))
        rest = rest[match.end() :]
    while (match := _BEHIND.search(rest)) is not None:
        marks.add(match.group(1))
        rest = rest[: match.start()]
    if rest.endswith(("多万", "余万")):
        marks.add("多")
        rest = rest[:-2] + "万"
    value = _number(rest)
    about, more, least = marks & _ABOUT, marks & _MORE, marks & _AT_LEAST
    if value is None or value >= MAX_COUNT or sum(map(bool, (about, more, least))) > 1:
        raise cell_error("bad_count", value=_shown(text))
    if least:
        return Count(value - 1, "more_than") if value > 0 else Count(0, "about")
    return Count(value, "about" if about else "more_than" if more else "exact")


def _number(text: str) -> int | None:
    """A whole number in digits (with thousands commas, `12.0`, `1.2万`) or in Han numerals; else None."""
    tenths = text.endswith("万")
    match = _NUMBER.fullmatch(text[:-1] if tenths else text)
    if match is None:
        return _han_number(text) if _HAN_COUNT.fullmatch(text) else None
    if len(text) > 20:
        return None
    fraction = (match.group(2) or "").rstrip("0")
    whole = int(match.group(1).replace(",", ""))
    if not tenths:
        return None if fraction else whole
    return whole * 10_000 + int(fraction.ljust(4, "0")) if len(fraction) <= 4 else None


def _han_number(text: str) -> int | None:
    """一百二十三 -> 123, 三十 -> 30, 二〇 -> 20; None where the numerals make no number."""
    if all(c in _HAN_DIGITS for c in text):
        return int("".join(str(_HAN_DIGITS[c]) for c in text)) if 0 < len(text) < 9 else None
    total = section = 0
    digit: int | None = None
    last_unit = 100_000
    for c in text:
        if c in _HAN_DIGITS:
            if digit not in (None, 0):
                return None
            digit = _HAN_DIGITS[c]
            continue
        unit = {"十": 10, "百": 100, "千": 1000, "万": 10_000}.get(c)
        if unit is None or (unit < 10_000 and unit >= last_unit):
            return None
        if unit == 10_000:
            if total:
                return None
            total, section, digit, last_unit = (section + (digit or 0)) * 10_000, 0, None, 100_000
        else:
            section, digit, last_unit = section + (1 if digit is None else digit) * unit, None, unit
    return total + section + (digit or 0)
