"""With which parameters the graph was derived: kept with it, and what differs from those that are set now."""

import json
from collections.abc import Mapping
from typing import Any

from cypher.domain.parameters import load_parameters


def parameters_now() -> str:
    """The values of all parameters, as the graph keeps them: a JSON object by name."""
    values = {name: one.value for name, one in sorted(load_parameters().items())}
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def parameters_turned(kept: str | None) -> dict[str, dict[str, Any]]:
    """Each parameter that is another one than the graph was derived with: `{"before", "now"}`, None for one not there.

    Empty where the graph keeps none: nothing was derived yet, or by a version that kept none.
    """
    if not kept:
        return {}
    before: Mapping[str, Any] = json.loads(kept)
    now = json.loads(parameters_now())
    names = sorted(before.keys() | now.keys())
    return {n: {"before": before.get(n), "now": now.get(n)} for n in names if before.get(n) != now.get(n)}
