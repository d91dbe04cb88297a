"""Writes the city down as registries send it: several files, encodings, title lines, totals, slips of the hand."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .enterprises import ENTERPRISE_HEADER, enterprises
from .frame import ASSOCIATIONS, CITY_BUREAUS, authorities, regions, trade_supervision, trades, units
from .model import City, Organisation, PartyOrganisation, words
from .special import SAME_NAME

ORGANISATION_HEADER = words(
    """
    社会组织名称 登记管理机关 社会组织类型 业务主管单位 行政挂靠单位 批准机关 批准级别
    批准日期 行业 加入协会 法定代表人 成立登记日期 注册资金 登记状态 注销日期
    实体运营 曾用名 总部 住所 所在区划 业务范围 登记证号 组织机构代码
    统一社会信用代码
    """
)
ASSOCIATION_HEADER = words(
    """
    协会名称 服务行业 活动区域 登记管理机关 业务主管单位 成立登记日期 登记状态 所在区划
    组织机构代码 统一社会信用代码
    """
)
PARTY_HEADER = words(
    """
    党组织编号 党组织名称 党组织类型 所在单位 覆盖单位 隶属党组织 活动区域 属地党组织
    成立日期 撤销日期
    """
)
HEADCOUNT_HEADER = words(
    """
    序号 单位 统计日期 从业人员 正式党员 预备党员 未转组织关系党员 党小组
    党建工作指导员
    """
)
SHARE = {"2005-12-31": 0.70, "2006-12-31": 0.80, "2007-12-31": 0.92, "2008-03-31": 1.0}
FIGURES_SOURCE = "大连新社会组织党建呈现新气象（2008-05-05）"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
SHORT = {name: short.split("；")[0] for name, short, _, _ in CITY_BUREAUS}
FORMER = {name: former for name, _, former, _ in CITY_BUREAUS if former}


@dataclass
class Sheet:
    """One file: lines above the heading, heading, rows, lines below, and how it is encoded."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    above: list[str] = field(default_factory=list)
    below: Sequence[Sequence[str]] = field(default_factory=list)
    encoding: str = "utf-8-sig"

    def content(self) -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        for line in self.above:
            writer.writerow([line, *[""] * (len(self.header) - 1)])
        writer.writerow(self.header)
        writer.writerows(self.rows)
        writer.writerows(self.below)
        return text.getvalue().encode(self.encoding)


