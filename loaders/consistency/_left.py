"""Who is in the field no more though nobody dissolved it."""

from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx


def left_by(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Id and properties of the organisations that left by a whole day."""
    for (label, id_), data in graph.nodes(data=True):
        own = data.get("properties", {})
        if label == "Organization" and own.get("left") and own["closed"] <= as_of:
            yield id_, own
