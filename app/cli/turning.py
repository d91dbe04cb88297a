"""What a dry run or other parameters would turn, or an undo turned, by name: for a person to read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from app.answers.census import COLUMNS, ROWS, column_of
from cypher.domain.vocabulary import ALWAYS, COVERAGE_CLASSES, OPEN

SHOWN: Final = 20  # of each kind; the rest stands in --json
KINDS: Final[Mapping[str, str]] = {
    "new": "新增 new",
    "gone": "离开 gone",
    "closed": "注销 closed",
    "reopened": "恢复 back",
    "moved": "迁移 moved",
    "renamed": "更名 renamed",
    "changed": "变更 changed",
}


def turning_page(turned: Mapping[str, Any]) -> str:
    """The lines of what turns (`loaders/runs/turned.py`); a line that says so where nothing does."""
    parts = []
    links, coverage, findings = (turned[kind]["items"] for kind in ("links", "coverage", "findings"))
    named = [(one["subject"], one.get("name")) for one in (*links, *coverage, *findings)]
    name = told_apart(named + [(one["holder"], one["holder_name"]) for one in links])
    for kind, told in turned["organizations"].items():
        parts += _listed(KINDS[kind], told, [f"{one['name']} {one['id']}{_was(one)}" for one in told["items"]])
    lines = [
        f"{_sign(one['came'])} {name[one['subject']]} {one['type']} → {name[one['holder']]}"
        f" ({one['rule']}{_period(one)})"
        for one in links
    ]
    parts += _listed("责任关系 links", turned["links"], lines)
    classes = [f"{_sign(one['came'])} {name[one['subject']]} {one['class']}" for one in coverage]
    parts += _listed("覆盖状态 coverage", turned["coverage"], classes)
    found = [f"{_sign(one['new'])} {one['severity']} {one['check']} {name[one['subject']]}" for one in findings]
    parts += _listed("问题 findings", turned["findings"], found)
    return "\n".join(parts) or "没有变化 nothing turns"


def told_apart(named: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """By id the name that is shown, with the id behind it where several of these have that name."""
    names = {id: name or id for id, name in named}
    alike = Counter(names.values())
    return {id: f"{name} {id}" if alike[name] > 1 else name for id, name in names.items()}


def undone_page(report: Mapping[str, Any]) -> str:
    """What taking a run back turned: how many facts and dated values, then whom and what by name."""
    changes = report["changes"]
    gone, back = changes["ended"] + changes["retracted"], changes["created"]
    return f"事实 facts: - {gone:,}, + {back:,}\n{turning_page(report['turned'])}"


def form_cells(groups: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The cells of the official form that change (docs/domain.md 5): `{"column", "row", "by"}`, by column and row."""
    by: Counter[tuple[str, str]] = Counter()
    for group in groups:
        change = group["total"] if group["came"] else -group["total"]
        for column in ("total", column_of(group["kind"], group["trade"])):
            by[column, group["class"]] += change
            if group["class"] != "unknown":
                by[column, "units"] += change
    return [
        {"column": column, "row": row, "by": by[column, row]}
        for column in COLUMNS
        for row in ("units", *COVERAGE_CLASSES)
        if by[column, row]
    ]


def what_if_page(turned: Mapping[str, Any]) -> str:
    """What other parameters would turn, and the cells of the form of the day."""
    said = ", ".join(f"{name}={value}" for name, value in turned["what_if"].items())
    lines = [f"{said}  {turned['as_of']}", turning_page(turned)]
    if turned["form"]:
        lines.append(f"报表 form {len(turned['form'])}")
    lines += [f"  {COLUMNS[c['column']][0]} {_row(c['row'])} {c['by']:+d}" for c in turned["form"]]
    return "\n".join(lines)


def _row(row: str) -> str:
    return ROWS[row][0] if row in ROWS else "未上报"


def _listed(title: str, told: Mapping[str, Any], lines: Sequence[str]) -> list[str]:
    if not told["total"]:
        return []
    left = told["total"] - SHOWN
    hint = ", see --json" if len(told["items"]) > SHOWN else ""
    more = [f"  … {left:,} 项未列 more{hint}"] if left > 0 else []
    return [f"{title} {told['total']:,}", *(f"  {line}" for line in lines[:SHOWN]), *more]


def _was(one: Mapping[str, Any]) -> str:
    if "to" in one:
        return f"（{'、'.join(one['from'])} → {'、'.join(one['to'])}）"
    if one["was"].get("closed") == ALWAYS:  # it was not there
        return ""
    was = [
        f"{name}: {'-' if text in (None, '', OPEN) else text}"
        for name, text in one["was"].items()
        if name in ("name", "founded", "kind", "closed")
    ]
    return f"（原 was {'、'.join(was)}）" if was else ""


def _period(one: Mapping[str, Any]) -> str:
    """Since when a link holds, and until when where it has ended; nothing where that is not said."""
    if "valid_to" not in one:
        return ""
    since = "" if one["valid_from"] in (None, ALWAYS) else one["valid_from"]
    until = "" if one["valid_to"] in (None, OPEN) else one["valid_to"]
    return f" {since}–{until}" if since or until else ""


def _sign(came: bool) -> str:
    return "+" if came else "-"
