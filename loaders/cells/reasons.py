"""Why a row is neither accepted nor refused: the closed lists of reasons, with their texts in Chinese and English."""

from collections.abc import Mapping
from typing import Final

# Rows that are no data.
SKIPPED: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("表头之前的标题行", "a title above the headings"),
    "report_line": ("填报单位、截止日期等填报行", "a line that says who reports, or of which day"),
    "group": ("分组行：行业、区划等小标题", "a row that names the group below it"),
    "total": ("合计、小计等汇总行", "a total or a subtotal"),
    "note": ("注释、填表人等说明行", "a note"),
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
