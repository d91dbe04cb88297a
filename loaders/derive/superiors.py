"""The one SUPERIOR that a Party organisation has of its own (docs/domain.md 4, small print).

- an own one has its organisation's; one that covers several its host's, without a host it is treated as a joint one
- a joint branch: its host's Party organisation where the host is a unit or an association, the host's SUPERIOR where
  the host is a firm, a social group or the like; without a host what the organisations it covers that have a SUPERIOR
  agree on. It simply follows, so no rule is named where it follows its host
- any other hosted one (an association's committee): the Party organisation of its host's LEAD, never `association`;
  before 2003-07 its host's territorial one
- a recorded decision about the Party organisation itself goes before all of these

Party organisations of supervising units and territorial ones get none: the recorded SUBORDINATE_TO leads on from them.
Pure functions over what `queries/derive/*` return.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cypher.domain.vocabulary import JOINT, PARTY_KIND_ORDER
from loaders.derive.precedence import Interval, Lives, Proposal, Settled, pieces, settle_role

UNITS_THAT_HOST: Final = ("supervising_unit", "association")


@dataclass(frozen=True)
class Tie:
    """A HOSTED_BY or COVERS fact of a Party organisation."""

    organization: str
    kind: str
    fact: str
    interval: Interval


@dataclass(frozen=True)
class Role:
    """A derived LEAD or SUPERIOR of an organisation."""

    holder: str
    label: str
    rule: str | None
    rule_set: str
    provisional: bool
    facts: tuple[str, ...]
    interval: Interval


@dataclass(frozen=True)
class Hosted:
    """A Party organisation that sits with an organisation."""

    party: str
    kind: str
    fact: str
    interval: Interval


@dataclass(frozen=True)
class Surroundings:
    """What is known of the organisations around the Party organisations of a batch, by organisation id."""

    superiors: Mapping[str, Sequence[Role]] = field(default_factory=dict)
    leads: Mapping[str, Sequence[Role]] = field(default_factory=dict)
    hosted: Mapping[str, Sequence[Hosted]] = field(default_factory=dict)


@dataclass(frozen=True)
class Branch:
    """A Party organisation with its ties."""

    id: str
    kind: str
    hosts: Sequence[Tie] = ()
    covers: Sequence[Tie] = ()


def superior_over_time(
    branch: Branch,
    around: Surroundings,
    decisions: Sequence[Proposal],
    lives: Lives,
    periods: Mapping[str, Interval],
) -> list[Settled]:
    """The winners for the role SUPERIOR of one Party organisation, in order of time.

    A proposal that names no rule set speaks in each of `periods` (rule set -> when it holds).
    """
    ties = [t.interval for t in (*branch.hosts, *branch.covers)]
    roles = [
        r.interval
        for t in (*branch.hosts, *branch.covers)
        for r in (*around.superiors.get(t.organization, ()), *around.leads.get(t.organization, ()))
    ]
    sits = [
        h.interval
        for t in branch.hosts
        for o in (t.organization, *(r.holder for r in around.leads.get(t.organization, ())))
        for h in around.hosted.get(o, ())
    ]
    proposals = [p for piece in pieces(ties + roles + sits) if piece for p in _proposals(branch, around, piece)]
    by_set: dict[str, list[Proposal]] = {name: [] for name in periods}
    for proposal in [*proposals, *decisions]:
        for name, period in periods.items():
            clipped = replace(proposal, rule_set=name, interval=proposal.interval.intersect(period))
            if proposal.rule_set in ("", name) and clipped.interval:
                by_set[name].append(clipped)
    return [settled for rivals in by_set.values() for settled in settle_role(rivals, lives)]


def _proposals(branch: Branch, around: Surroundings, piece: Interval) -> Iterable[Proposal]:
    """What is proposed within one elementary interval, in which no tie and no role begins or ends."""
    hosts = sorted((t for t in branch.hosts if t.interval.covers(piece.start)), key=lambda t: t.fact)
    covers = sorted((t for t in branch.covers if t.interval.covers(piece.start)), key=lambda t: t.fact)
    host = hosts[0] if hosts else None
    covered = {t.organization for t in covers}
    if branch.kind != JOINT and len(covered) == 1:
        return _follow(branch, covers, around, piece)
    if covered or branch.kind == JOINT:
        if host is None:
            return _agreement(branch, covers, around, piece)
        if host.kind in UNITS_THAT_HOST and (branch.kind == JOINT or host.organization not in covered):
            return _hosts_own(branch, host, around, piece)
        followed = _follow(branch, [host], around, piece)
        return [replace(p, rule=None) for p in followed] if branch.kind == JOINT else followed
    return _leads_own(branch, host, around, piece) if host else []


def _propose(
    branch: Branch, role: Role, holder: str, piece: Interval, facts: Iterable[str], nearness: int = 0
) -> Proposal:
    return Proposal(
        role="SUPERIOR",
        subject=branch.id,
        holder=holder,
        label="PartyOrganization",
        rule=role.rule,
        rule_set=role.rule_set,
        precedence=1,
        rank=0,
        nearness=(nearness,),
        provisional=role.provisional,
        interval=piece,
        facts=tuple(dict.fromkeys(facts)),
    )


def _present(roles: Iterable[Role], piece: Interval) -> list[Role]:
    return [r for r in roles if r.interval.covers(piece.start)]


def _follow(branch: Branch, ties: Sequence[Tie], around: Surroundings, piece: Interval) -> list[Proposal]:
    """The SUPERIOR of the one organisation that the ties name."""
    return [
        _propose(branch, role, role.holder, piece, (*(f"{branch.id}|{t.fact}" for t in ties), *role.facts))
        for role in _present(around.superiors.get(ties[0].organization, ()), piece)
        if role.holder != branch.id
    ]


def _agreement(branch: Branch, covers: Sequence[Tie], around: Surroundings, piece: Interval) -> list[Proposal]:
    """What those it covers that have a SUPERIOR agree on; nothing where they do not."""
    found = [(tie, role) for tie in covers for role in _present(around.superiors.get(tie.organization, ()), piece)]
    if len({role.holder for _, role in found}) != 1:
        return []
    facts = [f for tie, role in found for f in (f"{branch.id}|{tie.fact}", *role.facts)]
    rules = {role.rule for _, role in found}
    role = min((r for _, r in found), key=lambda r: (r.rule is None, r.rule or ""))
    agreed = replace(
        role, rule=role.rule if len(rules) == 1 else None, provisional=any(r.provisional for _, r in found)
    )
    return [_propose(branch, agreed, role.holder, piece, facts)] if role.holder != branch.id else []


def _hosts_own(branch: Branch, host: Tie, around: Surroundings, piece: Interval) -> list[Proposal]:
    """The host's Party organisation, where the host is a unit or an association."""
    return [
        _propose(
            branch,
            Role(h.party, "PartyOrganization", None, "", False, (), piece),
            h.party,
            piece,
            (f"{branch.id}|{host.fact}", f"{h.party}|{h.fact}"),
            PARTY_KIND_ORDER.index(h.kind),
        )
        for h in around.hosted.get(host.organization, ())
        if h.interval.covers(piece.start) and h.party != branch.id
    ]


def _leads_own(branch: Branch, host: Tie, around: Surroundings, piece: Interval) -> list[Proposal]:
    """The Party organisation of the host's LEAD, but before 2003-07 the host's territorial one, whoever was decided."""
    leads = _present(around.leads.get(host.organization, ()), piece)
    superiors = _present(around.superiors.get(host.organization, ()), piece)
    here = f"{branch.id}|{host.fact}"
    found = [
        _propose(branch, role, role.holder, piece, (here, *role.facts))
        for role in (*leads, *superiors)
        if role.rule == "territorial" and role.holder != branch.id
    ]
    for lead in leads:
        if lead.rule_set == "V0":
            continue
        direct = replace(lead, rule="direct")
        if lead.label == "PartyOrganization" and lead.holder != branch.id:
            found.append(_propose(branch, direct, lead.holder, piece, (here, *lead.facts)))
        found += [
            _propose(
                branch,
                direct,
                h.party,
                piece,
                (here, *lead.facts, f"{h.party}|{h.fact}"),
                PARTY_KIND_ORDER.index(h.kind),
            )
            for h in around.hosted.get(lead.holder, ())
            if h.interval.covers(piece.start) and h.party != branch.id
        ]
    return found
