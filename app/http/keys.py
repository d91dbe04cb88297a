"""Who may ask: a key where one is demanded, with the scope of the route; what writes needs one always.

A page of another site writes nothing, whatever key it has: its `Origin` is neither this service's own host nor named in
`ZUZHITU_ALLOWED_ORIGINS`. Both are looked at before anything else of the request, its body included.
"""

import re
from collections.abc import Collection
from typing import Final

from fastapi import Request
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.problems import problem_response
from app.keys import Key, KeyFile

# Alive and ready are asked by machines, and the files of the pages hold no answers.
FREE: Final = re.compile(r"/healthz|/readyz|/|/docs|/openapi\.json|/dashboard/.*")
# Each route that writes: what it needs. That none is missing is tested of the schema.
WRITING: Final = re.compile(r"/v1/loads|/v1/runs/.+/undo|/v1/findings/.+/accept", re.DOTALL)
CHALLENGE: Final = {"WWW-Authenticate": "Bearer"}


class DemandKeys:
    """An ASGI layer that answers 401 and 403 for whoever may not ask; the key is left in the state as `key`."""

    def __init__(
        self, app: ASGIApp, keys: KeyFile | None, reading: bool, allowed_origins: Collection[str] = ()
    ) -> None:
        """`reading`: whether reading needs a key, too."""
        self.app = app
        self.keys = keys
        self.reading = reading
        self.allowed_origins = {origin.lower() for origin in allowed_origins}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refusal(scope) if scope["type"] == "http" else None
        await (refused or self.app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        request, headers = Request(scope), Headers(scope=scope)
        writes = scope["method"] == "POST" and WRITING.fullmatch(scope["path"]) is not None
        if writes and not self._is_own_page(headers):
            return problem_response(request, 403, "other_site", {"origin": headers["origin"][:100]})
        key, given = None, headers.get("authorization")
        if given is not None:
            key = self._key(given)
            if key is None:
                return problem_response(request, 401, "bad_key", {}, headers=CHALLENGE)
        scope.setdefault("state", {})["key"] = key
        needed = "load" if writes else "read" if self.reading and not FREE.fullmatch(scope["path"]) else None
        if needed is None:
            return None
        if key is None:
            return problem_response(request, 401, "no_key", {"scope": needed}, headers=CHALLENGE)
        if not key.may(needed):
            return problem_response(request, 403, "no_scope", {"name": key.name, "scope": needed})
        return None

    def _key(self, authorization: str) -> Key | None:
        kind, _, text = authorization.partition(" ")
        return self.keys.find(text.strip()) if self.keys and kind.lower() == "bearer" else None

    def _is_own_page(self, headers: Headers) -> bool:
        """Whether the request comes from no page, from one of this very host, or from one of an allowed origin."""
        origin = headers.get("origin")
        if origin is None or origin.lower() in self.allowed_origins:
            return True
        return origin.partition("://")[2].lower() == headers.get("host", "").lower() != ""
