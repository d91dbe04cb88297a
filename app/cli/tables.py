"""Tables on the command line: aligned where a person reads them on a terminal, tab-separated for other programs."""

import sys
from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Console
from rich.table import Table

GAP: Final = 2  # columns of the terminal between two of a table


def table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], foot: str = "", screen: Console | None = None
) -> str:
    """A line of headings, a line per row (nothing where None stands), the foot below.

    On a terminal the columns are as wide as what stands in them, a Chinese character counting two, numbers to the
    right; a cell too wide for the terminal is wrapped.
    """
    screen = screen or Console(file=sys.stdout)
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not screen.is_terminal:
        return "\n".join(["\t".join(row) for row in [headings, *texts]] + [foot] * bool(foot))
    shown = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for number, heading in enumerate(headings):
        column = [row[number] for row in texts if number < len(row) and row[number]]
        numbers = bool(column) and all(cell.lstrip("-").replace(".", "", 1).isdecimal() for cell in column)
        shown.add_column(heading, justify="right" if numbers else "left", overflow="fold", min_width=2)
    for row in texts:
        shown.add_row(*row)
    with screen.capture() as captured:
        screen.print(shown, markup=False, highlight=False)
    return captured.get().rstrip("\n") + f"\n{foot}" * bool(foot)
