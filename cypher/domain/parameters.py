"""Thresholds and defaults of the domain with their sources, read from parameters.toml.

A default is a parameter, is named in the answer that used it, and is never presented as law (docs/domain.md).
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("parameters.toml")


@dataclass(frozen=True)
class Parameter:
    """One threshold or default: its value, where it comes from, and whether it is a default of ours."""

    name: str
    value: int | str | bool
    source: str
    default: bool


@functools.cache
def load_parameters(path: Path = FILE) -> Mapping[str, Parameter]:
    """Every parameter by name."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Parameter(name, p["value"], p["source"], p.get("default", False)) for name, p in raw.items()}
