"""What came of a run as workbooks: the rows that it refused, to be corrected and loaded; every row."""

import tempfile
from pathlib import Path
from typing import Any, Final, Literal

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.returned.outcomes import read_outcomes, write_outcomes
from loaders.returned.rejected import read_rejected
from loaders.returned.workbook import write_rejected
from loaders.runs.work import Work

Of = Literal["rejects", "outcomes"]
READ: Final[dict[Of, Any]] = {"rejects": (read_rejected, write_rejected), "outcomes": (read_outcomes, write_outcomes)}


async def workbook_of(graph: Graph, run: str, of: Of) -> bytes:
    """The workbook that `zuzhitu rejects RUN --out` or `zuzhitu runs RUN --out` writes. Raises GraphError."""
    read, write = READ[of]
    rows = await read(Work(graph, load_catalogue()), run)
    with tempfile.TemporaryDirectory(prefix="zuzhitu-") as folder:
        path = Path(folder) / "book.xlsx"
        write(run, rows, path)
        return path.read_bytes()
