"""Tables of one state of a graph in a folder: a file for each, and a manifest that names their checksums.

The folder of a state is made beside the others and renamed when it is whole, so that whoever opens one finds all of it.
One that was cut, changed or written by another program is not opened: it is disposable, and is made anew.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl

MANIFEST: Final = "manifest.json"
Tables = Mapping[str, pl.DataFrame]
Found = tuple[dict[str, Any], dict[str, pl.DataFrame]]  # the manifest, the tables


def save_tables(folder: Path, name: str, told: Mapping[str, Any], tables: Tables) -> Path:
    """Writes tables and what is `told` of them as `name` below `folder`, forgets all others there; the place.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))
    try:
        sums = {}
        for table_name, table in tables.items():
            table.write_ipc(made / f"{table_name}.arrow", compression="zstd")
            sums[table_name] = _sum(made / f"{table_name}.arrow")
        manifest = {**told, "sums": sums}
        (made / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
        place = folder / name
        shutil.rmtree(place, ignore_errors=True)  # one that could not be opened
        made.rename(place)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    for other in folder.iterdir():
        if other.is_dir() and other != place and not other.name.startswith(".making-"):
            shutil.rmtree(other, ignore_errors=True)
    return place


def open_tables(folder: Path, name: str, told: Mapping[str, Any]) -> Found | None:
    """The tables of `name` below `folder`; None where they are not whole, or not of what is `told`."""
    place = folder / name
    try:
        manifest: dict[str, Any] = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        if any(manifest[key] != value for key, value in told.items()):
            return None
        if any(_sum(place / f"{table}.arrow") != said for table, said in manifest["sums"].items()):
            return None
        tables = {table: pl.read_ipc(place / f"{table}.arrow") for table in manifest["sums"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, pl.exceptions.PolarsError):
        return None
    return manifest, tables


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
