"""What a person reads at the end of a load: the counts, what changed, what is now inconsistent, where to look next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from app.cli import text
from app.cli.turning import told_apart, turning_page
from cypher.catalogue import Catalogue
from cypher.domain.notices import NOTICES
from cypher.domain.vocabulary import FINDING_SEVERITIES
from cypher.graph import Graph
from loaders.runs.report import Report

EXAMPLES: Final = 3  # findings of one check that are named


@dataclass(frozen=True)
class Group:
    """The findings of one check that a command opened, or resolved: how many, and whom the first are about."""

    new: bool
    severity: str
    check: str
    title: str
    number: int
    subjects: Sequence[str]

    @property
    def line(self) -> str:
        """One line; a thousand alike are one."""
        mark = "+" if self.new else "-"
        more = " …" if self.number > len(self.subjects) else ""
        named = "、".join(self.subjects) + more
        return f"  {mark}{self.number:>6,}  {self.severity:<8} {self.check}  {self.title}：{named}"


async def load_page(graph: Graph, catalogue: Catalogue, reports: Sequence[Report]) -> str:
    """The whole page of one command. Raises GraphError."""
    groups: list[Group] = []
    for report in reports:
        if not report.dry_run and any(report.findings.values()):
            groups += await _groups(graph, catalogue, report)
    parts = [text.loads([report.as_dict() for report in reports])]
    parts += [line for report in reports for line in text.parameters(report.parameters)]
    parts += [turning_page(report.turned) for report in reports if report.turned is not None]
    if groups:
        parts.append("问题 findings (+ 新增 new, - 消除 resolved)\n" + "\n".join(group.line for group in groups))
    if steps := next_steps(reports, groups):
        parts.append("下一步 next\n" + "\n".join(steps))
    return "\n".join(parts)


async def _groups(graph: Graph, catalogue: Catalogue, report: Report) -> list[Group]:
    rows = await graph.read(catalogue["queries/findings_of_run"], run=report.run)
    return grouped(rows, await _names(graph, catalogue, rows), _titles(catalogue))


def grouped(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str], titles: Mapping[str, str]) -> list[Group]:
    """Findings by check, the new ones before the resolved, the severe before the others, the many before the few."""

    def of(row: Mapping[str, Any]) -> tuple[bool, str, str]:
        return (not row["new"], row["severity"], row["check"])

    groups = []
    for (resolved, severity, check), some in groupby(sorted(rows, key=of), key=of):
        subjects = [row["subject"] for row in some]
        shown = list(told_apart((one, names.get(one)) for one in subjects[:EXAMPLES]).values())
        groups.append(Group(not resolved, severity, check, titles.get(check, check), len(subjects), shown))
    return sorted(groups, key=lambda g: (not g.new, FINDING_SEVERITIES.index(g.severity), -g.number, g.check))


def next_steps(reports: Sequence[Report], groups: Sequence[Group]) -> list[str]:
    """The commands that show more of what is to be looked at, each with what it shows."""
    steps = []
    for report in reports:
        counts = report.counts
        if report.withheld:
            steps.append(
                "  --allow-shrink    文件确是全部名册的，加上它再导入；只是一部分的，不写 --complete"
                "  with --complete where the file is the whole register; where it is a part, leave --complete out"
            )
        if report.dry_run:
            continue
        if counts.rejected:
            steps.append(
                f"  zuzhitu rejects {report.run} --out 退回.xlsx    "
                f"退回的 {counts.rejected:,} 行，改正后 replay  refused rows, to correct and replay"
            )
        if counts.warned or counts.out_of_scope:
            steps.append(
                f"  zuzhitu runs {report.run} --out 结果.xlsx    各行的结果和原因  what came of each row, and why"
            )
    checks = [group.check for group in groups if group.new and group.severity == "severe"]
    if checks:
        steps.append(f"  zuzhitu check {' '.join(checks[:EXAMPLES])}    新增的严重问题  the new severe findings")
    return steps


async def _names(graph: Graph, catalogue: Catalogue, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The names of whom the first findings of each check are about."""
    asked: dict[str, list[str]] = {}
    for row in rows:
        some = asked.setdefault(f"{row['check']} {row['new']}", [])
        if len(some) < EXAMPLES:
            some.append(row["subject"])
    ids = sorted({id for some in asked.values() for id in some})
    found = await graph.read(catalogue["queries/names"], ids=ids) if ids else []
    return {row["id"]: row["name"] for row in found}


def _titles(catalogue: Catalogue) -> dict[str, str]:
    notices = {check: notice.title for check, notice in NOTICES.items()}
    return notices | {check.id: check.header.title for check in catalogue.of_kind("checks")}
