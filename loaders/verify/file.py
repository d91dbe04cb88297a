"""A whole exported file: its header, each line, and what the lines say of each other. One pass; nothing is kept of a
line but its id."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cypher.domain.names import ID_FORM
from cypher.domain.vocabulary import SCHEMA_VERSION
from loaders.consistency import UnreadableExport, numbered_records, read_header
from loaders.records import Key
from loaders.verify.records import Fault, node_of, relationship_of, revisions_of

OWN: Final[Key] = ("Graph", "zuzhitu")
ONE_CITY: Final = (
    "一个图只存一个城市：请换一个空图，或核对 ZUZHITU_CITY",
    "one graph holds one city: import into an empty graph of its own, or see ZUZHITU_CITY",
)


@dataclass(frozen=True)
class VerifiedFile:
    """A whole exported file that can be imported; `city` is the code of its city and `city_name` that one's name."""

    path: Path
    city: str | None
    city_name: str | None

    def refuse_beside(self, city: str | None) -> None:
        """Raises UnreadableExport where it is of another city than a graph of `city`."""
        _refuse_other_city(self.path, self.city, city)


def verify(path: Path, city: str | None) -> VerifiedFile:
    """Raises UnreadableExport, naming the line, where this is no file to import into a graph of `city`."""
    records = numbered_records(path)
    number, header = next(records, (0, None))
    if header is None:
        raise UnreadableExport(path, 0, "文件为空", "the file is empty")
    read_header(path, header)
    seen = _Seen(path, city, header)
    seen.header()
    for number, record in records:
        try:
            seen.line(number, record)
        except Fault as fault:
            raise UnreadableExport(path, number, fault.zh, fault.en) from None
    seen.end()
    return VerifiedFile(path, seen.city, seen.city_name)


def _refuse_other_city(path: Path, own: str | None, city: str | None) -> None:
    if own is not None and city is not None and own != city:
        zh, en = f"文件的城市是 {own}，图的是 {city}", f"its city is {own}, the graph's {city}"
        raise UnreadableExport(path, 1, zh, en, ONE_CITY)


class _Seen:
    """What was seen of a file so far."""

    def __init__(self, path: Path, city: str | None, header: dict[str, Any]) -> None:
        self.path, self.graph_city = path, city
        self.city, self.schema_version = header.get("city"), header.get("schema_version")
        self.city_name: str | None = None
        self.revision = 0
        self.newest = (0, 0)  # the latest revision that a line names, and which line
        self.nodes: defaultdict[str, set[str]] = defaultdict(set)
        self.relationships: defaultdict[str, set[str]] = defaultdict(set)

    def header(self) -> None:
        version, city = self.schema_version, self.city
        if type(version) is not int or version != SCHEMA_VERSION:
            raise UnreadableExport(
                self.path,
                1,
                f"不支持的结构版本（schema_version），本程序的是 {SCHEMA_VERSION}",
                f"this program does not read that schema_version; its own is {SCHEMA_VERSION}",
                ("请使用与导出时相同的程序", "use the program that exported it"),
            )
        if city is not None and not (isinstance(city, str) and ID_FORM.fullmatch(city)):
            raise UnreadableExport(self.path, 1, "城市（city）不是区划代码", "city is no code of a region", ONE_CITY)
        _refuse_other_city(self.path, city, self.graph_city)

    def line(self, number: int, record: dict[str, Any]) -> None:
        self._line(record)
        latest = max(revisions_of(record["properties"]), default=0)
        if latest > self.newest[0]:
            self.newest = (latest, number)

    def _line(self, record: dict[str, Any]) -> None:
        if "node" in record:
            self._node(record)
        elif "relationship" in record:
            self._relationship(record)
        else:
            raise Fault("此行既非节点也非关系", "the line is neither a node nor a relationship")

    def _node(self, record: dict[str, Any]) -> None:
        key, properties = node_of(record)
        label, id = key
        if self.relationships:
            raise Fault("节点应在关系之前", "nodes stand before relationships")
        if id in self.nodes[label]:
            raise Fault(f"节点重复：{label} {id}", f"the node stands twice: {label} {id}")
        if label == "Graph":
            self._graph(key, properties)
        if key == ("Region", self.city):
            self.city_name = properties.get("name")
        self.nodes[label].add(id)

    def _graph(self, key: Key, properties: Any) -> None:
        if key != OWN:
            raise Fault(f"图的自述节点只有 {OWN[1]}", f"the one node of the graph itself is {OWN[1]}")
        if properties.get("city") != self.city:
            raise Fault("图的城市与表头不同", "the city of the graph is not that of the header")
        if properties.get("schema_version", self.schema_version) != self.schema_version:
            raise Fault("图的结构版本与表头不同", "the schema_version of the graph is not that of the header")
        self.revision = properties["revision"]

    def _relationship(self, record: dict[str, Any]) -> None:
        type, id, start, end = relationship_of(record)
        for label, at in (start, end):
            if at not in self.nodes[label]:
                raise Fault(f"关系指向文件中没有的节点：{label}", f"an end is no node of the file: a {label}")
        # what was derived, retired and derived again is the same link of another run
        own = f"{id} {record['properties'].get('derived_run', '')}" if id else f"{start[1]} {end[1]}"
        if own in self.relationships[type]:
            raise Fault(f"关系重复：{type} {id or ''}", f"the relationship stands twice: {type} {id or ''}")
        self.relationships[type].add(own)

    def end(self) -> None:
        if OWN[1] not in self.nodes[OWN[0]]:
            raise UnreadableExport(
                self.path,
                0,
                "文件不完整：缺少图的自述节点",
                "the file is cut off: it lacks the node of the graph itself",
            )
        latest, line = self.newest
        if latest > self.revision:
            raise UnreadableExport(
                self.path,
                line,
                f"此行的版本号 {latest} 晚于图的版本 {self.revision}",
                f"it names revision {latest}, and the graph is at {self.revision}",
            )
        regions = self.nodes["Region"]
        if self.city is not None and regions and self.city not in regions:
            zh, en = f"城市 {self.city} 不在文件的行政区划之中", f"its city {self.city} is no region of the file"
            raise UnreadableExport(self.path, 1, zh, en, ONE_CITY)
