"""Files that are made to hurt: each ends with exit status 3, within so much time and memory.

`python -m benchmarks.hostile` makes each, lets `zuzhitu load auto` refuse it, and prints what it took: the peak of the
process's resident memory in MB and its seconds, most of both being the program itself.
"""

import gzip
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

MOST_MB: Final = 512
MOST_SECONDS: Final = 10.0
HEAD: Final = "社会组织名称,登记管理机关,社会组织类型,住所\n"
GIGABYTES: Final = 4
TYPES: Final = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
BOOK: Final = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS: Final = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
SHEET: Final = '<?xml version="1.0"?>{entity}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def headed(rows: str) -> str:
    names = HEAD.strip().split(",")
    return f'<row r="1">{"".join(cell(f"{chr(65 + n)}1", name) for n, name in enumerate(names))}</row>{rows}'


def workbook(path: Path, sheet: str | Iterator[bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("xl/workbook.xml", BOOK)
        package.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as stream:
            for part in [sheet.encode()] if isinstance(sheet, str) else sheet:
                stream.write(part)


def plain(rows: str, entity: str = "") -> str:
    return SHEET.format(rows=rows, entity=entity)


def blown(_: Path) -> Iterator[bytes]:
    yield SHEET.split("{rows}")[0].format(entity="").encode()
    for _n in range(GIGABYTES * 64):
        yield b" " * (16 << 20)


def laughs() -> str:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    return plain(headed(f'<row r="2">{cell("A2", "&a9;")}</row>'), f"<!DOCTYPE worksheet [{entities}]>")


def packed(path: Path, head: str) -> None:
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(head.encode())
        for _ in range(GIGABYTES * 64):
            stream.write(b"\0" * (16 << 20) if not head else b"a" * (16 << 20))


def much(path: Path, head: str, part: bytes, times: int) -> None:
    """A text of many parts, never whole in memory: what this process holds counts in the peak of those it starts."""
    with path.open("wb") as stream:
        stream.write(head.encode())
        for _ in range(times):
            stream.write(part)


def repeated(path: Path) -> None:
    cells = "".join(f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in HEAD.strip().split(","))
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="a"><table:table-row>{cells}</table:table-row>'
        '<table:table-row table:number-rows-repeated="2147483647"><table:table-cell '
        'table:number-columns-repeated="1000000"><text:p>a</text:p></table:table-cell></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS)
        package.writestr("content.xml", content)


FILES: Final[dict[str, Callable[[Path], object]]] = {
    "a sheet that unpacks to 4 GB.xlsx": lambda path: workbook(path, blown(path)),
    "a text that unpacks to 4 GB.csv.gz": lambda path: packed(path, HEAD),
    "NUL bytes that unpack to 4 GB.csv.gz": lambda path: packed(path, ""),
    "entities within entities.xlsx": lambda path: workbook(path, laughs()),
    "row 2147483647.xlsx": lambda path: workbook(
        path, plain(headed(f'<row r="2147483647">{cell("A2147483647", "a")}</row>'))
    ),
    "a cell in column XFD of each row.xlsx": lambda path: workbook(
        path, plain(headed("".join(f'<row r="{n}">{cell(f"XFD{n}", "a")}</row>' for n in range(2, 200_000))))
    ),
    "rows and columns repeated.ods": repeated,
    "a million columns.csv": lambda path: much(path, "", b"a,", 1_000_000),
    "a line of 200 MB.csv": lambda path: much(path, HEAD, b"a" * 1_000_000, 200),
    "an open quote.csv": lambda path: much(path, HEAD + '"', b"a,b\n" * 100_000, 200),
    "NUL bytes.csv": lambda path: much(path, HEAD, b"\0" * 1_000_000, 50),
    "depth.json": lambda path: much(path, "", b"[" * 1_000_000, 5),
    "a value of 200 MB.jsonl": lambda path: much(path, '{"a": "', b"a" * 1_000_000, 200),
    "an encrypted workbook.xlsx": lambda path: path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 4096),
    "a page.xls": lambda path: path.write_text("<html><table><tr><td>a</td></tr></table></html>", encoding="utf-8"),
    "a pipe.csv": os.mkfifo,
    "a device.csv": lambda path: path.symlink_to("/dev/zero"),
    "a folder.csv": lambda path: (path.mkdir(), path.joinpath("x.csv").symlink_to("/dev/zero")),
}


def refused(path: Path, data_dir: Path) -> tuple[int, float, float]:
    """Exit status, peak of resident memory in MB, seconds of `zuzhitu load auto` of a file."""
    program = [sys.executable, "-c", "from app.cli.main import main; main()"]
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*program, "load", "auto", str(path), "--data-dir", str(data_dir)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), used.ru_maxrss / 1024, time.perf_counter() - begun


def main() -> int:
    """Prints a row per file; 1 where one was not refused as it must be."""
    held = True
    with tempfile.TemporaryDirectory() as folder:
        print("| file | exit status | MB | seconds |\n|---|---|---|---|")
        for name, make in FILES.items():
            path = Path(folder) / name
            make(path)
            status, megabytes, seconds = refused(path, Path(folder) / "data")
            held &= status == 3 and megabytes < MOST_MB and seconds < MOST_SECONDS
            print(f"| {name} | {status} | {megabytes:,.0f} | {seconds:.1f} |", flush=True)
            if path.is_file() and not path.is_symlink():
                path.unlink()
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
