"""XLSX, transitional and strict, read as a stream: a row at a time, whatever the workbook's size.

Rows as spreadsheets write them are cut by one regular expression; any other row, and any sheet that is written
otherwise (prefixes, CDATA, UTF-16), goes through an XML parser. Both give the same cells.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from loaders.read.arrived import Arrived
from loaders.read.limits import CELLS, COLUMNS, MAX_CELLS, MAX_COLUMNS
from loaders.read.lines import Fault, Line
from loaders.read.markup import BadMarkup, elements
from loaders.read.number_formats import number_text, precision_of
from loaders.read.package import Package, opened, refusing_damage
from loaders.read.row_shapes import Cell, Shapes, Texts
from loaders.read.sheets import Sheet
from loaders.read.strings import escaped, read_strings
from loaders.read.xlsx_cells import Cells, ParsedRows, column_of, is_true

_COUNTED_FIRST: Final = 16 << 20  # bytes of a sheet from which on its cells are counted before the first is read
_HEAD: Final = 1 << 20
_LONGEST_ROW: Final = 16 << 20  # bytes


def sheets(file: Arrived) -> Iterator[Sheet]:
    """Each worksheet with its rows. The rows of one are to be read before the next is asked for. FileUnreadable."""
    with opened(file) as package:
        book = _Book(package)
        for name, hidden, part in book.listed:
            sheet = Sheet(name, hidden, iter(()), epoch_1904=book.epoch_1904)
            sheet.lines = _lines(book, sheet, part)
            yield sheet


class _Book:
    """What the sheets of a workbook share, and where they are. BadMarkup, KeyError, ValueError."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.epoch_1904 = False
        self.listed: list[tuple[str, bool, str]] = []
        part = next(target for kind, target, _ in _related(package, "") if kind == "officeDocument")
        related = list(_related(package, part))
        worksheets = {id: target for kind, target, id in related if kind == "worksheet"}
        for name, attributes, _ in elements(package.blocks(part)):
            if name == "workbookPr":
                self.epoch_1904 = is_true(attributes.get("date1904"))
            elif name == "sheet" and attributes["id"] in worksheets:
                hidden = attributes.get("state", "visible") != "visible"
                self.listed.append((attributes["name"], hidden, worksheets[attributes["id"]]))
        shared = {kind: target for kind, target, _ in related if target in package}
        self.precisions = _precisions(package, shared["styles"]) if "styles" in shared else {}
        texts = shared.get("sharedStrings")
        self.strings = read_strings(package.file.name, package.blocks(texts)) if texts else []


