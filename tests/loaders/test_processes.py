"""Loading processes: killed, nothing of one is ever seen, and the same again is as if it had not been; two at once."""

import logging
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import httpx

from benchmarks.city import City, make_city
from cypher.catalogue import load_catalogue
from cypher.graph import Address, Graph
from cypher.migrate import graph_state
from loaders.auto import load_auto
from loaders.exchange import digest, read_records
from tests.engines.wiping import statement, wipe
from tests.loaders.test_two_times import LISTS
from tests.small_city import asking

# More of them where somebody has the time: ZUZHITU_TEST_KILLS=40 ZUZHITU_TEST_ORGANIZATIONS=900 (some 3,000 rows)
PAIRS = int(os.environ.get("ZUZHITU_TEST_WHOLE_PAIRS", "1"))
KILLS = int(os.environ.get("ZUZHITU_TEST_KILLS", "1"))
SEED = int(os.environ.get("ZUZHITU_TEST_SEED", "20261127"))
ORGANIZATIONS = int(os.environ.get("ZUZHITU_TEST_ORGANIZATIONS", "20"))
LOG = logging.getLogger(__name__)  # seen with --log-cli-level=INFO
# What a command that was never closed left.
UNCLOSED = statement("""
MATCH (g:Graph)
CALL { WITH g MATCH ()-[f]->() WHERE f.recorded > g.revision RETURN type(f) AS what, count(f) AS n }
RETURN what, n
""")
# Statuses: of a load of which some rows are refused (those that the two cities say of one name), and of one that finds
# another one open.
DONE, LOCKED = 1, 2
READING = 0.15  # the share of a load that starts, reads and identifies, about


def loading(address: Address, files: list[Path], log: Path) -> subprocess.Popen[bytes]:
    """`zuzhitu load auto` as a process of its own."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "ZUZHITU_"))}
    named = {"NEO4J_URI": address.uri, "NEO4J_USERNAME": address.username, "NEO4J_PASSWORD": address.password}
    command = [sys.executable, "-c", "from app.cli.main import main; main()", "load", "auto", *map(str, files)]
    with log.open("wb") as told:
        return subprocess.Popen([*command, "--as-of", "2008-03-31"], env=clean | named, stdout=told, stderr=told)


def files_of(city: City) -> list[Path]:
    return [path for _, paths in (*city.frame, *city.own) for path in paths]


async def answers(client: httpx.AsyncClient) -> list[tuple[str, int, str | None, bytes]]:
    """Address, status, ETag and body of every list, and of some organisations and their chains."""
    some = (await client.get("/v1/organizations?limit=500")).json()["items"][::40]
    one = [f"/v1/organizations/{o['id']}{what}" for o in some for what in ("", "/chain", "/chain?as_of=2005-06-30")]
    told = [(path, await client.get(path)) for path in (*LISTS, *one)]
    return [(path, answer.status_code, answer.headers.get("etag"), answer.content) for path, answer in told]


async def revision(graph: Graph) -> int:
    state = await graph_state(graph, load_catalogue())
    assert state is not None
    return state.revision


async def test_loads_that_are_killed_or_start_together_are_as_one_load(graph: Graph, tmp_path: Path) -> None:
    before_it = files_of(make_city(tmp_path / "before", ORGANIZATIONS // 3, seed=SEED))
    files = files_of(make_city(tmp_path / "city", ORGANIZATIONS))
    chance, log = random.Random(SEED), tmp_path / "log"
    reached: set[str] = set()
    seconds, pairs, killed = 0.0, 0, 0
    while killed < KILLS:
        await wipe(graph)
        await load_auto(graph, load_catalogue(), before_it, as_of="2007-12-31")
        async with asking(graph) as client:
            was, before, begun = await revision(graph), await answers(client), time.monotonic()
            loads = [loading(graph.address, files, log)]
            if pairs < PAIRS:
                loads.append(loading(graph.address, files, tmp_path / "other"))
                ended = sorted(load.wait() for load in loads)
                # both where one came when the other had ended
                assert ended in ([DONE, LOCKED], [DONE, DONE]), log.read_text()
                LOG.info("two together: %s", ended)
                seconds = time.monotonic() - begun
                pairs += 1
            else:
                moment = seconds * chance.uniform(READING, 1)
                try:
                    loads[0].wait(moment)
                    seconds *= 0.9  # it has ended already: two take longer than one
                except subprocess.TimeoutExpired:
                    loads[0].kill()
                    loads[0].wait()
                    if await revision(graph) != was:
                        continue  # it had closed, and was only saying so
                    assert await answers(client) == before, (killed, moment)
                    left = {row["what"]: row["n"] for row in await graph.read(UNCLOSED)}
                    LOG.info("killed after %.1f of %.1f s, leaving %s", moment, seconds, left)
                    killed += 1
                    assert loading(graph.address, files, log).wait() == DONE, log.read_text()
        reached.add(digest(await read_records(graph, load_catalogue())))
        assert len(reached) == 1, (pairs, killed)
