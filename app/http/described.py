"""What the properties of answers say, in openapi.json: each name is described once (app/models/properties.toml)."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

Words = Mapping[str, Mapping[str, Any]]


@cache
def read_words() -> Words:
    """The tables `said` and `examples`, by the name of a property or by `Model.name`."""
    return tomllib.loads(files("app.models").joinpath("properties.toml").read_text(encoding="utf-8"))


def describe_properties(models: Mapping[str, Any]) -> None:
    """Gives each property of some schemas its description, and an example where one is kept that it may be."""
    words = read_words()
    for model, name, shown in properties_of(models):
        for table, key in (("said", "description"), ("examples", "examples")):
            value = words[table].get(f"{model}.{name}", words[table].get(name))
            if key not in shown and value is not None and (key == "description" or may_be(value, shown)):
                shown[key] = value if key == "description" else [value]


def properties_of(models: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each property of some schemas: its model, its name, its schema."""
    for model, schema in models.items():
        for name, shown in schema.get("properties", {}).items():
            yield model, name, shown


def may_be(value: str | int, shown: Mapping[str, Any]) -> bool:
    """Whether a property may have a value: of one of its types, and one of those listed where they are."""
    types = shown.get("anyOf", [shown])
    wanted = "string" if isinstance(value, str) else "integer"
    return any(one.get("type") == wanted and value in one.get("enum", [value]) for one in types)
