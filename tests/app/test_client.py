"""The client in TypeScript (examples/client): the schema of the service types it, it prints what the service says."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.conftest import ONE_ENGINE, missing

pytestmark = ONE_ENGINE
CLIENT: Final = Path(__file__).parents[2] / "examples" / "client"
FILES: Final = ("package.json", "package-lock.json", "tsconfig.json", "city.ts")
DISTRICT: Final = "210204"
MISTAKES: Final = {
    "page.items": "page.rows",
    '"/v1/coverage/trend"': '"/v1/coverage/trends"',
    '["hard"]': '["terrible"]',
    "chain.lead?.to.name": "chain.lead.to.name",
}


@pytest.fixture(scope="module")
def folder(city_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the client with all that its lock file names, and the types of the service; without npm `missing`."""
    if absent := [name for name in ("node", "npm") if shutil.which(name) is None]:
        missing(f"{' and '.join(absent)} are not here")
    copy = tmp_path_factory.mktemp("client")
    for name in FILES:
        shutil.copy(CLIENT / name, copy)
    installed = run(copy, "npm", "ci", "--no-audit", "--no-fund")
    if installed.returncode:
        missing(f"npm could not install the client: {installed.stderr}")
    printed(copy, "generate", SERVICE=city_url)
    return copy


def run(folder: Path, *command: str, **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **env}, capture_output=True, text=True, check=False, timeout=300
    )


def printed(folder: Path, *command: str, **env: str) -> list[str]:
    """The lines that a script of the client prints; it ends well."""
    ended = run(folder, "npm", "run", "--silent", *command, **env)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout.splitlines()


def test_the_client_is_typed_by_the_schema_and_prints_what_the_service_says(folder: Path, city_url: str) -> None:
    assert printed(folder, "check") == []
    lines = printed(folder, "start", "--", DISTRICT, city_url)
    gaps = get(city_url, "/v1/uncovered", severity="hard", region=DISTRICT, limit=500)["items"]
    chain = get(city_url, f"/v1/organizations/{gaps[0]['organization']['id']}/chain", as_of="2005-12-31")
    trend = {"region": DISTRICT, "from": "2007", "to": "2008-03-31", "step": "quarter"}
    points = get(city_url, "/v1/coverage/trend", **trend)["items"]
    covered = [next(r for r in one["ratios"] if r["definition"] == "organization_coverage") for one in points]
    assert len(gaps) > 10  # more than a page of the client
    assert lines == [
        f"uncovered though they must be covered: {len(gaps)}",
        *(f"  {gap['organization']['name']} {gap['members_full']}" for gap in gaps),
        f"who answered for {chain['organization']['name']} on 2005-12-31: {chain['lead']['to']['name']}",
        *(f"  {link['role']} {link['rule'] or '-'} {link['to']['name']}" for link in chain["path"]),
        "covered, of those that operate and have reported:",
        *(f"  {p['period']} {r['numerator']}/{r['denominator']}" for p, r in zip(points, covered, strict=True)),
    ]


def test_what_the_schema_does_not_say_is_refused_before_it_is_asked(folder: Path) -> None:
    text = (CLIENT / "city.ts").read_text(encoding="utf-8")
    wrong = text
    for sound, mistaken in MISTAKES.items():
        assert sound in text
        wrong = wrong.replace(sound, mistaken)
    (folder / "city.ts").write_text(wrong, encoding="utf-8")
    refused = run(folder, "npm", "run", "--silent", "check")
    (folder / "city.ts").write_text(text, encoding="utf-8")
    found = {int(line) for line in re.findall(r"^city\.ts\((\d+),", refused.stdout, re.MULTILINE)}
    lines = wrong.splitlines()
    assert found >= {n for n, line in enumerate(lines, 1) if any(one in line for one in MISTAKES.values())}


def get(service: str, path: str, **params: Any) -> Any:
    return httpx.get(service + path, params=params, timeout=60).raise_for_status().json()
