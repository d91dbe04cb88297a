"""The headings of a table: which row they fill, on one level or two, and what is written over each column.

A heading is known by what it says: width, spaces, marks of obligation and remarks in brackets
(统一社会信用代码（18位）) aside, and by one of several names (单位名称/全称).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import Final

from loaders.cells.persons import is_personal_column, mask_heading
from loaders.cells.rejects import FileUnreadable, Place
from loaders.cells.values import narrow
from loaders.read.lines import Line
from loaders.read.marks import bare_text
from loaders.read.skipping import is_report_line

HEADER_ROWS: Final = 30  # how far down a row of headings is looked for
_OBLIGATION: Final = re.compile(r"\((?:必填|选填|可空|必填项|选填项)\)")
_REMARK: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】")
_OR: Final = re.compile(r"[/|、]|或")
_ORDINALS: Final = frozenset({"序号", "编号序号", "行号", "no", "no.", "序"})
_LONGEST: Final = 40  # characters of a heading
_GROUP: Final = 16  # characters of a heading over several columns
_NEAR: Final = 0.7  # of 1: how alike a word is to a heading
_TABLE: Final = 3  # headings and nothing else in a row below make another table


@dataclass(frozen=True)
class Header:
    """The headings of one sheet: a name per column, None where the column is not read; the rows that they fill."""

    sheet: str | None
    names: tuple[str | None, ...]
    rows: tuple[int, ...]
    personal: tuple[str, ...] = ()
    """Headings of columns that hold persons: dropped here, to be reported."""
    unnamed: tuple[int, ...] = ()
    """Columns (from 1) without a heading: not read."""
    written: tuple[str, ...] = ()
    """The headings as the file has them, of every column."""
    lines: tuple[tuple[str, ...], ...] = ()
    """The rows that the headings fill, as `keys_of` has them: they may come again on the next page."""

    @cached_property
    def dropped(self) -> tuple[tuple[int, str], ...]:
        """Index and heading of each column that is not read."""
        unread = [at for at, name in enumerate(self.names) if name is None]
        return tuple((at, header_key(self.written[at]) if at < len(self.written) else "") for at in unread)

    @cached_property
    def place(self) -> str | None:
        """The title of the sheet as places name it: what may be a person's name is masked, a word of two is none."""
        return mask_heading(self.sheet) if self.sheet and len(self.sheet) > 2 else self.sheet

    @cached_property
    def _first_words(self) -> frozenset[str]:
        """What a row that holds the headings once more can begin with."""
        lines = [*self.lines, tuple(name or "" for name in self.names)]
        return frozenset(next(filter(None, line), "") for line in lines)

    def repeated_in(self, cells: Sequence[str]) -> bool:
        """Does a row hold the headings again?"""
        first = next(filter(None, cells), "")
        if len(first) > _LONGEST or header_key(first) not in self._first_words:
            return False
        if keys_of(cells) in self.lines:
            return True
        named = [(name, cell) for name, cell in zip(self.names, cells, strict=False) if name]
        return len(named) >= 2 and all(name == header_key(cell) for name, cell in named)


@lru_cache(4096)
def header_key(text: str) -> str:
    """A heading without width, spaces, marks of obligation and remarks: `＊单位名称（必填）` -> `单位名称`."""
    return _OBLIGATION.sub("", narrow(bare_text(text))).strip("*:#\"'")


def keys_of(cells: Sequence[str]) -> tuple[str, ...]:
    """The row as headings, blank ones at its end left out."""
    words = [header_key(cell) for cell in cells]
    while words and not words[-1]:
        words.pop()
    return tuple(words)


def is_heading(cell: str, keys: frozenset[str]) -> bool:
    """Does a cell hold one of `keys` and nothing else?"""
    return 0 < len(cell) <= _LONGEST and header_key(cell) in keys


def known_as(word: str, keys: frozenset[str]) -> str:
    """The one of `keys` that a heading says, else the heading itself, both as `header_key` has them."""
    if word in keys or len(word) > _LONGEST:
        return word
    bare = _REMARK.sub("", word)
    return next((one for one in (bare, *_OR.split(bare)) if one in keys), word)


