"""What a request orders, as the commands do it; what they refuse, as a problem of the API."""

from collections.abc import Awaitable, Callable
from typing import Any

from app.http.messages import Language
from app.http.problems import Fault, Problem, refuse
from app.settings import Settings
from app.writing.loads import AUTO, REPLAY, Load, Order
from cypher.catalogue import load_catalogue
from cypher.errors import ConfigurationError
from cypher.graph import Graph
from loaders.accept import NotAccepted, accept
from loaders.auto import source_of
from loaders.cells.rejects import FileUnreadable
from loaders.cells.values import CellError
from loaders.read.arrived import Arrived
from loaders.read.readers import FileFacts, inspect_file
from loaders.returned.replay import read_run_of
from loaders.runs.lock import LoadRunning
from loaders.runs.report import Report
from loaders.sources import load_sources
from loaders.undo import NotUndone, undo
from loaders.validate.columns import known_headings

OfReport = Callable[[Graph], Awaitable[Report]]


def known_sources() -> list[str]:
    """What an order may name as its source."""
    return [AUTO, REPLAY, *load_sources()]


def check_source(source: str) -> None:
    """Raises Problem (422) for a source that there is not."""
    if source not in (allowed := known_sources()):
        raise refuse("source", "not_one_of", allowed=", ".join(allowed))


def inspect(load: Load, name: str, order: Order) -> FileFacts:
    """What the file is that was sent under this name. FileUnreadable, also where it tells no source, or no run."""
    if order.source == REPLAY:
        read_run_of(Arrived(name, load.file))
    facts = inspect_file(Arrived(name, load.file), known_headings())
    if order.source == AUTO:
        source_of(facts)
    return facts


def undo_run(settings: Settings, run: str) -> OfReport:
    """Takes a run back."""

    async def work(graph: Graph) -> Report:
        return await undo(graph, load_catalogue(), run, lease=settings.lease, data=settings.data_dir)

    return work


def accept_finding(settings: Settings, check: str, subject: str, **said: Any) -> OfReport:
    """Accepts a finding, or withdraws that (`withdraw`)."""

    async def work(graph: Graph) -> Report:
        how: dict[str, Any] = {"lease": settings.lease, "data": settings.data_dir}
        return await accept(graph, load_catalogue(), check, subject, **said, **how)

    return work


def problem_of(error: BaseException, language: Language) -> BaseException:
    """What refused the order as a problem in the words of the command: 409 for what stands in its way, 422 for what is
    wrong with it; any other error as it is."""
    if not isinstance(error, LoadRunning | NotUndone | NotAccepted | FileUnreadable | CellError | ConfigurationError):
        return error
    text = error.said[0 if language == "zh" else 1]
    if isinstance(error, FileUnreadable):
        return Problem(422, "said", [Fault("/body", error.code, {}, text)], text=text)
    return Problem(422 if isinstance(error, CellError | ConfigurationError) else 409, "said", text=text)
