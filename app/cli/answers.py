"""The answers of the API as commands: `chain`, `uncovered`, `coverage`, `form`, and the like."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import quote

from app.cli import asked
from app.cli.dossier.gathered import Dossier
from app.cli.dossier.gathered import gather as gather_dossier
from app.cli.dossier.page import page as dossier_page
from app.cli.named import about
from app.cli.opening import Ask, Command, Commands, Refusal, answer, hand_out, show_answer
from app.lists.form_workbook import write_form
from cypher.catalogue import Catalogue
from cypher.predicates import FilteredList

FORM: Final = "/v1/coverage/form"
OWN: Final = ("command", "data_dir", "json", "id", "out")


def add_to(commands: Commands, catalogue: Catalogue) -> None:
    """Adds the commands; a list has an option for each filter that stands on it."""
    chain = commands.add("chain", chain_command, "who answers, link by link, for an organisation or Party organisation")
    why_not = commands.add("why-not", about_command("chain/why-not", asked.why_not), "why a rule gave nothing")
    why_not.add_argument("--rule", help="one rule; all where absent")
    why_not.add_argument("--holder", help="who was expected")
    history = commands.add("history", about_command("history", asked.history), "what was true of it when")
    dossier = commands.add("dossier", dossier_command, "everything about one organisation as a page to be printed")
    for sub in (chain, why_not, history, dossier):
        sub.add_argument("id", help="any identifier of it, or its name")
    dossier.add_argument("--out", type=Path, metavar="FILE.html", required=True)
    uncovered = commands.add("uncovered", answer_command("/v1/uncovered", asked.uncovered), "the gaps")
    uncovered.add_argument("--severity")
    uncovered.add_argument("--limit", type=int)
    coverage = commands.add("coverage", answer_command("/v1/coverage", asked.coverage), "classes and ratios")
    coverage.add_argument("--by", default="trade")
    coverage.add_argument("--trade")
    form = commands.add("form", form_command, "the official form")
    form.add_argument("--out", type=Path, metavar="FILE.xlsx", help="a workbook of one page, as it is handed in")
    trend = commands.add(
        "trend", answer_command("/v1/coverage/trend", asked.trend), "totals at the end of each year or quarter"
    )
    trend.add_argument("--from", metavar="DATE")
    trend.add_argument("--to", metavar="DATE")
    trend.add_argument("--step", choices=("year", "quarter"))
    trend.add_argument("--trade")
    differences = commands.add(
        "differences", answer_command("/v1/differences", asked.differences), "recorded against derived superiors"
    )
    differences.add_argument("--kind", help="agree, differ, only_recorded, only_derived")
    differences.add_argument("--lead", help="who leads those below")
    differences.add_argument("--party-organization", metavar="ID", help="of one alone")
    differences.add_argument("--limit", type=int)
    claims = commands.add("claims", answer_command("/v1/claims", asked.claims), "reported figures, each reading")
    filtered: dict[FilteredList, argparse.ArgumentParser] = {
        "uncovered": uncovered,
        "coverage": coverage,
        "form": form,
    }
    for list_, sub in filtered.items():
        for one in catalogue.filters_of(list_):
            sub.add_argument(f"--{one.name}", help=f"{one.header.title} {one.header.title_en}")
    for sub in (chain, why_not, history, dossier, uncovered, coverage, form, differences, claims):
        sub.add_argument("--as-of", metavar="DATE")
    for sub in (chain, why_not, history, dossier, uncovered, coverage, trend, form, differences):
        sub.add_argument("--known-at", metavar="RUN", help="as it was known when that run was finished")
    for sub in (chain, why_not, history, uncovered, coverage, trend, form, differences, claims):
        sub.add_argument("--json", action="store_true")


def answer_command(path: str, show: Callable[[Any], str]) -> Command:
    """A command that asks a route of the API in this very process and shows the answer."""

    def command(options: argparse.Namespace) -> int:
        return answer(options, path, _given(options), show)

    return command


def about_command(path: str, show: Callable[[Any], str]) -> Command:
    """A command that asks a route below an organisation, which it knows by any identifier or by its name."""

    def command(options: argparse.Namespace) -> int:
        given = _given(options)

        async def gather(ask: Ask) -> Any:
            return await about(ask, options.id, given, lambda id_: ask(f"{organization(id_)}/{path}", given))

        return show_answer(options, gather, show)

    return command


def organization(id_: str) -> str:
    """The route of an organisation."""
    return f"/v1/organizations/{quote(id_, safe='')}"


def chain_command(options: argparse.Namespace) -> int:
    """The chain of an organisation, or of the Party organisation of that name where there is no such organisation."""
    given = _given(options)

    async def gather(ask: Ask) -> Any:
        async def show(id_: str) -> Any:
            try:
                return await ask(f"{organization(id_)}/chain", given)
            except Refusal as refusal:
                try:
                    return await ask(f"/v1/party-organizations/{quote(id_, safe='')}/chain", given)
                except Refusal:
                    raise refusal from None

        return await about(ask, options.id, given, show)

    return show_answer(options, gather, asked.chain)


def form_command(options: argparse.Namespace) -> int:
    """The official form as text, or as a workbook."""
    if options.out is None:
        return answer(options, FORM, _given(options), asked.form)

    async def gather(ask: Ask) -> Any:
        return await ask(FORM, _given(options))

    return hand_out(options, gather, write_form)


def dossier_command(options: argparse.Namespace) -> int:
    """One page that needs nothing else: who answers and why, what was true when, what does not agree."""

    async def gather(ask: Ask) -> Dossier:
        given = _given(options)
        return await about(ask, options.id, given, lambda id_: gather_dossier(ask, id_, given))

    def make(dossier: Dossier, stream: BinaryIO) -> None:
        stream.write(dossier_page(dossier))

    return hand_out(options, gather, make)


def _given(options: argparse.Namespace) -> dict[str, Any]:
    """What was given for the route; what the command line alone takes is left out."""
    return {name: value for name, value in vars(options).items() if name not in OWN and value is not None}
