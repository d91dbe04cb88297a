"""What a rule needs, in words."""

import pytest

from app.answers.conditions import found_in_words, in_words

SAID = {
    "(r1_.value = 'city')": ("取值应为市级", "value must be City"),
    "level.value IN ['province', 'national'] AND coalesce(c.result, 'none') <> 'refused'": (
        "取值应为其一：省级、国家级，且沟通结果不应为不同意",
        "value must be one of Province, National, and result of the consultation must not be refused",
    ),
    "f.level IS NULL": ("批准层级应当未写明", "level of approval must not be stated"),
    "coalesce(p.territorial, false) = false": ("属地党组织应为否", "territorial must be no"),
    "type(f) = 'APPROVED_BY' OR f.civil = true": (
        "类型应为批准机关，或民政登记应为是",
        "type must be approving body, or registered with civil affairs must be yes",
    ),
}


@pytest.mark.parametrize("condition", SAID)
def test_a_condition_of_a_rule_is_told_in_words(condition: str) -> None:
    assert (in_words(condition, 0), in_words(condition, 1)) == SAID[condition]


def test_what_is_found_is_told_in_words() -> None:
    assert found_in_words("r1_.value", "province", 0) == "取值为省级"
    assert found_in_words("f.level", None, 1) == "level of approval is not stated"
