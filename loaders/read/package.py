"""A workbook's package: a ZIP whose parts are read as streams, and what kind of document it holds.

No size that the package states is believed: what a part gives is counted, and ends behind the limit.
"""

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final

from loaders.cells.rejects import FileUnreadable, Place
from loaders.read.arrived import Arrived, wrong_format
from loaders.read.limits import BYTES, MAX_BYTES, too_large
from loaders.read.markup import BadMarkup

MAX_PARTS: Final = 10_000
_BLOCK: Final = 1 << 20
_ENTRY: Final = b"PK\x01\x02"  # begins each entry of a ZIP's directory
PARTS: Final = ("压缩包内的部件数", "parts in the package")
_OTHERS: Final = (
    ("xl/workbook.bin", "二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"),
    ("word/document.xml", "Word文档", "a Word document"),
    ("ppt/presentation.xml", "PowerPoint文档", "a PowerPoint document"),
    ("index/document.iwa", "Numbers文档", "a Numbers document"),
)
SPREADSHEET: Final = "application/vnd.oasis.opendocument.spreadsheet"


class Package:
    """An open package. Part names are compared without case, as a package's are."""

    def __init__(self, file: Arrived, archive: zipfile.ZipFile) -> None:
        self.file, self._archive, self._left = file, archive, MAX_BYTES
        self._parts = {info.filename.replace("\\", "/").lower(): info for info in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def stated_size(self, name: str) -> int:
        """Bytes of a part as the package states them: more it never gives. KeyError."""
        return self._parts[name.lower()].file_size

    @property
    def unpacked(self) -> int:
        """Bytes of all parts, as the package states them."""
        return sum(info.file_size for info in self._parts.values())

    @property
    def densest(self) -> float:
        """How many times its size the part that is packed most unpacks to."""
        return max((info.file_size / max(info.compress_size, 1) for info in self._parts.values()), default=0.0)

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part. KeyError where there is none; FileUnreadable behind the limit of the whole package."""
        self._refuse_large(name)
        with self._archive.open(self._parts[name.lower()]) as stream:
            while block := stream.read(_BLOCK):
                self._left -= len(block)
                if self._left < 0:
                    raise too_large(self.file.name, BYTES, MAX_BYTES)
                yield block

    def count(self, name: str, words: Collection[bytes]) -> int:
        """How often any of some short words stands in a part; nothing is kept of it. As `blocks`."""
        found, left = 0, b""
        self._refuse_large(name)
        with self._archive.open(self._parts[name.lower()]) as stream:
            while block := stream.read(_BLOCK):
                text = left + block
                found += sum(map(text.count, words))
                left = text[-2:]
        return found

    def _refuse_large(self, name: str) -> None:
        if self.stated_size(name) > self._left:
            raise too_large(self.file.name, BYTES, MAX_BYTES)

    def kind(self) -> str:
        """`xlsx` or `ods`. FileUnreadable where the package holds anything else."""
        if "mimetype" in self:
            document = b"".join(self.blocks("mimetype"))[:200].decode("ascii", errors="replace").strip()
            if document == SPREADSHEET:
                return "ods"
            if document.startswith("application/vnd.oasis.opendocument"):
                raise wrong_format(self.file.name, "OpenDocument文档，不是表格", "an OpenDocument file, no spreadsheet")
        for part, zh, en in _OTHERS:
            if part in self:
                raise wrong_format(self.file.name, zh, en)
        if "[Content_Types].xml" in self:
            return "xlsx"
        raise wrong_format(self.file.name, "ZIP压缩包", "a ZIP archive")


@contextmanager
def opened(file: Arrived) -> Iterator[Package]:
    """The package in a file. FileUnreadable: damaged, encrypted, too large; also for what is read of it meanwhile."""
    with file.raw() as raw, refusing_damage(file):
        stream: BinaryIO = raw
        if raw.read(2) != b"PK":  # packed once more
            with file.opened() as unpacked:
                stream = io.BytesIO(unpacked.read())
        stream.seek(0)
        _refuse_many_parts(file, stream)
        with zipfile.ZipFile(stream) as archive:
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise encrypted(file.name)
            yield Package(file, archive)


def _refuse_many_parts(file: Arrived, stream: BinaryIO) -> None:
    found, left = 0, b""
    while block := stream.read(_BLOCK):
        found += (left + block).count(_ENTRY)
        left = block[-3:]
    stream.seek(0)
    if found > MAX_PARTS:
        raise too_large(file.name, PARTS, MAX_PARTS)


@contextmanager
def refusing_damage(file: Arrived, sheet: str | None = None) -> Iterator[None]:
    """What reading a damaged workbook raises becomes FileUnreadable."""
    try:
        yield
    except BadMarkup as error:
        raise damaged(file.name, str(error), sheet) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise damaged(file.name, "its packing is damaged", sheet) from error
    except (KeyError, IndexError, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise damaged(file.name, "a part is missing or says what cannot be", sheet) from error


def damaged(file: str, why: str, sheet: str | None = None) -> FileUnreadable:
    """A workbook that a spreadsheet would not open either."""
    return FileUnreadable(
        Place(file, sheet, 0),
        "wrong_format",
        "工作簿已损坏，不能读取",
        f"the workbook is damaged and cannot be read ({why})",
        "用表格软件打开、修复后另存为.xlsx或CSV",
        "open and repair it in a spreadsheet and save it as .xlsx or CSV",
    )


def encrypted(file: str) -> FileUnreadable:
    """A workbook that asks for a password."""
    return FileUnreadable(
        Place(file, None, 0),
        "encrypted",
        "工作簿已加密",
        "the workbook is encrypted",
        "用表格软件打开，去掉密码后另存",
        "open it in a spreadsheet and save it without a password",
    )
