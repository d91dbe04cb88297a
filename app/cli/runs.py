"""What came of loads: `runs`, `rejects`, `replay`; and what is put right afterwards: `merge`."""

import argparse
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from app.cli import text
from app.cli.complaints import DONE, say_aside, wrong
from app.cli.opening import WAIT, Commands, answer, load_status, with_graph, writing
from app.cli.page import load_page
from app.cli.progress import shown_progress
from app.settings import Settings
from cypher.catalogue import Catalogue
from cypher.graph import Graph
from cypher.migrate import ensure_schema
from loaders.merge import merge
from loaders.returned.beside import read_files_of, write_beside
from loaders.returned.outcomes import read_outcomes, write_outcomes
from loaders.returned.rejected import read_rejected
from loaders.returned.replay import read_run_of, replay
from loaders.returned.workbook import write_rejected
from loaders.runs.work import Work
from loaders.undo import undo

Row = TypeVar("Row")


def add_to(commands: Commands) -> None:
    """Adds the commands."""
    runs = commands.add("runs", runs_command, "runs with their counts, state and digest")
    runs.add_argument("run", nargs="?")
    runs.add_argument("--limit", type=int, metavar="N", help="how many are shown, 500 at most; 50 where absent")
    runs.add_argument("--out", type=Path, metavar="FILE.xlsx", help="of a run: what came of each of its rows")
    runs.add_argument(
        "--file",
        type=Path,
        action="append",
        metavar="FILE",
        help="with --out: a file that the run read, so that each row stands beside what came of it; may be repeated",
    )
    runs.add_argument("--undo", action="store_true", help="takes a run back as a new run, or says what rests on it")
    runs.add_argument("--wait", **WAIT)
    runs.add_argument("--json", action="store_true")

    rejects = commands.add("rejects", rejects_command, "the refused rows of a run")
    rejects.add_argument("run")
    rejects.add_argument("--out", type=Path, metavar="FILE.xlsx", help="a workbook to correct them in, for replay")
    rejects.add_argument("--json", action="store_true")

    again = commands.add("replay", replay_command, "loads the rows that were corrected in a workbook of refused rows")
    again.add_argument("file", type=Path, metavar="FILE.xlsx")
    again.add_argument("--wait", **WAIT)
    again.add_argument("--dry-run", action="store_true", help="validate and report, write nothing")
    again.add_argument("--json", action="store_true")

    both = commands.add("merge", merge_command, "two organisations are one: everything told of OTHER is told of KEEP")
    both.add_argument("keep", metavar="KEEP", help="by id, number or full name; runs RUN --undo parts them again")
    both.add_argument("other", metavar="OTHER", help="the one that goes; its id answers as KEEP")
    both.add_argument("--wait", **WAIT)
    both.add_argument("--json", action="store_true")


def runs_command(options: argparse.Namespace) -> int:
    """All runs, or one with its whole report; or a workbook of what came of each of its rows."""
    if (options.out is not None or options.undo) and not options.run:
        return wrong("which_run")
    if options.file and options.out is None:
        return wrong("file_needs_out")
    if options.undo:
        return _undo(options)
    if options.file:
        return _beside(options)
    if options.out is not None:
        return _hand_out(options, read_outcomes, write_outcomes)
    if options.run:
        return answer(options, f"/v1/runs/{quote(options.run, safe='')}", {}, text.run)
    return answer(options, "/v1/runs", {"limit": options.limit}, text.runs)


def _beside(options: argparse.Namespace) -> int:
    """Writes what came of the rows of files beside their cells."""

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        asking = Work(graph, catalogue)
        if not await asking.read("queries/run", id=options.run):
            return wrong("no_such_run", id=options.run)
        files = await read_files_of(asking, options.run, options.file)
        came = await read_outcomes(asking, options.run)
        with writing(options.out):
            write_beside(files, came, options.out)
        say_aside(f"{options.out}")
        return DONE

    return with_graph(options, work)


def _undo(options: argparse.Namespace) -> int:
    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        await ensure_schema(graph, catalogue, city=settings.city)
        if not await graph.read(catalogue["queries/run"], id=options.run):
            return wrong("no_such_run", id=options.run)
        how: dict[str, Any] = {"wait": options.wait, "lease": settings.lease, "data": settings.data_dir}
        report = (await undo(graph, catalogue, options.run, **how)).as_dict()
        print(text.as_json(report) if options.json else text.run(report))
        return DONE

    return with_graph(options, work)


def merge_command(options: argparse.Namespace) -> int:
    """Makes one of two organisations, as a run that can be undone."""

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        await ensure_schema(graph, catalogue, city=settings.city)
        how: dict[str, Any] = {"wait": options.wait, "lease": settings.lease, "data": settings.data_dir}
        report = (await merge(graph, catalogue, options.keep, options.other, **how)).as_dict()
        print(text.as_json(report) if options.json else text.loads([report]))
        return DONE

    return with_graph(options, work)


def rejects_command(options: argparse.Namespace) -> int:
    """The refused rows of a run, each with place, code and remedy; or a workbook to correct them in."""
    if options.out is None:
        return answer(options, f"/v1/runs/{quote(options.run, safe='')}/rejects", {"limit": 500}, text.rejects)

    return _hand_out(options, read_rejected, write_rejected, "；改正后 corrected: zuzhitu replay {out}")


def _hand_out(
    options: argparse.Namespace,
    read: Callable[[Work, str], Awaitable[list[Row]]],
    write: Callable[[str, list[Row], Path], None],
    then: str = "",
) -> int:
    """Writes a workbook of what `read` finds of a run, and says so with what can be done `then`."""

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        asking = Work(graph, catalogue)
        if not await asking.read("queries/run", id=options.run):
            return wrong("no_such_run", id=options.run)
        rows = await read(asking, options.run)
        if not rows:
            say_aside(f"{options.run}: 没有 none；未写文件 no file was written")
            return DONE
        with writing(options.out):
            write(options.run, rows, options.out)
        say_aside(f"{options.out}: {len(rows)} 行 rows" + then.format(out=options.out))
        return DONE

    return with_graph(options, work)


def replay_command(options: argparse.Namespace) -> int:
    """Loads corrected rows as a run of their source; 1 where rows were refused or severe findings are new."""
    read_run_of(options.file)  # any other file is refused before a graph is opened

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        await ensure_schema(graph, catalogue, city=settings.city)
        with shown_progress() as progress:
            report = await replay(
                graph,
                catalogue,
                options.file,
                dry_run=options.dry_run,
                progress=progress,
                wait=options.wait,
                lease=settings.lease,
                data=settings.data_dir,
            )
        print(text.as_json(report.as_dict()) if options.json else await load_page(graph, catalogue, [report]))
        return load_status([report])

    return with_graph(options, work)
