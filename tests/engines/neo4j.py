"""A Neo4j for the tests: the one that is named, else Docker, else the jars by Maven, in this order.

ZUZHITU_TEST_NEO4J_URI (with _USERNAME, _PASSWORD, _DATABASE) names one. Of the others none outlives the session: the
container is reaped by testcontainers, the server of the jars ends when its standard input does.
"""

import os
import re
import secrets
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cypher.engine.process import end_process
from cypher.graph import Address
from tests.engines.found import Found, NotHere
from tests.engines.places import place

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".cache"
VERSION = re.search(r"<neo4j\.version>(.*)</neo4j\.version>", (HERE / "pom.xml").read_text())[1]  # type: ignore[index]
IMAGE = "neo4j:5.26-community"
START_SECONDS = 240


@contextmanager
def neo4j() -> Iterator[Found]:
    """The first Neo4j that can be had; NotHere says why none of the three can."""
    if uri := os.environ.get("ZUZHITU_TEST_NEO4J_URI"):
        yield Found(_named(uri), f"the Neo4j at {uri}", ours=False)
        return
    reasons = []
    for provider in (_docker, _jars):
        try:
            with provider() as found:
                yield found
            return
        except NotHere as reason:
            reasons.append(str(reason))
    raise NotHere("; ".join(["ZUZHITU_TEST_NEO4J_URI is not set", *reasons]))


def _named(uri: str) -> Address:
    def setting(name: str, default: str = "") -> str:
        return os.environ.get(f"ZUZHITU_TEST_NEO4J_{name}", default)

    password = setting("PASSWORD")
    return Address(uri, setting("USERNAME", "neo4j") if password else "", password, setting("DATABASE"))


@contextmanager
def _docker() -> Iterator[Found]:
    if not shutil.which("docker") or subprocess.run(["docker", "info"], capture_output=True).returncode:
        raise NotHere("no Docker answers")
    from testcontainers.core.container import DockerContainer

    password = secrets.token_urlsafe(24)
    container = DockerContainer(IMAGE).with_exposed_ports(7687).with_env("NEO4J_AUTH", f"neo4j/{password}")
    with container:
        uri = f"bolt://{container.get_container_host_ip()}:{container.get_exposed_port(7687)}"
        yield Found(Address(uri, "neo4j", password), f"{IMAGE} in Docker")


@contextmanager
def _jars() -> Iterator[Found]:
    java = _java()
    jars = _fetch()
    password = secrets.token_urlsafe(24)
    with place(CACHE) as data:
        with (data / "server.log").open("wb") as log:
            server = subprocess.Popen(
                [java, "-Xmx1g", "-cp", f"{jars}/*", str(HERE / "Neo4jForTests.java"), str(data)],
                env={**os.environ, "NEO4J_FOR_TESTS_PASSWORD": password},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        try:
            port = _port(server, data / "server.log")
            yield Found(
                Address(f"bolt://127.0.0.1:{port}", "neo4j", password), f"Neo4j {VERSION} from its jars", data=data
            )
        finally:
            end_process(server)


def _java() -> str:
    """A Java that can run a source file: 17 or later, with its compiler."""
    java = shutil.which("java")
    if java is None:
        raise NotHere("no Java is here")
    version = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    major = re.search(r'version "(\d+)', version)
    if major is None or int(major[1]) < 17:
        raise NotHere(f"this Java is older than 17 ({version.splitlines()[0] if version else 'unknown'})")
    if "jdk.compiler" not in subprocess.run([java, "--list-modules"], capture_output=True, text=True).stdout:
        raise NotHere("this Java has no compiler (a JDK is needed)")
    return java


def _fetch() -> Path:
    """The folder of jars, downloaded once (125 MB)."""
    jars = CACHE / f"neo4j-{VERSION}"
    if jars.is_dir():
        return jars
    maven = shutil.which("mvn")
    if maven is None:
        raise NotHere("no Maven is here")
    partial = CACHE / f"neo4j-{VERSION}.{os.getpid()}"
    order = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={partial}"]
    done = subprocess.run(
        [maven, "-q", "-B", "-f", str(HERE / "pom.xml"), *order], capture_output=True, text=True, timeout=900
    )
    if done.returncode:
        shutil.rmtree(partial, ignore_errors=True)
        raise NotHere(f"Maven could not fetch the jars: {done.stdout[-300:].strip()}")
    try:
        partial.rename(jars)
    except OSError:  # another session was faster
        shutil.rmtree(partial)
    return jars


def _port(server: "subprocess.Popen[bytes]", log: Path) -> int:
    assert server.stdout is not None
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        if not select.select([server.stdout], [], [], 1.0)[0]:
            continue
        if found := re.match(rb"bolt (\d+)", server.stdout.readline()):
            return int(found[1])
    raise AssertionError(f"Neo4j did not start: {log.read_text(errors='replace')[-2000:]}")
