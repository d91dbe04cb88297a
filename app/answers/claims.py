"""Figures that somebody reported beside what the graph says, each reading of each figure (docs/domain.md 8).

The figures count Party organisations: those that cover at least one organisation of the population, own or joint;
whether the associations' own committees are among them is open, so both readings are shown and the one that counts
them in is the default (a default of ours). Members are those of the whole population, all three counts. A figure
with a bound `more_than` holds where more is counted; one with `about` where the count rounds to it.
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from app.answers.census import count_members, read_census
from app.http.reading import Reading
from cypher.domain.dates import whole_day
from cypher.graph import Row

NOT_GROWN: Final = "_not_grown"
# Measure -> its readings, the default first.
READINGS: Final = {
    "party_organizations": ("with_associations", "without_associations"),
    "party_organizations_in_trade": ("all",),
    "members": ("all",),
    "hard_gap": ("all",),
    "party_organizations_not_grown": ("all",),
    "members_not_grown": ("all",),
}
YEARS: Final = 5  # before a figure of growth that are looked at; those before anything was known do not count


async def read_claims(reading: Reading, until: str | None = None) -> list[dict[str, Any]]:
    """Every figure reported `until` a whole day, in every reading that it may have, each computed at its own date."""
    claims = []
    trades = {row["id"]: row["name"] for row in await reading.ask("trades")}
    for figure in await reading.ask("reported_figures"):
        if until is not None and whole_day(figure["as_of"]) > until:
            continue
        there = reading.on(whole_day(figure["as_of"]))
        readings = READINGS.get(figure["measure"], ())
        stated = _stated_reading(figure["reading"])
        for name in readings:
            if stated is None or stated == name or len(readings) == 1:
                claims.append(await _claim(there, figure, trades, name, default=name == readings[0]))
    return claims


async def _claim(
    reading: Reading, figure: Row, trades: Mapping[str, str], name: str, *, default: bool
) -> dict[str, Any]:
    computed, against = await _count(reading, figure["measure"], figure["trade"], name)
    reported, bound = figure["value"], figure["bound"] or "exact"
    title = reading.say(f"claim.{figure['measure']}")
    if figure["trade"]:
        title = f"{trades.get(figure['trade'], figure['trade'])}：{title}"
    return {
        "id": figure["id"],
        "measure": figure["measure"],
        "trade": figure["trade"],
        "reading": name,
        "reading_title": reading.say(f"reading.{name}"),
        "default": default,
        "title": title,
        "reported": reported,
        "bound": bound,
        "as_of": figure["as_of"],
        "computed": computed,
        "holds": None if computed is None else holds(reported, bound, computed),
        "difference": None if computed is None else computed - reported,
        "against": against,
        "text": figure["text"],
        "source": figure["source"],
        "place": {"file": figure["file"], "sheet": figure["sheet"], "row": figure["row"]},
    }


async def _count(reading: Reading, measure: str, trade: str | None, name: str) -> tuple[int | None, str]:
    """What the graph says (None where it can say nothing), and the address of the list that shows it."""
    day = {"as_of": reading.day}
    if measure.endswith(NOT_GROWN):
        return await _years_without_growth(reading, measure.removesuffix(NOT_GROWN), trade)
    match measure:
        case "party_organizations" | "party_organizations_in_trade":
            chosen = name if measure == "party_organizations" else None
            found = await reading.ask(
                "party_organizations",
                **dict.fromkeys(("q", "q_key", "q_ids", "kinds", "regions", "superior")),
                trade=trade,
                reading=chosen,
                after="",
                limit=0,
            )
            asked = {"trade": trade, "reading": chosen, **day}
            return found[0]["total"], _address("/v1/party-organizations", asked)
        case "members":
            groups = await read_census(reading, trade=trade)
            return count_members(groups) or 0, _address("/v1/coverage", {"by": "kind", "trade": trade, **day})
        case _:
            found = await reading.ask(
                "organizations", trade=trade, coverage=["uncovered_must"], operating=True, after="", limit=0
            )
            return found[0]["total"], _address("/v1/uncovered", {"severity": "hard", "trade": trade, **day})


async def _years_without_growth(reading: Reading, measure: str, trade: str | None) -> tuple[int | None, str]:
    """Of the years up to this day, each held against the same day a year before, how many brought no more of it.

    It is gone back as far as anything is known, YEARS at most; None where there is no year to look at. The address is
    that of the list of this day.
    """
    name = READINGS[measure][0]
    now, address = await _count(reading, measure, trade, name)
    grown: list[bool] = []
    while now and len(grown) < YEARS:
        before, _ = await _count(reading.on(_years_before(reading.day, len(grown) + 1)), measure, trade, name)
        if before:
            grown.append(now > before)
        now = before
    return grown.count(False) if grown else None, address


def _years_before(day: str, years: int) -> str:
    """The same day so many years before; of 29 February the 28th."""
    return f"{int(day[:4]) - years:04}{day[4:]}".replace("-02-29", "-02-28")


def holds(reported: int, bound: str, computed: int) -> bool:
    """Whether a count agrees with a reported figure, by its bound."""
    if bound == "more_than":
        return computed > reported
    if bound == "about":
        unit = 10 ** (len(str(reported)) - len(str(reported).rstrip("0"))) if reported else 1
        return 2 * abs(computed - reported) <= unit
    return computed == reported


def _stated_reading(text: str | None) -> str | None:
    """The reading that a source states in words, None where it states none that is known."""
    if text in ("with_associations", "without_associations"):
        return text
    if text and "不含" in text:
        return "without_associations"
    if text and "含" in text:
        return "with_associations"
    return None


def _address(path: str, params: Mapping[str, str | None]) -> str:
    return f"{path}?{urlencode({k: v for k, v in params.items() if v is not None})}"
