"""How large a file may be that is read: no file, however it was made, takes more memory or time than these allow."""

from typing import Final

from loaders.cells.rejects import FileUnreadable, Place

MAX_BYTES: Final = 256 << 20  # of a file, and of what it unpacks to: a million rows of a register
MAX_ROWS: Final = 1_048_576  # what a spreadsheet holds; of a text every line counts, blank ones too
MAX_COLUMNS: Final = 1_024  # that hold anything
MAX_CELLS: Final = 4_000_000  # of a workbook or JSON: its rows by its columns; CSV and JSON Lines have no such bound
MAX_CELLS_OF_LINE: Final = 16_384  # blank ones too, as a sheet that was formatted to its last column is saved
MAX_LINE: Final = 1 << 20  # characters of a line of text, or of one object of JSON
MAX_CELL: Final = 131_072  # characters of a cell; a longer one in CSV costs its row
MAX_STDIN: Final = 16 << 20  # bytes


def too_large(
    file: str, what: tuple[str, str], limit: int, *, sheet: str | None = None, row: int = 0
) -> FileUnreadable:
    """More of `what` (Chinese, English) than `limit`; of the file nothing is quoted."""
    return FileUnreadable(
        Place(file, sheet, row),
        "too_large",
        f"{what[0]}超过上限 {limit:,}",
        f"more than {limit:,} {what[1]}",
        "核对文件是否完好；确有这么多时，拆成几个文件分别导入",
        "see whether the file is sound; where it really holds so much, split it and load the parts",
    )


BYTES: Final = ("字节数（解压后）", "bytes, unpacked")
ROWS: Final = ("行数", "rows")
COLUMNS: Final = ("列数", "columns")
CELLS: Final = ("行数与列数之积", "cells, rows by columns")
LINE: Final = ("此行的字符数", "characters in this line")
OBJECT: Final = ("此条记录的字符数", "characters in this record")
CELL: Final = ("一格的字符数", "characters in a cell")
STRINGS: Final = ("文字条数", "texts")
