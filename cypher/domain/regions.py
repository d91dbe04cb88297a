"""The tree of regions: what lies below one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any


def codes_below(rows: Iterable[Mapping[str, Any]], region: str) -> list[str]:
    """The code of a region and those of all regions below it, in order, of rows of `queries/regions`."""
    below: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["parent"] is not None:
            below[row["parent"]].append(row["id"])
    found, waiting = set[str](), [region]
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += below[code]
    return sorted(found)
