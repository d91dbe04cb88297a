"""What was refused and why: the closed list of codes with their texts, and what must never be kept.

A refused row is a value, not an exception: `Reject` names the place, the column, the value, the code, a message and a
remedy in Chinese and English, and carries the row's cells so that it can be corrected and loaded again. Nothing in a
`Reject` names a natural person: columns that do are dropped, identity numbers and mobile phones are masked, and in a
row whose cells stand in the wrong columns everything that may be a person's name is masked too.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final


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
        "同一主键出现多行且内容不同，均未采用；另见第{others}行",
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
    # one cell
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
    "reversed_period": ("终止日期早于起始日期", "the end lies before the start"),
    "personal_data_masked": (
        "单元格中的身份证号或手机号已隐去",
        "an identity or mobile number in a cell was masked",
    ),
    "unknown_authority_code": (
        "登记机关代码不在登记机关表中",
        "the registering authority's code is not in the table of authorities",
    ),
    "ambiguous_trade": ("行业不能唯一确定", "the trade cannot be told from the name and scope"),
    "unknown_district": ("地址中没有可识别的区划", "no known region is named in the address"),
}


def explain(code: str, **details: object) -> Texts:
    """The texts of a code of `CODES`, filled with `details`; every detail is masked. KeyError for an unknown code."""
    texts = CODES[code]
    filled = {name: _mask_value(code, str(value)) for name, value in details.items()}
    return Texts(
        texts.message_zh.format_map(filled),
        texts.message_en.format_map(filled),
        texts.remedy_zh.format_map(filled),
        texts.remedy_en.format_map(filled),
    )


@dataclass(frozen=True)
class Place:
    """Where a row stands: base name of the file, sheet (None in a text file), line as an editor counts, from 1."""

    file: str
    sheet: str | None
    row: int


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
        at = f"{place.file}" + (f" [{place.sheet}]" if place.sheet else "") + (f":{place.row}" if place.row else "")
        super().__init__(f"{at}: {en}; {remedy_en}")
        self.place = place
        self.code = code
        self.message_zh = zh
        self.message_en = en
        self.remedy_zh = remedy_zh
        self.remedy_en = remedy_en


# -- what names a person ------------------------------------------------------------------------------------------

# fmt: off
PERSONAL_COLUMNS: Final = frozenset(
    {
        "法定代表人", "法人代表", "法人", "法人姓名", "负责人", "联系人", "联系方式", "联系电话",
        "电话", "手机", "手机号", "手机号码", "移动电话", "办公电话", "传真", "邮箱", "电子邮箱",
        "电子邮件", "身份证", "身份证号", "身份证号码", "证件号码", "姓名", "书记", "副书记",
        "书记姓名", "党组织书记", "支部书记", "会长", "副会长", "理事长", "秘书长", "院长", "校长",
        "园长", "主任", "所长", "总经理", "经理", "董事长", "董事", "监事", "高管", "股东",
        "股东信息", "出资人", "合伙人", "发起人", "投资人", "举办者", "经办人", "填表人", "填报人",
        "制表人", "审核人", "指导员姓名", "党建工作指导员姓名", "党员姓名", "党员名单", "性别",
        "民族", "出生日期", "出生年月", "籍贯", "学历", "家庭住址", "入党时间",
    }
)
# fmt: on
_PERSONAL_PARTS: Final = (
    "法定代表人",
    "法人代表",
    "负责人",
    "联系人",
    "电话",
    "手机",
    "身份证",
    "姓名",
    "邮箱",
    "书记",
    "经办人",
    "填表人",
)


def is_personal_column(header: str) -> bool:
    """Does a column of this heading hold persons? Such a column is dropped before a row is looked at."""
    key = re.sub(r"\s+|[*:()]", "", unicodedata.normalize("NFKC", header))
    return key in PERSONAL_COLUMNS or any(part in key for part in _PERSONAL_PARTS)


_IDENTITY: Final = re.compile(r"(?<!\d)(\d{6})([ -]?)(\d{8})([ -]?)(\d{3}[\dXxＸｘ])(?!\d)")
_IDENTITY_NAMED: Final = re.compile(r"(身份证(?:件|号码|号)?[^\dA-Za-z]{0,4})(\d{14,17}[\dXxＸｘ])(?!\d)")
_MOBILE: Final = re.compile(r"(?<!\d)(?:(?:[+＋]|00)?86[ -]?)?[1１][3-9３-９]\d([ -]?)\d{4}\1\d{4}(?!\d)")
IDENTITY_MASK: Final = "〔已隐去身份证号〕"
MOBILE_MASK: Final = "〔已隐去手机号〕"
NAME_MASK: Final = "〔已隐去〕"
# fmt: off
_PROVINCE_DIGITS: Final = frozenset(
    {
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
        "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
        "65", "71", "81", "82", "83", "91",
    }
)
# fmt: on


def mask(text: str) -> str:
    """The text without identity numbers (GB 11643) and mobile phone numbers; idempotent; all else unchanged.

    18 digits are taken for an identity number when they begin with a province and hold a possible day of birth, even
    if the check digit fails (a typing slip is still somebody's number), unless they are a sound credit code instead.
    """
    text = _IDENTITY_NAMED.sub(lambda m: m.group(1) + IDENTITY_MASK, text)
    text = _IDENTITY.sub(_mask_identity, text)
    return _MOBILE.sub(MOBILE_MASK, text)


def _mask_identity(match: re.Match[str]) -> str:
    number = unicodedata.normalize("NFKC", match.group(1) + match.group(3) + match.group(5)).upper()
    if not _may_be_identity(number):
        return match.group()
    joined = not (match.group(2) or match.group(4))
    if joined and not _identity_check_holds(number) and _credit_check_holds(number):
        return match.group()
    return IDENTITY_MASK


def _may_be_identity(number: str) -> bool:
    if number[:2] not in _PROVINCE_DIGITS or not 1880 <= int(number[6:10]) <= 2099:
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return True


def _identity_check_holds(number: str) -> bool:
    total = sum(int(digit) * (2 ** (17 - i) % 11) for i, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def _credit_check_holds(number: str) -> bool:
    # Only digits can meet here, so the character set of GB 32100 needs no table: a digit is its own value.
    total = sum(int(digit) * pow(3, i, 31) for i, digit in enumerate(number[:17]))
    return str((31 - total % 31) % 31) == number[17]


_PLACE_ENDS: Final = ("省", "市", "区", "县", "旗", "州", "镇", "乡", "街道", "盟")
_UNIT_ENDS: Final = (
    "公司",
    "事务所",
    "协会",
    "学会",
    "商会",
    "中心",
    "学校",
    "局",
    "委员会",
    "厂",
    "院",
    "基金会",
    "支部",
)
_HAN_NAME: Final = re.compile(r"[\u3400-\u9fff\ue000-\uf8ff]{2,6}|[\u3400-\u9fff]+(?:[·•・.][\u3400-\u9fffA-Z]+)+")
_LATIN_NAME: Final = re.compile(r"[A-Za-zÀ-ÿ]+(?:[ .,·'-]+[A-Za-zÀ-ÿ]+)+\.?")


def _may_be_person(text: str) -> bool:
    """Could a whole cell be a person's name? Errs towards yes; used only where cells stand in wrong columns."""
    bare = re.sub(r"[\s\u200b-\u200f\ufeff]+", " ", text).strip()
    if _LATIN_NAME.fullmatch(bare):
        return True
    bare = bare.replace(" ", "")
    if not _HAN_NAME.fullmatch(bare):
        return False
    return not (is_province(bare) or bare.endswith(_PLACE_ENDS) or bare.endswith(_UNIT_ENDS))


# A word where a date, a number or a code belongs may be a name that slipped in from the column beside it.
_WORDLESS: Final = frozenset(code for code in CODES if code.startswith(("credit_code_", "organization_code_"))) | {
    "bad_date",
    "impossible_date",
    "future_date",
    "bad_count",
    "bad_yes_no",
}


def _mask_value(code: str, value: str) -> str:
    return NAME_MASK if code in _WORDLESS and _may_be_person(value) else mask(value)


def keep_cells(cells: Mapping[str, str], *, shifted: bool = False) -> dict[str, str]:
    """The cells that may be kept: personal columns dropped, numbers masked.

    `shifted`, or a province column that holds no province: possible names are masked too, whatever else was wrong.
    """
    shifted = shifted or any(
        header in PROVINCE_COLUMNS and not is_province(text) and not _SAYS_NOTHING.fullmatch(text.strip())
        for header, text in cells.items()
    )
    kept = {}
    for header, text in cells.items():
        if is_personal_column(header):
            continue
        kept[header] = mask(_hide_names(text) if shifted else text)
    return kept


_RUN_TOGETHER: Final = re.compile(r"([,;\t\r\n\"]+)")


def _hide_names(text: str) -> str:
    """The text without what may be a name. A stray quote runs cells together, so each part is looked at."""
    return "".join(NAME_MASK if _may_be_person(part) else part for part in _RUN_TOGETHER.split(text))


# fmt: off
_PROVINCES: Final = frozenset(
    {
        "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江",
        "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆",
        "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "台湾", "香港",
        "澳门",
    }
)
# fmt: on
PROVINCE_COLUMNS: Final = ("所在省份", "所在省", "省份")
_SAYS_NOTHING: Final = re.compile(r"[\W_]*|n/?a|null|无|未知", re.IGNORECASE)
_PROVINCE_TAIL: Final = re.compile(r"(?:壮族|回族|维吾尔)?(?:省|市|自治区|特别行政区)$")


def is_province(text: str) -> bool:
    """Is this the name of a province, with or without 省, 市, 自治区?"""
    return _PROVINCE_TAIL.sub("", re.sub(r"\s+", "", text)) in _PROVINCES
