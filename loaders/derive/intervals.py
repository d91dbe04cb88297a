"""Half-open intervals of ISO text, and the elementary ones between their bounds."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cypher.domain.vocabulary import ALWAYS, OPEN


@dataclass(frozen=True)
class Interval:
    """From `start` to before `end`; empty where `start` does not come first."""

    start: str = ALWAYS
    end: str = OPEN

    def __bool__(self) -> bool:
        return self.start < self.end

    def intersect(self, *others: "Interval") -> "Interval":
        return Interval(max(i.start for i in (self, *others)), min(i.end for i in (self, *others)))

    def covers(self, moment: str) -> bool:
        return self.start <= moment < self.end


def pieces(intervals: Iterable[Interval]) -> Iterator[Interval]:
    """The elementary intervals between all bounds: within one of them nothing begins or ends."""
    bounds = sorted({bound for i in intervals for bound in (i.start, i.end)})
    return (Interval(a, b) for a, b in itertools.pairwise(bounds))
