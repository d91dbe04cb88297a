"""A Postgres of its own for the benchmark: a cluster in a temporary folder, on a socket there, ended with the block."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.peers.relations import RELATIONS, Relations
from tests.engines.found import NotHere

STATEMENTS: Final = Path(__file__).parent / "statements"
START_SECONDS: Final = 30.0
SETTINGS: Final = {
    **{"listen_addresses": "", "shared_buffers": "1GB", "effective_cache_size": "4GB", "work_mem": "256MB"},
    **{"maintenance_work_mem": "256MB", "jit": "off", "fsync": "off", "max_wal_size": "4GB", "autovacuum": "off"},
    **{"random_page_cost": "1.1", "max_connections": "20"},
}
# What the recursive query wants: index by index, planned once for all organisations.
CHAINED: Final = {
    **dict.fromkeys(("enable_hashjoin", "enable_mergejoin", "enable_seqscan", "enable_bitmapscan"), "off"),
    **{"plan_cache_mode": "force_generic_plan", "enable_material": "off", "enable_memoize": "off"},
}


def programs() -> Path:
    """The folder of Postgres's server programs, the newest that is installed. NotHere where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    named = shutil.which("initdb")
    if found or named:
        return (found[-1] if found else Path(str(named))).parent
    raise NotHere("Postgres is not here: apt-get install -y --no-install-recommends postgresql")


def driver() -> Any:
    """asyncpg, which only the benchmark needs. NotHere where it is not installed."""
    try:
        import asyncpg
    except ModuleNotFoundError:
        raise NotHere("asyncpg is not here: .venv/bin/pip install asyncpg") from None
    return asyncpg


@contextmanager
def postgres() -> Iterator[Path]:
    """The folder of the socket of a fresh cluster, which ends with the block. NotHere says what to install."""
    where = programs()
    driver()
    who: dict[str, Any] = {}
    if os.geteuid() == 0:  # initdb refuses root
        try:
            owner = pwd.getpwnam("postgres")
        except KeyError:
            raise NotHere("there is no user postgres to run Postgres, which refuses root") from None
        who = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    with tempfile.TemporaryDirectory(prefix="zuzhitu-bench-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if who:
            os.chown(folder, who["user"], who["group"])
        data = folder / "data"
        create = [where / "initdb", "-D", data, "-U", "bench", "--auth=trust", "--locale=C", "--encoding=UTF8", "-N"]
        done = subprocess.run(create, cwd=folder, capture_output=True, text=True, **who)
        if done.returncode:
            raise NotHere(f"initdb failed: {done.stderr[-1000:]}")
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        run = [where / "postgres", "-D", data, "-k", folder, *settings]
        process = subprocess.Popen(run, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who)
        try:
            until = time.monotonic() + START_SECONDS
            ready = [where / "pg_isready", "-q", "-h", folder]
            while subprocess.run(ready, stdout=subprocess.DEVNULL).returncode:
                if process.poll() is not None or time.monotonic() > until:
                    raise NotHere("Postgres did not start")
                time.sleep(0.1)
            yield folder
        finally:
            process.send_signal(2)  # a fast end
            process.wait(30)


async def connect(folder: Path, **settings: str) -> Any:
    """A connection to the cluster whose socket is in a folder."""
    return await driver().connect(**address(folder), server_settings=settings)


def address(folder: Path) -> dict[str, str]:
    """What names the cluster to the driver."""
    return {"host": str(folder), "user": "bench", "database": "postgres"}


async def fill(folder: Path, relations: Relations) -> None:
    """All relations as tables with their indexes, in the order of their keys, analysed."""
    connection = await connect(folder)
    for name, columns in RELATIONS.items():
        described = ", ".join(f"{column} {_TYPES[type_]}" for column, type_ in columns.items())
        await connection.execute(f"CREATE UNLOGGED TABLE {name} ({described})")
        await connection.copy_records_to_table(name, records=relations.rows[name], columns=list(columns))
    await connection.execute("CREATE TYPE record_of_break AS (after text, code text)")
    await connection.execute(statement("postgres_schema"))
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


_TYPES: Final = {"int": "integer", "text": "text", "bool": "boolean", "json": "json"}


def statement(name: str) -> str:
    """The text of a statement of this folder."""
    return (STATEMENTS / f"{name}.sql").read_text(encoding="utf-8")
