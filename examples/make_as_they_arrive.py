"""Writes fifteen files as registries send them: `python examples/make_as_they_arrive.py [FOLDER]`.

Every name is invented. Needs the packages of the tests (XlsxWriter, xlwt). `expected/` beside the files says what a
load reports of each; a test holds both together.
"""

import gzip
import io
import json
import sys
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

HERE = Path(__file__).resolve().parent
MADE = datetime(2008, 4, 1)
MONTH, DAY = 'yyyy"年"m"月"', "yyyy-mm-dd"
CIVIL = "大连市民政局"


def register(folder: Path) -> None:
    """A title, a line that says who reports, headings on two levels, groups, subtotals, merged cells, notes."""
    with workbook(folder / "01社会组织登记台账.xlsx") as book:
        sheet = book.add_worksheet("台账")
        month, day = book.add_format({"num_format": MONTH}), book.add_format({"num_format": DAY})
        sheet.merge_range(0, 0, 0, 7, "大连市社会组织登记台账（2008年第一季度）")
        sheet.write_row(1, 0, ["填报单位：" + CIVIL, None, None, None, None, "截止日期：2008年3月31日"])
        for at, word in ((0, "序号"), (1, "单位名称"), (2, "社会组织类型"), (3, "登记管理机关"), (7, "备注")):
            sheet.merge_range(2, at, 3, at, word)
        sheet.merge_range(2, 4, 2, 6, "登记情况")
        sheet.write_row(3, 4, ["成立登记日期", "登记状态", "住所"])
        sheet.merge_range(4, 0, 4, 7, "一、社会团体")
        for row, (name, founded, form) in enumerate(
            (("大连示例台账甲研究会", date(2001, 5, 1), month), ("大连示例台账乙商会", date(1999, 3, 8), day)), 5
        ):
            sheet.write_row(row, 0, [row - 4, name, "社会团体"])
            sheet.write_datetime(row, 4, founded, form)
            sheet.write_row(row, 5, ["正常", f"大连市中山区示例路{row}号"])
        sheet.merge_range(5, 3, 6, 3, CIVIL)
        sheet.write_row(7, 1, ["社会团体小计", "2家"])
        sheet.merge_range(8, 0, 8, 7, "二、民办非企业单位")
        sheet.write_row(
            9, 0, [3, "大连示例台账丙学校", "民办非企业单位", CIVIL, "2003.9", "正常", "大连市西岗区示例路1号"]
        )
        sheet.write_row(
            10, 0, [4, "大连示例台账丁学校", "民办非企业单位", CIVIL, "2003-02-30", "正常", "大连市西岗区示例路2号"]
        )
        sheet.set_row(9, None, None, {"hidden": True})
        sheet.write_row(11, 0, [None, "合计：5家"])
        sheet.write(12, 0, "注：本表由各区市县汇总。")
        sheet.write(13, 0, "填表人：（略）    审核人：（略）")


def directory(folder: Path) -> None:
    """An old workbook: a sheet for each trade, one without a table, an error, another city's firm."""
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.XFStyle()
    day.num_format_str = DAY
    heads = [
        "序号",
        "机构名称",
        "统一社会信用代码（18位）",
        "成立时间",
        "经营范围",
        "所在省份",
        "地区",
        "注册地址",
        "法定代表人",
    ]
    for name, rows in (
        (
            "会计",
            [
                ["大连示例名录甲会计师事务所", date(2001, 6, 1), "审计、验资", "大连", "辽宁省大连市中山区示例路1号"],
                ["大连示例名录乙会计师事务所", None, "审计", "大连", "辽宁省大连市西岗区示例路2号"],
                ["沈阳示例名录会计师事务所", date(2000, 1, 4), "审计", "沈阳", "沈阳市和平区示例路3号"],
            ],
        ),
        ("税务", [["大连示例名录税务师事务所", date(2002, 7, 1), "税务代理", "大连", "大连市沙河口区示例路4号"]]),
    ):
        sheet = book.add_sheet(name)
        sheet.write_merge(0, 0, 0, 8, f"{name}类中介机构名录")
        for at, word in enumerate(heads):
            sheet.write(1, at, word)
        for row, (firm, founded, scope, area, address) in enumerate(rows, 2):
            values = [row - 1, firm, "", founded, scope, "辽宁", area, address, "（略）"]
            for at, value in enumerate(values):
                if value is None:
                    sheet.row(row).set_cell_error(at, 0x0F)
                else:
                    sheet.write(row, at, value, day if at == 3 else xlwt.Style.default_style)
        sheet.write(len(rows) + 2, 1, f"{name}师事务所共{len(rows)}家")
    book.add_sheet("说明").write(0, 0, "本名录供内部参考。")
    book.save(str(folder / "02中介机构名录.xls"))


