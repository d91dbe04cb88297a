"""The command line: `zuzhitu`. Of app this module alone imports loaders.

Exit status: 0 done; 1 done, but rows were refused, or severe findings are new (load) or there (check); 2 wrong usage or
configuration; 3 a file cannot be read, nothing was loaded; 4 the graph is away.
"""

import argparse
import asyncio
import difflib
import logging
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from app.cli import asked, text
from app.cli.complaints import AWAY, DONE, REFUSED, UNREADABLE, WRONG, Parser, complain, say_aside, wrong
from app.cli.serving import refuse_taken, serve
from app.http.messages import say
from app.main import create_app
from app.settings import Settings, load_settings
from cypher.catalogue import Catalogue, load_catalogue
from cypher.connect import open_graph
from cypher.domain.dates import whole_day
from cypher.engine.embedded import open_embedded
from cypher.errors import ConfigurationError, GraphError, reason
from cypher.graph import Graph
from cypher.migrate import ensure_schema, graph_state
from cypher.predicates import FilteredList
from loaders import exchange
from loaders.again import derive_again, is_underived
from loaders.auto import is_loaded, load_auto
from loaders.cells.rejects import FileUnreadable
from loaders.cells.values import CellError
from loaders.check.findings import find
from loaders.consistency import UnreadableExport, check_offline, load_checks, newest_as_of, read_export
from loaders.load import load
from loaders.read.folders import files_of
from loaders.runs.history import newest_as_of as newest_in_graph
from loaders.runs.lock import LoadRunning, free
from loaders.runs.work import Work
from loaders.sources import load_sources

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "dalian-2008"
EXAMPLE_CITY: Final = "210200"

