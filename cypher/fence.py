"""One writer at a time: what each write transaction of a run does before its own statement.

It first writes the graph's own node, so that it holds that node's lock, and only then tests whether the fence is still
its own: a transaction that only reads what it should respect can commit after another run took over. Then it looks at
the number of the batch, so that one whose acknowledgement was lost may be sent again: a batch that is counted already
is skipped, and gives the result that was noted with it.
"""

import json
from dataclasses import dataclass
from typing import Any, Final

from cypher.catalogue import Catalogue, Statement
from cypher.errors import GraphError

HOLD: Final = "upkeep/lock/hold"
NOTE: Final = "upkeep/lock/note"


class FenceLost(GraphError):
    """Another run took the graph over; nothing more of this one is written."""

    zh = "另一批次已接管本图，本批次不再写入；请重新导入同样的文件"

    def __init__(self) -> None:
        super().__init__("another run took the graph over, so this one writes no more; load the same files again")


@dataclass
class Fence:
    """The number that a run got with the lock, and how many batches it has sent."""

    number: int
    hold: Statement
    note: Statement
    batch: int = 0

    @classmethod
    def of(cls, catalogue: Catalogue, number: int) -> "Fence":
        return cls(number, catalogue[HOLD], catalogue[NOTE])

    def next(self) -> dict[str, Any]:
        """What `hold` is given for the next batch; the same again for each time that it is sent."""
        self.batch += 1
        return {"fence": self.number, "batch": self.batch}


def noted(rows: list[dict[str, Any]]) -> str:
    """The result of a batch as it is kept."""
    return json.dumps(rows, ensure_ascii=False)


def result_of(note: str | None) -> list[dict[str, Any]]:
    """The result that was kept of a batch."""
    found: list[dict[str, Any]] = json.loads(note) if note else []
    return found
