"""The command line: `zuzhitu`. Of app this room and writing alone import loaders.

Exit status: 0 done; 1 done, but rows were refused, or severe findings are new (load) or there (check); 2 wrong usage or
configuration; 3 a file cannot be read, nothing was loaded; 4 the graph is away.

Nothing but the first look is imported here: what no load can read is refused before the rest of the program is.
"""

import sys
from collections.abc import Sequence
from typing import NoReturn

from app.cli.first_look import look
from loaders.cells.rejects import FileUnreadable
from loaders.read.exported_lines import UnlikelyLine


def main(arguments: Sequence[str] | None = None) -> None:
    """Parses the command line, runs the command and exits with its status."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        look(words)
    except FileUnreadable as error:
        refuse(*error.said)
    except UnlikelyLine as error:
        again = "请重新执行 zuzhitu export", "export the graph again: zuzhitu export FILE"
        at = f"{error.file}:{error.number}"
        refuse(f"{at}：{error.zh}——{again[0]}", f"{at}: {error.en} -- {again[1]}")
    from app.cli.commands import run

    sys.exit(run(words))


def refuse(zh: str, en: str) -> NoReturn:
    """Ends with the status of a file that cannot be read."""
    sys.stderr.write(f"zuzhitu: {zh}\nzuzhitu: {en}\n")
    sys.exit(3)
