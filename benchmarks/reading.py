"""Reading workbooks against openpyxl and xlrd, and what files made to do harm take: `python -m benchmarks.reading`.

Each reader turns the same file into the same texts; they are compared first, and a difference ends the run without a
figure. Then they take turns, each in its best shape (openpyxl read-only, its values alone; xlrd without formatting),
and the ratio is that of the least processor times of one run. A harmful file is loaded by a process of its own, whose
time and peak memory are said; it must end with status 3.
"""

import argparse
import gzip
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import xlrd
import xlsxwriter
import xlwt

from loaders.read import xls, xlsx
from loaders.read.arrived import arrived
from loaders.read.number_formats import plain_number

Cells = list[tuple[str, ...]]
COLUMNS = 12
TURNS = 5


def main() -> int:
    """Prints a table of ratios and one of harmful files; 1 where a harmful file was not refused within its bounds."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rows", type=int, default=20_000)
    options.add_argument("--quick", action="store_true", help="few rows, one turn: does it run at all")
    options.add_argument("--only", choices=("ratios", "harm"), help="one of the two tables")
    given = options.parse_args()
    rows, turns = (300, 1) if given.quick else (given.rows, TURNS)
    failed = False
    with TemporaryDirectory() as folder:
        if given.only != "harm":
            print_ratios(Path(folder), rows, turns)
        if given.only != "ratios":
            failed = print_harm(Path(folder))
    return int(failed)


# -- ratios ---------------------------------------------------------------------------------------------------------

KINDS: dict[str, Callable[[int, int], object]] = {
    "texts, each many times": lambda row, column: f"大连示例{row % 500}第{column}有限公司",
    "texts, each once": lambda row, column: f"大连示例{row}第{column}有限公司",
    "counts": lambda row, column: row % 997 + column,
    "days": lambda row, column: date(2000, 1, 1) + timedelta(days=(row * 7 + column) % 6_000),
    "a register": lambda row, column: (
        date(2000, 1, 1) + timedelta(days=row % 6_000)
        if column == 3
        else row % 300
        if column in (4, 5)
        else None
        if column == 7
        else f"大连示例{row if column < 2 else row % 40}第{column}"
    ),
}


def print_ratios(folder: Path, rows: int, turns: int) -> None:
    """One line per kind of cells: how many times as fast as the other reader."""
    print(f"{rows:,} rows, {COLUMNS} columns; processor time, least of {turns}\n")
    print("| cells | XLSX s | openpyxl s | ratio | XLS s | xlrd s | ratio |\n|---|---|---|---|---|---|---|")
    for name, value in KINDS.items():
        new, old = folder / "甲.xlsx", folder / "甲.xls"
        write_xlsx(new, rows, value)
        write_xls(old, min(rows, 60_000), value)
        require_equal(name, ours(new), by_openpyxl(new))
        require_equal(name, ours(old), by_xlrd(old))
        ours_new, theirs_new = least(turns, partial(count_ours, new), partial(values_by_openpyxl, new))
        ours_old, theirs_old = least(turns, partial(count_ours, old), partial(values_by_xlrd, old))
        print(
            f"| {name} | {ours_new:.2f} | {theirs_new:.2f} | {theirs_new / ours_new:.1f} "
            f"| {ours_old:.2f} | {theirs_old:.2f} | {theirs_old / ours_old:.1f} |",
            flush=True,
        )


def least(turns: int, *readers: Callable[[], object]) -> list[float]:
    """The least processor time of each, taking turns."""
    taken: list[list[float]] = [[] for _ in readers]
    for _ in range(turns):
        for reader, times in zip(readers, taken, strict=True):
            began = time.process_time()
            reader()
            times.append(time.process_time() - began)
    return [min(times) for times in taken]


def require_equal(name: str, one: Iterable[tuple[str, ...]], other: Iterable[tuple[str, ...]]) -> None:
    """Ends the run at the first row that differs."""
    for number, (left, right) in enumerate(zip(one, other, strict=True), 1):
        if left != right:
            sys.exit(f"{name}: row {number} differs: {left} and {right}")


def count_ours(path: Path) -> int:
    return sum(1 for _ in ours(path))


def ours(path: Path) -> Iterator[tuple[str, ...]]:
    for sheet in (xlsx if path.suffix == ".xlsx" else xls).sheets(arrived(path)):
        for line in sheet.lines:
            yield line.cells


def by_openpyxl(path: Path) -> Iterator[tuple[str, ...]]:
    for values in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
        yield trimmed(map(text_of, values))


def values_by_openpyxl(path: Path) -> int:
    return sum(1 for _ in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True))


def by_xlrd(path: Path) -> Iterator[tuple[str, ...]]:
    sheet = xlrd.open_workbook(path).sheet_by_index(0)
    for row in range(sheet.nrows):
        yield trimmed(
            xlrd.xldate_as_datetime(cell.value, 0).date().isoformat()
            if cell.ctype == xlrd.XL_CELL_DATE
            else text_of(cell.value)
            for cell in sheet.row(row)
        )


def values_by_xlrd(path: Path) -> int:
    sheet = xlrd.open_workbook(path).sheet_by_index(0)
    return sum(1 for row in range(sheet.nrows) if sheet.row_values(row))


def text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return plain_number(float(value)) if isinstance(value, int | float) else str(value)


def trimmed(cells: Iterable[str]) -> tuple[str, ...]:
    found = list(cells)
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def write_xlsx(path: Path, rows: int, value: Callable[[int, int], object]) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row in range(rows):
            for column in range(COLUMNS):
                one = value(row, column)
                if isinstance(one, date):
                    sheet.write_datetime(row, column, one, day)
                elif one is not None:
                    sheet.write(row, column, one)


def write_xls(path: Path, rows: int, value: Callable[[int, int], object]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表一")
    day = xlwt.XFStyle()
    day.num_format_str = "yyyy-mm-dd"
    for row in range(rows):
        for column in range(COLUMNS):
            one = value(row, column)
            if isinstance(one, date):
                sheet.write(row, column, one, day)
            elif one is not None:
                sheet.write(row, column, one)
    book.save(str(path))


# -- harmful files --------------------------------------------------------------------------------------------------

HEADINGS = "企业名称,注册日期,经营范围\n"
MOST_SECONDS, MOST_MEGABYTES = 10.0, 512.0


def print_harm(folder: Path) -> bool:
    """A line per file; whether one was not refused, or took too much."""
    print("\n| harmful file | bytes | status | s (wall) | s (processor) | MB |\n|---|---|---|---|---|---|")
    failed = False
    for name, path in harmful(folder):
        status, wall, processor, megabytes = load(path, folder / "data")
        bad = status != 3 or wall > MOST_SECONDS or megabytes > MOST_MEGABYTES
        failed = failed or bad
        size = path.stat().st_size
        mark = " **!**" if bad else ""
        print(f"| {name} | {size:,} | {status}{mark} | {wall:.1f} | {processor:.1f} | {megabytes:.0f} |", flush=True)
    return failed


def load(path: Path, data: Path) -> tuple[int, float, float, float]:
    """Status, seconds, seconds of the processor and peak megabytes of `zuzhitu load enterprises PATH`."""
    environment = {**os.environ, "ZUZHITU_DATA_DIR": str(data), "ZUZHITU_CITY": "210200"}
    command = [sys.executable, "-c", "from app.cli.main import main; main()", "load", "enterprises", str(path)]
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    taken = time.monotonic() - began
    return process.returncode, taken, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def harmful(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each kind of file, written when it is asked for."""

    def text(name: str, *parts: bytes, times: int = 1, end: bytes = b"") -> Path:
        path = folder / name
        with path.open("wb") as stream:
            stream.writelines(parts[:-1])
            for _ in range(times):
                stream.write(parts[-1])
            stream.write(end)
        return path

    def packed(name: str, part: bytes, times: int) -> Path:
        path = folder / name
        with gzip.open(path, "wb", compresslevel=9) as stream:
            stream.write(HEADINGS.encode())
            for _ in range(times):
                stream.write(part)
        return path

    million = 1 << 20
    yield "gzip of 4 GiB of commas", packed("a.csv.gz", b"," * (4 * million), 1024)
    yield "gzip of blank lines", packed("b.csv.gz", b"\n" * million, 64)
    yield "gzip of short rows", packed("c.csv.gz", "甲,2008,乙\n".encode() * 100_000, 150)
    yield "one line of 200 MB", text("d.csv", HEADINGS.encode(), b"x" * million, times=200)
    yield "a line of a million cells", text("e.csv", HEADINGS.encode(), b"," * million)
    yield "a quote that never closes", text("f.csv", HEADINGS.encode(), b'"' + b"x\n" * (2 * million))
    yield "NUL behind 200 MB", text("g.csv", HEADINGS.encode(), b"a,2008,%s\n" % (b"b" * 240), times=780_000, end=b"\0")
    sparse = folder / "h.csv"
    with sparse.open("wb") as stream:
        stream.truncate(64 << 30)
    yield "a sparse file of 64 GiB", sparse
    yield "deep JSON", text("i.json", b'[{"a":', b"[" * million, times=40)
    yield "one JSON object of 100 MB", text("j.jsonl", b'{"a": "', b"x" * million, times=100)
    yield (
        "JSON, each object other names",
        text("k.jsonl", *(f'{{"企业名称": "甲", "列{n}": 1}}\n'.encode() for n in range(200_000))),
    )
    for number, (name, parts) in enumerate(packages()):
        path = folder / f"{number}.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
            for part, pieces in parts.items():
                with package.open(part, "w", force_zip64=True) as stream:
                    for piece in pieces:
                        stream.write(piece)
        yield name, path
    book = xlwt.Workbook()
    corner = book.add_sheet("a")
    corner.write(0, 0, "企业名称")
    corner.write(65_535, 255, "x")
    book.save(str(folder / "m.xls"))
    yield "XLS with a cell in the last corner", folder / "m.xls"
    os.mkfifo(folder / "n.csv")
    yield "a FIFO", folder / "n.csv"
    yield "a device", Path("/dev/zero")


