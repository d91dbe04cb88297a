"""An exported graph (`zuzhitu export FILE`) as columns, with no database and nothing but the format shared.

A table for each label of nodes, and for each type of relationship with the labels of its ends, of the columns that the
checks read (`_columns`). It is read in blocks of lines, in memory that a block and the tables take. The reader only
sees *that* something is wrong; what and where is told by reading line by line (`_lines.refuse_damaged`).
"""

import calendar
import io
import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import polars as pl

from cypher.domain.vocabulary import FACTS
from loaders.consistency._columns import LINKS, NODES, WORD
from loaders.consistency._lines import COUNTED, UnreadableExport, read_header, refuse_damaged
from loaders.read.exported_lines import BLANK_LINES, UnlikelyLine, exported_blocks

Ends = tuple[str, str, str]  # type of a relationship, label of its start, label of its end
Kind = tuple[str, str]  # node and its label, or relationship and its type
END: Final[Kind] = ("end", "")  # of the last line
# A text that a number, a list or the like would be read as; an id may look so, too.
_NO_TEXT: Final = r"^(true|false|[\[{0-9-].*)$"
_END: Final = r'^\["([^"\\]*)", "([^"\\]*)"\]$'  # a list of two texts, read as a text


@dataclass(frozen=True)
class Export:
    """An exported graph: its header and everything in it that a check reads.

    `id` of nodes, `start` and `end` of relationships are of the type `ids`. `links` holds no relationship that was
    retracted or retired. `loose` are those with an end that the file does not hold, whatever their type: `id`, `start`,
    `end`, `has_start`, `has_end`. `counts`: how many nodes and relationships there are.
    """

    path: Path
    header: dict[str, Any]
    ids: pl.Categorical
    nodes: Mapping[str, pl.DataFrame]
    links: Mapping[Ends, pl.DataFrame]
    loose: Mapping[Ends, pl.DataFrame]
    counts: Mapping[str, int]

    def nodes_of(self, label: str) -> pl.DataFrame:
        """The nodes of a label, an empty table where there are none."""
        empty = pl.DataFrame(schema={"id": self.ids, **NODES.get(label, {})})
        return self.nodes.get(label, empty)

    def links_of(self, type_: str, start: str = "", end: str = "") -> pl.DataFrame:
        """The relationships of a type, of those whose ends have some label where one is named."""
        empty = pl.DataFrame(schema=_link_columns(self.ids, type_))
        fitting = [
            table
            for (its, start_label, end_label), table in self.links.items()
            if its == type_ and start in ("", start_label) and end in ("", end_label)
        ]
        return pl.concat(fitting) if fitting else empty

    def names(self, wanted: Collection[str]) -> dict[str, str]:
        """The newest names of those of some nodes that have one, by id."""
        named = [table.select("id", "name") for table in self.nodes.values() if "name" in table.columns]
        some = (table.filter(pl.col("id").cast(pl.String).is_in(list(wanted))) for table in named)
        return {id_: name for table in some for id_, name in table.iter_rows() if name}


def read_export(path: Path | str) -> Export:
    """Reads `.jsonl.gz` (or the same unpacked). Raises UnreadableExport with the line and what to do."""
    reader = _Reader(Path(path))
    try:
        export = reader.read()
    except (_Damaged, UnlikelyLine, pl.exceptions.PolarsError, ValueError, EOFError, zlib.error, OSError) as error:
        refuse_damaged(reader.path)
        raise UnreadableExport(
            reader.path,
            reader.unlikely_line(),
            "此行的值不是导出文件会写的",
            "it holds a value that no export writes",
        ) from error
    if reader.is_doubtful:
        refuse_damaged(reader.path)
    return export


def newest_as_of(export: Export) -> str:
    """The newest as-of of any finished run in the file that accepted a row, as a whole day.

    Raises UnreadableExport where there is none.
    """
    runs = export.nodes_of("Run").filter(
        pl.col("state") == "finished", pl.col("as_of").str.len_bytes() > 0, pl.col("accepted").fill_null(1) > 0
    )
    if runs.is_empty():
        raise UnreadableExport(
            export.path,
            0,
            "文件中没有已完成的批次，无法确定日期",
            "no finished run, so there is no date to check at",
            ("请先完成一次导入，再执行 zuzhitu export", "finish a load, then export the graph again"),
        )
    return max(map(last_day, runs["as_of"]))


