"""The runs of a graph: which number is next, what is kept of each, and of which day the newest is a picture."""

from datetime import UTC, datetime
from typing import Any

from cypher.catalogue import Catalogue
from cypher.domain.dates import last_day
from cypher.graph import Graph


async def next_number(graph: Graph, catalogue: Catalogue, source: str) -> int:
    """The number of the next run of a source; the first is 1."""
    runs = await graph.read(catalogue["load/frame/runs"])
    return max((r["number"] for r in runs if r["source"] == source), default=0) + 1


async def keep_run(graph: Graph, catalogue: Catalogue, run: str, **properties: Any) -> None:
    """Sets properties of a run, which is made where it is not there yet."""
    await graph.write(catalogue.variant("load/write/node", "Run"), [{"id": run, "properties": properties}])


def now() -> str:
    """This moment as runs keep it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


async def newest_as_of(graph: Graph, catalogue: Catalogue, *more: str) -> str | None:
    """The whole day of the newest picture among finished runs and `more`; None where nothing was loaded."""
    rows = await graph.read(catalogue["load/frame/newest_as_of"])
    dates = [date for date in (*(row["as_of"] for row in rows), *more) if date]
    return last_day(max(dates)) if dates else None
