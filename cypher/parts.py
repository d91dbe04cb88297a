"""Expressions that many statements share: a file of `cypher/parts/` is one, its stem the name by which they use it.

A statement says `in_force(f)` and `known(f)`; the catalogue puts in what stands in the file, with `f` for its `x`. So
what is in force, and what is known, is written once. One about a property (`told(o.name)`) has it for its `said`; a
part may use others.
"""

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cypher.errors import CatalogueDefect
from cypher.headers import Header, read_header, read_text, split_header

FOLDER: Final = "parts"
PLACE: Final = re.compile(r"\bx\b")
PROPERTY: Final = re.compile(r"\bsaid(?=\b|_)")
DEEPEST: Final = 3  # parts within parts


@functools.cache
def load_parts(root: Path) -> Mapping[str, str]:
    """The expressions below `root/parts` by name. Raises CatalogueDefect naming each defective file and line."""
    found: dict[str, str] = {}
    defects: list[str] = []
    for path in sorted((root / FOLDER).glob("*.cypher")):
        shown = path.relative_to(root.parent).as_posix()
        try:
            lines, body = split_header(read_text(path, shown))
            read_header(shown, lines, Header)
        except CatalogueDefect as defect:
            defects += defect.defects
            continue
        found[path.stem] = " ".join(body.split())
        if not PLACE.search(found[path.stem]):
            defects.append(f"{shown}:{len(lines) + 1}: there is no expression about x below the header")
    if defects:
        raise CatalogueDefect(defects)
    return found


def put_parts(text: str, parts: Mapping[str, str]) -> str:
    """A statement with the expressions in place of their names; its lines keep their numbers."""
    if not parts:
        return text
    named = re.compile(rf"\b({'|'.join(map(re.escape, parts))})\((\w+)(?:\.(\w+))?\)")

    def part(use: re.Match[str]) -> str:
        about = PLACE.sub(use[2], parts[use[1]])
        return f"({PROPERTY.sub(use[3], about) if use[3] else about})"

    for _ in range(DEEPEST):
        text = named.sub(part, text)
    return text
