"""Whether the files of a command can be what they are given for: regular ones, of a format that is read, within limits.

It takes a tenth of a second for most files, where the whole program takes seconds to start.
"""

import os
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from loaders.read.bounds import look_over
from loaders.read.exported_lines import look_over_export

_READING: Final = {"load": 2, "import": 1}  # commands that read files, and before which word these do not stand


def look(words: Sequence[str]) -> None:
    """Looks at each word that names a file. FileUnreadable, UnlikelyLine: a pipe, a device, a page, a bomb ..."""
    if not words or words[0] not in _READING:
        return
    for word in words[_READING[words[0]] :]:
        if word.startswith("-") or not os.path.exists(word) or os.path.isdir(word):  # told of by the command itself
            continue
        if words[0] == "load":
            look_over(Path(word))
        else:
            with suppress(OSError, EOFError, zlib.error):  # told of by the command, with the line
                look_over_export(Path(word))
