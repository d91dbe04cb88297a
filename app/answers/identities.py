"""Whatever text a user names something by: an id, a credit code, a registration number (docs/domain.md 7)."""

import re
import unicodedata
from typing import Final

from app.answers.within import shown_of, within
from app.http.problems import Fault, Problem, refuse
from app.http.reading import Reading

_UNSEEN: Final = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_HYPHENS: Final = re.compile("[-‐‑‒–—−]")
_CODE: Final = re.compile(r"[0-9A-Z]{8}[0-9X]|[0-9A-Z]{18}")  # an organisation code, a credit code


def spellings(text: str) -> list[str]:
    """The text as given, and as identifiers are kept: no spaces, half width, upper case; codes without hyphen.

    `DL000196-0` is how an organisation code is printed; a hyphen of anything else (a registration number) stays.
    """
    normal = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    scheme, colon, value = normal.rpartition(":")
    code = _HYPHENS.sub("", value).upper()
    found = [text, normal, normal.upper()]
    if _CODE.fullmatch(code):
        found.append(f"{scheme}{colon}{code}")
    return list(dict.fromkeys(found))


async def find(reading: Reading, text: str, *, own: bool = False) -> list[tuple[str, str]]:
    """(id, label) of everything that the text identifies; an id goes before an identifier.

    For a key that is bounded what is not shown is not there; `own`: nor what stands on its chains alone.
    """
    found = await reading.ask("identify", names=spellings(text))
    there = await (within if own else shown_of)(reading, [row["id"] for row in found])
    rows = [row for row in found if row["id"] in there]
    exact = [(row["id"], row["label"]) for row in rows if row["id"] == text]
    return exact or sorted({(row["id"], row["label"]) for row in rows})


async def identify(reading: Reading, text: str, label: str, *, own: bool = False) -> str:
    """The id of the one node with this label that a path names; `own` as of `find`.

    Raises Problem: 404 where there is none, 422 with the candidates where there are several.
    """
    found = [i for i, its in await find(reading, text, own=own) if its == label]
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
