"""A chain as it is shown: each link with its rule, the sentence it rests on, its facts and who was passed over."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from app.answers.chains import Break, Chain, Link
from app.answers.holders import Holder, read_holders
from app.answers.loads import report_of
from app.answers.within import shown_facts
from app.http.reading import Reading, together
from cypher.domain.dates import shown
from cypher.domain.parameters import load_parameters
from cypher.domain.properties import EVIDENCE
from cypher.graph import Row

# The organisation's own facts: only they say that a link rests on an assumed start, the frame does not.
OWN_FACTS = frozenset(
    {
        "SUPERVISED_BY",
        "AFFILIATED_TO",
        "APPROVED_BY",
        "REGISTERED_WITH",
        "COVERS",
        "DECIDED",
        "SUBORDINATE_TO",
    }
)


FLAGS: Final = ("civil", "main")


async def show_chain(reading: Reading, chain: Chain) -> dict[str, Any]:
    """Everything of a chain but whose it is. Raises GraphError."""
    links = [link for link in (chain.lead, *chain.path) if link is not None]
    considered = {id(link): _considered(link) for link in links}
    passed = [loser["holder"] for losers in considered.values() for loser in losers]
    facts, names, titles = await together(
        reading,
        read_facts(reading, [f for link in links for f in link.row["facts"]]),
        read_holders(reading, [*chain.names(), *passed]),
        _read_titles(reading, links),
    )
    ends = {i for fact in facts.values() for i in (fact["subject"], fact["holder"])}
    files, more = await together(
        reading, read_files(reading, facts.values()), read_holders(reading, ends - names.keys())
    )
    names |= more

    def show(link: Link) -> dict[str, Any]:
        mine = [facts[f] for f in link.row["facts"] if f in facts]
        return {
            "role": link.role,
            "from": names[link.start],
            "to": names[link.end],
            **_grounds(reading, link, mine, names, titles),
            "provisional": bool(link.row["provisional"]),
            "valid_from": shown(link.row["since"]),
            "valid_to": shown(link.row["until"]),
            "assumed_start": any(f["assumed_start"] and f["type"] in OWN_FACTS for f in mine),
            "id": link.row["id"],
            "rank": link.row["rank"],
            "rule_set": link.row["rule_set"],
            "parameters": show_parameters(link.row["parameters"]),
            "facts": [show_fact(fact, names, files) for fact in mine],
            "considered": [_show_loser(reading, loser, names) for loser in considered[id(link)]],
            "recorded": names[link.recorded] if link.recorded else None,
        }

    return {
        "complete": chain.complete,
        "provisional": chain.provisional,
        "uncertain": chain.uncertain,
        "lead_on_path": chain.lead_on_path,
        "lead": show(chain.lead) if chain.lead else None,
        "path": [show(link) for link in chain.path],
        "support": [
            {
                "party_organization": names[link.end],
                "reason": reading.say("support", name=names[link.end]["name"]),
            }
            for link in chain.support
        ],
        "break": show_break(reading, chain.broken, names),
    }


def show_break(reading: Reading, broken: Break | None, names: Mapping[str, Holder]) -> dict[str, Any] | None:
    """The break object of a chain, with its message in the language of the answer."""
    if broken is None:
        return None
    code = f"break.{broken.code}"
    if broken.code == "not_in_force" and broken.next is not None:
        code = "break.lead_not_in_force" if broken.leads else "break.next_not_in_force"
    about = names[broken.unit or broken.after]["name"]
    following = names[broken.next]["name"] if broken.next else ""
    return {
        "after": broken.after,
        "code": broken.code,
        "message": reading.say(code, name=about, next=following, when=_when(reading, broken.life)),
        "candidates": [names[i] for i in broken.candidates],
    }


def _when(reading: Reading, life: tuple[str | None, str | None]) -> str:
    """Since when something does not exist, or from when only it does; empty where neither is the reason."""
    founded, closed = life
    if closed is not None and closed <= reading.day:
        return reading.say("life.ceased", date=closed)
    return reading.say("life.founded", date=founded) if founded is not None else ""


async def read_facts(reading: Reading, references: Iterable[str]) -> dict[str, Row]:
    """Rows of `queries/facts` by reference (`subject id|fact id`), in the order in which they are first named.

    Those that are not shown to the asker are not among them.
    """
    wanted = list(dict.fromkeys(references))
    pairs = [dict(zip(("subject", "fact"), reference.rsplit("|", 1), strict=True)) for reference in wanted]
    rows = await reading.ask("facts", facts=pairs) if pairs else []
    found = {f"{row['subject']}|{row['id']}": row for row in await shown_facts(reading, rows)}
    return {reference: found[reference] for reference in wanted if reference in found}


Files = Mapping[tuple[str, str], str]


async def read_files(reading: Reading, facts: Iterable[Row]) -> Files:
    """The sha256 of the files that facts were read from, by run and base name. Raises GraphError."""
    runs = sorted({fact["told_run"] for fact in facts if fact["told_run"]})
    reports = await reading.ask_each("run_reports", "id", runs, named="runs") if runs else []
    found = ((row["id"], file) for row in reports for file in report_of(row).get("files", ()))
    return {(run, file["name"]): file["sha256"] for run, file in found}


def show_parameters(text: str | None) -> dict[str, Any]:
    """The parameters that a derived link used: each with its value, its source, and whether it is a default of ours."""
    used: dict[str, Any] = json.loads(text) if text else {}
    known = load_parameters()
    return {
        name: {"value": value, "source": known[name].source, "default": known[name].default}
        for name, value in used.items()
        if name in known
    }


def _properties(fact: Row) -> dict[str, Any]:
    told = zip(EVIDENCE, fact["own"], strict=True)
    return {name: value == "true" if name in FLAGS else value for name, value in told if value is not None}


def show_fact(fact: Row, names: Mapping[str, Holder], files: Files) -> dict[str, Any]:
    """One fact with its ends, validity, own properties and origin."""
    return {
        "id": fact["id"],
        "type": fact["type"],
        "from": names[fact["subject"]],
        "to": names[fact["holder"]],
        "valid_from": shown(fact["valid_from"]),
        "valid_to": shown(fact["valid_to"]),
        "assumed_start": bool(fact["assumed_start"]),
        "properties": _properties(fact),
        "source": fact["source"],
        "run": fact["run"],
        "place": show_place(fact, files),
    }


def show_place(row: Row, files: Files) -> dict[str, Any]:
    """Where a fact, a statement or a headcount was read: file and its hash, sheet, row."""
    sha256 = files.get((row["told_run"] or "", row["file"] or ""))
    return {"file": row["file"], "sha256": sha256, "sheet": row["sheet"], "row": row["row"]}


async def _read_titles(reading: Reading, links: Iterable[Link]) -> dict[str, str | None]:
    """The titles of the sources, where a link rests on what one of them recorded."""
    if all(link.row["rule"] for link in links):
        return {}
    return {row["id"]: reading.of(row["title"], row["title_en"]) for row in await reading.ask_once("sources")}


def _grounds(
    reading: Reading, link: Link, facts: Sequence[Row], names: Mapping[str, Holder], titles: Mapping[str, str | None]
) -> dict[str, str | None]:
    """What a link rests on: its rule with the sentence that speaks of its kind, or in our words what was recorded."""
    rule = link.row["rule"]
    if rule is None:
        recorded = dict.fromkeys(str(titles.get(f["source"]) or f["source"]) for f in facts if f["source"])
        ends = {"start": names[link.start]["name"], "end": names[link.end]["name"]}
        code = f"rests.{link.role if link.row['type'] == 'COVERS' else link.row['type'].lower()}"
        sources = reading.of("、", ", ").join(recorded) or reading.say("rests.unnamed")
        return {"rule": None, "rule_title": None, "sentence": reading.say(code, sources=sources, **ends)}
    header = reading.catalogue.rulebook.cited[rule].header
    return {
        "rule": rule,
        "rule_title": reading.of(header.title, header.title_en),
        "sentence": reading.of(*header.cited(names[link.start]["kind"])),
    }


def _considered(link: Link) -> list[dict[str, Any]]:
    text = link.row["considered"]
    losers: list[dict[str, Any]] = json.loads(text) if text else []
    return losers


def _show_loser(reading: Reading, loser: Mapping[str, Any], names: Mapping[str, Holder]) -> dict[str, Any]:
    step = loser["lost_because"]
    return {
        "holder": names[loser["holder"]],
        "rule": loser["rule"],
        "step": step,
        "lost_because": reading.say(f"lost.{step}"),
    }
