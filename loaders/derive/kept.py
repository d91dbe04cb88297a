"""What was derived, kept in a folder for the next run: columns of the facts, and the links in both readings of dates.

They are of the graph whose last close left a token, and of the rules, parameters and program that derived them; where
either is another one, all is derived from the graph.
"""

import functools
import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import polars as pl

from cypher.columns.columns import Columns
from cypher.columns.files import open_tables, save_tables
from cypher.domain.parameters import load_parameters
from cypher.pattern.rules import ROOT
from cypher.version import program_version
from loaders.derive.links import RuleSets
from loaders.derive.worlds import World
from loaders.sources import load_sources

FOLDER: Final = "derived"  # in the data directory
FORM: Final = 1  # of the tables: another one is not opened
FACT: Final = "fact."
LINK: Final = "link."
LATE: Final = "late."


def save_world(folder: Path, token: str, made_with: str, world: World) -> None:
    """Keeps a derived city below `folder`, for the graph that is known by `token`. Raises OSError."""
    facts = world.facts
    tables = {"nodes": facts.nodes, "keys": facts.facts.to_frame("key")}
    parts = [(FACT, facts.relationships), (LINK, world.links)]
    if world.late is not world.links:
        parts.append((LATE, world.late))
    tables |= {prefix + type_: table for prefix, held in parts for type_, table in held.items()}
    save_tables(folder, token, {"form": FORM, "made_with": made_with}, tables)


def open_world(folder: Path, token: str, made_with: str) -> World | None:
    """The city of the graph that is known by `token`; None where it is not whole or was made with other rules."""
    found = open_tables(folder, token, {"form": FORM, "made_with": made_with})
    if found is None:
        return None
    tables = found[1]

    def those(prefix: str) -> dict[str, pl.DataFrame]:
        return {name.removeprefix(prefix): table for name, table in tables.items() if name.startswith(prefix)}

    links = those(LINK)
    return World(Columns(tables["nodes"], those(FACT), tables["keys"]["key"]), links, those(LATE) or links)


def carry_world(folder: Path, before: str, token: str) -> None:
    """A city that a command left as it was is that of the graph which is known by `token` from now on."""
    with suppress(OSError):  # none was kept
        (folder / before).rename(folder / token)


def made_with(city: str, sets: RuleSets) -> str:
    """A hash of what the links depend on beside the facts."""
    said: dict[str, Any] = {
        "program": program_version(),
        "rules": _rules(),
        "parameters": {name: one.value for name, one in sorted(load_parameters().items())},
        "ranks": {id_: source.rank for id_, source in sorted(load_sources().items())},
        "city": city,
        "sets": [sorted(sets.periods.items()), sorted(sets.city_wide.items())],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


@functools.cache
def _rules() -> str:
    files = sorted(path for path in ROOT.rglob("*") if path.is_file())
    return "".join(path.read_text(encoding="utf-8") for path in files)
