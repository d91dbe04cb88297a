"""What other parameters would turn: all is derived and checked with them as an open revision, read, and taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cypher.catalogue import Catalogue
from cypher.graph import Graph
from loaders.again import SOURCE
from loaders.check.findings import run_checks
from loaders.derive.derivation import derive
from loaders.reference.city import settle_city
from loaders.runs.history import keep_run, newest_as_of, now, number_of
from loaders.runs.lock import Holding
from loaders.runs.turned import read_turned
from loaders.runs.work import LEASE, Work


async def what_if(
    graph: Graph, catalogue: Catalogue, *, wait: float = 0.0, lease: float = LEASE, data: Path | None = None
) -> Mapping[str, Any]:
    """What deriving with the parameters that are set would turn (`read_turned`), and `form`: the classes that change.

    The catalogue is of those parameters. Nothing is left in the graph, and no answer sees anything. `as_of` is the day
    of the form and the findings; None in an empty graph. Raises LoadRunning, GraphError.
    """
    async with Holding(Work(graph, catalogue, dry_run=True, wait=wait, lease=lease), SOURCE) as held:
        work = held.work
        await keep_run(work, source=SOURCE, number=number_of(work.run), state="open", started=now())
        before = (await work.read("load/frame/graph"))[0]
        work = replace(work, city=await settle_city(work))
        await derive(work)
        form: Sequence[Mapping[str, Any]] = ()
        if newest := await newest_as_of(work):
            await run_checks(work, newest)
            form = await work.read("upkeep/turned/form", as_of=newest)
        turned = await read_turned(work)
        await held.take_back([work.run], before["token"] or "", before["city"])
    return {"as_of": newest, "form": form, **turned}
