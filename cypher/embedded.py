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
import contextlib
import fcntl
import importlib.util
import json
import os
import pwd
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from cypher.errors import EngineUnavailable, reason
from cypher.graph import Address

DATABASE: Final = "zuzhitu"
START_SECONDS: Final = 90.0
STOP_SECONDS: Final = 30.0
MESSAGE_BYTES: Final = 64 * 1024 * 1024
# Nobody waits for a statement longer than this; the engine itself ends it then (clients give up much earlier).
COMMAND_MILLISECONDS: Final = 300_000
LISTENING: Final = re.compile(r"Listening for incoming BOLT connections on \S*?:(\d+)")
STARTED: Final = "ArcadeDB Server started in"
# Runs before java in the same process: asks the kernel for SIGTERM when the parent is gone, and looks whether it
# went before that was asked. (A preexec_fn would run Python between fork and exec of a threaded process.)
LAUNCH: Final = """
import os, sys
if sys.platform == "linux":
    import ctypes, signal
    ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGTERM)
if os.getppid() != int(sys.argv[1]):
    sys.exit("the parent is gone")
os.execv(sys.argv[2], sys.argv[2:])
"""


@dataclass
class EmbeddedEngine:
    """A running engine and how to reach it. `owner`: whether closing this ends it."""

    address: Address
    owner: bool
    _process: subprocess.Popen[str] | None = field(default=None, repr=False)
    _keeper: threading.Thread | None = field(default=None, repr=False)
    _lock: IO[str] | None = field(default=None, repr=False)
    _files: "EngineFiles | None" = field(default=None, repr=False)

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


@dataclass(frozen=True)
class EngineFiles:
    """Where the engine of a data directory keeps what."""

    root: Path

    @property
    def lock(self) -> Path:
        return self.root / "owner.lock"

    @property
    def address(self) -> Path:
        return self.root / "address.json"

    @property
    def password(self) -> Path:
        return self.root / "password"

    @property
    def log(self) -> Path:
        return self.root / "log"


def open_embedded(data_dir: Path, heap: str = "1g") -> EmbeddedEngine:
    """Starts the engine of a data directory, or attaches to the one that another process runs there.

    Blocks until the engine answers (some 2 s). Raises EngineUnavailable: names who holds the directory where it can
    neither start nor attach, and says what the engine said where it does not come up.
    """
    files = EngineFiles((data_dir / "engine").resolve())
    _make_root(files)
    until = time.monotonic() + START_SECONDS
    while True:
        lock = _try_lock(files)
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
            raise _held(files, "it runs no engine that answers", "它没有能应答的引擎")
        time.sleep(0.1)