def schools(folder: Path) -> None:
    """An OpenDocument sheet: months as they are shown, a row repeated, a sheet that is hidden."""
    heads = ["社会组织名称", "登记机关", "类型", "成立日期", "状态", "地址"]
    rows = [
        [f"大连示例民办{mark}学校", CIVIL, "民办非企业单位", when, "正常", "大连市甘井子区示例路5号"]
        for mark, when in (("甲", ("2004-09-01", "2004年9月")), ("乙", ("2005-09-01", "2005-09-01")))
    ]
    table = "".join(ods_row(row) for row in (["大连市民办学校一览表"], heads, *rows))
    old = "".join(ods_row(row) for row in (heads, rows[0]))
    write_ods(folder / "03民办学校.ods", {"学校": table, "旧": old}, hidden="旧")


def enterprises(folder: Path) -> None:
    """GB18030: blanks in many words, amounts, a row with a comma too much, plain companies, another city."""
    lines = [
        "企业名称,统一社会信用代码,注册日期,企业类型,法人代表,注册资金,经营范围,所在省份,地区,注册地址",
        "大连示例甲镕会计师事务所,N/A,2001-01-01,有限责任公司,（略）,50(万元人民币),审计；验资,辽宁,大连,大连市中山区示例路6号",
        "大连示例乙律师事务所,-,1999-05-04,合伙,（略）,66(),法律服务,辽宁,大连,大连市西岗区示例路7号",
        '大连示例机床有限公司,,2001-01-01,有限责任公司,（略）,"1,000(万元人民币)",机床,辽宁,大连,大连市中山区示例路8号',
        "大连示例丙税务师事务所,,2001-01-01,有限责任公司,（略）,50,万元,税务代理,辽宁,大连,大连市中山区示例路9号",
        "沈阳示例会计师事务所,,2001-01-01,有限责任公司,（略）,50,审计,辽宁,沈阳,沈阳市和平区示例路10号",
        "大连示例丁评估事务所,9.12102E+17,2001-01-01,有限责任公司,（略）,50,资产评估,辽宁,大连,大连市中山区示例路11号",
    ]
    (folder / "04企业登记.csv").write_bytes(("\r\n".join(lines) + "\r\n").encode("gb18030"))


def exported(folder: Path) -> None:
    """UTF-8 with BOM, semicolons, and the marks that a spreadsheet leaves."""
    lines = [
        "社会组织名称;登记管理机关;社会组织类型;成立登记日期;登记证号;住所",
        f'="大连示例导出甲协会";{CIVIL};社会团体;20060501.0;="0012";大连市中山区示例路12号',
        f"'大连示例导出乙协会;{CIVIL};社会团体;2006-05;'0013;大连市中山区示例路13号",
        f"大连示例导出丙协会;{CIVIL};社会团体;=A2+1;0014;大连市中山区示例路14号",
    ]
    (folder / "05系统导出.csv").write_bytes(("\n".join(lines) + "\n").encode("utf-8-sig"))


def unicode_text(folder: Path) -> None:
    """What a spreadsheet saves as Unicode text: UTF-16, tabs; the headings come again on the second page."""
    head = "序号\t社会组织名称\t登记管理机关\t社会组织类型\t成立登记日期\t联系电话"
    lines = [
        "全市基金会名单",
        head,
        f"1\t大连示例甲基金会\t{CIVIL}\t基金会\t2005年6月\t（略）",
        "第1页 共2页",
        head,
        f"2\t大连示例乙基金会\t{CIVIL}\t基金会\t二〇〇六年五月\t（略）",
        "\t合计\t2",
    ]
    (folder / "06基金会.txt").write_bytes(("\r\n".join(lines) + "\r\n").encode("utf-16"))


