"""What the graph holds already of a source: the facts and dated values that a run is compared with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from cypher.domain.vocabulary import ALWAYS, OPEN
from loaders.records import Key
from loaders.resolve.known import NAMED, cut
from loaders.runs.work import Work
from loaders.validate.rows import TELLING
from loaders.write.compare import META, Held
from loaders.write.plan import RunInfo

ENTRY_MARKS: Final[Mapping[str, tuple[str, ...]]] = {
    "Headcount": ("date",),
    "ReportedFigure": ("measure", "trade", "reading", "as_of", "text"),
}
# Attributes of which there is one value at a time.
ONE_AT_A_TIME: Final = ("operating", "closing")


async def read_held(
    work: Work, run: RunInfo, subjects: Iterable[Key | None], source: str | None = None
) -> dict[Key | None, list[Held]]:
    """What the graph holds from a source of these subjects (None: the reported figures, which have none).

    `source`: where it is not that of the run.
    """
    source = source or run.source.id
    if run.first and source == run.source.id:
        return {}
    held: dict[Key | None, list[Held]] = defaultdict(list)
    by_label: dict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        if subject is None:
            for row in await work.read("load/held/figures", source=source):
                held[None].append(_held_entry(None, "ReportedFigure", row["properties"], run))
        else:
            by_label[subject[0]].append(subject[1])
    for label, ids in by_label.items():
        for keys in cut(ids, work.batch):
            for row in await work.read("load/held/facts", label, rows=keys, source=source):
                ends = zip(row["labels"], row["ends"], strict=True)
                for id_, type_, end, own in zip(row["subjects"], row["types"], ends, row["properties"], strict=True):
                    held[label, id_].append(_held_fact((label, id_), type_, end, own, run))
            if label in NAMED:
                for row in await work.read("load/held/entries", label, rows=keys, source=source):
                    for id_, entry, own in zip(row["subjects"], row["labels"], row["properties"], strict=True):
                        held[label, id_].append(_held_entry((label, id_), entry, own, run))
    return held


def _held_fact(subject: Key, type_: str, end: Key, properties: Mapping[str, Any], run: RunInfo) -> Held:
    told = tuple(properties[name] for name in TELLING.get(type_, ()) if name in properties)
    return _held(subject, type_, (end, *told), end, properties, run)


def _held_entry(subject: Key | None, label: str, properties: Mapping[str, Any], run: RunInfo) -> Held:
    if label == "Statement":
        attribute = properties["attribute"]
        mark: tuple[Any, ...] = (attribute,) if attribute in ONE_AT_A_TIME else (attribute, properties["value"])
    else:
        mark = tuple(properties.get(name, "") for name in ENTRY_MARKS[label])
    return _held(subject, label, mark, None, properties, run)


def _held(
    subject: Key | None,
    group: str,
    mark: tuple[Any, ...],
    end: Key | None,
    properties: Mapping[str, Any],
    run: RunInfo,
) -> Held:
    own = {k: v for k, v in properties.items() if k not in META}
    return Held(
        properties["id"],
        subject,
        group,
        mark,
        end,
        own,
        properties.get("valid_from", ALWAYS),
        properties.get("valid_to", OPEN),
        bool(properties.get("assumed_start")),
        run.picture_of(properties),
        properties.get("retracted_run") is not None,
        str(properties.get("stated_run") or properties["recorded_run"]),
    )
