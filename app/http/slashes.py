"""A slash inside of what a path names (辽大民证字2006/017号, sent as %2F) parts no words of the path.

Servers hand on a path as decoded, where such a slash looks like any other. It stands as a mark while the route is
sought, and as a slash in what the route is given.
"""

from typing import Final
from urllib.parse import unquote

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

MARK: Final = "\ue02f"  # of private use: no identifier holds one


class MarkSlashes:
    """An ASGI layer that marks the slashes that were sent as %2F."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        raw = scope.get("raw_path") or b""
        if b"%2f" in raw.lower():
            sent = raw.decode("ascii", "replace").replace("%2f", "%2F")
            scope = {**scope, "path": MARK.join(map(unquote, sent.split("%2F")))}
        await self.app(scope, receive, send)


async def give_slashes(request: Request) -> None:
    """A dependency of every route: what the path names has its slashes."""
    given = request.scope["path_params"]
    given |= {name: value.replace(MARK, "/") for name, value in given.items() if isinstance(value, str)}


def as_sent(path: str) -> str:
    """A path as it is shown: the marked slashes as they were sent."""
    return path.replace(MARK, "%2F")
