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


def with_superiors(records: Iterable[Record], oracle: Oracle, as_of: str) -> list[Record]:
    """Records and the derived SUPERIOR of each Party organisation on one day, in force on that day alone."""
    tomorrow = (date.fromisoformat(as_of) + timedelta(days=1)).isoformat()
    derived = []
    for party in sorted(oracle.facts.party):
        if superior := oracle.superior(party, as_of):
            derived.append(
                {
                    "relationship": "SUPERIOR",
                    "id": f"d:{party}",
                    "from": ["PartyOrganization", party],
                    "to": [superior.holder.label, superior.holder.id],
                    "properties": {"rule": superior.rule, "valid_from": as_of, "valid_to": tomorrow},
                }
            )
    return [*records, *derived]
