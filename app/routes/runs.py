"""Runs, what they refused, and sources."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from app.answers.loads import full_report, newest_first, read_rejects, read_run, read_sources, show_run
from app.http.filters import Nothing, Paged, Place, RunId, Text, next_cursor, read_cursor
from app.http.formats import AS_WORKBOOK, FORMATS, attached
from app.http.problems import refuse
from app.http.reading import Read, Reading
from app.models.records import Rejects, RunReport, Runs, Sources
from app.writing.workbooks import Of, workbook_of

router = APIRouter(prefix="/v1", tags=["runs"])


class RunFilter(Paged):
    source: Annotated[Text | None, Field(description="runs of one source: its id, such as units")] = None


class WorkbookAsked(Nothing):
    of: Annotated[
        Of,
        Field(description="rejects: the refused rows, to be corrected and loaded; outcomes: what came of each row"),
    ] = "rejects"


def _recorded(reading: Reading, **content: Any) -> dict[str, Any]:
    """An answer about the records: the revision, no date."""
    return {"revision": reading.revision, **content}


@router.get("/runs", response_model=Runs)
async def list_runs(asked: Annotated[RunFilter, Query()], reading: Read) -> dict[str, Any]:
    """Runs, the newest first; of those begun in one moment by source, the later number first."""
    place = read_cursor(asked.cursor, "runs")
    rows = newest_first(await reading.ask("runs", source=asked.source))
    # A page begins after a run, not at a number: what is loaded meanwhile stands before it.
    start = next((n for n, row in enumerate(rows, 1) if row["id"] == place.id), 0)
    if place.id and not start:
        raise refuse("cursor", "bad_cursor")
    page = rows[start : start + asked.limit]
    more = start + asked.limit < len(rows)
    return _recorded(
        reading,
        items=[show_run(row) for row in page],
        total=len(rows),
        next=next_cursor("runs", Place(id=page[-1]["id"])) if more else None,
        limit=asked.limit,
    )


@router.get("/runs/{id}", response_model=RunReport)
async def show_one_run(id: RunId, asked: Annotated[Nothing, Query()], reading: Read) -> dict[str, Any]:
    """The report of one run, as the command line prints it."""
    return {**_recorded(reading), **full_report(await read_run(reading, id))}


@router.get("/runs/{id}/rejects", response_model=Rejects)
async def list_rejects(id: RunId, asked: Annotated[Paged, Query()], reading: Read) -> dict[str, Any]:
    """The rows that a run refused, by place."""
    run = await read_run(reading, id)
    place = read_cursor(asked.cursor, "rejects")
    found = await reading.ask("rejects", run=run["id"], after_key=place.key, after=place.id, limit=asked.limit + 1)
    page = found[0]["page"]
    more, page = len(page) > asked.limit, page[: asked.limit]
    return _recorded(
        reading,
        run=run["id"],
        items=await read_rejects(reading, run, [id for _, id in page]),
        total=found[0]["total"],
        next=next_cursor("rejects", Place(*page[-1])) if more else None,
        limit=asked.limit,
    )


@router.get("/runs/{id}/workbook", response_class=Response, responses=AS_WORKBOOK)
async def send_workbook(id: RunId, asked: Annotated[WorkbookAsked, Query()], reading: Read) -> Response:
    """What came of the rows of a run, as the workbook that the command line writes."""
    run = await read_run(reading, id)
    name = f"{run['id']}-{asked.of}.xlsx".replace(":", "-")
    content = await workbook_of(reading.graph, run["id"], asked.of)
    return Response(content, media_type=FORMATS["xlsx"], headers=attached(reading.headers, name))


@router.get("/sources", response_model=Sources)
async def list_sources(asked: Annotated[Nothing, Query()], reading: Read) -> dict[str, Any]:
    """Sources that have been loaded, each with its last finished run."""
    return _recorded(reading, items=await read_sources(reading))
