"""What a finding rests on, in words: each part of its detail under a title, ids by their names, codes in words."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from app.answers.holders import Holder
from app.http.messages import MESSAGES

Part = tuple[tuple[str, str], str, str]  # its title in both languages, what it says in Chinese, and in English

# The title of each part of a detail; what a finding is about has a place of its own.
TITLES: Final[Mapping[str, tuple[str, str]]] = {
    "affiliated": ("行政挂靠单位", "affiliated with"),
    "approved": ("批准层级", "level that approved it"),
    "association": ("行业协会", "association"),
    "associations": ("所加入的协会", "associations"),
    "assumed_years": ("推定的任期（年）", "assumed term (years)"),
    "before": ("此前日期", "the day before"),
    "below": ("其下", "below it"),
    "body": ("登记机关", "registering body"),
    "candidates": ("可能的责任主体", "who might lead"),
    "category": ("类别", "category"),
    "closed": ("已撤销", "no longer there"),
    "covered": ("所覆盖", "covered"),
    "date": ("日期", "day"),
    "derived": ("推导的上级", "derived superior"),
    "elected": ("选举", "elected"),
    "employees": ("从业人员", "employees"),
    "expected": ("应为", "expected"),
    "facts": ("早于设立的事实", "facts before it was founded"),
    "founded": ("设立", "founded"),
    "gone": ("已不存在", "gone"),
    "heads": ("总部", "head offices"),
    "hosts": ("所在单位", "hosts"),
    "joint": ("联合党支部", "joint branches"),
    "kind": ("类别", "kind"),
    "lead": ("责任主体", "lead"),
    "level": ("层级", "level"),
    "members": ("党员", "members"),
    "members_full": ("正式党员", "full members"),
    "members_full_before": ("此前正式党员", "full members before"),
    "missing": ("无记录的职责", "duties without a record"),
    "months": ("月数", "months"),
    "organization": ("组织", "organisation"),
    "organizations": ("组织", "organisations"),
    "over": ("任期届满", "term over"),
    "own": ("单独建立的党组织", "Party organisations of its own"),
    "parents": ("上级区划", "regions above"),
    "party_organizations": ("党组织", "Party organisations"),
    "periods": ("起止颠倒", "periods that end before they begin"),
    "place": ("出处", "place"),
    "rank": ("级别", "rank"),
    "reason": ("原因", "reason"),
    "recorded": ("登记的上级", "recorded superior"),
    "region": ("区划", "region"),
    "regions": ("区划", "regions"),
    "registered": ("登记层级", "level that registered it"),
    "said": ("各处所载", "what the sources say"),
    "since": ("始于", "since"),
    "superior": ("直接上级", "superior"),
    "superiors": ("上级", "superiors"),
    "supervising": ("业务主管单位", "supervising unit"),
    "top": ("为最高", "at the top"),
    "tops": ("最高党组织", "at the top"),
    "trades": ("行业", "trades"),
    "twins": ("同名者", "of the same name"),
    "undocumented": ("无佐证的职责", "duties without evidence"),
    "unit": ("业务主管单位", "supervising unit"),
    "year": ("年度", "year"),
}
LEFT_OUT: Final = frozenset({"name", "headcount"})  # whom it is about; a record that says nothing by its id
# Which words a part's codes are; any other word may be the type of a fact.
CODES: Final[Mapping[str, str]] = {"approved": "level", "registered": "level", "level": "level"}


def words_in(details: Iterable[Mapping[str, Any]]) -> set[str]:
    """Every word of some details: among them the ids of whom they name."""
    return {
        word for detail in details for value in detail.values() for text in texts_in(value) for word in text.split()
    }


def parts_of(detail: Mapping[str, Any], names: Mapping[str, str]) -> list[Part]:
    """The parts of a detail that say something, in its order. `names`: of what is named, by id."""
    parts = []
    for key, value in detail.items():
        if key in LEFT_OUT or value in (None, [], {}, False):
            continue
        zh, en = (_said(key, value, names, language) for language in (0, 1))
        parts.append((TITLES.get(key, (key, key)), zh, en))
    return parts


def names_of(holders: Mapping[str, Holder]) -> dict[str, str]:
    """The names of what is in the graph, by id."""
    return {i: str(one["name"]) for i, one in holders.items() if one["label"] is not None}


def _said(key: str, value: Any, names: Mapping[str, str], language: int) -> str:
    if isinstance(value, bool):
        return ("是", "yes")[language]
    if isinstance(value, list):
        return ("、", ", ")[language].join(_said(key, one, names, language) for one in value)
    if isinstance(value, Mapping):
        return " ".join(_said(name, one, names, language) for name, one in value.items() if one is not None)
    return " ".join(_word(key, word, names, language) for word in str(value).split(" ") if word)


def _word(key: str, word: str, names: Mapping[str, str], language: int) -> str:
    for code in (f"{CODES.get(key, 'kind')}.{word}", f"type.{word}"):
        if code in MESSAGES:
            return MESSAGES[code][language]
    return names.get(word, word)


def texts_in(value: Any) -> list[str]:
    """The texts of a value of a detail, however deep."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        return [text for one in value for text in texts_in(one)]
    return [value] if isinstance(value, str) else []
