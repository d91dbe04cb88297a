"""The command line as a user has it: a process, its output, its exit status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import EXAMPLE
from loaders.exchange import digest

FRAME = ["01行政区划.csv", "02登记机关.csv", "03行业.csv", "04业务主管单位.csv"]
FAULTY = "07f有误登记（演示退回）.csv"


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of an embedded engine with the frame of the example city, loaded by the command itself."""
    folder = tmp_path_factory.mktemp("cli")
    done = zuzhitu("load", "auto", *(str(EXAMPLE / name) for name in FRAME), "--json", data_dir=folder)
    reports = json.loads(done.stdout)["items"]
    assert [r["source"] for r in reports] == ["regions", "authorities", "trades", "units"]
    assert all(r["counts"]["rejected"] == 0 for r in reports)
    return folder


def zuzhitu(*arguments: str, data_dir: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command and waits for it."""
    where = ["--data-dir", str(data_dir)] if data_dir else []
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "ZUZHITU_"))}
    command = [sys.executable, "-c", "from app.cli import main; main()", *arguments, *where]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=clean | environment)


def test_refused_rows_give_status_1_and_are_listed_with_their_remedy(data_dir: Path) -> None:
    done = zuzhitu("load", "social_organizations", str(EXAMPLE / FAULTY), "--json", data_dir=data_dir)
    report = json.loads(done.stdout)
    counts = report["counts"]
    assert done.returncode == 1
    parts = ("accepted", "rejected", "repeated", "skipped", "out_of_scope")
    assert counts["read"] == sum(counts[part] for part in parts)
    assert counts["rejected"] == 6
    listed = zuzhitu("rejects", report["run"], "--json", data_dir=data_dir)
    items = json.loads(listed.stdout)["items"]
    assert len(items) == 6
    assert all(i["place"] == {"file": FAULTY, "sheet": None, "row": i["place"]["row"]} and i["remedy"] for i in items)


def test_the_same_file_again_changes_nothing(data_dir: Path) -> None:
    done = zuzhitu("load", "units", str(EXAMPLE / FRAME[-1]), "--json", data_dir=data_dir)
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert {n for name, n in report["changes"].items() if name != "unchanged"} == {0}


def test_what_can_be_loaded_is_listed_before_and_after(data_dir: Path) -> None:
    items = json.loads(zuzhitu("sources", "--json", data_dir=data_dir).stdout)["items"]
    assert len(items) == 13
    loaded = {item["id"]: item["last_run"] for item in items}
    assert loaded["regions"]["state"] == "finished"
    assert loaded["headcounts"] is None


def test_an_export_is_checked_without_a_database_and_restored_to_the_same_digest(
    data_dir: Path, tmp_path: Path
) -> None:
    file = tmp_path / "city.jsonl.gz"
    assert zuzhitu("export", str(file), data_dir=data_dir).returncode == 0
    done = zuzhitu("check", "--offline", str(file), "--json")
    found = {item["id"]: item["count"] for item in json.loads(done.stdout)["items"]}
    assert done.returncode == 0
    assert set(found) == {
        "cycle",
        "dangling_end",
        "orphan",
        "period_reversed",
        "several_roots",
        "several_superiors",
    }
    restored = tmp_path / "restored"
    assert zuzhitu("import", str(file), data_dir=restored).returncode == 0
    assert zuzhitu("import", str(file), data_dir=restored).returncode == 2  # no longer an empty graph
    again = tmp_path / "again.jsonl.gz"
    assert zuzhitu("export", str(again), data_dir=restored).returncode == 0
    assert digest(again) == digest(file)
    file.write_bytes(file.read_bytes()[:-200])
    assert zuzhitu("check", "--offline", str(file)).returncode == 3


@pytest.mark.parametrize(
    ("arguments", "environment", "status", "says"),
    [
        (["load", "nothing", "x.csv"], {}, 2, "there is no source nothing"),
        (["load", "units", "no-such-file.csv"], {}, 3, "cannot be opened"),
        (["load", "units", str(EXAMPLE / FRAME[-1]), "--as-of", "soon"], {}, 2, "cannot be read as a date"),
        (["runs"], {"NEO4J_URI": "http://127.0.0.1"}, 2, "NEO4J_URI"),
        (["check", "no_such_check"], {}, 2, "there is no check no_such_check"),
        (["frobnicate"], {}, 2, "invalid choice"),
    ],
)
def test_what_is_wrong_is_said_with_its_status(
    data_dir: Path, arguments: list[str], environment: dict[str, str], status: int, says: str
) -> None:
    done = zuzhitu(*arguments, data_dir=data_dir, **environment)
    assert (done.returncode, says in done.stderr) == (status, True), done.stderr
    assert done.stdout == ""


def test_a_graph_that_is_away_gives_status_4() -> None:
    done = zuzhitu("runs", NEO4J_URI="bolt://127.0.0.1:1")
    assert done.returncode == 4
    assert "127.0.0.1:1" in done.stderr
