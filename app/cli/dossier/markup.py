"""Elements of a page, as trees of the standard library: whatever text is put in comes out escaped.

A text stands in both languages, each marked as what it is; `in_language` leaves of a page what its reader asked for.
"""

import re
from collections.abc import Iterable
from typing import Final, Literal, get_args
from xml.etree import ElementTree

Element = ElementTree.Element
Content = str | Element | None | Iterable["Content"]
Languages = Literal["zh", "en", "both"]
LANGUAGES: Final[tuple[str, ...]] = get_args(Languages)

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
    if zh == en or not en:
        return [zh]
    return [element("span", zh, lang="zh"), element("span", " ", lang="both"), element("span", en, lang="en")]


def either(zh: Content, en: Content) -> list[Content]:
    """What stands once, in Chinese unless the page is in English alone."""
    return [element("span", zh, lang="zh"), element("span", en, lang="en-alone")]


def in_language(root: Element, languages: Languages) -> None:
    """Leaves of a page what is in these languages."""
    kept = {"zh": {"zh"}, "en": {"en", "en-alone"}, "both": {"zh", "both", "en"}}[languages]
    _prune(root, kept, unwrapped=kept - {"en"} if languages == "both" else kept)


def _prune(made: Element, kept: set[str], unwrapped: set[str]) -> None:
    """Takes out the spans of other languages, and of `unwrapped` ones the span around the text."""
    parts = list(made)
    for part in parts:
        made.remove(part)
    for part in parts:
        tail, part.tail = part.tail or "", None
        language = part.get("lang")
        if language is None or language in kept:
            _prune(part, kept, unwrapped)
            _fill(made, [part.text, *part] if language in unwrapped else [part])
        _add_text(made, tail)


def table(heads: Iterable[tuple[str, str]], rows: Iterable[Iterable[Content]], class_: str | None = None) -> Element:
    """A table with headings; they stand again on every printed page. The widths of its columns go by its class."""
    return element(
        "table",
        element("thead", element("tr", (element("th", both(*head), scope="col") for head in heads))),
        element("tbody", (element("tr", (element("td", cell) for cell in row)) for row in rows)),
        class_=class_,
    )
