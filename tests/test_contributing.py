"""The recipes of CONTRIBUTING.md are walked: a copy of the program gets the files of one, and has the new thing."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from tests.conftest import ONE_ENGINE
from tests.engines.found import Found
from tests.exported import write_file
from tests.stories import load_story, write_story

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = dict(zip(*[iter(re.split(r"^## (.*)\n", TEXT, flags=re.M)[1:])] * 2, strict=True))
COMMAND = "from app.cli.main import main; main()"

# Recipe -> the files that it asks for, by their path.
FILES = {
    "A source": {
        "loaders/sources/trade_bynames.py": '''
"""行业俗称: by what else a trade is called."""

from pydantic import Field

from loaders.records import Node, Record
from loaders.reference.entries import Frame
from loaders.sources._declaration import NeededValues, Source, SourceRow, Text


class Row(SourceRow):
    code: Text = Field(alias="行业代号")
    bynames: NeededValues = Field(alias="行业俗称")


def to_records(row: Row, frame: Frame) -> Record:
    return Record(Node("Trade", row.code, {"name_words": row.bynames}, id=row.code))


SOURCE = Source(
    id="trade_bynames",
    title="行业俗称",
    title_en="Bynames of trades",
    order=14,
    rank=10,
    row=Row,
    to_records=to_records,
    per_subject=True,
)
''',
        "examples/dalian-2008/14行业俗称.csv": "行业代号,行业俗称\nlaw,律所\n",
    },
    "A check": {
        "cypher/checks/namesakes.cypher": """
// title: 党组织同名
// title_en: Two Party organisations of one name
// summary: 两个党组织同名，查找时无从分辨。
// summary_en: Who looks for one of them cannot tell them apart.
// remedy: 核对是否为同一党组织。
// remedy_en: See whether they are one.
// severity: info
// population: party_organizations
MATCH (p:PartyOrganization)
WHERE coalesce(p.founded, '') <= $as_of AND $as_of < coalesce(p.closed, '9999-12-31')
WITH p.name AS name, collect(p.id) AS ids
WHERE size(ids) > 1
UNWIND ids AS id
RETURN id AS id, 'PartyOrganization' AS label, {name: name} AS detail
ORDER BY id
""",
        "loaders/consistency/namesakes.py": '''
"""Party organisations that have the name of another one of the day."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per namesake."""
    namesakes = day.existing("PartyOrganization").filter(pl.len().over("name") > 1)
    return told(namesakes.select("id", "name"), "PartyOrganization")
