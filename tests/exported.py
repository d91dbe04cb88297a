"""Records as an exported file, for what reads files: the offline checks."""

import gzip
import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from loaders.consistency import Export, read_export
from loaders.exchange import VERSION
from tests.oracle import Answer, Oracle

Record = dict[str, Any]
Node = tuple[str, str]  # label and id


def write_file(records: Iterable[Record], path: Path) -> Path:
    """Writes records as `zuzhitu export` does: packed, one JSON object a line, the header first."""
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        counted, version = {"nodes": 0, "relationships": 0}, 0
        for record in records:
            version = version or record.get("version", 0)
            counted["nodes"] += "node" in record
            counted["relationships"] += "relationship" in record
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
        if version == VERSION:
            lines.write(json.dumps({"end": counted}) + "\n")
    return path


def read_records(records: Iterable[Record], folder: Path) -> Export:
    """Records, written and read again."""
    return read_export(write_file(records, folder / "records.jsonl.gz"))


def with_links(records: Iterable[Record], oracle: Oracle, as_of: str) -> list[Record]:
    """Records and every link that the oracle derives, each in force on one day alone."""
    tomorrow = (date.fromisoformat(as_of) + timedelta(days=1)).isoformat()
    return [
        *records,
        *(
            {
                "relationship": type_,
                "id": f"d:{type_}:{subject[1]}:{holder[1]}",
                "from": list(subject),
                "to": list(holder),
                "properties": {**said, "valid_from": as_of, "valid_to": tomorrow},
            }
            for type_, subject, holder, said in _links(oracle, as_of)
        ),
    ]


def _links(oracle: Oracle, as_of: str) -> Iterator[tuple[str, Node, Node, Record]]:
    """Type, subject, holder and what else is said, of each link of the day."""
    organizations = [("Organization", id_) for id_ in sorted(oracle.facts.organizations)]
    parties = [("PartyOrganization", id_) for id_ in sorted(oracle.facts.party)]
    for subject in organizations:
        if seat := oracle.seat(subject[1], as_of):
            yield "SEAT", subject, ("Region", seat), {}
        value, region = oracle.level(subject[1], as_of) or (None, None)
        if region:
            yield "LEVEL", subject, ("Region", region), {"value": value}
        for party in sorted(oracle.support(subject[1], as_of)):
            yield "SUPPORT", subject, ("PartyOrganization", party), {}
        if lead := oracle.lead(subject[1], as_of):
            yield "LEAD", subject, *_answer(lead)
    for subject in [*organizations, *parties]:
        if superior := oracle.superior(subject[1], as_of):
            yield "SUPERIOR", subject, *_answer(superior)


def _answer(answer: Answer) -> tuple[Node, Record]:
    return (answer.holder.label, answer.holder.id), {"rule": answer.rule, "provisional": answer.provisional}
