"""The catalogue refuses what is defective, naming file and line, before any engine sees it."""

from pathlib import Path

import pytest

from cypher import tokens
from cypher.catalogue import CHECK_COLUMNS, load_catalogue
from cypher.domain.vocabulary import DERIVED, FACTS, LABELS
from cypher.errors import CatalogueDefect

QUERY = "// title: 一问\n// params: {as_of: the day}\n// returns: [id]\n"


def defects(tmp_path: Path, name: str, text: str) -> list[str]:
    root = tmp_path / "cypher"
    file = root / f"{name}.cypher"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueDefect) as caught:
        load_catalogue(root)
    return caught.value.defects


@pytest.mark.parametrize(
    ("name", "text", "place", "what"),
    [
        (
            "queries/a",
            QUERY + "MATCH (n:Trade)\nRETURN n.id AS id, $other AS x, $as_of AS y",
            ":5:",
            "$other is not declared",
        ),
        ("queries/a", QUERY + "MATCH (n:Trade) RETURN n.id AS id", ":1:", "as_of is declared but not used"),
        ("queries/a", QUERY + "MATCH (n:Trade {id: $as_of})\nSET n.x = 1\nRETURN n.id AS id", ":5:", "SET writes"),
        (
            "queries/a",
            QUERY + "MATCH (n:Trade)\nWHERE n.id = 'never $as_of ends\nRETURN n",
            ":5:",
            "a string does not end",
        ),
        ("queries/a", QUERY + "// colour: red\nRETURN $as_of AS id", ":4:", "header colour"),
        ("queries/a", "// title: [\nRETURN 1 AS id", ":", "the header is no YAML"),
        ("queries/a", QUERY, ":", "there is no statement"),
        ("answers/a", QUERY + "RETURN $as_of AS id", ":1:", "statements lie in one of the folders"),
        ("load/a", "// title: 一载\nRETURN $row AS id", ":2:", "$row is not declared"),
    ],
)
def test_a_defect_is_refused_by_file_and_line(tmp_path: Path, name: str, text: str, place: str, what: str) -> None:
    found = defects(tmp_path, name, text)
    assert len(found) >= 1
    assert any(f"cypher/{name}.cypher{place}" in d and what in d for d in found), found


def test_a_sentence_for_what_is_no_kind_or_in_one_language_is_refused(tmp_path: Path) -> None:
    header = {"title": "x", "title_en": "x", "summary": "x", "summary_en": "x", "sentence": "x", "sentence_en": "x"}
    lines = [f"// {key}: {value}" for key, value in header.items()]
    lines += ["// precedence: 1", "// rule_sets: [V1]", "// sentence_of: {firm: y}", "// sentence_of_en: {person: y}"]
    lines.append("MATCH (o)-[:LOCATED_IN]->(r) RETURN o AS subject, r AS holder")
    found = defects(tmp_path, "rules/seat/a", "\n".join(lines))
    assert any("the same kinds of organisation" in defect for defect in found)


def test_a_rule_without_texts_names_one_that_has_them(tmp_path: Path) -> None:
    text = "// texts: lead/a\n// precedence: 1\nMATCH (o)-[:LOCATED_IN]->(r) RETURN o AS subject, r AS holder"
    found = defects(tmp_path, "rules/seat/a", text)
    assert "cypher/rules/seat/a.cypher:1: lead/a is no rule a with a sentence" in found


def test_a_check_without_its_columns_is_refused(tmp_path: Path) -> None:
    found = defects(
        tmp_path,
        "checks/a",
        "// title: 一查\n// title_en: x\n// summary: x\n// summary_en: x\n// remedy: x\n// remedy_en: x\n"
        "// severity: info\n// population: graph\nMATCH (n:Trade)\nRETURN n.id AS id",
    )
    assert {"label", "detail"} == {d.split("column ")[1].split(" ")[0] for d in found}


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("MATCH (n) RETURN n.set AS created", None),
        ("MATCH (n:Create)-[:SET|DELETE]->() RETURN 'MERGE' AS x // DELETE", None),
        ("MATCH (n) /* REMOVE */ RETURN `DROP` AS x", None),
        ("MATCH (n) detach delete n", "detach"),
        ("FOREACH (x IN [1] | create (n))", "FOREACH"),
    ],
)
def test_writes_are_seen_and_only_writes(text: str, keyword: str | None) -> None:
    token = tokens.writing_keyword(list(tokens.tokenize(text)))
    assert (token.text if token else None) == keyword


def test_the_catalogue_holds_a_variant_for_each_member_of_a_closed_list() -> None:
    catalogue = load_catalogue()
    assert len(catalogue.variants("load/derived_create")) == sum(map(len, DERIVED.values()))
    assert len(catalogue.variants("schema/constraint")) == len(LABELS)
    assert "-[link:SUPERIOR {" in catalogue.variant("load/derived_create", "SUPERIOR", *DERIVED["SUPERIOR"][0]).text
    assert all(len(ends) >= 1 for ends in FACTS.values())


def test_the_architecture_page_names_every_label_type_and_kind_of_statement() -> None:
    page = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
    for name in [*LABELS, *FACTS, *DERIVED, *CHECK_COLUMNS]:
        assert name in page, name