def last_day(date: str) -> str:
    """The last day that a date of any precision stands for: `2008-02` is 2008-02-29."""
    parts = [int(part) for part in date.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{day:02}"


class _Damaged(Exception):
    """The file holds what an export does not."""


class _Reader:
    """Reads a file once. `is_doubtful`: something may be wrong with it that its columns cannot tell."""

    def __init__(self, path: Path) -> None:
        self.path, self.is_doubtful = path, False
        self.ids = pl.Categorical(pl.Categories.random("ids of an exported graph", pl.UInt32))
        self.nodes: defaultdict[str, list[pl.DataFrame]] = defaultdict(list)
        self.links: defaultdict[Ends, list[pl.DataFrame]] = defaultdict(list)
        self.loose: defaultdict[Ends, list[pl.DataFrame]] = defaultdict(list)
        self.told_apart: defaultdict[str, list[pl.Series]] = defaultdict(list)  # a hash for each relationship, by type
        self.counts = {"nodes": 0, "relationships": 0}
        self.ended = False
        self.block, self.lines = b"", -1  # what is read, and how many lines stand before it

    def read(self) -> Export:
        """The export. Raises whatever it comes upon where the file is none."""
        header: dict[str, Any] = {}
        for block in exported_blocks(self.path):
            self.lines += self.block.count(b"\n") + 1
            self.block = block
            if not header and not block.isspace():
                first, _, self.block = block.lstrip().partition(b"\n")
                self.lines += block[: len(block) - len(self.block)].count(b"\n")
                header = read_header(self.path, json.loads(first))
            for (what, name), table in _tables(self.block, self.ids):
                self._add(what, name, table)
        if not header or (header["version"] >= COUNTED and not self.ended):
            raise _Damaged("it is cut off")
        records = sum(self.counts.values()) + 1 + self.ended
        self.is_doubtful |= self.lines + self.block.count(b"\n") + 1 > records + BLANK_LINES
        self.is_doubtful |= any(pl.concat(told).is_duplicated().any() for told in self.told_apart.values())
        nodes = {label: pl.concat(tables, rechunk=True) for label, tables in self.nodes.items()}
        self.is_doubtful |= any(table["id"].n_unique() < table.height for table in nodes.values())
        links = {ends: pl.concat(tables, rechunk=True) for ends, tables in self.links.items()}
        # a node may stand behind the relationships that lead to it
        loose = {ends: self._lacking(pl.concat(tables), ends) for ends, tables in self.loose.items()}
        return Export(self.path, header, self.ids, nodes, links, loose, self.counts)

    def unlikely_line(self) -> int:
        """The line in the block that cannot be read; 0 where none is wrong by itself."""
        for number, line in enumerate(self.block.split(b"\n"), self.lines + 1):
            try:
                _tables(line, self.ids)
            except (_Damaged, pl.exceptions.PolarsError, ValueError):
                return number
        return 0

    def _add(self, what: str, name: str, table: pl.DataFrame) -> None:
        if self.ended:
            raise _Damaged("more stands behind the last line")
        if what == "end":
            self.ended = True
            if table.height > 1 or table["end"][0] != self.counts:
                raise _Damaged("the last line counts otherwise")
        elif what == "node":
            self.counts["nodes"] += table.height
            self.nodes[name].append(table)
        else:
            self.counts["relationships"] += table.height
            self._add_links(name, table)

    def _add_links(self, type_: str, table: pl.DataFrame) -> None:
        self.is_doubtful |= bool(table["id"].str.contains(_NO_TEXT).any())
        told = table.select(pl.struct(*_SIDES["from"], *_SIDES["to"], "id", "derived_run").hash().alias("told"))["told"]
        self.told_apart[type_].append(told)
        known = [pl.col(run).is_null() for run in ("retracted_run", "retired_run") if run in table.columns]
        for (start, end), part in table.partition_by("start_label", "end_label", as_dict=True).items():
            ends = (type_, str(start), str(end))
            self.loose[ends].append(self._lacking(part.select("id", "start", "end"), ends))
            if type_ in LINKS:
                self.links[ends].append(part.filter(*known).select(*_link_columns(self.ids, type_)))

    def _lacking(self, links: pl.DataFrame, ends: Ends) -> pl.DataFrame:
        """Those relationships of some ends one of which is no node that was read."""
        held = [pl.concat([pl.Series("id", [], self.ids), *(t["id"] for t in self.nodes[label])]) for label in ends[1:]]
        start, end = (pl.col(name).is_in(ids.implode()) for name, ids in zip(("start", "end"), held, strict=True))
        return links.filter(~(start & end)).with_columns(has_start=start, has_end=end)


_SIDES: Final = {"from": ["start_label", "start"], "to": ["end_label", "end"]}
_RUNS: Final = ("retracted_run", "retired_run")


def _link_columns(ids: pl.Categorical, type_: str) -> dict[str, Any]:
    own = {name: column for name, column in LINKS[type_].items() if name not in _RUNS}
    return {"start": ids, "end": ids, **({"id": pl.String} if type_ in FACTS else {}), **own}


def _tables(block: bytes, ids: pl.Categorical) -> list[tuple[Kind, pl.DataFrame]]:
    """The records of a block of lines by what they are: of one kind mostly, as an export is sorted.

    Raises _Damaged, PolarsError or ValueError where one of them is no record.
    """
    if not (written := block.strip()):
        return []
    ends = (io.BytesIO(written).readline(), written[written.rfind(b"\n") + 1 :])
    first, last = (_kind_of(json.loads(line)) for line in ends)
    if first == last:
        with suppress(_Damaged, pl.exceptions.PolarsError):  # where others stand between them
            return [(first, _table(written, first, ids))]
    runs = pl.read_ndjson(written, schema={"node": WORD, "relationship": WORD}).to_struct().rle().struct.unnest()
    each = iter([line for line in written.split(b"\n") if not line.isspace() and line])
    lines: defaultdict[Kind, list[bytes]] = defaultdict(list)
    for many, names in runs.iter_rows():
        if END in lines:
            raise _Damaged("more stands behind the last line")
        lines[_kind_of(names)] += islice(each, many)
    return [(kind, _table(b"\n".join(its), kind, ids)) for kind, its in lines.items()]


def _kind_of(record: Any) -> Kind:
    for what in ("node", "relationship"):
        if isinstance(record, dict) and isinstance(name := record.get(what), str):
            return what, name
    return END


def _table(lines: bytes, kind: Kind, ids: pl.Categorical) -> pl.DataFrame:
    """The records of lines that are all of one kind. Raises _Damaged or PolarsError where they are not."""
    what, name = kind
    if kind == END:
        counts = pl.Struct({"nodes": pl.Int64, "relationships": pl.Int64})
        return pl.read_ndjson(lines, schema={"end": counts, "node": WORD, "relationship": WORD})
    columns: dict[str, Any]
    if what == "node":
        columns, needed = {"id": ids, "properties": pl.Struct(NODES.get(name, {}))}, ["id", "properties"]
    else:
        own = {**LINKS.get(name, {}), "derived_run": pl.String}
        columns, needed = {**dict.fromkeys(("id", *_SIDES), pl.String), "properties": pl.Struct(own)}, ["properties"]
    table = pl.read_ndjson(lines, schema={what: WORD, **columns})
    is_whole = pl.all_horizontal(pl.col(what) == name, pl.col(needed).is_not_null()).fill_null(False)
    if not table.select(is_whole.all()).item():
        raise _Damaged(f"not all of it is a {name}")
    if what == "relationship":
        table = table.drop(*_SIDES).hstack(_ends(lines, table, ids))
    return table.drop(what).unnest("properties")


def _ends(lines: bytes, table: pl.DataFrame, ids: pl.Categorical) -> pl.DataFrame:
    """Label and id of both ends of relationships, whose lists were read as texts: that takes half the time."""
    texts = (table[side].str.extract_groups(_END).struct.rename_fields(names) for side, names in _SIDES.items())
    ends = pl.concat([text.struct.unnest() for text in texts], how="horizontal")
    if any(ends.null_count().row(0)):  # a text with a quotation mark in it, or no such list
        lists = pl.read_ndjson(lines, schema=dict.fromkeys(_SIDES, pl.List(ids)))
        ends = lists.select(
            pl.col(side).list.get(number, null_on_oob=True).alias(name)
            for side, names in _SIDES.items()
            for number, name in enumerate(names)
        )
        are_pairs = pl.all_horizontal(pl.all().list.len() == 2).all()
        if any(ends.null_count().row(0)) or not lists.select(are_pairs).item():
            raise _Damaged("a relationship has two ends, each a label and an id")
    return ends.cast(ids)
