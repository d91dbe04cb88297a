"""Fifteen files as registries send them: what a load reports of each is what stands in `expected/` beside them.

`python -m tests.loaders.test_as_they_arrive` writes what is reported now; look at every line of the difference.
"""

import asyncio
import importlib.util
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.auto import source_of
from loaders.load import load
from loaders.read.readers import read_rows
from loaders.validate.validate import inspected
from tests.conftest import ONE_ENGINE
from tests.engines.embedded import embedded
from tests.engines.wiping import wipe

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
FOLDER: Final = EXAMPLES / "as-they-arrive"
FRAME: Final = sorted((EXAMPLES / "dalian-2008").glob("0[1-6]*.csv"))
AS_OF: Final = "2008-03-31"
# What is said of the file, whatever else stands in the graph.
SAID: Final = ("source", "as_of", "assumed_as_of", "files", "counts")
BY: Final = ("rejected_by_code", "skipped_by_reason", "out_of_scope_by_reason", "warned_by_code")


def files() -> list[Path]:
    return sorted(path for path in FOLDER.iterdir() if path.is_file())


def expected(path: Path) -> Path:
    return FOLDER / "expected" / f"{path.name}.json"


async def reports(graph: Graph) -> dict[str, str]:
    """What a load says of each file, over the frame of the example city; nothing of them is written."""
    for path in FRAME:
        source = source_of(inspected(path)).id
        await load(graph, load_catalogue(), source, [path], as_of=AS_OF, settle=False)
    found = {}
    for path in files():
        facts = inspected(path)
        source = source_of(facts).id
        report = await load(graph, load_catalogue(), source, [facts], as_of=AS_OF, dry_run=True, settle=False)
        told = report.as_dict()
        said: dict[str, Any] = {name: told[name] for name in (*SAID, *BY)}
        said["files"] = [{name: value for name, value in one.items() if name != "sha256"} for one in said["files"]]
        found[path.name] = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    return found


@ONE_ENGINE
async def test_each_file_is_reported_as_it_must_be(graph: Graph) -> None:
    found = await reports(graph)
    assert len(found) == 15
    assert {one.name for one in (FOLDER / "expected").iterdir()} == {f"{name}.json" for name in found}
    for path in files():
        assert json.loads(found[path.name]) == json.loads(expected(path).read_text(encoding="utf-8")), path.name


def test_the_files_are_what_their_maker_writes(tmp_path: Path) -> None:
    write_files(tmp_path)
    assert [path.name for path in sorted(tmp_path.iterdir())] == [path.name for path in files()]
    for path in files():
        made = list(read_rows(inspected(tmp_path / path.name)))
        assert made == list(read_rows(inspected(path))), path.name


def write_files(folder: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_as_they_arrive", EXAMPLES / "make_as_they_arrive.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    maker.write(folder)


async def _write_expected(folder: Path) -> None:
    with embedded(folder) as found:
        async with Graph(found.address) as graph:
            await graph.ready(60)
            await wipe(graph)
            for name, text in (await reports(graph)).items():
                expected(FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_files(FOLDER)
    (FOLDER / "expected").mkdir(exist_ok=True)
    with TemporaryDirectory() as place:
        asyncio.run(_write_expected(Path(place)))
