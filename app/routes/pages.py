"""What a browser opens: the dashboard at `/` and the documentation at `/docs`, every file of them from this package."""

from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, FastAPI, Query
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from app.http.filters import Nothing

FOLDER: Final = Path(__file__).parent.parent / "dashboard"
# The pages load nothing from elsewhere; the browser is told so too.
POLICY: Final = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"
HEADERS: Final = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
}

router = APIRouter(include_in_schema=False)


@router.get("/")
async def dashboard() -> FileResponse:
    """The first page; its own parameters stay in the browser."""
    return FileResponse(FOLDER / "index.html", media_type="text/html", headers=HEADERS)


@router.get("/docs")
async def documentation(asked: Annotated[Nothing, Query()]) -> FileResponse:
    """The routes as /openapi.json describes them."""
    return FileResponse(FOLDER / "docs.html", media_type="text/html", headers=HEADERS)


def add_files(app: FastAPI) -> None:
    """The files of the pages, under /dashboard."""
    app.mount("/dashboard", StaticFiles(directory=FOLDER), name="dashboard")
