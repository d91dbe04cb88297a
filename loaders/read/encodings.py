"""In which encoding a text is written: UTF-8 with or without BOM, UTF-16 with BOM, or GB18030."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TextIO

from loaders.cells.rejects import FileUnreadable, Place
from loaders.read.arrived import Arrived
from loaders.read.limits import LINE, MAX_LINE, MAX_ROWS, ROWS, too_large
from loaders.read.tables import HAN

_CHUNK: Final = 1 << 20
_CERTAIN_HAN: Final = 20
_HEAD: Final = 4096
# Of headings in full characters, as Big5 has them; the bytes of another encoding do not make two of them by chance.
_FULL: Final = (
    *("名稱", "單位", "組織", "類型", "日期", "時間", "登記", "機關", "業務", "地址", "統計", "人數", "黨員", "編號"),
    *("協會", "企業", "公司", "區劃", "註冊", "行業", "住所", "主管", "批准", "代碼"),
)
_SHOWN: Final = {
    **{"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "gb18030": "GB18030"},
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "UTF-16"),
}


@contextmanager
def text_of(file: Arrived, encoding: str, newline: str | None = None) -> Iterator[TextIO]:
    """The text of a file. What cannot be decoded is UnicodeDecodeError, but `encoding_of` has seen the whole."""
    with file.opened() as stream, io.TextIOWrapper(stream, encoding=encoding, newline=newline) as text:
        yield text


def encoding_of(file: Arrived, *, in_lines: bool) -> str:
    """utf-8-sig, utf-8, utf-16 (-le, -be without BOM) or gb18030: the first in which the whole file can be read.

    FileUnreadable where there is none: the line and the byte that does not fit the one that goes furthest; where the
    text is `in_lines`, also behind the limits of those.
    """
    with file.opened() as stream:
        head = stream.read(_HEAD)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif head.startswith(codecs.BOM_UTF8):
        encodings = ("utf-8-sig",)
    elif unmarked := _utf_16_without_bom(head):
        encodings = (unmarked,)
    else:
        encodings = ("utf-8", "gb18030")
    failures = []
    for encoding in encodings:
        failure = _first_failure(file, encoding, _Lines(file) if in_lines else None)
        if failure is None:
            return encoding
        failures.append(failure)
        # With so much Han text it is that encoding, and damaged: no other would be more than a guess. A NUL is in none.
        if failure.han > _CERTAIN_HAN or not failure.byte:
            break
    if is_big5(file):
        raise of_big5(file)
    raise _undecodable(file, max(failures, key=lambda failure: failure.line))


def is_big5(file: Arrived) -> bool:
    """Do the first bytes of a text in no Unicode make words of headings in Big5?"""
    with file.opened() as stream:
        head = stream.read(_HEAD)
    text = head.decode("big5", errors="ignore")
    return sum(word in text for word in _FULL) >= 2


def of_big5(file: Arrived) -> FileUnreadable:
    """A text that is read as another encoding, and says nothing in it."""
    return FileUnreadable(
        Place(file.name, None, 0),
        "unknown_encoding",
        "文件的编码可能是Big5（繁体中文），不能读取",
        "the file is probably in Big5 (traditional Chinese), which is not read",
        "用表格软件以Big5打开，另存为“CSV UTF-8”；表头改为“zuzhitu sources”所列的简体，或用 --map 说明",
        "open it in a spreadsheet as Big5 and save it as 'CSV UTF-8'; write the headings in simplified characters as "
        "`zuzhitu sources` lists them, or map them with --map",
    )


def _utf_16_without_bom(head: bytes) -> str | None:
    """Every comma and digit has a NUL beside it in UTF-16: where most NULs stand on one side, that is which it is."""
    before, behind = head[0::2].count(0), head[1::2].count(0)
    if (before + behind) * 20 < len(head) or min(before, behind) * 10 > max(before, behind):
        return None
    return "utf-16-be" if before > behind else "utf-16-le"


@dataclass(frozen=True)
class _Failure:
    """Where decoding first fails: the line, the byte, and how many Han characters were read before."""

    encoding: str
    line: int
    byte: int
    han: int


@dataclass
class _Lines:
    """How many lines there were, and how long the last one is so far."""

    file: Arrived
    number: int = 1
    length: int = 0

    def pass_by(self, text: str) -> None:
        """The next part of the text. FileUnreadable behind a limit."""
        ends = text.count("\n") or text.count("\r")
        last = max(text.rfind("\n"), text.rfind("\r"))
        self.length = len(text) - last - 1 + (self.length if last < 0 else 0)
        self.number += ends
        if self.length > MAX_LINE:
            raise too_large(self.file.name, LINE, MAX_LINE, row=self.number)
        if self.number > MAX_ROWS + 1:
            raise too_large(self.file.name, ROWS, MAX_ROWS, row=MAX_ROWS + 1)


def _first_failure(file: Arrived, encoding: str, lines: _Lines | None) -> _Failure | None:
    """None where the whole file can be decoded and holds no NUL."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, han = 1, 0
    with file.opened() as stream:
        while True:
            block = stream.read(_CHUNK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                good = error.object[: error.start].decode(encoding, errors="ignore")
                line, han = line + good.count("\n"), han + len(HAN.findall(good))
                return _Failure(encoding, line, error.object[error.start], han)
            if "\0" in text:
                return _Failure(encoding, line + text[: text.index("\0")].count("\n"), 0, han)
            line += text.count("\n")
            if lines is not None:
                lines.pass_by(text)
            if han <= _CERTAIN_HAN:
                han += len(HAN.findall(text))
            if not block:
                return None


def _undecodable(file: Arrived, failure: _Failure) -> FileUnreadable:
    shown = _SHOWN[failure.encoding]
    return FileUnreadable(
        Place(file.name, None, failure.line),
        "unknown_encoding",
        f"此行有{shown}中不应出现的字节 0x{failure.byte:02X}",
        f"this line holds the byte 0x{failure.byte:02X}, which does not belong there in {shown}",
        "用表格软件打开，核对此行后另存为“CSV UTF-8”",
        "open it in a spreadsheet, look at this line and save it as 'CSV UTF-8'",
    )
