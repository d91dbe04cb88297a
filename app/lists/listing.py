"""A list of the API: its order, its page, its facets, the fields of its items; or all of it as a file."""

import functools
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal

from fastapi import Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, create_model

from app.answers.within import within
from app.http.filters import Nothing, Place, Words, next_cursor, one_of, read_cursor
from app.http.formats import FORMATS, OF_FIELDS
from app.http.paging import Page, cut_page
from app.http.reading import Reading
from app.lists.facets import Dimension, Places, read_facets, values_of
from app.lists.fields import choose, paths_of
from app.lists.files import send_whole

NAME = "name"
NO_FILTERS = {"as_of", "known_at", "limit", "cursor", "facets", "sort", "fields", "format"}  # parameters of every list
LAST = "1"  # before the key of what has no value to be ordered by, so that it comes last


class Listing(ABC):
    """What a list is made of: where its items stand in an order, what values they have, how they are shown.

    `item` is the model of an item, `dimensions` are those of its facets; the first of `orders` is its own.
    """

    name: str
    item: type[BaseModel]
    dimensions: Mapping[str, Dimension]
    orders: Sequence[str] = ("id",)
    named: bool = True  # whether it can be ordered by name

    @abstractmethod
    async def every(self, reading: Reading, sort: str, filters: Mapping[str, Any]) -> Places:
        """Key and id of every item under some filters, in one of `orders`."""

    async def own(self, reading: Reading, places: Places) -> Places:
        """Those of them that stand in the subtree that the key of the asker is bounded to."""
        own = await within(reading, [id_ for _, id_ in places])
        return [place for place in places if place[1] in own]

    async def whole(self, reading: Reading, sort: str, filters: Mapping[str, Any]) -> Places:
        """Key and id of every item under some filters that the asker is shown, in one of `orders`."""
        places = await self.every(reading, sort, filters)
        return places if reading.subtree is None else await self.own(reading, places)

    @abstractmethod
    async def values(self, reading: Reading, by: str, places: Places) -> dict[str, set[str]]:
        """The values of items in a dimension, or their `name`, by id; an item without a value is absent."""

    @abstractmethod
    async def show(self, reading: Reading, ids: Sequence[str], filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The items of some ids of the list under some filters, in that order."""

    async def page(self, reading: Reading, sort: str, filters: Mapping[str, Any], place: Place, limit: int) -> Page:
        """The page after a place, in one of `orders`."""
        return cut_page(await self.whole(reading, sort, filters), place, limit)

    async def beside(self, reading: Reading, filters: Mapping[str, Any]) -> dict[str, Any]:
        """What its answer tells beside what every list tells."""
        return {}

    @cached_property
    def asked(self) -> type[Nothing]:
        """The parameters that every list takes, as this one takes them."""
        sorts = [*dict.fromkeys([*self.orders, *([NAME] if self.named else ()), *self.dimensions])]
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
            show = functools.partial(self.show, filters=filters)
            return await send_whole(reading, self.name, self.item, show, ids, asked.fields, _conditions(asked))
        name = f"{self.name}.{asked.sort}"
        place = read_cursor(asked.cursor, name)
        if sort in self.orders and not descending:
            page = await self.page(reading, sort, filters, place, asked.limit)
        else:
            page = cut_page(await self._places(reading, sort, filters), place, asked.limit, descending)
        content = reading.answer(
            items=await self.show(reading, page.ids, filters),
            total=page.total,
            next=next_cursor(name, page.next) if page.next else None,
            limit=asked.limit,
            facets=await read_facets(reading, self, asked.facets or (), filters),
            **await self.beside(reading, filters),
        )
        if asked.fields is None:
            return content
        shown = [self.item.model_validate(one).model_dump(mode="json", by_alias=True) for one in content["items"]]
        chosen = [choose(one, asked.fields) for one in shown]
        return JSONResponse({**content, "items": chosen}, headers=reading.headers, media_type=OF_FIELDS)

    async def _places(self, reading: Reading, sort: str, filters: Mapping[str, Any]) -> Places:
        """Key and id of the whole list, ascending, in any order that it has."""
        if sort in self.orders:
            return await self.whole(reading, sort, filters)
        key = ("places", self.name, sort, reading.day, repr(sorted(filters.items())))
        places: list[tuple[str, str]] | None = reading.memory.get(key)
        if places is None:
            every = await self.whole(reading, self.orders[0], filters)
            values = await values_of(reading, self, sort, every)
            places = sorted((f"0{min(values[i])}" if i in values else LAST, i) for _, i in every)
            reading.memory.keep(key, places)
        return places


def _conditions(asked: BaseModel) -> dict[str, list[str]]:
    """The filters that were asked for, each with its values."""
    given = asked.model_dump(mode="json", exclude_unset=True, exclude_none=True, exclude=NO_FILTERS)
    return {name: [str(v) for v in (value if isinstance(value, list) else [value])] for name, value in given.items()}


def _several(title: str, allowed: Sequence[str]) -> Any:
    return (Annotated[Words, one_of(*allowed)], Field(None, description=f"{title}: {', '.join(allowed)}"))
