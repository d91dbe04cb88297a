"""The directory of an embedded engine: what it holds, who holds it, and what is said where it cannot be used."""

import contextlib
import fcntl
import os
import pwd
import secrets
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cypher.errors import EngineUnavailable, reason


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


def make_root(files: EngineFiles) -> None:
    """Makes the directory and that of the logs. Raises EngineUnavailable, naming who owns what cannot be written."""
    try:
        files.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        files.log.mkdir(exist_ok=True, mode=0o700)
    except OSError as error:
        raise _unwritable(files, error) from error


def try_lock(files: EngineFiles) -> IO[str] | None:
    """The lock, held and naming us, or None if somebody else holds it. It is released when this process ends."""
    try:
        file = os.fdopen(
            os.open(files.lock, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "a+", encoding="utf-8", errors="replace"
        )
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
        raise held(files, f"the directory cannot be locked ({en})", f"该文件夹不能加锁（{zh}）") from error
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


def held(files: EngineFiles, why: str, why_zh: str) -> EngineUnavailable:
    """The error of a directory that somebody else holds: who, and why that one cannot be attached to."""
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


def made_password(files: EngineFiles) -> str:
    """The engine's password: made once, as the engine keeps its hash from the first start on."""
    with contextlib.suppress(FileNotFoundError):
        if written := files.password.read_text(encoding="utf-8"):
            return written
    made = secrets.token_urlsafe(32)
    write_private(files.password, made)
    return made


def write_private(path: Path, text: str) -> None:
    """Whole or not at all, and never readable by anybody else."""
    made = path.with_suffix(".new")
    made.unlink(missing_ok=True)
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    made.replace(path)


def end_orphan(files: EngineFiles) -> None:
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
