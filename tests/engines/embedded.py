"""The embedded engine for the tests, in a directory of the session."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from cypher.engine.embedded import open_embedded
from tests.engines.found import Found


@contextmanager
def embedded(data_dir: Path) -> Iterator[Found]:
    """A fresh embedded engine, ended with the session."""
    with open_embedded(data_dir) as engine:
        yield Found(engine.address, f"arcadedb-embedded {version('arcadedb-embedded')}", data=data_dir)
