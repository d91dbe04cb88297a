"""Reading an exported graph (`zuzhitu export FILE`) into networkx, with no database and nothing but the format shared.

A node of the networkx graph is `(label, id)` with the attributes `label`, `id`, `properties`; an edge's key is
`(type, id)`, of a derived link `(type, "id run")`, its attributes `type`, `id`, `properties`. An end that the file does
not hold is a node without `label`. `graph.graph["city"]` is the region code of the city.
"""

import calendar
import gzip
import json
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import networkx as nx

from cypher.errors import ZuzhituError
from loaders.read.exported_lines import UnlikelyLine, exported_lines

FORMAT: Final = "zuzhitu"
FORMATS: Final = (1, 2)
COUNTED: Final = 2  # from this version on the last line says how much the file holds
EXPORT_AGAIN: Final = ("请重新执行 zuzhitu export", "export the graph again: zuzhitu export FILE")


class UnreadableExport(ZuzhituError):
    """The file is no sound export. `line` counts from 1 (0: the file as a whole); nothing of it was used."""

    def __init__(self, path: Path, line: int, zh: str, en: str, remedy: tuple[str, str] = EXPORT_AGAIN) -> None:
        self.path, self.line, self.remedy = path, line, remedy
        at = f"{path.name}:{line}" if line else path.name
        self.zh = f"{at}：{zh}——{remedy[0]}"
        super().__init__(f"{at}: {en} -- {remedy[1]}")


@dataclass(frozen=True, slots=True)
class Export:
    """An exported graph: its header and everything in it."""

    path: Path
    header: dict[str, Any]
    graph: "nx.MultiDiGraph[Any]"

    def names(self, wanted: Collection[str]) -> dict[str, str]:
        """The newest names of those of some nodes that have one, by id."""
        nodes = (node for (_, id_), node in self.graph.nodes(data=True) if id_ in wanted and "label" in node)
        return {node["id"]: node["properties"]["name"] for node in nodes if node["properties"].get("name")}


def read_export(path: Path | str) -> Export:
    """Reads `.jsonl.gz` (or the same unpacked). Raises UnreadableExport with the line and what to do."""
    path = Path(path)
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    header: dict[str, Any] | None = None
    for number, record in numbered_records(path):
        if header is None:
            header = read_header(path, record)
            graph.graph.update(header)
        elif isinstance(record.get("node"), str):
            _add_node(graph, path, number, record)
        elif isinstance(record.get("relationship"), str):
            _add_relationship(graph, path, number, record)
        else:
            raise UnreadableExport(
                path, number, "此行既非节点也非关系", "the line is neither a node nor a relationship"
            )
    if header is None:
        raise UnreadableExport(path, 0, "文件为空", "the file is empty")
    return Export(path, header, graph)


def require_whole(export: Export) -> None:
    """Raises UnreadableExport where a relationship leads to a node that the file does not hold."""
    missing = sorted(f"{label} {id}" for (label, id), data in export.graph.nodes(data=True) if "label" not in data)
    if missing:
        shown = "、".join(missing[:5])
        raise UnreadableExport(
            export.path,
            0,
            f"有关系指向文件中没有的节点（{len(missing)} 个）：{shown}",
            f"relationships lead to {len(missing)} nodes that the file does not hold: {shown}",
        )


def newest_as_of(export: Export) -> str:
    """The newest as-of of any finished run in the file that accepted a row, as a whole day.

    Raises UnreadableExport where there is none.
    """
    days = [
        last_day(str(data["properties"]["as_of"]))
        for (label, _), data in export.graph.nodes(data=True)
        if label == "Run"
        and "properties" in data
        and data["properties"].get("state") == "finished"
        and data["properties"].get("as_of")
        and data["properties"].get("accepted", 1)
    ]
    if not days:
        raise UnreadableExport(
            export.path,
            0,
            "文件中没有已完成的批次，无法确定日期",
            "no finished run, so there is no date to check at",
            ("请先完成一次导入，再执行 zuzhitu export", "finish a load, then export the graph again"),
        )
    return max(days)


