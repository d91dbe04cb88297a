"""Could a text be a person's name? Two sieves: one that errs towards yes, one for cells where other words may stand."""

import re
from collections.abc import Callable
from typing import Final

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
_PROVINCE_TAIL: Final = re.compile(r"(?:壮族|回族|维吾尔)?(?:省|市|自治区|特别行政区)$")


def is_province(text: str) -> bool:
    """Is this the name of a province, with or without 省, 市, 自治区?"""
    return _PROVINCE_TAIL.sub("", re.sub(r"\s+", "", text)) in _PROVINCES


_UNSEEN: Final = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_PLACE_ENDS: Final = ("省", "市", "区", "县", "旗", "州", "镇", "乡", "街道", "盟")
# fmt: off
_UNIT_ENDS: Final = (
    "公司", "事务所", "协会", "学会", "商会", "中心", "学校", "局", "委员会", "厂", "院", "基金会", "支部",
)
# fmt: on
_MORE_ENDS: Final = ("所", "会", "社", "园", "校", "馆", "站", "部", "室", "处", "科", "党委", "党组", "路", "街", "村")
_HAN_NAME: Final = re.compile(r"[\u3400-\u9fff\ue000-\uf8ff]{2,6}|[\u3400-\u9fff]+(?:[·•・.][\u3400-\u9fffA-Z]+)+")
_LATIN_NAME: Final = re.compile(r"[A-Za-zÀ-ÿ]+(?:[ .,·'-]+[A-Za-zÀ-ÿ]+)+\.?")


_SEVERAL: Final = re.compile(r"[、，,；;/]")


def may_be_person(text: str) -> bool:
    """Could a whole cell be a person's name, or a list of them? Errs towards yes; only where cells stand wrong."""
    return _one_or_all(_may_be_one, text)


def _one_or_all(sieve: Callable[[str], bool], text: str) -> bool:
    """Whether a sieve holds the text, or every part of the list that it is."""
    parts = [part for part in _SEVERAL.split(text) if part.strip()]
    return sieve(text) or (len(parts) > 1 and all(map(sieve, parts)))


def _may_be_one(text: str) -> bool:
    bare = _UNSEEN.sub(" ", text).strip()
    if _LATIN_NAME.fullmatch(bare):
        return True
    bare = bare.replace(" ", "")
    if not _HAN_NAME.fullmatch(bare):
        return False
    return not (is_province(bare) or bare.endswith(_PLACE_ENDS) or bare.endswith(_UNIT_ENDS))


# fmt: off
# The surnames of some nine in ten, of one character and of two.
_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚"
    "沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱江尹薛闫阎段雷侯龙史黎贺顾毛郝龚邵万覃武钱戴严莫孔向常汤"
    "温康施牛樊葛邢安齐庞章鲁倪聂柴焦殷迟曲丛宫栾隋阮柳凌祝纪舒屈项詹骆盛涂翟穆霍尤耿季喻祁关蓝辛苗柯卜"
    "鲍蔺佟鞠邬滕翁甄褚佘邸臧仇裴窦晏隗娄巩邰逄匡阚冼苑邴矫牟谌郜亓仝卞邝鄢缪嵇胥"  # rarer, and no word begins so
)
_LONG_SURNAMES: Final = (
    "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "端木", "宇文",
)
# fmt: on
# Where in a text such a name may stand, as a pattern that takes the shortest; `is_likely_name` says whether it is one.
LIKELY: Final = (
    rf"(?:(?:{'|'.join(_LONG_SURNAMES)}|[{''.join(sorted(_SURNAMES))}])"
    r"(?:[ \u3000]?[\u3400-\u9fff\ue000-\uf8ff]){1,2}?|[\u3400-\u9fff]{1,8}(?:[·•・‧][\u3400-\u9fff]{1,8}?)+?)"
)


def is_likely_name(text: str) -> bool:
    """Does a whole text look like a person's name: a common surname and one or two characters, or parts with dots?

    Or like a list of such names. The second sieve behind `may_be_person`, for cells where a word may stand: 金州区 and
    高校协会 are no names.
    """
    return _one_or_all(_is_likely_one, text)


def _is_likely_one(text: str) -> bool:
    bare = _UNSEEN.sub("", text)
    if not _may_be_one(bare) or bare.endswith(_MORE_ENDS):
        return False
    if re.search("[·•・]", bare):
        return True
    given = len(bare) - (2 if bare.startswith(_LONG_SURNAMES) else 1)
    return given in (1, 2) and (bare[0] in _SURNAMES or bare.startswith(_LONG_SURNAMES))
