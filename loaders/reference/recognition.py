"""The trade of an organisation where a registry does not say it (docs/domain.md 3).

Nothing is known here beforehand: the words come from the trades source. What matched is returned as evidence; what is
not certain is returned as candidates, never as an answer.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cypher.domain.names import matching_key


@dataclass(frozen=True)
class TradeWords:
    """What recognises a trade.

    `name_words` of a name say it, unless one of `name_words_not` stands there too; `name_hints` do where the scope
    begins with one of `scope_words`. `scope_words_not` before those, or in their stead, say that the firm is something
    else (a hotel with 卡拉OK). `codes`: `edition:code` of GB/T 4754.
    """

    id: str
    name_words: tuple[str, ...] = ()
    name_words_not: tuple[str, ...] = ()
    scope_words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    name_hints: tuple[str, ...] = ()
    scope_words_not: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recognition:
    """`trade` where it is certain, else None and the `candidates` (ids). `basis`: the evidence, as `name:律师事务所`.

    No trade and no candidates: no intermediary as far as name and scope tell.
    """

    trade: str | None
    basis: str
    candidates: tuple[str, ...] = ()


def recognise_trade(name: str, scope: str, trades: Sequence[TradeWords]) -> Recognition:
    """The trade that a name says; where name and scope say several, the one that both say, else all as candidates.

    - A word that lies inside a longer one that matches too does not count (资产评估 in 房地产土地资产评估).
    - A name with a hint (房地产土地与资产评估) says a trade, too, where the scope begins with it.
    - A name of a trade of which the scope says that it begins with something else (娱乐 that is 住宿) is not certain.
    - A scope alone decides nothing, for companies list what they might do one day: where the name says no trade, the
      trades that the scope begins with are candidates for a person to look at.
    """
    key, beginning = matching_key(name), _beginning(scope)
    open_trades = [trade for trade in trades if _first_in(key, trade.name_words_not) is None]
    named = _longest([(trade.id, word) for trade in open_trades for word in trade.name_words if _key(word) in key])
    begun = {trade.id: word for trade in trades if (word := _begins_with(beginning, trade)) is not None}
    rest = _without(key, named.values())
    hinted = {trade.id: word for trade in open_trades if (word := _first_in(rest, trade.name_hints)) is not None}
    said = hinted | named
    both = {id_: f"name:{said[id_]};scope:{begun[id_]}" for id_ in begun.keys() & said.keys()}
    doubted = {
        trade.id for trade in trades if trade.id in named and trade.id not in begun and _is_else(beginning, trade)
    }
    claimed = {id_: f"name:{word}" for id_, word in named.items()} | both
    if len(claimed) == 1 and not doubted:
        [(trade_id, basis)] = claimed.items()
        return Recognition(trade_id, f"name:{named[trade_id]}" if trade_id in named else basis)
    if len(both) == 1 and len(named) != 1:
        [(trade_id, basis)] = both.items()
        return Recognition(trade_id, basis)
    if not claimed:
        return Recognition(None, _evidence(f"scope:{word}" for word in begun.values()), tuple(sorted(begun)))
    return Recognition(None, _evidence(claimed.values()), tuple(sorted(claimed)))


def is_intermediary(recognition: Recognition) -> bool:
    """May the firm belong to the field? A plain company does not: out of scope, counted, not kept."""
    return recognition.trade is not None or bool(recognition.candidates)


@lru_cache(maxsize=4096)
def _key(word: str) -> str:
    """The matching key of a word of a table: few words, met in every row."""
    return matching_key(word)


def _first_in(key: str, words: Iterable[str]) -> str | None:
    return next((word for word in words if _key(word) in key), None)


def _first_at(key: str, words: Iterable[str]) -> int:
    """Where the first of the words stands; behind the end where none does."""
    return min((at for word in words if (at := key.find(_key(word))) >= 0), default=len(key) + 1)


def _begins_with(beginning: str, trade: TradeWords) -> str | None:
    """The scope word that the beginning holds, unless something else stands before it."""
    word = _first_in(beginning, trade.scope_words)
    if word is None or _first_at(beginning, trade.scope_words_not) < _first_at(beginning, trade.scope_words):
        return None
    return word


def _is_else(beginning: str, trade: TradeWords) -> bool:
    return _first_in(beginning, trade.scope_words_not) is not None


def _longest(hits: Sequence[tuple[str, str]]) -> dict[str, str]:
    """trade -> its longest word, without the words that lie inside another trade's longer word."""
    kept: dict[str, str] = {}
    for trade, word in hits:
        shadowed = any(_key(word) in _key(other) and _key(word) != _key(other) for _, other in hits)
        if not shadowed and len(word) > len(kept.get(trade, "")):
            kept[trade] = word
    return kept


def _without(key: str, words: Iterable[str]) -> str:
    """The key without these words: a hint inside one of them (评估 in 房地产评估) says nothing of its own."""
    for word in words:
        key = key.replace(_key(word), "|")
    return key


def _evidence(said: Iterable[str]) -> str:
    return ";".join(sorted(set(said)))


_REMARK: Final = re.compile(r"\([^()]*\)?")
_ITEM_END: Final = re.compile(r"[;。]|,(?!包括)")
_BEGINNING: Final = 60  # characters: the longest licensed item seen, that of international forwarding, has 45


def _beginning(scope: str) -> str:
    """The first item of a scope as a matching key, without remarks in brackets (such as 不得从事教育培训)."""
    beginning = _REMARK.sub("", matching_key(scope[: 5 * _BEGINNING]))
    return _ITEM_END.split(beginning, maxsplit=1)[0][:_BEGINNING]
