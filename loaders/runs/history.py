"""The runs of a graph: which number is next, what is kept of each, and of which day the newest is a picture."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from cypher.domain.dates import last_day
from loaders.runs.work import Work


async def numbered(work: Work, source: str) -> Work:
    """The work as the next run of a source; the first is number 1."""
    runs = await work.read("load/frame/runs")
    number = max((r["number"] for r in runs if r["source"] == source), default=0) + 1
    return replace(work, run=f"{source}:{number}")


def number_of(run: str) -> int:
    """The number in the id of a run."""
    return int(run.rpartition(":")[2])


async def keep_run(work: Work, **properties: Any) -> None:
    """Sets properties of the run, which is made where it is not there yet."""
    await work.write("load/write/node", "Run", rows=[{"id": work.run, "properties": properties}])


def now() -> str:
    """This moment as runs keep it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def today() -> str:
    """The day where this machine stands: no date of a registry lies after it (docs/domain.md 9)."""
    return date.today().isoformat()


async def newest_as_of(work: Work, *more: str, without: str = "") -> str | None:
    """The whole day of the newest picture of finished runs (but one) and `more`; None where nothing was loaded."""
    rows = await work.read("load/frame/newest_as_of", without=without)
    dates = [date for date in (*(row["as_of"] for row in rows), *more) if date]
    return last_day(max(dates)) if dates else None
