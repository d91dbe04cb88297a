"""Puts the city together and brings it to the figures that were reported for it."""

import random

from .codes import credit_code, organisation_code
from .field import GROUPS, SCHOOLS, Group, Slot, fill
from .frame import associations, authorities, party_frame
from .model import TODAY, City, Organisation, PartyOrganisation
from .party import organise
from .special import (
    SAME_NAME,
    add_breaks,
    add_closed_supervision,
    add_consultations,
    add_coverage_cases,
    add_decisions,
    add_joint_cases,
    add_level_cases,
    associations_report,
)

SEED = 20080505
PARTY_ORGANISATIONS, MEMBERS = 343, 6648
PREFIX = {"社会团体": "51", "民办非企业单位": "52", "基金会": "53", "律师事务所": "31"}


def make_city() -> City:
    """The city of 2008-03-31, the same at each call."""
    rng = random.Random(SEED)
    city = City(associations=associations(), party=party_frame())
    associations_report(city)
    together: list[tuple[Organisation, Slot]] = []
    for group in GROUPS:
        filled = list(fill(group, rng))
        city.organisations += [org for org, _ in filled]
        together += filled
    organise(city, together, rng)
    for add in (add_breaks, add_joint_cases, add_coverage_cases, add_level_cases):
        add(city)
    missing = PARTY_ORGANISATIONS - len(counted(city)) - len(SCHOOLS.joint) - sum(SCHOOLS.own)
    schools = list(fill(_with_branches(SCHOOLS, missing), rng))
    city.organisations += [org for org, _ in schools]
    organise(city, schools, rng)
    add_closed_supervision(city)
    add_decisions(city)
    add_consultations(city)
    _give_codes(city, rng)
    _top_up(city)
    return city


def _with_branches(group: Group, branches: int) -> Group:
    return Group(**{**vars(group), "own": (*group.own[:2], branches)})


def counted(city: City) -> list[PartyOrganisation]:
    """The Party organisations in force that cover somebody of the population or sit with an association."""
    population = {o.name for o in city.population}
    hosts = {o.name for o in city.associations}
    return [p for p in city.party if not p.closed and (p.host in hosts or population.intersection(p.covers))]


def _give_codes(city: City, rng: random.Random) -> None:
    """Organisation codes that are visibly made up (DL, six digits); a quarter has a credit code of later years too."""
    digits = {name: code for code, name, *_ in authorities()}
    for number, org in enumerate((*city.associations, *city.organisations), 1):
        if rng.random() < 0.15 and org.name != SAME_NAME:
            continue
        org.organisation_code = organisation_code(f"DL{number:06d}")
        if rng.random() < 0.3 and org.registrar in digits:
            org.credit_code = credit_code(PREFIX.get(org.kind, "91"), digits[org.registrar], org.organisation_code)


def _top_up(city: City) -> None:
    """Hands out the members that are still missing to the organisations with an own branch, one each in turn."""
    branches = {p.host for p in counted(city) if p.kind == "党支部"}
    takers = [o for o in city.organisations if o.counts and o.name in branches and o.reports and "特" not in o.number]
    missing = MEMBERS - sum(o.people.members for o in city.population if o.reports)
    if missing < 0:
        raise ValueError(f"{-missing} members too many on {TODAY}")
    for turn in range(missing):
        people = takers[turn % len(takers)].people
        people.full = (people.full or 0) + 1
        people.employees = (people.employees or 0) + 1
