"""The catalogue refuses what is defective, naming file and line, before any engine sees it."""

import re
from pathlib import Path
from typing import get_args

import pytest

from cypher import catalogue, tokens
from cypher.catalogue import CHECK_COLUMNS, load_catalogue
from cypher.domain.vocabulary import DERIVED, FACTS, LABELS
from cypher.errors import CatalogueDefect
from cypher.predicates import FilteredList

QUERY = "// title: 一问\n// params: {as_of: the day}\n// returns: [id]\n"


def defects(tmp_path: Path, name: str, text: str) -> list[str]:
    root = tmp_path / "cypher"
    file = root / f"{name}.cypher"
    file.parent.mkdir(parents=True, exist_ok=True)
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


FILTER = "// title: 一筛\n// title_en: x\n// takes: text\n// lists: [uncovered]\n// order: 1\n"


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        (FILTER + "// colour: red\no.id = $a", ":6:", "header colour"),
        (FILTER.replace("text", "colour") + "o.id = $a", ":3:", "header takes"),
        (FILTER.replace("uncovered", "covered") + "o.id = $a", ":4:", "header lists"),
        (FILTER.replace("uncovered", "") + "o.id = $a", ":4:", "header lists"),
        (FILTER + "o.id = $a\nAND o.kind = $b", ":7:", "$b is not declared"),
        (FILTER + "o.id IS NOT NULL", ":1:", "$a is not used"),
        (FILTER.replace("text", "name") + "o.name = $a", ":1:", "$a_key is not used"),
        (FILTER + "o.id = $a\nSET o.id = $a", ":7:", "SET writes"),
        (FILTER + "o.id = 'never $a ends", ":6:", "a string does not end"),
        (FILTER + "n.id = $a", ":6:", "there is no predicate about o"),
        (FILTER, ":", "there is no predicate about o"),
    ],
)
def test_a_defective_filter_is_refused_by_file_and_line(tmp_path: Path, text: str, place: str, what: str) -> None:
    found = defects(tmp_path, "filters/a", text)
    assert any(f"cypher/filters/a.cypher{place}" in d and what in d for d in found), found


LISTING = "// title: 一览\n// params: {as_of: the day}\n// lists: [uncovered]\n// returns: [id]\n"


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        (LISTING + "MATCH (o:Organization) RETURN o.id AS id, $as_of AS day", ":5:", "// filters stands once"),
        (
            LISTING + "MATCH (o)\nWHERE o.id < $as_of\n// filters\n// filters\nRETURN 1 AS id",
            ":8:",
            "// filters stands once",
        ),
        (QUERY + "MATCH (o)\nWHERE o.id < $as_of\n// filters\nRETURN 1 AS id", ":6:", "// filters stands once"),
        (
            LISTING + "MATCH (o)\nWHERE o.id < $as_of\n// filters\n// within\nRETURN 1 AS id",
            ":8:",
            "// within stands in queries that answer no lists",
        ),
        (
            LISTING.replace("as_of", "a") + "MATCH (o) WHERE o.id < $a\n// filters\nRETURN 1 AS id",
            ":1:",
            "a is a filter of its lists",
        ),
    ],
)
def test_a_list_without_one_place_for_its_filters_is_refused(tmp_path: Path, text: str, place: str, what: str) -> None:
    (tmp_path / "cypher" / "filters").mkdir(parents=True)
    (tmp_path / "cypher" / "filters" / "a.cypher").write_text(FILTER + "o.id = $a", encoding="utf-8")
    found = defects(tmp_path, "queries/list", text)
    assert any(f"cypher/queries/list.cypher{place}" in d and what in d for d in found), found


def test_a_filter_stands_in_the_queries_of_its_lists_and_in_no_other() -> None:
    catalogue = load_catalogue()
    for list_ in get_args(FilteredList):
        queries = [q for q in catalogue.of_kind("queries") if list_ in getattr(q.header, "lists", ())]
        assert queries, list_
        for one in catalogue.filters_of(list_):
            assert all(f"AND (${one.name} IS NULL OR (" in query.text for query in queries), one.name
            assert all({*one.parameters} <= query.used & query.filters for query in queries), one.name
    others = [s for s in catalogue.values() if not getattr(s.header, "lists", ())]
    assert not any(s.filters for s in others)


def test_what_bounds_a_key_stands_in_each_query_that_looks_at_organisations() -> None:
    queries = load_catalogue().of_kind("queries")
    assert {q.id for q in queries if q.within} == {q.id for q in queries if q.filters} | {
        "unit_totals",
        "parties_within",
    }
    for query in queries:
        assert "// within" not in query.text
        assert "_within" not in query.text
        for by, bounded in query.within.items():
            name = f"{by}_within"
            assert bounded.filters == query.filters | {name} <= bounded.used, (query.name, by)
            assert bounded.text.count(f"AND (${name} IS NULL OR (") == (2 if query.id == "unit_totals" else 1)


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


def test_what_is_in_force_and_what_is_known_is_written_once() -> None:
    spelled = re.compile(
        r"(retracted|retired|resolved)_run IS|valid_from <=|[<>] \w+\.valid_to|(founded|closed) IS|founded, ''\) <="
        r"|\.(recorded|ended|retracted|retired|resolved|changed)(, 0\))? [<>]|valid_to = \$|STARTS WITH \w+\.valid"
        r"|since <"
    )
    root = Path(catalogue.__file__).parent
    files = [p for p in root.rglob("*.cypher") if p.relative_to(root).parts[0] != "parts"]
    assert [str(p.relative_to(root)) for p in files if spelled.search(p.read_text(encoding="utf-8"))] == []
    assert "known(" not in load_catalogue()["queries/uncovered"].text


def test_a_part_without_what_it_speaks_of_is_refused(tmp_path: Path) -> None:
    found = defects(tmp_path, "parts/held", "// title: x\ny.valid_from < $as_of")
    assert found == ["cypher/parts/held.cypher:2: there is no expression about x below the header"]
