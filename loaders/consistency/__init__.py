"""The referee without a database: the offline twins of `cypher/checks`, in networkx over an exported file.

One file of this folder is one check, its stem the check's id; a file whose name starts with an underscore is none.
A check's file holds one constant, `CHECK`, and its `find(graph, as_of)`. Nothing lists them: the folder is scanned.
The twin in `cypher/checks/<stem>.cypher` returns the same ids on the same graph; `dangling_end` has no twin, as a graph
cannot hold one.
"""

import importlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

import networkx as nx

from loaders.consistency._export import (
    Export,
    UnreadableExport,
    newest_as_of,
    numbered_records,
    read_export,
    require_whole,
)

__all__ = [
    "Check",
    "Export",
    "Found",
    "UnreadableExport",
    "check_offline",
    "load_checks",
    "newest_as_of",
    "numbered_records",
    "read_export",
    "require_whole",
]

FOLDER: Final = Path(__file__).parent
Severity = Literal["severe", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Found:
    """One inconsistency: the `id` and `label` of the node (or of the relationship, with its type) that has it."""

    id: str
    label: str
    detail: Mapping[str, Any] = field(default_factory=dict)


Find = Callable[["nx.MultiDiGraph[Any]", str], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Check:
    """What a check is called, why it matters, what to do; `find` lists what is wrong on a whole day, ordered by id."""

    title: str
    title_en: str
    summary: str
    summary_en: str
    remedy: str
    remedy_en: str
    severity: Severity
    find: Find


def load_checks() -> dict[str, Check]:
    """Every check of this folder by id. Raises TypeError naming a file that holds no CHECK."""
    checks: dict[str, Check] = {}
    for path in sorted(FOLDER.glob("[!_]*.py")):
        check = getattr(importlib.import_module(f"{__name__}.{path.stem}"), "CHECK", None)
        if not isinstance(check, Check):
            raise TypeError(f"{path.name} holds no CHECK")
        checks[path.stem] = check
    return checks


def check_offline(export: Export, as_of: str | None = None, names: Iterable[str] = ()) -> dict[str, list[Found]]:
    """What each check (all, or those named) finds in an exported graph on `as_of`, else on its newest finished as-of.

    Raises KeyError for a name that is no check, UnreadableExport where no date is given and the file holds none.
    """
    checks = load_checks()
    day = as_of or newest_as_of(export)
    chosen = list(names) or list(checks)
    return {name: sorted(checks[name].find(export.graph, day), key=lambda f: (f.id, f.label)) for name in chosen}
