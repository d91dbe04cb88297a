"""The body of a request that is a file: onto the disk as it comes, and no more of it than a load reads."""

from pathlib import Path

from fastapi import Request

from app.http.problems import Fault, Problem, refuse_all
from loaders.read.limits import MAX_BYTES


async def receive_file(request: Request, path: Path) -> None:
    """Writes the body to `path`. Raises Problem: 413 where it is too large, 422 where it is empty; OSError."""
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > MAX_BYTES:
        raise Problem(413, "body_too_large", limit=MAX_BYTES)
    size = 0
    with path.open("xb") as file:
        async for part in request.stream():
            size += len(part)
            if size > MAX_BYTES:
                raise Problem(413, "body_too_large", limit=MAX_BYTES)
            file.write(part)
    if not size:
        raise refuse_all([Fault("/body", "too_short", {})])
