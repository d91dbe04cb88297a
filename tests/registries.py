"""A small city as its registries would send it; everything in it is invented but the public bodies' names."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from loaders.cells.codes import credit_check_character, organization_check_character


def credit_code(prefix: str, authority: str, number: int) -> str:
    """A sound unified social credit code."""
    first8 = f"{number:08d}"
    body = f"{prefix}{authority}{first8}{organization_check_character(first8)}"
    return body + credit_check_character(body)


def table(header: str, *rows: str) -> list[dict[str, str]]:
    """Rows from text: columns by `|`."""
    names = header.split("|")
    return [dict(zip(names, (cell.strip() for cell in row.split("|")), strict=True)) for row in rows]


LAW = credit_code("31", "210000", 1)
ACCOUNTANTS = credit_code("91", "210202", 2)
SCHOOL = credit_code("52", "210202", 3)

REGISTRIES: Mapping[str, list[dict[str, str]]] = {
    "regions": table(
        "区划代码|区划名称|级别|上级代码|启用日期|停用日期|别名|类型",
        "210000|辽宁省|省|||||",
        "210200|大连市|市|210000||||",
        "210202|中山区|区县|210200||||",
        "210203|西岗区|区县|210200||||",
        "210202001|青泥洼桥街道|街道|210202||||",
        "210282|普兰店市|区县|210200||2015-10-16|新金县|",
        "gaoxin|高新技术产业园区|区县|210200|||高新区；高新园区|开发区",
    ),
    "authorities": table(
        "机关代码|机关名称|登记类别|级别|区划代码",
        "210200|大连市民政局|民政|市|210200",
        "210202|大连市中山区民政局|民政|区县|210202",
        "210000|辽宁省司法厅|司法行政|省|210000",
        "210202|大连市工商行政管理局中山分局|工商|区县|210202",
    ),
    "trades": table(
        "行业代码|行业名称|国民经济行业分类|批准级别|协会范围|名称关键词|名称排除词|经营范围关键词",
        "law|律师|2011:7221；2017:7231|市||律师事务所||",
        "accounting|会计|2011:7231；2017:7241|市||会计师事务所|税务师|",
        "vocational_training|职业培训||||职业培训学校；职业技能培训||",
    ),
    "units": table(
        "单位编号|单位名称|行政区划|驻地|成立日期|撤销日期|曾用名|简称",
        "U001|大连市民政局|210200|西岗区||||市民政局",
        "U002|大连市财政局|大连市|210203|1950-03||大连市财政税务局|财政局",
        "U003|大连市司法局|210200|210203||||司法局",
        "U004|大连市中山区财政局|中山区||1984|||财政局",
        "U005|大连市中山区劳动和社会保障局|210202|||||中山区劳动局",
        "U006|中共大连市委员会|210200||1945-10|||市委",
        "U007|辽宁省司法厅|辽宁省||||||省司法厅".replace("||||||", "|||||"),
    ),
    "trade_supervision": table(
        "行业|业务主管单位|级别|起始日期|终止日期",
        "law|大连市司法局|市||",
        "会计|U002|市|1994-01-01|",
        "vocational_training|中山区劳动局|区县||",
    ),
    "associations": table(
        "协会名称|服务行业|活动区域|登记管理机关|业务主管单位|成立登记日期|登记证号",
        "大连市律师协会|律师|大连市|大连市民政局|市司法局|1988-06|社证字第001号".replace("市司法局", "大连市司法局"),
        "大连市注册会计师协会|accounting|210200|大连市民政局|大连市财政局|1993|社证字第002号",
    ),
    "social_organizations": table(
        "社会组织名称|登记管理机关|社会组织类型|业务主管单位|行业|加入协会|成立登记日期|登记状态|注销日期"
        "|实体运营|住所|所在区划|登记证号|统一社会信用代码|法定代表人",
        f"大连甲乙律师事务所|辽宁省司法厅|律师事务所|大连市司法局||大连市律师协会|1998-05-12|正常||是|大连市中山区人民路1号|||{LAW}|某某",
        f"大连子丑职业培训学校|大连市中山区民政局|民办非企业单位|中山区劳动局|||2001-03|正常||是||青泥洼桥街道|民证字001号|{SCHOOL}|某某",
        "大连寅卯文化交流促进会|大连市民政局|社会团体||||1999|注销|2006-01-31|||中山区|社证字第009号||某某",
    ),
    "enterprises": table(
        "企业名称|统一社会信用代码|注册日期|企业类型|法人代表|注册资金|经营范围|所在省份|地区|注册地址",
        f"大连丙丁会计师事务所有限公司|{ACCOUNTANTS}|1999-12-01|有限责任公司|某某|50(万元人民币)|审计|辽宁|大连|大连市西岗区新开路2号",
    ),
    "party_organizations": table(
        "党组织编号|党组织名称|党组织类型|所在单位|覆盖单位|隶属党组织|活动区域|属地党组织|成立日期|撤销日期",
        "D001|中共大连市委|党委|市委|||大连市|是|1945-10|",
        "D002|中共大连市司法局党组|党组|大连市司法局||D001||||",
        "D003|大连市律师行业党委|党委|大连市律师协会||中共大连市司法局党组|大连市||2004-07-01|",
        f"D004|大连甲乙律师事务所党支部|党支部|大连甲乙律师事务所|{LAW}|D003|||2002-07-01|",
    ),
    "headcounts": table(
        "单位|统计日期|从业人员|正式党员|预备党员|未转组织关系党员|党小组|党建工作指导员",
        f"{LAW}|2008-03|约20|5|0|—|1|",
        f"{LAW}|2007-03|18|4|0|1||",
        "大连子丑职业培训学校|2008-03-31|12|0|0|0|0|1",
    ),
    "instructors": table(
        "单位|统计日期|党建工作指导员",
        "大连子丑职业培训学校|2008-03-31|2",
        f"{LAW}|2007-12|1",
    ),
    "consultations": table("组织|上级机关|文号|日期|结果", f"{LAW}|省司法厅|大司函1号|2004-05-06|同意"),
    "decisions": table(
        "对象|事项|确定为|文号|日期|有效期至",
        "大连子丑职业培训学校|责任主体|大连市中山区劳动和社会保障局|中委〔2005〕3号|2005-04-01|2010-12-31",
        "大连子丑职业培训学校|直接上级|大连市律师行业党委|中委〔2005〕4号|2005-04-01|",
    ),
    "reported_figures": table(
        "指标|行业|口径|数值|截止日期|出处",
        "party_organizations|||343|2008-03-31|报告",
        "members|||6600多|2008-03-31|报告",
        "party_organizations_in_trade|律师||46|2008-03-31|报告",
    ),
}


def write_csv(path: Path, rows: Sequence[Mapping[str, str]], encoding: str = "utf-8") -> Path:
    """The rows as a CSV file; an empty list leaves a file with a heading of the registry of that name only."""
    header = list(rows[0]) if rows else list(REGISTRIES[path.stem][0])
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, header)
        writer.writeheader()
        writer.writerows(rows)
    return path
