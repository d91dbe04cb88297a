"""Keys: made and kept by the command, demanded of requests; and what starts without them."""

import json
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from app.cli.main import main
from app.cli.opening import own_app
from app.cli.serving import refuse_unguarded
from app.keys import SCOPES, Key, KeyFile, Subtree, hash_of, keep_keys, make_key, read_keys
from app.main import create_app
from app.settings import Settings, load_settings
from cypher.errors import ConfigurationError
from cypher.graph import Graph
from tests.engines.settings import settings_of

PROBLEM = "application/problem+json"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def zuzhitu(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The command in this process: status, stdout, stderr."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_a_key_is_shown_once_and_its_hash_kept(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, text, _ = zuzhitu(capsys, "keys", "add", "页面", "--scope", "read", "--file", str(file))
    assert (status, text, file.exists()) == (2, "", False)  # no name that a log can show
    status, text, _ = zuzhitu(capsys, "keys", "add", "page", "--scope", "read", "--file", str(file))
    status2, other, _ = zuzhitu(capsys, "keys", "add", "loader", "--scope", "load,read", "--file", str(file))
    key, second = text.strip(), other.strip()
    assert (status, status2) == (0, 0)
    assert len(key) >= 43
    assert key != second
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert key not in file.read_text()
    assert read_keys(file) == [Key("page", ("read",), hash_of(key)), Key("loader", ("read", "load"), hash_of(second))]
    _, listed, _ = zuzhitu(capsys, "keys", "list", "--json", "--file", str(file))
    names = [{"name": "page", "scopes": ["read"]}, {"name": "loader", "scopes": ["read", "load"]}]
    assert json.loads(listed) == {"items": names}
    assert zuzhitu(capsys, "keys", "remove", "page", "--file", str(file))[0] == 0
    assert [one.name for one in read_keys(file)] == ["loader"]
    assert [path.name for path in file.parent.iterdir()] == ["keys"]


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["add", "a", "--scope", "write"], "没有权限 write", "there is no scope write"),
        (["add", "a", "--scope", "load", "--lead", "x"], "限于 --lead 的密钥只能读取", "bounded by --lead reads alone"),
        (["add", "a", "--scope", "read", "--region", "大连"], "--region 大连：不是编号", "--region 大连: it is no id"),
        (["add", "there", "--scope", "read"], "已有密钥 there", "there is a key there already"),
        (["remove", "nobody"], "没有密钥 nobody；现有 there", "there is no key nobody; there are there"),
    ],
)
def test_what_is_wrong_is_said(
    file: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], zh: str, en: str
) -> None:
    keep_keys(file, [make_key("there", ["read"])[1]])
    status, out, err = zuzhitu(capsys, "keys", *arguments, "--file", str(file))
    assert (status, out) == (2, "")
    assert zh in err
    assert en in err


def test_the_file_is_that_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "set ZUZHITU_KEYS, or use --file" in zuzhitu(capsys, "keys", "add", "a", "--scope", "read")[2]
    monkeypatch.setenv("ZUZHITU_KEYS", "mine")
    assert zuzhitu(capsys, "keys", "add", "a", "--scope", "read")[0] == 0
    assert [key.name for key in read_keys(Path("mine"))] == ["a"]


