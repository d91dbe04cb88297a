"""XLSX packages written part by part, so that a test says exactly what stands in the XML."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

XML = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def worksheet(rows: str, behind: str = "", main: str = MAIN) -> str:
    """A sheet of these rows, as XML."""
    return f'{XML}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>{behind}</worksheet>'


def row(number: int, *cells: str, attributes: str = "") -> str:
    """A row of cells as `text` or `cell` give them."""
    return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'


def text(reference: str, value: str) -> str:
    """A cell with a text of its own."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def cell(reference: str, value: str, *, style: int | None = None, type: str = "") -> str:
    """A cell with a value as it is written."""
    said = (f' s="{style}"' if style is not None else "") + (f' t="{type}"' if type else "")
    return f'<c r="{reference}"{said}><v>{value}</v></c>'


def headings(number: int, *words: str) -> str:
    """A row of texts from column A on."""
    return row(number, *(text(f"{chr(65 + at)}{number}", word) for at, word in enumerate(words)))


def write_package(
    path: Path,
    sheets: Mapping[str, str | bytes],
    *,
    formats: Sequence[str] = (),
    strings: str = "",
    hidden: Sequence[str] = (),
    date_1904: bool = False,
    strict: bool = False,
) -> Path:
    """A workbook of these sheets; style n + 1 has the n-th format; `strings` are the entries of the shared texts."""
    main, office = (STRICT_MAIN, STRICT_OFFICE) if strict else (MAIN, OFFICE)
    listed = related = ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, xml) in enumerate(sheets.items(), 1):
            state = ' state="hidden"' if name in hidden else ""
            listed += f'<sheet name={quoteattr(name)} sheetId="{number}"{state} r:id="rId{number}"/>'
            related += _relation(number, office, "worksheet", f"worksheets/sheet{number}.xml")
            package.writestr(f"xl/worksheets/sheet{number}.xml", xml)
        related += _relation(98, office, "styles", "styles.xml")
        related += _relation(99, office, "sharedStrings", "/xl/sharedStrings.xml")
        declared = "".join(
            f'<numFmt numFmtId="{164 + at}" formatCode={quoteattr(code)}/>' for at, code in enumerate(formats)
        )
        used = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(formats)))
        package.writestr("[Content_Types].xml", "<Types/>")
        top = _relation(1, office, "officeDocument", "xl/workbook.xml")
        package.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{top}</Relationships>')
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><workbookPr date1904="{int(date_1904)}"/>'
            f"<sheets>{listed}</sheets></workbook>",
        )
        package.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>')
        package.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{main}"><numFmts>{declared}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
            f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>',
        )
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}" count="1">{strings}</sst>')
    return path


def _relation(number: int, office: str, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{office}/{kind}" Target="{target}"/>'
