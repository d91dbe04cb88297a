"""Headings and values of the columns of lists in words."""

from typing import Any, Final

from app.answers.census import ROWS
from app.http.messages import MESSAGES, Language

# The word of each part of a path; a path is called by its parts.
PARTS: Final[dict[str, tuple[str, str]]] = {
    "organizations": ("组织", "Organisations"),
    "uncovered": ("未覆盖的组织", "Uncovered organisations"),
    "party_organizations": ("党组织", "Party organisations"),
    "units": ("主管单位与行业协会", "Units and associations"),
    "id": ("标识", "Id"),
    "organization": ("组织", "Organisation"),
    "name": ("名称", "Name"),
    "label": ("类", "Label"),
    "kind": ("类别", "Kind"),
    "trade": ("主行业", "Main trade"),
    "region": ("所在区划", "Region"),
    "coverage": ("覆盖状态", "Coverage"),
    "severity": ("缺口程度", "Severity"),
    "members": ("党员数", "Members"),
    "members_full": ("正式党员", "Full members"),
    "members_full_bound": ("正式党员（非确数时）", "Full members (where not exact)"),
    "has_group": ("有党小组", "Party group"),
    "instructor_sent": ("已派党建工作指导员", "Instructor sent"),
    "uncertain": ("不确定", "Uncertain"),
    "lead": ("责任主体", "Lead"),
    "superior": ("直接上级", "Superior"),
    "break": ("断链", "Break"),
    "after": ("之后", "after"),
    "code": ("代码", "Code"),
    "message": ("说明", "Message"),
    "candidates": ("可供考虑", "Candidates"),
    "gap_since": ("缺口始于", "Gap since"),
    "reason": ("原因", "Reason"),
    "territorial": ("属地党组织", "Territorial"),
    "host": ("所在单位", "Host"),
    "covers": ("覆盖单位", "Covers"),
    "recorded": ("登记的上级", "Recorded superior"),
    "leads_total": ("负责的组织数", "Leads"),
    "findings": ("问题", "Findings"),
    "check": ("检查项", "Check"),
    "title": ("问题名称", "Title"),
    "subject": ("对象", "Subject"),
    "detail": ("细节", "Detail"),
    "explained": ("所见", "What was found"),
    "accepted": ("认可", "Accepted"),
    "document": ("文件", "Document"),
    "until": ("期限", "Until"),
    "run": ("批次", "Run"),
    "in_force": ("有效", "In force"),
    "opened_run": ("发现于批次", "Opened by"),
    "resolved_run": ("消除于批次", "Resolved by"),
    "differences": ("登记与推导的上级", "Recorded and derived superiors"),
    "party_organization": ("党组织", "Party organisation"),
    "derived": ("推导的上级", "Derived superior"),
    "rule": ("规则", "Rule"),
    "link": ("推导关系", "Link"),
    "fact": ("事实", "Fact"),
    "how": ("差别", "How"),
    "superior_of_total": ("下属组织数", "Superior of"),
    # filters that no field is called by
    "association": ("行业协会", "Association"),
    "party": ("所属党组织", "Beneath the Party organisation"),
    "operating": ("实体运营", "Operating"),
    "q": ("查找", "Search"),
    "form_row": ("统计表行", "Row of the form"),
    "form_column": ("统计表列", "Column of the form"),
}
YES_NO: Final = {True: ("是", "yes"), False: ("否", "no")}
NAME: Final = "name"
NOT_SAID: Final = {"exact"}  # a bound that goes without saying


def heading(path: str, language: Language) -> str:
    """What a column is called, by its path: what a name is of, or what a value is and of whom."""
    *before, last = path.split(".")
    of = before[-1:] if before[-1:] != ["organization"] else []
    own = [_of(PARTS.get(part, (part, part)), language) for part in (of if of and last == NAME else [*of, last])]
    return (" " if language == "en" else "").join(own)


def word(part: str, value: Any, language: Language) -> Any:
    """A value of a column whose path ends with `part`, in words where it is a code."""
    if isinstance(value, bool):
        return _of(YES_NO[value], language)
    if not isinstance(value, str):
        return value
    if value in NOT_SAID:
        return ""
    if part == "coverage":
        return _of(ROWS.get(value) or MESSAGES.get(f"class.{value}", (value, value)), language)
    return _of(MESSAGES.get(f"{part.removeprefix('members_full_')}.{value}", (value, value)), language)


def _of(pair: tuple[str, str], language: Language) -> str:
    return pair[1 if language == "en" else 0]
