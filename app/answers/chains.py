"""Who answers, link by link up to the city committee (docs/domain.md 4), read for many subjects at once.

A chain is LEAD, stated beside, and a path that follows SUPERIOR only: the organisation, its own or joint Party
organisation if any, the superior of that one, and so on to the committee that acts in the city. A break is shown with
its reason and never bridged; the path shows the links in force as far as they go. Of breaks one is shown, in this
order: the organisation does not exist, nobody leads it, where the path stops, who leads it does not exist.

Reading is a few statements however many subjects there are, those that do not need each other asked together; the
walk itself is plain Python over what was read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from app.http.reading import Reading, together
from cypher.domain.dates import exists_at, holds_at, late_readings
from cypher.domain.vocabulary import PARTY_KIND_ORDER
from cypher.graph import Row

Role = Literal["lead", "own", "joint", "superior", "top"]
BreakCode = Literal["no_lead", "no_party_organization", "no_superior", "cycle", "not_in_force"]
UNIT: Final = "supervising_unit"
DERIVED: Final = frozenset({"LEAD", "SUPERIOR", "SUPPORT"})
OTHERWISE: Final = "OTHERWISE"
LONGEST: Final = 20  # steps of the Party tree that are read at most; real ones have five


@dataclass(frozen=True)
class Subject:
    """Whose chain it is, and when it exists."""

    id: str
    kind: str
    founded: str | None
    closed: str | None
    party: bool = False


@dataclass(frozen=True)
class Link:
    """One step: a row of `queries/chain_starts` or `queries/chain_steps`, and what is recorded beside it."""

    role: Role
    start: str
    row: Row
    recorded: str | None = None

    @property
    def end(self) -> str:
        return str(self.row["holder"])


@dataclass(frozen=True)
class Break:
    """Where and why a chain stops. `next` is what would follow, `unit` the lead that hosts no Party organisation.

    `leads`: it is the lead that would follow; `life`: (founded, closed) of who does not exist.
    """

    after: str
    code: BreakCode
    next: str | None = None
    unit: str | None = None
    leads: bool = False
    life: tuple[str | None, str | None] = (None, None)
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chain:
    """An answer to *who answers*; `superior` is the Party organisation directly above the subject.

    `otherwise`: the chain if months and years meant their last day, where they may.
    """

    subject: Subject
    lead: Link | None
    path: tuple[Link, ...]
    support: tuple[Link, ...]
    superior: str | None
    lead_on_path: bool | None
    broken: Break | None
    otherwise: "Chain | None" = None

    @property
    def complete(self) -> bool:
        return self.broken is None

    @property
    def provisional(self) -> bool:
        return any(link.row["provisional"] for link in (self.lead, *self.path) if link is not None)

    @property
    def uncertain(self) -> bool:
        """Whether another reading of its dates gives another answer."""
        return self.otherwise is not None and _course(self) != _course(self.otherwise)

    @property
    def uncertain_above(self) -> bool:
        """Whether it gives another lead, another superior or another break."""
        return self.otherwise is not None and _head(self) != _head(self.otherwise)

    def names(self) -> set[str]:
        """Every id that a person would want to see by name."""
        found = {self.subject.id}
        for link in (self.lead, *self.path, *self.support):
            if link is not None:
                found |= {link.start, link.end} | ({link.recorded} if link.recorded else set())
        if self.broken is not None:
            more = (self.broken.after, self.broken.next, self.broken.unit, *self.broken.candidates)
            found |= {i for i in more if i}
        return found


@dataclass(frozen=True)
class Surroundings:
    """What was read around the subjects; `rows` by subject and type, every one in force on `day` in some reading.

    What is derived stands under its type for the first reading, and under OTHERWISE and its type where the late one
    gives something else (to itself: nobody).
    """

    day: str
    rows: Mapping[tuple[str, str], Sequence[Row]]
    tops: frozenset[str]
    tops_late: frozenset[str]
    candidates: Mapping[str, tuple[str, ...]]
    late: tuple[str, ...] = ()

    def read_late(self) -> "Surroundings":
        """The same in the late reading: months and years that may end after the day mean their last day."""
        return replace(self, tops=self.tops_late, late=tuple(late_readings(self.day)))

    def at(self, subject: str, kind: str) -> list[Row]:
        """The rows of a subject that hold on the day, the smallest id first."""
        found = self.rows.get((subject, kind), ())
        if kind not in DERIVED:
            found = [row for row in found if holds_at(row["valid_from"], row["valid_to"], self.day, self.late)]
        elif self.late and (other := self.rows.get((subject, f"{OTHERWISE} {kind}"))):
            found = [row for row in other if row["holder"] != subject]
        return sorted(found, key=lambda row: str(row["id"]))

    def is_ruled(self, party: str) -> bool:
        """Whether a Party organisation gets its superior from the rules alone."""
        return (party, "RULED_LATE" if self.late else "RULED") in self.rows

    def exists(self, row: Row) -> bool:
        """Whether the end of a row exists on the day."""
        return exists_at(row["founded"], row["closed"], self.day, self.late)


async def read_chains(reading: Reading, subjects: Iterable[Subject]) -> dict[str, Chain]:
    """The chain of each subject, by its id. Raises GraphError."""
    asked = list(subjects)
    around = await read_surroundings(
        reading, {s.id for s in asked if not s.party}, parties={s.id for s in asked if s.party}
    )
    return walk_chains(asked, around)


def walk_chains(subjects: Iterable[Subject], around: Surroundings) -> dict[str, Chain]:
    """The chain of each subject, by its id, in what was read around all of them."""
    asked = list(subjects)
    chains = {subject.id: _walk(subject, around) for subject in asked}
    late = around.read_late()
    if not late.late or not _may_differ(asked, around, late.late):
        return chains
    return {i: replace(chain, otherwise=_walk(chain.subject, late)) for i, chain in chains.items()}


def _may_differ(subjects: Iterable[Subject], around: Surroundings, late: Sequence[str]) -> bool:
    """Whether anything that was read is bounded by a date that may mean a later day."""
    if around.tops != around.tops_late or any(s.founded in late or s.closed in late for s in subjects):
        return True
    ruled, ruled_late = ({i for i, kind in around.rows if kind == wanted} for wanted in ("RULED", "RULED_LATE"))
    if ruled != ruled_late or any(kind.startswith(OTHERWISE) for _, kind in around.rows):
        return True
    bounds = ("valid_from", "valid_to", "founded", "closed")
    return any(row[bound] in late for rows in around.rows.values() for row in rows for bound in bounds)


def _course(chain: Chain) -> tuple[Any, ...]:
    """What an answer says of a chain, its evidence aside."""
    lead, *path = (
        link and (link.role, link.end, link.row["rule"], link.row["provisional"]) for link in (chain.lead, *chain.path)
    )
    broken = chain.broken and (chain.broken.code, chain.broken.after)
    return lead, path, sorted(link.end for link in chain.support), broken, chain.lead_on_path


def _head(chain: Chain) -> tuple[Any, ...]:
    lead = chain.lead and (chain.lead.end, chain.lead.row["rule"])
    return lead, chain.superior, chain.broken and (chain.broken.code, chain.broken.after)


async def read_surroundings(
    reading: Reading, organizations: Collection[str], *, parties: Collection[str] = ()
) -> Surroundings:
    """What the chains of these organisations and Party organisations are walked in. Raises GraphError.

    What many share, the Party tree, is read once per state of the graph.
    """
    late = late_readings(reading.day)
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)

    def add(found: list[Row]) -> list[Row]:
        for row in found:
            rows[row["subject"], row["type"]].append(row)
        return found

    async def start() -> list[Row]:
        wanted = sorted(set(organizations))
        return add(await reading.ask("chain_starts", ids=wanted, late=late)) if wanted else []

    starts, found = await together(reading, start(), reading.ask_once("chain_tops", late=late))
    tops, tops_late = (frozenset(row["id"] for row in found if row[when]) for when in ("now", "late"))
    alone = sorted(i for i in organizations if not rows.get((i, "LEAD")))

    async def climb() -> None:
        # The Party organisations of a leading unit are read too: the path may or may not pass one of them.
        waiting = {*parties, *(row["holder"] for row in starts if not row["type"].endswith("LEAD"))}
        reached = set(waiting)
        for _ in range(LONGEST):
            if not waiting:
                break
            # Every path ends at a top, so nobody needs to know what is above one.
            steps = add(await reading.ask_each("chain_steps", "subject", waiting, late=late))
            waiting = {row["holder"] for row in steps} - reached - (tops & tops_late)
            reached |= waiting

    candidates, _ = await together(reading, _read_candidates(reading, alone), climb())
    return Surroundings(reading.day, rows, tops, tops_late, candidates)


async def _read_candidates(reading: Reading, alone: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The nearest territorial Party organisations of organisations without a lead."""
    candidates: dict[str, dict[str, int]] = defaultdict(dict)
    for row in await reading.ask("chain_candidates", ids=alone) if alone else []:
        nearest = next(iter(candidates[row["subject"]].values()), row["depth"])
        if row["depth"] == nearest:
            candidates[row["subject"]].setdefault(row["holder"], nearest)
    return {subject: tuple(found) for subject, found in candidates.items()}


