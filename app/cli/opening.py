"""What the commands share: a line of the command line, the graph that it is about, an answer of the API."""

import argparse
import asyncio
import math
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol, TypeVar

from fastapi import FastAPI

from app.cli import asked, text
from app.cli.complaints import AWAY, DONE, REFUSED, WRONG, complain, say_aside
from app.http.messages import Language, say
from app.main import create_app
from app.settings import Settings, load_settings
from cypher.catalogue import Catalogue, load_catalogue
from cypher.connect import open_graph
from cypher.engine.embedded import require_embedded
from cypher.errors import ConfigurationError, reason
from cypher.graph import Graph
from cypher.migrate import ensure_schema
from loaders.runs.report import Report
from loaders.whole_file import whole_file

Command = Callable[[argparse.Namespace], int]
OverGraph = Callable[[Graph, Catalogue, Settings], Awaitable[int]]
T = TypeVar("T")


class Ask(Protocol):
    """Asks a route of the API; what is no answer raises Refusal."""

    async def __call__(
        self, path: str, params: Mapping[str, Any], language: Language = "zh", into: BinaryIO | None = None
    ) -> Any:
        """The answer; of one that is a file nothing is returned, its bytes are written to `into` as they come."""


class Refusal(Exception):
    """The API gave a problem in place of an answer; `status` is that of the command."""

    def __init__(self, status: int, *said: str) -> None:
        super().__init__(*said)
        self.status, self.said = status, said


# Of every command that takes the graph for itself.
WAIT: Final[Mapping[str, Any]] = {
    "nargs": "?",
    "type": float,
    "const": math.inf,
    "default": 0.0,
    "metavar": "SECONDS",
    "help": "for a load that runs, so long at most, instead of giving up",
}


class Commands:
    """The commands of the command line, as they are added to it."""

    def __init__(self, top: argparse.ArgumentParser) -> None:
        self._added = top.add_subparsers(required=True, metavar="COMMAND")

    def add(self, name: str, command: Command, text: str) -> argparse.ArgumentParser:
        """A command that runs over a data directory; its options are added to what is returned."""
        sub = self._added.add_parser(name, help=text, description=text)
        sub.set_defaults(command=command)
        sub.add_argument("--data-dir", type=Path, metavar="D", help="where the embedded engine keeps its data")
        return sub


def with_graph(options: argparse.Namespace, work: OverGraph, *, makes: bool = False) -> int:
    """What `work` makes of the graph that the settings name. Only a command that `makes` one may find none there."""
    settings = load_settings(data_dir=options.data_dir)
    if not (makes or settings.address):
        require_embedded(settings.data_dir)

    async def opened() -> int:
        async with open_graph(settings.address, settings.data_dir, heap=settings.heap, time_limit=300.0) as graph:
            if settings.city:  # a graph of another city is refused, whatever is asked of it
                await ensure_schema(graph, load_catalogue(), city=settings.city)
            return await work(graph, load_catalogue(), settings)

    return asyncio.run(opened())


def answer(options: argparse.Namespace, path: str, params: dict[str, Any], show: Callable[[Any], str]) -> int:
    """Asks a route of the API in this very process and prints what it says, by `show` or as JSON."""

    async def gather(ask: Ask) -> Any:
        return await ask(path, params)

    return show_answer(options, gather, show)


def show_answer(
    options: argparse.Namespace, gather: Callable[[Ask], Awaitable[Any]], show: Callable[[Any], str]
) -> int:
    """Prints what `gather` asks of the API in this very process, by `show` or as JSON."""

    def shown(body: Any) -> None:
        print(text.as_json(body) if options.json else show(body))

    return answers_of(options, gather, shown)


def hand_out(
    options: argparse.Namespace, gather: Callable[[Ask], Awaitable[T]], make: Callable[[T, BinaryIO], None]
) -> int:
    """Writes the file `options.out` of what `gather` asks of the API: whole, or not at all."""

    def written(found: T) -> None:
        with writing(options.out), whole_file(options.out) as stream:
            make(found, stream)
        say_aside(f"已写入 written: {options.out}")

    return answers_of(options, gather, written)


def save(options: argparse.Namespace, gather: Callable[[Ask, BinaryIO], Awaitable[None]]) -> int:
    """Has `gather` write the file `options.out` while it asks the API: whole, or not at all."""

    async def written(ask: Ask) -> None:
        with writing(options.out), whole_file(options.out) as stream:
            await gather(ask, stream)

    return answers_of(options, written, lambda _: say_aside(f"已写入 written: {options.out}"))


def answers_of(options: argparse.Namespace, gather: Callable[[Ask], Awaitable[T]], use: Callable[[T], None]) -> int:
    """Asks the API in this very process, as `gather` does, and uses what it says; else complains of its refusal."""

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        app = own_app(settings, graph)

        async def ask(
            path: str, params: Mapping[str, Any], language: Language = "zh", into: BinaryIO | None = None
        ) -> Any:
            status, body = await asked.ask(app, path, params, language, into)
            if status != 200:
                said = [asked.problem((await asked.ask(app, path, params, one))[1]) for one in ("zh", "en")]
                raise Refusal(AWAY if status == 503 else WRONG, *said)
            return body

        try:
            found = await gather(ask)
        except Refusal as refusal:
            return complain(refusal.status, *refusal.said)
        use(found)
        return DONE

    return with_graph(options, work)


def own_app(settings: Settings, graph: Graph) -> FastAPI:
    """The API for this very process, which can read the graph anyway: no key is asked for, and nothing noted."""
    return create_app(settings.model_copy(update={"open": True, "keys": None, "audit_log": None}), graph=graph)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What is written to a file that the user named. Raises ConfigurationError where the system refuses."""
    try:
        yield
    except OSError as error:
        zh, en = reason(error)
        zh, en = say("cannot_write", "zh", path=path, why=zh), say("cannot_write", "en", path=path, why=en)
        raise ConfigurationError(en, zh=zh) from error


def load_status(reports: Sequence[Report]) -> int:
    """1 where rows were refused, severe findings are new, or a complete file ended nothing as it lacked too much."""
    return REFUSED if any(one.counts.rejected or one.severe or one.withheld for one in reports) else DONE
