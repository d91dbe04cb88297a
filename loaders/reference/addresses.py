"""The region that an address names, where a registry does not say it (docs/domain.md 7).

Nothing is known here beforehand: the regions come from their source, and what an address may call them follows from
their names and aliases.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cypher.domain.names import matching_key
from loaders.reference.elsewhere import LABEL, ROAD, short_place


@dataclass(frozen=True)
class RegionWords:
    """A region as an address may name it. `parent` is the id of the region above; None at the top."""

    id: str
    name: str
    rank: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    zone: bool = False

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True)
class RegionMatch:
    """The finest region that an address names, and the word of it that named it."""

    region: str
    word: str


def recognise_region(address: str, regions: Sequence[RegionWords]) -> RegionMatch | None:
    """The finest region named in the address, None where it names none.

    `regions` are those in force at the date that the caller has in mind: of 普兰店市 and 普兰店区 one at a time.

    - A name counts where it is no beginning of a road or a building (中山路 names no district).
    - Of several districts the one inside another that is named too, else the first: addresses go from large to small.
    - A street counts only in the district that is named; where none is, only if no other district has one of that
      name. So a zone that the address names is not overruled by the district to which statistics reckon its street.
    - 辛寨子镇 and 辛寨子街道办事处 name the street 辛寨子街道: towns became streets and kept their place.
    """
    if not address:
        return None
    index = index_of(tuple(regions))
    found = index.find(matching_key(address))
    districts = [hit for hit in found if hit.rank == "district"]
    streets = [hit for hit in found if hit.rank == "street"]
    if districts:
        district = next((d for d in districts if any(o.id in index.above[d.id] for o in districts)), districts[0])
        inside = [street for street in streets if district.id in index.above[street.id]]
        best = max(inside, key=lambda hit: len(hit.word), default=district)
        return RegionMatch(best.id, best.word)
    if streets and len({index.district(street.id) for street in streets}) == 1:
        best = max(streets, key=lambda hit: len(hit.word))
        return RegionMatch(best.id, best.word)
    for rank in ("city", "province"):
        for hit in found:
            if hit.rank == rank:
                return RegionMatch(hit.id, hit.word)
    return None


@dataclass(frozen=True)
class Hit:
    id: str
    rank: str
    word: str


@dataclass(frozen=True)
class RegionIndex:
    """What an address is searched for: one pattern of all words, the regions of each, and what lies above a region."""

    pattern: re.Pattern[str]
    named: Mapping[str, tuple[Hit, ...]]
    above: Mapping[str, frozenset[str]]
    ranks: Mapping[str, str]
    zones: frozenset[str]
    stems: re.Pattern[str]
    stemmed: Mapping[str, tuple[str, ...]]

    def find(self, key: str) -> list[Hit]:
        """Every region named in the key, in the order of the address; at one place the longest word."""
        hits: list[Hit] = []
        for match in self.pattern.finditer(key):
            word = match.group(1)
            behind = key[match.start() + len(word) :]
            if word.endswith(_CERTAIN_ENDS) or not _NO_REGION_BEHIND.match(behind):
                hits += [hit for hit in self.named[word] if self._is_meant(hit, key[: match.start()], hits)]
        return hits

    def _is_meant(self, hit: Hit, before: str, found: Sequence[Hit]) -> bool:
        """A zone's alias (高新区) is this city's only where no other place stands before it."""
        if hit.id not in self.zones or any(one.rank != "province" for one in found):
            return True
        for one in found:
            before = before.replace(one.word, "")
        before = LABEL.sub("", _PUNCTUATION.sub("", before))
        return not before or bool(ROAD.search(before)) or self.stems.search(before) is not None

    def district(self, street: str) -> str | None:
        return next((above for above in sorted(self.above[street]) if self.ranks[above] == "district"), None)


_PUNCTUATION: Final = re.compile(r"[\W_]+")
_NO_REGION_BEHIND: Final = re.compile("(?:中|东|西|南|北)?(?:大?街(?!道)|路|大道|巷|里|胡同|广场|大厦|公园|小区|花园)")
_CERTAIN_ENDS: Final = ("省", "市", "区", "县", "镇", "乡", "街道", "办事处")
_STREET_END: Final = re.compile("(?:(?:满族|回族|朝鲜族|蒙古族)?[乡镇]|街道)$")
_STREET_ENDS: Final = ("镇", "乡", "街道", "办事处", "街道办事处")
_DISTRICT_END: Final = re.compile("[区市县]$")


@lru_cache(maxsize=8)
def index_of(regions: tuple[RegionWords, ...]) -> RegionIndex:
    """The index of these regions, whatever their order."""
    cities = frozenset(short_place(matching_key(r.name)) for r in regions if r.rank == "city")
    named: dict[str, list[Hit]] = {}
    for region in regions:
        for word in spellings(region, cities):
            hits = named.setdefault(word, [])
            hit = Hit(region.id, region.rank, word)
            # A region's own name goes before an alias or a spelling that another shares with it.
            hits.insert(0, hit) if word == matching_key(region.name) else hits.append(hit)
    by_id = {region.id: region for region in regions}
    words = sorted(named, key=len, reverse=True)
    stemmed: dict[str, tuple[str, ...]] = {}
    for region in regions:
        if region.rank == "district" and (stem := district_stem(region.name)):
            stemmed[stem] = (*stemmed.get(stem, ()), region.id)
    return RegionIndex(
        re.compile(f"(?=({'|'.join(map(re.escape, words))}))" if words else "(?!)"),
        {word: tuple(hits) for word, hits in named.items()},
        {region.id: _above(region.id, by_id) for region in regions},
        {region.id: region.rank for region in regions},
        frozenset(region.id for region in regions if region.zone),
        re.compile(f"(?:{'|'.join(map(re.escape, sorted(stemmed)))})(?![市区县])" if stemmed else "(?!)"),
        stemmed,
    )


def spellings(region: RegionWords, cities: Collection[str] = ()) -> list[str]:
    """The matching keys under which an address may name the region: name, aliases, and what follows from the name.

    `cities`: short names of the city; a zone that bears one is named without it too.
    """
    name = matching_key(region.name)
    words = [name, *map(matching_key, region.aliases)]
    if region.rank in ("province", "city") and len(short := short_place(name)) >= 2:
        words.append(short)
    if region.rank == "street" and len(stem := _STREET_END.sub("", name)) >= 2:
        words += [stem + end for end in _STREET_ENDS]
    if region.rank == "district" and len(stem := district_stem(name)) >= 3:
        words.append(stem)  # 沙河口 for 沙河口区; 中山 alone could be anything
    if region.zone:
        words += [name[len(city) :] for city in cities if name.startswith(city) and len(name) >= len(city) + 3]
    return [word for word in dict.fromkeys(words) if word]


def district_stem(name: str) -> str:
    """The name of a district without 区, 市, 县; empty where one character is left, or the whole."""
    key = matching_key(name)
    stem = _DISTRICT_END.sub("", key)
    return stem if stem != key and len(stem) >= 2 else ""


def _above(region_id: str, by_id: Mapping[str, RegionWords]) -> frozenset[str]:
    """All regions above one, as far as they are known; a cycle ends the walk."""
    above: set[str] = set()
    parent = by_id[region_id].parent
    while parent is not None and parent in by_id and parent not in above and parent != region_id:
        above.add(parent)
        parent = by_id[parent].parent
    return frozenset(above)