''',
        "tests/graphs/two-branches-have-one-name.yaml": """
why: whoever looks for one of them cannot tell them apart
with: [city]
nodes:
  former: {is: branch, name: 第一党支部, closed: 2008-06-01}
  later: {is: branch, name: 第一党支部, founded: 2008-01-01}
expect:
  - {at: 2008-03-31, findings: {namesakes: [former, later]}}
  - {at: 2008-06-01, findings: {namesakes: []}}
""",
    },
    "A rule": {
        "cypher/rules/lead/member.cypher": """
// title: 会员所在的协会
// title_en: The association that it is a member of
// summary: 没有其他责任主体的会员，由行业协会负责。
// summary_en: The association leads a member that nobody else leads.
// sentence: 本项目默认：无人负责的会员由协会负责。
// sentence_en: "[D] The association leads a member that nobody else leads."
// precedence: 2
// rule_sets: [V1, V2]
MATCH (o)-[:MEMBER_OF]->(a)
RETURN o AS subject, a AS holder
""",
        "tests/graphs/an-association-leads-a-member-that-nobody-else-leads.yaml": """
why: "[D] The association leads a member that nobody else leads."
with: [city, bureaus]
nodes:
  artists: {is: association}
  artist: {is: firm, member_of: artists}
  lawyer: {is: firm, member_of: artists, supervised_by: city-bureau, approved_by: city-bureau level=city}
expect:
  - {at: 2008-03-31, of: artist, lead: member artists}
  - {at: 2008-03-31, of: lawyer, lead: city city-bureau, lead_lost: [member artists]}
""",
    },
    "A query": {
        "cypher/queries/kinds.cypher": """
// title: 各类组织数
// title_en: How many organisations there are of each kind
// returns: [kind, total]
MATCH (o:Organization)
RETURN o.kind AS kind, count(*) AS total
ORDER BY kind
""",
    },
    "A filter": {
        "cypher/filters/level.cypher": """
// title: 有效层级
// title_en: effective level
// takes: levels
// lists: [organizations, form]
// order: 65
EXISTS {
  MATCH (o)-[level:LEVEL]->(:Region) WHERE level.value IN $level
    AND level.retired_run IS NULL AND level.valid_from <= $as_of AND $as_of < level.valid_to }
""",
    },
}


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the program with the files of the recipe that the test names, and no other change."""
    for room in ("app", "cypher", "loaders"):
        shutil.copytree(ROOT / room, tmp_path / room)
    for name, text in FILES[request.param].items():
        path = tmp_path / name
        assert not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    return tmp_path


def following(recipe: str) -> pytest.MarkDecorator:
    """The test is given the copy that one recipe was followed in."""
    return pytest.mark.parametrize("house", [recipe], indirect=True)


def run(house: Path, code: str, *arguments: str | Path, **environment: str) -> str:
    """What Python prints in the copy; the tests beside it are those of here."""
    path = os.pathsep.join([str(house), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=house,
        env={**os.environ, **environment, "PYTHONPATH": path},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_path_that_the_recipes_name_exists() -> None:
    named = set(re.findall(r"(?:app|cypher|docs|examples|loaders|tests)/[\w./-]*", TEXT))
    assert len(named) > 12
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_recipe_is_walked() -> None:
    assert list(RECIPES) == list(FILES)


@pytest.mark.parametrize("recipe", FILES)
def test_a_recipe_asks_for_one_file_in_each_folder_that_it_names(recipe: str) -> None:
    folders = re.findall(r"\bOne [^.`]*? in (?:a folder of )?`([\w/-]+/)`", RECIPES[recipe].replace("\n", " "))
    assert len(folders) == len(FILES[recipe])
    assert all(path.startswith(folder) for path, folder in zip(FILES[recipe], folders, strict=True))


@pytest.mark.anyio
@ONE_ENGINE
@following("A source")
async def test_a_source_is_listed_and_recognised_by_its_headings(house: Path, engine: Found, graph: Graph) -> None:
    address = engine.address
    named = {"URI": address.uri, "USERNAME": address.username, "PASSWORD": address.password}
    where = {f"NEO4J_{name}": value for name, value in named.items() if value}
    assert "trade_bynames  行业俗称" in run(house, COMMAND, "sources", **where)
    [file] = (house / "examples/dalian-2008").iterdir()
    reports = json.loads(run(house, COMMAND, "load", "auto", file, "--dry-run", "--json", **where))
    assert [(r["source"], r["counts"]["accepted"]) for r in reports["items"]] == [("trade_bynames", 1)]


@pytest.mark.anyio
@following("A check")
async def test_a_check_and_its_twin_find_what_its_story_tells(house: Path, graph: Graph) -> None:
    [path] = (house / "tests/graphs").iterdir()
    story = load_story(path)
    await write_story(graph, story)
    statement = load_catalogue(house / "cypher")["checks/namesakes"]
    for expectation in story.expectations:
        rows = await graph.read(statement, as_of=expectation.as_of)
        assert {"namesakes": [row["id"] for row in rows]} == expectation.answers["findings"]
    records = write_file(story.records, house / "records.jsonl.gz")
    code = (
        "import json, sys; from pathlib import Path; from loaders.consistency import check_offline, read_export\n"
        "found = [check_offline(read_export(Path(sys.argv[1])), day, ['namesakes']) for day in sys.argv[2:]]\n"
        "print(json.dumps([{name: [f.id for f in rows] for name, rows in one.items()} for one in found]))"
    )
    offline = json.loads(run(house, code, records, *(e.as_of for e in story.expectations)))
    assert offline == [e.answers["findings"] for e in story.expectations]
    listed = run(house, COMMAND, "check", "namesakes", "--offline", records)
    assert "2  info     namesakes  党组织同名" in listed


@following("A rule")
def test_a_rule_is_printed_and_wins_and_loses_as_its_story_tells(house: Path) -> None:
    [path] = (house / "tests/graphs").iterdir()
    code = (
        "import json, sys; from pathlib import Path\n"
        "from tests.columns import columns_of, derived_links; from tests.stories import load_story\n"
        "links = derived_links(columns_of(load_story(Path(sys.argv[1])).records), '210200')\n"
        "told = {f'{e.of}': links['LEAD', e.of][-1] for e in load_story(Path(sys.argv[1])).expectations}\n"
        "print(json.dumps({of: {'lead': f'{l[\"rule\"]} {l[\"holder\"]}',\n"
        "    'lead_lost': [f'{c[\"rule\"]} {c[\"holder\"]}' for c in l['considered']]} for of, l in told.items()}))"
    )
    told = json.loads(run(house, code, path))
    for expectation in load_story(path).expectations:
        assert {k: told[str(expectation.of)][k] for k in expectation.answers} == expectation.answers
    printed = run(house, COMMAND, "statement", "rules/lead/member")
    assert "// rules/lead/member: 会员所在的协会" in printed
    assert "MEMBER_OF" in printed


@following("A query")
def test_a_query_is_printed(house: Path) -> None:
    printed = run(house, COMMAND, "statement", "queries/kinds")
    assert printed.startswith("// queries/kinds: 各类组织数 How many")
    assert "count(*) AS total" in printed


@following("A filter")
def test_a_filter_stands_in_the_schema_and_the_queries_of_its_lists_and_in_no_other(house: Path) -> None:
    code = "import json; from app.main import create_app; print(json.dumps(create_app().openapi()))"
    taken = [
        (path, parameter["name"], parameter["description"])
        for path, operations in json.loads(run(house, code))["paths"].items()
        for parameter in operations.get("get", {}).get("parameters", [])
        if parameter["name"] == "level"
    ]
    words = "national, province, city, district"
    assert taken == [("/v1/organizations", "level", words), ("/v1/coverage/form", "level", words)]
    queries = load_catalogue(house / "cypher").of_kind("queries")
    answering = {query.id for query in queries if {"organizations", "form"} & {*query.header.lists}}
    assert {query.id for query in queries if "AND ($level IS NULL OR (" in query.text} == answering
