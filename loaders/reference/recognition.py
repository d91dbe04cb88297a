"""The trade of an organisation where a registry does not say it (docs/domain.md 3).

Nothing is known here beforehand: the words come from the trades source. What matched is returned as evidence; what is
not certain is returned as candidates, never as an answer.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cypher.domain.names import matching_key


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