def end_process(process: "subprocess.Popen[Any]") -> None:
    """SIGTERM, and SIGKILL if it has not ended in half a minute."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _make_root(files: EngineFiles) -> None:
    try:
        files.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.log.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise _unwritable(files, error) from error


def _try_lock(files: EngineFiles) -> IO[str] | None:
    """The lock, held and naming us, or None if somebody else holds it. It is released when this process ends."""
    try:
        file = os.fdopen(os.open(files.lock, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "a+", encoding="utf-8")
    except OSError as error:
        raise _unwritable(files, error) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    except OSError as error:
        file.close()
        zh, en = reason(error)
        raise _held(files, f"the directory cannot be locked ({en})", f"该文件夹不能加锁（{zh}）") from error
    file.truncate(0)
    file.write(f"process {os.getpid()} on {socket.gethostname()}: {' '.join(sys.argv)[:200]}\n")
    file.flush()
    return file


def _unwritable(files: EngineFiles, error: OSError) -> EngineUnavailable:
    """Nobody holds the directory: it cannot be made, or nothing can be written there."""
    owner_zh = owner = ""
    with contextlib.suppress(OSError, KeyError):
        existing = next(p for p in (files.root, *files.root.parents) if p.exists())
        user = pwd.getpwuid(existing.stat().st_uid).pw_name
        owner_zh, owner = f"；{existing} 属于用户 {user}", f"; {existing} belongs to user {user}"
    zh, en = reason(error)
    return EngineUnavailable(
        f"the data directory cannot be made or written ({en}{owner})",
        zh=f"数据文件夹不能建立或写入（{zh}{owner_zh}）",
        name="ZUZHITU_DATA_DIR",
        value=str(files.root.parent),
        remedy="choose a directory that may be written with --data-dir or ZUZHITU_DATA_DIR",
        remedy_zh="用 --data-dir 或 ZUZHITU_DATA_DIR 另选可写的文件夹",
    )


def _held(files: EngineFiles, why: str, why_zh: str) -> EngineUnavailable:
    holder = ""
    with contextlib.suppress(OSError):
        holder = files.lock.read_text(encoding="utf-8").strip()
    return EngineUnavailable(
        f"the data directory is held by {holder or 'somebody else'}, and {why}",
        zh=f"数据文件夹由 {holder or '他人'} 占用，{why_zh}",
        name="ZUZHITU_DATA_DIR",
        value=str(files.root.parent),
        remedy="end that process, or choose another directory with --data-dir",
        remedy_zh="结束该进程，或用 --data-dir 另选文件夹",
    )


def _attach(files: EngineFiles) -> Address | None:
    """The address that the owner wrote, if an engine listens there; None while it does not yet, or no longer."""
    try:
        written = json.loads(files.address.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        zh, en = reason(error)
        raise _held(files, f"its address cannot be read ({en})", f"读不到它的地址（{zh}）") from error
    except ValueError:
        return None  # the owner is writing it
    if written["host"] != socket.gethostname():
        host = written["host"]
        raise _held(files, f"its engine answers only on that machine ({host})", f"它的引擎只在那台机器（{host}）上应答")
    try:
        socket.create_connection(("127.0.0.1", written["port"]), timeout=2).close()
    except OSError:
        return None
    return _address(written["port"], written["password"])


def _address(port: int, password: str) -> Address:
    return Address(f"bolt://127.0.0.1:{port}", "root", password, DATABASE, "embedded")


def _start(files: EngineFiles, heap: str, lock: IO[str]) -> EmbeddedEngine:
    _end_orphan(files)
    password = _password(files)
    started = _Start(command=_command(files, heap), directory=files.root)
    keeper = threading.Thread(target=started.keep, name="embedded-engine", daemon=True)
    keeper.start()
    try:
        port = started.wait(START_SECONDS)
        if port is None or started.process is None:
            raise _failed(files, "\n".join(started.lines))
        address = _address(port, password)
        _answers(address, files)
        content = {"host": socket.gethostname(), "port": port, "password": password, "engine": started.process.pid}
        _write_private(files.address, json.dumps(content))
    except BaseException:  # Ctrl-C in the middle of a start leaves no engine either
        if started.process is not None:
            end_process(started.process)
        raise
    engine = EmbeddedEngine(address, True, started.process, keeper, lock, files)
    atexit.register(engine.close)
    return engine


class _Start:
    """One start of the engine, kept by the thread that `keep` runs in: it must live as long as the engine."""

    def __init__(self, command: list[str], directory: Path) -> None:
        self.process: subprocess.Popen[str] | None = None
        self.lines: deque[str] = deque(maxlen=40)
        self._command, self._directory = command, directory
        self._port: int | None = None
        self._decided = threading.Event()

    def keep(self) -> None:
        try:
            # A session of its own: Ctrl-C goes to the whole group, and the owner ends the engine when it is done.
            self.process = subprocess.Popen(
                self._command,
                cwd=self._directory,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
                umask=0o077,
            )
        except OSError as error:
            self.lines.append(str(error))
            self._decided.set()
            return
        port = None
        for line in self.process.stdout or ():
            self.lines.append(line.rstrip())
            if found := LISTENING.search(line):
                port = int(found[1])
            if STARTED in line:
                self._port = port
                self._decided.set()
        self._decided.set()
        self.process.wait()

    def wait(self, seconds: float) -> int | None:
        """The Bolt port once the engine has started; None if it ended or does not come up."""
        self._decided.wait(seconds)
        return self._port


def _command(files: EngineFiles, heap: str) -> list[str]:
    java, jars = _package()
    settings = {
        "server.rootPath": files.root,
        "server.logsDirectory": files.log,
        "server.rootPasswordPath": files.password,
        "server.mode": "development",  # production mode hides every error message
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": "0",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.defaultDatabases": f"{DATABASE}[root]",
        "bolt.host": "127.0.0.1",
        "bolt.port": "0",
        "bolt.maxMessageSize": MESSAGE_BYTES,
        "bolt.defaultDatabase": DATABASE,
        "txWalFlush": "1",  # development mode would not flush
        "command.timeout": COMMAND_MILLISECONDS,
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
    }
    options = [f"-Darcadedb.{key}={value}" for key, value in settings.items()]
    return [
        sys.executable,
        "-I",
        "-S",
        "-c",
        LAUNCH,
        str(os.getpid()),
        str(java),
        f"-Xmx{heap}",
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:-UsePerfData",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        *options,
        "-cp",
        f"{jars}/*",
        "com.arcadedb.server.ArcadeDBServer",
    ]


def _package() -> tuple[Path, Path]:
    """(java, folder of jars) of the installed package, found without importing it (that would start a JVM bridge)."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None:
        raise EngineUnavailable(
            "the package arcadedb-embedded is not installed",
            zh="没有安装 arcadedb-embedded",
            name="NEO4J_URI",
            remedy="install it, or name a Neo4j in NEO4J_URI",
            remedy_zh="安装它，或在 NEO4J_URI 中指定 Neo4j",
        )
    folder = Path(spec.origin).parent
    return folder / "jre" / "bin" / "java", folder / "jars"


