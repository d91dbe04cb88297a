"""What was refused and why: the closed list of codes with their texts, and what must never be kept.

A refused row is a value, not an exception: `Reject` names the place, the column, the value, the code, a message and a
remedy in Chinese and English, and carries the row's cells so that it can be corrected and loaded again. Nothing in a
`Reject` names a natural person (`loaders.cells.persons`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cypher.errors import reason
from loaders.cells.person_names import is_likely_name, may_be_person
from loaders.cells.persons import NAME_MASK, keep_cells, mask, mask_heading, mask_number


@dataclass(frozen=True)
class Texts:
    """Message and remedy of one code; `{name}` are filled by `explain`."""

    message_zh: str
    message_en: str
    remedy_zh: str
    remedy_en: str


CODES: Final[Mapping[str, Texts]] = {
    # the row
    "row_shape": Texts(
        "本行有{found}格，表头有{expected}列",
        "the row has {found} cells, the header {expected} columns",
        "检查多余或缺少的逗号、引号，使各格与表头对齐后重新导入",
        "look for a missing or stray comma or quote, align the cells with the header and load the row again",
    ),
    "open_quote": Texts(
        "本行有未闭合的引号",
        "a quote that opens in this row is never closed",
        "补上或删去多余的引号后重新导入本行；其后各行已照常读取",
        "close or remove the quote and load the row again; the rows behind it were read as usual",
    ),
    "shifted_row": Texts(
        "本行各格与表头错位：“{column}”一列中不是应有的内容",
        "the cells are shifted against the header: column {column} does not hold what belongs there",
        "检查本行多余或缺少的逗号、引号，使各格与表头对齐后重新导入",
        "look for a stray comma or quote in this row, align the cells with the header and load the row again",
    ),
    "conflicting_rows": Texts(
        "同一主键出现多行且内容不同，均未采用；另见行 {others}",
        "several rows have this key and differ, so none was taken; see also row {others}",
        "核对后只保留正确的一行",
        "keep the one row that is right",
    ),
    "missing_value": Texts(
        "必填项为空",
        "a required value is blank",
        "补填该项后重新导入",
        "fill it in and load the row again",
    ),
    # a row that was handed back
    "not_corrected": Texts(
        "本行自退回后没有改动",
        "the row stands as it was handed back",
        "改正着色的单元格，或在“更正”一列填写正确的内容；不需要的行请从表中删去",
        "correct the coloured cell, or write what is right in the column of corrections; delete what is not wanted",
    ),
    "still_masked": Texts(
        "“{column}”中仍有已隐去的内容",
        "column {column} still holds something that was masked",
        "按原件填写该格中的单位信息，个人信息请删去后重新导入",
        "write what the original says of the organisation, leave out what names a person, and replay the workbook",
    ),
    "correction_without_cell": Texts(
        "本行不是因某一单元格退回的，“更正”一列的内容无处可用",
        "the row was not refused for one cell, so the column of corrections has no place to go",
        "直接改正本行各格，并清空“更正”一列",
        "correct the cells of the row itself and clear the column of corrections",
    ),
    "not_of_run": Texts(
        "编号“{value}”不是本批次退回的行",
        "'{value}' is no row that this run refused",
        "恢复“编号”一列原来的内容；新增的行请把编号留空",
        "restore the column of ids; leave it blank in a row that is new",
    ),
    # one cell
    "error_cell": Texts(
        "单元格的公式出错，显示为“{shown}”",
        "the cell's formula failed and shows '{shown}'",
        "改正公式，或填入应有的值",
        "mend the formula, or enter the value that belongs there",
    ),
    "uncalculated_formula": Texts(
        "单元格中的公式没有算出的值",
        "the cell holds a formula whose value was never calculated",
        "用表格软件打开并保存一次，或填入应有的值",
        "open the file in a spreadsheet and save it once, or enter the value that belongs there",
    ),
    "nested_value": Texts(
        "该项是一个对象，不是一个值",
        "there is an object where a value belongs",
        "写成文字或数字；多个值写成列表",
        "write a text or a number; several values as a list",
    ),
    "bad_date": Texts(
        "“{value}”不能识别为日期",
        "'{value}' cannot be read as a date",
        "写成2008-05-12、2008-05或2008",
        "write 2008-05-12, 2008-05 or 2008",
    ),
    "impossible_date": Texts(
        "“{value}”不是存在的日期",
        "'{value}' is a date that does not exist",
        "核对年、月、日",
        "check year, month and day",
    ),
    "future_date": Texts(
        "“{value}”晚于本表截止日期{as_of}",
        "'{value}' lies after the file's as-of {as_of}",
        "核对该日期，或以正确的截止日期重新导入",
        "check the date, or load the file with its right as-of",
    ),
    "date_after_today": Texts(
        "“{value}”晚于今天（{today}）",
        "'{value}' lies after today, {today}",
        "核对该日期",
        "check the date",
    ),
    "bad_count": Texts(
        "“{value}”不能识别为人数",
        "'{value}' cannot be read as a count",
        "写成12、6600多（多于）或约20（约数）；不详请留空",
        "write 12, 6600多 (more than) or 约20 (about); leave it blank where unknown",
    ),
    "bad_yes_no": Texts(
        "“{value}”既不是“是”也不是“否”",
        "'{value}' is neither 是 (yes) nor 否 (no)",
        "写“是”或“否”，不详请留空",
        "write 是 or 否; leave it blank where unknown",
    ),
    "unknown_value": Texts(
        "“{value}”不在可选值之列：{allowed}",
        "'{value}' is none of: {allowed}",
        "改为所列的值之一",
        "use one of the values listed",
    ),
    "bad_text": Texts(
        "内容含有无法辨认的字符",
        "the text holds characters that cannot be read",
        "核对文件的编码，按原件重新录入该格",
        "check the file's encoding and enter the cell again from the original",
    ),
    "not_a_name": Texts(
        "“{value}”不是名称",
        "'{value}' is no name",
        "填写登记的全称；编号、代码请填在各自的列中",
        "write the full registered name; a number or a code has its own column",
    ),
    "bad_code": Texts(
        "“{value}”不能作代码",
        "'{value}' cannot be a code",
        "代码只用字母、数字和 . _ : -",
        "a code is made of letters, digits and . _ : - alone",
    ),
    "person_in_name": Texts(
        "名称或编号中含有身份证号、电话或人名：“{value}”",
        "the name or number holds an identity number, a phone number or a person's name: '{value}'",
        "从中删去个人信息，只保留单位名称或编号后重新导入；本系统不保存自然人信息",
        "leave the organisation's name or number only and load the row again; nothing is kept of natural persons",
    ),
    # identifiers
    "credit_code_length": Texts(
        "统一社会信用代码应为18位，此处为{found}位",
        "a unified social credit code has 18 characters, this one has {found}",
        "按登记证书补全；9位组织机构代码、登记证号请填在各自的列中",
        "complete it from the certificate; a 9-character organisation code or a registration number has its own column",
    ),
    "credit_code_charset": Texts(
        "统一社会信用代码含有不允许的字符“{characters}”",
        "a unified social credit code cannot hold '{characters}'",
        "按登记证书改正；代码中不用I、O、S、V、Z",
        "correct it from the certificate; the code never holds I, O, S, V or Z",
    ),
    "credit_code_check": Texts(
        "统一社会信用代码的校验码（第18位）不符",
        "the check character (the 18th) of the credit code does not fit",
        "按登记证书逐位核对",
        "compare it with the certificate, character by character",
    ),
    "credit_code_scientific": Texts(
        "统一社会信用代码被表格软件改成了数字，末几位已丢失",
        "a spreadsheet turned the credit code into a number and its last digits are lost",
        "把该列设为“文本”后按登记证书重新录入",
        "format the column as text and enter the code again from the certificate",
    ),
    "organization_code_format": Texts(
        "组织机构代码应为8位数字或字母加1位校验码",
        "an organisation code is 8 digits or letters and a check character",
        "按代码证改正，例如00050092-4",
        "correct it from the certificate, for example 00050092-4",
    ),
    # references
    "unknown_reference": Texts(
        "找不到“{value}”",
        "'{value}' was not found",
        "先导入该单位，或改用其统一社会信用代码、编号或登记全称",
        "load that organisation first, or name it by its credit code, number or full registered name",
    ),
    "ambiguous_reference": Texts(
        "“{value}”对应多个对象：{candidates}",
        "'{value}' names several: {candidates}",
        "改用统一社会信用代码或编号",
        "name it by its credit code or number",
    ),
    "number_scientific": Texts(
        "编号被表格软件改成了科学记数法，原来的数字已丢失",
        "a spreadsheet turned the number into scientific notation, and its digits are lost",
        "在原始登记中查出完整编号，把该列设为文本后填写并重新导入",
        "look the number up in the registration, make the column text, type it in and load the row again",
    ),
    "number_of_another": Texts(
        "编号“{value}”属于名称不同的组织：{candidates}",
        "the number '{value}' is that of an organisation of another name: {candidates}",
        "编号有误的请改正；确已改名的，填写“曾用名”或统一社会信用代码后重新导入",
        "correct the number where it is wrong; where the organisation was renamed, give its former name (曾用名) or "
        "its credit code and load the row again",
    ),
    "unknown_region": Texts(
        "找不到行政区划“{value}”",
        "region '{value}' was not found",
        "改用区划代码，或先在区划表中增加该区划",
        "use the region's code, or add it to the table of regions first",
    ),
    "unknown_trade": Texts(
        "找不到行业“{value}”",
        "trade '{value}' was not found",
        "改用行业代码，或先在行业表中增加该行业",
        "use the trade's code, or add it to the table of trades first",
    ),
    "self_reference": Texts(
        "“{value}”不能以自身为上级或成员",
        "'{value}' cannot stand above or within itself",
        "核对该项",
        "check this value",
    ),
}

# Accepted, but said. Same order: Chinese, English.
WARNINGS: Final[Mapping[str, tuple[str, str]]] = {
    "credit_code_lower_case": (
        "统一社会信用代码含小写字母，已改为大写",
        "the credit code had lower-case letters; taken in upper case",
    ),
    "organization_code_check": (
        "组织机构代码的校验码不符",
        "the check character of the organisation code does not fit",
    ),
    "credit_code_prefix": (
        "统一社会信用代码前两位与组织类型不符",
        "the first two characters of the credit code do not fit the kind of organisation",
    ),
    "number_placeholder": (
        "此处不是编号，未用来识别组织",
        "this is no number, and nobody was identified by it",
    ),
    "number_shared": (
        "名称不同的多行用了同一编号，未用来识别组织",
        "rows of different names have this number, and nobody was identified by it",
    ),
    "count_unknown": ("“无”一类的词按未知计，不作0", "a word such as 无 is read as unknown, not as 0"),
    "reversed_period": ("终止日期早于起始日期", "the end lies before the start"),
    "personal_data_masked": (
        "单元格中的身份证号、电话或人名已隐去",
        "an identity number, a phone number or a person's name in a cell was masked",
    ),
    "unknown_authority_code": (
        "登记机关代码不在登记机关表中",
        "the registering authority's code is not in the table of authorities",
    ),
    "ambiguous_trade": ("行业不能唯一确定", "the trade cannot be told from the name and scope"),
    "former_name_unknown": (
        "没有组织曾用此原名称，按现名称认定",
        "nobody was known by this former name; the present name told who is meant",
    ),
    "unknown_district": ("地址中没有可识别的区划", "no known region is named in the address"),
}


# A word where a date, a number or a code belongs may be a name that slipped in from the column beside it.
_WORDLESS: Final = frozenset(code for code in CODES if code.startswith(("credit_code_", "organization_code_"))) | {
    "bad_date",
    "impossible_date",
    "future_date",
    "date_after_today",
    "bad_count",
    "bad_yes_no",
}


def _mask_value(code: str, value: str) -> str:
    if code not in _WORDLESS:
        return NAME_MASK if is_likely_name(value) else mask(value)
    return NAME_MASK if may_be_person(value) else mask_number(value)


def explain(code: str, **details: object) -> Texts:
    """The texts of a code of `CODES`, filled with `details`; every detail is masked. KeyError for an unknown code."""
    texts = CODES[code]
    filled = {name: _mask_value(code, str(value)) for name, value in details.items()}
    said = (texts.message_zh, texts.message_en, texts.remedy_zh, texts.remedy_en)
    return Texts(*(mask(text.format_map(filled)) for text in said))  # a quote may end what was no name before it


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: base name of the file, sheet (None in a text file), line as an editor counts, from 1."""

    file: str
    sheet: str | None
    row: int

    @property
    def order(self) -> tuple[str, str, int]:
        """What places are ordered and told apart by: file, sheet ("" in a text file), row."""
        return (self.file, self.sheet or "", self.row)


