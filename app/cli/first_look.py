"""Whether the files of a command can be what they are given for: regular files, of a format that is read.

It takes a tenth of a second, where the whole program takes seconds to start.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from loaders.read.arrived import arrived, kind_of, open_regular

_READING: Final = {"load": 2, "import": 1}  # commands that read files, and before which word these do not stand


def look(words: Sequence[str]) -> None:
    """Looks at each word that names a file. FileUnreadable: a pipe, a device, a web page under a workbook's name ..."""
    if not words or words[0] not in _READING:
        return
    for word in words[_READING[words[0]] :]:
        if word.startswith("-") or not os.path.exists(word) or os.path.isdir(word):  # told of by the command itself
            continue
        path = Path(word)
        if words[0] == "load":
            kind_of(arrived(path))
        else:
            with open_regular(path):
                pass
