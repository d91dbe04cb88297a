"""A closed revision of the whole graph as records, independent of the engine: backup, another engine, offline checks.

A `.jsonl.gz` file (or a plain `.jsonl`): a header `{format, version, schema_version, city}`, then a line per node
`{"node": label, "id", "properties"}` and a line per relationship
`{"relationship": type, "id", "from": [label, id], "to": [label, id], "properties"}`, nodes before relationships, each
sorted by label or type and then by ids; the last line is `{"end": {"nodes", "relationships"}}`, how many of each there
are. The same graph gives the same bytes on every engine. `id` of a relationship is
null where it has none (`HAS_HEADCOUNT` and the like). The digest is over what is said, not over where, when and in
which run it was said.
"""

import gzip
import hashlib
import io
import json
import re
import shutil
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final, TextIO, cast

from cypher.batches import BATCH_ROWS
from cypher.catalogue import Catalogue, Statement
from cypher.domain.notices import NOTICES
from cypher.domain.properties import AFTERWARDS, DERIVATION, ROW
from cypher.domain.vocabulary import ALWAYS, FACTS, HOLDINGS, LABELS, SCHEMA_VERSION
from cypher.errors import GraphError
from cypher.graph import Graph
from cypher.migrate import graph_state
from loaders.consistency import numbered_records
from loaders.read.arrived import PACKED
from loaders.runs.former import as_known
from loaders.runs.lock import LoadRunning, release, take
from loaders.runs.work import Work
from loaders.verify.file import VerifiedFile, verify
from loaders.whole_file import whole_file

FORMAT: Final = "zuzhitu"
VERSION: Final = 2
IMPORT: Final = "import"  # who holds the graph while a file is written into it
PAGE: Final = 2_000
Page = tuple[list[dict[str, Any]], list[dict[str, Any]]]  # nodes, and the relationships that start at them

# What the digest leaves out: where something was said, in which run, and when.
_NOT_SAID: Final = frozenset(
    (
        *(*ROW, "recorded_run", "stated_run", *AFTERWARDS, *DERIVATION),
        *("opened_run", "resolved_run", "run", "started", "finished", "revision", "loading", "holder", "report"),
        *("underived", "derived_with", "test", "digest", "number", "recorded", "resolved", "changed"),
    )
)
# What is about runs, and what says nothing but by the facts that lead to it.
_NOT_CONTENT: Final = frozenset(
    {"Run", "Picture", "Reject", "Outcome", "Source", "Graph", "Identifier", "Duty", "Campaign"}
)


class ImportUnfinished(LoadRunning):
    """A file is being imported, or an import was cut off: there is nothing whole to export."""

    def __init__(self, run: str, holder: str) -> None:
        super().__init__(run, holder)
        self.zh = f"图中的导入（{holder}）尚未完成：若已中断，请再导入同一文件"
        self.args = (f"the import into this graph ({holder}) has not finished; where it was cut off, import it again",)


@dataclass(frozen=True)
class Exported:
    """How many nodes and relationships a file holds, and the digest of what they say."""

    nodes: int
    relationships: int
    digest: str

    def __str__(self) -> str:
        return f"{self.nodes} nodes, {self.relationships} relationships, digest {self.digest}"


async def export(graph: Graph, catalogue: Catalogue, path: Path | str) -> Exported:
    """Writes the newest closed revision of the graph to a file, packed by gzip where its name says so (.gz).

    Raises GraphError, ImportUnfinished.
    An existing file is replaced when the new one is complete (`loaders.whole_file`).
    No more of the graph is held than a page and what the digest is made of: relationships wait in a file for each type.
    """
    path = Path(path)
    said: list[str] = []
    nodes = relationships = 0
    with (
        whole_file(path) as raw,
        _lines_into(raw, packed=path.suffix.lower() in PACKED) as stream,
        ExitStack() as waiting,
    ):
        header, closed = await _header(graph, catalogue)
        stream.write(_text(header) + "\n")
        said += filter(None, [_said(header)])
        links: dict[str, TextIO] = {}
        async for page, leading in _pages(graph, catalogue, closed):
            stream.writelines(_text(record) + "\n" for record in page)
            for record in leading:
                if (type := record["relationship"]) not in links:
                    links[type] = waiting.enter_context(
                        TemporaryFile("w+", encoding="utf-8", newline="\n", dir=path.parent)
                    )
                links[type].write(_text(record) + "\n")
            said += filter(None, map(_said, [*page, *leading]))
            nodes += len(page)
            relationships += len(leading)
        for type in sorted(links):
            links[type].seek(0)
            shutil.copyfileobj(links[type], stream)
        stream.write(_text({"end": {"nodes": nodes, "relationships": relationships}}) + "\n")
    return Exported(nodes, relationships, _digest(said))