OverGraph = Callable[[Graph, Catalogue, Settings], Awaitable[int]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Parses the command line, runs the command and exits with its status."""
    logging.getLogger("zuzhitu").addHandler(logging.NullHandler())  # heard where the service logs
    logging.getLogger("neo4j").setLevel(logging.ERROR)  # what the driver tries again is no news
    try:
        options = parser(load_catalogue()).parse_args(arguments)
        status = options.command(options)
    except (ConfigurationError, LoadRunning, CellError) as error:  # a CellError of the arguments: in a file, a reject
        status = complain(WRONG, *error.said)
    except (FileUnreadable, UnreadableExport) as error:
        status = complain(UNREADABLE, *error.said)
    except GraphError as error:
        status = complain(AWAY, *error.said)
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        status = DONE
    sys.exit(status)


def parser(catalogue: Catalogue) -> argparse.ArgumentParser:
    """The whole command line; a list has an option for each filter that stands on it."""
    top = Parser(prog="zuzhitu", description="组织图: who is organised, who answers for it, and why")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(command=command)
        sub.add_argument("--data-dir", type=Path, metavar="D", help="where the embedded engine keeps its data")
        return sub

    demo = add("demo", demo_command, "loads the example city into the embedded engine and serves it")
    served = add("serve", serve_command, "serves API and dashboard over what is loaded")
    for sub in (demo, served):
        sub.add_argument("--port", type=int)
    served.add_argument("--host")
    served.add_argument(
        "--workers", type=int, choices=range(1, 65), default=1, metavar="N", help="processes that answer"
    )

    sources = add("sources", sources_command, "what can be loaded, by which headers, and what was")
    sources.add_argument("--json", action="store_true")

    load = add("load", load_command, "loads registries: read, validate, write, retire, derive, check, report")
    load.add_argument("source", help="a source id, or auto: recognised by the headers")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file, or a folder: the registries in it")
    load.add_argument("--as-of", metavar="DATE", help="the day that the files speak of (YYYY, YYYY-MM or YYYY-MM-DD)")
    load.add_argument(
        "--complete", action="store_true", help="the files are the whole registry: what they lack has ended"
    )
    load.add_argument("--wait", action="store_true", help="for a load that runs, instead of giving up")
    load.add_argument("--dry-run", action="store_true", help="validate and report, write nothing")
    load.add_argument("--json", action="store_true")

    runs = add("runs", runs_command, "runs with their counts, state and digest")
    runs.add_argument("run", nargs="?")
    runs.add_argument("--json", action="store_true")

    rejects = add("rejects", rejects_command, "the refused rows of a run")
    rejects.add_argument("run")
    rejects.add_argument("--json", action="store_true")

    derive = add("derive", derive_command, "runs the rules for everything")
    derive.add_argument("--full", action="store_true", help="for everything, which is the default")
    derive.add_argument("--wait", action="store_true", help="for a load that runs, instead of giving up")

    check = add("check", check_command, "consistency checks in the graph, or offline on an exported file")
    check.add_argument("names", nargs="*", metavar="NAME")
    check.add_argument("--offline", type=Path, metavar="FILE", help="an exported file; no database is asked")
    check.add_argument("--as-of", metavar="DATE", help="what was wrong on that day; the newest picture where absent")
    check.add_argument("--json", action="store_true")

    statement = add("statement", statement_command, "a statement in full, as the engine gets it, for any browser")
    statement.add_argument("name", help="its path, such as rules/superior/association or queries/uncovered")
    statement.add_argument("--engine", choices=("neo4j", "embedded"), help="which engine's, where they differ")

    export = add("export", export_command, "the whole graph as engine-independent records")
    export.add_argument("file", type=Path)

    import_ = add("import", import_command, "an exported file into an empty graph")
    import_.add_argument("file", type=Path)

    chain = add("chain", answer_command("/v1/organizations/{id}/chain", asked.chain), "who answers, link by link")
    chain.add_argument("id")
    uncovered = add("uncovered", answer_command("/v1/uncovered", asked.uncovered), "the gaps")
    uncovered.add_argument("--severity")
    uncovered.add_argument("--limit", type=int)
    coverage = add("coverage", answer_command("/v1/coverage", asked.coverage), "classes and ratios")
    coverage.add_argument("--by", default="trade")
    coverage.add_argument("--trade")
    form = add("form", answer_command("/v1/coverage/form", asked.form), "the official form")
    filtered: dict[FilteredList, argparse.ArgumentParser] = {"uncovered": uncovered, "coverage": coverage, "form": form}
    for list_, sub in filtered.items():
        for one in catalogue.filters_of(list_):
            sub.add_argument(f"--{one.name}", help=f"{one.header.title} {one.header.title_en}")
    for sub in (chain, uncovered, coverage, form):
        sub.add_argument("--as-of", metavar="DATE")
        sub.add_argument("--known-at", metavar="RUN", help="as it was known when that run was finished")
        sub.add_argument("--json", action="store_true")
    return top


def demo_command(options: argparse.Namespace) -> int:
    """Loads the example once, then serves. The embedded engine, whatever the environment says."""
    settings = load_settings(data_dir=options.data_dir, port=options.port, city=EXAMPLE_CITY)
    settings = settings.model_copy(update={"neo4j_uri": None})
    refuse_taken(settings)
    with open_embedded(settings.data_dir, settings.heap):
        asyncio.run(_load_example(settings))
        say_aside(f"http://{settings.host}:{settings.port}/  示例城市已载入 (the example city is loaded)")
        return serve(settings)


def serve_command(options: argparse.Namespace) -> int:
    """The service over what is loaded."""
    settings = load_settings(data_dir=options.data_dir, host=options.host, port=options.port)
    refuse_taken(settings)
    with nullcontext() if settings.address else open_embedded(settings.data_dir, settings.heap):
        _with_graph(options, _before_serving)  # a graph of another city is refused before anything is served
        return serve(settings, options.workers)


async def _before_serving(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
    with suppress(GraphError):  # a graph that is away, or only read, is served as it is
        await free(Work(graph, catalogue))
    return DONE


def sources_command(options: argparse.Namespace) -> int:
    """Every source that can be loaded, with its columns, and its last finished run in the graph."""

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        status, body = await asked.ask(create_app(settings, graph=graph), "/v1/sources", {})
        loaded = {item["id"]: item["last_run"] for item in body["items"]} if status == 200 else {}
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
        print(text.as_json({"items": items}) if options.json else text.sources({"items": items}))
        return DONE

    return _with_graph(options, work)


def load_command(options: argparse.Namespace) -> int:
    """One run per source; 1 where rows were refused or severe findings are new."""
    sources = load_sources()
    if options.source != "auto" and options.source not in sources:
        return wrong("no_such_source", value=options.source, allowed=", ".join(["auto", *sources]))
    files = files_of(options.files)

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        await ensure_schema(graph, catalogue, city=settings.city)
        how: dict[str, Any] = {
            "as_of": options.as_of,
            "complete": options.complete,
            "dry_run": options.dry_run,
            "progress": _progress,
            "wait": options.wait,
            "lease": settings.lease,
        }
        if options.source == "auto":
            reports = await load_auto(graph, catalogue, files, **how)
        else:
            reports = [await load(graph, catalogue, options.source, files, **how)]
        maps = [r.as_dict() for r in reports]
        if options.json:
            print(text.as_json({"items": maps} if options.source == "auto" else maps[0]))
        else:
            print(text.loads(maps))
        return REFUSED if any(r.counts.rejected or r.severe for r in reports) else DONE

    return _with_graph(options, work)


def runs_command(options: argparse.Namespace) -> int:
    """All runs, or one with its whole report."""
    path = f"/v1/runs/{options.run}" if options.run else "/v1/runs"
    return _answer(options, path, {}, text.runs)


def rejects_command(options: argparse.Namespace) -> int:
    """The refused rows of a run, each with place, code and remedy."""
    return _answer(options, f"/v1/runs/{options.run}/rejects", {"limit": 500}, text.rejects)


def derive_command(options: argparse.Namespace) -> int:
    """Runs the rules over everything that is loaded."""

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        await ensure_schema(graph, catalogue, city=settings.city)
        changes, found = await derive_again(graph, catalogue, wait=options.wait, lease=settings.lease)
        print(f"created {changes.created}, retired {changes.retired}, unchanged {changes.unchanged}")
        return REFUSED if found.severe else DONE

    return _with_graph(options, work)


def check_command(options: argparse.Namespace) -> int:
    """What is inconsistent, by check; 1 where something severe is."""
    known = list(load_checks()) if options.offline else [c.id for c in load_catalogue().of_kind("checks")]
    if unknown := [name for name in options.names if name not in known]:
        return wrong("no_such_check", value=unknown[0], allowed=", ".join(known))
    try:
        asked = whole_day(options.as_of) if options.as_of is not None else None
    except ValueError:
        return wrong("bad_as_of", value=options.as_of)
    if options.offline:
        return _check_file(options, asked)

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        await ensure_schema(graph, catalogue, city=settings.city)
        state = await graph_state(graph, catalogue)
        day = asked or await newest_in_graph(Work(graph, catalogue))
        if state is None or day is None:
            return wrong("nothing_loaded")
        items = []
        for check in catalogue.of_kind("checks"):
            if not options.names or check.id in options.names:
                found = await find(Work(graph, catalogue, city=state.city or ""), check, day)
                items.append(text.check(check.id, check.header.title, check.check.severity, found))
        return _show_checks(options, day, items)

    return _with_graph(options, work)


def statement_command(options: argparse.Namespace) -> int:
    """A statement with what it is about and the parameters that it takes; no graph is asked."""
    catalogue = load_catalogue()
    name = f"{options.name}.{options.engine}" if f"{options.name}.{options.engine}" in catalogue else options.name
    if name not in catalogue:
        near = difflib.get_close_matches(options.name, catalogue, n=5, cutoff=0.4)
        return wrong("no_such_statement", value=options.name, allowed=", ".join(near) or "rules/lead/city")
    print(text.statement(catalogue[name]))
    return DONE


def _check_file(options: argparse.Namespace, asked: str | None) -> int:
    export = read_export(options.offline)
    day = asked or newest_as_of(export)
    checks = load_checks()
    items = [
        text.check(name, checks[name].header.title, checks[name].header.severity, found)
        for name, found in check_offline(export, day, options.names).items()
    ]
    return _show_checks(options, day, items)


def _show_checks(options: argparse.Namespace, day: str, items: list[dict[str, Any]]) -> int:
    print(text.as_json({"as_of": day, "items": items}) if options.json else text.checks({"items": items}))
    return REFUSED if any(c["severity"] == "severe" and c["count"] for c in items) else DONE


def export_command(options: argparse.Namespace) -> int:
    """Writes the whole graph as records."""

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        try:
            written = await exchange.export(graph, catalogue, options.file)
        except OSError as error:
            zh, en = reason(error)
            zh = say("cannot_write", "zh", path=options.file, why=zh)
            return complain(WRONG, zh, say("cannot_write", "en", path=options.file, why=en))
        say_aside(f"{options.file}: {written}")
        return DONE

    return _with_graph(options, work)


def import_command(options: argparse.Namespace) -> int:
    """Reads exported records into an empty graph: a backup restored, or a change of engine."""

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        state = await ensure_schema(graph, catalogue, city=settings.city)
        if state.revision:
            return wrong("not_empty", revision=state.revision)
        say_aside(f"{options.file}: {await exchange.import_(graph, catalogue, options.file)}")
        return DONE

    return _with_graph(options, work)


def answer_command(path: str, show: Callable[[Any], str]) -> Callable[[argparse.Namespace], int]:
    """A command that asks a route of the API in this very process and shows the answer."""

    def command(options: argparse.Namespace) -> int:
        given = {
            k: v for k, v in vars(options).items() if k not in ("command", "data_dir", "json", "id") and v is not None
        }
        return _answer(options, path.format(id=getattr(options, "id", "")), given, show)

    return command


def _answer(options: argparse.Namespace, path: str, params: dict[str, Any], show: Callable[[Any], str]) -> int:
    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        app = create_app(settings, graph=graph)
        status, body = await asked.ask(app, path, params)
        if status != 200:
            _, english = await asked.ask(app, path, params, "en")
            said = asked.problem(body), asked.problem(english)
            return complain(AWAY if status == 503 else WRONG, *said)
        print(text.as_json(body) if options.json else show(body))
        return DONE

    return _with_graph(options, work)


def _with_graph(options: argparse.Namespace, work: OverGraph) -> int:
    settings = load_settings(data_dir=options.data_dir)

    async def opened() -> int:
        async with open_graph(settings.address, settings.data_dir, heap=settings.heap, time_limit=300.0) as graph:
            if settings.city:  # a graph of another city is refused, whatever is asked of it
                await ensure_schema(graph, load_catalogue(), city=settings.city)
            return await work(graph, load_catalogue(), settings)

    return asyncio.run(opened())


async def _load_example(settings: Settings) -> None:
    """Loads the example city, unless every source that it has was loaded; then a load that died leaves its deriving."""
    catalogue = load_catalogue()
    files = sorted(EXAMPLE.glob("*.csv"))
    async with open_graph(None, settings.data_dir, heap=settings.heap, time_limit=300.0) as graph:
        await ensure_schema(graph, catalogue, city=EXAMPLE_CITY)
        await free(Work(graph, catalogue))
        if not await is_loaded(graph, catalogue, files):
            await load_auto(graph, catalogue, files, progress=_progress)
        elif await is_underived(graph, catalogue):
            _progress("derive", 0, 0)
            await derive_again(graph, catalogue)


def _progress(stage: str, done: int, total: int) -> None:
    say_aside(f"{stage} {done}/{total}" if total else stage)