def find_header(
    lines: Iterable[Line], sheet: str | None, keys: frozenset[str], renamed: Mapping[str, str]
) -> Header | list[str] | None:
    """The headings among the first rows; None where the sheet is blank, the first words seen where there are none.

    `renamed`: what a heading means, by its key; it counts as known.
    """
    keys |= renamed.keys() if keys else frozenset()
    before: Line | None = None
    seen: list[str] = []
    filled = 0
    candidates = iter(lines)
    for line in candidates:
        words = keys_of(line.cells)
        if not any(words):
            continue
        filled += 1
        if filled > HEADER_ROWS:
            break
        seen += [word for word in words if word][: 8 - len(seen)]
        if _is_header(words, keys):
            return _merged_header(sheet, (before, line, next(candidates, None)), keys, renamed)
        before = line
    return seen or None


def _is_header(words: Sequence[str], keys: frozenset[str]) -> bool:
    if keys:
        return sum(known_as(word, keys) in keys for word in words if word) >= 2
    filled = [word for word in words if word]
    return len(filled) >= 2 and not any(map(is_report_line, filled))


def _merged_header(
    sheet: str | None,
    around: tuple[Line | None, Line, Line | None],
    keys: frozenset[str],
    renamed: Mapping[str, str],
) -> Header:
    """One heading per column from one or two rows: a group's heading over its columns gives way to theirs."""
    above, line, below = around
    words, lines = list(keys_of(line.cells)), [line]
    if keys and below is not None and _is_lower(lower := keys_of(below.cells), words, keys):
        words = _under(words, lower, keys)
        lines.append(below)
    if keys and above is not None and above.number == line.number - 1:
        upper = keys_of(above.cells)
        blank = [word for at, word in enumerate(upper) if not (at < len(words) and words[at])]
        if any(known_as(word, keys) in keys for word in blank) or _names_groups(upper, words, keys):
            words = _under(list(upper), words, keys)
            lines.insert(0, above)
    rows = tuple(one.number for one in lines)
    return header_of(sheet, words, rows, keys, renamed, tuple(keys_of(one.cells) for one in lines))


def _names_groups(upper: Sequence[str], lower: Sequence[str], keys: frozenset[str]) -> bool:
    """Is the row above the headings one of groups (基本信息 over some, 书记 down over both rows), though none is known?

    Several short words without a figure, of which one names a column that the lower row leaves blank, or makes a
    heading of the lower row a known one.
    """
    filled = [word for word in upper if word]
    if len(filled) < 2 or any(
        len(word) > _GROUP or ":" in word or any(map(str.isdigit, word)) or is_report_line(word) for word in filled
    ):
        return False
    down = any(word and not (at < len(lower) and lower[at]) for at, word in enumerate(upper))
    known = [known_as(word, keys) in keys for word in lower if word]
    together = _under(upper, lower, keys)
    return down or sum(known_as(word, keys) in keys for word in together if word) > sum(known)


def _is_lower(lower: Sequence[str], upper: Sequence[str], keys: frozenset[str]) -> bool:
    """Is a row the second level of the headings above it: known ones, or others where the first level is blank?"""
    over = [*upper, *[""] * (len(lower) + 1 - len(upper))]
    together = _under(over, lower, keys)
    known = [bool(word) and known_as(together[at], keys) in keys for at, word in enumerate(lower)]
    beside = [not (over[at] and over[at + 1]) for at in range(len(lower))]
    return any(known) and all(
        is_known or not word or (is_beside and len(word) <= _LONGEST and not any(map(str.isdigit, word)))
        for word, is_known, is_beside in zip(lower, known, beside, strict=True)
    )


def _under(upper: Sequence[str], lower: Sequence[str], keys: frozenset[str]) -> list[str]:
    """The headings of the columns under those of their groups: 党员 over 正式 and 预备 makes 正式党员, 预备党员."""
    words = []
    group = ""
    for at in range(max(len(upper), len(lower))):
        over, own = (row[at] if at < len(row) else "" for row in (upper, lower))
        group = over or group
        if own and known_as(own, keys) not in keys:
            own = next((one for one in (own + group, group + own) if known_as(one, keys) in keys), own)
        words.append(own or over)
    return words


