"""The Party organisations of the field: own ones, joint ones, and under whom they were recorded."""

import random

from .field import Slot
from .frame import ASSOCIATIONS, CITY, DISTRICTS, lead_party, party_of, trade_supervision
from .model import City, Organisation, PartyOrganisation, between, pick

FOUNDING_YEARS = (
    1999,
    2000,
    2001,
    2002,
    2003,
    2003,
    2004,
    2004,
    2004,
    2005,
    2005,
    2005,
    2005,
    2006,
    2006,
    2006,
    2006,
    2007,
    2007,
    2007,
    2007,
    2007,
    2008,
)


def lead_unit(org: Organisation) -> str:
    """The unit that answers today by the project's rules, as the register of Party organisations knows it."""
    if org.level == "省":
        return org.affiliated
    if org.supervisor:
        return org.supervisor
    level = "区县" if org.level == "区县" else "市"
    for trade, unit, at, _, until in trade_supervision():
        if (
            trade == org.trade
            and at == level
            and not until
            and (level == "市" or unit.startswith(DISTRICTS[org.district]))
        ):
            return unit
    return org.affiliated


def association_of(org: Organisation) -> str:
    """The association whose Party organisation fits its level and region; empty where there is none."""
    region = org.district if org.level == "区县" else CITY
    return next((a[0] for a in ASSOCIATIONS if a[4] and org.trade and org.trade in a[1] and a[2] == region), "")


def superior_of(org: Organisation) -> str:
    """The name of the Party organisation above."""
    association = association_of(org)
    if association:
        return next(party_of(a[0], a[4]) for a in ASSOCIATIONS if a[0] == association)
    return lead_party(lead_unit(org))


def founding(rng: random.Random, *after: str) -> str:
    """A day behind all the given ones and not behind today."""
    last = max(after)
    year = pick(rng, [y for y in FOUNDING_YEARS if y > int(last[:4])] or [2008])
    return f"{year}-{between(rng, 1, 3 if year == 2008 else 12):02d}-{between(rng, 1, 28):02d}"


def own(org: Organisation, kind: str, rng: random.Random) -> list[PartyOrganisation]:
    """Its own Party organisation; a committee or general branch grew out of a branch, which is recorded too."""
    superior = superior_of(org) if rng.random() < 0.93 else ""
    day = founding(rng, org.founded)
    if kind == "党支部":
        return [PartyOrganisation(party_of(org.name, kind), kind, org.name, (org.name,), superior, founded=day)]
    day, grown = min(day, "2005-06-30"), "2006-07-01"
    before = PartyOrganisation(
        party_of(org.name, "党支部"), "党支部", org.name, (org.name,), superior, founded=day, closed=grown
    )
    return [before, PartyOrganisation(party_of(org.name, kind), kind, org.name, (org.name,), superior, founded=grown)]


def joint(members: list[Organisation], label: str, host_at: int, rng: random.Random) -> PartyOrganisation:
    """A joint branch, hosted in turn by association or unit, by a firm, or by nobody."""
    first = members[0]
    association = association_of(first)
    host = (association or lead_unit(first), first.name, "")[host_at % 3]
    day = founding(rng, *(m.founded for m in members))
    return PartyOrganisation(
        f"中共{label}联合支部委员会",
        "联合党支部",
        host,
        tuple(m.name for m in members),
        superior_of(first),
        founded=day,
    )


def organise(city: City, filled: list[tuple[Organisation, Slot]], rng: random.Random) -> None:
    """Adds the Party organisations of a group."""
    for org, slot in filled:
        if slot.part in ("党委", "党总支", "党支部"):
            city.party += own(org, slot.part, rng)
    clusters: dict[str, list[Organisation]] = {}
    for org, slot in filled:
        if slot.cluster:
            clusters.setdefault(slot.cluster, []).append(org)
    for number, (name, members) in enumerate(sorted(clusters.items())):
        members[0].people.full = max(members[0].people.full or 0, 2)
        first = members[0]
        if first.kind == "社会团体":
            for member in members:
                member.supervisor = first.supervisor
        place = DISTRICTS[first.district] if first.level == "区县" else "大连市"
        what = "注册会计师和资产评估" if name.startswith("会评") else (first.trade or first.kind)
        city.party.append(joint(members, f"{place}示例{what}第{int(name[-2:])}", number, rng))
