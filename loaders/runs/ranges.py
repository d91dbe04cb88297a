"""Numbers of rows as a short text: `2-5,7`. Most rows of a file fare as their neighbours do."""

from collections.abc import Iterable, Iterator


def as_ranges(numbers: Iterable[int]) -> str:
    """Different numbers in any order -> their ranges in ascending order."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ",".join(f"{low}-{high}" if high > low else str(low) for low, high in ranges)


def from_ranges(text: str) -> Iterator[int]:
    """The numbers that `as_ranges` wrote, ascending. ValueError where it wrote no such text."""
    for part in filter(None, text.split(",")):
        low, _, high = part.partition("-")
        yield from range(int(low), int(high or low) + 1)
