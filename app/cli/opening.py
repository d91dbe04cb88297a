"""What the commands share: a line of the command line, the graph that it is about, an answer of the API."""

import argparse
import asyncio
import math
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from app.cli import asked, text
from app.cli.complaints import AWAY, DONE, REFUSED, WRONG, complain
from app.http.messages import say
from app.main import create_app
from app.settings import Settings, load_settings
from cypher.catalogue import Catalogue, load_catalogue
from cypher.connect import open_graph
from cypher.errors import ConfigurationError, reason
from cypher.graph import Graph
from cypher.migrate import ensure_schema
from loaders.runs.report import Report

Command = Callable[[argparse.Namespace], int]
OverGraph = Callable[[Graph, Catalogue, Settings], Awaitable[int]]


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


def with_graph(options: argparse.Namespace, work: OverGraph) -> int:
    """What `work` makes of the graph that the settings name."""
    settings = load_settings(data_dir=options.data_dir)

    async def opened() -> int:
        async with open_graph(settings.address, settings.data_dir, heap=settings.heap, time_limit=300.0) as graph:
            if settings.city:  # a graph of another city is refused, whatever is asked of it
                await ensure_schema(graph, load_catalogue(), city=settings.city)
            return await work(graph, load_catalogue(), settings)

    return asyncio.run(opened())


def answer(options: argparse.Namespace, path: str, params: dict[str, Any], show: Callable[[Any], str]) -> int:
    """Asks a route of the API in this very process and prints what it says, by `show` or as JSON."""

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        app = create_app(settings, graph=graph)
        status, body = await asked.ask(app, path, params)
        if status != 200:
            _, english = await asked.ask(app, path, params, "en")
            said = asked.problem(body), asked.problem(english)
            return complain(AWAY if status == 503 else WRONG, *said)
        print(text.as_json(body) if options.json else show(body))
        return DONE

    return with_graph(options, work)


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
    """1 where rows were refused or severe findings are new."""
    return REFUSED if any(report.counts.rejected or report.severe for report in reports) else DONE
