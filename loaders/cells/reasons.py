"""Why a row is neither accepted nor refused, and what to do about one that was accepted with a warning.

The closed lists, with their texts in Chinese and English.
"""

from collections.abc import Mapping
from typing import Final

# Rows that are no data.
SKIPPED: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("表头之前的标题行", "a title above the headings"),
    "report_line": ("填报单位、截止日期等填报行", "a line that says who reports, or of which day"),
    "group": ("分组行：行业、区划等小标题", "a row that names the group below it"),
    "total": ("合计、小计等汇总行", "a total or a subtotal"),
    "note": ("注释、填表人等说明行", "a note"),
    "blank_record": ("各项全空的记录（JSON）", "a record of JSON that holds nothing"),
    "hidden_sheet": ("隐藏的工作表", "a sheet that is hidden"),
}

# Sound rows about something that this project does not keep.
OUT_OF_SCOPE: Final[Mapping[str, tuple[str, str]]] = {
    "other_city": (
        "属于其他城市：地区、地址或登记机关所指不是本市",
        "of another city, by its area, its address or its registering authority",
    ),
    "plain_company": (
        "一般企业（新经济组织），不属于社会中介组织",
        "a plain company (a new economic organisation), no intermediary",
    ),
}
REMEDY: Final = (
    "属实的无需处理；有误的请在来源中改正该行后重新导入",
    "nothing is to be done where that is right; otherwise correct the row in its source and load it again",
)

# What to do about a warning (`loaders.cells.rejects.WARNINGS`).
WARNED: Final[Mapping[str, tuple[str, str]]] = {
    "credit_code_lower_case": ("无需处理", "nothing is to be done"),
    "organization_code_check": (
        "与代码证核对，有误的改正后重新导入",
        "compare it with the certificate; correct it and load it again",
    ),
    "credit_code_prefix": (
        "核对代码与组织类型，有误的改正后重新导入",
        "see which of code and kind is wrong; correct it and load it again",
    ),
    "number_placeholder": (
        "有登记证号的，填写后重新导入",
        "where there is a number by now, enter it and load again",
    ),
    "number_shared": ("按登记证书改正各行的编号", "correct the number of each row from its certificate"),
    "count_unknown": ("确为零的填0后重新导入", "where there is none, enter 0 and load it again"),
    "reversed_period": ("核对起止日期", "check both dates"),
    "personal_data_masked": ("请来源单位不要报送个人信息", "ask whoever sent the file to send no personal data"),
    "former_name_unknown": (
        "核对原名称；有误的撤销本批次，改正后重新导入",
        "check the former name; where it is wrong, undo the run, correct it and load it again",
    ),
    "unknown_authority_code": (
        "在登记机关表中补上该代码后重新导入",
        "add the code to the table of authorities and load the file again",
    ),
    "ambiguous_trade": (
        "在来源中填写“行业”列，或写全名称和业务范围，或修订行业表的关键词后重新导入",
        "state the trade in the column 行业 of the source, or complete name and scope, or mend the words in the table "
        "of trades, and load the file again",
    ),
    "unknown_district": (
        "在地址中写明区市县，或填写区划后重新导入",
        "name the district in the address, or state the region, and load the file again",
    ),
}
# What is wrong with a row that was refused for these may have been mended elsewhere: another row was deleted, somebody
# was loaded, a day passed.
MENDED_ELSEWHERE: Final = frozenset(
    {
        *("conflicting_rows", "unknown_reference", "ambiguous_reference", "unknown_region", "unknown_trade"),
        *("future_date", "date_after_today", "self_reference", "number_of_another"),
    }
)
# Where a source lacks what else would be done: by code and source.
WARNED_IN: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("ambiguous_trade", "enterprises"): (
        "在来源中写全企业名称和经营范围，或修订行业表的关键词后重新导入；"
        "仍不能确定的，行业由社会组织来源（social_organizations）以同一统一社会信用代码在“行业”列写明，"
        "责任单位可由决定（decisions）写明；同一单位有两条的用 zuzhitu merge 合并",
        "complete name and scope in the source, or mend the words in the table of trades, and load the file again; "
        "where it stays open, a file of social_organizations states the trade in its column 行业 for the same credit "
        "code, and one of decisions who leads; where it is another organisation, too, `zuzhitu merge` makes them one",
    ),
}


def remedy_of(code: str, source: str) -> tuple[str, str]:
    """What to do about a warning in a file of the source; nothing about one of an older program."""
    return WARNED_IN.get((code, source)) or WARNED.get(code, ("", ""))
