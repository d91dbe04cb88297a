"""What spreadsheets leave in a cell that is no part of its value, and cells that hold no value at all."""

import re
from typing import Final

from loaders.read.lines import Fault

_HALF: Final = re.compile("[\ud800-\udfff]")
_AS_TEXT: Final = re.compile(r'="((?:[^"]|"")*)"')  # ="0012": what keeps a number a text
_FLOAT: Final = re.compile(r"\d+\.0")
# As spreadsheets show them; #N/A is how people write a blank, too.
_ERROR: Final = re.compile(r"#(?:[A-Z][A-Z_/0-9]*[!?]|GETTING_DATA|#{2,})")


def whole_characters(text: str) -> str:
    """The text with the halves of a character joined; one alone (`\\ud800`) is U+FFFD, and can be printed."""
    if _HALF.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def bare_text(text: str) -> str:
    """The text without the mark that keeps a number a text (`'0012`, `="0012"`) and the `.0` of a whole number."""
    if text[:1] == "'" and text.count("'") == 1:
        return text[1:]
    if text[:2] == '="' and (quoted := _AS_TEXT.fullmatch(text.strip())):
        return quoted[1].replace('""', '"')
    if text[-2:] == ".0" and _FLOAT.fullmatch(text):
        return text[:-2]
    return text


def fault_of(text: str) -> Fault | None:
    """What is wrong with a text that begins with `#` or `=`: an error as a spreadsheet shows it, or a formula."""
    shown = text.strip()
    if _ERROR.fullmatch(shown):
        return Fault("error_cell", shown)
    return Fault("uncalculated_formula") if len(shown) > 1 and shown[0] == "=" and shown[1] not in "= " else None
