"""Whatever text a user names something by: an id, a credit code, a registration number (docs/domain.md 7)."""

import unicodedata

from app.deps import Reading
from app.errors import Fault, Problem, refuse


def spellings(text: str) -> list[str]:
    """The text as given, and as identifiers are written: no spaces, half width, upper case."""
    normal = "".join(unicodedata.normalize("NFKC", text).split())
    return list(dict.fromkeys((text, normal, normal.upper())))


async def find(reading: Reading, text: str) -> list[tuple[str, str]]:
    """(id, label) of everything that the text identifies; an id goes before an identifier."""
    rows = await reading.ask("identify", names=spellings(text))
    exact = [(row["id"], row["label"]) for row in rows if row["id"] == text]
    return exact or sorted({(row["id"], row["label"]) for row in rows})


async def identify(reading: Reading, text: str, label: str) -> str:
    """The id of the one node with this label that a path names.

    Raises Problem: 404 where there is none, 422 with the candidates where there are several.
    """
    found = [i for i, its in await find(reading, text) if its == label]
    if not found:
        missing = "no_such_organization" if label == "Organization" else "no_such_party_organization"
        raise Problem(404, missing, id=text)
    if len(found) > 1:
        values = {"id": text, "candidates": ", ".join(found)}
        raise Problem(422, "ambiguous", [Fault("/path/id", "ambiguous", values)], **values)
    return found[0]


async def identify_filter(reading: Reading, name: str, text: str | None) -> str | None:
    """The id that a filter names, of an organisation or a Party organisation. Raises Problem (422)."""
    if text is None:
        return None
    found = await find(reading, text)
    if not found:
        raise refuse(name, "unknown_holder", value=text)
    if len(found) > 1:
        raise refuse(name, "ambiguous", id=text, candidates=", ".join(i for i, _ in found))
    return found[0][0]