def _walk(subject: Subject, around: Surroundings) -> Chain:
    if not exists_at(subject.founded, subject.closed, around.day, around.late):
        return Chain(
            subject, None, (), (), None, None, Break(subject.id, "not_in_force", life=(subject.founded, subject.closed))
        )
    led = not subject.party and subject.kind != UNIT
    lead_row = next(iter(around.at(subject.id, "LEAD")), None)
    lead = Link("lead", subject.id, lead_row) if led and lead_row else None
    first, missing = _first_link(subject, around)
    path, stopped = _climb(subject, first, missing, around)
    own = first is not None and first.role == "own"
    superior = next((row["holder"] for row in around.at(subject.id, "SUPERIOR") if around.exists(row)), None)
    broken = stopped
    if led and lead is None:
        broken = Break(subject.id, "no_lead", candidates=around.candidates.get(subject.id, ()))
    elif lead is not None and stopped is not None and (first is None or (own and len(path) == 1)):
        broken = _without_party_organization(stopped, lead, around)
    elif lead is not None and stopped is None and not around.exists(lead.row):
        broken = _gone(subject.id, lead.row, leads=True)
    helping = tuple(Link("superior", subject.id, row) for row in around.at(subject.id, "SUPPORT") if around.exists(row))
    return Chain(subject, lead, tuple(path), helping, superior, _lead_on_path(lead, path, around), broken)