@contextmanager
def _lines_into(raw: BinaryIO, *, packed: bool) -> Iterator[TextIO]:
    """A text that is written into `raw`, which stays open."""
    with ExitStack() as closing:
        inner = closing.enter_context(gzip.GzipFile("", "wb", 6, raw, mtime=0)) if packed else raw
        stream = io.TextIOWrapper(cast(BinaryIO, inner), encoding="utf-8", newline="\n")
        try:
            yield stream
        finally:
            stream.detach()  # what is left in it is written


async def read_records(graph: Graph, catalogue: Catalogue) -> list[dict[str, Any]]:
    """The header and every node and relationship of the graph, in the order of the file."""
    nodes: list[dict[str, Any]] = []
    relationships: list[dict[str, Any]] = []
    header, closed = await _header(graph, catalogue)
    async for page, leading in _pages(graph, catalogue, closed):
        nodes += page
        relationships += leading
    return [header, *nodes, *sorted(relationships, key=lambda r: str(r["relationship"]))]


async def _header(graph: Graph, catalogue: Catalogue) -> tuple[dict[str, Any], int]:
    """The header, and the closed revision as which the graph is written down. Raises ImportUnfinished."""
    for row in await graph.read(catalogue["load/frame/lock"]):
        if (row["loading"] or "").startswith(IMPORT):
            raise ImportUnfinished(row["loading"], row["holder"])
    state = await graph_state(graph, catalogue)
    city = state.city if state else None
    header = {"format": FORMAT, "version": VERSION, "schema_version": SCHEMA_VERSION, "city": city}
    return header, state.revision or 0 if state else 0


async def _pages(graph: Graph, catalogue: Catalogue, closed: int) -> AsyncIterator[Page]:
    """Some thousands of nodes at a time, by label and id, with the relationships that start there, by type and ends.

    The ids are read first, and each page by them: paging by `id > last` sorts what is left of the label for each page
    on the embedded engine.
    """
    for label in sorted(LABELS):
        buckets = await graph.read(catalogue.variant("load/export/ids", label), known=closed)
        ids = sorted(id for row in buckets for id in row["ids"])
        for at in range(0, len(ids), PAGE):
            some = ids[at : at + PAGE]
            nodes = [
                {"node": label, "id": row["id"], "properties": _own(row["properties"], closed, label)}
                for row in await graph.read(catalogue.variant("load/export/nodes", label), rows=some)
            ]
            relationships = [
                {
                    "relationship": row["type"],
                    "id": row["properties"].get("id"),
                    "from": [label, row["start"]],
                    "to": [row["label"], row["end"]],
                    "properties": _own(row["properties"], closed),
                }
                for row in await graph.read(
                    catalogue.variant("load/export/relationships", label), rows=some, known=closed
                )
            ]
            nodes.sort(key=lambda n: str(n["id"]))
            relationships.sort(
                key=lambda r: (r["relationship"], r["from"], r["to"], r["id"] or "", _text(r["properties"]))
            )
            yield nodes, relationships


# Of the lock, which is of this moment and this engine.
_NOT_KEPT: Final = frozenset(
    {"id", "fence", "touched", "batch", "note", "beat", "attempt", "loading", "holder", "token"}
)


def _own(properties: Mapping[str, Any], closed: int, label: str = "") -> dict[str, Any]:
    known = as_known(properties, closed, label)
    if label == "Graph":
        known["revision"] = closed
    return {name: value for name, value in sorted(known.items()) if name not in _NOT_KEPT and value is not None}


def digest(records: Path | str | Iterable[Mapping[str, Any]]) -> str:
    """SHA-256 over what a file or its records say: no places, no runs, no times, and no ids that are made of runs."""
    lines = read_file(Path(records)) if isinstance(records, str | Path) else records
    return _digest(filter(None, map(_said, lines)))


def _digest(said: Iterable[str]) -> str:
    sha = hashlib.sha256()
    for line in sorted(said):
        sha.update(line.encode())
        sha.update(b"\n")
    return sha.hexdigest()


