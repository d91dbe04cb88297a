"""The page: its head, its sections in order, and what it is of. Nothing on it asks for anything elsewhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.cli.dossier import evidence, findings, history, links
from app.cli.dossier.gathered import Dossier
from app.cli.dossier.markup import Content, Element, Languages, both, document, element, in_language
from app.cli.dossier.parts import aside, colon, day, pairs
from app.cli.dossier.sources import Sources
from app.cli.words import say
from cypher.version import program_version

STYLE: Final = Path(__file__).with_name("dossier.css")
# Their ids stay: who writes of a section may link to it. Each has its words under the same name.
SECTIONS: Final = {
    "who": links.who,
    "chain": links.chain,
    "evidence": evidence.evidence,
    "coverage": evidence.coverage,
    "history": history.history,
    "differences": findings.differences,
    "findings": findings.findings,
}
# No reader of the page asks for a font, a picture or a script, whatever a name may say.
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def page(dossier: Dossier, languages: Languages = "zh") -> bytes:
    """The whole page as UTF-8; what it shows is escaped, and it is complete by itself."""
    detail = dossier.detail.zh
    title = f"{say('title')[languages == 'en']} {detail['name']}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", **{"http-equiv": "Content-Security-Policy", "content": POLICY}),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", STYLE.read_text(encoding="utf-8")),
    )
    body = element("body", _header(dossier), _sections(dossier, Sources(dossier)))
    in_language(body, languages)
    return document(element("html", head, body, lang="en" if languages == "en" else "zh-CN"))


def _header(dossier: Dossier) -> Element:
    detail = dossier.detail.zh
    kinds = both(*say(f"kind.{detail['kind']}"))
    names = (*SECTIONS, "sources", "about")
    entries = [element("li", element("a", both(*say(name)), href=f"#{name}")) for name in names]
    return element(
        "header",
        element("h1", detail["name"]),
        element("p", kinds, aside(detail["id"]), [aside(one["value"]) for one in detail["identifiers"]]),
        element("p", both(*say("as_of")), colon(), _as_of(dossier)),
        element("nav", element("ul", entries)),
    )


def _as_of(dossier: Dossier) -> Content:
    as_of = dossier.detail.zh["as_of"]
    return day(as_of) if as_of else both(*say("nothing"))


def _sections(dossier: Dossier, sources: Sources) -> Iterator[Element]:
    for name, content in SECTIONS.items():
        yield _section(name, content(dossier, sources))
    yield _section("sources", sources.listed())
    yield _section("about", _about(dossier))


def _section(name: str, content: Content) -> Element:
    return element("section", element("h2", both(*say(name))), content, id=name)


def _about(dossier: Dossier) -> Element:
    detail = dossier.detail.zh
    told: dict[str, Content] = {
        "as_of": _as_of(dossier),
        "known_at": dossier.known_at,
        "revision": str(detail["revision"]),
        "rule_set": detail["rule_set"],
        "program": f"zuzhitu {program_version()}",
        "stale": detail["stale_since"],
    }
    return pairs((both(*say(name)), value) for name, value in told.items() if value is not None)
