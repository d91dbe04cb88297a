"""What follows from what is loaded, and what is inconsistent in it: `derive`, `check`, `statement`."""

import argparse
import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from app.answers.details import words_in
from app.cli import text
from app.cli.complaints import DONE, REFUSED, wrong
from app.cli.opening import WAIT, Commands, with_graph
from app.cli.turning import form_cells, what_if_page
from app.settings import Settings
from cypher.catalogue import Catalogue, load_catalogue
from cypher.domain.dates import whole_day
from cypher.domain.notices import NOTICES
from cypher.domain.parameters import parameters_set, parse_parameter
from cypher.graph import Graph
from cypher.migrate import ensure_schema, graph_state
from loaders.accept import accept, accepted_until
from loaders.again import derive_again
from loaders.check.findings import find
from loaders.consistency import check_offline, load_checks, newest_as_of, read_export
from loaders.runs.history import newest_as_of as newest_in_graph
from loaders.runs.work import Work
from loaders.what_if import what_if

SHOWN: Final = 20  # findings of one check, where nobody asks for more


def count(text: str) -> int:
    """How many of something are shown. Raises ValueError."""
    if (number := int(text)) < 0:
        raise ValueError(text)
    return number


def add_to(commands: Commands) -> None:
    """Adds the commands."""
    derive = commands.add("derive", derive_command, "runs the rules for what changed")
    derive.add_argument("--full", action="store_true", help="for everything that is loaded")
    derive.add_argument(
        "--what-if",
        action="append",
        metavar="NAME=VALUE",
        help="says what another parameter would turn, without writing; may be given several times",
    )
    derive.add_argument("--json", action="store_true")
    derive.add_argument("--wait", **WAIT)

    check = commands.add("check", check_command, "consistency checks in the graph, or offline on an exported file")
    check.add_argument("names", nargs="*", metavar="NAME")
    check.add_argument("--offline", type=Path, metavar="FILE", help="an exported file; no database is asked")
    check.add_argument(
        "--limit", type=count, default=SHOWN, metavar="N", help="findings of each check that are shown, 20 where absent"
    )
    check.add_argument("--as-of", metavar="DATE", help="what was wrong on that day; the newest picture where absent")
    check.add_argument("--json", action="store_true")

    accepted = commands.add("accept", accept_command, "a finding is accepted until a day; that stands beside it")
    accepted.add_argument("check", metavar="CHECK")
    accepted.add_argument("subject", metavar="SUBJECT", help="whom the finding is about: an id or an identifier")
    accepted.add_argument("--reason", metavar="TEXT", help="why it may stand")
    accepted.add_argument("--document", metavar="TEXT", help="by which document that was decided")
    accepted.add_argument("--until", metavar="DATE", help="the last day on which it is accepted")
    accepted.add_argument("--withdraw", action="store_true", help="it is accepted no more")
    accepted.add_argument("--wait", **WAIT)
    accepted.add_argument("--json", action="store_true")

    statement = commands.add(
        "statement", statement_command, "a statement in full, as the engine gets it, for any browser"
    )
    statement.add_argument("name", help="its path, such as rules/superior/association or queries/uncovered")
    statement.add_argument("--engine", choices=("neo4j", "embedded"), help="which engine's, where they differ")


def derive_command(options: argparse.Namespace) -> int:
    """Runs the rules for what changed since they ran, or for everything; or says what other parameters would turn."""
    if options.what_if:
        return _what_if(options, dict(map(parse_parameter, options.what_if)))

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        await ensure_schema(graph, catalogue, city=settings.city)
        how = {"wait": options.wait, "lease": settings.lease, "data": settings.data_dir}
        changes, found, turned = await derive_again(graph, catalogue, full=options.full, **how)
        told = {"created": changes.created, "retired": changes.retired, "unchanged": changes.unchanged}
        if options.json:
            print(text.as_json({**told, "parameters": turned}))
        else:
            print("\n".join([", ".join(f"{name} {n}" for name, n in told.items()), *text.parameters(turned)]))
        return REFUSED if found.severe else DONE

    return with_graph(options, work)


def _what_if(options: argparse.Namespace, values: dict[str, Any]) -> int:
    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        await ensure_schema(graph, catalogue, city=settings.city)
        with parameters_set(values):
            turned = await what_if(graph, load_catalogue(), wait=options.wait, lease=settings.lease)
        turned = {"what_if": values, **turned, "form": form_cells(turned["form"])}
        print(text.as_json(turned) if options.json else what_if_page(turned))
        return DONE

    return with_graph(options, work)


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
                asking = Work(graph, catalogue, city=state.city or "")
                found = await find(asking, check, day)
                open_now = await asking.read("queries/open_findings", check=check.id) if found else []
                until = {row["subject"]: accepted_until(row["accepted"], day) for row in open_now}
                items.append(text.check(check.id, check.check, found, options.limit, until))
        names = {} if options.json else await _names(graph, catalogue, items, day)
        return _show_checks(options, day, items, names)

    return with_graph(options, work)


def accept_command(options: argparse.Namespace) -> int:
    """Accepts a finding as a run of its own, or withdraws that."""
    known = [*(c.id for c in load_catalogue().of_kind("checks")), *NOTICES]
    if options.check not in known:
        return wrong("no_such_check", value=options.check, allowed=", ".join(known))
    missing = [f"--{name}" for name in ("reason", "document", "until") if not getattr(options, name)]
    if missing and not options.withdraw:
        return wrong("accept_needs", allowed=", ".join(missing))

    async def work(graph: Graph, catalogue: Catalogue, settings: Settings) -> int:
        await ensure_schema(graph, catalogue, city=settings.city)
        said: dict[str, Any] = {name: getattr(options, name) or "" for name in ("reason", "document", "until")}
        how: dict[str, Any] = {"wait": options.wait, "lease": settings.lease, "data": settings.data_dir}
        one = await accept(graph, catalogue, options.check, options.subject, withdraw=options.withdraw, **said, **how)
        until = None if options.withdraw else options.until
        told = text.acceptance(one.run, options.check, options.subject, until)
        print(text.as_json(one.as_dict()) if options.json else told)
        return DONE

    return with_graph(options, work)


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
        text.check(name, checks[name].header, found, options.limit)
        for name, found in check_offline(export, day, options.names).items()
    ]
    return _show_checks(options, day, items, {} if options.json else export.names(_words(items)))


async def _names(graph: Graph, catalogue: Catalogue, items: list[dict[str, Any]], day: str) -> dict[str, str]:
    """The names of whom the findings that are shown name, by id."""
    words = sorted(_words(items))
    holders = await graph.read(catalogue["queries/holders"], ids=words, as_of=day) if words else []
    duties = await graph.read(catalogue["queries/duties"])
    return {row["id"]: row["name"] for row in [*holders, *duties]}


def _words(items: list[dict[str, Any]]) -> set[str]:
    return words_in(one["detail"] for item in items for one in item["sample"])


def _show_checks(options: argparse.Namespace, day: str, items: list[dict[str, Any]], names: Mapping[str, str]) -> int:
    print(text.as_json({"as_of": day, "items": items}) if options.json else text.checks({"items": items}, names))
    return REFUSED if any(c["severity"] == "severe" and c["count"] for c in items) else DONE
