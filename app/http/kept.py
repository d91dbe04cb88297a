"""Answers as they were written: the same question in the same state of the graph is answered with the same bytes.

An answer is known by its ETag, which names all that it depends on (revision, day, language, path, query); it is kept
with the rows that were read in that state (memory.py), and forgotten with them.
"""

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST: Final = 2**20  # bytes of an answer that is kept


class Kept(Exception):
    """The answer is there already."""

    def __init__(self, body: bytes, media_type: str, headers: Mapping[str, str]) -> None:
        self.body = body
        self.media_type = media_type
        self.headers = dict(headers)
        super().__init__("kept")


class KeepAnswers:
    """An ASGI layer that keeps the body of each answer for which a route has left `keep` (a memory and a key)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        parts: list[bytes] = []
        status, media_type = 0, ""

        async def send_and_keep(message: Message) -> None:
            nonlocal status, media_type
            body = message.get("body", b"")  # before those outside compress it in its place
            await send(message)
            if message["type"] == "http.response.start":
                status = message["status"]
                media_type = Headers(raw=message["headers"]).get("content-type", "")
            elif status == 200 and "keep" in state:
                parts.append(body)
                if not message.get("more_body", False) and sum(map(len, parts)) <= LARGEST:
                    memory, key = state["keep"]
                    memory.keep(key, (b"".join(parts), media_type))

        await self.app(scope, receive, send_and_keep)
