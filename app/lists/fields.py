"""The fields of the items of a list by path (`organization.name`): what a client asks for, and columns of files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel


def columns_of(item: type[BaseModel]) -> list[str]:
    """The paths of the values of an item that hold no object, in order; a list is one value."""
    return [path for path, inner in _walk(item) if inner is None]


def paths_of(item: type[BaseModel]) -> list[str]:
    """Every path of an item, those of objects before what they hold."""
    return [path for path, _ in _walk(item)]


def chosen_columns(item: type[BaseModel], fields: Sequence[str] | None) -> list[str]:
    """The columns of the fields asked for, in the order asked; all where None."""
    every = columns_of(item)
    if fields is None:
        return every
    return [*dict.fromkeys(c for field in fields for c in every if c == field or c.startswith(f"{field}."))]


def columns_for_people(item: type[BaseModel], fields: Sequence[str] | None) -> list[str]:
    """The same for people: of all, none that another one has replaced, as both say the same."""
    every = chosen_columns(item, fields)
    return every if fields is not None else [c for c in every if not _replaced(item, c)]


def choose(item: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """An item with these fields alone; an object that is null stays null."""
    chosen: dict[str, Any] = {}
    for field in fields:
        head, _, rest = field.partition(".")
        inner = item[head]
        if rest and isinstance(inner, Mapping):
            chosen[head] = {**chosen.get(head, {}), **choose(inner, [rest])}
        else:
            chosen[head] = inner
    return chosen


def value_at(item: Mapping[str, Any], path: str) -> Any:
    """The value at a path; None where an object on the way is null."""
    found: Any = item
    for part in path.split("."):
        found = None if found is None else found[part]
    return found


def _replaced(item: type[BaseModel], column: str) -> bool:
    return any(info.deprecated for name, info in item.model_fields.items() if column == (info.alias or name))


def _walk(item: type[BaseModel], before: str = "") -> Iterator[tuple[str, type[BaseModel] | None]]:
    for name, info in item.model_fields.items():
        path = f"{before}{info.alias or name}"
        kinds = (info.annotation, *get_args(info.annotation))
        inner = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
        listed = getattr(info.annotation, "__origin__", None) is list
        yield path, None if listed else inner
        if inner and not listed:
            yield from _walk(inner, f"{path}.")
