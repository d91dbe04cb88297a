"""Loads that came by HTTP: each a folder `DATA_DIR/loads/<id>` with its state, and its file until it has been read.

The state is a file, so that every process of the service can tell it, and one that comes after it. The newest KEPT
states stay. What the load itself leaves behind is in the graph, as of any other (`/v1/runs`).
"""

import asyncio
import json
import logging
import re
import secrets
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cypher.catalogue import load_catalogue
from cypher.engine.files import write_private
from cypher.errors import ZuzhituError
from cypher.graph import Graph
from loaders.auto import load_auto
from loaders.cells.rejects import FileUnreadable
from loaders.cells.values import CellError
from loaders.load import load
from loaders.read.readers import FileFacts
from loaders.returned.replay import replay
from loaders.runs.history import now
from loaders.runs.lock import LoadRunning, is_dead, this_process
from loaders.runs.report import Report

AUTO: Final = "auto"
REPLAY: Final = "replay"  # in place of a source: the refused rows of a run, corrected in their workbook
KEPT: Final = 200
EVERY: Final = 0.5  # seconds between two writings of how far it is
ID: Final = re.compile(r"[0-9a-f]{16}")
UNDONE: Final = ("waiting", "running")
INTERRUPTED: Final = {
    "code": "interrupted",
    "zh": "服务中途停止，可再次导入",
    "en": "the service ended meanwhile; load the file again",
}
log = logging.getLogger("zuzhitu.writing")


@dataclass(frozen=True)
class Order:
    """What is to be loaded, as `zuzhitu load` takes it."""

    source: str
    as_of: str | None
    complete: bool
    allow_shrink: bool
    dry_run: bool


class Loads:
    """The loads below a data directory."""

    def __init__(self, data_dir: Path, lease: float) -> None:
        self.data_dir = data_dir
        self.folder = data_dir / "loads"
        self.lease = lease

    def make(self) -> "Load":
        """A place for a load to come. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in sorted(self.folder.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)[KEPT:]:
            shutil.rmtree(old, ignore_errors=True)
        folder = self.folder / secrets.token_hex(8)
        folder.mkdir(mode=0o700)
        return Load(folder, self)

    def state(self, id: str) -> dict[str, Any] | None:
        """How a load stands; None where there is none. One whose process is gone has failed."""
        if not ID.fullmatch(id):
            return None
        try:
            state: dict[str, Any] = json.loads((self.folder / id / "state.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        if state["state"] in UNDONE and is_dead(state["process"]):
            state |= {"state": "failed", "error": INTERRUPTED}
        return state


class Load:
    """One load: `file` is where its bytes go; `run` loads them."""

    def __init__(self, folder: Path, loads: Loads) -> None:
        self.id = folder.name
        self.folder = folder
        self.file = folder / "file"
        self._loads = loads
        self._told: dict[str, Any] = {}
        self._kept_at = 0.0

    def drop(self) -> None:
        """It is not to be."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def begin(self, order: Order, facts: FileFacts, key: str) -> None:
        """It waits for the graph from now on; `key` is who asked for it."""
        log.info("load %s: %s of %s by key %s", self.id, order.source, facts.sha256, key)
        self._told = {
            **{"id": self.id, "state": "waiting", "source": order.source, "as_of": order.as_of},
            **{"complete": order.complete, "dry_run": order.dry_run, "key": key, "process": this_process()},
            "file": {"name": facts.name, "sha256": facts.sha256},
            **{"started": now(), "finished": None, "progress": None, "reports": [], "error": None},
        }
        self._keep()

    async def run(self, graph: Graph, order: Order, facts: FileFacts, begun: Callable[[], None]) -> list[Report]:
        """Loads the file and keeps what came of it; `begun` is called once the graph is held.

        Raises what `load` raises, after it was kept, too.
        """

        def progress(stage: str, done: int, total: int) -> None:
            if self._told["state"] == "waiting":
                self._told["state"] = "running"
                begun()
            self._told["progress"] = {"stage": stage, "done": done, "total": total}
            if time.monotonic() - self._kept_at > EVERY:
                self._keep()

        how: dict[str, Any] = {
            **{"as_of": order.as_of, "complete": order.complete, "allow_shrink": order.allow_shrink},
            **{"dry_run": order.dry_run, "lease": self._loads.lease, "data": self._loads.data_dir},
            "progress": progress,
        }
        try:
            if order.source == REPLAY:
                kept = {name: how[name] for name in ("dry_run", "lease", "data", "progress")}
                reports = [await replay(graph, load_catalogue(), facts, **kept)]
            elif order.source == AUTO:
                reports = await load_auto(graph, load_catalogue(), [facts], **how)
            else:
                reports = [await load(graph, load_catalogue(), order.source, [facts], **how)]
        except BaseException as error:
            self._end("failed", error=told_error(error))
            raise
        self._end("finished", reports=[report.as_dict() for report in reports])
        return reports

    def _end(self, state: str, **told: Any) -> None:
        self.file.unlink(missing_ok=True)
        self._told |= {"state": state, "finished": now(), "progress": None, **told}
        self._keep()
        log.info("load %s: %s", self.id, state)

    def _keep(self) -> None:
        self._kept_at = time.monotonic()
        write_private(self.folder / "state.json", json.dumps(self._told, ensure_ascii=False))


def told_error(error: BaseException) -> Mapping[str, str]:
    """Why a load failed, for programs and for people; of a defect of ours nothing but that."""
    if isinstance(error, asyncio.CancelledError):
        return INTERRUPTED
    if isinstance(error, LoadRunning):
        return {"code": "load_running", "zh": error.said[0], "en": error.said[1]}
    if isinstance(error, FileUnreadable | CellError):
        return {"code": error.code, "zh": error.said[0], "en": error.said[1]}
    if isinstance(error, ZuzhituError):
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()
        return {"code": name, "zh": error.said[0], "en": error.said[1]}
    log.error("defect in a load", exc_info=error)
    return {"code": "internal", "zh": "服务内部出错，已记入日志", "en": "a defect of the service; it has been logged"}
