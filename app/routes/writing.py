"""What writes: a load, a run taken back, a finding accepted. Each needs a key of scope load (app/http/keys.py)."""

import asyncio
from concurrent.futures import Future
from contextlib import suppress
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import ConfigDict, Field

from app.answers.loads import full_report, read_run
from app.http.events import as_events, asks_for_events, events_of
from app.http.filters import AsOf, Flag, Nothing, RunId, Text
from app.http.formats import BINARY
from app.http.messages import chosen_language
from app.http.problems import Fault, Problem, refuse_all
from app.http.reading import reading_of
from app.models.records import RunReport
from app.models.writing import LoadState
from app.writing.bodies import receive_file
from app.writing.loads import AUTO, Order
from app.writing.orders import OfReport, accept_finding, check_source, inspect, known_sources, problem_of, undo_run
from cypher.errors import GraphError

router = APIRouter(prefix="/v1", tags=["writing"])
HEARD: Final = 8.0  # seconds that a load may take to say that it cannot begin; after that it is told by its state
LoadId = Annotated[str, Path(description="the id of a load, as POST /v1/loads gave it")]


class LoadAsked(Nothing):
    """How the file is to be loaded: what `zuzhitu load` takes."""

    name: Annotated[
        str, Field(min_length=1, max_length=200, pattern=r"^[^/\\\x00-\x1f]+$", description="the name of the file")
    ]
    source: Annotated[
        Text,
        Field(
            description="a source, as `zuzhitu sources` lists them; auto: by its headings; replay: rejects, corrected",
            json_schema_extra={"enum": [*known_sources()]},
        ),
    ] = AUTO
    as_of: Annotated[
        AsOf | None, Field(description="the day that the file is a picture of; what it states itself where absent")
    ] = None
    complete: Annotated[Flag, Field(description="true: the file is the whole register; what it lacks has ended")] = (
        "false"
    )
    allow_shrink: Annotated[Flag, Field(description="true, with complete: however much has ended by that")] = "false"
    dry_run: Annotated[Flag, Field(description="true: say what would come of it, and write nothing")] = "false"


SAID: Final[Any] = {"type": "string", "pattern": "[^ ]"}  # a text that says something


