"""Files as they arrive: regular ones, packed by gzip or not, or what came on stdin; and what their bytes say they are.

A name says little: a page saved as .xlsx and an old workbook under a new name are daily matters. `kind_of` looks at the
bytes. Whatever is no regular file is refused before it is opened, so that no pipe is waited for.
"""

import gzip
import hashlib
import io
import os
import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from loaders.cells.rejects import FileUnreadable, Place, cannot_open
from loaders.read.limits import BYTES, MAX_BYTES, MAX_STDIN, too_large
from loaders.read.marks import whole_characters

STDIN: Final = "-"
_GZIP: Final = b"\x1f\x8b"
PACKED: Final = (".gz", ".gzip")


@dataclass(frozen=True)
class Arrived:
    """One file: `name` is its base name, `path` where it lies; `content` are the bytes of what came on stdin."""

    name: str
    path: Path
    content: bytes | None = None

    @property
    def suffix(self) -> str:
        """The end of the name that says what it holds, in lower case: `.csv` of `甲.csv.gz` too."""
        path = Path(self.name)
        return Path(path.stem).suffix.lower() if path.suffix.lower() in PACKED else path.suffix.lower()

    @contextmanager
    def raw(self) -> Iterator[BinaryIO]:
        """Its bytes as they lie there. FileUnreadable: no regular file, cannot be opened, too large."""
        if self.content is not None:
            yield io.BytesIO(self.content)
            return
        try:
            with open_regular(self.path) as stream:
                if os.fstat(stream.fileno()).st_size > MAX_BYTES:
                    raise too_large(self.name, BYTES, MAX_BYTES)
                yield stream
        except OSError as error:
            raise cannot_open(self.path, error) from error

    @contextmanager
    def opened(self) -> Iterator[io.BufferedReader]:
        """Its bytes, unpacked where they were packed; never more than MAX_BYTES of them."""
        with self.raw() as stream:
            packed = stream.read(2) == _GZIP
            stream.seek(0)
            source = gzip.GzipFile(fileobj=stream) if packed else stream
            yield io.BufferedReader(_Bounded(source, self.name), 1 << 18)

    def sha256(self) -> str:
        """Of the bytes as they lie there."""
        sha = hashlib.sha256()
        with self.raw() as stream:
            while block := stream.read(1 << 20):
                sha.update(block)
        return sha.hexdigest()


def arrived(path: Path | Arrived) -> Arrived:
    """The file at a path."""
    return path if isinstance(path, Arrived) else Arrived(whole_characters(path.name), path)


def on_stdin(stream: BinaryIO) -> Arrived:
    """What comes on stdin, whole. FileUnreadable where it is more than MAX_STDIN bytes."""
    content = stream.read(MAX_STDIN + 1)
    if len(content) > MAX_STDIN:
        raise too_large("stdin", BYTES, MAX_STDIN)
    return Arrived("stdin.jsonl", Path(STDIN), content)


@contextmanager
def open_regular(path: Path) -> Iterator[BinaryIO]:
    """A regular file, opened without waiting. FileUnreadable where it is something else; OSError."""
    _refuse_irregular(path, os.stat(path))
    with open(path, "rb", opener=_open_at_once) as stream:
        _refuse_irregular(path, os.fstat(stream.fileno()))
        yield stream


