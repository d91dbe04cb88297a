"""Pages of a list that is read once: the statement of a list reads and sorts all of it, however small the page."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.http.filters import Place
from app.http.reading import Reading
from cypher.graph import Row

HEAD: Final = 1_000  # what most readers never go beyond; the rest of a long list is read when somebody does


@dataclass(frozen=True)
class Page:
    """The ids of one page, how many the list has, and where the next page begins (None at the end)."""

    ids: list[str]
    total: int
    next: Place | None


async def read_page(reading: Reading, query: str, place: Place, limit: int, /, **filters: Any) -> Page:
    """The page after `place` of a statement that returns {total, page: [[key, id]]} or {total, ids}, in that order.

    Of one revision the list is read once and its pages are cut from it.
    """
    total, places = await _head(reading, query, filters)
    at = bisect_right(places, (place.key, place.id))
    if at + limit >= len(places) < total:
        places = await read_places(reading, query, **filters)
        at = bisect_right(places, (place.key, place.id))
    return _cut(total, places, at, limit)


async def read_places(reading: Reading, query: str, /, **filters: Any) -> list[tuple[str, str]]:
    """Key and id of a whole list, in its order, of a statement as `read_page` takes it."""
    total, places = await _head(reading, query, filters)
    if len(places) < total:
        places = _places((await reading.ask_once(query, after_key="", after="", limit=total, **filters))[0])
    return places


async def _head(reading: Reading, query: str, filters: Mapping[str, Any]) -> tuple[int, list[tuple[str, str]]]:
    row = (await reading.ask_once(query, after_key="", after="", limit=HEAD, **filters))[0]
    return row["total"], _places(row)


def cut_page(places: Sequence[tuple[str, str]], place: Place, limit: int, descending: bool = False) -> Page:
    """The page after `place` of a whole list of (key, id), in order; `descending`: from its end to its beginning."""
    if not descending:
        return _cut(len(places), places, bisect_right(places, (place.key, place.id)), limit)
    at = 0 if place == Place() else len(places) - bisect_left(places, (place.key, place.id))
    return _cut(len(places), places[::-1], at, limit)


def _places(row: Row) -> list[tuple[str, str]]:
    if "page" in row:
        return [(key, id) for key, id in row["page"]]
    return [("", id) for id in row["ids"]]


def _cut(total: int, places: Sequence[tuple[str, str]], at: int, limit: int) -> Page:
    shown = places[at : at + limit]
    return Page([id for _, id in shown], total, Place(*shown[-1]) if at + limit < len(places) else None)
