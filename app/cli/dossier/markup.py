"""Elements of a page, as trees of the standard library: whatever text is put in comes out escaped."""

import re
from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree

Element = ElementTree.Element
Content = str | Element | None | Iterable["Content"]

# What no document may hold, and no reader shows.
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def element(tag: str, /, *content: Content, **attributes: str | None) -> Element:
    """An element; `class_` is the attribute class, None leaves an attribute or a part out."""
    given = {key.rstrip("_"): _UNSEEN.sub("", value) for key, value in attributes.items() if value is not None}
    made = ElementTree.Element(tag, given)
    _fill(made, content)
    return made


def _fill(made: Element, content: Iterable[Content]) -> None:
    for part in content:
        if part is None:
            continue
        if isinstance(part, str):
            _add_text(made, _UNSEEN.sub("", part))
        elif isinstance(part, ElementTree.Element):
            made.append(part)
        else:
            _fill(made, part)


def _add_text(made: Element, text: str) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text


def document(root: Element) -> bytes:
    """The page as UTF-8."""
    return b"<!DOCTYPE html>\n" + ElementTree.tostring(root, encoding="unicode", method="html").encode()


def both(zh: str, en: str) -> list[Content]:
    """A text in Chinese, and behind it in English where that is another one."""
    return [zh] if zh == en or not en else [zh, " ", element("span", en, lang="en")]


def table(heads: Iterable[tuple[str, str]], rows: Iterable[Iterable[Content]]) -> Element:
    """A table with headings in both languages; they stand again on every printed page."""
    return element(
        "table",
        element("thead", element("tr", (element("th", both(*head), scope="col") for head in heads))),
        element("tbody", (element("tr", (element("td", cell) for cell in row)) for row in rows)),
    )
