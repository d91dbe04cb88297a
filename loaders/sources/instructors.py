"""党建工作指导员名单: how many instructors were sent to an organisation by a day, and nothing else of its people.

It speaks of no other count: what a headcount says of members, and its blanks, stand as they are. Of one day the list
counts before what a headcount says of instructors. Who was sent stays out, as in every source.
"""

from typing import Final

from pydantic import Field

from loaders.records import Record
from loaders.reference.entries import Frame
from loaders.sources import headcounts
from loaders.sources._declaration import NeededCount, Source

RANK: Final = 35
MEASURES: Final = ("instructors",)


class Row(headcounts.CountedRow):
    instructors: NeededCount = Field(
        alias="党建工作指导员",
        examples=["1"],
        description="当日在任的人数，撤回的填0 how many there are on that day; 0 where they were called back",
    )


def to_records(row: Row, frame: Frame) -> Record:
    return headcounts.headcount_of(row, {"source_rank": RANK, "measures": MEASURES})


SOURCE = Source(
    id="instructors",
    title="党建工作指导员",
    title_en="Instructors",
    order=10,
    rank=RANK,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=headcounts.SOURCE.needs,
)
