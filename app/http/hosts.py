"""Which Host a request may name: this machine, and those that the settings name.

A page elsewhere whose name was made to lead to this machine (DNS rebinding) would otherwise read everything.
"""

import ipaddress
from collections.abc import Collection
from typing import Final

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.problems import problem_response

ANY: Final = "*"
LOCAL: Final = "localhost"


class OnlyKnownHosts:
    """An ASGI layer that refuses a Host that is neither loopback nor `allowed` (421)."""

    def __init__(self, app: ASGIApp, allowed: Collection[str] = ()) -> None:
        self.app = app
        self.allowed = {name.lower() for name in allowed}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = Headers(scope=scope).get("host") if scope["type"] == "http" else None
        if host is None or self._is_known(host):
            await self.app(scope, receive, send)
            return
        refused = problem_response(Request(scope), 421, "unknown_host", {"host": name_of(host)[:100]})
        await refused(scope, receive, send)

    def _is_known(self, host: str) -> bool:
        name = name_of(host)
        return ANY in self.allowed or name in self.allowed or is_loopback(name)


def name_of(host: str) -> str:
    """A Host header without its port and brackets, in small letters."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.rpartition(":")[0].lower() if host.count(":") == 1 else host.lower()


def is_loopback(name: str) -> bool:
    """Whether a name or address leads to this machine alone."""
    if name == LOCAL or name.endswith(f".{LOCAL}"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
