"""The service is started: `demo`, `serve`."""

import argparse
import asyncio
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Final

from app.cli.complaints import DONE, say_aside
from app.cli.opening import Commands, with_graph
from app.cli.progress import shown_progress
from app.cli.serving import refuse_taken, refuse_unguarded, serve
from app.settings import Settings, load_settings
from cypher.catalogue import Catalogue, load_catalogue
from cypher.connect import open_graph
from cypher.engine.embedded import open_embedded, require_embedded
from cypher.errors import GraphError
from cypher.graph import Graph
from cypher.migrate import ensure_schema
from loaders.again import derive_again, is_underived
from loaders.auto import is_loaded, load_auto
from loaders.runs.lock import free
from loaders.runs.work import Work

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "dalian-2008"
EXAMPLE_CITY: Final = "210200"


def add_to(commands: Commands) -> None:
    """Adds the commands."""
    demo = commands.add("demo", demo_command, "loads the example city into the embedded engine and serves it")
    served = commands.add("serve", serve_command, "serves API and dashboard over what is loaded")
    for sub in (demo, served):
        sub.add_argument("--port", type=int)
    served.add_argument("--host")
    served.add_argument(
        "--workers", type=int, choices=range(1, 65), default=1, metavar="N", help="processes that answer"
    )


def demo_command(options: argparse.Namespace) -> int:
    """Loads the example once, then serves. The embedded engine, whatever the environment says."""
    settings = load_settings(data_dir=options.data_dir, port=options.port, city=EXAMPLE_CITY)
    settings = settings.model_copy(update={"neo4j_uri": None})
    refuse_unguarded(settings)
    refuse_taken(settings)
    with open_embedded(settings.data_dir, settings.heap):
        asyncio.run(_load_example(settings))
        say_aside(f"http://{settings.host}:{settings.port}/  示例城市已载入 (the example city is loaded)")
        return serve(settings)


def serve_command(options: argparse.Namespace) -> int:
    """The service over what is loaded."""
    settings = load_settings(data_dir=options.data_dir, host=options.host, port=options.port)
    if not settings.address:
        require_embedded(settings.data_dir)
    refuse_unguarded(settings)
    refuse_taken(settings)
    with nullcontext() if settings.address else open_embedded(settings.data_dir, settings.heap):
        with_graph(options, _before_serving)  # a graph of another city is refused before anything is served
        return serve(settings, options.workers)


async def _before_serving(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
    with suppress(GraphError):  # a graph that is away, or only read, is served as it is
        await free(Work(graph, catalogue))
    return DONE


async def _load_example(settings: Settings) -> None:
    """Loads the example city, unless every source that it has was loaded; then a load that died leaves its deriving."""
    catalogue = load_catalogue()
    files = sorted(EXAMPLE.glob("*.csv"))
    async with open_graph(None, settings.data_dir, heap=settings.heap, time_limit=300.0) as graph:
        await ensure_schema(graph, catalogue, city=EXAMPLE_CITY)
        await free(Work(graph, catalogue))
        with shown_progress() as progress:
            if not await is_loaded(graph, catalogue, files):
                await load_auto(graph, catalogue, files, progress=progress, data=settings.data_dir)
            elif await is_underived(graph, catalogue):
                progress("derive", 0, 0)
                await derive_again(graph, catalogue, data=settings.data_dir)
