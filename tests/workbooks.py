"""Workbooks that tests write and read: open documents part by part; what a reader says of a file and refuses."""

import time
import zipfile
from pathlib import Path

import pytest

from loaders.cells.rejects import FileUnreadable
from loaders.read.bounds import look_over
from loaders.read.readers import FileFacts, Row, inspect_file, read_rows

KNOWN = ("企业名称", "注册日期", "经营范围", "地区")
MONTH = 'yyyy"年"m"月"'
DAY = "yyyy-mm-dd"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"


ODS_CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0" xmlns:text="{OASIS}:text:1.0"
 xmlns:style="{OASIS}:style:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:automatic-styles>
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>{{}}</office:spreadsheet></office:body></office:document-content>"""


def read(path: Path) -> tuple[FileFacts, list[Row]]:
    """What is said of a file, and its rows."""
    facts = inspect_file(path, KNOWN)
    return facts, list(read_rows(facts))


def refusal(path: Path) -> FileUnreadable:
    """How a file is refused: at the first look and by its reader alike, soon, and by its own name."""
    began = time.process_time()
    with pytest.raises(FileUnreadable) as looked:
        look_over(path)
    with pytest.raises(FileUnreadable) as refused:
        read(path)
    assert looked.value.said == refused.value.said
    assert time.process_time() - began < 30
    assert refused.value.place.file == path.name
    return refused.value


def values(rows: list[Row]) -> list[tuple[str, ...]]:
    return [tuple(row.cells.values()) for row in rows]


def ods_file(folder: Path, *tables: str, manifest: str = "<manifest/>") -> Path:
    """An open document of some tables."""
    path = folder / "甲.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", ODS_CONTENT.format("".join(tables)))
    return path


def ods_table(*rows: str, name: str = "表一", style: str = "ta1") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def ods_row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def ods_cell(shown: str, said: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {said}><text:p>{shown}</text:p></table:table-cell>"


HEADINGS = ods_row(*map(ods_cell, ("企业名称", "注册日期", "经营范围")))
