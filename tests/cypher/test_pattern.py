"""The rule language: what is refused and where, what a path of several lengths means, what the rules may say."""

from pathlib import Path

import pytest

from cypher.errors import CatalogueDefect
from cypher.pattern import tree
from cypher.pattern.parse import PatternDefect, parse
from cypher.pattern.rules import ROOT, load_rules

TITLES = "// title: x\n// title_en: x\n"
GOOD = "MATCH (o)-[f:LOCATED_IN]->(region)\nRETURN o AS subject, region AS holder"


@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        ("OPTIONAL MATCH (o)-[:A]->(b) RETURN o AS subject, b AS holder", 1, 1, "expected MATCH"),
        ("MATCH (o)-[:A]->(b)\nWITH o RETURN o AS subject", 2, 1, "expected RETURN"),
        ("MATCH (o)-[:A]->(b), (c) RETURN o AS subject, b AS holder", 1, 20, "expected RETURN"),
        ("MATCH (o)-[:A]-(b) RETURN o AS subject, b AS holder", 1, 16, "expected >"),
        ("MATCH (o)-[]->(b) RETURN o AS subject, b AS holder", 1, 12, "expected :"),
        ("MATCH (o)-[:A*]->(b) RETURN o AS subject, b AS holder", 1, 15, "expected a length"),
        ("MATCH (o)-[:A*0..9]->(b) RETURN o AS subject, b AS holder", 1, 19, "a length lies between"),
        ("MATCH (o)-[:A]->(b)-[:A]->(c) RETURN o AS subject, c AS holder", 1, 31, "once in a path"),
        ("MATCH (o)-[:A]->(b)\nWHERE x.kind = 'a'\nRETURN o AS subject, b AS holder", 2, 7, "is called x"),
        ("MATCH (o)-[:A]->(b) RETURN o AS subject, count(b) AS holder", 1, 42, "count() is not in the rule"),
        ("MATCH (o)-[:A]->(b) RETURN o AS subject", 1, 40, "names no holder"),
        ("MATCH (o)-[:A]->(b) RETURN o AS subject, b AS holder, 1 AS weight", 1, 60, "and not weight"),
        ("MATCH (o)-[:A]->(b) WHERE o.name IN b.names RETURN o AS subject, b AS holder", 1, 45, "IN takes"),
        ('MATCH (o)-[:A]->(b) WHERE o.kind = "a" RETURN o AS subject, b AS holder', 1, 36, "'\"' is not in"),
        (GOOD + "\nUNION\n" + GOOD, 4, 1, "expected ALL"),
        (GOOD + " LIMIT 1", 2, 39, "LIMIT is not in"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_place(text: str, line: int, column: int, what: str) -> None:
    with pytest.raises(PatternDefect) as caught:
        parse(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert what in str(caught.value)


def test_a_path_of_several_lengths_is_several_patterns() -> None:
    text = "MATCH (o)-[:SEAT]->(a)-[:PART_OF*0..2]->(b:Region) RETURN o AS subject, b AS holder, [b.depth] AS nearness"
    none, one, two = parse(text)
    assert [len(p.relationships) for p in (none, one, two)] == [1, 2, 3]
    assert none.labels["a"] == "Region"
    assert none.returns["holder"] == tree.Variable("a")
    assert none.returns["nearness"] == tree.ListOf((tree.Property("a", "depth"),))
    assert two.relationships[1].end == two.relationships[2].start
    assert two.relationships[2].end == "b"


def test_and_or_not_bind_as_in_cypher() -> None:
    (pattern,) = parse("MATCH (o)-[:A]->(b) WHERE NOT o.x = 1 AND o.y = 2 OR b.z = 3 RETURN o AS subject, b AS holder")
    (condition,) = pattern.conditions
    assert isinstance(condition, tree.Operation)
    assert condition.operator == "OR"
    assert isinstance(condition.left, tree.Operation)
    assert condition.left.operator == "AND"
    assert isinstance(condition.left.left, tree.Not)


def test_a_defect_of_a_rule_names_file_line_and_column(tmp_path: Path) -> None:
    folder = tmp_path / "cypher" / "rules" / "seat"
    folder.mkdir(parents=True)
    (folder / "one.cypher").write_text(f"{TITLES}// precedence: 0\n{GOOD} LIMIT 1\n", encoding="utf-8")
    (folder / "two.cypher").write_text(TITLES + "// precedence: 0\n// colour: red\n" + GOOD, encoding="utf-8")
    (folder / "three.cypher").write_text(TITLES + "// precedence: 0\n" + GOOD + ", $far AS rank", encoding="utf-8")
    with pytest.raises(CatalogueDefect) as caught:
        load_rules(tmp_path / "cypher" / "rules")
    assert [d.split(": ")[0] for d in caught.value.defects] == [
        "cypher/rules/seat/link.yaml:1",
        "cypher/rules/seat/one.cypher:5:39",
        "cypher/rules/seat/three.cypher:1",
        "cypher/rules/seat/two.cypher:4",
    ]


def test_links_that_read_each_other_are_refused(tmp_path: Path) -> None:
    for name, other in (("a", "B"), ("b", "A")):
        folder = tmp_path / "cypher" / "rules" / name
        folder.mkdir(parents=True)
        told = f"title: x\ntitle_en: x\ntype: {name.upper()}\nsubject: Organization\nsettle: one\n"
        (folder / "link.yaml").write_text(told, encoding="utf-8")
        text = f"{TITLES}// precedence: 0\nMATCH (o)-[:{other}]->(h)\nRETURN o AS subject, h AS holder\n"
        (folder / "one.cypher").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueDefect, match="in a circle"):
        load_rules(tmp_path / "cypher" / "rules")


def test_every_rule_is_short_and_says_nothing_twice() -> None:
    for path in sorted(ROOT.rglob("*.cypher")):
        lines = [x for x in path.read_text(encoding="utf-8").splitlines() if x.strip() and not x.startswith("//")]
        assert len(lines) <= 15, path
    for rules in load_rules().rules.values():
        for rule in rules:
            said = [(p.relationships, p.conditions) for p in rule.patterns]
            assert len(said) == len({str(one) for one in said}), rule.id


def test_a_link_comes_after_those_that_its_rules_read() -> None:
    names = [link.name for link in load_rules().links]
    for earlier, later in (("seat", "territory"), ("level", "lead"), ("lead", "superior"), ("superior", "support")):
        assert names.index(earlier) < names.index(later)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("MATCH (o)-[:SUPERVISED_BYE]->(u) RETURN o AS subject, u AS holder", "there is no type SUPERVISED_BYE"),
        ("MATCH (o:Organisation)-[:SUPERVISED_BY]->(u) RETURN o AS subject, u AS holder", "no label Organisation"),
        ("MATCH (o:Trade)-[:SUPERVISED_BY]->(u) RETURN o AS subject, u AS holder", "the subjects of this link are"),
        ("MATCH (o)-[:SUPERVISED_BY|SEAT]->(u) RETURN o AS subject, u AS holder", "mixes facts and derived links"),
        ("MATCH (o)-[f:SUPERVISED_BY]->(u)-[f:ACTS_IN]->(r) RETURN o AS subject, r AS holder", "f names two things"),
        ("MATCH (o)-[f:SUPERVISED_BY]->(u) RETURN o AS subject, f AS holder", "the holder is a node"),
        ("MATCH (o)-[f:SUPERVISED_BY]->(u) RETURN f AS subject, u AS holder", "the subject is a node"),
        ("MATCH (o)-[f:SUPERVISED_BY]->(u) RETURN o AS subject, u AS holder, f.id AS nearness", "nearness is a list"),
        ("MATCH (o)-[:SUPERVISED_BY]->(u) WHERE u.colour = 'a' RETURN o AS subject, u AS holder", "u has no colour"),
        ("MATCH (o)-[f:SUPERVISED_BY {value: 'a'}]->(u) RETURN o AS subject, u AS holder", "f has no value"),
    ],
)
def test_a_rule_that_speaks_of_what_there_is_not_is_refused_at_start(tmp_path: Path, text: str, what: str) -> None:
    root = tmp_path / "cypher" / "rules"
    for link in ("lead", "seat"):
        (root / link).mkdir(parents=True)
        (root / link / "link.yaml").write_text(
            (ROOT / link / "link.yaml").read_text(encoding="utf-8"), encoding="utf-8"
        )
    header = (ROOT / "lead" / "district.cypher").read_text(encoding="utf-8").partition("MATCH")[0]
    (root / "lead" / "one.cypher").write_text(header + text, encoding="utf-8")
    (root / "seat" / "finest.cypher").write_text((ROOT / "seat" / "finest.cypher").read_text(encoding="utf-8"), "utf-8")
    with pytest.raises(CatalogueDefect) as caught:
        load_rules(root)
    assert any(d.startswith("cypher/rules/lead/one.cypher:1: ") and what in d for d in caught.value.defects), (
        caught.value
    )


def test_a_rule_of_an_answer_cites_its_source_and_its_rule_sets(tmp_path: Path) -> None:
    (tmp_path / "cypher" / "rules" / "lead").mkdir(parents=True)
    folder = tmp_path / "cypher" / "rules" / "lead"
    (folder / "link.yaml").write_text((ROOT / "lead" / "link.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    text = "// precedence: 0\nMATCH (o)-[:SUPERVISED_BY]->(u)\nRETURN o AS subject, u AS holder\n"
    (folder / "one.cypher").write_text(TITLES + text, encoding="utf-8")
    with pytest.raises(CatalogueDefect, match="cites a sentence"):
        load_rules(tmp_path / "cypher" / "rules")