def _gone(after: str, row: Row, *, leads: bool = False) -> Break:
    """The break before a holder that does not exist."""
    return Break(after, "not_in_force", next=str(row["holder"]), leads=leads, life=(row["founded"], row["closed"]))


def _first_link(subject: Subject, around: Surroundings) -> tuple[Link | None, Break | None]:
    """The link from the subject into the Party tree, or why there is none."""
    if subject.party:
        return next_link(subject.id, around)
    if subject.kind == UNIT:
        chief = _chief(around, subject.id)
        if chief is None:
            return None, Break(subject.id, "no_superior")
        if not around.exists(chief):
            return None, _gone(subject.id, chief)
        return Link("own", subject.id, chief), None
    covering = sorted(
        (row for row in around.at(subject.id, "COVERS") if around.exists(row)),
        key=lambda row: (PARTY_KIND_ORDER.index(row["kind"]), row["holder"], row["id"]),
    )
    if covering:
        role: Role = "joint" if covering[0]["kind"] == "joint_branch" else "own"
        return Link(role, subject.id, covering[0]), None
    above = next(iter(around.at(subject.id, "SUPERIOR")), None)
    if above is None:
        return None, Break(subject.id, "no_superior")
    if not around.exists(above):
        return None, _gone(subject.id, above)
    return Link("superior", subject.id, above), None


def next_link(party: str, around: Surroundings) -> tuple[Link | None, Break | None]:
    """The link from a Party organisation to the one above it: derived, else recorded where no rule speaks of it."""
    derived = next(iter(around.at(party, "SUPERIOR")), None)
    # Of several the smallest fact id, of those that exist if any does.
    recorded = min(around.at(party, "SUBORDINATE_TO"), key=lambda row: not around.exists(row), default=None)
    beside = str(recorded["holder"]) if recorded else None
    row = derived or (None if around.is_ruled(party) else recorded)
    if row is None:
        return None, Break(party, "no_superior")
    if not around.exists(row):
        return None, _gone(party, row)
    return Link("superior", party, row, beside), None


def _climb(
    subject: Subject, first: Link | None, missing: Break | None, around: Surroundings
) -> tuple[list[Link], Break | None]:
    """The path as far as it goes, and why it stops below the top (None where it does not)."""
    path: list[Link] = []
    if subject.party and subject.id in around.tops:
        return path, None
    link, stopped = first, missing
    seen = {subject.id}
    while link is not None:
        if link.end in seen:
            return path, Break(link.start, "cycle", next=link.end)
        seen.add(link.end)
        top = link.end in around.tops and link.role == "superior"
        path.append(Link("top", link.start, link.row, link.recorded) if top else link)
        if link.end in around.tops:
            return path, None
        link, stopped = next_link(link.end, around)
    return path, stopped


def _without_party_organization(stopped: Break, lead: Link, around: Surroundings) -> Break:
    """Nobody above the organisation or its own branch: said of the leading unit where that one hosts nothing."""
    unit = lead.end if lead.row["kind"] not in PARTY_KIND_ORDER else None
    if stopped.code != "no_superior" or unit is None or _chief(around, unit) is not None:
        return stopped
    return Break(stopped.after, "no_party_organization", unit=unit)


def _chief(around: Surroundings, unit: str) -> Row | None:
    """The Party organisation that speaks for a unit: an existing one first, by kind and id; never a joint branch."""
    hosted = [row for row in around.at(unit, "HOSTED_BY") if row["kind"] != "joint_branch"]
    order = PARTY_KIND_ORDER.index
    return min(
        hosted,
        key=lambda row: (not around.exists(row), order(row["kind"]), row["holder"], row["id"]),
        default=None,
    )


def _lead_on_path(lead: Link | None, path: Sequence[Link], around: Surroundings) -> bool | None:
    if lead is None:
        return None
    passed = {link.end for link in path}
    if lead.end in passed:
        return True
    chief = _chief(around, lead.end)
    return chief is not None and chief["holder"] in passed
