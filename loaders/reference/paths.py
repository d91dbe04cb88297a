"""A cell that says a region by its path from above (辽宁省大连市中山区青泥洼桥街道) or by a statistical code."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from cypher.domain.names import matching_key
from loaders.cells.values import narrow
from loaders.reference.addresses import RegionIndex

_BETWEEN: Final = re.compile(r"[-/\\\\|>·,，、;:：；→—]+")
_STATISTICAL: Final = re.compile(r"(\d{6})(?:(\d{3})(?:\d{3})?)?")


def statistical_region(text: str, regions: Collection[str]) -> str | None:
    """The region of a code of 6, 9 or 12 digits, None where unknown: of a village's code its street's."""
    match = _STATISTICAL.fullmatch(narrow(text))
    if match is None:
        return None
    code = match[1] if match[2] in (None, "000") else match[1] + match[2]
    return code if code in regions else None


def walk_path(text: str, index: RegionIndex) -> tuple[str, ...]:
    """The regions to which the path leads, each step inside the one before; steps may be left out, not the last.

    A street behind a zone is of the district that statistics reckon it to: the path ends in the zone.
    """
    return tuple(sorted(set(_walk(_BETWEEN.sub("", matching_key(text)), None, index))))


def _walk(rest: str, within: str | None, index: RegionIndex) -> Iterator[str]:
    for length in range(len(rest), 1, -1):
        for id_ in _named(rest[:length], within, index):
            if length == len(rest):
                yield id_
            else:
                yield from _walk(rest[length:], id_, index)


def _named(word: str, within: str | None, index: RegionIndex) -> Iterator[str]:
    for hit in index.named.get(word, ()):
        if within is None or within in index.above[hit.id]:
            yield hit.id
        elif within in index.zones and hit.rank == "street" and index.above[within] & index.above[hit.id]:
            yield within
    if within is not None:  # 大连市中山: behind the city it can be nothing else
        for id_ in index.stemmed.get(word, ()):
            if within in index.above[id_]:
                yield id_
