"""Companies in the heading of a public company register: a few intermediaries among plain companies, all invented."""

from .codes import credit_code, organisation_code
from .frame import DISTRICTS
from .model import invented, words

ENTERPRISE_HEADER = words(
    """
    企业名称 统一社会信用代码 注册日期 企业类型 法人代表 注册资金 经营范围 所在省份
    地区 注册地址
    """
)
PLAIN = (
    ("机械制造有限公司", "机械设备制造、销售"),
    ("水产品有限公司", "水产品收购、销售"),
    ("软件有限公司", "计算机软件开发"),
    ("服装有限公司", "服装加工"),
    ("建筑工程有限公司", "房屋建筑工程施工"),
    ("餐饮管理有限公司", "餐饮服务"),
    ("房地产开发有限公司", "房地产开发及销售"),
    ("商贸有限公司", "国内一般贸易；货物进出口"),
)
INTERMEDIARIES = (
    ("会计师事务所有限公司", "审查企业会计报表；验资"),
    ("资产评估有限公司", "资产评估"),
    ("房地产经纪有限公司", "房地产经纪；房屋中介"),
    ("房地产土地评估有限公司", "房地产价格评估"),
    ("税务师事务所有限公司", "税务代理"),
)


def enterprises() -> list[tuple[str, ...]]:
    """Sixty rows: every sixth is an intermediary, numbered behind those of the other registers."""
    rows: list[tuple[str, ...]] = []
    districts = tuple(DISTRICTS)
    for number in range(60):
        kinds = INTERMEDIARIES if number % 6 == 0 else PLAIN
        ending, scope = kinds[(number // 6 if number % 6 == 0 else number) % len(kinds)]
        district = districts[number % len(districts)]
        digits = ("210200", "210231", "210242", district)[number % 4]
        code = credit_code("91", digits, organisation_code(f"DL9{number:05d}")) if number % 5 else ""
        name = f"大连{invented(180 + number % 60)}{ending}"
        year, month, day = 1996 + number % 12, 1 + number % 12, 1 + number % 28
        rows.append(
            (
                name,
                code,
                f"{year}-{month:02d}-{day:02d}",
                "有限责任公司",
                "（略）",
                ("50(万元人民币)", "N/A", "66()")[number % 3],
                scope,
                "辽宁",
                "大连",
                f"辽宁省{_place(district)}示例路{number + 1}号",
            )
        )
    return rows


def _place(district: str) -> str:
    return DISTRICTS[district] if DISTRICTS[district].startswith("大连市") else "大连市" + DISTRICTS[district]