def header_of(
    sheet: str | None,
    written: Sequence[str],
    rows: tuple[int, ...],
    keys: frozenset[str],
    renamed: Mapping[str, str],
    lines: tuple[tuple[str, ...], ...] = (),
) -> Header:
    """The headings of a table from what is written over its columns; one that names persons keeps its name."""
    words = [header_key(word) for word in written]
    personal = tuple(word for word in words if word and is_personal_column(word))
    kept = tuple(
        None if not word or word.lower() in _ORDINALS or is_personal_column(word) else _name(word, keys, renamed)
        for word in words
    )
    unnamed = tuple(at for at, word in enumerate(words, 1) if not word)
    return Header(sheet, kept, rows, personal, unnamed, tuple(written), lines)


def _name(word: str, keys: frozenset[str], renamed: Mapping[str, str]) -> str:
    return renamed[word] if word in renamed else known_as(word, keys)


def refuse_duplicates(file: str, header: Header, keys: frozenset[str]) -> None:
    """Two columns of one heading are refused where the heading says something: which of them counts?"""
    names = [name for name in header.names if name and (not keys or name in keys)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        shown = "、".join(twice)
        raise FileUnreadable(
            Place(file, header.sheet, header.rows[-1]),
            "duplicate_header",
            f"表头“{shown}”出现多次",
            f"the heading {shown} stands there more than once",
            "删除或改名重复的列后重新导入",
            "rename or remove the column that is there twice and load the file again",
        )


def of_one_table(lines: Iterable[Line], file: str, header: Header, keys: frozenset[str]) -> Iterator[Line]:
    """The rows. FileUnreadable where another table begins among them."""
    for line in lines:
        first = next(filter(None, line.cells), "")
        if is_heading(first, keys):
            _refuse_second_table(file, header, line, keys)
        yield line


def _refuse_second_table(file: str, header: Header, line: Line, keys: frozenset[str]) -> None:
    """Other headings below those of a sheet begin another table; its rows would be read under the first one's."""
    found = [header_key(cell) for cell in line.cells if cell]
    if len(found) < _TABLE or line.number <= header.rows[-1] or not keys.issuperset(found):
        return
    if header.repeated_in(line.cells):
        return
    raise FileUnreadable(
        Place(file, header.place, line.number),
        "second_table",
        f"第{line.number}行又是一行表头：{'一张工作表' if header.sheet else '一个文件'}里有两个表",
        f"row {line.number} holds headings again: two tables {'on one sheet' if header.sheet else 'in one file'}",
        "把后一个表移到另一张工作表或另一个文件，重新导入",
        "move the second table to a sheet or a file of its own and load it again",
    )


def lists_persons(headings: Iterable[str]) -> bool:
    """Are these the headings of a list of persons, one in a row?"""
    return any(header_key(word).endswith("姓名") for word in headings)


def list_of_persons(file: str, sheet: str | None, row: int) -> FileUnreadable:
    """A list of persons, one in a row: nobody of them is loaded, only how many an organisation has."""
    return FileUnreadable(
        Place(file, sheet, row),
        "list_of_persons",
        "这是人员名单，一行一人；本系统不保存自然人，只导入各组织的人数",
        "this is a list of persons, one in a row; no persons are kept, only counts per organisation",
        "按组织汇总人数后导入；空表用“zuzhitu sources --template instructors 表.xlsx”或 headcounts 生成",
        "count them per organisation, as `zuzhitu sources --template instructors OUT.xlsx` (or headcounts) has it",
    )


def no_header(file: str, sheet: str | None, seen: Sequence[str], keys: frozenset[str]) -> FileUnreadable:
    """Of a file without headings that are known nothing is quoted: what stands there may be anybody's name.

    Named are those of `keys` that a word of the first rows is near to.
    """
    if lists_persons(seen):
        return list_of_persons(file, sheet, 0)
    near = dict.fromkeys(close[0] for word in seen if (close := get_close_matches(word, sorted(keys), 1, _NEAR)))
    zh, en = (f"；有的词近似表头{'、'.join(near)}", f"; some words are near {', '.join(near)}") if near else ("", "")
    return FileUnreadable(
        Place(file, sheet, 0),
        "no_header",
        f"前{HEADER_ROWS}行中找不到表头{zh}" if seen else "文件没有内容",
        f"no row of headings was found among the first {HEADER_ROWS}{en}" if seen else "the file is empty",
        "以“zuzhitu sources”列出的表头为准，补上表头行后重新导入；表头不同的用 --map 说明",
        "add a row of headings as `zuzhitu sources` lists it, or say with --map what those of the file mean",
    )
