"""The tables that the project keeps itself and nobody loads: the six duties and the named campaigns (docs/domain.md 8).

Each entry stands in a file beside this one with its names in both languages, the words by which rows name it, and the
sentence of the article on which it rests; a source whose facts lead there writes the nodes.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from cypher.domain.names import matching_key
from loaders.cells.values import cell_error, clean, is_blank
from loaders.runs.work import Work

FILES: Final = {"Duty": "duties.csv", "Campaign": "campaigns.csv"}  # by label
_LISTS: Final = ("trades",)
_MARKS: Final = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry: its id and properties as the graph has them, and by which words it is named."""

    id: str
    properties: dict[str, Any]
    words: tuple[str, ...]


@cache
def read_table(label: str) -> tuple[Kept, ...]:
    """The entries of a table in their order."""
    with (Path(__file__).parent / FILES[label]).open(encoding="utf-8", newline="") as stream:
        return tuple(_entry(row) for row in csv.DictReader(stream))


def _entry(row: dict[str, str]) -> Kept:
    words = tuple(filter(None, row.pop("words").split("；")))
    id = row.pop("id")
    properties = {name: [*filter(None, text.split("；"))] if name in _LISTS else text for name, text in row.items()}
    return Kept(id, properties, (row["name"], id, *words))


async def keep_tables(work: Work, labels: Iterable[str]) -> None:
    """Writes the entries of tables as nodes, so that facts can lead to them. Raises GraphError."""
    for label in labels:
        rows = [{"id": entry.id, "properties": entry.properties} for entry in read_table(label)]
        await work.write("load/write/node", label, rows=rows)


class EntryOf:
    """A parser for the entries of a table: the id of the one that a cell names; `values` are their names."""

    def __init__(self, label: str) -> None:
        self.values = {entry.properties["name"]: entry.id for entry in read_table(label)}
        self.named = {_bare(word): entry.id for entry in read_table(label) for word in entry.words}

    def __call__(self, text: str) -> str | None:
        """None where blank. CellError `unknown_value`."""
        if is_blank(text):
            return None
        if (found := self.named.get(_bare(clean(text)))) is None:
            raise cell_error("unknown_value", value=text[:40], allowed="、".join(self.values))
        return found


def _bare(text: str) -> str:
    return _MARKS.sub("", matching_key(text))
