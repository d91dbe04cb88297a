"""Engines against the oracle on cities that nobody thought of."""

from typing import Any

import pytest
from hypothesis import given

from cypher.graph import Graph
from tests.derived import derive_and_read
from tests.engines.wiping import wipe
from tests.oracle import Oracle
from tests.oracle.worlds import DAYS, on_an_engine, worlds
from tests.stories import write_records

pytestmark = pytest.mark.anyio
ASKED = (
    "seat",
    "level",
    "lead",
    "superior",
    "support",
    "path",
    "break",
    "lead_on_path",
    "uncertain",
    "coverage",
    "gap_since",
)
ASKED_OF_PARTY = ("superior", "path", "break", "uncertain")


@given(records=worlds())
@on_an_engine(3)
async def test_an_engine_and_the_oracle_agree_on_any_world(graph: Graph, records: list[dict[str, Any]]) -> None:
    await wipe(graph)
    await write_records(graph, records)
    derived = await derive_and_read(graph)
    oracle = Oracle(records)
    differing = []
    for day in DAYS:
        for id_, subject in sorted(derived.subjects.items()):
            for key in ASKED_OF_PARTY if subject.party else ASKED:
                given_, wanted = await derived.answer(id_, day, key), oracle.told(id_, day, key)
                if key == "level" and str(wanted).endswith(" -"):
                    wanted = None  # a level without a region whose bodies could answer is no link
                if given_ != wanted:
                    differing.append(f"{day} {key} of {id_}: engine {given_}, oracle {wanted}")
    assert not differing, "\n".join([*differing[:12], *_told(records)])


def _told(records: list[dict[str, Any]]) -> list[str]:
    """The world in lines that a person can read."""
    lines = []
    for record in records:
        properties = {
            k: v
            for k, v in record.get("properties", {}).items()
            if k not in ("name", "name_key", "source", "file", "sheet", "row", "recorded_run") and v not in ([], False)
        }
        if "node" in record:
            lines.append(f"{record['node']} {record['id']} {properties}")
        elif "relationship" in record:
            lines.append(f"{record['from'][1]} {record['relationship']} {record['to'][1]} {properties}")
    return lines
