"""What the graph was known to say at an earlier revision, of the properties that it holds now (docs/architecture.md).

What a command told otherwise stands beside the new value: `name_was` and `name_until`, in the order of the revisions.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from cypher.domain.properties import NODES, Kind
from cypher.domain.vocabulary import OPEN

WAS: Final = "_was"
UNTIL: Final = "_until"
NOTHING: Final = {"closed": OPEN}  # that a node told nothing of it, where not by an empty text
# What a later command adds to what stands, beside the number of its revision.
ADDED: Final[Mapping[str, tuple[str, ...]]] = {
    "ended": ("ended_run",),
    "retracted": ("retracted_run", "reason"),
    "retired": ("retired_run",),
    "resolved": ("resolved_run",),
}
_TEXT: Final = frozenset({Kind.ID, Kind.NAME, Kind.TEXT, Kind.PLACE, Kind.DATE, Kind.SPANS, Kind.BOUND, Kind.JSON})


def former_text(name: str, value: Any) -> str:
    """A value as it is kept once another has taken its place: a text as it is, nothing as NOTHING has it, else JSON."""
    if value is None:
        return NOTHING.get(name, "")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_known(properties: Mapping[str, Any], known: int, label: str = "") -> dict[str, Any]:
    """The properties of a node of `label`, or of a relationship, as they were at a revision; None: there was none."""
    then = dict(properties)
    for mark, others in ADDED.items():
        if then.get(mark, 0) > known:
            then |= dict.fromkeys((mark, *others))
            if mark == "ended":
                then["valid_to"] = OPEN
    if then.get("changed", 0) > known:
        last = 0
        for name in [key.removesuffix(UNTIL) for key in properties if key.endswith(UNTIL)]:
            until = properties[name + UNTIL]
            at = next((n for n, revision in enumerate(until) if revision > known), len(until))
            if at < len(until):
                then[name] = _value(label, name, properties[name + WAS][at])
            then |= {name + WAS: properties[name + WAS][:at] or None, name + UNTIL: until[:at] or None}
            last = max([last, *until[:at]])
        then["changed"] = last or None
    return then


def _value(label: str, name: str, text: str) -> Any:
    kind = NODES[label].get(name)
    if text == NOTHING.get(name, ""):
        return None
    is_text = kind in _TEXT if isinstance(kind, Kind) else isinstance(kind, tuple) and isinstance(kind[0], str)
    return text if is_text else json.loads(text)
