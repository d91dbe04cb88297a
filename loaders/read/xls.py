"""Old workbooks (.xls): calamine reads the cells, `biff` tells what it leaves out."""

import io
from collections.abc import Iterator, Mapping
from typing import Any, Final

import olefile
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from loaders.read.arrived import Arrived, wrong_format
from loaders.read.biff import SheetRecords, scan
from loaders.read.limits import BYTES, too_large
from loaders.read.lines import NO_FAULTS, Line
from loaders.read.number_formats import plain_number
from loaders.read.package import damaged, encrypted
from loaders.read.sheets import Sheet

NOTHING: Final[Mapping[int, str]] = {}
MAX_BYTES: Final = 48 << 20  # 65,536 rows, which is all that a sheet can have, take less


def sheets(file: Arrived) -> Iterator[Sheet]:
    """Each worksheet with its rows. FileUnreadable."""
    content = _content(file)
    records = scan(file.name, _stream(file, content))
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name, said in zip(book.sheet_names, records.sheets, strict=True):
            lines = _lines(book.get_sheet_by_name(name), said)
            sheet = Sheet(name, said.hidden, lines, said.hidden_rows, epoch_1904=records.epoch_1904)
            for first, last in said.hidden_columns:
                sheet.hide(file.name, first, last)
            for one in said.merged:
                sheet.merge(file.name, one)
            yield sheet
    except (CalamineError, ValueError, OSError) as error:
        raise damaged(file.name, type(error).__name__) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of calamine, over what no spreadsheet writes
            raise damaged(file.name, "a record says what cannot be") from error
        raise


def look_over(file: Arrived) -> None:
    """FileUnreadable where it is encrypted, no workbook, or beyond a limit; no cell is read."""
    scan(file.name, _stream(file, _content(file)))


def _content(file: Arrived) -> bytes:
    with file.opened() as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise too_large(file.name, BYTES, MAX_BYTES)
    return content


def _stream(file: Arrived, content: bytes) -> bytes:
    """The records of the workbook in a compound file. FileUnreadable: encrypted, or a document of another kind."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as found:
            if found.exists("EncryptedPackage"):
                raise encrypted(file.name)
            for name in ("Workbook", "Book"):
                if found.exists(name):
                    return bytes(found.openstream(name).read())
            if found.exists("WordDocument"):
                raise wrong_format(file.name, "Word文档", "a Word document")
            if found.exists("PowerPoint Document"):
                raise wrong_format(file.name, "PowerPoint文档", "a PowerPoint document")
    except (OSError, ValueError, IndexError) as error:
        raise damaged(file.name, "no compound file") from error
    raise wrong_format(file.name, "复合文档，其中没有工作簿", "a compound file that holds no workbook")


def _lines(sheet: CalamineSheet, said: SheetRecords) -> Iterator[Line]:
    if sheet.start is None:
        return
    before = [""] * sheet.start[1]
    for row, values in enumerate(sheet.iter_rows()):
        found: list[Any] = before + values
        faults = said.faults.get(row, NO_FAULTS)
        for column, text in said.texts.get(row, NOTHING).items():
            found[column] = text
        for column, fault in faults.items():
            found[column] = fault.shown
        cells = tuple([value if type(value) is str else _text(value) for value in found])
        if any(cells):
            yield Line(row + 1, cells, False, faults)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return plain_number(float(value))
    return str(value)
