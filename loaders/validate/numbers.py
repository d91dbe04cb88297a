"""Numbers that identify nobody (docs/domain.md 9): what stands in place of a number, and what several share.

Of credit codes and organisation codes their own checks tell; this is about registration numbers and a source's own.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from cypher.domain.names import matching_key
from loaders.cells.codes import is_placeholder, is_scientific
from loaders.records import Identifier, Node, Warned
from loaders.validate.rows import Given

CODES: Final = ("uscc", "org")


def leave_out_numbers(rows: Sequence[Given]) -> None:
    """Takes from each row the numbers by which nobody is known, with a warning; refuses one that lost its digits.

    What stands in place of a number (办理中, 0) is none; nor is one that rows of different names share. A number in
    scientific notation was another one (`number_scientific`).
    """
    for row in _numbered(rows):
        for identifier in row.node.identifiers:
            if identifier.scheme in CODES:
                continue
            if is_scientific(identifier.value):
                row.refuse("number_scientific", _column(row, identifier))
            elif is_placeholder(identifier.value):
                _leave_out(row, identifier, "number_placeholder")
    names: defaultdict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for row in _numbered(rows):
        for identifier in row.node.identifiers:
            names[_told(row, identifier)].add(_name(row))
    for row in _numbered(rows):
        for identifier in row.node.identifiers:
            if identifier.scheme not in CODES and len(names[_told(row, identifier)]) > 1:
                _leave_out(row, identifier, "number_shared")


def _numbered(rows: Sequence[Given]) -> list[Given]:
    described = (row for row in rows if row.refused is None and isinstance(row.record.subject, Node))
    return [row for row in described if row.node.identifiers]


def _told(row: Given, identifier: Identifier) -> tuple[str, str, str, str]:
    by = identifier.authority.text if identifier.authority else ""
    return (row.node.label, identifier.scheme, identifier.value, matching_key(by))


def _name(row: Given) -> str:
    """The one name of whoever had several: the first of them."""
    return min(map(matching_key, (row.node.name, *row.node.former)))


def _leave_out(row: Given, identifier: Identifier, code: str) -> None:
    node = row.node
    kept = tuple(one for one in node.identifiers if one != identifier)
    warned = Warned(_column(row, identifier) or "", identifier.value, code)
    row.record = replace(row.record, subject=replace(node, identifiers=kept), warnings=(*row.record.warnings, warned))


def _column(row: Given, identifier: Identifier) -> str | None:
    """The column in which the number stands."""
    wanted = matching_key(identifier.value)
    return next((column for column, text in row.cells.items() if matching_key(text) == wanted), None)
