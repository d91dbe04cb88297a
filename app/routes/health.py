"""Whether the service is alive, and whether it can answer."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from app.http.filters import Nothing
from cypher.catalogue import load_catalogue

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    status: str


class Ready(Alive):
    revision: int
    as_of: str | None
    loading: str | None


@router.get("/healthz", response_model=Alive)
async def healthz(asked: Annotated[Nothing, Query()]) -> dict[str, str]:
    """The process is alive, whatever the graph does."""
    return {"status": "alive"}


@router.get("/readyz", response_model=Ready)
async def readyz(request: Request, asked: Annotated[Nothing, Query()]) -> dict[str, object]:
    """The graph answers; 503 with Retry-After where it does not."""
    state = (await request.app.state.graph.read(load_catalogue()["queries/state"], run=None, time_limit=5.0))[0]
    return {
        "status": "ready",
        "revision": state["revision"] or 0,
        "as_of": state["as_of"],
        "loading": state["loading"],
    }
