"""docker-compose.yml and the Dockerfile against the settings: no variable that nobody reads, no default secret."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.settings import NAMES, load_settings

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICE: dict[str, Any] = COMPOSE["services"]["service"]
NEO4J: dict[str, Any] = COMPOSE["services"]["neo4j"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
REFERENCE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def filled(value: str, given: dict[str, str]) -> str:
    """A value as docker compose fills it in."""
    return REFERENCE.sub(lambda m: given.get(m[1]) or (m[3] if m[2] == "-" else ""), value)


def test_every_variable_is_a_setting() -> None:
    assert set(SERVICE["environment"]) <= set(NAMES)


def test_the_settings_accept_what_compose_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in SERVICE["environment"].items():
        monkeypatch.setenv(name, filled(value, {"NEO4J_PASSWORD": "secret-word"}))
    settings = load_settings(None)
    assert settings.address is not None
    assert settings.address.uri == "bolt://neo4j:7687"
    assert settings.address.auth == ("neo4j", "secret-word")
    assert (settings.host, settings.port) == ("0.0.0.0", 8000)


def test_both_get_the_same_password_and_there_is_no_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    references = [m for m in REFERENCE.finditer(text) if "PASSWORD" in m[1]]
    assert len(references) == 2
    assert all(m[2] == "?" for m in references), "a password must be given, never invented"
    assert NEO4J["environment"]["NEO4J_AUTH"] == f"neo4j/{SERVICE['environment']['NEO4J_PASSWORD']}"


def test_nothing_is_open_to_the_network() -> None:
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_service_waits_for_a_healthy_neo4j() -> None:
    assert SERVICE["depends_on"]["neo4j"]["condition"] == "service_healthy"
    assert "RETURN 1" in NEO4J["healthcheck"]["test"][-1]
    assert NEO4J["image"].startswith("neo4j:5.26")


def test_the_image_is_the_locked_one_and_runs_as_nobody_special() -> None:
    assert "--require-hashes -r requirements.lock" in DOCKERFILE
    assert re.search(r"^USER (?!root)\w+", DOCKERFILE, re.M)
    variables = set(re.findall(r"(ZUZHITU_\w+|NEO4J_\w+)=", DOCKERFILE))
    assert variables <= set(NAMES)


def test_the_image_gets_every_file_that_it_copies() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {source for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.M) for source in line.split()}
    assert copied == allowed


def test_every_variable_of_compose_can_be_found_in_the_example() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name in {m[1] for m in REFERENCE.finditer(text)}:
        assert re.search(rf"^#?{name}=", example, re.M), name
