"""What every stage of a run is given."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cypher.catalogue import Catalogue, Statement
from cypher.fence import Fence
from cypher.graph import Graph, Row

BATCH: Final = 5_000
LEASE: Final = 30.0
Progress = Callable[[str, int, int], None]  # (stage, how much is done, how much there is)


@dataclass(frozen=True)
class Work:
    """The graph and its statements, and the run that they are used for.

    `run`: the id of the run, empty outside of one; `revision`: the number of its command, which it gets with the lock;
    `city`: the code of its region, empty where none is known yet; `batch`: how many rows are asked for or written at
    once; `dry_run`: nothing may be written; `fence`: with it the run holds the graph (lock.py); `lease`: for how many
    seconds a holder may show no life; `wait`: how many seconds for
    a load that runs; `data`: the directory in which what was
    derived, and the projection, are kept from one command to the next.
    """

    graph: Graph
    catalogue: Catalogue
    run: str = ""
    city: str = ""
    batch: int = BATCH
    dry_run: bool = False
    progress: Progress | None = None
    fence: Fence | None = None
    lease: float = LEASE
    wait: float = 0.0
    revision: int | None = None
    data: Path | None = None

    async def read(self, name: str, *variant: str, **params: Any) -> list[Row]:
        """The rows of a reading statement; what the work knows is put in where it uses it. Raises GraphError."""
        statement = self._statement(name, *variant)
        return await self.graph.read(statement, **self._with_own(statement, params))

    async def write(
        self, name: str, *variant: str, rows: Iterable[Mapping[str, Any]] | None = None, **params: Any
    ) -> list[Row]:
        """What a writing statement returns over all batches of `rows`. Raises GraphError."""
        statement = self._statement(name, *variant)
        return await self.graph.write(statement, rows, fence=self.fence, **self._with_own(statement, params))

    async def write_columns(
        self, name: str, *variant: str, columns: Mapping[str, Sequence[Any]], **params: Any
    ) -> list[Row]:
        """As `write`, of rows given as columns."""
        statement = self._statement(name, *variant)
        return await self.graph.write_columns(statement, columns, fence=self.fence, **self._with_own(statement, params))

    def say(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Tells whoever waits how far it is."""
        if self.progress is not None:
            self.progress(stage, done, total)

    def _statement(self, name: str, *variant: str) -> Statement:
        return self.catalogue.variant(name, *variant) if variant else self.catalogue[name]

    def _with_own(self, statement: Statement, params: Mapping[str, Any]) -> dict[str, Any]:
        own = {"run": self.run, "city": self.city, "revision": self.revision}
        return {name: value for name, value in own.items() if name in statement.used} | dict(params)