def _related(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """Kind, target and id of what a part refers to."""
    folder, name = posixpath.split(part)
    for element, attributes, _ in elements(package.blocks(posixpath.join(folder, "_rels", f"{name}.rels"))):
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.join("/", folder, attributes["Target"].replace("\\", "/"))
            yield attributes["Type"].rpartition("/")[2], posixpath.normpath(target).lstrip("/"), attributes["Id"]


def _precisions(package: Package, part: str) -> dict[bytes, str]:
    """What the cells of a style say of time, by the style's number; styles of plain numbers are left out."""
    codes: dict[int, str] = {}
    found: dict[bytes, str] = {}
    count = 0
    for name, attributes, around in elements(package.blocks(part)):
        if name == "numFmt":
            codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == "xf" and around[-1] == "cellXfs":
            id = int(attributes.get("numFmtId", 0))
            if precision := precision_of(id, codes.get(id)):
                found[str(count).encode()] = precision
            count += 1
    return found


# -- rows as spreadsheets write them --------------------------------------------------------------------------------

_BEGINS: Final = re.compile(rb"<sheetData\s*>")
_UTF8: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml(?![^>]*encoding=[\"'](?!utf-8[\"']))[^>]*\?>|<worksheet)", re.I
)
_COLUMN: Final = re.compile(rb"<col\s([^>]*)>")
_ATTRIBUTE: Final = re.compile(rb"\b(min|max|hidden)=[\"'](\w{1,7})[\"']")
_CELL_TAGS: Final = (b"<c ", b"<c>", b"<c/", b":c ", b":c>", b":c/", b"<c\n", b"<c\t", b":c\n", b":c\t")
_ROW: Final = re.compile(rb"(?: r=\"(\d{1,10})\")?([^>]*)>")
_HIDDEN: Final = re.compile(rb"\shidden=\"(?:1|true)\"")
_CELL: Final = re.compile(
    rb"<c r=\"([A-Z]{1,3})(\d+)\"(?: s=\"(\d+)\")?(?: t=\"([a-zA-Z]+)\")?"
    rb"(?:/>|>(<f(?: [^>]*)?(?:/>|>[^<]*</f>))?"
    rb"(?:<v>([^<&]*)</v>|<is><t(?: xml:space=\"preserve\")?>([^<&]*)</t></is>)?</c>)"
)
_PARTS: Final = 8  # what _CELL.split gives of each cell: what stands before it, then the seven groups
_MERGE: Final = re.compile(rb"<(?:\w+:)?mergeCell [^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})[\"']")


def _lines(book: _Book, sheet: Sheet, part: str) -> Iterator[Line]:
    package = book.package
    cells = Cells(package.file.name, sheet, book.strings, book.precisions, book.epoch_1904)
    with refusing_damage(package.file, sheet.name):
        if package.stated_size(part) > _COUNTED_FIRST and package.count(part, _CELL_TAGS) > MAX_CELLS:
            raise cells.too_large(CELLS, MAX_CELLS)
        blocks = package.blocks(part)
        head, begun = b"", None
        while begun is None and len(head) < _HEAD and (block := next(blocks, b"")):
            head += block
            begun = _BEGINS.search(head)
        if begun is None or b"<!" in head[: begun.end()] or not _UTF8.match(head):
            yield from _parsed(cells, chain([head], blocks), whole=True)
        else:
            for column in _COLUMN.finditer(head, 0, begun.start()):
                said = dict(_ATTRIBUTE.findall(column[1]))
                cells.column({name.decode(): value.decode() for name, value in said.items()})
            yield from _Cutter(cells).lines(head[begun.end() :], blocks)


def _parsed(cells: Cells, blocks: Iterable[bytes], *, whole: bool) -> Iterator[Line]:
    rows = ParsedRows(cells)
    for block in blocks:
        yield from rows.feed(block)
    if whole:
        yield from rows.feed(b"", last=True)


class _Cutter:
    """Cuts the rows of a sheet."""

    def __init__(self, cells: Cells) -> None:
        self._cells, self._shapes = cells, Shapes()
        self._strings = Texts(lambda value: cells.strings[int(value)])
        self._inline = Texts(lambda value: escaped(value.decode()))
        self._numbers: dict[str | None, Texts] = {}

    def lines(self, rest: bytes, blocks: Iterator[bytes]) -> Iterator[Line]:
        """The rows of `rest` and of what follows it, cut where each begins."""
        while True:
            end = rest.find(b"</sheetData>")
            cut = end if end >= 0 else max(rest.rfind(b"<row"), 0)
            first, *pieces = rest[:cut].split(b"<row")
            if b"<!" in rest or len(rest) > _LONGEST_ROW or first.strip():
                yield from _parsed(self._cells, chain([b"<worksheet><sheetData>", rest], blocks), whole=True)
                return
            for piece in pieces:
                if (line := self._row(piece)) is not None:
                    yield line
            rest = rest[cut:]
            if end >= 0:
                break
            block = next(blocks, None)
            if block is None:
                raise BadMarkup("the sheet is cut off")
            rest += block
        _read_merged(self._cells, chain([rest], blocks))

    def _row(self, piece: bytes) -> Line | None:
        """The row that `piece` holds, from behind its `<row`; None where it is blank."""
        cells = self._cells
        if (cut := self._shapes.cut(piece)) is not None:
            number, attributes, texts, count = cut
            self._begin(number, attributes)
            cells.count(count)
            if len(texts) > MAX_COLUMNS:
                raise cells.too_large(COLUMNS, MAX_COLUMNS)
            return cells.line(texts, {})
        head = _ROW.match(piece)
        if head is None:
            raise BadMarkup("a row without end")
        if head[1] is None and b"r" in head[2]:  # its attributes stand in another order
            return _alone(ParsedRows(cells), piece)
        self._begin(int(head[1]) if head[1] else None, head[2])
        if head[2].endswith(b"/"):
            if piece[head.end() :].strip():
                raise BadMarkup("something between the rows")
            return None
        end = piece.rfind(b"</row>")
        alike = end >= 0 and not piece[end + len(b"</row>") :].strip()
        parts = _CELL.split(piece[head.end() : end]) if alike else [b"?"]
        count = len(parts) // _PARTS
        if any(parts[::_PARTS]) or parts[2::_PARTS].count(b"%d" % cells.number) != count:
            return _alone(ParsedRows(cells, begun=True), piece)
        cells.count(count)
        self._shapes.learn([] if head[1] is None else self._shape(parts))
        return self._line(parts)

    def _begin(self, number: int | None, attributes: bytes) -> None:
        self._cells.begin(number)
        if b"hidden" in attributes and _HIDDEN.search(attributes):
            self._cells.sheet.hidden_rows += 1

    def _shape(self, parts: list[bytes]) -> list[Cell]:
        """The cells that the shape of a row is made of; none where one of them is rarely like the next row's."""
        found = []
        for _, letters, _, style, type, formula, value, inline in zip(*[iter(parts[:-1])] * _PARTS, strict=True):
            before = b'"' + (b' s="%s"' % style if style is not None else b"")
            before += b' t="%s"' % type if type is not None else b""
            texts = self._texts(style, type)
            if formula is not None or value == b"" or inline is not None or (value is not None and texts is None):
                return []
            if value is None:
                found.append(Cell(column_of(letters), letters, before + b"/>", b"", None))
            else:
                found.append(Cell(column_of(letters), letters, before + b"><v>", b"</v></c>", texts))
        columns = [cell.column for cell in found]
        return found if columns == sorted(set(columns)) else []

    def _texts(self, style: bytes | None, type: bytes | None) -> Texts | None:
        """What the values of such a cell stand for; None where they are no shared texts and no numbers."""
        if type == b"s":
            return self._strings
        if type not in (None, b"n"):
            return None
        precision = self._cells.precisions.get(style or b"0")
        if precision not in self._numbers:
            epoch_1904 = self._cells.epoch_1904
            self._numbers[precision] = Texts(lambda value: number_text(value.decode(), precision, epoch_1904))
        return self._numbers[precision]

    def _line(self, parts: list[bytes]) -> Line | None:
        cells = self._cells
        texts: list[str] = []
        faults: dict[int, Fault] = {}
        columns = (parts[at::_PARTS] for at in (1, 3, 4, 5, 6, 7))
        for letters, style, type, formula, value, inline in zip(*columns, strict=True):
            if inline is not None:
                text = self._inline[inline]
            elif value and (known := self._texts(style, type)) is not None:
                text = known[value]
            else:
                said = None if value is None else value.decode()
                text, fault = cells.value(type, style, said, formula=formula is not None)
                if fault:
                    faults[column_of(letters)] = fault
            if text:
                cells.place(texts, column_of(letters), text)
        return cells.line(texts, faults)


def _alone(rows: ParsedRows, piece: bytes) -> Line | None:
    lines = rows.feed(b"<row" + piece, last=True)
    return lines[0] if lines else None


def _read_merged(cells: Cells, blocks: Iterable[bytes]) -> None:
    """The merged ranges in what stands behind the rows."""
    left = b""
    for block in blocks:
        text = left + block
        cut = max(text.rfind(b"<"), 0)
        for match in _MERGE.finditer(text, 0, cut):
            cells.merge(column_of(match[1]), int(match[2]), int(match[3]))
        left = text[cut:]
        if len(left) > _HEAD:
            raise BadMarkup("a tag without end")
