"""A list of the API: its order, its page, its facets, the fields of its items; or all of it as a file."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from fastapi import Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, create_model

from app.http.filters import Nothing, Place, Words, next_cursor, one_of, read_cursor
from app.http.formats import FORMATS
from app.http.paging import Page, cut_page, read_page, read_places
from app.http.reading import Reading
from app.lists.facets import Dimension, read_facets, read_values
from app.lists.fields import choose, paths_of
from app.lists.files import send_whole

NAME = "name"
LAST = "1"  # before the key of what has no value to be ordered by, so that it comes last


@dataclass(frozen=True)
class Listing:
    """What a list is made of.

    `statement` (of `queries`) returns its ids in each of `orders`, the first by default; `values` returns the values of
    items in one dimension. `show` makes the items, as `item` has them, of some ids.
    """

    name: str
    statement: str
    values: str
    item: type[BaseModel]
    show: Callable[[Reading, Sequence[str]], Awaitable[list[dict[str, Any]]]]
    dimensions: Mapping[str, Dimension]
    orders: Sequence[str] = ("id",)

    @cached_property
    def asked(self) -> type[Nothing]:
        """The parameters that every list takes, as this one takes them."""
        sorts = [*dict.fromkeys([*self.orders, NAME, *self.dimensions])]
        fields = paths_of(self.item)
        orders: Any = Literal[*sorts, *(f"-{one}" for one in sorts)]
        formats: Any = Literal[*FORMATS]
        described: Any = {
            "facets": _several("dimensions to be counted over the whole filtered list", [*self.dimensions]),
            "sort": (
                orders,
                Field(self.orders[0], description=f"{', '.join(sorts)}; with - before it the other way round"),
            ),
            "fields": _several("fields that items are to have, all where absent", fields),
            "format": (
                formats | None,
                Field(None, description="csv, xlsx, jsonl: the whole list as a file; the header Accept says it, too"),
            ),
        }
        return create_model(f"Listed_{self.name}", __base__=Nothing, **described)

    async def answer(self, reading: Reading, asked: Any, filters: Mapping[str, Any]) -> dict[str, Any] | Response:
        """The answer to what was asked, under the parameters of its filters. Raises Problem (422) for a bad cursor."""
        sort, descending = asked.sort.removeprefix("-"), asked.sort.startswith("-")
        if reading.format != "json":
            places = await self._places(reading, sort, filters)
            ids = [id_ for _, id_ in (reversed(places) if descending else places)]
            return await send_whole(reading, self.name, self.item, self.show, ids, asked.fields)
        name = f"{self.name}.{asked.sort}"
        place = read_cursor(asked.cursor, name)
        page = await self._page(reading, sort, descending, place, asked.limit, filters)
        content = reading.answer(
            items=await self.show(reading, page.ids),
            total=page.total,
            next=next_cursor(name, page.next) if page.next else None,
            limit=asked.limit,
            facets=await read_facets(reading, self, asked.facets or (), filters),
        )
        if asked.fields is None:
            return content
        shown = [self.item.model_validate(one).model_dump(mode="json", by_alias=True) for one in content["items"]]
        return JSONResponse({**content, "items": [choose(one, asked.fields) for one in shown]}, headers=reading.headers)

    async def _page(
        self, reading: Reading, sort: str, descending: bool, place: Place, limit: int, filters: Mapping[str, Any]
    ) -> Page:
        if sort in self.orders and not descending:
            return await read_page(reading, self.statement, place, limit, **self._ordered(sort), **filters)
        return cut_page(await self._places(reading, sort, filters), place, limit, descending)

    async def _places(self, reading: Reading, sort: str, filters: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
        """Key and id of the whole list, ascending."""
        if sort in self.orders:
            return await read_places(reading, self.statement, **self._ordered(sort), **filters)
        key = ("places", self.name, sort, reading.day, repr(sorted(filters.items())))
        places: list[tuple[str, str]] | None = reading.memory.get(key)
        if places is None:
            every = await read_places(reading, self.statement, **self._ordered(self.orders[0]), **filters)
            ids = [id_ for _, id_ in every]
            values = await read_values(reading, self, sort, ids)
            places = sorted((f"0{min(values[i])}" if i in values else LAST, i) for i in ids)
            reading.memory.keep(key, places)
        return places

    def _ordered(self, sort: str) -> dict[str, str]:
        """The parameter of a statement that knows several orders."""
        return {"sort": sort} if len(self.orders) > 1 else {}


def _several(title: str, allowed: Sequence[str]) -> Any:
    return (Annotated[Words, one_of(*allowed)], Field(None, description=f"{title}: {', '.join(allowed)}"))
