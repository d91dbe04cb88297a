"""Runs the rules in rounds and writes the difference to what the graph holds.

A role is settled before the rules that read it run: SEAT, then LEVEL, then LEAD, then SUPERIOR and SUPPORT; after the
organisations their Party organisations (superiors.py), and with each organisation its coverage (coverage.py). Rules
propose; who wins is decided in precedence.py. What a run no longer derives is retired, never deleted, and a second run
over the same facts changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from cypher.catalogue import Catalogue, Statement
from cypher.domain.parameters import load_parameters
from cypher.domain.vocabulary import ALWAYS, DERIVED, OPEN, POPULATION_KINDS
from cypher.errors import StatementFailed
from cypher.graph import Graph
from loaders.derive.coverage import coverage_over_time, operating_over_time, read_covering, read_headcount
from loaders.derive.precedence import Interval, Lives, Proposal, Settled, settle, settle_each_holder, settle_role
from loaders.derive.proposals import decision_of, grouped, hosted_of, life_of, proposal_of, role_of, stored, tie_of
from loaders.derive.superiors import Branch, Surroundings, superior_over_time
from loaders.resolve.known import cut

STAGES: Final = (("SEAT",), ("LEVEL", "DISTRICT"), ("LEAD",), ("SUPERIOR", "SUPPORT"))
FRAME: Final = ""  # the rule set of SEAT and LEVEL: they hold in every one
CHUNK: Final = 2_000


@dataclass(frozen=True)
class DeriveChanges:
    """How many derived links and coverage intervals a run made and retired."""

    created: int = 0
    retired: int = 0
    unchanged: int = 0

    def __add__(self, other: "DeriveChanges") -> "DeriveChanges":
        return DeriveChanges(
            self.created + other.created, self.retired + other.retired, self.unchanged + other.unchanged
        )


@dataclass(frozen=True)
class RuleSets:
    """The enabled rule sets: when each holds, and which trades it makes city-wide."""

    periods: Mapping[str, Interval]
    city_wide: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def rule_sets(*, v2: bool = False) -> RuleSets:
    """V0 before 2003-07-01, V1 from then on; with `v2` V2 (law city-wide) replaces V1 from its date."""
    known = load_parameters()
    v1, v2_from = str(known["rule_set_v1_from"].value), str(known["rule_set_v2_from"].value)
    periods = {"V0": Interval(ALWAYS, v1), "V1": Interval(v1, v2_from if v2 else OPEN)}
    if v2:
        periods["V2"] = Interval(v2_from, OPEN)
    return RuleSets(periods, {"V2": ("law",)})


async def derive(
    graph: Graph,
    catalogue: Catalogue,
    *,
    run: str,
    city: str,
    subjects: Sequence[str] | None = None,
    parties: Sequence[str] | None = None,
    sets: RuleSets | None = None,
    chunk: int = CHUNK,
) -> DeriveChanges:
    """Derives everything, or only the organisations `subjects` and the Party organisations `parties`.

    `run` is the id of the run that derives; `city` the code of the city's region. Raises GraphError.
    """
    sets = sets or rule_sets()
    lives = await read_lives(graph, catalogue)
    deriver = Deriver(graph, catalogue, run, city, sets, lives)
    if subjects is None:
        subjects = await _all(graph, catalogue, "queries/derive/subjects", kinds=list(POPULATION_KINDS))
    if parties is None:
        parties = await _all(graph, catalogue, "queries/derive/party_organizations")
    changes = DeriveChanges()
    for ids in cut(subjects, chunk):
        changes += await deriver.organizations(ids)
    for ids in cut(parties, chunk):
        changes += await deriver.party_organizations(ids)
    return changes


async def read_lives(graph: Graph, catalogue: Catalogue) -> Lives:
    """When units, associations and Party organisations exist."""
    rows = await graph.read(catalogue["queries/derive/lives"])
    return {row["id"]: life_of(row) for row in rows}


async def _all(graph: Graph, catalogue: Catalogue, name: str, **params: Any) -> list[str]:
    """Every id that a statement finds, in order."""
    rows = await graph.read(catalogue[name], **params)
    return sorted(rows[0]["ids"]) if rows else []


@dataclass(frozen=True)
class Deriver:
    """One derivation: the graph, the run that it is for, and what it holds constant."""

    graph: Graph
    catalogue: Catalogue
    run: str
    city: str
    sets: RuleSets
    lives: Lives

    async def organizations(self, ids: list[str]) -> DeriveChanges:
        """SEAT, LEVEL, LEAD, SUPERIOR, SUPPORT and coverage of a chunk of organisations."""
        existing = await self._existing("queries/derive/links", ids)
        rows = await self.graph.read(self.catalogue["queries/derive/subject_lives"], subjects=ids)
        lives = {row["id"]: life_of(row) for row in rows}
        proposals: dict[str, list[Proposal]] = defaultdict(list)
        waiting = [*self.catalogue.of_kind("rules", "rules/frame"), *self.catalogue.of_kind("rules", "rules")]
        settled_roles: set[str] = set()
        changes = DeriveChanges()
        for stage in STAGES:
            for rule in [r for r in waiting if settled_roles.issuperset(r.rule.reads)]:
                waiting.remove(rule)
                for proposal in await self._propose(rule, ids, lives):
                    proposals[proposal.role].append(proposal)
            settled = self._settle(stage, proposals)
            changes += await self._write(stage, settled, existing)
            settled_roles.update(stage)
        return changes + await self._coverage(ids)

    def _settle(self, stage: Sequence[str], proposals: Mapping[str, list[Proposal]]) -> list[Settled]:
        if "LEVEL" in stage:
            levels = settle(_finest(proposals["LEVEL"], self.lives), self.lives)
            return self._levels(levels, settle(proposals["DISTRICT"], self.lives))
        won = settle((p for role in stage if role != "SUPPORT" for p in proposals[role]), self.lives)
        if "SUPPORT" in stage:
            won += settle_each_holder(proposals["SUPPORT"], won, self.lives)
        return won

    def _levels(self, levels: Iterable[Settled], districts: Iterable[Settled]) -> list[Settled]:
        """The level together with the region whose bodies answer: the city, for level district the district."""
        by_subject: dict[str, list[Settled]] = defaultdict(list)
        for district in districts:
            by_subject[district.winner.subject].append(district)
        combined = []
        for level in levels:
            winner = level.winner
            if winner.value != "district":
                combined.append(
                    replace(winner, holder=self.city, label="Region", interval=level.interval, facts=level.facts)
                )
                continue
            for district in by_subject[winner.subject]:
                interval = level.interval.intersect(district.interval)
                facts = tuple(dict.fromkeys(level.facts + district.facts))
                combined.append(
                    replace(winner, holder=district.winner.holder, label="Region", interval=interval, facts=facts)
                )
        return settle(combined, self.lives)

    async def _propose(self, rule: Statement, ids: list[str], lives: Lives) -> list[Proposal]:
        """What a rule proposes, while its rule set holds and the subject exists."""
        header = rule.rule
        periods = {name: self.sets.periods[name] for name in header.rule_sets if name in self.sets.periods}
        found: list[Proposal] = []
        if not header.rule_sets:
            periods = {FRAME: Interval()}
        asked: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for name, period in periods.items():
            wide = self.sets.city_wide.get(name, ()) if "city_wide" in rule.used else ()
            if wide not in asked:
                params: dict[str, Any] = {"subjects": ids, "city": self.city, "city_wide": list(wide)}
                asked[wide] = await self.graph.read(rule, **{k: v for k, v in params.items() if k in rule.used})
            found += [
                proposal_of(rule.id, header.precedence, name, period, lives[row["subject"]], row) for row in asked[wide]
            ]
        return [p for p in found if p.interval]

    async def party_organizations(self, ids: list[str]) -> DeriveChanges:
        """The SUPERIOR of a chunk of Party organisations."""
        existing = await self._existing("queries/derive/party_links", ids)
        read = self.graph.read
        ties = await read(self.catalogue["queries/derive/hosts"], subjects=ids)
        organizations = sorted({row["organization"] for row in ties})
        roles = await read(self.catalogue["queries/derive/roles"], organizations=organizations)
        leads = {row["holder"] for row in roles if row["type"] == "LEAD"}
        hosted = await read(self.catalogue["queries/derive/hosted"], organizations=sorted(leads.union(organizations)))
        decisions = await read(self.catalogue["queries/derive/party_decisions"], subjects=ids)
        around = Surroundings(
            superiors=grouped((r["organization"], role_of(r)) for r in roles if r["type"] == "SUPERIOR"),
            leads=grouped((r["organization"], role_of(r)) for r in roles if r["type"] == "LEAD"),
            hosted=grouped((r["organization"], hosted_of(r)) for r in hosted),
        )
        kinds = {row["subject"]: row for row in await read(self.catalogue["queries/derive/party_kinds"], subjects=ids)}
        hosts = grouped((r["subject"], tie_of(r)) for r in ties if r["type"] == "HOSTED_BY")
        covers = grouped((r["subject"], tie_of(r)) for r in ties if r["type"] == "COVERS")
        decided = grouped((r["subject"], decision_of(r)) for r in decisions)
        periods = {
            party: {
                name: period.intersect(self.lives.get(party, Interval())) for name, period in self.sets.periods.items()
            }
            for party in ids
        }
        settled = []
        for party in ids:
            row = kinds[party]
            branch = Branch(
                party, row["kind"], hosts.get(party, ()), () if row["territorial"] else covers.get(party, ())
            )
            settled += superior_over_time(branch, around, decided.get(party, ()), self.lives, periods[party])
        return await self._write(("SUPERIOR",), settled, existing, start="PartyOrganization")

    async def _coverage(self, ids: list[str]) -> DeriveChanges:
        must_build = int(load_parameters()["must_build_members"].value)
        rows = await self.graph.read(self.catalogue["queries/derive/coverage_inputs"], subjects=ids)
        new: list[dict[str, Any]] = []
        classes: list[dict[str, Any]] = []
        gone: list[dict[str, Any]] = []
        kept = 0
        for row in rows:
            life = life_of(row)
            spans = operating_over_time(life, row["operating"], row["unstated"])
            covers = [read_covering(c) for c in row["covers"]]
            headcounts = [read_headcount(h) for h in row["headcounts"]]
            intervals = coverage_over_time(life, spans, covers, headcounts, must_build)
            current = {c["id"] for c in row["classes"] if not c["retired"]}
            retired = {c["id"] for c in row["classes"] if c["retired"]}
            wanted = {_current_name(i.node_id(row["id"]), current, retired): i for i in intervals}
            new += [
                {
                    "subject": row["id"],
                    "id": name,
                    "properties": {**i.properties(row["id"]), "derived_run": self.run},
                }
                for name, i in wanted.items()
                if name not in current
            ]
            gone += [{"id": name} for name in sorted(current - set(wanted))]
            kept += len(current & set(wanted))
            last = intervals[-1] if intervals else None
            cls = last.cls if last and last.interval.end == OPEN else None
            if cls != row["class"]:
                classes.append({"subject": row["id"], "class": cls})
        write = self.graph.write
        if gone:
            await write(self.catalogue["load/coverage_retire"], gone, run=self.run)
        if new:
            await write(self.catalogue["load/coverage_create"], new)
        if classes:
            await write(self.catalogue["load/coverage_class"], classes)
        return DeriveChanges(len(new), len(gone), kept)

    async def _existing(self, name: str, ids: list[str]) -> dict[tuple[str, str], str]:
        """(type, link id) -> subject of the links in the graph that are not retired."""
        rows = await self.graph.read(self.catalogue[name], subjects=ids)
        return {(row["type"], row["id"]): row["subject"] for row in rows}

    async def _write(
        self,
        roles: Sequence[str],
        settled: Sequence[Settled],
        existing: Mapping[tuple[str, str], str],
        start: str = "Organization",
    ) -> DeriveChanges:
        wanted: dict[tuple[str, str], Settled] = {}
        rows: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for item in settled:
            winner = item.winner
            properties = stored(item)
            key = (winner.role, properties["id"])
            if key not in existing and key not in wanted:
                row = {
                    "subject": winner.subject,
                    "holder": winner.holder,
                    "properties": {**properties, "derived_run": self.run},
                }
                rows[winner.role, start, winner.label].append(row)
            wanted[key] = item
        gone = {key: subject for key, subject in existing.items() if key[0] in roles and key not in wanted}
        for role in roles:
            for names in ((role, *ends) for ends in DERIVED.get(role, ()) if ends[0] == start):
                retire = [{"subject": subject, "id": key[1]} for key, subject in gone.items() if key[0] == role]
                if retire:
                    await self.graph.write(self.catalogue.variant("load/derived_retire", *names), retire, run=self.run)
                if rows[names]:
                    await self._create(self.catalogue.variant("load/derived_create", *names), rows[names])
        made = sum(len(r) for r in rows.values())
        return DeriveChanges(made, len(gone), len(wanted) - made)

    async def _create(self, statement: Statement, rows: list[dict[str, Any]]) -> None:
        """Writes links and sees that each found both its ends: one that did not would vanish without a word."""
        made = sum(row["made"] for row in await self.graph.write(statement, rows))
        if made != len(rows):
            raise StatementFailed(statement.name, f"{len(rows) - made} of {len(rows)} links found no end")


def _finest(proposals: Iterable[Proposal], lives: Lives) -> list[Proposal]:
    """Levels of which each approval or registration states one: its body's finest at each moment, whatever its rank."""
    by_fact: dict[tuple[str, str], list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        if proposal.interval:
            by_fact[proposal.subject, proposal.facts[0]].append(proposal)
    found = [replace(same[0], nearness=()) for same in by_fact.values() if len(same) == 1]
    for same in by_fact.values():
        if len(same) > 1:
            ranks = {p.value: p.rank for p in same}
            for settled in settle_role([replace(p, rank=0) for p in same], lives):
                rank = ranks[settled.winner.value]
                found.append(
                    replace(settled.winner, rank=rank, nearness=(), interval=settled.interval, facts=settled.facts)
                )
    return found


def _current_name(name: str, current: set[str], retired: set[str]) -> str:
    """The id of an interval: its content's, with a number behind it where a retired one already has that id."""
    number = 1
    candidate = name
    while candidate in retired and candidate not in current:
        number += 1
        candidate = f"{name}.{number}"
    return candidate
