"""Settings: where they come from, and that a wrong one is refused with its name, its value and the remedy."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import NAMES, REMEDIES, REMEDIES_ZH, load_settings
from cypher.errors import ConfigurationError

COMPOSE_ALONE = {"NEO4J_HEAP", "NEO4J_PAGECACHE"}
ROOT = Path(__file__).parents[2]


@pytest.fixture
def env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def test_nothing_set_is_the_embedded_engine(env: pytest.MonkeyPatch) -> None:
    settings = load_settings()
    assert settings.address is None
    assert settings.data_dir == Path(".zuzhitu")
    assert (settings.host, settings.port, settings.city) == ("127.0.0.1", 8000, None)


def test_the_command_line_beats_the_environment_beats_the_file(env: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("ZUZHITU_PORT=1001\nZUZHITU_HOST=127.0.0.2\nZUZHITU_LOG=debug\nSOMETHING_ELSE=1\n")
    env.setenv("ZUZHITU_PORT", "1002")
    env.setenv("ZUZHITU_HOST", "127.0.0.3")
    settings = load_settings(port=1003, host=None)
    assert (settings.port, settings.host, settings.log) == (1003, "127.0.0.3", "debug")


def test_a_neo4j_is_named_by_its_address(env: pytest.MonkeyPatch) -> None:
    env.setenv("NEO4J_URI", "neo4j://cluster:7687")
    env.setenv("NEO4J_PASSWORD", "secret-word")
    address = load_settings().address
    assert address is not None
    assert (address.uri, address.auth) == ("neo4j://cluster:7687", ("neo4j", "secret-word"))
    assert "secret-word" not in repr(address)
    assert "secret-word" not in repr(load_settings())


def test_an_empty_value_is_no_value(env: pytest.MonkeyPatch) -> None:
    env.setenv("NEO4J_URI", "")
    env.setenv("ZUZHITU_CITY", "")
    assert load_settings().address is None


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("NEO4J_URI", "http://127.0.0.1:7474", "http://127.0.0.1:7474"),
        ("NEO4J_URI", "bolt://neo4j:secret-word@host:7687", "bolt://***@host:7687"),
        ("NEO4J_DATABASE", "a b", "a b"),
        ("ZUZHITU_CITY", "dalian", "dalian"),
        ("ZUZHITU_PORT", "70000", "70000"),
        ("ZUZHITU_PORT", "x", "x"),
        ("ZUZHITU_LOG", "loud", "loud"),
        ("ZUZHITU_HEAP", "lots", "lots"),
        ("ZUZHITU_LEASE", "1", "1"),
    ],
)
def test_a_wrong_setting_is_refused(env: pytest.MonkeyPatch, name: str, value: str, shown: str) -> None:
    env.setenv(name, value)
    with pytest.raises(ConfigurationError) as refused:
        load_settings()
    assert (refused.value.name, refused.value.value) == (name, shown)
    assert refused.value.remedy == REMEDIES[name]
    assert "secret-word" not in str(refused.value)


def test_a_wrong_argument_is_refused_under_its_setting(env: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError) as refused:
        load_settings(port=70000)
    assert refused.value.name == "ZUZHITU_PORT"


@pytest.mark.parametrize("where", ["environment", "file"])
def test_a_slip_in_a_name_is_noticed(env: pytest.MonkeyPatch, where: str) -> None:
    if where == "environment":
        env.setenv("ZUZHITU_PROT", "1")
    else:
        Path(".env").write_text("ZUZHITU_PROT=1\n")
    with pytest.raises(ConfigurationError, match="ZUZHITU_PORT"):
        load_settings()


def test_what_is_for_the_tests_is_no_slip(env: pytest.MonkeyPatch) -> None:
    env.setenv("ZUZHITU_TEST_NEO4J_URI", "bolt://127.0.0.1:1")
    assert load_settings().address is None


def test_every_setting_has_a_remedy_and_stands_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = {
        line.lstrip("#").split("=")[0] for line in example.splitlines() if "=" in line and " " not in line.split("=")[0]
    }
    assert set(REMEDIES) == set(REMEDIES_ZH) == set(NAMES)
    programs = {n for n in named if not n.startswith("ZUZHITU_TEST_")} - COMPOSE_ALONE
    assert programs == set(NAMES)


def test_a_file_that_is_not_there_is_no_file(env: pytest.MonkeyPatch) -> None:
    assert load_settings(Path("nowhere.env")).port == 8000


def test_nothing_is_read_at_import(env: pytest.MonkeyPatch) -> None:
    env.setenv("ZUZHITU_PORT", "wrong")
    done = subprocess.run([sys.executable, "-c", "import app.settings"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
