"""Does a cell name another city? Such a row is about nobody of this graph (docs/domain.md 9, "Another city").

The cities of the country stand in `cities.csv`: GB/T 2260 codes of provinces and prefectures, as of 2023. Which of
them is this one, and what lies in it, is known from the table of regions; without that nothing is elsewhere.
"""

import csv
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from cypher.domain.names import matching_key
from loaders.cells.values import is_blank

_SUFFIX: Final = re.compile(r"(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|[省市盟]|地区|(?<=..)[^州]{1,9}族自治州)$")


@cache
def cities() -> Mapping[str, str]:
    """code -> name: two digits a province, four a city."""
    with (Path(__file__).parent / "cities.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row["name"] for row in csv.DictReader(stream)}


def short_place(name: str) -> str:
    """The name without what says that it is a province or a city: 沈阳 of 沈阳市."""
    return _SUFFIX.sub("", name)


_CITY_PROVINCES: Final = ("11", "12", "31", "50")  # one city each: whatever lies in them is of it
# What separates the parts of a path, and what stands before an address without being of it.
_SEPARATORS: Final = re.compile(r"[-/\\|>,，、;:：；·()（）]+")
LABEL: Final = re.compile(r"^(?:中国(?=..)|(?:注册|登记|办公|经营|详细|通讯)?(?:地址|住所地?|场所)|位于)+")
# A place is named before the first of these: 人民路25号沈阳市商业银行大厦 lies in no other city.
ROAD: Final = re.compile(r"路|街(?!道)|大道|胡同|巷|弄|号|\d")
# After the short name of a city an area or a body of it: 沈阳经济技术开发区, 沈阳民政局; never a road, 沈阳路.
_AREA_BEHIND: Final = re.compile(
    r"[^路街道巷号\d]{0,6}?(?:市(?!场)|区|县|旗|开发|高新|保税|自贸|自由贸易|工业园|产业园|科技园|新城|局|厅|委员会|分局)"
)
# A county-level city of elsewhere: behind a province, or before a part of it.
_COUNTY: Final = re.compile(r"([^省市区县旗路街道巷号\d]{2,5})(?:市|自治县|自治旗)")
_PART_BEHIND: Final = re.compile(r"[^路街巷号\d]{1,6}?(?:区|镇|乡|街道|村|局)")


@dataclass(frozen=True)
class Elsewhere:
    """What is another city for the graph of `city`. `own`: matching keys of all that names this city or a part of it,
    those of `zones` among them, which other cities may have too (高新区); `stems`: of its parts without 区, 市, 县,
    which count as a whole cell only; `others`: of regions of the table that are other cities or parts of them.
    """

    city: str
    own: frozenset[str]
    stems: frozenset[str]
    zones: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    def of_code(self, digits: str) -> bool:
        """The code of a region or of an authority: of another city, or of another province as a whole."""
        if not self.city or not digits.isdigit() or len(digits) < 4 or digits[:2] not in cities():
            return False
        if digits[:2] != self.city[:2]:
            return True
        return self.city[:2] not in _CITY_PROVINCES and digits[2:4] not in ("00", self.city[2:4])

    def of_area(self, text: str | None) -> bool:
        """A whole cell that says the area: 沈阳, 沈阳市, 辽宁沈阳, 沈阳市和平区, 210102."""
        key = self._key(text)
        if not key:
            return False
        if key.isdigit():
            return self.of_code(key)
        rest = _without(key, self._province)
        if {key, rest, short_place(rest)} & (self.own | self.stems) or not rest:
            return False
        begins = self._short_start.match(rest) is not None and self._ours.search(key) is None
        return begins or self.of_address(text)

    def of_address(self, text: str | None) -> bool:
        """An address, or the name of a body: the first place that it names is another city or a part of one."""
        key = self._key(text)
        if not key:
            return False
        road = ROAD.search(key)
        head = key[: road.start()] if road else key
        theirs = min((m.start() for m in self._theirs.finditer(head)), default=len(key))
        ours = min((m.start() for m in self._ours.finditer(key)), default=len(key))
        if theirs < len(key):
            return theirs < ours
        rest = _without(key, self._province)
        starts = len(key) - len(rest)
        if ours <= starts:
            return False
        short = self._short_start.match(rest) if not self._certain.search(key) else None
        if short and _AREA_BEHIND.match(rest, short.end()):
            return True
        county = _COUNTY.match(rest)
        if county is None or county[1] in self.stems | self.own or (starts + county.end() > ours):
            return False
        return starts > 0 or _PART_BEHIND.match(rest, county.end()) is not None

    def is_above(self, body: str) -> bool:
        """Is a body of the province, or of the state, by its name?"""
        key = self._key(body)
        return key.startswith((*self._province, "省", "国家", "中华人民共和国", "全国")) and not self.names_own(body)

    def names_own(self, text: str | None) -> bool:
        """Does the cell name this city or a part of it?"""
        key = self._key(text)
        return bool(key) and (key in self.stems or self._ours.search(key) is not None)

    def _key(self, text: str | None) -> str:
        if not self.city or text is None or is_blank(text):
            return ""
        return LABEL.sub("", _SEPARATORS.sub("", matching_key(text)))

    @cached_property
    def _province(self) -> tuple[str, ...]:
        name = cities().get(self.city[:2], "")
        return tuple(filter(None, (name, short_place(name))))

    @cached_property
    def _full(self) -> frozenset[str]:
        """Full names of other provinces and cities."""
        mine = (self.city[:2], self.city[:4])
        return frozenset(name for code, name in cities().items() if code not in mine) | self.others

    @cached_property
    def _short(self) -> Mapping[str, str]:
        found = {short: name for name in self._full if len(short := short_place(name)) >= 2}
        return {word: name for word, name in found.items() if word not in self._province}

    @cached_property
    def _theirs(self) -> re.Pattern[str]:
        return _any_of(self._full - self.own)

    @cached_property
    def _ours(self) -> re.Pattern[str]:
        return _any_of(self.own)

    @cached_property
    def _certain(self) -> re.Pattern[str]:
        return _any_of(self.own - self.zones)

    @cached_property
    def _short_start(self) -> re.Pattern[str]:
        return _any_of(self._short)


def _any_of(words: Collection[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("(?:" + "|".join(map(re.escape, longest_first)) + ")(?!场)" if longest_first else "(?!)")


def _without(key: str, beginnings: Collection[str]) -> str:
    """The key without the first of these that it begins with."""
    return next((key[len(word) :] for word in beginnings if word and key.startswith(word)), key)