def write(city: City, folder: Path) -> None:
    """All files of the city, each overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in sheets(city):
        (folder / sheet.name).write_bytes(sheet.content())


def sheets(city: City) -> Iterable[Sheet]:
    yield from _frame_sheets()
    yield _associations(city)
    yield from _registers(city)
    header, rows = ENTERPRISE_HEADER, enterprises()
    yield Sheet("08企业登记.csv", header, rows, ["截止日期：2008-03-31"], encoding="gb18030")
    yield from _party(city)
    yield from _headcounts(city)
    yield Sheet("11沟通记录.csv", ("组织", "上级机关", "文号", "日期", "结果"), city.consultations)
    header = ("对象", "事项", "确定为", "文号", "日期", "有效期至")
    yield Sheet("12归属决定.csv", header, city.decisions, ["截止日期：2008-03-31"])
    yield _figures()
    yield _duties(city)
    yield _campaigns(city)
    yield _elections(city)


def _dated(title: str) -> list[str]:
    return [title, "截止日期：2008年3月31日"]


def _frame_sheets() -> Iterable[Sheet]:
    yield Sheet(
        "01行政区划.csv",
        ("区划代码", "区划名称", "级别", "上级代码", "启用日期", "停用日期", "别名", "类型"),
        regions(),
        _dated("大连市行政区划（2023年名录，2008年以前有效期见说明）"),
    )
    yield Sheet(
        "02登记机关.csv",
        ("机关代码", "机关名称", "登记类别", "级别", "区划代码"),
        authorities(),
        ["截止日期：2008-03-31"],
    )
    table = trades()
    yield Sheet("03行业.csv", table[0], table[1:], ["截止日期：2008-03-31"])
    yield Sheet(
        "04业务主管单位.csv",
        ("单位编号", "单位名称", "行政区划", "驻地", "成立日期", "撤销日期", "曾用名", "简称"),
        units(),
        _dated("业务主管单位、行政挂靠单位名录"),
    )
    yield Sheet(
        "05行业主管分工.csv",
        ("行业", "业务主管单位", "级别", "起始日期", "终止日期"),
        trade_supervision(),
        ["截止日期：2008-03-31"],
        encoding="utf-8",
    )


def _associations(city: City) -> Sheet:
    places = {row[0]: (row[1], row[2]) for row in ASSOCIATIONS}
    rows = []
    for org in city.associations:
        trade, region = places[org.name]
        rows.append(
            (
                org.name,
                trade,
                region,
                org.registrar,
                org.supervisor,
                org.founded,
                "正常",
                org.street,
                org.organisation_code,
                org.credit_code,
            )
        )
    return Sheet("06行业协会.csv", ASSOCIATION_HEADER, rows, _dated("行业协会名录（协会名称由本示例拟定）"))


def _registers(city: City) -> Iterable[Sheet]:
    """The registers of social organisations, one for each that keeps them."""
    files: dict[str, list[Organisation]] = {}
    for org in city.organisations:
        files.setdefault(_register(org), []).append(org)
    for name in sorted(files):
        rows = [_row(org, number) for number, org in enumerate(files[name])]
        sheet = Sheet(name, ORGANISATION_HEADER, rows, _dated(name[3:-4] + "登记情况表"))
        if "司法局" in name or "市财政局" in name:
            sheet.encoding = "gb18030"
        if "区市县" in name:
            sheet.encoding = "utf-8"
        if "市民政局" in name:
            sheet.rows = [*rows, rows[4], rows[9], rows[14]]  # printed twice
            sheet.below = [("合计", str(len(rows)), *[""] * (len(ORGANISATION_HEADER) - 2))]
        yield sheet
    yield _faulty()


def _register(org: Organisation) -> str:
    if org.kind == "律师事务所":
        return "07a律师事务所（市司法局）.csv"
    if org.kind in ("会计师事务所", "资产评估机构", "税务师事务所"):
        return "07b会计评估税务机构（市财政局）.csv"
    if org.kind == "社会中介组织":
        return "07c其他社会中介组织.csv"
    if org.registrar in ("大连市民政局", "辽宁省民政厅"):
        return "07d社会团体民办非企业单位基金会（市民政局）.csv"
    return f"07e{org.kind}（区市县民政局）.csv"


def _row(org: Organisation, number: int) -> tuple[str, ...]:
    founded, supervisor, approved = org.founded, org.supervisor, org.approved
    if number % 23 == 7 and founded < "2003-06":
        founded = f"{founded[:4]}年{int(founded[5:7])}月"
    elif number % 29 == 11:
        founded = founded.translate(WIDE)
    elif number % 31 == 3:
        founded = founded.replace("-", "/")
    if number % 9 == 2:
        supervisor = SHORT.get(supervisor, supervisor)
    elif number % 9 == 5:
        supervisor = FORMER.get(supervisor, supervisor)
    where = "" if number % 6 == 4 and org.address else org.street
    state = "正常" if not org.closed else ("注销" if number % 2 else "吊销")
    return (
        org.name,
        org.registrar,
        org.kind,
        supervisor,
        org.affiliated,
        org.approver,
        org.approved_level,
        approved,
        org.trade,
        org.association,
        "（略）",
        founded,
        ("50(万元人民币)", "N/A", "66()", "1,000(万元人民币)")[number % 4],
        state,
        org.closed,
        org.operating,
        org.former,
        org.head_office,
        org.address,
        where,
        org.scope,
        org.number,
        org.organisation_code,
        org.credit_code,
    )


def _faulty() -> Sheet:
    """The rows of this file are refused, each for another reason; README.md counts them."""

    def row(name: str, **cells: str) -> tuple[str, ...]:
        usual = {"登记管理机关": "大连市民政局", "社会组织类型": "社会团体", "所在区划": "210202"}
        cells = usual | {"社会组织名称": name} | cells
        return tuple(cells.get(column, "") for column in ORGANISATION_HEADER)

    rows = [
        row("大连示例退回甲研究会", 成立登记日期="2008-13-45"),
        row("大连示例退回乙研究会", 成立登记日期="2009-05-01"),
        row("大连示例退回丙研究会", 统一社会信用代码="51100000500000024G"),
        row("大连示例退回丁研究会", 社会组织类型="学会组织"),
        row("大连示例退回戊研究会", 所在区划="虚构区"),
        row("", 业务主管单位="大连市民政局"),
    ]
    return Sheet("07f有误登记（演示退回）.csv", ORGANISATION_HEADER, rows, _dated("有误登记演示表"))


def _party(city: City) -> Iterable[Sheet]:
    rows = [
        (
            f"DZZ{number:04d}",
            *(p.name, p.kind, p.host, "；".join(p.covers), p.superior, p.region, p.territorial, p.founded, p.closed),
        )
        for number, p in enumerate(city.party, 1)
    ]
    frame = [row for row, p in zip(rows, city.party, strict=True) if not p.covers]
    field_rows = [row for row, p in zip(rows, city.party, strict=True) if p.covers]
    yield Sheet("09a党组织（属地、机关、行业协会）.csv", PARTY_HEADER, frame, _dated("党组织名册"))
    yield Sheet(
        "09b党组织（新社会组织）.csv", PARTY_HEADER, field_rows, _dated("新社会组织党组织名册"), encoding="gb18030"
    )


def _headcounts(city: City) -> Iterable[Sheet]:
    for day in SHARE:
        rows: list[Sequence[str]] = []
        for org in (*city.associations, *city.organisations):
            if day in org.reports:
                rows.append((str(len(rows) + 1), _called(org, len(rows), day), day, *_counts(org, day, len(rows))))
        total = ("", "合计", *[""] * (len(HEADCOUNT_HEADER) - 2))
        sheet = Sheet(f"10人数{day}.csv", HEADCOUNT_HEADER, rows, [f"截止日期：{day}"], [total])
        if day == "2005-12-31":
            sheet.encoding = "gb18030"
        yield sheet


def _called(org: Organisation, number: int, day: str) -> str:
    """Some rows name their organisation by a code, older ones by the name of the time."""
    if org.name == SAME_NAME:
        return org.organisation_code
    if org.former and day == "2005-12-31":
        return org.former
    if number % 17 == 5 and org.credit_code:
        return org.credit_code
    return org.organisation_code if number % 19 == 8 and org.organisation_code else org.name


def _counts(org: Organisation, day: str, number: int) -> tuple[str, ...]:
    """employees, full, probationary, untransferred, groups, instructors: fewer in earlier years, all today."""
    share = 1.0 if day == org.reports[-1] else SHARE[day]
    people = org.people
    values = (
        people.employees,
        people.full,
        people.probationary,
        people.untransferred,
        people.groups,
        people.instructors,
    )
    cells = ["—" if value is None else str(int(value * share)) for value in values]
    if number % 13 == 6 and cells[0] != "—":
        cells[0] = f"约{cells[0]}"
    elif number % 37 == 12 and cells[1].isdigit():
        cells[1] = cells[1].translate(WIDE)
    return tuple(cells)


DUTIES = words("宣传贯彻与守法监督 重大问题建议 党建规划与建设 接受领导与反映情况 党员教育管理与发展 领导群众组织")


def _duties(city: City) -> Sheet:
    """What those of lawyers and accountants did in 2007; each seventh lacks one of its duties. Others told nothing."""
    rows: list[Sequence[str]] = []
    for number, party in enumerate(_of_the_field(city)):
        if _trade(party) and not (party.founded and party.founded[:4] >= "2007"):
            for turn, duty in enumerate(DUTIES):
                if number % 7 != 3 or turn != number % len(DUTIES):
                    rows.append((party.name, duty, "2007", f"示党〔2007〕{number + 1}号"))
    return Sheet("14职责履行.csv", ("党组织", "职责", "履职期间", "佐证材料"), rows, _dated("职责履行情况"))


def _campaigns(city: City) -> Sheet:
    """Who took part: every third in one of two campaigns of all, lawyers and accountants in their own."""
    rows: list[Sequence[str]] = []
    own = {
        "律师": ("“诚信、公正、优质”服务", "2006-07-01", "2007-07-01"),
        "会计师": ("诚信为本、操守为重、坚持准则、不做假账", "2006-07-01", ""),
    }
    for number, party in enumerate(_of_the_field(city)):
        if number % 3 == 0:
            rows.append((party.name, ("党员诚信建设", "一名党员一面旗帜")[number % 2], "2007-03-01", ""))
        if trade := _trade(party):
            rows.append((party.name, *own[trade]))
    return Sheet("15活动.csv", ("党组织", "活动名称", "起始日期", "终止日期"), rows, _dated("活动参加情况"))


def _trade(party: PartyOrganisation) -> str:
    return next((trade for trade in ("律师", "会计师") if trade in party.name), "")


def _elections(city: City) -> Sheet:
    """One election each; of some the term has run out by the day of the picture, of some no term is given."""
    rows: list[Sequence[str]] = []
    for number, party in enumerate(_of_the_field(city)):
        since = max(party.founded[:10] or "2003-09-01", f"{2004 + number % 4}-05-10")
        rows.append((party.name, since, "" if number % 5 == 2 else "3"))
    return Sheet("16换届.csv", ("党组织", "换届日期", "任期"), rows, _dated("换届情况"))


def _of_the_field(city: City) -> list[PartyOrganisation]:
    return [party for party in city.party if party.covers and not party.closed]


def _figures() -> Sheet:
    day = "2008-03-31"
    rows = [
        ("party_organizations", "", "含行业协会党组织", "343", day, FIGURES_SOURCE),
        ("party_organizations", "", "不含行业协会党组织", "343", day, FIGURES_SOURCE),
        ("members", "", "", "6600多", day, FIGURES_SOURCE),
        ("party_organizations_in_trade", "注册会计师", "", "31", day, FIGURES_SOURCE),
        ("party_organizations_in_trade", "律师", "", "46", day, FIGURES_SOURCE),
        ("hard_gap", "注册会计师", "", "0", day, FIGURES_SOURCE),
        ("hard_gap", "律师", "", "0", day, FIGURES_SOURCE),
        ("party_organizations_not_grown", "", "", "0", day, FIGURES_SOURCE),
        ("members_not_grown", "", "", "0", day, FIGURES_SOURCE),
    ]
    return Sheet("13上报数.csv", ("指标", "行业", "口径", "数值", "截止日期", "出处"), rows)
