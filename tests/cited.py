"""docs/article.md: every sentence of the article beside what models it, or why nothing does.

`python -m tests.cited` writes the page anew. What models a sentence stands in docs/article.toml; the sentences are cut
from docs/source/dalian-2008.txt; `tests/test_article.py` holds both, the page and the catalogue together.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from app.answers.claims import READINGS
from app.http.messages import MESSAGES
from cypher.catalogue import load_catalogue
from cypher.domain.parameters import load_parameters
from cypher.domain.vocabulary import FACTS, LABELS, ORGANIZATION_KINDS
from loaders.cells.reasons import OUT_OF_SCOPE
from loaders.reference.tables import read_table

DOCS: Final = Path(__file__).parent.parent / "docs"
PAGE: Final = DOCS / "article.md"
SOURCE: Final = DOCS / "source" / "dalian-2008.txt"
TABLE: Final = DOCS / "article.toml"
OURS: Final = "本项目"  # how the sentence of a default begins: it is ours, not the article's
ENDS: Final = re.compile(r"[^。;]+[。;]?")
HEAD: Final = """# The article, sentence by sentence

Every sentence of [the article](source/dalian-2008.txt) beside the rules, checks, claims, ratios, facts, parameters,
duties and campaigns that model it, or why nothing does. A sentence ends with 。 or ; or with its line. Words and
numbers are those of [the domain](domain.md). Made from [article.toml](article.toml) by `python -m tests.cited`.
"""


@dataclass(frozen=True)
class Entry:
    """What article.toml says of the sentence that begins so: `named` by kind of thing, texts in Chinese and English."""

    starts: str
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    not_modelled: tuple[str, ...] = ()


def sentences() -> list[str]:
    """The sentences of the article in their order, as they stand there."""
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    cut = (piece.strip() for line in lines for piece in ENDS.findall(line.strip()))
    return [sentence for sentence in cut if sentence]


@cache
def entries() -> tuple[Entry, ...]:
    """The entries of article.toml in their order. TypeError for a key that is none."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(_entry(raw) for raw in table["sentence"])


def _entry(raw: Mapping[str, Any]) -> Entry:
    named = {kind: tuple(names) for kind, names in raw.items() if kind in known()}
    said = {name: value if name == "starts" else tuple(value) for name, value in raw.items() if name not in known()}
    return Entry(**said, named=named)


@cache
def known() -> Mapping[str, Mapping[str, str]]:
    """Whatever may be named, by kind of thing and id, with its texts."""
    catalogue, parameters = load_catalogue(), load_parameters()
    checks = {one.id: one.header for one in catalogue.of_kind("checks")}
    return {
        "rules": {name: _rule_text(name) for name in rules()},
        "checks": {name: f"{header.title} {header.title_en}" for name, header in checks.items()},
        "claims": {name: _said(f"claim.{name}") for name in READINGS},
        "ratios": {code.removeprefix("ratio."): _said(code) for code in MESSAGES if code.startswith("ratio.")},
        "facts": {name: _said(f"type.{name}") for name in FACTS},
        "labels": dict.fromkeys(LABELS, ""),
        "kinds": {name: _said(f"kind.{name}") for name in ORGANIZATION_KINDS},
        "parameters": {name: f"= {one.value}：{one.source}" for name, one in parameters.items()},
        "duties": {one.id: _named(one.properties) for one in read_table("Duty")},
        "campaigns": {one.id: _named(one.properties) for one in read_table("Campaign")},
        "out_of_scope": {name: " ".join(texts) for name, texts in OUT_OF_SCOPE.items()},
    }


def rules() -> dict[str, Any]:
    """The rules by name (`lead/city`) with their headers."""
    return {one.name.removeprefix("rules/"): one.header for one in load_catalogue().of_kind("rules")}


def _rule_text(name: str) -> str:
    header = rules()[name]
    return f"{_text_of(header).title} {_text_of(header).title_en}"


def _text_of(header: Any) -> Any:
    return rules()[header.texts] if header.texts else header


def _said(code: str) -> str:
    return " ".join(MESSAGES.get(code, ()))


def _named(properties: Mapping[str, str]) -> str:
    return f"{properties['name']} {properties['name_en']}"


def bare(text: str) -> str:
    """A text without marks and width: the article writes half-width commas, the rules full-width ones."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def cited() -> Iterator[tuple[str, str, str]]:
    """Kind, name and sentence of whatever is said to rest on the article: rules, duties, campaigns."""
    for name, header in rules().items():
        for text in {header.sentence, *header.sentence_of.values()} - {""}:
            if not text.startswith(OURS):
                yield "rules", name, text
    for kind, label in (("duties", "Duty"), ("campaigns", "Campaign")):
        for one in read_table(label):
            yield kind, one.id, one.properties["sentence"]


KINDS: Final = {
    "rules": "规则 rules",
    "checks": "检查 checks",
    "claims": "上报数 claims",
    "ratios": "比率 ratios",
    "facts": "事实 facts",
    "labels": "标签 labels",
    "kinds": "类别 kinds",
    "parameters": "参数 parameters",
    "duties": "职责 duties",
    "campaigns": "活动 campaigns",
    "out_of_scope": "不收入 out of scope",
}


def page() -> str:
    """The whole page."""
    shown = zip(sentences(), entries(), strict=True)
    return "\n".join([HEAD, *(_shown(number, *both) for number, both in enumerate(shown, 1))])


def _shown(number: int, sentence: str, entry: Entry) -> str:
    lines = [f"### {number}\n", f"> {_escaped(sentence)}\n"]
    for kind, title in KINDS.items():
        if names := entry.named.get(kind):
            told = "; ".join(f"`{name}` {known()[kind][name]}".rstrip() for name in names)
            lines.append(f"- {title}: {told}{_beside(names) if kind == 'rules' else ''}")
    if entry.note:
        lines.append("- {}  \n  {}".format(*entry.note))
    if entry.not_modelled:
        zh, en = (f": {one}" if one else "" for one in entry.part or ("", ""))
        lines.append(
            f"- 不作模型{zh}，因为{entry.not_modelled[0]}  \n  not modelled{en}, because {entry.not_modelled[1]}"
        )
    return "\n".join([*lines, ""])


def _beside(names: tuple[str, ...]) -> str:
    """The rules of other links that say the same by the texts of one named here."""
    same = [name for name, header in rules().items() if header.texts in names and name not in names]
    return f"; with it 同此 {', '.join(f'`{name}`' for name in same)}" if same else ""


def _escaped(text: str) -> str:
    return re.sub(r"([|*_<>])", r"\\\1", text)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
