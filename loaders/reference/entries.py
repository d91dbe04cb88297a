"""What every row is read against: the regions, trades and registering authorities that the graph already holds.

These tables are small (hundreds of rows) and are read once per run. Everything larger is a `Reference`, resolved in
batches by `loaders.resolve.resolve`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import ALWAYS, OPEN
from loaders.cells.values import cell_error
from loaders.records import Reference
from loaders.reference.recognition import Recognition, RegionWords, TradeWords, recognise_region, recognise_trade


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
    """The tables, and how a row names an entry of them. `as_of` is that of the load; None where nothing gives one."""

    regions: Mapping[str, RegionEntry] = field(default_factory=dict)
    trades: Mapping[str, TradeEntry] = field(default_factory=dict)
    authorities: tuple[AuthorityEntry, ...] = ()
    city: str = ""
    as_of: str | None = None

    # -- regions ------------------------------------------------------------------------------------------------

    def region(self, text: str, near: str | None = None) -> str:
        """The code of the region that a cell names by code, name, alias or path (大连市中山区).

        Several with one name: those below `near`, else those that exist on `as_of`. CellError `unknown_region` or
        `ambiguous_reference`.
        """
        if text in self.regions:
            return text
        found = self._regions_named.get(matching_key(text), ())
        for narrower in (self._within(found, near), self._existing(found)):
            if len(found) > 1 and narrower:
                found = narrower
        if not found:
            raise cell_error("unknown_region", value=text)
        if len(found) > 1:
            raise cell_error("ambiguous_reference", value=text, candidates="、".join(found))
        return found[0]

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

    @cached_property
    def _region_words(self) -> tuple[RegionWords, ...]:
        return tuple(
            RegionWords(r.id, r.name, r.rank, r.parents[0] if r.parents else None, r.aliases, r.zone)
            for _, r in sorted(self.regions.items())
            if self._existing([r.id])
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
            TradeWords(t.id, t.name_words, t.name_words_not, t.scope_words, t.codes)
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
