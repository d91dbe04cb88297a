"""The process of an embedded engine: how it is started, kept and ended."""

import importlib.util
import os
import re
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path
from typing import Any, Final

from cypher.engine.files import EngineFiles
from cypher.errors import EngineUnavailable

DATABASE: Final = "zuzhitu"
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


class Starting:
    """One start of the engine, kept by the thread that `keep` runs in: it must live as long as the engine."""

    def __init__(self, command: list[str], directory: Path) -> None:
        self.process: subprocess.Popen[str] | None = None
        self.lines: deque[str] = deque(maxlen=40)
        self._command, self._directory = command, directory
        self._port: int | None = None
        self._decided = threading.Event()

    def keep(self) -> None:
        """Starts the engine and reads what it says, until it ends."""
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


def end_process(process: "subprocess.Popen[Any]") -> None:
    """SIGTERM, and SIGKILL if it has not ended in half a minute."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def engine_command(files: EngineFiles, heap: str) -> list[str]:
    """The command line of the engine of this directory. Raises EngineUnavailable where its package is missing."""
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
