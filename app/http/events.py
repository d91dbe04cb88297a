"""Server-sent events (WHATWG HTML, 9.2): an answer that goes on, one event after the other."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from fastapi import Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

MEDIA_TYPE: Final = "text/event-stream"
AS_EVENTS: Final = {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}
EVERY: Final = 0.5  # seconds between two looks
LONGEST: Final = 30.0  # seconds; then the client asks again by itself, so that a service that ends waits no longer


def asks_for_events(request: Request) -> bool:
    """Whether Accept names events."""
    return MEDIA_TYPE in request.headers.get("accept", "")


def as_events(name: str, look: Callable[[], Awaitable[tuple[BaseModel, bool]]]) -> StreamingResponse:
    """An event for each time that `look` gives something else, until it says that this is the last."""

    async def events() -> AsyncIterator[str]:
        said, until = "", time.monotonic() + LONGEST
        while True:
            found, last = await look()
            if (text := found.model_dump_json(by_alias=True)) != said:
                said = text
                yield f"event: {name}\ndata: {text}\n\n"
            if last or time.monotonic() > until:
                return
            await asyncio.sleep(EVERY)

    return StreamingResponse(events(), media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})
