"""Copies of the whole graph: `export` and `import`."""

import argparse
from pathlib import Path

from app.cli.complaints import DONE, say_aside, wrong
from app.cli.opening import Commands, with_graph, writing
from app.settings import Settings, load_settings
from cypher.catalogue import Catalogue
from cypher.graph import Graph
from cypher.migrate import ensure_schema
from loaders import exchange
from loaders.verify.file import verify


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
    """Reads exported records into an empty graph: a backup restored, or a change of engine.

    A file that is no export, or of another city than the settings say, is refused before a graph is opened.
    """
    file = verify(options.file, load_settings(data_dir=options.data_dir).city)

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        state = await ensure_schema(graph, catalogue, city=settings.city)
        if state.revision:
            return wrong("not_empty", revision=state.revision)
        say_aside(f"{options.file}: {await exchange.import_(graph, catalogue, file)}")
        if file.city and not state.city:
            name = f"{file.city_name or ''} {file.city}".strip()
            say_aside(f"未设 ZUZHITU_CITY：此图从此存 {name}，取自文件")
            say_aside(f"ZUZHITU_CITY is not set: from now on this graph is that of {name}, as the file says")
        return DONE

    return with_graph(options, work, makes=True)
