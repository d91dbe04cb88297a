"""Records as an exported file, for what reads files: the offline checks."""

import gzip
import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from loaders.consistency import Export, read_export
from loaders.exchange import VERSION
from tests.oracle import Oracle

Record = dict[str, Any]


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
    """Records, the LEAD of each organisation and the SUPERIOR of each Party organisation, in force on one day alone."""
    tomorrow = (date.fromisoformat(as_of) + timedelta(days=1)).isoformat()
    answers = [("LEAD", "Organization", id_, oracle.lead(id_, as_of)) for id_ in sorted(oracle.facts.organizations)]
    answers += [
        ("SUPERIOR", "PartyOrganization", id_, oracle.superior(id_, as_of)) for id_ in sorted(oracle.facts.party)
    ]
    derived = [
        {
            "relationship": type_,
            "id": f"d:{type_}:{id_}",
            "from": [label, id_],
            "to": [answer.holder.label, answer.holder.id],
            "properties": {"rule": answer.rule, "valid_from": as_of, "valid_to": tomorrow},
        }
        for type_, label, id_, answer in answers
        if answer
    ]
    return [*records, *derived]
