"""docs/files.md states the limits that hold, and the headings are looked for as far down as it says."""

from pathlib import Path

from loaders.read import arrived, headings, limits, package, strings, xls

PAGE = Path(__file__).parents[2] / "docs" / "files.md"


def test_the_page_states_every_limit() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("## Limits")[2].partition("## Files")[0]
    stated = {line.split("|")[2].strip().removesuffix(" bytes") for line in table.splitlines() if line.startswith("| ")}
    numbers = (
        *(limits.MAX_BYTES, xls.MAX_BYTES, arrived.MAX_STDIN, limits.MAX_ROWS, limits.MAX_COLUMNS),
        *(limits.MAX_CELLS_OF_LINE, limits.MAX_LINE, limits.MAX_CELL, limits.MAX_CELLS),
        *(strings.MAX_STRINGS, package.MAX_PARTS),
    )
    assert stated == {f"{number:,}" for number in numbers} | {"at most"}
    assert f"the first {headings.HEADER_ROWS} that" in PAGE.read_text(encoding="utf-8")
