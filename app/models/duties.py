"""Duties of Party organisations and campaigns."""

from app.models.base import Answer, Fact, Holder, ListAnswer, Shown


class DutyDone(Shown):
    """A duty with what is seen of it in the period; no evidence is a finding."""

    duty: Holder
    evidence: list[Fact]


class Bearer(Shown):
    """A Party organisation with its duties in one year; `missing` names those without evidence."""

    party_organization: Holder
    period: str
    duties: list[DutyDone]
    missing: list[str]


class DutyText(Shown):
    """A duty, and the sentence of the article that it stands in."""

    id: str
    title: str
    sentence: str


class Duties(ListAnswer):
    """`period` is the year asked for, else the newest that had ended on the day."""

    period: str
    duties: list[DutyText]
    items: list[Bearer]


class Campaign(Shown):
    """A campaign and who took part; `trades` are those whose own it is, none where it is of all."""

    id: str
    title: str
    sentence: str
    trades: list[str]
    took_part: int
    taking_part: int
    facts: list[Fact]


class Campaigns(Answer):
    items: list[Campaign]
