"""What the maker puts together before it is written down as rows."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
TODAY = "2008-03-31"
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
CYCLE = tuple(STEMS[i % 10] + BRANCHES[i % 12] for i in range(60))


def invented(number: int) -> str:
    """示例甲子 to 示例癸亥, 虚构甲子 to 虚构癸亥, then 演示 and 样本: a name that nobody bears."""
    return ("示例", "虚构", "演示", "样本")[number // 60] + CYCLE[number % 60]


def words(text: str) -> tuple[str, ...]:
    """The headings of a file, written one behind the other."""
    return tuple(text.split())


def pick(rng: random.Random, values: Sequence[T]) -> T:
    """One of the values. Only `random()` is asked, for it alone gives the same numbers in every Python."""
    return values[int(rng.random() * len(values))]


def between(rng: random.Random, low: int, high: int) -> int:
    """A whole number, both ends included."""
    return low + int(rng.random() * (high - low + 1))


@dataclass
class People:
    """What an organisation has at the end; None is not reported."""

    full: int | None = 0
    probationary: int | None = 0
    untransferred: int | None = 0
    employees: int | None = 8
    groups: int | None = 0
    instructors: int | None = 0

    @property
    def members(self) -> int:
        return (self.full or 0) + (self.probationary or 0) + (self.untransferred or 0)


@dataclass
class Organisation:
    """One row of a register; empty text is a blank cell."""

    name: str
    kind: str
    trade: str = ""
    level: str = ""
    district: str = "210202"
    street: str = ""
    address: str = ""
    registrar: str = ""
    supervisor: str = ""
    affiliated: str = ""
    approver: str = ""
    approved_level: str = ""
    approved: str = ""
    association: str = ""
    founded: str = ""
    closed: str = ""
    operating: str = ""
    former: str = ""
    head_office: str = ""
    number: str = ""
    organisation_code: str = ""
    credit_code: str = ""
    scope: str = ""
    people: People = field(default_factory=People)
    reports: tuple[str, ...] = ("2005-12-31", "2006-12-31", "2007-12-31", "2008-03-31")

    @property
    def counts(self) -> bool:
        """Is it of the population of today?"""
        return self.kind != "" and not self.closed and self.operating != "否"


@dataclass
class PartyOrganisation:
    """One row of the register of Party organisations."""

    name: str
    kind: str
    host: str = ""
    covers: tuple[str, ...] = ()
    superior: str = ""
    region: str = ""
    territorial: str = ""
    founded: str = ""
    closed: str = ""


@dataclass
class City:
    """The whole city, filled step by step."""

    organisations: list[Organisation] = field(default_factory=list)
    associations: list[Organisation] = field(default_factory=list)
    party: list[PartyOrganisation] = field(default_factory=list)
    consultations: list[tuple[str, ...]] = field(default_factory=list)
    decisions: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def population(self) -> list[Organisation]:
        return [o for o in (*self.associations, *self.organisations) if o.counts]