def _password(files: EngineFiles) -> str:
    """The engine's password: made once, as the engine keeps its hash from the first start on."""
    with contextlib.suppress(FileNotFoundError):
        if written := files.password.read_text(encoding="utf-8"):
            return written
    made = secrets.token_urlsafe(32)
    _write_private(files.password, made)
    return made


def _write_private(path: Path, text: str) -> None:
    """Whole or not at all, and never readable by anybody else."""
    made = path.with_suffix(".new")
    made.unlink(missing_ok=True)
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    made.replace(path)


def _end_orphan(files: EngineFiles) -> None:
    """Waits for the engine of a killed owner, which is just ending; ends it where the kernel did not."""
    for pid in _engines_of(files):
        for sign, seconds in ((signal.SIGTERM, 15.0), (signal.SIGKILL, 5.0)):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, sign)
            until = time.monotonic() + seconds
            while pid in _engines_of(files) and time.monotonic() < until:
                time.sleep(0.05)
    files.address.unlink(missing_ok=True)


def _engines_of(files: EngineFiles) -> list[int]:
    """The java processes that serve this very directory (on systems without /proc: none that we know of)."""
    mark = f"-Darcadedb.server.rootPath={files.root}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (entry / "cmdline").read_bytes().split(b"\0")
            if mark in words and b"com.arcadedb.server.ArcadeDBServer" in words:
                found.append(int(entry.name))
    return found


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
        return _held(files, "its database is in use", "它的数据库正在使用")
    return EngineUnavailable(
        f"the embedded engine does not start in {files.root}:\n{said}",
        zh=f"内嵌引擎未能在 {files.root} 启动",
        name="ZUZHITU_DATA_DIR",
        value=str(files.root.parent),
        remedy=f"read {files.log}/arcadedb.log.0; a smaller heap helps where memory is short",
        remedy_zh=f"见 {files.log}/arcadedb.log.0；内存不足时可减小 ZUZHITU_HEAP",
    )
