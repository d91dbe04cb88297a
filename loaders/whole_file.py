"""A file that is written: there whole or not at all, for its owner alone, and never through a link.

What is handed out may hold what concerns nobody else, and goes to a folder where others may have put something in its
way. So it is written beside its place under a name that nobody can guess, and moved there when it is complete.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EEXIST, EISDIR
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream to write; left without an error it has become the file `path` (mode 0600), else nothing stays of it.

    A file of that name is replaced, and so is a link, of which the target stays as it is. OSError: the folder cannot be
    written, or what has that name is neither (a folder, a device, a pipe).
    """
    _refuse_special(path)
    with NamedTemporaryFile("w+b", prefix=f".{path.name[:64]}.", suffix=".part", dir=path.parent, delete=False) as raw:
        try:
            yield cast(BinaryIO, raw)
            raw.flush()
            Path(raw.name).replace(path)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(raw.name).unlink()
            raise


def _refuse_special(path: Path) -> None:
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
        if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
            raise FileExistsError(EEXIST, os.strerror(EEXIST), str(path))
