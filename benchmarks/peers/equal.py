"""Whether a peer answers the same: what the rows say, without the program's own wording, held against each other.

Not asked of the peers, so that they have less to do: the sentences and titles of rules, messages, reasons, where a
parameter comes from, the second reading of months and years (`uncertain`) and, of gaps, their break.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from benchmarks.content import UnequalContent

Json = Mapping[str, Any]
HEAD: Final = {"revision", "as_of", "rule_set", "later_than_newest", "stale_since"}
NOT_OF_GAPS: Final = {"uncertain", "break", "reason"}
SHOWN: Final = 600  # characters of each side of a difference


def require_same(what: str, ours: Any, theirs: Any) -> None:
    """UnequalContent where the two differ: in which part, and how."""
    if ours == theirs:
        return
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        name = next(n for n in (*ours, *theirs) if ours.get(n) != theirs.get(n))
        what, ours, theirs = f"{what}, {name}", ours.get(name), theirs.get(name)
    one, other = (json.dumps(side, ensure_ascii=False, default=str)[:SHOWN] for side in (ours, theirs))
    raise UnequalContent(f"{what} differs, so nothing is compared:\n  this {one}\n  peer {other}")


def told_chain(answer: Json) -> Json:
    """The chain that an answer of the API tells."""
    broken = answer["break"]
    return {
        **{name: value for name, value in answer.items() if name not in HEAD | {"uncertain"}},
        "lead": answer["lead"] and _link(answer["lead"]),
        "path": [_link(link) for link in answer["path"]],
        "support": [{"party_organization": one["party_organization"]} for one in answer["support"]],
        "break": broken and {name: broken[name] for name in ("after", "code", "candidates")},
    }


def _link(link: Json) -> Json:
    own = {name: value for name, value in link.items() if name not in ("rule_title", "sentence")}
    passed = [{name: one[name] for name in ("holder", "rule", "step")} for one in link["considered"]]
    used = {name: one["value"] for name, one in link["parameters"].items()}
    return {**own, "considered": passed, "parameters": used}


def told_links(chain: Json) -> list[Json]:
    """Its links as `bolt` tells them: ids in place of what they stand for."""
    links = [link for link in (chain["lead"], *chain["path"]) if link]
    return [
        {
            **{
                name: link[name] for name in ("id", "rule", "rule_set", "rank", "provisional", "valid_from", "valid_to")
            },
            **{"from": link["from"]["id"], "to": (link["to"]["id"], link["to"]["name"], link["to"]["kind"])},
            "parameters": link["parameters"],
            "facts": [fact["id"] for fact in link["facts"]],
            "considered": [(one["holder"]["id"], one["rule"], one["step"]) for one in link["considered"]],
        }
        for link in links
    ]


def told_gaps(answer: Json) -> Json:
    """The page, the total and the facets that an answer of the API tells."""
    items = [{name: value for name, value in item.items() if name not in NOT_OF_GAPS} for item in answer["items"]]
    return {"total": answer["total"], "facets": answer["facets"], "items": items}


def told_regions(answer: Json) -> set[tuple[str | None, str, int | None]]:
    """Region, class and how many, of the grouping by region; of each region its members as a class of that name."""
    counted = {(item["value"], name, n) for item in answer["items"] for name, n in item["counts"].items() if n}
    return counted | {(item["value"], "members", item["members"]) for item in answer["items"]}
