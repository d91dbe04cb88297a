"""What lists are filtered by: the value that a user names, as a statement takes it; what names nothing is refused."""

from typing import Any

from pydantic import BaseModel

from app.answers.holders import Holder, read_holders
from app.answers.identities import find, identify_filter
from app.answers.party_trees import read_party_tree
from app.http.problems import refuse
from app.http.reading import Reading
from cypher.domain.names import matching_key, simplified
from cypher.domain.regions import codes_below
from cypher.predicates import NULL, Filter, FilteredList


async def filter_values(reading: Reading, list_: FilteredList, asked: BaseModel) -> dict[str, Any]:
    """The parameters of the filters of a list, None where one is not asked for. Raises Problem (422) for a bad one."""
    values: dict[str, Any] = {}
    for one in reading.catalogue.filters_of(list_):
        values |= await _values(reading, one, getattr(asked, one.name))
    return values


async def _values(reading: Reading, one: Filter, asked: Any) -> dict[str, Any]:
    match one.header.takes:
        case "name":
            return dict(zip(one.parameters, await searched(reading, asked), strict=True))
        case "holder":
            return {one.name: NULL if asked == NULL else await identify_filter(reading, one.name, asked)}
        case "party":
            return {one.name: await party_and_below(reading, asked, one.name)}
        case "region":
            return {one.name: await region_and_below(reading, asked, one.name)}
        case "trade":
            return {one.name: await known_trade(reading, asked, one.name)}
        case "rule":
            return {one.name: known_rule(reading, asked, one.name)}
        case "flag":
            return {one.name: None if asked is None else asked == "true"}
        case _:  # any text, or words that were held against their list
            return {one.name: asked}


async def named_by(reading: Reading, list_: FilteredList, asked: BaseModel) -> list[Holder]:
    """The regions, units and Party organisations that the filters of a list name.

    Where none does the city; for a key that is bounded what bounds it.
    """
    ids: list[str] = []
    for one in reading.catalogue.filters_of(list_):
        text = getattr(asked, one.name)
        if text is not None and one.header.takes == "region":
            ids.append(text)
        if text is not None and one.header.takes == "party":
            ids += (await _values(reading, one, text))[one.name][:1]
        if text is not None and one.header.takes == "holder":
            ids += (await _values(reading, one, text)).values()
    ids = ids or ([reading.subtree.of] if reading.subtree else [reading.city] * bool(reading.city))
    names = await read_holders(reading, ids)
    return [names[i] for i in ids]


async def party_and_below(reading: Reading, text: str | None, name: str) -> list[str] | None:
    """A Party organisation and all below it at the date, itself first; None for no filter. `null`: those without one.

    Raises Problem (422) for what names nobody.
    """
    if text is None or text == NULL:
        return [NULL] if text else None
    id_ = await identify_filter(reading, name, text)
    return (await read_party_tree(reading)).beneath(id_) if id_ else None


async def region_and_below(reading: Reading, region: str | None, name: str = "region") -> list[str] | None:
    """The codes of a region's subtree at the date, None for no filter. `null`: those without one.

    Raises Problem (422) for an unknown code."""
    if region is None:
        return None
    if region == NULL:
        return [NULL]
    rows = await reading.ask_once("regions")
    if region not in {row["id"] for row in rows}:
        raise refuse(name, "unknown_region", value=region)
    return codes_below(rows, region)


async def known_trade(reading: Reading, trade: str | None, name: str = "trade") -> str | None:
    """The trade of a filter. Raises Problem (422) for an unknown one."""
    if trade not in (None, NULL) and trade not in {row["id"] for row in await reading.ask_once("trades")}:
        raise refuse(name, "unknown_trade", value=trade)
    return trade


def known_rule(reading: Reading, rule: str | None, name: str = "rule") -> str | None:
    """The rule of a filter. Raises Problem (422) for an unknown one."""
    if rule is not None and rule not in reading.catalogue.rulebook.cited:
        raise refuse(name, "unknown_rule", value=rule)
    return rule


async def searched(reading: Reading, text: str | None) -> tuple[list[str] | None, ...]:
    """The words of a searched text as they are and as keys of names are kept, and the ids that it names as a whole.

    Traditional characters are looked for as they are and as simplified ones.
    """
    if text is None:
        return (None, None, None)
    words = text.split() or [text]
    keys = [matching_key(simplified(word)) or word for word in words]
    return words, keys, [id_ for id_, _ in await find(reading, text)]
