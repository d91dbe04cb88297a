"""docs/article.md accounts for every sentence of the article, and names only what there is."""

from collections import Counter

from app.answers.claims import READINGS
from tests.cited import KINDS, PAGE, SOURCE, bare, cited, entries, known, page, sentences


def test_the_page_is_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.cited"


def test_every_sentence_has_its_entry_and_every_entry_its_sentence() -> None:
    every = sentences()
    assert [entry.starts for entry in entries()] == [
        next((e.starts for e in entries() if sentence.startswith(e.starts)), f"no entry: {sentence}")
        for sentence in every
    ]
    begun = Counter(entry.starts for entry in entries() for sentence in every if sentence.startswith(entry.starts))
    assert set(begun.values()) == {1}


def test_the_sentences_are_the_whole_article() -> None:
    text = SOURCE.read_text(encoding="utf-8")
    assert "".join("".join(sentences()).split()) == "".join(text.split())


def test_every_entry_says_what_models_its_sentence_or_why_nothing_does() -> None:
    for entry in entries():
        assert entry.named or entry.not_modelled, entry.starts
        # of a sentence that is modelled it says which part is not, of another that none is
        assert bool(entry.part) == bool(entry.named and entry.not_modelled), entry.starts
        assert {len(texts) for texts in (entry.note, entry.part, entry.not_modelled)} <= {0, 2}, entry.starts


def test_whatever_is_named_is_there() -> None:
    assert set(KINDS) == set(known())
    wrong = [
        (entry.starts, kind, name)
        for entry in entries()
        for kind, names in entry.named.items()
        for name in names
        if name not in known()[kind]
    ]
    assert wrong == []


def test_whatever_rests_on_the_article_is_named_by_the_sentences_that_it_cites() -> None:
    every = list(cited())
    assert {kind for kind, _, _ in every} == {"rules", "duties", "campaigns"}
    assert {name for entry in entries() for name in entry.named.get("claims", ())} == set(READINGS)
    for kind, name, text in every:
        naming = [s for s, e in zip(sentences(), entries(), strict=True) if name in e.named.get(kind, ())]
        assert naming, f"no sentence names {kind} {name}"
        assert bare(text) in bare("".join(naming)), f"{kind} {name} cites what the article does not say: {text}"