def test_a_key_is_bounded_by_a_region_or_a_lead(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, by, of in (("district", "region", "210202"), ("finance", "lead", "units:DW007")):
        added = ["keys", "add", name, "--scope", "read", f"--{by}", of, "--file", str(file)]
        assert zuzhitu(capsys, *added)[0] == 0
    bounds = [Subtree("region", "210202"), Subtree("lead", "units:DW007")]
    assert [key.subtree for key in read_keys(file)] == bounds
    _, listed, _ = zuzhitu(capsys, "keys", "list", "--file", str(file))
    assert listed == "district\tread\tregion=210202\nfinance\tread\tlead=units:DW007\n"
    _, listed, _ = zuzhitu(capsys, "keys", "list", "--json", "--file", str(file))
    assert json.loads(listed)["items"][0] == {"name": "district", "scopes": ["read"], "region": "210202"}
    keep_keys(file, read_keys(file))
    assert [key.subtree for key in read_keys(file)] == bounds


def _line(**told: object) -> str:
    return json.dumps({"name": "a", "scopes": ["read"], "sha256": "0" * 64, **told})


@pytest.mark.parametrize(
    "line",
    [
        "no key",
        "{}",
        _line(scopes=["all"]),
        _line(regoin="210202"),
        _line(region="210202", lead="units:DW007"),
        _line(region="210202", scopes=["read", "load"]),
        _line(region=210202),
        _line(region=""),
        _line(lead="null"),
        _line(subtree=None),
    ],
)
def test_a_file_that_holds_something_else_is_refused_with_its_line(file: Path, line: str) -> None:
    keep_keys(file, [make_key("a", ["read"])[1]])
    file.write_text(file.read_text() + line)
    with pytest.raises(ConfigurationError, match=r"ZUZHITU_KEYS=.*line 2 is no key"):
        KeyFile(file)
    with pytest.raises(ConfigurationError, match=r"cannot be read .*zuzhitu keys add"):
        KeyFile(file.parent / "nowhere")


def test_a_scope_includes_those_before_it() -> None:
    for have in SCOPES:
        may = [scope for scope in SCOPES if Key("a", (have,), "").may(scope)]
        assert may == list(SCOPES[: SCOPES.index(have) + 1])


def settings(**given: object) -> Settings:
    return load_settings(env_file=None, **given)


def test_who_listens_to_others_has_keys_or_says_that_it_is_open(file: Path) -> None:
    keep_keys(file, [])
    for host in ("127.0.0.1", "localhost", "::1"):
        refuse_unguarded(settings(host=host))
    for host in ("0.0.0.0", "::", "10.0.0.5", "registry.example"):
        with pytest.raises(ConfigurationError) as refused:
            refuse_unguarded(settings(host=host))
        assert (refused.value.name, refused.value.value) == ("ZUZHITU_HOST", host)
        assert "ZUZHITU_OPEN=true" in refused.value.remedy
        refuse_unguarded(settings(host=host, open=True))
        refuse_unguarded(settings(host=host, keys=file))
    with pytest.raises(ConfigurationError, match="ZUZHITU_KEYS"):
        refuse_unguarded(settings(keys=file.parent / "nowhere"))


def test_serve_is_refused_before_anything_is_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "engine").mkdir()
    status, _, err = zuzhitu(capsys, "serve", "--host", "0.0.0.0", "--port", "0", "--data-dir", str(tmp_path))
    assert status == 2
    assert "ZUZHITU_HOST=0.0.0.0：其他机器无需密钥" in err
    assert list((tmp_path / "engine").iterdir()) == []


@asynccontextmanager
async def service(graph: Graph, folder: Path, **own: object) -> AsyncIterator[httpx.AsyncClient]:
    chosen = settings_of(graph.address, folder).model_copy(update=own)
    transport = httpx.ASGITransport(create_app(chosen, graph=graph))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


@pytest.mark.anyio
async def test_where_keys_are_demanded_reading_needs_one(graph: Graph, tmp_path: Path, file: Path) -> None:
    text, key = make_key("page", ["read"])
    keep_keys(file, [key])
    async with service(graph, tmp_path, host="0.0.0.0", keys=file) as client:
        for path in ("/v1/uncovered", "/v1/organizations/nobody", "/v1/nothing", "/metrics", "/v1/runs?limit=0"):
            none = await client.get(path)
            assert (none.status_code, none.headers["content-type"]) == (401, PROBLEM), path
            assert none.headers["www-authenticate"] == "Bearer"
            for bad in (bearer(text[:-1]), bearer(""), {"Authorization": f"Basic {text}"}, bearer(key.sha256)):
                assert (await client.get(path, headers=bad)).status_code == 401, path
        assert (await client.get("/v1/uncovered", headers=bearer(text))).status_code == 200
        assert (await client.get("/v1/uncovered", headers={"authorization": f"bearer  {text}"})).status_code == 200
        for path in ("/healthz", "/readyz", "/", "/openapi.json"):
            assert (await client.get(path)).status_code == 200, path
        keep_keys(file, [])  # removed: from now on
        assert (await client.get("/v1/uncovered", headers=bearer(text))).status_code == 401


@pytest.mark.anyio
async def test_on_this_machine_reading_is_free_and_a_bad_key_is_told(graph: Graph, tmp_path: Path, file: Path) -> None:
    keep_keys(file, [make_key("page", ["read"])[1]])
    for own in ({"keys": file}, {"host": "0.0.0.0", "open": True}, {"host": "0.0.0.0", "open": True, "keys": file}):
        async with service(graph, tmp_path, **own) as client:
            assert (await client.get("/v1/uncovered")).status_code == 200
            assert (await client.get("/v1/uncovered", headers=bearer("wrong"))).status_code == 401
            english = await client.get("/v1/uncovered", headers={**bearer("wrong"), "Accept-Language": "en"})
            assert english.json()["detail"].startswith("There is no such key")


@pytest.mark.anyio
async def test_the_command_line_needs_no_key(graph: Graph, tmp_path: Path, file: Path) -> None:
    keep_keys(file, [])
    demanding = settings_of(graph.address, tmp_path).model_copy(update={"host": "0.0.0.0", "keys": file})
    transport = httpx.ASGITransport(own_app(demanding, graph))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        assert (await client.get("/v1/uncovered")).status_code == 200
