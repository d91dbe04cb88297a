"""What a graph says, so that two loaders can be held to the same content before either is timed aloud.

Compared is what both write: organisations, Party organisations, identifiers and headcounts with all their properties,
and every fact between them with its ends, validity, source and own properties. Left out is what only the project
writes: places (file, sheet, row), runs, and the made-up ids of facts and headcounts. Read with the project's own
export statements, page by page; of each kind are kept the count and a digest that no order changes.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cypher.catalogue import Catalogue
from cypher.domain.vocabulary import FACTS
from cypher.graph import Graph

LABELS: Final = ("Organization", "PartyOrganization", "Identifier", "Headcount")
STARTS: Final = ("Organization", "PartyOrganization")
TYPES: Final = (*FACTS, "HAS_HEADCOUNT")
OWN: Final = frozenset(("id", "file", "sheet", "row", "recorded_run", "recorded"))
PAGE: Final = 5_000


class UnequalContent(Exception):
    """Two loaders that should have written the same did not: no figure of them may be compared."""


@dataclass(frozen=True)
class Said:
    """How much of one kind a graph says, and the sum of the hashes of it all."""

    count: int = 0
    digest: int = 0

    def __add__(self, text: str) -> "Said":
        number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")
        return Said(self.count + 1, (self.digest + number) % 2**128)


async def read_content(graph: Graph, catalogue: Catalogue) -> dict[str, Said]:
    """Label or type -> what the graph says of it."""
    content: dict[str, Said] = {}

    def say(kind: str, *values: Any) -> None:
        text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        content[kind] = content.get(kind, Said()) + text

    for label in LABELS:
        named = label != "Headcount"
        buckets = await graph.read(catalogue.variant("load/export/ids", label))
        every = [id_ for row in buckets for id_ in row["ids"]]
        for at in range(0, len(every), PAGE):
            ids = every[at : at + PAGE]
            for row in await graph.read(catalogue.variant("load/export/nodes", label), rows=ids):
                say(label, row["id"] if named else None, _said(row["properties"]))
            if label in STARTS:
                for row in await graph.read(catalogue.variant("load/export/relationships", label), rows=ids):
                    if row["type"] in TYPES:
                        end = row["end"] if row["label"] != "Headcount" else None
                        say(row["type"], label, row["start"], row["label"], end, _said(row["properties"]))
    return content


def _said(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if name not in OWN and value is not None}


def require_equal(one: Mapping[str, Said], other: Mapping[str, Said], names: tuple[str, str]) -> int:
    """How many nodes and facts both say. UnequalContent names the kinds in which they differ."""
    differing = [
        f"{kind}: {names[0]} {one.get(kind, Said()).count}, {names[1]} {other.get(kind, Said()).count}"
        for kind in sorted(one.keys() | other.keys())
        if one.get(kind) != other.get(kind)
    ]
    if differing:
        raise UnequalContent("the content differs, so nothing is compared: " + "; ".join(differing))
    if not one:
        raise UnequalContent("both graphs are empty")
    return sum(said.count for said in one.values())
