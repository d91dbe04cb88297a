"""Paths of several lengths as several patterns: `*0..2` is three, so that no runner has to know of lengths."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from cypher.pattern.tree import Pattern, Relationship, renamed


def unroll(pattern: Pattern) -> Iterator[Pattern]:
    """The patterns of fixed length that a pattern stands for, the shortest first."""
    long = next((r for r in pattern.relationships if (r.least, r.most) != (1, 1)), None)
    if long is None:
        yield pattern
        return
    for length in range(long.least, long.most + 1):
        yield from unroll(_of_length(pattern, long, length))


def _of_length(pattern: Pattern, long: Relationship, length: int) -> Pattern:
    labels = dict(pattern.labels)
    names: dict[str, str] = {}
    steps: list[Relationship] = []
    if length == 0:  # both ends are one node
        names = {long.end: long.start}
        label = labels.pop(long.end)
        labels[long.start] = labels[long.start] or label
    else:
        between = [f"{long.name}_{n}" for n in range(1, length)]
        labels.update(dict.fromkeys(between))
        ends = pairwise([long.start, *between, long.end])
        steps = [
            Relationship(f"{long.name}{n}", long.types, long.properties, start, end)
            for n, (start, end) in enumerate(ends, 1)
        ]
    at = pattern.relationships.index(long)
    walked = [*pattern.relationships[:at], *steps, *pattern.relationships[at + 1 :]]
    return Pattern(
        labels,
        tuple(replace(r, start=names.get(r.start, r.start), end=names.get(r.end, r.end)) for r in walked),
        tuple(renamed(c, names) for c in pattern.conditions),
        {name: renamed(e, names) for name, e in pattern.returns.items()},
    )
