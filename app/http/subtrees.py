"""What of the service a key that is bounded to a subtree may ask, route by route; a route that is not here it may not.

LISTED: lists, groupings and totals, over what stands in the subtree on the day alone.
PAGES: one thing by its id, or several; what neither stands in the subtree nor on its chains is not there.
FRAME: what tells nothing of any organisation, the same for everybody.
REFUSED: records of loads, figures about the whole city, whatever writes.
"""

from typing import Final

from fastapi import Request

from app.http.problems import Problem

LISTED: Final = frozenset(
    {
        "/v1/organizations",
        "/v1/units",
        "/v1/uncovered",
        "/v1/coverage",
        "/v1/coverage/form",
        "/v1/coverage/trend",
        "/v1/party-organizations",
        "/v1/differences",
        "/v1/duties",
        "/v1/campaigns",
        "/v1/checks",
        "/v1/findings",
    }
)
PAGES: Final = frozenset(
    {
        "/v1/organizations/{id}",
        "/v1/organizations/{id}/chain",
        "/v1/organizations/{id}/history",
        "/v1/chains",
        "/v1/party-organizations/{id}",
        "/v1/party-organizations/{id}/chain",
        "/v1/party-organizations/{id}/subtree",
        "/v1/units/{id}",
        "/v1/units/{id}/subtree",
    }
)
FRAME: Final = frozenset({"/v1/regions", "/v1/trades", "/v1/rules", "/v1/events", "/healthz", "/readyz", "/", "/docs"})
REFUSED: Final = frozenset(
    {
        "/v1/organizations/{id}/chain/why-not",
        "/v1/claims",
        "/v1/runs",
        "/v1/runs/{id}",
        "/v1/runs/{id}/rejects",
        "/v1/runs/{id}/undo",
        "/v1/runs/{id}/workbook",
        "/v1/sources",
        "/v1/loads",
        "/v1/loads/{id}",
        "/v1/findings/{id}/accept",
        "/metrics",
    }
)


async def refuse_beyond_subtree(request: Request) -> None:
    """For every route: a key that is bounded asks what LISTED, PAGES and FRAME name. Raises Problem (403)."""
    key = getattr(request.state, "key", None)
    if key is not None and key.subtree is not None and request.scope["route"].path not in LISTED | PAGES | FRAME:
        raise Problem(403, "beyond_subtree", name=key.name, path=request.url.path)
