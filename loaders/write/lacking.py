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


def completed(pictures: Sequence[Picture], lacking: Iterable[Picture]) -> list[Picture]:
    """The pictures of one subject with what complete ones tell by what they lack.

    `lacking`: of each complete run whose absence counts for the subject what it tells of one that it lacks.
    """
    sources = {picture.run.source.id for picture in pictures}
    whole = {picture.run.id: picture for picture in lacking if picture.run.source.id in sources}
    told = {picture.run.id for picture in pictures}
    own = [replace(picture, whole=True) if picture.run.id in whole else picture for picture in pictures]
    return own + [picture for run, picture in whole.items() if run not in told]


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
