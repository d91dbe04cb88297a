"""Natural persons are nobody's business here: what may name one is dropped, masked, never kept (docs/domain.md).

Columns that hold persons are dropped before a row is looked at; identity numbers, mobile phones, and a name or phone
behind its label (联系人：…) are masked wherever they stand; in a row whose cells stand in the wrong columns everything
that may be a person's name is masked too.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from loaders.cells.person_names import is_likely_name, is_province, may_be_person
from loaders.cells.placed_names import MAY_STAND, is_number_column, mask_in_number, mask_placed, mask_title

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
        "民族", "出生日期", "出生年月", "籍贯", "学历", "家庭住址", "入党时间", "法定代表",
        "单位领导", "联络员", "经营者", "业主", "填表", "制表", "微信", "微信号", "QQ", "QQ号", "EMAIL", "E-MAIL",
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
    "代表人",
    "联络人",
)
# An office, and which of its kind: 执行合伙人, 名誉会长, 常务副理事长.
_OFFICE: Final = re.compile(
    ".{0,6}(?:合伙人|会长|理事长|秘书长|院长|校长|园长|所长|馆长|站长|经理|董事长?|监事长?|股东|出资人|发起人|投资人|举办者"
    "|主任(?:律师|会计师|评估师)?|首席代表|联络员)"
)
_SIGNED: Final = re.compile("(?:签字|签名|盖章|签章|签|名字|名单)$")


@lru_cache(4_096)
def is_personal_column(header: str) -> bool:
    """Does a column of this heading hold persons? Such a column is dropped before a row is looked at."""
    text = unicodedata.normalize("NFKC", header)
    keys = (re.sub(r"\s+|[*:()]", "", text), re.sub(r"\s+|[*:]|\([^()]*\)", "", text))
    return any(_is_personal(_SIGNED.sub("", key)) or _is_personal(key) for key in keys)


def _is_personal(key: str) -> bool:
    named = key.upper() in PERSONAL_COLUMNS or any(part in key for part in _PERSONAL_PARTS)
    return named or _OFFICE.fullmatch(key) is not None


_BETWEEN: Final = r"[ \u00a0\u3000.\-－–—]"  # what may stand between the digits of one number
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
_IDENTITY: Final = re.compile(rf"(?<!\d)\d(?:{_BETWEEN}?\d){{16}}{_BETWEEN}?[\dXxＸｘ](?!\d)")
# Of fifteen digits, as they were given until 1999; a registration number has as many, and its label before it.
_OLD_IDENTITY: Final = re.compile(rf"(?<!\d)(\d{{6}}){_BETWEEN}?(\d{{6}}){_BETWEEN}?(\d{{3}})(?!\d)")
_NUMBER_LABEL: Final = re.compile(r"(?:注册|登记|执照|许可|批准|批文|备案|资质|证书)[^\d]{0,6}$")
_IDENTITY_NAMED: Final = re.compile(r"(身份证(?:件|号码|号)?[^\dA-Za-z]{0,4})(\d{14,17}[\dXxＸｘ])(?!\d)")
_MOBILE: Final = re.compile(
    rf"(?<!\d)(?:(?:[+＋]|00)?86{_BETWEEN}?)?[1１][3-9３-９]\d({_BETWEEN}?)\d{{4}}\1\d{{4}}(?!\d)"
)
# With its area code, which no other number begins with: 0411-83670000, (024)23456789. No line begins with 0, 1 or 9.
_LANDLINE: Final = re.compile(
    rf"(?<![\dA-Za-z])[(（]?[0０](?:10|2\d|[3-9３-９]\d{{2}})[)）]?{_BETWEEN}?[2-8２-８]\d{{6,7}}(?!\d)"
)
_MAIL: Final = re.compile(r"[A-Za-z0-9._%+-]+[@＠][A-Za-z0-9-]+(?:[.．][A-Za-z0-9-]+)+")
MAIL_MASK: Final = "〔已隐去邮箱〕"
IDENTITY_MASK: Final = "〔已隐去身份证号〕"
MOBILE_MASK: Final = "〔已隐去手机号〕"
PHONE_MASK: Final = "〔已隐去电话〕"
NAME_MASK: Final = "〔已隐去〕"
_MASKED: Final = re.compile("〔已隐去[^〕]*〕")
# fmt: off
_PROVINCE_DIGITS: Final = frozenset(
    {
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
        "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
        "65", "71", "81", "82", "83", "91",
    }
)
# fmt: on


# Whom a label names: 联系人：王小明、李小红 · 校长（王小明） · 负责人:阿不都·热合曼电话… No rule says how it is
# written, so what stands there is taken for a name unless it is a word for an office; longer words are none.
TITLES: Final = (
    "法定代表人|法人代表|代表人|负责人|联系人|联络人|经办人|经营者|举办者|创办人|填表人|填报人|审核人|校长|园长|院长|所长|馆长|站长|会长|"
    "理事长|秘书长|董事长|经理|主任|书记|主席|姓名"
)
_HAN: Final = r"[\u3400-\u9fff\ue000-\uf8ff\U00020000-\U0003ffff]"
_NAME: Final = (
    rf"(?:{_HAN}{{1,8}}(?:[·•・‧]{_HAN}{{1,8}})+|{_HAN}{{2,4}}|{_HAN}[ \u3000]{_HAN}"
    r"|[A-Za-zÀ-ÿ]+(?:[ .·'-]+[A-Za-zÀ-ÿ]+)+)"
)
# A name ends where no letter follows, or at the word that leads on: 王小明电话…, 王小明先生.
_NAME_END: Final = rf"(?=电话|手机|传真|联系|邮箱|身份证|先生|女士|同志|老师|(?!{_HAN}|[A-Za-zÀ-ÿ]))"
_COLON: Final = "[:：﹕∶︰]"
_BEHIND_COLON: Final = f"{TITLES}|法人|指导员|教师|老师"  # 法人（…） and 教师（…） say of which form or grade
_CONTACTS: Final = "联系人|联络人|经办人"  # after these a name may follow without any sign: 联系人王小明
# Behind these only what begins with a surname: 法定代表人为张三丰, not 所长为民服务; 负责人王建国, not 负责人党支部.
_IS: Final = "为|是|系"
_PEOPLE: Final = "法定代表人|法人代表|代表人|负责人"
_NAMED: Final = re.compile(
    rf"((?:{_BEHIND_COLON})(?:姓名)?\s*{_COLON}\s*)({_NAME}{_NAME_END}(?:\s*[、/]\s*{_NAME}{_NAME_END})*)"
    rf"|((?:{TITLES})\s*[(（]\s*)({_NAME})(?=\s*[)）])"
    rf"|((?:{_CONTACTS})\s*)({_NAME}{_NAME_END})"
    rf"|((?:(?:{TITLES})\s*(?:{_IS})|{_PEOPLE})\s*)(?P<said>{_NAME}{_NAME_END})"
)
_NOBODY: Final = re.compile(
    f"(?:{TITLES}|法人|同上|不详|未定|待定|暂无|暂缺|空缺|签字|签名|盖章|签章|兼职|自然人|"
    "医师|护师|药师|技师|厂长|店长|大连|中国|集团|国际|控股|(?:普通|有限)合伙|"
    ".*(?:党委|党组|工委|支部|总支|办公室|委员会|局|处|部|室|组|中心|公司|协会|学会|商会|学校|单位|"
    "身份证|电话|资格|职务|职责|信息|制度|方式|服务|登记|名单))"
)
_PHONE_NAMED: Final = re.compile(
    rf"((?:电话|手机|传真|联系方式|微信|QQ|TEL|FAX)(?:号码|号)?[.\s]*{_COLON}?\s*)([(（+＋]?\d[\d ()（）—–-]{{5,}}\d)",
    re.IGNORECASE,
)
# What every one of the patterns needs: most texts are done after this one look.
_MAY_HOLD: Final = re.compile(
    rf"\d(?:{_BETWEEN}?\d){{9}}|〔已隐去|[人表者长理任记席名员师]\s*(?:{_COLON}|[(（]|{_IS})"
    rf"|电话|手机|传真|联系方式|微信|[Qq]{{2}}|[Tt][Ee][Ll]|[Ff][Aa][Xx]|[@＠]|[0０]\d{{2,3}}[)）]|{_CONTACTS}|{_PEOPLE}"
    rf"|{MAY_STAND}"
)


def mask_heading(heading: str) -> str:
    """A heading that no source declares, as it may be said: what stands there may be a name as well."""
    return NAME_MASK if is_likely_name(heading) else mask_title(mask(heading), NAME_MASK)


def holds_mask(text: str) -> bool:
    """Was something masked in the text?"""
    return _MASKED.search(text) is not None


def holds_person(text: str) -> bool:
    """Does the text hold something that `mask` takes out?"""
    return mask(text) != text


def may_hold_person(texts: Iterable[str]) -> bool:
    """Could one of the texts hold something that `mask` takes out? One look at all of them, where most rows end."""
    return _MAY_HOLD.search("\x1f".join(texts)) is not None


def mask(text: str) -> str:
    """The text without identity numbers (GB 11643), phones, mail addresses and labelled names; the rest unchanged.

    Idempotent. Mobile numbers, phones with their area code and mail addresses go wherever they stand, other phones
    behind their label (电话：). A name is what stands behind the label of a person (联系人：, 校长（…）) and is short;
    a word for an office (负责人：党支部) is none; and a likely name beside what was masked, or before 收, 家, 先生 and
    their like (`placed_names`). Characters that nobody sees hide none of them.

    18 digits are taken for an identity number when they begin with a province and hold a possible day of birth, even
    if the check digit fails (a typing slip is still somebody's number), unless they are a sound credit code instead.
    """
    seen = _UNSEEN.sub("", text)
    if seen != text and _masked(seen) != seen:
        return _masked(seen)
    return _masked(text)


def _masked(text: str) -> str:
    # what one number hid of the next (two of them without a space between) is seen when the first is gone
    while (masked := _mask_once(text)) != text:
        text = masked
    return text


def _mask_once(text: str) -> str:
    if _MAY_HOLD.search(text) is None:
        return text
    text = _IDENTITY_NAMED.sub(lambda m: m.group(1) + IDENTITY_MASK, text)
    text = _IDENTITY.sub(_mask_identity, text)
    text = _OLD_IDENTITY.sub(_mask_old_identity, text)
    text = _MOBILE.sub(MOBILE_MASK, text)
    text = _LANDLINE.sub(PHONE_MASK, text)
    text = _MAIL.sub(MAIL_MASK, text)
    text = _PHONE_NAMED.sub(lambda m: m.group(1) + PHONE_MASK, text)
    return mask_placed(_NAMED.sub(_mask_named, text), NAME_MASK)


def mask_number(text: str) -> str:
    """A number, a code or the like without what `mask` takes out and without the names in it (李大壮7007号)."""
    return mask(mask_in_number(mask(text), NAME_MASK))  # a name that is gone may show another beside it


def is_nobody(name: str) -> bool:
    """Is what stands where a name may stand the word for an office, a place or nothing at all?"""
    return _NOBODY.fullmatch(name) is not None


def _mask_named(match: re.Match[str]) -> str:
    label, name = (group for group in match.groups() if group is not None)
    nobody = _NOBODY.fullmatch(name) or is_province(name) or (match["said"] and not is_likely_name(name))
    return match.group() if nobody else label + NAME_MASK


def _mask_identity(match: re.Match[str]) -> str:
    number = re.sub(_BETWEEN, "", unicodedata.normalize("NFKC", match.group())).upper()
    if not _may_be_identity(number):
        return match.group()
    joined = len(match.group()) == len(number)
    if joined and not _identity_check_holds(number) and _credit_check_holds(number):
        return match.group()
    return IDENTITY_MASK


def _mask_old_identity(match: re.Match[str]) -> str:
    region, born, order = (unicodedata.normalize("NFKC", part) for part in match.groups())
    if born < "10" or _NUMBER_LABEL.search(match.string, 0, match.start()):  # born 1910 or later
        return match.group()
    return IDENTITY_MASK if _may_be_identity(f"{region}19{born}{order}") else match.group()


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


PROVINCE_COLUMNS: Final = ("所在省份", "所在省", "省份")
_SAYS_NOTHING: Final = re.compile(r"[\W_]*|n/?a|null|无|未知", re.IGNORECASE)


def keep_cells(cells: Mapping[str, str], *, shifted: bool = False) -> dict[str, str]:
    """The cells that may be kept: personal columns dropped, numbers and cells that look like a name masked.

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
        taken_out = mask_number if is_number_column(header) else mask
        kept[header] = NAME_MASK if is_likely_name(text) else taken_out(_hide_names(text) if shifted else text)
    return kept


_RUN_TOGETHER: Final = re.compile(r"([,;\t\r\n\"]+)")


def _hide_names(text: str) -> str:
    """The text without what may be a name. A stray quote runs cells together, so each part is looked at."""
    return "".join(NAME_MASK if may_be_person(part) else part for part in _RUN_TOGETHER.split(text))
