"""What a list holds by the values of its dimensions, each counted under all filters but its own."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.answers.groupings import regions_above
from app.http.reading import Reading

Places = Sequence[tuple[str, str]]  # key and id of items, in order


@dataclass(frozen=True)
class Dimension:
    """A dimension of a list: the parameters that leave its own filter out, and what its values are read from.

    `by`: the dimension of the statement of values, where it has another name; `words`: what each of those values is
    called here.
    """

    without: Mapping[str, Any]
    by: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)


class Dimensioned(Protocol):
    """What facets are read from (`Listing`)."""

    name: str
    dimensions: Mapping[str, Dimension]
    orders: Sequence[str]

    async def whole(self, reading: Reading, sort: str, filters: Mapping[str, Any]) -> Places: ...
    async def values(self, reading: Reading, by: str, places: Places) -> dict[str, set[str]]: ...


async def read_facets(
    reading: Reading, listing: Dimensioned, dimensions: Iterable[str], filters: Mapping[str, Any]
) -> dict[str, list[dict[str, Any]]]:
    """Of each dimension `{value, total}`, the largest first; None is the value of those without one.

    The total of a value is that of the list with that value as its filter: a region counts what lies below it, too, and
    what has several values counts for each.
    """
    return {name: await _facet(reading, listing, name, filters) for name in dict.fromkeys(dimensions)}


async def _facet(reading: Reading, listing: Dimensioned, name: str, filters: Mapping[str, Any]) -> list[dict[str, Any]]:
    others = {**filters, **listing.dimensions[name].without}
    key = ("facet", listing.name, name, reading.day, repr(sorted(others.items())))
    found: list[dict[str, Any]] | None = reading.memory.get(key)
    if found is None:
        places = await listing.whole(reading, listing.orders[0], others)
        values = await values_of(reading, listing, name, places)
        counted: Counter[str | None] = Counter(value for some in values.values() for value in some)
        counted[None] = len(places) - len(values)
        ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0] is None, pair[0] or ""))
        found = [{"value": value, "total": total} for value, total in ordered if total]
        reading.memory.keep(key, found)
    return found


async def values_of(reading: Reading, listing: Dimensioned, name: str, places: Places) -> dict[str, set[str]]:
    """The values of items in a dimension as its facet counts them, or their `name`; one without a value is absent."""
    dimension = listing.dimensions.get(name, Dimension({}))
    found = await listing.values(reading, dimension.by or name, places)
    if dimension.words:
        return {i: {dimension.words.get(value, value) for value in some} for i, some in found.items()}
    if name != "region":
        return found
    above = await regions_above(reading)
    return {i: {region for one in some for region in above.get(one, [one]) if region} for i, some in found.items()}