def _said(record: Mapping[str, Any]) -> str | None:
    """What one record says, as text; None where it is about runs only."""
    properties = {
        k: v
        for k, v in record.get("properties", {}).items()
        if k not in _NOT_SAID and not k.endswith(("_was", "_until"))
    }
    if "retracted_run" in record.get("properties", {}):
        return None
    if "node" in record:
        label = record["node"]
        if label in _NOT_CONTENT:
            return None
        if label == "Finding":
            if "resolved_run" in record["properties"] or properties["check"] in NOTICES:
                return None
            return _bare([label, properties])
        if "retired_run" in record["properties"] or properties.get("closed") == ALWAYS:  # of whom nothing is told
            return None
        return _bare([label, None if label == "Coverage" else record["id"], properties])
    if "relationship" in record:
        if (
            "retired_run" in record["properties"] or record["relationship"] in HOLDINGS
        ):  # whose nodes name their subject
            return None
        derived = "derived_run" in record["properties"]
        id = None if derived else record["id"]
        return _bare([record["relationship"], id, record["from"], record["to"], properties])
    return _bare(["city", record.get("city")])


def _bare(value: Any) -> str:
    return _SUFFIX.sub("", _text(value))


# What the id of a fact has behind it where one of the same was retracted, or began on another day.
_SUFFIX: Final = re.compile(r"(?<=[0-9a-f]{24})(?:\.[0-9][0-9-]*)+(?![0-9a-z])")


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_file(path: Path) -> Iterator[dict[str, Any]]:
    """The header and the records of an exported file, packed or unpacked. UnreadableExport where it is none."""
    for _, record in numbered_records(path):
        yield record


async def import_(graph: Graph, catalogue: Catalogue, file: Path | str | VerifiedFile) -> Exported:
    """Writes the records of a file into a graph that has its schema and nothing else.

    The whole file is looked at before its first record is written, unless `verify` has done so: UnreadableExport where
    it is none that an export writes, or is of another city than the graph. The graph is held meanwhile (LoadRunning
    where a load holds it), and takes city and revision of the file last, so that nobody sees a part of it. May be run
    again after it was cut off.
    """
    state = await graph_state(graph, catalogue)
    city = state.city if state else None
    verified = file if isinstance(file, VerifiedFile) else verify(Path(file), city)
    verified.refuse_beside(city)
    held = await take(Work(graph, catalogue, run=f"{IMPORT}:1"))
    try:
        return await _write(held, verified.path)
    finally:
        with suppress(GraphError):  # the failure that led here is the one to report
            await release(held, step=0)


async def _write(held: Work, path: Path) -> Exported:
    writer = _Writer(held)
    said: list[str] = []
    own: Mapping[str, Any] = {}
    for record in read_file(path):
        said += filter(None, [_said(record)])
        if record.get("node") == "Graph":
            own = record["properties"]
            writer.nodes += 1
        elif "node" in record:
            await writer.node(record)
        elif "relationship" in record:
            await writer.relationship(record)
    await writer.finish()
    state = {name: own.get(name) for name in ("city", "revision", "underived", "derived_with")}
    await held.write("upkeep/graph/restore", **state)
    return Exported(writer.nodes, writer.relationships, _digest(said))


class _Writer:
    """Writes records as they come, some thousands of one kind at once; nodes before the first relationship."""

    def __init__(self, held: Work) -> None:
        self.held, self.catalogue = held, held.catalogue
        self.rows: list[dict[str, Any]] = []
        self.statement: Statement | None = None
        self.nodes = self.relationships = 0

    async def node(self, record: Mapping[str, Any]) -> None:
        self.nodes += 1
        row = {"id": record["id"], "properties": record["properties"]}
        await self._add(self.catalogue.variant("load/write/node", record["node"]), row)

    async def relationship(self, record: Mapping[str, Any]) -> None:
        self.relationships += 1
        (start_label, start), (end_label, end) = record["from"], record["to"]
        row = {"id": record["id"], "start": start, "end": end, "properties": record["properties"]}
        await self._add(_relationship(self.catalogue, record["relationship"], start_label, end_label), row)

    async def finish(self) -> None:
        """Writes what is left."""
        if self.statement is not None and self.rows:
            await self.held.graph.write(self.statement, self.rows, fence=self.held.fence)
        self.rows = []

    async def _add(self, statement: Statement, row: dict[str, Any]) -> None:
        if self.statement is not statement or len(self.rows) == BATCH_ROWS:
            await self.finish()
            self.statement = statement
        self.rows.append(row)


def _relationship(catalogue: Catalogue, type: str, start: str, end: str) -> Statement:
    if type in HOLDINGS:
        return catalogue.variant("load/import/holding", type, start, end)
    return catalogue.variant("load/import/fact" if type in FACTS else "load/import/derived", type, start, end)
