"""What every row is read against: the regions, trades and registering authorities that the graph already holds.

These tables are small (hundreds of rows) and are read once per run. Everything larger is a `Reference`, resolved in
batches by `loaders.resolve.resolve`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import ALWAYS, OPEN, REGION_RANKS
from loaders.cells.values import cell_error
from loaders.records import Reference
from loaders.reference.addresses import RegionIndex, RegionWords, district_stem, index_of, recognise_region, spellings
from loaders.reference.elsewhere import Elsewhere
from loaders.reference.paths import statistical_region, walk_path
from loaders.reference.recognition import Recognition, TradeWords, recognise_trade


@dataclass(frozen=True, slots=True)
class RegionEntry:
    """A region as the graph holds it; `aliases` are matching keys, `parents` the codes that it was ever part of."""

    id: str
    name: str
    rank: str
    parents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    founded: str | None = None
    closed: str | None = None
    zone: bool = False


@dataclass(frozen=True, slots=True)
class TradeEntry:
    """A trade with the words that recognise it."""

    id: str
    name: str
    name_words: tuple[str, ...] = ()
    name_words_not: tuple[str, ...] = ()
    scope_words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    name_hints: tuple[str, ...] = ()
    scope_words_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuthorityEntry:
    """A registering authority: which organisation it is, its six digits, and what it registers.

    `category`: civil, commerce, justice.
    """

    organization: str
    name: str
    code: str
    category: str
    level: str
    region: str | None = None


@dataclass(frozen=True)
class Frame:
    """The tables, and how a row names an entry of them. `as_of` is that of the load; None where nothing gives one;
    `today`: no date of a row lies after it.
    """

    regions: Mapping[str, RegionEntry] = field(default_factory=dict)
    trades: Mapping[str, TradeEntry] = field(default_factory=dict)
    authorities: tuple[AuthorityEntry, ...] = ()
    city: str = ""
    as_of: str | None = None
    today: str = OPEN

    # -- regions ------------------------------------------------------------------------------------------------

    def region(self, text: str, near: str | None = None) -> str:
        """The code of the region that a cell names: by its code, one of the statistical office (210202001000), name,
        alias or path (辽宁省大连市中山区, 中山区青泥洼桥街道).

        Several with one name: those below `near`, else those that exist on `as_of`. CellError `unknown_region` or
        `ambiguous_reference`.
        """
        if text in self.regions:
            return text
        if code := statistical_region(text, self.regions):
            return code
        found = self._regions_named.get(matching_key(text), ()) or self._at_the_end_of(text)
        for narrower in (self._within(found, near), self._existing(found)):
            if len(found) > 1 and narrower:
                found = narrower
        if not found:
            raise cell_error("unknown_region", value=text)
        if len(found) > 1:
            raise cell_error("ambiguous_reference", value=text, candidates="、".join(found))
        return self._now(found[0])

    def above(self, code: str) -> Iterator[str]:
        """The region itself and those that it is part of, from below; each once."""
        seen: set[str] = set()
        waiting = [code]
        while waiting:
            code = waiting.pop(0)
            if code not in seen:
                seen.add(code)
                yield code
                waiting += self.regions[code].parents if code in self.regions else ()

    def _at_the_end_of(self, path: str) -> tuple[str, ...]:
        """The regions to which a path leads; of several codes of one place those that exist."""
        found = walk_path(path, self._region_index)
        return (self._existing(found) or found) if len(found) > 1 else found

    def _now(self, code: str) -> str:
        """The region itself; of one that does not exist on `as_of` the one that stands in its place: the only one that
        does and is called the same (普兰店市 and 普兰店区 are both 普兰店).
        """
        if self._existing((code,)):
            return code
        called = set(self.regions[code].aliases)
        others = self._existing(r.id for r in self.regions.values() if called & set(r.aliases))
        return others[0] if len(others) == 1 else code

    @cached_property
    def _regions_named(self) -> Mapping[str, tuple[str, ...]]:
        named: dict[str, set[str]] = defaultdict(set)
        for region in self.regions.values():
            names = {matching_key(region.name), *region.aliases}
            for parent in self.above(region.id):
                if parent != region.id and parent in self.regions:
                    names |= {matching_key(self.regions[parent].name) + matching_key(region.name)}
            for name in names:
                named[name].add(region.id)
        return {name: tuple(sorted(codes)) for name, codes in named.items()}

    def _within(self, codes: Iterable[str], near: str | None) -> tuple[str, ...]:
        return tuple(c for c in codes if near is not None and near in self.above(c))

    def _existing(self, codes: Iterable[str]) -> tuple[str, ...]:
        day = self.as_of or OPEN
        regions = [self.regions[c] for c in codes]
        return tuple(r.id for r in regions if (r.founded or ALWAYS) <= day < (r.closed or OPEN + "~"))

    def region_in(self, address: str | None) -> str | None:
        """The finest region that an address names."""
        match = recognise_region(address, self._region_words) if address else None
        return match.region if match else None

    def finest(self, codes: Iterable[str | None]) -> str | None:
        """Of several regions the deepest, of equal ones the first; None of none."""
        return max((c for c in codes if c), key=lambda code: REGION_RANKS.index(self.regions[code].rank), default=None)

    @cached_property
    def elsewhere(self) -> Elsewhere:
        """What names another city than this one."""
        below = {code for code in self.regions if self.city in self.above(code)}
        above = set(self.above(self.city)) if self.city in self.regions else set()
        words = self._words(below)
        own = {word for region in words for word in spellings(region)}
        zones = {word for region in words if region.zone for word in spellings(region)}
        stems = {district_stem(region.name) for region in words if region.rank == "district"} - {""}
        others = {matching_key(r.name) for r in self.regions.values() if r.id not in below | above}
        return Elsewhere(self.city if below else "", *map(frozenset, (own, stems, zones, others)))

    @cached_property
    def _region_words(self) -> tuple[RegionWords, ...]:
        return self._words(code for code in self.regions if self._existing([code]))

    @cached_property
    def _region_index(self) -> RegionIndex:
        """Of all regions, those too that are no more: a path of today may name a code of former times."""
        return index_of(self._words(self.regions))

    def _words(self, codes: Iterable[str]) -> tuple[RegionWords, ...]:
        found = (self.regions[code] for code in sorted(codes))
        return tuple(
            RegionWords(r.id, r.name, r.rank, r.parents[0] if r.parents else None, r.aliases, r.zone) for r in found
        )

    # -- trades -------------------------------------------------------------------------------------------------

    def trade(self, text: str) -> str:
        """The id of the trade that a cell names by id or name. CellError `unknown_trade`."""
        found = self._trades_named.get(matching_key(text))
        if found is None:
            raise cell_error("unknown_trade", value=text)
        return found

    def trade_of(self, name: str, scope: str | None) -> Recognition:
        """The trade that name and scope tell, with what they were told by."""
        return recognise_trade(name, scope or "", self._trade_words)

    @cached_property
    def _trade_words(self) -> tuple[TradeWords, ...]:
        return tuple(
            TradeWords(t.id, t.name_words, t.name_words_not, t.scope_words, t.codes, t.name_hints, t.scope_words_not)
            for _, t in sorted(self.trades.items())
        )

    @cached_property
    def _trades_named(self) -> Mapping[str, str]:
        return {matching_key(key): t.id for t in self.trades.values() for key in (t.name, t.id)}

    # -- authorities ----------------------------------------------------------------------------------------------

    def authority_of_code(self, code: str, category: str) -> AuthorityEntry | None:
        """Who registers under these six digits."""
        return self._authorities_by_code.get((code, category))

    def authority_named(self, text: str) -> AuthorityEntry | None:
        """The authority of exactly this name; of several entries of one body the smallest code, civil first."""
        return self._authorities_by_name.get(matching_key(text))

    @cached_property
    def _authorities_by_code(self) -> Mapping[tuple[str, str], AuthorityEntry]:
        return {(a.code, a.category): a for a in self.authorities}

    @cached_property
    def _authorities_by_name(self) -> Mapping[str, AuthorityEntry]:
        ordered = sorted(self.authorities, key=lambda a: (a.category != "civil", a.code), reverse=True)
        return {matching_key(a.name): a for a in ordered}


def region_reference(code: str, column: str) -> Reference:
    """A region by its code."""
    return Reference(("Region",), code, column, exact=True)


def trade_reference(trade: str, column: str) -> Reference:
    """A trade by its id."""
    return Reference(("Trade",), trade, column, exact=True)
