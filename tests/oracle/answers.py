"""What the oracle answers with."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Holder:
    """Who answers: a node by label and id."""

    label: str
    id: str


@dataclass(frozen=True)
class Answer:
    """Who won a role; `rule` is None where a joint branch follows its host. `lost`: (rule, id) of the others."""

    holder: Holder
    rule: str | None
    provisional: bool = False
    rank: int = 0
    lost: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Link:
    """One step of a path."""

    role: str
    start: str
    end: str
    rule: str | None = None


@dataclass(frozen=True)
class Break:
    """Where a chain stops and why; `candidates`: territorial Party organisations of the seat (no_lead only)."""

    after: str
    code: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chain:
    """LEAD beside the path to the top."""

    lead: Answer | None
    path: tuple[Link, ...]
    break_: Break | None
    lead_on_path: bool | None

    @property
    def complete(self) -> bool:
        """Whether the path reaches the top and somebody leads."""
        return self.break_ is None

    @property
    def nodes(self) -> tuple[str, ...]:
        """The ids that the path reaches, in order."""
        return tuple(link.end for link in self.path)


@dataclass(frozen=True)
class Coverage:
    """The class of an organisation on a day."""

    class_: str
    has_three: bool = False
    has_group: bool = False
    instructor_sent: bool = False
    uncertain: bool = False
