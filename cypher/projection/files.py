"""Keeps a projection in a folder: a file for each table and a manifest that names their checksums.

The folder of a projection is made beside the others and renamed when it is whole, so that whoever opens one finds all
of it. One that was cut, changed or written by another program is not opened: it is read from the graph anew.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import polars as pl

from cypher.projection.tables import TABLES, Projection

FORM: Final = 2  # of the tables and the manifest: another one is not opened
MANIFEST: Final = "manifest.json"


def save(held: Projection, folder: Path) -> Path:
    """Writes a projection below `folder` and forgets the older ones there; where it lies now. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))
    try:
        sums = {}
        for name, table in held.tables.items():
            table.write_ipc(made / f"{name}.arrow", compression="zstd")
            sums[name] = _sum(made / f"{name}.arrow")
        manifest = {"form": FORM, "token": held.token, "revision": held.revision, "sums": sums}
        manifest |= {"state": held.state, "sources": list(held.sources)}
        (made / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
        place = folder / held.token
        shutil.rmtree(place, ignore_errors=True)  # one that could not be opened
        made.rename(place)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    for other in folder.iterdir():
        if other.is_dir() and other != place and not other.name.startswith(".making-"):
            shutil.rmtree(other, ignore_errors=True)
    return place


def open_saved(folder: Path, token: str) -> Projection | None:
    """The projection of this token; None where there is none that is whole."""
    place = folder / token
    try:
        manifest: dict[str, Any] = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        if manifest["form"] != FORM or manifest["token"] != token or manifest["sums"].keys() != TABLES.keys():
            return None
        if any(_sum(place / f"{name}.arrow") != said for name, said in manifest["sums"].items()):
            return None
        tables = {name: pl.read_ipc(place / f"{name}.arrow") for name in TABLES}
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
        return None
    return Projection(token, manifest["revision"], manifest["state"], manifest["sources"], tables)


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


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
