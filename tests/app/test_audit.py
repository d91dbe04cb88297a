"""The audit log: a line for whoever asked, was refused or loaded, and none that fails an answer."""

import json
import logging
import stat
from pathlib import Path
from typing import Any

import pytest

from app.cli.serving import refuse_unguarded
from app.http.audit import AuditLog
from app.keys import keep_keys, make_key
from app.main import create_app
from app.settings import load_settings
from cypher.errors import ConfigurationError
from cypher.graph import Graph
from tests.app.test_keys import bearer, service
from tests.engines.settings import settings_of

pytestmark = pytest.mark.anyio
NAMES = ["time", "id", "key", "method", "path", "query", "status", "bytes", "seconds"]


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="ascii").splitlines()]


async def test_each_request_is_a_line_with_the_name_of_its_key(graph: Graph, tmp_path: Path) -> None:
    keys, file = tmp_path / "keys", tmp_path / "audit.jsonl"
    text, key = make_key("page", ["read"])
    keep_keys(keys, [key])
    async with service(graph, tmp_path, host="0.0.0.0", keys=keys, audit_log=file) as client:
        answers = [
            await client.get("/v1/organizations?q=a%0Ab&limit=1", headers=bearer(text)),
            await client.get("/v1/organizations"),
            await client.get("/v1/organizations", headers=bearer("wrong")),
            await client.post("/v1/loads?name=units.csv", content="机密", headers=bearer(text)),
            await client.get("/nothing%0A%22here", headers=bearer(text)),
            await client.get("/healthz", headers={"Host": "elsewhere"}),
            await client.head("/v1/trades", headers=bearer(text)),
        ]
    told = lines(file)
    assert [list(line) for line in told] == [NAMES] * len(answers)
    assert [line["status"] for line in told] == [a.status_code for a in answers] == [200, 401, 401, 403, 404, 421, 200]
    assert [line["id"] for line in told] == [a.headers["x-request-id"] for a in answers]
    assert [line["key"] for line in told] == ["page", None, None, "page", "page", None, "page"]
    assert [line["bytes"] for line in told] == [len(a.content) for a in answers]
    assert (told[0]["method"], told[0]["path"], told[0]["query"]) == ("GET", "/v1/organizations", "q=a%0Ab&limit=1")
    assert (told[3]["method"], told[3]["query"]) == ("POST", "name=units.csv")
    assert told[4]["path"] == '/nothing\n"here'  # one line for all that
    assert told[6]["method"] == "HEAD"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert text not in file.read_text()


async def test_a_file_that_cannot_be_written_stops_the_start(graph: Graph, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "audit.jsonl"
    for start in (
        lambda: create_app(settings_of(graph.address, tmp_path).model_copy(update={"audit_log": nowhere}), graph=graph),
        lambda: refuse_unguarded(load_settings(env_file=None, audit_log=nowhere)),
    ):
        with pytest.raises(ConfigurationError, match=r"ZUZHITU_AUDIT_LOG=.*cannot be written"):
            start()


async def test_a_line_that_fails_later_fails_no_answer_and_is_said_once(
    graph: Graph, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "audit.jsonl"
    async with service(graph, tmp_path, audit_log=file) as client:
        file.unlink()
        file.mkdir()
        with caplog.at_level(logging.ERROR, "zuzhitu.audit"):
            for _ in range(3):
                assert (await client.get("/v1/trades")).status_code == 200
        assert [record.name for record in caplog.records] == ["zuzhitu.audit"]
        file.rmdir()  # as one that was moved away: the next line begins it anew
        assert (await client.get("/v1/trades")).status_code == 200
    assert [line["path"] for line in lines(file)] == ["/v1/trades"]


def test_lines_are_added_to_what_is_there(tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    for status in (200, 404):
        AuditLog(file).write(status=status)
    assert lines(file) == [{"status": 200}, {"status": 404}]
