"""Natural persons in an exported file: what the loaders mask or refuse can stand in none that they wrote."""

import re
from typing import Final

from loaders.cells import persons
from loaders.cells.codes import is_credit_code
from loaders.cells.person_names import is_likely_name

# Hashes and credit codes hold digits that mean nothing or no person; without them the rest is looked at.
_CODES: Final = re.compile(r"(?<![0-9a-z])[0-9a-f]{24,64}(?![0-9a-z])|(?<![0-9A-Za-z])[0-9A-Z]{18}(?![0-9A-Za-z])")
_HASHED: Final = re.compile(r"[a-z_]+:[0-9a-f]{24}(?:\.\d+)?")


def text_holds_person(text: str) -> bool:
    """Does a text hold what a loader would have masked?"""
    return persons.holds_person(text)


def name_holds_person(name: str) -> bool:
    """Does the full name of an organisation hold a person, or is it the name of one?"""
    return persons.holds_person(name) or is_likely_name(name)


def id_holds_person(text: str) -> bool:
    """Does an id, or a text with ids in it, hold a person? Hashes and sound credit codes do not."""
    if _HASHED.fullmatch(text):
        return False
    return persons.holds_person(_CODES.sub(_blank_code, text))


def _blank_code(match: re.Match[str]) -> str:
    code = match.group()
    return "" if len(code) != 18 or is_credit_code(code) else code


def cells_hold_person(cells: dict[str, str]) -> bool:
    """Would a cell of a refused row not have been kept as it stands?"""
    return persons.keep_cells(cells) != cells
