"""Coverage over time: the same totals at the end of each year or quarter (docs/domain.md 5)."""

import asyncio
from collections.abc import Iterator
from typing import Any, Final, Literal

from pydantic import BaseModel

from app.answers.census import read_census
from app.answers.filters import filter_values, known_trade
from app.answers.groupings import show_totals
from app.http.problems import refuse
from app.http.reading import Reading
from cypher.domain.dates import whole_day
from cypher.predicates import FilteredList

Step = Literal["year", "quarter"]
MOST: Final = 120  # points of one answer
LAST_YEAR: Final = 9999
QUARTERS: Final = ("03-31", "06-30", "09-30", "12-31")
YEARS: Final = 5  # that are shown where no beginning is asked for


async def read_trend(
    reading: Reading, list_: FilteredList, asked: BaseModel, *, since: str | None, until: str | None, step: Step
) -> list[dict[str, Any]]:
    """Totals of the population at the end of each period from `since` to `until`, none after the newest picture.

    Of the period that the newest picture falls into its day is told; before any picture there is none. Raises
    Problem (422) for periods in the wrong order or more than MOST of them.
    """
    if reading.as_of is None and until is None:
        return []
    last = min(whole_day(until) if until else reading.day, reading.day)
    first = (
        f"{since or max(1, int(last[:4]) - YEARS + 1):04}-01-01"[:10]
        if not since or len(since) < 7
        else f"{since}-01"[:10]
    )
    if first > last:
        raise refuse("from", "reversed_period", start=first, end=last)
    points = list(_ends(first, last, step))
    if len(points) > MOST:
        raise refuse("from", "too_many_points", count=len(points), most=MOST)
    items = []
    for period, day in points:
        await asyncio.sleep(0)  # so long as it takes, others are answered between two points
        then = reading.on(day)
        trade = await known_trade(then, getattr(asked, "trade", None))
        filters = await filter_values(then, list_, asked)
        totals = show_totals(then, await read_census(then, trade=trade, **filters))
        items.append({"period": period, "as_of": day, "rule_set": then.rule_set, **totals})
    return items


def _ends(first: str, last: str, step: Step) -> Iterator[tuple[str, str]]:
    """Each period with the last of its days that is not after `last`."""
    year, quarter = int(first[:4]), (int(first[5:7]) - 1) // 3 + 1
    while year <= LAST_YEAR:
        name, start, end = (
            (f"{year:04}", f"{year:04}-01", f"{year:04}-12-31")
            if step == "year"
            else (f"{year:04}-Q{quarter}", f"{year:04}-{quarter * 3 - 2:02}", f"{year:04}-{QUARTERS[quarter - 1]}")
        )
        if start > last:
            return
        yield name, min(end, last)
        year, quarter = (year, quarter + 1) if step == "quarter" and quarter < 4 else (year + 1, 1)
