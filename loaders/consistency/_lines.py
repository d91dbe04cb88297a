"""An exported graph (`zuzhitu export FILE`) line by line: its records, and what is wrong with a file that is none."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

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


def refuse_damaged(path: Path) -> None:
    """Raises UnreadableExport with the first line that is wrong and what to do; is silent where none is.

    Holds what tells the records of the file apart until its end.
    """
    seen: set[tuple[str, ...]] = set()
    header: dict[str, Any] | None = None
    for number, record in numbered_records(path):
        if header is None:
            header = read_header(path, record)
            continue
        key = _node(path, number, record) or _relationship(path, number, record)
        if key in seen:
            zh, en = ("节点", "node") if len(key) == 2 else ("关系", "relationship")
            raise UnreadableExport(path, number, f"{zh}重复：{key[0]} {key[1]}", f"the {en} stands twice")
        seen.add(key)
    if header is None:
        raise UnreadableExport(path, 0, "文件为空", "the file is empty")


def _node(path: Path, number: int, record: dict[str, Any]) -> tuple[str, ...]:
    """Label and id of a node; empty where the record is none."""
    label, id_, properties = record.get("node"), record.get("id"), record.get("properties")
    if not isinstance(label, str):
        return ()
    if not isinstance(id_, str) or not isinstance(properties, dict):
        raise UnreadableExport(path, number, "节点缺少 id 或 properties", "the node lacks id or properties")
    return label, id_


def _relationship(path: Path, number: int, record: dict[str, Any]) -> tuple[str, ...]:
    """Type, id, run and ends: what was derived, retired and derived again is the same link of another run."""
    type_, id_, properties = record.get("relationship"), record.get("id"), record.get("properties")
    if not isinstance(type_, str):
        raise UnreadableExport(path, number, "此行既非节点也非关系", "the line is neither a node nor a relationship")
    start, end = _end(record.get("from")), _end(record.get("to"))
    if id_ is None and start and end:  # a link to a node of its own (HAS_COVERAGE ...) has no id beside its ends
        id_ = f"{type_}:{start[1]}>{end[1]}"
    if not isinstance(id_, str) or not isinstance(properties, dict) or start is None or end is None:
        raise UnreadableExport(
            path, number, "关系缺少 id、from、to 或 properties", "the relationship lacks id, from, to or properties"
        )
    return type_, id_, str(properties.get("derived_run", "")), *start, *end


def _end(end: object) -> tuple[str, str] | None:
    if isinstance(end, list) and len(end) == 2 and all(isinstance(part, str) for part in end):
        return end[0], end[1]
    return None
