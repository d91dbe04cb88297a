"""The served service does what `/openapi.json` says, whatever it is asked: by the checks of Schemathesis, all of them.

What reads is asked over the example city, what writes over its frame alone, in a graph of its own. What can be asked is
taken from the schema, so that a new route is asked as well.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from app.cli.service import EXAMPLE
from app.keys import keep_keys, make_key
from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.auto import load_auto
from tests.conftest import ONE_ENGINE
from tests.engines.serving import serving
from tests.engines.settings import settings_of

pytestmark = [pytest.mark.anyio, ONE_ENGINE]
HERE: Final = Path(__file__).parent
PROGRAM: Final = Path(sys.executable).with_name("schemathesis")
WRITING: Final = "^/v1/loads|/undo$|/accept$"
LISTING: Final = "^/v1/runs$|^/v1/findings$"  # in which stand the ids that those which write name


def ask(graph: Graph, folder: Path, *selection: str) -> None:
    """Asks the operations selected of the service over the graph, with a key that may write."""
    text, key = make_key("schemathesis", ["load"])
    keep_keys(folder / "keys", [key])
    settings = settings_of(graph.address, folder / "data")
    with serving(settings.model_copy(update={"keys": folder / "keys"})) as url:
        command = [PROGRAM, "--no-color", "--config-file", HERE / "schemathesis.toml", "run", f"{url}/openapi.json"]
        told = subprocess.run(
            [*command, "--seed", "1", *selection],
            cwd=HERE.parents[1],
            env={**os.environ, "SCHEMATHESIS_KEY": text},
            capture_output=True,
            text=True,
            check=False,
        )
    assert told.returncode == 0, told.stdout + told.stderr
    assert "No issues found" in told.stdout


async def test_what_reads_answers_as_the_schema_says(city: Graph, tmp_path: Path) -> None:
    ask(city, tmp_path, "--exclude-path-regex", WRITING)


async def test_what_writes_answers_as_the_schema_says(graph: Graph, tmp_path: Path) -> None:
    frame = [file for file in EXAMPLE.glob("*.csv") if file.name[:2] < "07" or file.name.startswith("09a")]
    await load_auto(graph, load_catalogue(), sorted(frame))
    ask(graph, tmp_path, "--include-path-regex", f"{WRITING}|{LISTING}")
