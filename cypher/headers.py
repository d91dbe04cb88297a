"""The header of a statement file: its leading `//` lines, in YAML, held against a model."""

from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from cypher.errors import CatalogueDefect

M = TypeVar("M", bound=BaseModel)


class Header(BaseModel):
    """What every statement may say of itself. `parameters` names entries of parameters.toml, filled in by the graph."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str
    title_en: str = ""
    params: dict[str, str] = {}
    parameters: tuple[str, ...] = ()
    returns: tuple[str, ...] | str = ()
    variants: Literal["facts", "derived", "relationships", "holdings", "nodes"] | None = None


def read_text(path: Path, shown: str) -> str:
    """The text of a file, a byte order mark left out. Raises CatalogueDefect where it is no UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueDefect([f"{shown}:1: it is not UTF-8 (byte {error.start})"]) from None


def load_yaml(text: str) -> Any:
    """What a text in YAML says. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (both are safe)


def split_header(text: str) -> tuple[list[str], str]:
    """The lines of the header and the body below them; blank lines in front of it keep the numbers of the file."""
    lines = text.splitlines()
    length = next((n for n, line in enumerate(lines) if not line.startswith("//")), len(lines))
    return lines[:length], "\n".join([""] * length + lines[length:])


def read_header(shown: str, lines: list[str], model: type[M]) -> M:
    """What a file says of itself. Raises CatalogueDefect with a line for each key that is wrong."""
    try:
        raw = load_yaml("\n".join(line[2:].removeprefix(" ") for line in lines))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise CatalogueDefect([f"{shown}:{line}: the header is no YAML: {error}"]) from None
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        defects = [(_line_of(lines, e["loc"]), ".".join(map(str, e["loc"])), e["msg"]) for e in error.errors()]
        raise CatalogueDefect([f"{shown}:{line}: header {key}: {message}" for line, key, message in defects]) from None


def _line_of(lines: list[str], place: tuple[int | str, ...]) -> int:
    key = str(place[0]) if place else ""
    return next((n for n, line in enumerate(lines, 1) if line[2:].strip().startswith(f"{key}:")), 1)
