"""docs/checks.md: every consistency check with its texts, thresholds and twin, and a yardstick from elsewhere.

`python -m tests.checked` writes the page anew from the headers of `cypher/checks/`; `tests/test_checks.py` holds both
together.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cypher.catalogue import CheckHeader, load_catalogue
from cypher.domain.notices import NOTICES
from cypher.domain.parameters import load_parameters
from cypher.domain.vocabulary import FINDING_SEVERITIES
from loaders.consistency import load_checks

PAGE: Final = Path(__file__).parent.parent / "docs" / "checks.md"
# What DHIS2 checks of organisation units: the checks here that ask the same, or why none does.
YARDSTICK: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "org_units_with_cyclic_references": (("cycle", "head_office_ring", "region_apart"), ""),
    "orgunits_orphaned": (("orphan", "region_apart", "covers_nobody"), ""),
    "orgunits_multiple_roots": (("several_roots", "no_top"), ""),
    "orgunit_open_date_gt_closed_date": (("period_reversed", "before_founding"), ""),
    "orgunits_same_name_and_parent": (("possible_duplicate",), ""),
    "compulsory_orgunit_groups": (("no_main_trade", "seat_unknown", "no_registration", "no_identifier"), ""),
    "orgunits_no_groups": (("no_main_trade", "seat_unknown", "association_without_trade", "supervises_nowhere"), ""),
    "orgunits_excess_group_memberships": (
        ("main_trade_disputed", "several_parents", "several_superiors", "own_and_joint", "several_own"),
        "",
    ),
    "org_unit_groups_without_group_sets": (("trade_without_codes",), ""),
    "group_size_organisation_unit_groups": (("joint_of_one", "joint_too_few", "joint_too_wide"), ""),
    "orgunits_multiple_spaces": ((), "names are cleaned as they are read, and compared by a key without spaces"),
    "orgunits_trailing_spaces": ((), "names are cleaned as they are read, and compared by a key without spaces"),
    "orgunits_no_geometry": ((), "no geometry is kept: a place is a region, and `seat_unknown` asks for it"),
    "orgunits_invalid_geometry": ((), "no geometry is kept"),
    "orgunit_null_island": ((), "no geometry is kept"),
    "orgunits_not_contained_by_parent": ((), "no geometry is kept; a unit of another place is `supervised_elsewhere`"),
}
# What somebody may look for, and why no check asks it.
NOT_ASKED: Final = {
    "a branch of seven full members or more without a branch committee": "no source says which have elected one",
    "a consultation later than the approval": "it is about who leads an organisation that exists, and may come after",
    "a code of a kind or an authority that does not fit": "noticed row by row while reading: `credit_code_prefix`, "
    "`unknown_authority_code` ([codes](codes.md))",
    "an association's Party organisation without superior": "its host is `unresolved` then",
    "an organisation founded after it was closed": "`period_reversed` says it of lives as of facts",
}
HEAD: Final = """# Checks

Every check of consistency, by severity: what it finds, what to do, what it looks at, and the thresholds that it rests
on. They run over the whole graph after each load. `zuzhitu check NAME` runs one, with `--offline FILE` its
twin over an exported file with no database; `/v1/findings?check=NAME` answers for any day. `dangling_end` is for files
alone. Made from the headers of `cypher/checks/` by `python -m tests.checked`.
"""
SEVERITIES: Final = {"severe": "Severe 严重", "warning": "Warnings 警告", "info": "To know 提示"}
ELSEWHERE: Final = """## Beside DHIS2

What DHIS2 asks of organisation units in its data integrity checks, and the checks here that ask the same of
organisations, Party organisations, regions and trades. What is closed with something open below it is
`ended_region_in_use`, `closed_covering`, `closed_covered`, `host_gone`, `head_office_gone`, `decision_holder_gone`.

| DHIS2 | here |
|---|---|"""


def page() -> str:
    """The page as the headers tell it."""
    lines = [HEAD]
    for severity in FINDING_SEVERITIES:
        lines.append(f"## {SEVERITIES[severity]}\n")
        lines += _entries(severity)
    lines.append("## While reading 导入时\n\nWhat a load notices and no statement can look for again.\n")
    for name, text in NOTICES.items():
        said = f"{text.summary}  \n  {text.summary_en}\n- {text.remedy}  \n  {text.remedy_en}"
        lines.append(f"### `{name}` {text.title} · {text.title_en}\n\n- {said}\n")
    lines.append("## Not asked\n\n| | why not |\n|---|---|")
    lines += [f"| {what} | {reason} |" for what, reason in NOT_ASKED.items()]
    lines.append(f"\n{ELSEWHERE}")
    for name, (checks, reason) in YARDSTICK.items():
        lines.append(f"| `{name}` | {', '.join(f'`{check}`' for check in checks) or f'none: {reason}'} |")
    return "\n".join(lines) + "\n"


def _entries(severity: str) -> Iterator[str]:
    every = {statement.id: statement.check for statement in load_catalogue().of_kind("checks")}
    every |= {name: check.header for name, check in load_checks().items()}
    for name, header in sorted(every.items()):
        if header.severity == severity:
            yield _entry(name, header)


def _entry(name: str, header: CheckHeader) -> str:
    lines = [f"### `{name}` {header.title} · {header.title_en}\n"]
    lines.append(f"- {header.summary}  \n  {header.summary_en}")
    lines.append(f"- {header.remedy}  \n  {header.remedy_en}")
    looks = f"- looks at `{header.population}`"
    lines.append(looks + (f"; no twin: {header.twin}" if header.twin else ""))
    for parameter in (load_parameters()[one] for one in header.parameters):
        lines.append(f"- `{parameter.name}` = {parameter.value}（{parameter.source}）")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