def last_day(date: str) -> str:
    """The last day that a date of any precision stands for: `2008-02` is 2008-02-29."""
    parts = [int(part) for part in date.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{day:02}"


def numbered_records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The header and the records of a file, packed or unpacked, each with its line. Raises UnreadableExport.

    The last line, which says how many they are, is held against them and is no record.
    """
    counts = {"nodes": 0, "relationships": 0}
    version, end = None, None
    for number, record in _lines(path):
        version = record.get("version") if version is None else version
        if end is not None:
            raise UnreadableExport(path, number, "末行之后还有内容", "there is more behind the last line")
        if "end" in record:
            end = record["end"]
            if end != counts:
                zh, en = (
                    f"文件有 {counts}，而末行写的是 {end}",
                    f"the file holds {counts}, and its last line says {end}",
                )
                raise UnreadableExport(path, number, zh, en)
            continue
        counts["nodes"] += "node" in record
        counts["relationships"] += "relationship" in record
        yield number, record
    if isinstance(version, int) and version >= COUNTED and end is None:
        raise UnreadableExport(path, 0, "文件不完整：缺少末行", "the file is cut off: it lacks its last line")


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    number = 0
    try:
        for number, line in exported_lines(path):
            yield number, _parse(path, number, line)
    except UnlikelyLine as error:
        raise UnreadableExport(path, error.number, error.zh, error.en) from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableExport(
            path, number + 1, "压缩文件不完整或已损坏", f"the packed file is cut off or damaged: {error}"
        ) from error
    except OSError as error:
        raise UnreadableExport(
            path,
            0,
            "无法打开文件",
            f"the file cannot be opened: {error.strerror or error}",
            ("请检查文件名与权限", "check its name and permissions"),
        ) from error


def _parse(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        record = _JSON.decode(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise UnreadableExport(path, number, "此行不是有效的 JSON", f"the line is no JSON: {error}") from error
    if not isinstance(record, dict):
        raise UnreadableExport(path, number, "此行不是 JSON 对象", "the line is no JSON object")
    return record


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


_JSON: Final = json.JSONDecoder(parse_constant=_refuse_constant)


def read_header(path: Path, record: dict[str, Any]) -> dict[str, Any]:
    """The first record, where it is the header of a format that is read here. Raises UnreadableExport."""
    if record.get("format") != FORMAT or "version" not in record:
        raise UnreadableExport(
            path,
            1,
            "首行不是导出文件的表头",
            "the first line is not the header of an export",
            ("请提供 zuzhitu export 生成的文件", "give a file that zuzhitu export wrote"),
        )
    if type(record["version"]) is not int or record["version"] not in FORMATS:
        raise UnreadableExport(
            path,
            1,
            f"不支持的导出版本 {record['version']!r}",
            f"this program does not read version {record['version']!r}",
            ("请使用与导出时相同或更新的程序", "use the program that exported it, or a newer one"),
        )
    return record


def _add_node(graph: "nx.MultiDiGraph[Any]", path: Path, number: int, record: dict[str, Any]) -> None:
    label, id_, properties = record["node"], record.get("id"), record.get("properties")
    if not isinstance(id_, str) or not isinstance(properties, dict):
        raise UnreadableExport(path, number, "节点缺少 id 或 properties", "the node lacks id or properties")
    key = (label, id_)
    if graph.has_node(key) and "label" in graph.nodes[key]:
        raise UnreadableExport(path, number, f"节点重复：{label} {id_}", "the node stands twice")
    graph.add_node(key, label=label, id=id_, properties=properties)


def _add_relationship(graph: "nx.MultiDiGraph[Any]", path: Path, number: int, record: dict[str, Any]) -> None:
    type_, id_, properties = record["relationship"], record.get("id"), record.get("properties")
    start, end = _end(record.get("from")), _end(record.get("to"))
    if id_ is None and start and end:  # a link to a node of its own (HAS_COVERAGE ...) has no id beside its ends
        id_ = f"{type_}:{start[1]}>{end[1]}"
    if not isinstance(id_, str) or not isinstance(properties, dict) or start is None or end is None:
        raise UnreadableExport(
            path, number, "关系缺少 id、from、to 或 properties", "the relationship lacks id, from, to or properties"
        )
    # what was derived, retired and derived again is the same link of another run
    key = (type_, f"{id_} {properties['derived_run']}" if "derived_run" in properties else id_)
    if graph.has_edge(start, end, key=key):
        raise UnreadableExport(path, number, f"关系重复：{type_} {id_}", "the relationship stands twice")
    graph.add_edge(start, end, key=key, type=type_, id=id_, properties=properties)


def _end(end: object) -> tuple[str, str] | None:
    if isinstance(end, list) and len(end) == 2 and all(isinstance(part, str) for part in end):
        return end[0], end[1]
    return None
