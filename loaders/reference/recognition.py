"""Trade and region where a registry does not say them (docs/domain.md 3 and 7).

Nothing is known here beforehand: the words come from the trades source and the regions from theirs. What matched is
returned as evidence; what is not certain is returned as candidates, never as an answer.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cypher.domain.names import matching_key

# -- trade ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TradeWords:
    """What recognises a trade: words of a name, words that speak against it, words of a scope, `edition:code`s."""

    id: str
    name_words: tuple[str, ...] = ()
    name_words_not: tuple[str, ...] = ()
    scope_words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recognition:
    """`trade` where it is certain, else None and the `candidates` (ids). `basis`: the evidence, as `name:律师事务所`.

    No trade and no candidates: no intermediary as far as name and scope tell.
    """

    trade: str | None
    basis: str
    candidates: tuple[str, ...] = ()


def recognise_trade(name: str, scope: str, trades: Sequence[TradeWords]) -> Recognition:
    """The trade that a name says; where the name says several, the one of them that the scope begins with.

    - A word that lies inside a longer one that matches too does not count (资产评估 in 房地产土地资产评估).
    - A trade whose `name_words_not` holds a word of the name is not looked at.
    - A scope alone decides nothing, for companies list what they might do one day: where the name says no trade, the
      trades that the scope begins with are candidates for a person to look at.
    """
    key = matching_key(name)
    open_trades = [trade for trade in trades if not _first_in(key, trade.name_words_not)]
    by_name = _longest([(trade.id, word) for trade in open_trades for word in trade.name_words if _key(word) in key])
    beginning = _beginning(scope)
    by_scope = {
        trade.id: word for trade in open_trades if (word := _first_in(beginning, trade.scope_words)) is not None
    }
    if len(by_name) == 1:
        [(trade_id, word)] = by_name.items()
        return Recognition(trade_id, f"name:{word}")
    if by_name:
        both = [trade_id for trade_id in by_name if trade_id in by_scope]
        if len(both) == 1:
            return Recognition(both[0], f"name:{by_name[both[0]]};scope:{by_scope[both[0]]}")
        return Recognition(None, _evidence("name", by_name), tuple(sorted(by_name)))
    return Recognition(None, _evidence("scope", by_scope), tuple(sorted(by_scope)))


def is_intermediary(recognition: Recognition) -> bool:
    """May the firm belong to the field? A plain company does not: out of scope, counted, not kept."""
    return recognition.trade is not None or bool(recognition.candidates)


@lru_cache(maxsize=4096)
def _key(word: str) -> str:
    """The matching key of a word of a table: few words, met in every row."""
    return matching_key(word)


def _first_in(key: str, words: Iterable[str]) -> str | None:
    return next((word for word in words if _key(word) in key), None)


def _longest(hits: Sequence[tuple[str, str]]) -> dict[str, str]:
    """trade -> its longest word, without the words that lie inside another trade's longer word."""
    kept: dict[str, str] = {}
    for trade, word in hits:
        shadowed = any(_key(word) in _key(other) and _key(word) != _key(other) for _, other in hits)
        if not shadowed and len(word) > len(kept.get(trade, "")):
            kept[trade] = word
    return kept


def _evidence(where: str, hits: Mapping[str, str]) -> str:
    return ";".join(f"{where}:{word}" for _, word in sorted(hits.items()))


_REMARK: Final = re.compile(r"\([^()]*\)?")
_ITEM_END: Final = re.compile(r"[;。]|,(?!包括)")
_BEGINNING: Final = 60  # characters: the longest licensed item seen, that of international forwarding, has 45


def _beginning(scope: str) -> str:
    """The first item of a scope as a matching key, without remarks in brackets (such as 不得从事教育培训)."""
    beginning = _REMARK.sub("", matching_key(scope[: 5 * _BEGINNING]))
    return _ITEM_END.split(beginning, maxsplit=1)[0][:_BEGINNING]


# -- region -----------------------------------------------------------------------------------------------------------


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
    index = _index(tuple(regions))
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
class _Hit:
    id: str
    rank: str
    word: str


@dataclass(frozen=True)
class _Index:
    """What an address is searched for: one pattern of all words, the regions of each, and what lies above a region."""

    pattern: re.Pattern[str]
    named: Mapping[str, tuple[_Hit, ...]]
    above: Mapping[str, frozenset[str]]
    ranks: Mapping[str, str]

    def find(self, key: str) -> list[_Hit]:
        """Every region named in the key, in the order of the address; at one place the longest word."""
        hits: list[_Hit] = []
        for match in self.pattern.finditer(key):
            word = match.group(1)
            behind = key[match.start() + len(word) :]
            if word.endswith(_CERTAIN_ENDS) or not _NO_REGION_BEHIND.match(behind):
                hits += self.named[word]
        return hits

    def district(self, street: str) -> str | None:
        return next((above for above in sorted(self.above[street]) if self.ranks[above] == "district"), None)


_NO_REGION_BEHIND: Final = re.compile("(?:中|东|西|南|北)?(?:大?街(?!道)|路|大道|巷|里|胡同|广场|大厦|公园|小区|花园)")
_CERTAIN_ENDS: Final = ("省", "市", "区", "县", "镇", "乡", "街道", "办事处")
_STREET_END: Final = re.compile("(?:(?:满族|回族|朝鲜族|蒙古族)?[乡镇]|街道)$")
_STREET_ENDS: Final = ("镇", "乡", "街道", "办事处")
_DISTRICT_END: Final = re.compile("[区市县]$")


@lru_cache(maxsize=8)
def _index(regions: tuple[RegionWords, ...]) -> _Index:
    named: dict[str, list[_Hit]] = {}
    for region in regions:
        for word in _spellings(region):
            hits = named.setdefault(word, [])
            hit = _Hit(region.id, region.rank, word)
            # A region's own name goes before an alias or a spelling that another shares with it.
            hits.insert(0, hit) if word == _key(region.name) else hits.append(hit)
    by_id = {region.id: region for region in regions}
    words = sorted(named, key=len, reverse=True)
    return _Index(
        re.compile(f"(?=({'|'.join(map(re.escape, words))}))" if words else "(?!)"),
        {word: tuple(hits) for word, hits in named.items()},
        {region.id: _above(region.id, by_id) for region in regions},
        {region.id: region.rank for region in regions},
    )


def _spellings(region: RegionWords) -> list[str]:
    """The matching keys under which an address may name the region: name, aliases, and what follows from the name."""
    name = _key(region.name)
    words = [name, *map(_key, region.aliases)]
    if region.rank == "street" and len(stem := _STREET_END.sub("", name)) >= 2:
        words += [stem + end for end in _STREET_ENDS]
    if region.rank == "district" and len(stem := _DISTRICT_END.sub("", name)) >= 3:
        words.append(stem)  # 沙河口 for 沙河口区; 中山 alone could be anything
    return [word for word in dict.fromkeys(words) if word]


def _above(region_id: str, by_id: Mapping[str, RegionWords]) -> frozenset[str]:
    """All regions above one, as far as they are known; a cycle ends the walk."""
    above: set[str] = set()
    parent = by_id[region_id].parent
    while parent is not None and parent in by_id and parent not in above and parent != region_id:
        above.add(parent)
        parent = by_id[parent].parent
    return frozenset(above)
