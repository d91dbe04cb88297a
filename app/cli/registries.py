"""Registries come in: `sources`, `load`."""

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.cli import asked, text
from app.cli.complaints import DONE, say_aside, wrong
from app.cli.opening import WAIT, Commands, load_status, own_app, with_graph, writing
from app.cli.page import load_page
from app.cli.progress import shown_progress
from app.settings import Settings
from cypher.catalogue import Catalogue
from cypher.errors import NoGraph
from cypher.graph import Graph
from cypher.migrate import ensure_schema
from loaders.auto import load_auto, source_of
from loaders.load import load
from loaders.read.arrived import STDIN, on_stdin
from loaders.read.folders import files_of
from loaders.read.readers import FileFacts, inspect_file
from loaders.runs.history import today
from loaders.sources import load_sources, write_template
from loaders.validate.as_of import stated_as_of, told_as_of
from loaders.validate.columns import known_headings
from loaders.validate.renaming import read_renaming, refuse_unused
from loaders.validate.validate import inspect


def add_to(commands: Commands) -> None:
    """Adds the commands."""
    sources = commands.add("sources", sources_command, "what can be loaded, by which headers, and what was")
    sources.add_argument("--json", action="store_true")
    sources.add_argument(
        "--template",
        nargs=2,
        metavar=("SOURCE", "OUT.xlsx"),
        help="writes a workbook to fill in: the headings, what they take, one example row",
    )

    load = commands.add("load", load_command, "loads registries: read, validate, write, retire, derive, check, report")
    load.add_argument("source", help="a source id, or auto: recognised by the headers")
    load.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a file, or a folder: the registries in it; - for JSON Lines on stdin",
    )
    load.add_argument("--as-of", metavar="DATE", help="the day that the files speak of (YYYY, YYYY-MM or YYYY-MM-DD)")
    load.add_argument(
        "--complete", action="store_true", help="the files are the whole registry: what they lack has ended"
    )
    load.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="THEIRS=OURS",
        help="reads a heading that nobody knows as one of ours; may be said several times",
    )
    load.add_argument("--allow-shrink", action="store_true", help="with --complete: however much has ended by that")
    load.add_argument("--wait", **WAIT)
    load.add_argument("--dry-run", action="store_true", help="say what would come of it, and write nothing")
    load.add_argument("--json", action="store_true")


def sources_command(options: argparse.Namespace) -> int:
    """Every source that can be loaded, with its columns, and its last finished run; or a template of one of them."""
    if options.template:
        return _write_template(*options.template)

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        status, body = await asked.ask(own_app(settings, graph), "/v1/sources", {})
        _list_sources({item["id"]: item["last_run"] for item in body["items"]} if status == 200 else {}, options.json)
        return DONE

    try:
        return with_graph(options, work)
    except NoGraph as none:  # what can be loaded is asked before anything was
        say_aside("\n".join(none.said))
        _list_sources({}, options.json)
        return DONE


def _list_sources(loaded: Mapping[str, Any], as_json: bool) -> None:
    """Prints every source with its last finished run, where `loaded` has one."""
    items = [
        {
            "id": source.id,
            "title": source.title,
            "title_en": source.title_en,
            "needs": list(source.needs),
            "required": list(source.required),
            "columns": list(source.columns),
            "recognised": [sorted(headers) for headers in source.header_sets],
            "last_run": text.with_age(loaded.get(source.id), datetime.now(UTC)),
        }
        for source in load_sources().values()
    ]
    print(text.as_json({"items": items}) if as_json else text.sources({"items": items}))


def _write_template(source_id: str, out: str) -> int:
    """Writes the workbook of a source to fill in; no graph is asked."""
    sources = load_sources()
    if source_id not in sources:
        return wrong("no_such_source", value=source_id, allowed=", ".join(sources))
    with writing(Path(out)):
        write_template(sources[source_id], Path(out))
    say_aside(out)
    return DONE


def _looked_at(options: argparse.Namespace) -> list[FileFacts]:
    """What the files are: those that cannot be read, or are of no source, end the command before a graph is opened."""
    renamed, known = read_renaming(options.map), known_headings()
    given = [path for path in options.files if str(path) != STDIN]
    files = [inspect_file(path, known, renamed) for path in files_of(given)]
    if len(given) < len(options.files):
        files.append(inspect_file(on_stdin(sys.stdin.buffer), known, renamed))
    refuse_unused(renamed, files)
    for facts in files:
        inspect(load_sources().get(options.source) or source_of(facts), [facts])
    if told_as_of(options.as_of, today()) is None:
        stated_as_of(files, today())
    return files


def load_command(options: argparse.Namespace) -> int:
    """One run per source; 1 where rows were refused or severe findings are new."""
    sources = load_sources()
    if options.source != "auto" and options.source not in sources:
        return wrong("no_such_source", value=options.source, allowed=", ".join(["auto", *sources]))
    files = _looked_at(options)

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        await ensure_schema(graph, catalogue, city=settings.city)
        how: dict[str, Any] = {
            "as_of": options.as_of,
            "complete": options.complete,
            "allow_shrink": options.allow_shrink,
            "dry_run": options.dry_run,
            "wait": options.wait,
            "lease": settings.lease,
            "data": settings.data_dir,
        }
        with shown_progress() as progress:
            if options.source == "auto":
                reports = await load_auto(graph, catalogue, files, progress=progress, **how)
            else:
                reports = [await load(graph, catalogue, options.source, files, progress=progress, **how)]
        if options.json:
            maps = [r.as_dict() for r in reports]
            print(text.as_json({"items": maps} if options.source == "auto" else maps[0]))
        else:
            print(await load_page(graph, catalogue, reports))
        return load_status(reports)

    return with_graph(options, work, makes=True)
