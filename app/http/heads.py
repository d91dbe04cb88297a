"""HEAD on every path: what GET would answer, without its body (RFC 9110, 9.3.2)."""

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class AnswerHead:
    """An ASGI layer that asks the application for GET and keeps status and headers of its answer alone."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
            elif not message.get("more_body", False):
                await send({"type": "http.response.body", "body": b"", "more_body": False})

        scope.setdefault("state", {})["head"] = True
        asked = {**scope, "method": "GET"}
        try:
            await self.app(asked, receive, send_head)
        finally:
            scope["route"] = asked.get("route")  # for those outside: who answered


def is_head(request: HTTPConnection) -> bool:
    """Whether nobody is sent the body of the answer."""
    return getattr(request.state, "head", False)
