"""What loaders notice while they read, as `/v1/checks` lists it beside the checks of `cypher/checks/`.

A notice is a finding that no statement can find again, as it is about rows; `resolved` says what ends it, and
`loaders/check/notices.py` does it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class NoticeText:
    """What is noticed, why it matters, what to do; `population` is what its subjects are."""

    title: str
    title_en: str
    summary: str
    summary_en: str
    remedy: str
    remedy_en: str
    severity: Literal["severe", "warning", "info"]
    population: str


NOTICES: Final[Mapping[str, NoticeText]] = {
    "ambiguous_trade": NoticeText(
        "行业不能唯一确定",
        "The trade cannot be told",
        "名称和经营范围指向多个行业或没有定论，未记行业；任一来源说明其主行业时即消除。",
        "Name and scope point to several trades, so none was taken; resolved when any source tells its main trade.",
        "社会组织来源填“行业”列；企业来源没有此列，写全名称和经营范围，或修订行业表的关键词后重新导入。仍不能确定的，"
        "由社会组织来源以同一统一社会信用代码写明行业。",
        "Of a social organisation state it in the column 行业; a file of enterprises has none: complete name and "
        "scope, or mend the words in the table of trades, and load again. Where it stays open, a file of "
        "social_organizations states it for the same credit code.",
        "warning",
        "organizations",
    ),
    "unknown_authority_code": NoticeText(
        "登记机关代码不在登记机关表中",
        "The registering authority's code is in no table",
        "统一社会信用代码的第3至8位指明登记机关，而登记机关表中没有它；补入该表，或同一来源的完整数据中不再出现时即消除。",
        "Characters 3 to 8 of a credit code name the registering authority, and the table of authorities lacks it; "
        "resolved when it stands there, or a complete load of the same source no longer meets it.",
        "在登记机关表中补上该代码，再重新导入有此代码的来源。",
        "Add the code to the table of authorities, and load the source that has it again.",
        "warning",
        "authorities",
    ),
    "vanishing_facts": NoticeText(
        "完整来源缺少过多事实",
        "A complete source lacks too many facts",
        "声明为完整的来源缺少的事实多于5%且多于5条，未作终止；同一来源下一次完整导入不再如此时即消除。",
        "A source declared complete lacks more than 5 % and more than 5 of its facts, so none was ended; resolved by "
        "the next complete load of the source that does not.",
        "核对文件是否完整；确属终止的，请在来源中写明终止日期。",
        "See whether the file is whole; where the facts did end, state the date in the source.",
        "warning",
        "sources",
    ),
}
