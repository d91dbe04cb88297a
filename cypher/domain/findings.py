"""What a check finds in one order that no engine decides: the same when it is kept and when it is asked of a day."""

import json
from collections.abc import Iterable, Mapping
from typing import Any


def each_subject_once(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a check (`id`, `label`, `detail`) by id; of several about one subject the first by what is said."""
    every = [{"id": row["id"], "label": row["label"], "detail": _in_order(row["detail"])} for row in rows]
    found: dict[str, dict[str, Any]] = {}
    for one in sorted(every, key=lambda row: (row["id"], detail_text(row["detail"]), row["label"])):
        found.setdefault(one["id"], one)
    return list(found.values())


def detail_text(detail: Mapping[str, Any]) -> str:
    """The detail of a finding as it is stored."""
    return json.dumps(detail, ensure_ascii=False, sort_keys=True)


def _in_order(detail: Any) -> Any:
    """The detail with its names, and its lists of texts and of numbers, in order: an engine collects them in any."""
    if isinstance(detail, dict):
        return {name: _in_order(value) for name, value in sorted(detail.items())}
    if isinstance(detail, list):
        plain = all(isinstance(one, str) for one in detail) or all(isinstance(one, int) for one in detail)
        return sorted(detail) if plain else [_in_order(one) for one in detail]
    return detail