@dataclass(frozen=True)
class Reject:
    """One refused row. `column` is None where the row as a whole is refused; `value` and `cells` are masked."""

    place: Place
    column: str | None
    value: str
    code: str
    message_zh: str
    message_en: str
    remedy_zh: str
    remedy_en: str
    cells: Mapping[str, str] = field(default_factory=dict)


def reject(
    place: Place,
    code: str,
    cells: Mapping[str, str],
    *,
    column: str | None = None,
    texts: Texts | None = None,
    **details: object,
) -> Reject:
    """Refuse a row. `texts` are those of a CellError; else they are made from `code` and `details`.

    The value is the cell of `column`. Rows out of shape lose everything that may be a person's name.
    """
    kept = keep_cells(cells, shifted=code in ("row_shape", "open_quote", "shifted_row"))
    value = _mask_value(code, kept.get(column, "")) if column is not None else ""
    if column in kept:
        kept[column] = value
    if texts is None:
        texts = explain(code, **{"value": value, "column": column or "", **details})
    return Reject(
        place,
        column,
        value,
        code,
        texts.message_zh,
        texts.message_en,
        texts.remedy_zh,
        texts.remedy_en,
        kept,
    )


class FileUnreadable(Exception):
    """A file of which nothing can be loaded: what is wrong, where, and what to do, in both languages."""

    def __init__(self, place: Place, code: str, zh: str, en: str, remedy_zh: str, remedy_en: str) -> None:
        sheet = f" [{mask_heading(place.sheet)}]" if place.sheet else ""
        at = f"{place.file}{sheet}" + (f":{place.row}" if place.row else "")
        super().__init__(f"{at}: {en}; {remedy_en}")
        self.said = (f"{at}：{zh}；{remedy_zh}", str(self))
        self.place = place
        self.code = code
        self.message_zh = zh
        self.message_en = en
        self.remedy_zh = remedy_zh
        self.remedy_en = remedy_en


def cannot_open(path: Path, error: OSError) -> FileUnreadable:
    """What is said of a file or folder that the system does not open."""
    zh, en = reason(error)
    return FileUnreadable(
        Place(path.name, None, 0),
        "cannot_open",
        f"打不开（{zh}）",
        f"it cannot be opened ({en})",
        "核对名称和读取权限",
        "check its name and that it may be read",
    )
