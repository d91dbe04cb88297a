"""What Prometheus reads."""

import asyncio
from contextlib import suppress
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import PlainTextResponse, Response

from app.http.filters import Nothing
from app.http.metrics import MEDIA_TYPE
from cypher.catalogue import load_catalogue
from cypher.errors import GraphError

router = APIRouter(tags=["health"])
PATIENCE: Final = 2.0  # seconds that the graph has to answer; after that it counts as away


@router.get("/metrics", response_class=PlainTextResponse)
async def metrics(request: Request, asked: Annotated[Nothing, Query()]) -> Response:
    """Requests by route, the graph and its newest revision, the open run, disk and process: Prometheus text."""
    state = request.app.state
    vitals: dict[str, Any] | None = None
    with suppress(GraphError):
        vitals = (await state.graph.read(load_catalogue()["queries/vitals"], time_limit=PATIENCE))[0]
    text = await asyncio.to_thread(state.metrics.text, vitals, state.settings.data_dir)
    return Response(text, headers={"Cache-Control": "no-store", "Content-Type": MEDIA_TYPE})