def pipes(folder: Path) -> None:
    """Pipes, groups with their numbers, a total that does not agree."""
    lines = [
        "企业名称|注册日期|经营范围|注册地址",
        "一、会计师事务所（2家）",
        "大连示例竖线甲会计师事务所|2001-02-03|审计|大连市中山区示例路15号",
        "大连示例竖线乙会计师事务所|2001-02-03|审计|大连市中山区示例路16号",
        "会计师事务所小计2家",
        "二、税务师事务所（1家）",
        "大连示例竖线税务师事务所|2001-02-03|税务代理|大连市中山区示例路17号",
        "中山区税务师事务所合计",
        "全市共12家",
    ]
    (folder / "07分行业名单.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def full_width(folder: Path) -> None:
    """Full-width commas, full-width digits, an ideographic space, a heading that is nearly known."""
    lines = [
        "社会组织名称，登记管理机关，社会组织类型，成立登记曰期，住所，负责人",
        f"大连示例全角甲协会，{CIVIL}，社会团体，２００６年５月，大连市中山区示例路１８号，（略）",
        f"大连示例　全角乙协会，{CIVIL}，社会团体，2006-06-01，大连市中山区示例路19号，（略）",
    ]
    (folder / "08全角逗号.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def listed(folder: Path) -> None:
    """A list of objects: a value that is an object, a list of values, numbers as they are written."""
    name, day, scope = "企业名称", "注册日期", "经营范围"
    rows: list[dict[str, Any]] = [
        {
            name: "大连示例接口甲会计师事务所",
            day: 20010203,
            scope: ["审计", "验资"],
            "注册地址": "大连市中山区示例路20号",
        },
        {name: "大连示例接口乙会计师事务所", day: None, scope: {"主营": "审计"}},
        {name: "大连示例接口丙会计师事务所", day: "2001/2/3", scope: "审计", "法人代表": "（略）"},
    ]
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    (folder / "09接口.json").write_text(text + "\n", encoding="utf-8")


def lines_packed(folder: Path) -> None:
    """JSON Lines, packed: two equal records, and two that differ under one key."""
    same = {"登记管理机关": CIVIL, "社会组织类型": "社会团体", "所在区划": "中山区"}
    founded = (("甲", "2001"), ("甲", "2001"), ("乙", "2002"), ("乙", "2003"), ("丙", "2091-01-01"))
    rows = [{"社会组织名称": f"大连示例增量{name}协会", "成立登记日期": when, **same} for name, when in founded]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "10增量.jsonl.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def counts(folder: Path) -> None:
    """Headcounts: 党员 over 正式 and 预备, a month typed into a spreadsheet, counts in words, an error, a formula."""
    with workbook(folder / "11党员人数.xlsx") as book:
        sheet = book.add_worksheet("人数")
        month = book.add_format({"num_format": MONTH})
        sheet.merge_range(0, 0, 0, 6, "行业协会党员人数统计表")
        sheet.write_row(1, 0, ["序号", "单位名称", "统计时间", "从业人员数", "党员", None, None])
        sheet.write_row(2, 4, ["正式", "预备", "未转组织关系"])
        for row, (name, employees, full) in enumerate(
            (("大连市律师协会", "约20", 4), ("大连市职业培训协会", "6600多", 2), ("大连示例无此协会", 5, 1)), 3
        ):
            sheet.write_row(row, 0, [row - 2, name, None, employees, full, 0, "—"])
            sheet.write_datetime(row, 2, date(2008, 3, 1), month)
        sheet.write_row(6, 0, [4, "大连市国际货运代理协会", None, None])
        sheet.write_formula(6, 4, "=1/0", None, "#DIV/0!")
        sheet.write_datetime(6, 2, date(2008, 3, 1), month)
        sheet.write(7, 1, "合计")
        sheet.write_formula(7, 4, "=SUM(E4:E7)", None, 7)


def from_1904(folder: Path) -> None:
    """Days counted from 1904, as a number and as a day; a sheet that is hidden; a cell over two lines."""
    with workbook(folder / "12旧机台账.xlsx", date_1904=True) as book:
        day = book.add_format({"num_format": DAY})
        for name in ("台账", "草稿"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["社会组织名称", "登记管理机关", "社会组织类型", "成立登记日期"])
            sheet.write_row(1, 0, ["大连示例旧机\n甲协会", CIVIL, "社会团体"])
            sheet.write_number(1, 3, 37387, day)
            sheet.write_row(2, 0, ["大连示例旧机乙协会", CIVIL, "社会团体"])
            sheet.write_number(2, 3, 37387)
        sheet.hide()


def instructors(folder: Path) -> None:
    """Who was sent where: one day merged over all rows, names that stay out, a blank and a doubtful count, a slip."""
    with workbook(folder / "13党建工作指导员.xlsx") as book:
        sheet = book.add_worksheet("指导员")
        sheet.merge_range(0, 0, 0, 6, "大连市新社会组织党建工作指导员选派情况一览表")
        sheet.write(1, 0, "填报单位：大连市委组织部")
        for at, word in ((0, "序号"), (1, "单位名称"), (2, "统计时间"), (6, "备注")):
            sheet.merge_range(2, at, 3, at, word)
        sheet.merge_range(2, 3, 2, 5, "选派情况")
        sheet.write_row(3, 3, ["指导员姓名", "党建指导员人数", "联系电话"])
        told = (
            ("大连市律师协会", "（略）、（略）", "2人"),
            ("大连市职业培训协会", "（略）", "约3"),
            ("大连市国际货运代理协会", "", 0),
            ("大连市注册税务师协会", "（略）", None),
            ("大连示例无此协会", "（略）", 1),
        )
        for row, (name, names, count) in enumerate(told, 4):
            sheet.write_row(row, 0, [row - 3, name, None, names, count, "（略）"])
        sheet.merge_range(4, 2, 8, 2, "2008年3月")
        sheet.write_row(9, 1, ["合计：5家", None, None, 6])
        sheet.write(10, 0, "注：指导员任期一年，由市直机关选派。")


def closures(folder: Path) -> None:
    """A notice of who has ended: dates in two columns, ways in usual words, four slips."""
    lines = [
        "注销、撤销公告（2008年第1号）,,,,,",
        "截止日期：2008年3月31日,,,,,",
        "序号,被注销单位,注销登记日期,撤销日期,注销类型,联系人",
        "1,大连市职业培训协会,2008年3月,,,（略）",
        "2,大连市国际货运代理协会,,2008.3.10,撤销登记,（略）",
        "3,大连市律师协会,2009-03-01,,注销,（略）",
        "4,大连市注册税务师协会,,,注销,（略）",
        "5,大连市房地产中介协会,,20080311,不办了,（略）",
        "6,大连示例已不存在协会,2008-03-05,,注销,（略）",
        "以上共6家,,,,,",
    ]
    (folder / "14注销公告.csv").write_bytes(("\r\n".join(lines) + "\r\n").encode("gb18030"))


def renamings(folder: Path) -> None:
    """A list of renamings on two levels: one told twice, one under its new name already, one without its day."""
    lines = [
        "单位名称变更情况表\t\t\t\t",
        "序号\t名称\t\t变更登记日期\t文件号",
        "\t变更前\t变更后\t\t",
        "1\t大连市律师协会\t大连示例律师行业协会\t2008年2月\t示民〔2008〕5号",
        "1\t大连市律师协会\t大连示例律师行业协会\t2008年2月\t示民〔2008〕5号",
        "2\t大连示例旧名协会\t大连市注册税务师协会\t2008-01-15\t示民〔2008〕2号",
        "3\t大连市职业培训协会\t大连示例职业培训行业协会\t待定\t",
        "注：曾用名自变更之日起停止使用。\t\t\t\t",
    ]
    (folder / "15更名.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


# -- how they are written -------------------------------------------------------------------------------------------


def workbook(path: Path, **options: Any) -> Any:
    book = xlsxwriter.Workbook(path, options)
    book.set_properties({"created": MADE})
    return book


Shown = tuple[str, str]  # a date and what its cell shows


def ods_row(cells: Sequence[str | Shown]) -> str:
    written = ""
    for cell in cells:
        said, shown = ('office:value-type="string"', cell) if isinstance(cell, str) else (_dated(cell[0]), cell[1])
        written += f"<table:table-cell {said}><text:p>{escape(shown)}</text:p></table:table-cell>"
    return f"<table:table-row>{written}</table:table-row>"


def _dated(day: str) -> str:
    return f'office:value-type="date" office:date-value="{day}"'


def write_ods(path: Path, tables: dict[str, str], *, hidden: str) -> None:
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    styles = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    body = "".join(
        f'<table:table table:name="{name}" table:style-name="{"h" if name == hidden else "v"}">{rows}</table:table>'
        for name, rows in tables.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    write_zip(path, [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)])


def write_zip(path: Path, parts: Iterable[tuple[str, str]]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts:
            package.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), text)
    path.write_bytes(stream.getvalue())


FILES = (
    *(register, directory, schools, enterprises, exported, unicode_text),
    *(pipes, full_width, listed, lines_packed, counts, from_1904),
    *(instructors, closures, renamings),
)


def write(folder: Path) -> None:
    """Writes all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in FILES:
        one(folder)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "as-they-arrive")
