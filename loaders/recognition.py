"""Trade, registering authority and region where a registry does not say them (docs/domain.md 3 and 7).

Nothing is recognised by knowledge hidden here: the words come from the trades source, the authorities and regions
from theirs. What matched is returned as evidence; what is not certain is returned as candidates, never as an answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.identity import authority_code_of, matching_key


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
    """`trade` where it is certain, with its `basis` (`name:会计师事务所`, `scope:国际货运代理`); else the candidates.

    No trade and no candidates: no intermediary as far as name and scope tell.
    """

    trade: str | None
    basis: str
    candidates: tuple[str, ...] = ()


def recognise_trade(name: str, scope: str, trades: Sequence[TradeWords]) -> Recognition:
    """The one trade that name and scope tell."""
    key, scope_key = matching_key(name), matching_key(scope)
    by_name = {}
    for trade in trades:
        word = _hit(key, trade.name_words)
        if word and not _hit(key, trade.name_words_not):
            by_name[trade.id] = f"name:{word}"
    if by_name:
        return _one(by_name)
    by_scope = {}
    for trade in trades:
        word = next((w for w in trade.scope_words if scope_key.startswith(matching_key(w))), None)
        if word and not _hit(key, trade.name_words_not):
            by_scope[trade.id] = f"scope:{word}"
    return _one(by_scope)


def _hit(key: str, words: Iterable[str]) -> str | None:
    return next((word for word in words if matching_key(word) in key), None)


def _one(hits: Mapping[str, str]) -> Recognition:
    if len(hits) == 1:
        [(trade, basis)] = hits.items()
        return Recognition(trade, basis)
    return Recognition(None, "；".join(hits.values()), tuple(sorted(hits)))


def is_intermediary(recognition: Recognition) -> bool:
    """Does the firm belong to the field at all? A plain company does not: out of scope, counted, not kept."""
    return recognition.trade is not None or bool(recognition.candidates)


@dataclass(frozen=True)
class Authority:
    """A registering authority: six digits as in a credit code, the unit's id, its level, its region, civil or not."""

    code: str
    id: str
    level: str
    region: str
    civil: bool


@dataclass(frozen=True)
class AuthorityMatch:
    """Digits 3 to 8 of a credit code and the authority that has them; None: the code is in no table."""

    code: str
    authority: Authority | None


def recognise_authority(credit_code: str, authorities: Mapping[str, Authority]) -> AuthorityMatch:
    """Who registered the holder of a normalised credit code; `authorities` by code."""
    code = authority_code_of(credit_code)
    return AuthorityMatch(code, authorities.get(code))


REGION_DEPTHS: Final = {"province": 0, "city": 1, "district": 2, "street": 3}


@dataclass(frozen=True)
class RegionWords:
    """A region as an address may name it."""

    id: str
    name: str
    rank: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    zone: bool = False


@dataclass(frozen=True)
class RegionMatch:
    """The finest region that an address names, and the word that named it."""

    region: str
    word: str


def recognise_region(address: str, regions: Sequence[RegionWords]) -> RegionMatch | None:
    """The finest region named in the address, None where it names none."""
    key = matching_key(address)
    best: tuple[int, int, RegionMatch] | None = None
    for region in regions:
        for word in (region.name, *region.aliases):
            if matching_key(word) in key:
                rank = (REGION_DEPTHS[region.rank], len(word), RegionMatch(region.id, word))
                best = rank if best is None or rank[:2] > best[:2] else best
    return best[2] if best else None
