"""Copies of the whole graph: `export` and `import`."""

import argparse
from pathlib import Path

from app.cli.complaints import DONE, say_aside, wrong
from app.cli.opening import Commands, with_graph, writing
from app.settings import Settings
from cypher.catalogue import Catalogue
from cypher.graph import Graph
from cypher.migrate import ensure_schema
from loaders import exchange


def add_to(commands: Commands) -> None:
    """Adds the commands."""
    export = commands.add("export", export_command, "the whole graph as engine-independent records")
    export.add_argument("file", type=Path)
    import_ = commands.add("import", import_command, "an exported file into an empty graph")
    import_.add_argument("file", type=Path)


def export_command(options: argparse.Namespace) -> int:
    """Writes the whole graph as records."""

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        with writing(options.file):
            written = await exchange.export(graph, catalogue, options.file)
        say_aside(f"{options.file}: {written}")
        return DONE

    return with_graph(options, work)


def import_command(options: argparse.Namespace) -> int:
    """Reads exported records into an empty graph: a backup restored, or a change of engine."""

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        state = await ensure_schema(graph, catalogue, city=settings.city)
        if state.revision:
            return wrong("not_empty", revision=state.revision)
        say_aside(f"{options.file}: {await exchange.import_(graph, catalogue, options.file)}")
        return DONE

    return with_graph(options, work, makes=True)
