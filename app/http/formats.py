"""The formats of lists, chosen by `format=` or by the header Accept."""

from collections.abc import Mapping
from typing import Any, Final

FORMATS: Final = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
}

# JSON of the items of a list with the fields that `fields=` names, alone: never what the list answers without it.
OF_FIELDS: Final = "application/vnd.zuzhitu.fields+json"

BINARY: Final = {"type": "string", "format": "binary"}  # the schema of a body that is a file
AS_WORKBOOK: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {FORMATS["xlsx"]: {"schema": BINARY}}}}
# What a list is answered as, beside its JSON.
AS_FILES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            FORMATS["csv"]: {"schema": {"type": "string"}},
            FORMATS["xlsx"]: {"schema": BINARY},
            FORMATS["jsonl"]: {"schema": {"type": "string"}},
            OF_FIELDS: {
                "schema": {
                    "type": "object",
                    "description": "the list, its items with the fields that `fields=` names",
                    "properties": {"items": {"type": "array", "items": {"type": "object"}}},
                    "required": ["items", "total", "next", "limit"],
                }
            },
        }
    }
}


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
