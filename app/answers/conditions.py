"""A condition of a rule in words: what a property must be, as a reader of an answer wants it, not as Cypher says it."""

import re
from typing import Final

from app.http.messages import MESSAGES

Both = tuple[str, str]

PROPERTIES: Final[dict[str, Both]] = {
    "approved_at": ("行业规定的批准层级", "level at which the trade is approved"),
    "association_scope": ("行业协会管辖范围", "scope of the trade's association"),
    "civil": ("民政登记", "registered with civil affairs"),
    "depth": ("区划层次", "depth of the region"),
    "id": ("标识", "id"),
    "kind": ("类别", "kind"),
    "level": ("批准层级", "level of approval"),
    "provisional": ("暂定", "provisional"),
    "rank": ("级别", "rank"),
    "result": ("沟通结果", "result of the consultation"),
    "territorial": ("属地党组织", "territorial"),
    "value": ("取值", "value"),
}
OPERATORS: Final[tuple[tuple[str, Both], ...]] = (
    (r"\s+IS NOT NULL\b", ("应当写明", " must be stated")),
    (r"\s+IS NULL\b", ("应当未写明", " must not be stated")),
    (r"\s+IN\s+", ("应为其一：", " must be one of ")),
    (r"\s*<>\s*", ("不应为", " must not be ")),
    (r"\s*=\s*", ("应为", " must be ")),
    (r"\s+AND\s+", ("，且", ", and ")),
    (r"\s+OR\s+", ("，或", ", or ")),
)
WORDS: Final[dict[str, Both]] = {
    "true": ("是", "yes"),
    "false": ("否", "no"),
    "none": ("无", "none"),
    "refused": ("不同意", "refused"),
    "city_wide": ("全市", "the whole city"),
    "$city": ("本市", "the city"),
    "$city_wide": ("全市管辖的行业", "a trade led for the whole city"),
    "street": ("街道（乡镇）", "street"),
}
LISTS: Final = ("level", "kind", "type")  # of words that a quoted value may be of


def in_words(condition: str, language: int) -> str:
    """A condition as a rule has it in words; what is neither property, operator nor known value stays as it is.

    `language`: 0 Chinese, 1 English.
    """
    text = re.sub(r"coalesce\((\w+\.\w+),\s*[^)]*\)", r"\1", condition)
    text = re.sub(r"type\(\w+\)", ("类型", "type")[language], text)
    text = re.sub(r"'(\w+)'|(\$\w+|\btrue\b|\bfalse\b)", lambda found: word(found[1] or found[2], language), text)
    text = re.sub(r"\b\w+\.(\w+)", lambda found: _property(found[1], language), text)
    for operator, both in OPERATORS:
        text = re.sub(operator, both[language], text)
    return re.sub(r"[()\[\]]", "", text).replace(", ", ("、", ", ")[language]).strip()


def found_in_words(name: str, value: object, language: int) -> str:
    """A property that was found, such as `r1_.value`, with its value."""
    shown = ("未写明", "not stated")[language] if value is None else word(str(value).lower(), language)
    return f"{_property(name.rpartition('.')[2], language)}{('为', ' is ')[language]}{shown}"


def word(value: str, language: int) -> str:
    """A value in words where it is a code."""
    for code in (f"{name}.{value}" for name in LISTS):
        if code in MESSAGES:
            return MESSAGES[code][language]
    return WORDS[value][language] if value in WORDS else value


def _property(name: str, language: int) -> str:
    return PROPERTIES[name][language] if name in PROPERTIES else name
