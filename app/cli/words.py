"""Words of the terminal and of the dossier, in Chinese and English; other words are those of the answers."""

from collections.abc import Mapping
from typing import Final

from app.answers.census import ROWS
from app.http.messages import MESSAGES

SAID: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("组织档案", "Dossier"),
    "who": ("谁负责", "Who answers"),
    "chain": ("责任链", "The chain"),
    "evidence": ("逐级依据", "The evidence of each link"),
    "coverage": ("覆盖状态", "Coverage"),
    "history": ("沿革", "History"),
    "differences": ("登记的上级与推导的上级", "Recorded against derived superiors"),
    "findings": ("待核问题", "Findings"),
    "about": ("本档案", "About this page"),
    # the head of the page
    "as_of": ("截止日期", "As of"),
    "known_at": ("按此批次完成时所知", "As known when this run was finished"),
    "revision": ("修订", "Revision"),
    "rule_set": ("规则集", "Rule set"),
    "program": ("程序版本", "Program version"),
    "stale": ("图数据库自此未能读到", "The graph has not been reached since"),
    "nothing": ("无", "none"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    # the chain
    "role.lead": ("责任主体", "Answers for it"),
    "role.own": ("自建党组织", "Own Party organisation"),
    "role.joint": ("联合党支部", "Joint branch"),
    "role.superior": ("直接上级", "Superior"),
    "role.top": ("直接上级（至市委）", "Superior (the top)"),
    "support": ("依托", "Support"),
    "break": ("断链", "The chain breaks"),
    "candidates": ("可供考虑", "Candidates"),
    "no_lead": ("没有责任主体", "Nobody answers"),
    "complete": ("链条完整，到市委", "The chain is complete up to the city committee"),
    "incomplete": ("链条未到市委", "The chain does not reach the city committee"),
    "provisional": ("暂定", "Provisional"),
    "uncertain": ("日期不精确，答案可能不同", "A date is not precise: the answer may differ"),
    "lead_off_path": ("责任主体不在链上", "Who answers is not on the path"),
    "assumed_start": ("起始为推定", "The start is assumed"),
    "recorded": ("登记的上级", "Recorded superior"),
    # evidence
    "rule": ("规则", "Rule"),
    "sentence": ("依据", "It rests on"),
    "period": ("有效期", "In force"),
    "rank": ("次序", "Rank"),
    "parameters": ("所用参数", "Parameters used"),
    "default": ("本项目默认", "a default of ours"),
    "fact": ("事实", "Fact"),
    "ends": ("由 → 至", "From → to"),
    "told": ("内容", "What it tells"),
    "source": ("来源", "Source"),
    "file": ("文件", "File"),
    "sheet": ("工作表", "Sheet"),
    "row": ("行", "Row"),
    "run": ("批次", "Run"),
    "considered": ("考虑过而未取", "Considered and passed over"),
    "why": ("原因", "Why"),
    "no_facts": ("没有事实", "No facts"),
    # coverage
    "class": ("类别", "Class"),
    "since": ("起", "Since"),
    "age": ("至截止日期已", "Age at the date"),
    "gap_since": ("缺口始于", "Gap since"),
    "headcount": ("人数统计日期", "Headcount of"),
    "not_in_population": ("当日不属统计范围", "Outside the population on the day"),
    "no_headcount": ("没有上报人数", "No headcount was reported"),
    "has_three": ("正式党员三名以上", "Three full members or more"),
    "has_group": ("有党小组", "Has a Party group"),
    "instructor_sent": ("已派党建工作指导员", "Instructor sent"),
    "party_organization": ("党组织", "Party organisation"),
    "relation.covers": ("覆盖本组织", "covers it"),
    "relation.hosted": ("设在本组织", "sits with it"),
    "members_full": ("正式党员", "Full members"),
    "members_probationary": ("预备党员", "Probationary members"),
    "members_untransferred": ("未转组织关系党员", "Members not transferred"),
    "party_groups": ("党小组", "Party groups"),
    "employees": ("从业人员", "Employees"),
    "instructors": ("党建工作指导员", "Instructors"),
    "bound.exact": ("", ""),
    "bound.more_than": ("多于", "more than"),
    "bound.about": ("约", "about"),
    # history
    "what": ("事项", "What"),
    "what.identifier": ("编号", "Identifier"),
    "what.statement": ("陈述", "Statement"),
    "what.fact": ("事实", "Fact"),
    "what.headcount": ("人数", "Headcount"),
    "what.coverage": ("覆盖", "Coverage"),
    "what.link": ("推导", "Derived"),
    "type": ("类型", "Type"),
    "type.SUPPORT": ("依托", "support"),
    "type.FULFILLED": ("职责", "duty fulfilled"),
    "type.TOOK_PART": ("活动", "took part"),
    "type.IDENTIFIED_BY": ("编号", "identified by"),
    "place": ("出处", "Place"),
    # dimensions and steps
    "by.region": ("区划", "region"),
    "by.trade": ("行业", "trade"),
    "by.kind": ("类别", "kind"),
    "by.level": ("层级", "level"),
    "by.lead": ("责任主体", "lead"),
    "by.association": ("行业协会", "association"),
    "step.year": ("年", "year"),
    "step.quarter": ("季度", "quarter"),
    # differences and findings
    "derived": ("推导的上级", "Derived superior"),
    "kind": ("比对", "They"),
    "difference.agree": ("一致", "agree"),
    "difference.differ": ("不一致", "differ"),
    "difference.only_recorded": ("只有登记", "only recorded"),
    "difference.only_derived": ("只有推导", "only derived"),
    "severity": ("程度", "Severity"),
    "check": ("检查项", "Check"),
    "subject": ("对象", "Subject"),
    "detail": ("说明", "Detail"),
    "opened": ("发现于批次", "Opened by"),
    "accepted": ("认可", "Accepted"),
    "accepted_until": ("至", "until"),
    "accepted_over": ("（已过期）", "(over)"),
}


def say(code: str) -> tuple[str, str]:
    """The text of a code in both languages; classes are those of the form. The code itself where it has none."""
    if code in SAID:
        return SAID[code]
    row = code.removeprefix("class.")
    if row != code and row in ROWS:
        return ROWS[row]
    return MESSAGES.get(code, (code.rpartition(".")[2],) * 2)