def packages() -> Iterator[tuple[str, dict[str, Iterable[bytes]]]]:
    """Workbooks, as their parts in pieces."""
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
    )
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

    def book(rows: Iterable[bytes], strings: Iterable[bytes] = ()) -> dict[str, Iterable[bytes]]:
        return {
            "[Content_Types].xml": [b"<Types/>"],
            "_rels/.rels": [
                relations % b'<Relationship Id="a" Type="%sofficeDocument" Target="xl/workbook.xml"/>' % office
            ],
            "xl/workbook.xml": [
                b'<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>'
            ],
            "xl/_rels/workbook.xml.rels": [
                relations
                % (
                    b'<Relationship Id="a" Type="%sworksheet" Target="s.xml"/>'
                    b'<Relationship Id="b" Type="%ssharedStrings" Target="t.xml"/>' % (office, office)
                )
            ],
            "xl/s.xml": [b'<?xml version="1.0"?><worksheet><sheetData>', *rows, b"</sheetData></worksheet>"],
            "xl/t.xml": [b"<sst>", *strings, b"</sst>"],
        }

    million = 1 << 20
    yield "XLSX of 4 GiB of spaces", book([b" " * million] * 4096)
    yield "XLSX with 2 GiB of shared texts", book([b""], [b"<si><t>%s</t></si>" % (b"x" * 1000) * 1000] * 2048)
    yield "XLSX with 20 million blank texts", book([b""], [b"<si/>" * 1_000_000] * 20)
    yield "XLSX with one text of 1 GiB", book([b""], [b"<si><t>", *[b"x" * million] * 1024, b"</t></si>"])
    yield "XLSX with row 2,147,483,647", book([b'<row r="2147483647"><c r="A2147483647"><v>1</v></c></row>'])
    yield "XLSX with a million columns", book([b'<row r="1">', *[b"<c><v>1</v></c>" * 1000] * 3000, b"</row>"])
    yield "XLSX with 50 million blank cells", book([b"<row>", *[b"<c/>" * 1000] * 50_000, b"</row>"])
    yield "XLSX of rows without cells", book([b"<row/>" * 1_000_000] * 30)
    yield "XLSX with a row of 1 GiB", book([b'<row r="1">', *[b" " * million] * 1024, b"</row>"])
    yield (
        "XLSX with nested entities",
        {
            **book([b""]),
            "xl/s.xml": [
                b'<!DOCTYPE a [<!ENTITY b0 "x">',
                *(b'<!ENTITY b%d "&b%d;&b%d;">' % (n, n - 1, n - 1) for n in range(1, 40)),
                b"]><worksheet><sheetData><row><c><v>&b39;</v></c></row></sheetData></worksheet>",
            ],
        },
    )
    yield "XLSX with elements in elements", book([b"<a>" * 1_000_000] * 20)
    yield "XLSX with a tag of 200 MB", book([b'<row a="', *[b"x" * million] * 200, b'">'])
    yield "a ZIP of 200,000 parts", {f"{n}": [b""] for n in range(200_000)}


if __name__ == "__main__":
    sys.exit(main())
