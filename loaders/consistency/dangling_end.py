"""Relationships of an exported file whose start or end the file does not hold.

A graph cannot hold one, so no statement of `cypher/checks` looks for it, and its header stands here: a file that was
cut, filtered or edited can. Neither the date nor a retraction matters. `label` is the type of the relationship.
"""

from collections.abc import Iterable
from typing import Final

from cypher.catalogue import CheckHeader
from loaders.consistency._day import Day
from loaders.records import Found

HEADER: Final = CheckHeader(
    title="关系的一端不存在",
    title_en="A relationship without one of its ends",
    summary="导出文件中的关系指向文件里没有的对象，文件不完整，据此得出的结论不可信；导入时也会被退回。",
    summary_en="A relationship names something the file does not hold: the file is incomplete.",
    remedy="请重新导出；如文件经人工修改，请补上缺失的对象或删去该关系。",
    remedy_en="Export again; where the file was edited, add what is missing or take the relationship out.",
    severity="severe",
    population="facts",
)


def find(day: Day) -> Iterable[Found]:
    """One per relationship; `detail.missing` are the ends that are not in the file, each as label and id."""
    for (type_, start_label, end_label), links in day.export.loose.items():
        for row in links.iter_rows(named=True):
            start, end = [start_label, row["start"]], [end_label, row["end"]]
            missing = [key for key, is_held in ((start, row["has_start"]), (end, row["has_end"])) if not is_held]
            id_ = row["id"] or f"{type_}:{row['start']}>{row['end']}"
            yield Found(id_, type_, {"from": start, "to": end, "missing": missing})
