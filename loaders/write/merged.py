"""Two organisations that are one: as a source of its own, which says so, and which nothing loads."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NoReturn

from loaders.records import Key
from loaders.sources import Source
from loaders.sources._declaration import SourceRow
from loaders.write.compare import Claim
from loaders.write.retell import Picture
from loaders.write.told import Told

MERGED: Final = "merged"  # why the one is there no more, and the scheme by which its id goes on to be known
PLACE: Final = ("", None, 0)


def _no_rows(row: object, frame: object) -> NoReturn:
    raise NotImplementedError("nobody loads a file of merges")


MERGE: Final = Source(
    id="merge",
    title="合并",
    title_en="Merges",
    order=99,
    rank=0,
    row=SourceRow,
    to_records=_no_rows,
    per_subject=False,
)


def merging(keep: Key, other: Key, name: str) -> dict[Key | None, Told]:
    """What is told of two that are one: the one kept is known by id and name of the other, which has gone."""
    identifier = ("Identifier", f"{MERGED}:{other[1]}")
    former = {"attribute": "former_name", "value": name}
    claims = (
        Claim(keep, "IDENTIFIED_BY", (identifier,), identifier, {}, None, None, PLACE),
        Claim(keep, "Statement", ("former_name", name), None, former, None, None, PLACE),
    )
    return {
        keep: Told(None, claims, frozenset(), PLACE),
        other: Told(None, (), frozenset(), PLACE, MERGED),
    }


def one_of_each_run(own: Iterable[Picture], others: Iterable[Picture]) -> list[Picture]:
    """The pictures of one that another was merged into: where a run tells of both, what it tells of the one kept.

    The numbers of both are its own, and whatever of the other does not stand in the way of what is told of it.
    """
    by_run = {picture.run.id: picture for picture in own}
    for picture in sorted(others, key=lambda one: one.order):
        mine = by_run.setdefault(picture.run.id, picture)
        if mine is not picture:
            marks = {(claim.group, claim.mark) for claim in mine.told.claims}
            also = (c for c in picture.told.claims if (c.group, c.mark) not in marks)
            more = (c for c in also if c.group == "IDENTIFIED_BY" or not picture.run.source.per_subject)
            told = replace(mine.told, claims=(*mine.told.claims, *more))
            by_run[picture.run.id] = replace(mine, told=told)
    return list(by_run.values())
