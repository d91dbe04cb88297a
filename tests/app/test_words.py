"""One word for one thing: page, files, terminal and dossier call what a code stands for alike."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.answers.census import ROWS
from app.cli.words import SAID
from app.http.messages import MESSAGES
from app.lists.words import PARTS

PAGE = Path(__file__).parents[2] / "app" / "dashboard" / "words-zh.js"
# The page's names of families of codes, and those of the messages.
FAMILIES = {"severity": "severity", "finding": "severity", "kind": "kind", "level": "level", "ratio": "ratio"}
FAMILIES |= {"fact": "type", "difference": "kind"}
SHARED = (
    "revision",
    "rule_set",
    "chain",
    "support",
    "break",
    "considered",
    "gap_since",
    "has_group",
    "instructor_sent",
)


def page() -> dict[str, str]:
    """The Chinese words of the page, by key."""
    found = re.findall(r'(?<=[\s{])(?:"([\w.]+)"|(\w+)): "([^"]*)"', PAGE.read_text(encoding="utf-8"))
    return {quoted or bare: word for quoted, bare, word in found}


def pairs() -> Iterator[tuple[str, str, str]]:
    """A key of the page, its word there, and the word of the same code elsewhere."""
    for key, word in page().items():
        family, _, code = key.partition(".")
        if f"{FAMILIES.get(family)}.{code}" in MESSAGES:
            yield key, word, MESSAGES[f"{FAMILIES[family]}.{code}"][0]
        if family == "class" and code in ROWS:
            yield key, word, ROWS[code][0]
        for said in (SAID, PARTS):
            if key in SHARED and key in said:
                yield key, word, said[key][0]


def test_the_page_calls_things_as_the_answers_the_files_and_the_dossier_do() -> None:
    found = list(pairs())
    assert len(found) > 60
    assert [one for one in found if one[1] != one[2]] == []


@pytest.mark.parametrize(("wrong", "right"), [("数据版本", "修订"), ("责任链条", "责任链"), ("提醒", "警告")])
def test_a_word_that_was_given_up_stands_nowhere(wrong: str, right: str) -> None:
    texts = [*page().values(), *(zh for said in (SAID, PARTS, MESSAGES) for zh, _ in said.values())]
    assert [text for text in texts if wrong in text] == []
    assert any(right in text for text in texts)


def test_what_rules_derive_is_not_called_assumed() -> None:
    assert [key for key, word in page().items() if "推定" in word] == ["assumed_start"]
