"""What the service knows of its graph: whether it answers, how it stands, and the projection of its newest revision.

A projection is made beside the service (in a thread with a driver of its own) whenever the graph is known by another
token; until it is there, everything is asked of the graph. While the graph is away, what the projection answers goes
on as of the last revision that was seen.
"""

import asyncio
import logging
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cypher.catalogue import load_catalogue
from cypher.errors import GraphDown, GraphError, GraphTimeout
from cypher.graph import Address, Graph, Row
from cypher.projection.files import building, open_saved, save
from cypher.projection.read import read_projection
from cypher.projection.tables import Projection

log = logging.getLogger("zuzhitu.projection")
EVERY: Final = 1.0  # seconds after which the graph is asked again how it stands
FRESH: Final = 2.5  # seconds for which what it said is taken as it is
PATIENCE: Final = 1.5  # seconds that a request waits to hear how the graph stands, where it can be answered without
STALE_PATIENCE: Final = 5.0  # seconds that a statement may take while the graph does not say how it stands
WATCHING: Final = 5.0  # seconds that nobody waits for: a graph that is busy is not away
READING: Final = 300.0  # seconds that one statement of reading a projection may take


class Presence:
    """How a graph stands; without `watch` it is asked each time and nothing is projected.

    `opened` is called whenever another projection is there.
    """

    def __init__(self, graph: Graph, opened: Callable[[], object] = lambda: None) -> None:
        self.graph = graph
        self.opened = opened
        self.held: Projection | None = None
        self.away_since: datetime | None = None
        self.seen: Row | None = None  # what the graph said last
        self.seen_at = 0.0  # and when it was asked
        self._asking: asyncio.Task[Row] | None = None  # for all who find nothing fresh

    async def state(self, *, at_once: bool = False) -> tuple[Row, Projection | None]:
        """The row of `queries/state`, and the projection of that state where there is one. Raises GraphError.

        What it said a moment ago (`watch` asks each second) is taken as it is, but where a run is to be seen `at_once`.
        """
        if self.held is None:
            return await self._ask(), None
        if self.away_since is None:
            try:
                state = await (self._ask(PATIENCE) if at_once else self.glance())
            except (GraphDown, GraphTimeout) as error:
                self._gone(error)
            else:
                return state, self.held if state["token"] == self.held.token else None
        return self.held.state, self.held

    async def glance(self) -> Row:
        """How the graph stood a moment ago: what it said last, or says to all who look. Raises GraphError."""
        if self.seen and time.monotonic() - self.seen_at < FRESH:
            return self.seen
        return await self._ask_together()

    async def state_at(self, run: str) -> tuple[Row, Projection | None]:
        """The same as of when a run was finished; its revision is null where there is none. Raises GraphError."""
        state = await self._ask(STALE_PATIENCE if self.away_since else None, run)
        newest = self.held is not None and (state["token"], state["revision"]) == (self.held.token, self.held.revision)
        return state, self.held if newest else None

    @property
    def stale_since(self) -> str | None:
        """Since when the graph has not been reached, as ISO text in UTC."""
        if self.away_since is None:
            return None
        return self.away_since.isoformat(timespec="seconds").replace("+00:00", "Z")

    async def _ask(self, limit: float | None = None, run: str | None = None) -> Row:
        asked = time.monotonic()
        state = (await self.graph.read(load_catalogue()["queries/state"], run=run, time_limit=limit))[0]
        # of two answers the one to the later question, so that none goes back
        if run is None and asked >= self.seen_at:
            self.seen, self.seen_at = state, asked
        return state

    async def _ask_together(self) -> Row:
        """What the graph says to the one question of all who wait: many at once do not keep it from answering."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask(PATIENCE))
        return await asyncio.shield(self._asking)

    def _gone(self, error: GraphError) -> None:
        if self.away_since is None:
            self.away_since = datetime.now(UTC)
            log.warning("the graph is away: %s", error)

    @asynccontextmanager
    async def watch(self, folder: Path) -> AsyncIterator[None]:
        """Keeps the projection below `folder` (where that cannot be written, in one of its own) up to date."""
        with tempfile.TemporaryDirectory(prefix="zuzhitu-") as private:
            watching = asyncio.create_task(self._watch(folder, Path(private)))
            try:
                yield
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)

    async def _watch(self, folder: Path, private: Path) -> None:
        place = folder
        while True:
            try:
                await self._look(place)
            except (GraphDown, GraphTimeout) as error:
                self._gone(error)
            except OSError as error:
                log.warning("%s cannot keep a projection (%s): this process has its own", place, error)
                place = private
            except Exception:  # whatever it is, the graph is asked in place of a projection; it is tried again
                log.exception("no projection could be made")
            await asyncio.sleep(EVERY)

    async def _look(self, place: Path) -> None:
        """Asks how the graph stands, and makes or opens the projection of that."""
        state = await self._ask(WATCHING)
        if self.away_since is not None:
            log.warning("the graph is back")
            self.away_since = None
        if state["token"] and (self.held is None or self.held.token != state["token"]):
            before = self.held
            self.held = await asyncio.to_thread(project, self.graph.address, place, state["token"]) or before
            if self.held is not before:
                self.opened()


def project(address: Address, folder: Path, token: str) -> Projection | None:
    """The projection of this token below `folder`, read from the graph where it is not there.

    None where another process reads it just now, or the graph stands otherwise by now. Raises GraphError, OSError.
    """
    if found := open_saved(folder, token):
        return found
    with building(folder) as mine:
        if not mine or (read := asyncio.run(_read(address))) is None or read.token != token:
            return None
        save(read, folder)
    return open_saved(folder, token)


async def _read(address: Address) -> Projection | None:
    async with Graph(address, READING) as graph:
        return await read_projection(graph, load_catalogue())
