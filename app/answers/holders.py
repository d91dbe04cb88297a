"""How anything that an answer names is shown: {id, name, label, kind}, with its name of the time."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.http.reading import Reading

Holder = dict[str, Any]


async def read_holders(reading: Reading, ids: Iterable[str | None]) -> dict[str, Holder]:
    """Organisations, Party organisations, regions and trades by id; one that is not in the graph is named by its id."""
    wanted = sorted({i for i in ids if i is not None})
    rows = await reading.ask_each("holders", "id", wanted)
    found = {row["id"]: holder_of(row) for row in rows}
    return {i: found.get(i, {"id": i, "name": i, "label": None, "kind": None}) for i in wanted}


def holder_of(row: Mapping[str, Any]) -> Holder:
    """A row of `queries/holders` as it is shown."""
    return {"id": row["id"], "name": name_then(row), "label": row["label"], "kind": row["kind"]}


def name_then(row: Mapping[str, Any]) -> str:
    """The name at the date where one is stated (`valid_to name` in `name_then`), else the newest."""
    stated: str | None = row["name_then"]
    return stated.split(" ", 1)[1] if stated else row["name"]
