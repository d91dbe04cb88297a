"""Where everything on the page was read: a number for each place, and at the end what the numbers stand for."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from app.cli.dossier.gathered import Dossier
from app.cli.dossier.markup import Content, Element, both, element
from app.cli.dossier.parts import code
from app.cli.words import say

HEADS = ("number", "sheet", "row", "run", "facts")


class Origin(NamedTuple):
    """A row of a file, or what another command told, with the run that brought it."""

    file: str
    sha256: str
    sheet: str
    row: int
    run: str


class Sources:
    """The places of a dossier: files in the order in which the page names them, of each its rows."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier

    @cached_property
    def _facts(self) -> Mapping[Origin, list[str]]:
        """By place the ids of the facts that were read there, none of what has no id."""
        found: dict[Origin, list[str]] = {}
        for told in _told(self._dossier):
            ids = found.setdefault(_origin(told), [])
            if (id_ := (told.get("fact") or told)["id"]).startswith("f:") and id_ not in ids:
                ids.append(id_)
        return found

    @cached_property
    def _numbers(self) -> Mapping[Origin, int]:
        files = list(dict.fromkeys((one.file, one.sha256) for one in self._facts))
        ordered = sorted(self._facts, key=lambda one: (files.index((one.file, one.sha256)), one[2:]))
        return {one: number for number, one in enumerate(ordered, 1)}

    def mark(self, told: Mapping[str, Any]) -> Content:
        """The number of where a fact, or an item of the history, was read; a dash for what was derived."""
        if not _is_told(told):
            return "—"
        number = self._numbers[_origin(told)]
        return element("a", f"[{number}]", href=f"#source-{number}")

    def listed(self) -> Content:
        """The list at the end: below each file, with its whole hash, the rows that were read of it."""
        if not self._numbers:
            return element("p", both(*say("nothing")))
        heads = element("thead", element("tr", (element("th", both(*say(head)), scope="col") for head in HEADS)))
        return element("table", heads, element("tbody", self._rows()), class_="sources")

    def _rows(self) -> Iterator[Element]:
        file = None
        for one, number in self._numbers.items():
            if file != (one.file, one.sha256):
                file = (one.file, one.sha256)
                digest = element("div", "sha256 ", code(one.sha256)) if one.sha256 else None
                title: Content = one.file or both(*say("other_command"))
                yield element("tr", element("th", title, digest, colspan=str(len(HEADS)), scope="rowgroup"))
            ids: list[Content] = [[code(id_), " "] for id_ in self._facts[one]]
            cells: list[Content] = [one.sheet or "—", str(one.row) if one.row else "—", one.run or "—", ids]
            yield element(
                "tr", element("td", f"[{number}]"), (element("td", cell) for cell in cells), id=f"source-{number}"
            )


def _told(dossier: Dossier) -> Iterator[Mapping[str, Any]]:
    """Facts of the chain and items of the history that were told, in the order of the page."""
    chain = dossier.chain.zh
    for link in (chain["lead"], *chain["path"]):
        yield from link["facts"] if link else ()
    yield from filter(_is_told, dossier.history.zh["items"])


def _is_told(told: Mapping[str, Any]) -> bool:
    return told.get("what") not in ("coverage", "link")


def _origin(told: Mapping[str, Any]) -> Origin:
    place, run, source = told["place"] or {}, told["run"] or "", told["source"]
    said = f"{source} ({run})" if source and run and not run.startswith(f"{source}:") else run or source or ""
    file, sha256, sheet = (place.get(name) or "" for name in ("file", "sha256", "sheet"))
    return Origin(file, sha256, sheet, place.get("row") or 0, said)
