"""The formats of lists, chosen by `format=` or by the header Accept."""

from collections.abc import Mapping
from typing import Any, Final

FORMATS: Final = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
}

BINARY: Final = {"type": "string", "format": "binary"}  # the schema of a body that is a file
AS_WORKBOOK: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {FORMATS["xlsx"]: {"schema": BINARY}}}}


def attached(headers: Mapping[str, str], file: str) -> dict[str, str]:
    """The headers of an answer that is a file of this name."""
    return {**headers, "Content-Disposition": f'attachment; filename="{file}"'}


def chosen_format(asked: str | None, accept: str | None) -> str:
    """The format that is asked for, else that which Accept prefers by name; JSON where it names none of them."""
    if asked in FORMATS:
        return asked
    best: tuple[float, str] = (0.0, "json")
    for part in (accept or "").split(","):
        kind, *details = (one.strip() for one in part.split(";"))
        weight = next((_weight(one[2:]) for one in details if one.startswith("q=")), 1.0)
        found = next((name for name, media in FORMATS.items() if media == kind.lower()), None)
        if found and weight > best[0]:
            best = (weight, found)
    return best[1]


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
