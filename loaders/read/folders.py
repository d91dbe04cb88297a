"""A folder given in the place of files: the registries that lie in it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from loaders.cells.rejects import FileUnreadable, Place, cannot_open
from loaders.read.arrived import Arrived

READABLE: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".jsonl", ".ndjson")


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files given, and of each folder those that can be registries, by name; folders below it are not looked into.

    Hidden files and what a spreadsheet leaves while it is open (`~$...`) are none. FileUnreadable: a folder has none.
    """
    found: list[Path] = []
    for path in paths:
        try:
            found += _inside(path) if path.is_dir() else [path]
        except OSError as error:
            raise cannot_open(path, error) from error
    return found


def _inside(folder: Path) -> list[Path]:
    files = sorted(f for f in folder.iterdir() if _is_registry(f))
    if not files:
        raise FileUnreadable(
            Place(folder.name, None, 0),
            "empty_folder",
            f"这是文件夹，其中没有可读取的文件（{'、'.join(READABLE)}）",
            f"this is a folder without a file that can be read ({', '.join(READABLE)})",
            "指定文件，或其中有这些文件的文件夹；下级文件夹请写成“文件夹/*”",
            "name the files, or the folder that they lie in; of folders below it write FOLDER/*",
        )
    return files


def _is_registry(path: Path) -> bool:
    suffix = Arrived(path.name, path).suffix
    return suffix in READABLE and not path.name.startswith((".", "~$")) and path.is_file()
