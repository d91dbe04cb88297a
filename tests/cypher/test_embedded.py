"""The embedded engine as a child process: who owns it, who attaches, and that it never outlives its owner."""

import asyncio
import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cypher.engine import embedded
from cypher.engine.embedded import EmbeddedEngine, open_embedded
from cypher.errors import EngineUnavailable, GraphDown
from cypher.graph import Address, Graph
from tests.engines.wiping import statement

ROOT = Path(__file__).parents[2]
WRITE = statement("MERGE (n:Organization {id: 'org:1'}) SET n.name = $name RETURN n.name AS name", "name", writes=True)
READ = statement("MATCH (n:Organization {id: 'org:1'}) RETURN n.name AS name")


def engines(data_dir: Path) -> list[int]:
    """The processes that name this directory's engine: looked up apart from the code under test."""
    mark = str(data_dir.resolve() / "engine").encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if b"java" in command.split(b"\0")[0] and mark in command:
            found.append(int(entry.name))
    return found


def gone_within(seconds: float, data_dir: Path) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not engines(data_dir):
            return True
        time.sleep(0.05)
    return False


def owner(data_dir: Path, body: str = "time.sleep(600)") -> subprocess.Popen[str]:
    """Another process that owns the engine, prints a line when it does, and then does `body`."""
    program = f"""
        import os, signal, sys, threading, time
        from pathlib import Path
        from cypher.engine.embedded import open_embedded
        data_dir = Path({str(data_dir)!r})
        engine = open_embedded(data_dir, "512m")
        print("owner" if engine.owner else "attached", flush=True)
        {body}
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() in ("owner", "attached")
    return process


def ask(address: Address, use: Callable[[Graph], object]) -> object:
    async def asked() -> object:
        async with Graph(address) as graph:
            return await use(graph)  # type: ignore[misc]

    return asyncio.run(asked())


def test_a_killed_owner_leaves_no_engine_and_loses_nothing(tmp_path: Path) -> None:
    process = owner(tmp_path)
    try:
        with open_embedded(tmp_path) as attached:
            assert not attached.owner
            ask(attached.address, lambda g: g.write(WRITE, name="大连市"))
        assert engines(tmp_path)
    finally:
        process.kill()
        process.wait()
    assert gone_within(15, tmp_path)
    assert (tmp_path / "engine" / "address.json").exists()  # stale, as nobody was there to remove it
    with open_embedded(tmp_path) as next_owner:
        assert next_owner.owner
        assert ask(next_owner.address, lambda g: g.read(READ)) == [{"name": "大连市"}]


def test_the_next_start_need_not_wait_for_the_killed_one(tmp_path: Path) -> None:
    process = owner(tmp_path)
    process.kill()
    process.wait()
    with open_embedded(tmp_path) as engine:  # at once: the old engine is still ending
        assert engine.owner
        assert len(engines(tmp_path)) == 1


def test_a_terminated_owner_leaves_no_engine(tmp_path: Path) -> None:
    process = owner(tmp_path)
    process.terminate()
    process.wait()
    assert gone_within(15, tmp_path)


def test_an_owner_that_ends_without_closing_leaves_no_engine(tmp_path: Path) -> None:
    process = owner(tmp_path, "sys.exit(0)")
    assert process.wait(60) == 0
    assert gone_within(5, tmp_path)


def test_the_end_of_the_thread_that_opened_it_does_not_end_the_engine(tmp_path: Path) -> None:
    opened: list[EmbeddedEngine] = []
    thread = threading.Thread(target=lambda: opened.append(open_embedded(tmp_path, "512m")))
    thread.start()
    thread.join()
    with opened[0] as engine:
        time.sleep(2.5)  # longer than the engine needs to end on SIGTERM
        assert ask(engine.address, lambda g: g.read(READ)) == []
    assert gone_within(1, tmp_path)


def test_a_second_process_attaches_and_both_write(tmp_path: Path) -> None:
    with open_embedded(tmp_path, "512m") as engine:
        assert engine.owner
        process = owner(tmp_path, "engine.close()")  # attached: its closing ends nothing
        assert process.wait(60) == 0
        assert len(engines(tmp_path)) == 1
        ask(engine.address, lambda g: g.write(WRITE, name="一"))
        with open_embedded(tmp_path) as attached:
            assert attached.address == engine.address
            assert ask(attached.address, lambda g: g.read(READ)) == [{"name": "一"}]


def test_when_the_owner_ends_the_graph_is_down_for_the_attached(tmp_path: Path) -> None:
    engine = open_embedded(tmp_path, "512m")
    attached = open_embedded(tmp_path)

    async def use(graph: Graph) -> object:
        await graph.ready()
        await asyncio.to_thread(engine.close)
        return await graph.read(READ)

    with pytest.raises(GraphDown):
        ask(attached.address, use)


def test_while_an_engine_ends_it_is_down_and_no_statement_is_at_fault(tmp_path: Path) -> None:
    engine = open_embedded(tmp_path, "512m")
    attached = open_embedded(tmp_path)

    async def use(graph: Graph) -> int:
        await graph.ready()
        closing = asyncio.create_task(asyncio.to_thread(engine.close))
        down = 0
        while not closing.done():
            try:
                await graph.read(READ)
            except GraphDown:
                down += 1
        return down

    assert ask(attached.address, use)


def test_two_that_start_at_once_share_one_engine(tmp_path: Path) -> None:
    first, second = (None, None)
    opened: list[EmbeddedEngine] = []
    threads = [threading.Thread(target=lambda: opened.append(open_embedded(tmp_path, "512m"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first, second = sorted(opened, key=lambda e: e.owner)
    try:
        assert (first.owner, second.owner) == (False, True)
        assert first.address == second.address
    finally:
        second.close()
    assert gone_within(1, tmp_path)


def test_it_listens_on_loopback_only_and_its_files_are_ours_alone(tmp_path: Path) -> None:
    with open_embedded(tmp_path, "512m") as engine:
        assert engine.pid is not None
        listening = _listening(engine.pid)
        assert listening
        assert all(host in ("127.0.0.1", "::ffff:127.0.0.1") for host, _ in listening), listening
        root = tmp_path / "engine"
        for path in (root, *root.rglob("*")):
            mode = stat.S_IMODE(path.stat().st_mode)
            assert path.is_dir() or not mode & 0o077, f"{path} {mode:o}"
        assert not stat.S_IMODE(root.stat().st_mode) & 0o077
        password = json.loads((root / "address.json").read_text())["password"]
        assert len(password) >= 32
        assert password not in (Path("/proc") / str(engine.pid) / "cmdline").read_text()
        assert password not in repr(engine)


def test_the_engine_reads_no_files_for_a_statement(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    load = statement(f"LOAD CSV FROM 'file://{secret}' AS row RETURN row AS row")
    with open_embedded(tmp_path, "512m") as engine, pytest.raises(Exception, match=r"(?i)file|csv|disabled|allow"):
        ask(engine.address, lambda g: g.read(load))


def test_a_directory_held_on_another_machine_is_refused_by_name(tmp_path: Path) -> None:
    with open_embedded(tmp_path, "512m") as engine:
        path = tmp_path / "engine" / "address.json"
        written = json.loads(path.read_text())
        path.write_text(json.dumps({**written, "host": "another-machine"}))
        with pytest.raises(EngineUnavailable, match=rf"process {os.getpid()} on .*another-machine"):
            open_embedded(tmp_path)
        assert engine.owner


def test_a_holder_without_an_engine_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "START_SECONDS", 1.0)
    (tmp_path / "engine").mkdir()
    program = (
        "import fcntl,sys,time; f=open(sys.argv[1],'a+'); fcntl.flock(f, fcntl.LOCK_EX); "
        "f.write('process 1 on here: a hung one'); f.flush(); print('held', flush=True); time.sleep(60)"
    )
    lock = str(tmp_path / "engine" / "owner.lock")
    holder = subprocess.Popen([sys.executable, "-c", program, lock], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(EngineUnavailable, match="a hung one"):
            open_embedded(tmp_path)
    finally:
        holder.kill()
        holder.wait()


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EngineUnavailable, match="ZUZHITU_DATA_DIR"):
        open_embedded(tmp_path / "file")


def test_a_wrong_heap_is_refused_with_what_java_said(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match=r"(?i)heap"):
        open_embedded(tmp_path, "1x")
    with open_embedded(tmp_path, "512m") as engine:  # and the directory is free again
        assert engine.owner


def test_ctrl_c_is_left_to_the_owner(tmp_path: Path) -> None:
    """SIGINT to the whole group must not end the engine under an owner that is still finishing."""
    body = "signal.signal(signal.SIGINT, lambda *_: None); print('ready', flush=True); time.sleep(600)"
    process = owner(tmp_path, body)
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        (pid,) = engines(tmp_path)
        assert os.getpgid(pid) != os.getpgid(process.pid)
        os.kill(process.pid, signal.SIGINT)
        time.sleep(2.5)
        assert engines(tmp_path) == [pid]
    finally:
        process.kill()
        process.wait()
    assert gone_within(15, tmp_path)


def _listening(pid: int) -> list[tuple[str, int]]:
    """(host, port) of each socket on which a process listens, from /proc."""
    sockets = set()
    for descriptor in (Path("/proc") / str(pid) / "fd").iterdir():
        try:
            target = os.readlink(descriptor)
        except OSError:
            continue
        if target.startswith("socket:["):
            sockets.add(target[8:-1])
    found = []
    for table in ("tcp", "tcp6"):
        for line in (Path("/proc") / str(pid) / "net" / table).read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A" and words[9] in sockets:
                address, port = words[1].split(":")
                found.append((_host(address), int(port, 16)))
    return found


def _host(address: str) -> str:
    """The host of /proc/net: 32-bit words in the machine's byte order."""
    import socket

    words = b"".join(bytes.fromhex(address[n : n + 8])[::-1] for n in range(0, len(address), 8))
    return socket.inet_ntop(socket.AF_INET if len(words) == 4 else socket.AF_INET6, words)
