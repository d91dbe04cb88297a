"""What a unit answers for, as a tree with totals: unit, association, organisation (docs/domain.md 4)."""

from typing import Any

from app.answers.census import read_census
from app.answers.groupings import show_totals
from app.answers.holders import read_holders
from app.answers.organizations import list_item, read_organizations
from app.answers.within import EVERY
from app.http.reading import Reading


async def read_subtree(reading: Reading, unit: str, kind: str, depth: int, limit: int) -> dict[str, Any]:
    """The node of a unit with those below it to a depth, of each node `limit` children at most.

    Below a supervising unit stand the associations whose Party organisation is the superior of some whom it leads, and
    those that it leads without one; below an association the organisations under its Party organisation. A node's
    totals are those of all below it, so that those of the children sum to them.
    """
    name = (await read_holders(reading, [unit]))[unit]
    if kind == "association":
        groups = [g for g in await read_census(reading, "association") if g["value"] == unit]
        below = await read_leaves(reading, limit, association=unit) if depth else None
        return _node(reading, name, "unit", groups, below)
    groups = await read_census(reading, "association", lead=unit)
    if not depth:
        return _node(reading, name, "unit", groups, None)
    associations = sorted({g["value"] for g in groups if g["value"] is not None})
    names = await read_holders(reading, associations)
    children = []
    for association in associations[:limit]:
        own = [g for g in groups if g["value"] == association]
        deeper = await read_leaves(reading, limit, lead=unit, association=association) if depth > 1 else None
        children.append(_node(reading, names[association], "association", own, deeper))
    total, direct = await _direct(reading, unit, associations, limit - len(children))
    return _node(reading, name, "unit", groups, (len(associations) + total, [*children, *direct]))


def _node(
    reading: Reading,
    holder: dict[str, Any],
    relation: str,
    groups: list[dict[str, Any]],
    below: tuple[int, list[dict[str, Any]]] | None,
) -> dict[str, Any]:
    total, children = below or (None, [])
    totals = show_totals(reading, groups)
    return {"holder": holder, "relation": relation, "totals": totals, "children_total": total, "children": children}


async def read_leaves(reading: Reading, limit: int, **filters: Any) -> tuple[int, list[dict[str, Any]]]:
    """How many organisations pass some filters, and the first of them, `limit` at most, as the leaves of a tree."""
    row = (await reading.ask_once("organizations", after_key="", after="", limit=max(limit, 0), **filters))[0]
    return row["total"], await _show_leaves(reading, row["ids"])


async def _direct(reading: Reading, unit: str, associations: list[str], limit: int) -> tuple[int, list[dict[str, Any]]]:
    """Those whom a unit leads and that stand below none of the associations."""

    async def ids(**filters: Any) -> list[str]:
        found: list[str] = (await reading.ask_once("organizations", after_key="", after="", limit=EVERY, **filters))[0][
            "ids"
        ]
        return found

    under = {i for association in associations for i in await ids(lead=unit, association=association)}
    direct = [i for i in await ids(lead=unit) if i not in under]
    return len(direct), await _show_leaves(reading, direct[: max(limit, 0)])


async def _show_leaves(reading: Reading, ids: list[str]) -> list[dict[str, Any]]:
    rows = await read_organizations(reading, ids) if ids else {}
    return [{"relation": "organization", "organization": list_item(rows[i])} for i in ids]