def _open_at_once(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


_KINDS: Final = (
    (stat.S_ISDIR, "文件夹", "a folder"),
    (stat.S_ISFIFO, "管道", "a pipe"),
    (stat.S_ISSOCK, "套接字", "a socket"),
    (stat.S_ISCHR, "设备", "a device"),
    (stat.S_ISBLK, "设备", "a device"),
)


def _refuse_irregular(path: Path, found: os.stat_result) -> None:
    for is_kind, zh, en in _KINDS:
        if is_kind(found.st_mode):
            raise FileUnreadable(
                Place(path.name, None, 0),
                "no_regular_file",
                f"这是{zh}，不是普通文件",
                f"this is {en}, no regular file",
                "先存成文件；一条记录可用“-”从标准输入读取（JSON Lines）",
                "write it to a file first; records as JSON Lines are read from stdin where the file is named -",
            )


class _Bounded(io.RawIOBase):
    """A stream that ends with FileUnreadable behind MAX_BYTES, or where its packing is damaged."""

    def __init__(self, source: Any, file: str) -> None:
        self._source, self._file, self._left = source, file, MAX_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            block = self._source.read(len(buffer))
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise FileUnreadable(
                Place(self._file, None, 0),
                "broken_archive",
                "压缩文件不完整或已损坏",
                "the packed file is cut off or damaged",
                "重新取得该文件，或解压后再导入",
                "fetch the file again, or unpack it and load what it holds",
            ) from error
        self._left -= len(block)
        if self._left < 0:
            raise too_large(self._file, BYTES, MAX_BYTES)
        buffer[: len(block)] = block
        return len(block)


_WORKBOOK_NAMES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".et"})
_OBJECT_NAMES: Final = frozenset({".json", ".jsonl", ".ndjson"})
_TEXT_NAMES: Final = frozenset({".csv", ".tsv", ".txt"}) | _OBJECT_NAMES
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype|!--|\?xml|html|head|body|table|meta|style|div|script)\b", re.I)
_OBJECTS: Final = re.compile(rb'\s*(?:\[\s*)?\{\s*["}]|\s*\[\s*\]')
_MAGIC: Final = (
    (b"%PDF", "PDF文件", "a PDF"),
    (b"Rar!", "RAR压缩包", "a RAR archive"),
    (b"7z\xbc\xaf", "7z压缩包", "a 7z archive"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
    (b"SQLite format 3", "SQLite数据库", "an SQLite database"),
    (b"{\\rtf", "RTF文档", "an RTF document"),
    (b"MIME-Version:", "网页存档（MHTML）", "a web page (MHTML)"),
    (_GZIP, "再次压缩的gzip文件", "a gzip file within a gzip file"),
)


_CONTROLS: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")  # in no text, whatever its encoding


def kind_of(file: Arrived) -> str:
    """`zip`, `ole`, `objects` (JSON) or `text`. FileUnreadable where the bytes are none of these, named for what it is.

    A workbook under a text's name, and a text under a workbook's, are refused by what they are.
    """
    with file.opened() as stream:
        head = stream.read(4096)
    for magic, zh, en in _MAGIC:
        if head.startswith(magic):
            raise wrong_format(file.name, zh, en)
    plain = _plain(head)
    if head.startswith(b"PK\x03\x04"):
        kind = "zip"
    elif head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        kind = "ole"
    elif _MARKUP.match(plain):
        raise wrong_format(file.name, *_markup(plain))
    else:
        kind = "objects" if _OBJECTS.match(plain) or (file.suffix in _OBJECT_NAMES and plain.strip()) else "text"
    if kind in ("zip", "ole") and file.suffix in _TEXT_NAMES:
        raise wrong_format(file.name, "工作簿或压缩包，不是文本", "a workbook or an archive, no text")
    if kind in ("objects", "text") and file.suffix in _WORKBOOK_NAMES:
        if _CONTROLS.search(head):
            raise wrong_format(
                file.name, "无法辨认的字节，既不是工作簿也不是文本", "unreadable, neither workbook nor text"
            )
        raise wrong_format(file.name, "文本，不是工作簿", "text, no workbook")
    return kind


def _plain(head: bytes) -> bytes:
    """The first bytes as ASCII, whatever the encoding of a text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    return head.removeprefix(b"\xef\xbb\xbf")


def _markup(head: bytes) -> tuple[str, str]:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "XML电子表格2003", "an XML spreadsheet of 2003"
    if re.search(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|div|script)\b", head, re.I):
        return "网页（HTML）", "a web page (HTML)"
    return "XML文件", "an XML file"


def wrong_format(file: str, zh: str, en: str) -> FileUnreadable:
    """A file of a format that is not read, named for what it is."""
    return FileUnreadable(
        Place(file, None, 0),
        "wrong_format",
        f"文件内容是{zh}",
        f"this is {en}",
        "用表格软件打开后另存为.xlsx或CSV，扩展名与内容一致",
        "open it in a spreadsheet and save it as .xlsx or CSV, under a name that says so",
    )
