"""Closes a command: what was derived is kept, the revision counted on, the projection of the data directory moved on.

What is kept beside the graph is disposable: where it cannot be written, that is logged, and the next one who needs it
reads the graph.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from cypher.errors import GraphError
from cypher.projection import files as projections
from cypher.projection.read import move_forward
from loaders.derive import kept
from loaders.derive.derivation import Derived
from loaders.derive.made_with import parameters_now
from loaders.runs.lock import Holding
from loaders.runs.work import Work

log = logging.getLogger("zuzhitu.close")


async def close(
    held: Holding,
    runs: Mapping[str, Mapping[str, Any]],
    before: str,
    derived: Derived | None,
    *,
    underived: bool,
) -> None:
    """Closes the command that holds the graph with its `runs`. Raises FenceLost, GraphError.

    `before`: the token by which the graph was known before it; `derived`: what the command derived, None where nothing
    had changed, or where it is left `underived`.
    """
    data = held.work.data
    derived_with = parameters_now() if derived else None
    if data is None:
        await held.close(runs, underived=underived, derived_with=derived_with)
        return
    with ExitStack() as building:  # so that no service reads anew what is moved forward here
        mine = False
        try:
            await asyncio.to_thread(_keep, data / kept.FOLDER, held.token, before, derived, underived)
            mine = building.enter_context(projections.building(data / projections.FOLDER))
        except OSError as error:
            log.warning("what was derived cannot be kept: %s", error)
        await held.close(runs, underived=underived, derived_with=derived_with)
        some = derived.some if derived else {}
        if mine and some is not None and not underived:
            await _move_forward(held.work, data / projections.FOLDER, before, some)


def _keep(folder: Path, token: str, before: str, derived: Derived | None, underived: bool) -> None:
    if derived is not None:
        kept.save_world(folder, token, derived.made_with, derived.world)
    elif not underived:
        kept.carry_world(folder, before, token)


async def _move_forward(work: Work, folder: Path, before: str, some: Mapping[str, Sequence[str]]) -> None:
    """Moves the projection of before, where there is one, on to what was closed just now."""
    try:
        projection = await asyncio.to_thread(projections.open_saved, folder, before)
        moved = projection and await move_forward(work.graph, work.catalogue, projection, some)
        if moved:
            await asyncio.to_thread(projections.save, moved, folder)
    except (OSError, GraphError) as error:
        log.warning("the projection cannot be moved forward: %s", error)
