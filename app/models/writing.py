"""What is said of a load that came by HTTP."""

from typing import Any, Literal

from pydantic import Field

from app.models.base import Shown


class LoadedFile(Shown):
    """A file that was sent, and its hash; the file itself is not kept."""

    name: str
    sha256: str


class Progress(Shown):
    """How far a load is in one of its stages; `total` is 0 where it cannot be told."""

    stage: str
    done: int
    total: int


class LoadError(Shown):
    """Why a load failed: nothing of it is in the graph."""

    code: str
    message: str


class LoadState(Shown):
    """A load: `waiting` until the graph is its own, then `running`; when it is `finished`, the reports of its runs.

    `revision`: the one after the load, null while it is not finished. `source`: `auto` where the headings tell it.
    """

    id: str
    state: Literal["waiting", "running", "finished", "failed"]
    source: str
    file: LoadedFile
    as_of: str | None
    complete: bool
    dry_run: bool
    started: str
    finished: str | None
    progress: Progress | None
    reports: list[dict[str, Any]] = Field(description="as `zuzhitu load --json` prints them, one per source")
    error: LoadError | None
    revision: int | None
