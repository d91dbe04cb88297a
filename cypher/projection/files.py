"""Keeps a projection in a folder below that of all of its data directory; which process may build the next one."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from cypher.columns.files import open_tables, save_tables
from cypher.projection.tables import TABLES, Projection

FOLDER: Final = "projection"  # in the data directory
FORM: Final = 3  # of the tables and the manifest: another one is not opened


def save(held: Projection, folder: Path) -> Path:
    """Writes a projection below `folder` and forgets the older ones there; where it lies now. Raises OSError."""
    told = {"form": FORM, "token": held.token, "revision": held.revision}
    told |= {"state": held.state, "sources": list(held.sources), "reports": list(held.reports)}
    return save_tables(folder, held.token, told, held.tables)


def open_saved(folder: Path, token: str) -> Projection | None:
    """The projection of this token; None where there is none that is whole."""
    found = open_tables(folder, token, {"form": FORM, "token": token})
    if found is None:
        return None
    told, tables = found
    if tables.keys() != TABLES.keys() or not {"revision", "state", "sources", "reports"} <= told.keys():
        return None
    return Projection(token, told["revision"], told["state"], told["sources"], told["reports"], tables)


@contextmanager
def building(folder: Path) -> Iterator[bool]:
    """Whether this process is the one that may build a projection below `folder` now."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(folder / ".building", "a", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        got = False
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            got = True
        yield got
