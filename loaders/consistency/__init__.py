"""The referee without a database: the offline twins of `cypher/checks`, over the columns of an exported file.

One file of this folder is one check, its stem the check's id; a file whose name starts with an underscore is none.
It holds `find(day)`: what is wrong in the file on a whole day, asked of rows in polars and of circles in networkx. What
the check is called, why it matters and what to do stand once, in the header of the statement
`cypher/checks/<stem>.cypher`, which returns the same ids on the same graph; a check that no graph can need
(`dangling_end`) has no statement, and a `HEADER` of its own. Nothing lists them: the folder is scanned. A twin takes
nothing from the rules, `derive`, `check` or their columns: it is to find what they get wrong.
"""

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cypher.catalogue import CheckHeader, load_catalogue
from loaders.consistency._day import Day
from loaders.consistency._export import Export, newest_as_of, read_export
from loaders.consistency._lines import UnreadableExport, numbered_records, read_header
from loaders.records import Found

__all__ = [
    "Check",
    "Export",
    "UnreadableExport",
    "check_offline",
    "load_checks",
    "newest_as_of",
    "numbered_records",
    "read_export",
    "read_header",
]

FOLDER: Final = Path(__file__).parent
Find = Callable[[Day], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check with its texts; `find` lists what is wrong on a whole day."""

    header: CheckHeader
    find: Find


def load_checks() -> dict[str, Check]:
    """Every check of this folder by id. Raises TypeError naming a file that has no `find`, no header, or two."""
    statements = {statement.id: statement.check for statement in load_catalogue().of_kind("checks")}
    checks: dict[str, Check] = {}
    for path in sorted(FOLDER.glob("[!_]*.py")):
        module = importlib.import_module(f"{__name__}.{path.stem}")
        if not hasattr(module, "find"):
            raise TypeError(f"{path.name} holds no find")
        if hasattr(module, "HEADER") == (path.stem in statements):
            raise TypeError(f"{path.name} holds a HEADER exactly where cypher/checks has no statement of its name")
        checks[path.stem] = Check(statements.get(path.stem) or module.HEADER, module.find)
    return checks


def check_offline(export: Export, as_of: str | None = None, names: Iterable[str] = ()) -> dict[str, list[Found]]:
    """What each check (all, or those named) finds in an exported graph on `as_of`, else on its newest finished as-of.

    Raises KeyError for a name that is no check, UnreadableExport where no date is given and the file holds none.
    """
    checks = load_checks()
    day = as_of or newest_as_of(export)
    chosen = list(names) or list(checks)
    on = Day(export, day)
    return {name: sorted(checks[name].find(on), key=lambda f: (f.id, f.label, str(f.detail))) for name in chosen}
