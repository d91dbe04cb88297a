"""What the maker of an XLSX workbook says of it: its custom properties."""

from collections.abc import Mapping
from typing import Final

from loaders.read.arrived import Arrived
from loaders.read.markup import Events
from loaders.read.package import opened

_PART: Final = "docProps/custom.xml"


def custom_properties(file: Arrived) -> Mapping[str, str]:
    """The custom properties by name; none where the workbook states none. FileUnreadable where it is no package."""
    found: dict[str, str] = {}
    name = ""

    def start(element: str, attributes: Mapping[str, str]) -> None:
        nonlocal name
        if element == "property":
            name = attributes.get("name", "")
            found[name] = ""

    def text(part: str) -> None:
        if name:
            found[name] += part

    def end(element: str) -> None:
        nonlocal name
        if element == "property":
            name = ""

    with opened(file) as package:
        if _PART in package:
            events = Events(start, end, text)
            for block in package.blocks(_PART):
                events.feed(block)
            events.feed(b"", last=True)
    return found
