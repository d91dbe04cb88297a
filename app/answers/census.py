"""Counting the population (docs/domain.md 5): classes, the five ratios and the official form.

`queries/census` counts in the graph, by kind, trade, class and one dimension; here those groups are only added up.
Every ratio says its definition, numerator, denominator and what it left out; a denominator of 0 gives null.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from app.http.reading import Reading
from cypher.domain.vocabulary import COVERAGE_CLASSES
from cypher.graph import Row

OWN: Final = ("own_committee", "own_general_branch", "own_branch")
BUILT: Final = (*OWN, "joint")
COLUMNS: Final = {
    "total": ("总数", "Total"),
    "social_group": ("社会团体", "Social groups"),
    "foundation": ("基金会", "Foundations"),
    "non_enterprise": ("民办非企业单位", "Private non-enterprise units"),
    "law": ("律师事务所", "Law firms"),
    "accounting": ("会计师事务所", "Accounting firms"),
    "tax": ("税务师事务所", "Tax firms"),
    "other_intermediary": ("其他中介组织", "Other intermediaries"),
}
ROWS: Final = {
    "units": ("单位数", "Units"),
    "own_committee": ("单独建立党委", "Own committee"),
    "own_general_branch": ("单独建立党总支部", "Own general branch"),
    "own_branch": ("单独建立党支部", "Own branch"),
    "joint": ("已建联合党支部", "In a joint branch"),
    "joint_has_three": ("其中：具有3名以上党员", "of which with three full members or more"),
    "joint_branches": ("联合党支部数", "Joint branches"),
    "uncovered_must": ("应建尚未建立", "Must build and has not"),
    "must_has_group": ("其中：建立党小组", "of which with a Party group"),
    "uncovered_few": ("仅有个别党员", "A few members only"),
    "uncovered_none": ("没有党员", "No members"),
    "instructor_sent": ("已派党建工作指导员", "Instructor sent"),
    "employees": ("从业人员", "Employees"),
    "members": ("党员", "Party members"),
    "members_untransferred": ("其中：未转组织关系", "of which with the relation not transferred"),
    "instructors": ("党建工作指导员", "Instructors"),
    "absorbed_committee": ("吸纳未转入党员组建党委", "Committees built from untransferred members"),
    "absorbed_general_branch": (
        "吸纳未转入党员组建党总支部",
        "General branches built by taking in untransferred members",
    ),
    "absorbed_branch": ("吸纳未转入党员组建党支部", "Branches built from untransferred members"),
}
# No source gives these yet; they are unknown, not 0.
ABSORBED: Final = ("absorbed_committee", "absorbed_general_branch", "absorbed_branch")
LINKS: Final = {"region": "SEAT", "level": "LEVEL", "lead": "LEAD", "superior": "SUPERIOR"}


async def read_census(
    reading: Reading,
    by: str = "none",
    *,
    trade: str | None = None,
    **filters: Any,
) -> list[Row]:
    """The groups of the population at the date; those in force but not operating are among them, marked so."""
    return await reading.ask_once("census", by=by, link=LINKS.get(by, ""), trade=trade, **filters)


def count_classes(groups: Iterable[Row]) -> dict[str, int]:
    """How many operating units there are of each class."""
    counted: Counter[str] = Counter()
    for group in groups:
        if group["operating"]:
            counted[group["class"]] += group["units"]
    return {cls: counted[cls] for cls in COVERAGE_CLASSES}


def count_members(groups: Iterable[Row]) -> int | None:
    """Members of operating units, all three counts, as far as known; null where there are units and none says."""
    operating = [group for group in groups if group["operating"]]
    if operating and not any(group["members_known"] for group in operating):
        return None
    return sum(int(group["members"]) for group in operating)


def ratios(groups: Sequence[Row]) -> list[dict[str, Any]]:
    """The five ratios of the domain over some groups."""
    idle = sum(g["units"] for g in groups if not g["operating"])
    there = [g for g in groups if g["operating"]]

    def units(wanted: Callable[[Row], bool]) -> int:
        return sum(g["units"] for g in there if wanted(g))

    built = units(lambda g: g["class"] in BUILT)
    own = units(lambda g: g["class"] in OWN)
    unknown = units(lambda g: g["class"] == "unknown")
    none = units(lambda g: g["class"] == "uncovered_none")
    few = units(lambda g: g["class"] == "uncovered_few")
    must = units(lambda g: g["class"] == "uncovered_must")
    weak = units(lambda g: g["class"] == "joint" and not g["has_three"])
    instructed = units(lambda g: g["instructor_sent"] and g["class"] not in BUILT)
    foundations = units(lambda g: g["kind"] == "foundation")
    operating = units(lambda g: True)

    def outside_foundations(classes: Sequence[str]) -> int:
        return units(lambda g: g["kind"] != "foundation" and g["class"] in classes)

    members = outside_foundations((*BUILT, "uncovered_must", "uncovered_few"))
    return [
        ratio("organization_coverage", built, operating, not_operating=idle),
        ratio("own_building", own, operating, not_operating=idle),
        ratio(
            "building",
            built - weak,
            built - weak + must,
            not_operating=idle,
            joint_without_three=weak,
            uncovered_few=few,
            uncovered_none=none,
            unknown=unknown,
        ),
        ratio(
            "dalian",
            outside_foundations(BUILT),
            members,
            not_operating=idle,
            foundation=foundations,
            uncovered_none=outside_foundations(("uncovered_none",)),
            unknown=outside_foundations(("unknown",)),
        ),
        ratio("work_coverage", built + instructed, operating, not_operating=idle),
    ]


def ratio(definition: str, numerator: int, denominator: int, **excluded: int) -> dict[str, Any]:
    """A ratio as every answer shows it; `excluded` says how many units stand outside it, and why."""
    value = round(numerator / denominator, 6) if denominator else None
    return {
        "definition": definition,
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "excluded": excluded,
    }


def column_of(kind: str, trade: str | None) -> str:
    """The column of the official form in which a unit is counted, beside the total."""
    if kind in ("association", "social_group"):
        return "social_group"
    if kind in ("foundation", "non_enterprise"):
        return kind
    return trade if trade in ("law", "accounting", "tax") else "other_intermediary"


def official_form(groups: Iterable[Row], branches: Iterable[Row], reading: Reading) -> dict[str, Any]:
    """The form over the groups of a census: reporting units by class, and whether it balances in each column."""
    by_column: dict[str, list[Row]] = {column: [] for column in COLUMNS}
    for group in groups:
        if group["operating"]:
            by_column["total"].append(group)
            by_column[column_of(group["kind"], group["trade"])].append(group)
    joint: dict[str, set[str]] = {column: set() for column in COLUMNS}
    for row in branches:
        joint["total"].add(row["branch"])
        joint[column_of(row["kind"], row["trade"])].add(row["branch"])
    values = {column: _column(found, len(joint[column])) for column, found in by_column.items()}
    balance = [
        {
            "column": column,
            "reporting": values[column]["units"],
            "sum": sum(values[column][cls] or 0 for cls in COVERAGE_CLASSES if cls != "unknown"),
        }
        for column in COLUMNS
    ]
    return {
        "columns": [{"id": column, "title": reading.of(*titles)} for column, titles in COLUMNS.items()],
        "rows": [
            {"id": row, "title": reading.of(*titles), "values": {c: values[c][row] for c in COLUMNS}}
            for row, titles in ROWS.items()
        ],
        "balance": {"holds": all(c["reporting"] == c["sum"] for c in balance), "columns": balance},
        "not_reported": [_not_reported(column, count_classes(found)) for column, found in by_column.items()],
    }


def _not_reported(column: str, counts: Mapping[str, int]) -> dict[str, Any]:
    total = sum(counts.values())
    share = round(counts["unknown"] / total, 6) if total else None
    return {"column": column, "units": counts["unknown"], "share": share}


def _column(groups: Sequence[Row], joint_branches: int) -> dict[str, int | None]:
    reporting = [g for g in groups if g["class"] != "unknown"]
    counts = count_classes(reporting)

    def units(flag: str) -> int:
        return sum(g["units"] for g in reporting if g[flag])

    def known(name: str) -> int | None:
        """The sum of the known values; null where there are units and none of them says."""
        if reporting and not any(g[f"{name}_known"] for g in reporting):
            return None
        return sum(int(g[name]) for g in reporting)

    return {
        "units": sum(g["units"] for g in reporting),
        **{cls: counts[cls] for cls in COVERAGE_CLASSES if cls != "unknown"},
        "joint_has_three": units("has_three"),
        "joint_branches": joint_branches,
        "must_has_group": units("has_group"),
        "instructor_sent": units("instructor_sent"),
        "employees": known("employees"),
        "members": known("members"),
        "members_untransferred": known("untransferred"),
        "instructors": known("instructors"),
        **dict.fromkeys(ABSORBED),
    }
