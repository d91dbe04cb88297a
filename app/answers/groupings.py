"""The groups of a census as rows of one dimension, each with a name; regions are rolled up their tree."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.answers.census import count_classes, count_members, ratios
from app.answers.holders import read_holders
from app.http.reading import Reading
from cypher.graph import Row


def show_totals(reading: Reading, groups: Sequence[Row]) -> dict[str, Any]:
    """Classes, members and ratios of some groups."""
    counts = count_classes(groups)
    return {
        "counts": counts,
        "units": sum(counts.values()),
        "members": count_members(groups),
        "ratios": [{**r, "title": reading.say(f"ratio.{r['definition']}")} for r in ratios(groups)],
    }


async def group_by(
    reading: Reading, by: str, groups: Sequence[Row], filters: Mapping[str, Any], other: str | None = None
) -> list[dict[str, Any]]:
    """A row per value in the order of values, the one of those without a value last.

    The groups were counted under `filters`; a region above the one that was asked for, or above the subtree of the
    asker, has no row. `other`: kind or trade, by which each row is parted once more.
    """
    found: dict[tuple[str | None, str | None], list[Row]] = defaultdict(list)
    told = [filters.get("region"), (await reading.bounds()).get("region_within")]
    within = [set(regions) for regions in told if regions is not None]
    above = await regions_above(reading, set.intersection(*within) if within else None) if by == "region" else {}
    for group in groups:
        for value in above.get(group["value"], [group["value"]]):
            found[value, group[other] if other else None].append(group)
    names = {by: await _names(reading, by, sorted({value for value, _ in found if value is not None}))}
    if other:
        names[other] = await _names(reading, other, sorted({part for _, part in found if part is not None}))
    ordered = sorted(found, key=lambda pair: [(value is None, value or "") for value in pair])
    items = []
    for pair in ordered:
        values = dict(zip((by, other) if other else (by,), pair, strict=False))
        named = {one: names[one][value] if value is not None else None for one, value in values.items() if one}
        own = {"value": pair[0], "name": named[by], "values": values, "names": named}
        items.append({**own, **show_totals(reading, found[pair])})
    return items


async def regions_above(
    reading: Reading, within: Collection[str] | None = None
) -> Mapping[str | None, list[str | None]]:
    """Each region with those above it, itself included; none outside `within`."""
    parents = {row["id"]: row["parent"] for row in await reading.ask("regions")}
    above: dict[str | None, list[str | None]] = {}
    for region in parents:
        chain: list[str | None] = []
        at: str | None = region
        while at is not None and at not in chain:
            if within is None or at in within:
                chain.append(at)
            at = parents.get(at)
        above[region] = chain
    return above


async def _names(reading: Reading, by: str, values: Sequence[str]) -> dict[str, str]:
    if by in ("kind", "level"):
        return {value: reading.say(f"{by}.{value}") for value in values}
    return {i: holder["name"] for i, holder in (await read_holders(reading, values)).items()}
