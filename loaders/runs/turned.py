"""What a command turns, by name: read from the graph while its revision is open (`load --dry-run`, `runs --undo`)."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from cypher.domain.vocabulary import ALWAYS
from loaders.runs.former import UNTIL, WAS
from loaders.runs.work import Work

SHOWN: Final = 1_000  # of each kind are named; `total` says how many there are
NAMED: Final = ("Organization", "PartyOrganization")
# What a name, a place or a life is told by; everything else that changed is `changed`.
_KINDS: Final = ("new", "gone", "closed", "reopened", "moved", "renamed", "changed")


async def read_turned(work: Work, shown: int = SHOWN) -> dict[str, Any]:
    """Whom and what the open revision of the work turns. Raises GraphError.

    `organizations` by kind of change (new, gone, closed, reopened, moved, renamed, changed; of who moved the seats too,
    `from` and `to`), `links` (LEAD, SUPERIOR,
    SUPPORT that come or go), `coverage` (classes), `findings` (new or resolved): each `{"total", "items"}`, items in
    the order of their ids, the first `shown` of them.
    """
    nodes: dict[str, list[dict[str, Any]]] = {kind: [] for kind in _KINDS}
    for label in NAMED:
        moved = _moved(await work.read("upkeep/turned/moved")) if label == "Organization" else {}
        for row in await work.read("upkeep/turned/nodes", label):
            id = row["id"]
            kind = _kind(row["properties"], row["new"], id in moved, work.revision or 0)
            item = {"id": id, "name": row["properties"]["name"], "label": label} | _was(row, work)
            if kind != "moved":
                nodes[kind].append(item)
            if kind not in ("moved", "renamed"):
                moved.pop(id, None)  # what else is said of it says more
        nodes["moved"] += moved.values()
    links = await work.read("upkeep/turned/links")
    coverage = await work.read("upkeep/turned/coverage")
    findings = _listed(await work.read("upkeep/turned/findings"), shown)
    ids = sorted({one["subject"] for one in findings["items"]})
    names = {row["id"]: row["name"] for row in await work.read("queries/names", ids=ids)} if ids else {}
    findings["items"] = [{**one, "name": names.get(one["subject"])} for one in findings["items"]]
    return {
        "organizations": {kind: _listed(items, shown) for kind, items in nodes.items()},
        "links": _listed(_turned(links, ("subject", "type", "holder")), shown),
        "coverage": _listed(_turned(coverage, ("subject", "class")), shown),
        "findings": findings,
    }


def _moved(seats: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Who sat elsewhere before, by id, with the seats that go (`from`) and that come (`to`)."""
    names: dict[str, str] = {}
    places: dict[str, tuple[set[str], set[str]]] = {}
    for seat in seats:
        names[seat["id"]] = seat["name"]
        before, after = places.setdefault(seat["id"], (set(), set()))
        place = " ".join(filter(None, (seat["region"], seat["address"])))
        if seat["before"]:
            before.add(place)
        if seat["after"]:
            after.add(place)
    return {
        id: {
            "id": id,
            "name": names[id],
            "label": "Organization",
            "was": {},
            "from": sorted(before - after),
            "to": sorted(after - before),
        }
        for id, (before, after) in places.items()
        if before - after and after - before
    }


def _kind(now: Mapping[str, Any], new: bool, moved: bool, revision: int) -> str:
    told = _told(now, revision)
    if new:
        return "new"
    if "closed" in told:
        if now.get("closed") is None:
            return "reopened"
        return "gone" if now.get("left") or now["closed"] == ALWAYS else "closed"  # ALWAYS: told of no more
    if "name" in told:
        return "renamed"
    return "moved" if moved else "changed"


def _was(row: Mapping[str, Any], work: Work) -> dict[str, Any]:
    """What was told until now of what changes: name -> text."""
    own = row["properties"]
    names = _told(own, work.revision or 0) - {
        "source",
        "file",
        "sheet",
        "row",
        "recorded_run",
        "stated_run",
        "name_key",
    }
    return {"was": {name: own[name + WAS][-1] for name in sorted(names)}}


def _told(now: Mapping[str, Any], revision: int) -> set[str]:
    """The properties that the revision tells otherwise."""
    return {name.removesuffix(UNTIL) for name, value in now.items() if name.endswith(UNTIL) and value[-1] == revision}


def _turned(rows: Iterable[Mapping[str, Any]], key: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rows that come (`came`) or go, without those that only begin or end anew."""
    pairs: dict[tuple[Any, ...], dict[bool, Mapping[str, Any]]] = {}
    for row in rows:
        pairs.setdefault(tuple(row[name] for name in key), {})[row["came"]] = row
    return [dict(one) for both in pairs.values() if len(both) == 1 for one in both.values()]


def _listed(items: list[dict[str, Any]], shown: int) -> dict[str, Any]:
    ordered = sorted(items, key=lambda item: (str(item.get("id") or item.get("subject")), repr(item)))
    return {"total": len(ordered), "items": ordered[:shown]}
