"""Pages of a list that is read once: the statement of a list reads and sorts all of it, however small the page."""

from bisect import bisect_right
from collections.abc import Sequence
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
    row = (await reading.ask_once(query, after_key="", after="", limit=HEAD, **filters))[0]
    places = _places(row)
    at = bisect_right(places, (place.key, place.id))
    if at + limit >= len(places) < row["total"]:
        row = (await reading.ask_once(query, after_key="", after="", limit=row["total"], **filters))[0]
        places = _places(row)
        at = bisect_right(places, (place.key, place.id))
    return _cut(row["total"], places, at, limit)


def cut_page(places: Sequence[tuple[str, str]], place: Place, limit: int) -> Page:
    """The page after `place` of a whole list of (key, id), in order."""
    return _cut(len(places), places, bisect_right(places, (place.key, place.id)), limit)


def _places(row: Row) -> list[tuple[str, str]]:
    if "page" in row:
        return [(key, id) for key, id in row["page"]]
    return [("", id) for id in row["ids"]]


def _cut(total: int, places: Sequence[tuple[str, str]], at: int, limit: int) -> Page:
    shown = places[at : at + limit]
    return Page([id for _, id in shown], total, Place(*shown[-1]) if at + limit < len(places) else None)
