"""The embedded engine: the Bolt server of the package arcadedb-embedded as a child process of ours.

One process owns the engine of a data directory, the others attach to it:

    DATA_DIR/engine/        0700
      owner.lock            held (flock) for as long as the owner lives; names the owner
      address.json          0600: uri, login and process of the running engine
      password              0600: made at the first start
      databases/ config/ log/     the engine's own

The engine listens on loopback only, on a free port, and ends with its owner however that one ends: the kernel sends it
SIGTERM. That is tied to the *thread* that started it, so a thread of its own starts it and lives until the engine ends.
Linux only in this respect: elsewhere an engine whose owner was killed stays until the next start ends it.
"""

import atexit
import json
import socket
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from cypher.engine.files import EngineFiles, end_orphan, held, made_password, make_root, try_lock, write_private
from cypher.engine.process import DATABASE, Starting, end_process, engine_command
from cypher.errors import EngineUnavailable, NoGraph, reason
from cypher.graph import Address

START_SECONDS: Final = 90.0


@dataclass
class EmbeddedEngine:
    """A running engine and how to reach it. `owner`: whether closing this ends it."""

    address: Address
    owner: bool
    _process: subprocess.Popen[str] | None = field(default=None, repr=False)
    _keeper: threading.Thread | None = field(default=None, repr=False)
    _lock: IO[str] | None = field(default=None, repr=False)
    _files: EngineFiles | None = field(default=None, repr=False)

    @property
    def pid(self) -> int | None:
        """The engine's process, where this one owns it."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """Ends the engine if it is ours (SIGTERM, a few seconds); may be called again."""
        process, self._process = self._process, None
        if process is not None:
            end_process(process)
        if self._keeper is not None:
            self._keeper.join(timeout=5)
            self._keeper = None
        lock, self._lock = self._lock, None
        if lock is not None:
            if self._files is not None:
                self._files.address.unlink(missing_ok=True)
            lock.close()
        atexit.unregister(self.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_embedded(data_dir: Path, heap: str = "1g") -> EmbeddedEngine:
    """Starts the engine of a data directory, or attaches to the one that another process runs there.

    Blocks until the engine answers (some 2 s). Raises EngineUnavailable: names who holds the directory where it can
    neither start nor attach, and says what the engine said where it does not come up.
    """
    files = EngineFiles((data_dir / "engine").resolve())
    make_root(files)
    until = time.monotonic() + START_SECONDS
    while True:
        lock = try_lock(files)
        if lock is not None:
            try:
                return _start(files, heap, lock)
            except BaseException:
                lock.close()
                raise
        address = _attach(files)
        if address is not None:
            return EmbeddedEngine(address=address, owner=False)
        if time.monotonic() > until:
            raise held(files, "it runs no engine that answers", "它没有能应答的引擎")
        time.sleep(0.1)


def require_embedded(data_dir: Path) -> None:
    """Raises NoGraph where no engine has ever run in the data directory: a mistyped name makes no database."""
    if not (data_dir / "engine").is_dir():
        raise NoGraph(
            "there is no graph in this directory",
            zh="此文件夹中没有图",
            name="ZUZHITU_DATA_DIR",
            value=str(data_dir.absolute()),
            remedy="name the one that was loaded into (--data-dir), or fill this one: zuzhitu load, import or demo",
            remedy_zh="用 --data-dir 指定已导入数据的文件夹，或先执行 zuzhitu load、import 或 demo",
        )


def _attach(files: EngineFiles) -> Address | None:
    """The address that the owner wrote, if an engine listens there; None while it does not yet, or no longer."""
    try:
        written = json.loads(files.address.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        zh, en = reason(error)
        raise held(files, f"its address cannot be read ({en})", f"读不到它的地址（{zh}）") from error
    except ValueError:
        return None  # the owner is writing it
    if written["host"] != socket.gethostname():
        host = written["host"]
        raise held(files, f"its engine answers only on that machine ({host})", f"它的引擎只在那台机器（{host}）上应答")
    try:
        socket.create_connection(("127.0.0.1", written["port"]), timeout=2).close()
    except OSError:
        return None
    return _address(written["port"], written["password"])


def _address(port: int, password: str) -> Address:
    return Address(f"bolt://127.0.0.1:{port}", "root", password, DATABASE, "embedded")


def _start(files: EngineFiles, heap: str, lock: IO[str]) -> EmbeddedEngine:
    end_orphan(files)
    password = made_password(files)
    started = Starting(command=engine_command(files, heap), directory=files.root)
    keeper = threading.Thread(target=started.keep, name="embedded-engine", daemon=True)
    keeper.start()
    try:
        port = started.wait(START_SECONDS)
        if port is None or started.process is None:
            raise _failed(files, "\n".join(started.lines))
        address = _address(port, password)
        _answers(address, files)
        content = {"host": socket.gethostname(), "port": port, "password": password, "engine": started.process.pid}
        write_private(files.address, json.dumps(content))
    except BaseException:  # Ctrl-C in the middle of a start leaves no engine either
        if started.process is not None:
            end_process(started.process)
        raise
    engine = EmbeddedEngine(address, True, started.process, keeper, lock, files)
    atexit.register(engine.close)
    return engine


def _answers(address: Address, files: EngineFiles) -> None:
    """Asks `RETURN 1` until the database answers: Bolt listens before it exists."""
    until = time.monotonic() + START_SECONDS
    with neo4j.GraphDatabase.driver(address.uri, auth=address.auth, connection_timeout=5.0) as driver:
        while True:
            try:
                driver.execute_query("RETURN 1 AS one", database_=address.database)
                return
            except AuthError as error:
                raise _failed(files, f"{files.password} is not the password that the engine knows") from error
            except (DriverError, Neo4jError) as error:
                if time.monotonic() > until:
                    raise _failed(files, str(error)) from error
            time.sleep(0.05)


def _failed(files: EngineFiles, said: str) -> EngineUnavailable:
    if "locked by another process" in said:
        return held(files, "its database is in use", "它的数据库正在使用")
    return EngineUnavailable(
        f"the embedded engine does not start in {files.root}:\n{said}",
        zh=f"内嵌引擎未能在 {files.root} 启动",
        name="ZUZHITU_DATA_DIR",
        value=str(files.root.parent),
        remedy=f"read {files.log}/arcadedb.log.0; a smaller heap helps where memory is short",
        remedy_zh=f"见 {files.log}/arcadedb.log.0；内存不足时可减小 ZUZHITU_HEAP",
    )
