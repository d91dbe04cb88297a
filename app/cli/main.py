"""The command line: `zuzhitu`. Of app this room alone imports loaders.

Exit status: 0 done; 1 done, but rows were refused, or severe findings are new (load) or there (check); 2 wrong usage or
configuration; 3 a file cannot be read, nothing was loaded; 4 the graph is away.

Nothing but the first look is imported here: what no load can read is refused before the rest of the program is.
"""

import sys
from collections.abc import Sequence

from app.cli.first_look import look
from loaders.cells.rejects import FileUnreadable


def main(arguments: Sequence[str] | None = None) -> None:
    """Parses the command line, runs the command and exits with its status."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        look(words)
    except FileUnreadable as error:
        sys.stderr.write("".join(f"zuzhitu: {said}\n" for said in error.said))
        sys.exit(3)
    from app.cli.commands import run

    sys.exit(run(words))
