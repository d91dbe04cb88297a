"""The answers of the API as commands: `chain`, `uncovered`, `coverage`, `form`, and the like."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import quote

from app.cli import asked
from app.cli.complaints import wrong
from app.cli.dossier.gathered import Dossier
from app.cli.dossier.gathered import gather as gather_dossier
from app.cli.dossier.markup import LANGUAGES
from app.cli.dossier.page import page as dossier_page
from app.cli.meant import meant
from app.cli.named import ORGANIZATIONS, about
from app.cli.opening import Ask, Command, Commands, Refusal, hand_out, save, show_answer
from app.cli.options import DIFFERENCE, DIMENSION, HOLDER, PARTY, SEVERITY, STEP, TRADE, of_filter, rules, taking
from app.lists.form_workbook import write_form
from cypher.catalogue import Catalogue
from cypher.predicates import FilteredList

FORM: Final = "/v1/coverage/form"
OWN: Final = ("command", "data_dir", "json", "id", "out", "lang")
FILES: Final = {".xlsx": "xlsx", ".csv": "csv", ".jsonl": "jsonl"}  # the format of a list by the ending of its file
CHAINS: Final = (*ORGANIZATIONS, "/v1/party-organizations")  # lists of those that have a chain


def add_to(commands: Commands, catalogue: Catalogue) -> None:
    """Adds the commands; a list has an option for each filter that stands on it."""
    chain = commands.add("chain", chain_command, "who answers, link by link, for an organisation or Party organisation")
    why_not = commands.add("why-not", about_command("chain/why-not", asked.why_not), "why a rule gave nothing")
    why_not.add_argument("--rule", **taking(rules(catalogue), "one rule; all where absent"))
    why_not.add_argument("--holder", **taking(HOLDER, "who was expected"))
    history = commands.add("history", about_command("history", asked.history), "what was true of it when")
    dossier = commands.add("dossier", dossier_command, "everything about one organisation as a page to be printed")
    for sub in (chain, why_not, history, dossier):
        sub.add_argument("id", help="any identifier of it, or its name")
    dossier.add_argument("--out", type=Path, metavar="FILE.html", required=True)
    dossier.add_argument("--lang", choices=LANGUAGES, default="zh", help="zh 中文, en English, both 中英对照")
    uncovered = commands.add("uncovered", list_command("/v1/uncovered", asked.uncovered), "the gaps")
    uncovered.add_argument("--severity", **taking(SEVERITY, "程度"))
    coverage = commands.add("coverage", answer_command("/v1/coverage", asked.coverage), "classes and ratios")
    coverage.add_argument("--by", default="trade", **taking(DIMENSION, "one, or two with a comma"))
    form = commands.add("form", form_command, "the official form")
    form.add_argument("--out", type=Path, metavar="FILE.xlsx", help="a workbook of one page, as it is handed in")
    trend = commands.add(
        "trend", answer_command("/v1/coverage/trend", asked.trend), "totals at the end of each year or quarter"
    )
    trend.add_argument("--from", metavar="DATE")
    trend.add_argument("--to", metavar="DATE")
    trend.add_argument("--step", **taking(STEP))
    for sub in (coverage, trend):
        sub.add_argument("--trade", **taking(TRADE, "主行业 main trade"))
    differences = commands.add(
        "differences", list_command("/v1/differences", asked.differences), "recorded against derived superiors"
    )
    differences.add_argument("--kind", **taking(DIFFERENCE))
    differences.add_argument("--lead", **taking(HOLDER, "who leads those below"))
    differences.add_argument("--party-organization", **taking(PARTY, "of one alone"))
    claims = commands.add("claims", answer_command("/v1/claims", asked.claims), "reported figures, each reading")
    filtered: list[tuple[FilteredList, argparse.ArgumentParser]] = [
        ("uncovered", uncovered),
        ("coverage", coverage),
        ("form", form),
        ("coverage", trend),
    ]
    for list_, sub in filtered:
        for one in catalogue.filters_of(list_):
            what = f"{one.header.title} {one.header.title_en}"
            sub.add_argument(f"--{one.name}", **taking(of_filter(one, catalogue), what))
    for sub in (uncovered, differences):
        sub.add_argument("--limit", type=int, metavar="N", help="how many are shown, 500 at most; 50 where absent")
        sub.add_argument("--out", type=Path, metavar="FILE", help="the whole list, as .xlsx, .csv or .jsonl")
    for sub in (chain, why_not, history, dossier, uncovered, coverage, form, differences, claims):
        sub.add_argument("--as-of", metavar="DATE")
    for sub in (chain, why_not, history, dossier, uncovered, coverage, trend, form, differences):
        sub.add_argument("--known-at", metavar="RUN", help="as it was known when that run was finished")
    for sub in (chain, why_not, history, uncovered, coverage, trend, form, differences, claims):
        sub.add_argument("--json", action="store_true")


def answer_command(path: str, show: Callable[[Any], str]) -> Command:
    """A command that asks a route of the API in this very process and shows the answer."""

    def command(options: argparse.Namespace) -> int:
        async def gather(ask: Ask) -> Any:
            return await ask(path, await meant(ask, options, OWN))

        return show_answer(options, gather, show)

    return command


def list_command(path: str, show: Callable[[Any], str]) -> Command:
    """A command that shows the first page of a list, or writes all of it to a file, of a format by its ending."""
    shown = answer_command(path, show)

    def command(options: argparse.Namespace) -> int:
        if options.out is None:
            return shown(options)
        format_ = FILES.get(options.out.suffix.lower())
        if format_ is None:
            return wrong("no_such_ending", path=options.out, allowed=", ".join(FILES))

        async def gather(ask: Ask, stream: BinaryIO) -> None:
            await ask(path, {**await meant(ask, options, OWN), "format": format_}, into=stream)

        return save(options, gather)

    return command


def about_command(path: str, show: Callable[[Any], str]) -> Command:
    """A command that asks a route below an organisation, which it knows by any identifier or by its name."""

    def command(options: argparse.Namespace) -> int:
        async def gather(ask: Ask) -> Any:
            given = await meant(ask, options, OWN)
            return await about(ask, options.id, given, lambda id_: ask(f"{organization(id_)}/{path}", given))

        return show_answer(options, gather, show)

    return command


def organization(id_: str) -> str:
    """The route of an organisation."""
    return f"/v1/organizations/{quote(id_, safe='')}"


def chain_command(options: argparse.Namespace) -> int:
    """The chain of an organisation, or of the Party organisation of that name where there is no such organisation."""

    async def gather(ask: Ask) -> Any:
        given = await meant(ask, options, OWN)

        async def show(id_: str) -> Any:
            try:
                return await ask(f"{organization(id_)}/chain", given)
            except Refusal as refusal:
                try:
                    return await ask(f"/v1/party-organizations/{quote(id_, safe='')}/chain", given)
                except Refusal:
                    raise refusal from None

        return await about(ask, options.id, given, show, CHAINS)

    return show_answer(options, gather, asked.chain)


def form_command(options: argparse.Namespace) -> int:
    """The official form as text, or as a workbook."""

    async def gather(ask: Ask) -> Any:
        return await ask(FORM, await meant(ask, options, OWN))

    return show_answer(options, gather, asked.form) if options.out is None else hand_out(options, gather, write_form)


def dossier_command(options: argparse.Namespace) -> int:
    """One page that needs nothing else: who answers and why, what was true when, what does not agree."""

    async def gather(ask: Ask) -> Dossier:
        given = await meant(ask, options, OWN)
        return await about(ask, options.id, given, lambda id_: gather_dossier(ask, id_, given))

    def make(dossier: Dossier, stream: BinaryIO) -> None:
        stream.write(dossier_page(dossier, options.lang))

    return hand_out(options, gather, make)
