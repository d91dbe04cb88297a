"""Thresholds and defaults of the domain with their sources, read from parameters.toml, and what a user sets otherwise.

A default is a parameter, is named in the answer that used it, and is never presented as law (docs/domain.md).
"""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from cypher.errors import ConfigurationError

FILE: Final = Path(__file__).with_name("parameters.toml")
SETTING: Final = "ZUZHITU_PARAMETERS"
RULE_SETS: Final = "rule_sets"
SCOPE: Final = "association_scope"
# Of `association_scope.TRADE`: what it is where nobody says otherwise, and what it may be.
SCOPES: Final = ("by_level", "city_wide")
DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WHY: Final = {
    "no_file": ("it is no file of parameters", "不是可读的参数文件"),
    "no_pair": ("it is not of the form NAME=VALUE", "应写成 名称=值"),
    "no_such": ("there is no such parameter; there are", "没有这个参数；可用的有"),
    "bad_value": ("the parameter cannot have this value; give", "参数不能取此值；应为"),
}
SOURCE: Final = "本次设定 set by the user"


@dataclass(frozen=True)
class Parameter:
    """One threshold or default: its value, where it comes from, and whether it is a default of ours."""

    name: str
    value: int | str | bool
    source: str
    default: bool


_set: dict[str, Parameter] = {}  # what the user of this process set otherwise


@functools.cache
def _written(path: Path = FILE) -> Mapping[str, Parameter]:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Parameter(name, p["value"], p["source"], p.get("default", False)) for name, p in raw.items()}


def load_parameters() -> Mapping[str, Parameter]:
    """Every parameter by name, those that were set otherwise as they were set."""
    return {**_written(), **_set} if _set else _written()


def city_wide(rule_set: str) -> tuple[str, ...]:
    """The trades that a rule set makes city-wide: law in V2, and those that were set so in V1 and V2."""
    known = load_parameters()
    of = {n.partition(".")[2] for n, one in known.items() if n.startswith(f"{SCOPE}.") and one.value == SCOPES[1]}
    of |= {"law"} if rule_set == "V2" else set()
    return tuple(sorted(of)) if rule_set != "V0" else ()


def set_parameters() -> Mapping[str, Any]:
    """The values that were set otherwise, by name."""
    return {name: one.value for name, one in sorted(_set.items())}


def use_parameters(values: Mapping[str, Any]) -> None:
    """Sets parameters for this process, in place of those that were set before. Raises ConfigurationError."""
    checked = {name: checked_parameter(name, value) for name, value in values.items()}
    _set.clear()
    _set.update(checked)


@contextmanager
def parameters_set(values: Mapping[str, Any]) -> Iterator[None]:
    """Sets parameters beside those that are set, for a while. Raises ConfigurationError."""
    before = set_parameters()
    use_parameters({**before, **values})
    try:
        yield
    finally:
        use_parameters(before)


def read_parameters(path: Path) -> dict[str, Any]:
    """The values of a file of the shape of parameters.toml (or `name = value`). Raises ConfigurationError."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _wrong(f"{path} ({error})", "no_file", "TOML: must_build_members = 5") from None
    values: dict[str, Any] = {}
    for name, told in raw.items():
        if isinstance(told, dict) and "value" not in told:
            values |= {f"{name}.{key}": _value(one) for key, one in told.items()}
        else:
            values[name] = _value(told)
    for name, value in values.items():
        checked_parameter(name, value)
    return values


def _value(told: Any) -> Any:
    return told["value"] if isinstance(told, dict) else told


def parse_parameter(text: str) -> tuple[str, Any]:
    """`NAME=VALUE` as the parameter has it. Raises ConfigurationError."""
    name, sign, said = text.partition("=")
    if not sign:
        raise _wrong(text, "no_pair", "must_build_members=5")
    known = _written().get(name)
    value: Any = said
    if known is not None and isinstance(known.value, bool):
        value = {"true": True, "false": False}.get(said, said)
    elif known is not None and isinstance(known.value, int) and said.isascii() and said.isdigit():
        value = int(said)
    checked_parameter(name, value)
    return name, value


def checked_parameter(name: str, value: Any) -> Parameter:
    """A parameter that is set. Raises ConfigurationError where there is none of this name, or the value cannot be."""
    family, _, of = name.partition(".")
    if family == SCOPE and of:
        if value not in SCOPES:
            raise _wrong(f"{name}={value}", "bad_value", ", ".join(SCOPES))
        return Parameter(name, value, SOURCE, default=True)
    known = _written().get(name)
    if known is None:
        names = ", ".join([*_written(), f"{SCOPE}.TRADE"])
        raise _wrong(name, "no_such", names)
    if type(value) is not type(known.value):
        kind = {bool: "true / false", int: "0, 1, 2 ...", str: str(known.value)}[type(known.value)]
        raise _wrong(f"{name}={value}", "bad_value", kind)
    if isinstance(value, int) and not isinstance(value, bool) and value < 0:
        raise _wrong(f"{name}={value}", "bad_value", "0, 1, 2 ...")
    if name == RULE_SETS and str(value).split(",") not in (["V0", "V1"], ["V0", "V1", "V2"]):
        raise _wrong(f"{name}={value}", "bad_value", "V0,V1 / V0,V1,V2")
    if DATE.fullmatch(str(known.value)) and not DATE.fullmatch(str(value)):
        raise _wrong(f"{name}={value}", "bad_value", "YYYY-MM-DD")
    return replace(known, value=value, source=f"{SOURCE}（{known.source}）", default=True)


def _wrong(value: str, why: str, remedy: str) -> ConfigurationError:
    message, zh = WHY[why]
    return ConfigurationError(message, zh=zh, name=SETTING, value=value, remedy=remedy, remedy_zh=remedy)
