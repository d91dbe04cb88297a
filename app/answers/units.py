"""Supervising units and associations: what one answers for."""

from collections.abc import Sequence
from typing import Any

from app.answers.census import read_census
from app.answers.groupings import show_totals
from app.answers.organizations import list_item, read_detail, read_organizations
from app.http.reading import Reading


async def read_units(reading: Reading, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Units as a list shows them; `leads_total` and `superior_of_total` count organisations in force."""
    rows = await read_organizations(reading, ids) if ids else {}
    totals = await reading.ask("unit_totals", ids=list(ids)) if ids else []
    counted = {(row["id"], row["role"]): row["organizations"] for row in totals}

    def show(unit: str) -> dict[str, Any]:
        leads, superior_of = (counted.get((unit, role), 0) for role in ("lead", "superior"))
        numbers = {"leads_total": leads, "superior_of_total": superior_of}
        return {**list_item(rows[unit]), **numbers, "leads": leads, "superior_of": superior_of}

    return [show(unit) for unit in ids]


async def read_unit(reading: Reading, unit: str) -> dict[str, Any]:
    """One unit with the totals of those that it leads, and of those beneath its Party organisation."""
    detail = await read_detail(reading, unit)
    led = await read_census(reading, lead=unit)
    beneath = await read_census(reading, "association") if detail["kind"] == "association" else []
    return {
        **detail,
        "leads": show_totals(reading, led),
        "superior_of": show_totals(reading, [g for g in beneath if g["value"] == unit]),
    }
