"""What complete pictures tell by what they lack (docs/domain.md 9). No database here.

It is kept nowhere: whom a complete run tells of is known, so whom and what it lacks follows when a subject is told.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import FACTS, OPEN
from loaders.records import Key
from loaders.sources import Source
from loaders.write.retell import ABSENT, Picture, tell
from loaders.write.told import Told, gone

NOWHERE: Final = ("", None, 0)  # no row says it
NAMES: Final = ("name", "former_name", "short_name")


def lacked(source: Source) -> Told:
    """What a complete run of a source tells of a subject that it lacks.

    Where a row is all that the source says of its subject, it is in the field no more; else its facts have ended.
    """
    return gone(ABSENT, NOWHERE) if source.per_subject else Told(None, (), frozenset(), NOWHERE)


def completed(key: Key | None, pictures: Sequence[Picture], lacking: Iterable[Picture]) -> list[Picture]:
    """The pictures of one subject with what complete ones tell by what they lack.

    `lacking`: of each complete run whose absence counts for the subject what it tells of one that it lacks. Nothing
    ends by what is lacking of one that was closed on that day, whenever that came to be told.
    """
    sources = {picture.run.source.id for picture in pictures}
    lacking = [picture for picture in lacking if picture.run.source.id in sources]
    closed = closed_days(key, pictures) if lacking else []
    whole = {picture.run.id: picture for picture in lacking if not within(closed, picture.run.as_of)}
    told = {picture.run.id for picture in pictures}
    own = [replace(picture, whole=True) if picture.run.id in whole else picture for picture in pictures]
    return own + [picture for run, picture in whole.items() if run not in told]


def closed_days(key: Key | None, pictures: Iterable[Picture]) -> list[tuple[str, str]]:
    """When the subject was closed by what its pictures tell, from the first day until the day of its return or OPEN.

    Whoever left the field was not closed.
    """
    node = tell(key, [picture for picture in pictures if not picture.told.left]).node or {}
    spans = [(start, end) for start, end in (span.split("/") for span in (node.get("away") or "").split(";") if span)]
    return [*spans, (str(node["closed"]), OPEN)] if node.get("closed") else spans


def within(spans: Iterable[tuple[str, str]], day: str) -> bool:
    """Does a day lie in one of the spans?"""
    return any(start <= day < end for start, end in spans)


def names_of(pictures: Iterable[Picture], numbers: Mapping[str, str]) -> set[str]:
    """The matching keys of all names and numbers by which a refused row may mean the subject of these pictures.

    `numbers`: the number of each identifier by its id.
    """
    names: set[str] = set()
    for told in (picture.told for picture in pictures):
        names |= {str(own["name"]) for own in (told.node, told.tells) if own and own.get("name")}
        for claim in told.claims:
            if claim.group == "Statement" and claim.properties.get("attribute") in NAMES:
                names.add(str(claim.properties["value"]))
            elif claim.group == "IDENTIFIED_BY" and claim.end is not None and claim.end[1] in numbers:
                names.add(numbers[claim.end[1]])
    return set(map(matching_key, names))


def ended_by(key: Key | None, pictures: Collection[Picture], run: str) -> tuple[int, int]:
    """How many open facts a complete run of their source finds of a subject, and how many of them end by what it lacks.

    `pictures`: those of the source until that run.
    """
    partly = [
        replace(picture, whole=False) if picture.run.id == run else picture
        for picture in pictures
        if picture.run.id != run or picture.told.left != ABSENT
    ]
    there = _open_facts(key, partly)
    return there, there - _open_facts(key, pictures)


def _open_facts(key: Key | None, pictures: Iterable[Picture]) -> int:
    stands = tell(key, pictures).stands.values()
    return sum(held.group in FACTS and held.valid_to == OPEN for ones in stands for held, _ in ones.values())