class AcceptAsked(Nothing):
    """Why a finding may stand, by which document, until which day; or that it is accepted no more."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"properties": {"withdraw": {"const": True}}, "required": ["withdraw"]},
                {
                    "properties": {"reason": SAID, "document": SAID, "until": {"type": "string"}},
                    "required": ["reason", "document", "until"],
                },
            ]
        }
    )

    reason: str = Field(default="", max_length=1000)
    document: str = Field(default="", max_length=1000)
    until: AsOf | None = None
    withdraw: bool = False


@router.post(
    "/loads",
    status_code=202,
    response_model=LoadState,
    responses={409: {}, 413: {}},
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": BINARY}}}},
)
async def make_load(request: Request, asked: Annotated[LoadAsked, Query()], response: Response) -> dict[str, Any]:
    """Loads the file that the body is (CSV, XLSX, XLS, ODS, JSON, JSON Lines), as one run or one per source.

    What it is not is said at once, and so is who holds the graph (409); the load then goes on by itself, and its state
    is at `Location`.
    """
    state, language = request.app.state, chosen_language(request.headers.get("accept-language"))
    flags = {name: getattr(asked, name) == "true" for name in ("complete", "allow_shrink", "dry_run")}
    order = Order(asked.source, asked.as_of, **flags)
    check_source(order.source)
    load = await asyncio.to_thread(state.loads.make)
    try:
        await receive_file(request, load.file)
        facts = await asyncio.to_thread(inspect, load, asked.name, order)
        load.begin(order, facts, request.state.key.name)
        begun, loop = asyncio.Event(), asyncio.get_running_loop()
        told = lambda: loop.call_soon_threadsafe(begun.set)  # noqa: E731
        ended = state.beside.start(state.graph.address, lambda graph: load.run(graph, order, facts, told))
        await _first(ended, begun)
    except Exception as error:
        load.drop()
        raise problem_of(error, language) from None
    response.headers["Location"] = f"/v1/loads/{load.id}"
    return await _state(load.id, request)


async def _first(ended: "Future[Any]", begun: asyncio.Event) -> None:
    """Until the load has begun, or has ended before. Raises what ended it, unless that took longer."""
    end, begin = asyncio.wrap_future(ended), asyncio.create_task(begun.wait())
    end.add_done_callback(lambda one: one.cancelled() or one.exception())  # nobody may be there to hear of it
    await asyncio.wait({end, begin}, timeout=HEARD, return_when=asyncio.FIRST_COMPLETED)
    begin.cancel()
    if end.done() and not begun.is_set():
        end.result()


@router.get("/loads/{id}", response_model=LoadState, responses={200: events_of(LoadState)})
async def show_load(id: LoadId, request: Request, asked: Annotated[Nothing, Query()]) -> Any:
    """How a load stands: how far it is, or the reports of its runs, or why nothing was loaded.

    With `Accept: text/event-stream` an event `state` each time that it stands otherwise, until it has ended.
    """
    state = await _state(id, request)
    if not asks_for_events(request):
        return state

    async def look() -> tuple[LoadState, bool]:
        stands = LoadState.model_validate(await _state(id, request))
        return stands, stands.finished is not None

    return as_events(request, "state", look)


async def _state(id: str, request: Request) -> dict[str, Any]:
    """How a load stands, in the language of the request. Raises Problem (404)."""
    found = await asyncio.to_thread(request.app.state.loads.state, id)
    if found is None:
        raise Problem(404, "no_such_load", id=id)
    error, reports = found["error"], found["reports"]
    if reports:
        await _seen(request)
    language = chosen_language(request.headers.get("accept-language"))
    shown = {name: value for name, value in found.items() if name not in ("key", "process")}
    shown["error"] = error and {"code": error["code"], "message": error[language]}
    return {**shown, "revision": reports[-1]["revision"] if reports else None}


@router.post("/runs/{id}/undo", response_model=RunReport, responses={409: {}})
async def undo_one_run(id: RunId, request: Request, asked: Annotated[Nothing, Query()]) -> dict[str, Any]:
    """Takes a run back, as a run of its own, whose report this is; 409 says what rests on it and goes first."""
    run = await read_run(await reading_of(request, None, None), id)
    return await _report(request, undo_run(request.app.state.settings, run["id"]))


@router.post("/findings/{id}/accept", response_model=RunReport, responses={409: {}})
async def accept_one_finding(
    id: Annotated[str, Path(description="the id of a finding, as /v1/findings lists it")],
    request: Request,
    accepted: AcceptAsked,
    asked: Annotated[Nothing, Query()],
) -> dict[str, Any]:
    """Accepts a finding until a day, that day included, or withdraws that; the report of that run."""
    said = {"reason": accepted.reason.strip(), "document": accepted.document.strip(), "until": accepted.until or ""}
    if not accepted.withdraw and (empty := [name for name, text in said.items() if not text]):
        raise refuse_all([Fault(f"/body/{name}", "too_short", {}) for name in empty])
    rows = await (await reading_of(request, None, None)).ask("finding_rows", ids=[id])
    if not rows:
        raise Problem(404, "no_such_finding", id=id)
    settings = request.app.state.settings
    work = accept_finding(settings, rows[0]["check"], rows[0]["subject"], withdraw=accepted.withdraw, **said)
    return await _report(request, work)


async def _report(request: Request, work: OfReport) -> dict[str, Any]:
    """The report of the run that the work is, once it has ended."""
    state, language = request.app.state, chosen_language(request.headers.get("accept-language"))
    try:
        report = await asyncio.wrap_future(state.beside.start(state.graph.address, work))
    except Exception as error:
        raise problem_of(error, language) from None
    await _seen(request)
    reading = await reading_of(request, None, report.run)
    return {"revision": reading.revision, **full_report(await read_run(reading, report.run))}


async def _seen(request: Request) -> None:
    """The next answer to whoever wrote tells what was written; an answer takes how the graph stood a moment ago."""
    with suppress(GraphError):  # what came of it is told all the same
        await request.app.state.presence.state(at_once=True)
