"""What a run told, packed in an exported file: is it of subjects, and of nothing that the graph does not hold?"""

from collections.abc import Mapping
from typing import Any

from cypher.domain.properties import NODES, OWN, Properties
from cypher.domain.vocabulary import FACTS, LABELS, LEFT, OPEN, STATEMENT_ATTRIBUTES
from loaders.verify.values import is_id, test_of
from loaders.write.compare import Claim
from loaders.write.packing import subject_key, unpack
from loaders.write.told import Told


def is_picture(properties: Mapping[str, Any]) -> bool:
    """Is what a Picture tells told of its subjects, in properties that their labels have, with no person in them?"""
    keys = [subject_key(text) for text in properties["subjects"]]
    if any(key is not None and (key[0] not in LABELS or not is_id(key[1])) for key in keys):
        return False
    try:
        every = unpack(properties["told"], keys)
        return all(_is_told(one, key[0] if key else "") for one, key in zip(every, keys, strict=True))
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def _is_told(one: Told, label: str) -> bool:
    if one.left not in ("", *LEFT) or not all(map(is_id, one.states)):
        return False
    for own in (one.node, one.tells):
        said = {
            name: value for name, value in (own or {}).items() if (name, value) != ("closed", OPEN)
        }  # that it lives
        if said and not _are(said, NODES[label]):
            return False
    return all(map(_is_claim, one.claims))


def _is_claim(one: Claim) -> bool:
    own: Properties = OWN.get(one.group, {}) if one.group in FACTS else NODES[one.group]
    if (one.end is not None) != (one.group in FACTS) or not _are(one.properties, own):
        return False
    if one.end is not None and not (one.end[0] in LABELS and is_id(one.end[1])):
        return False
    bound = test_of(NODES["Coverage"]["valid_from"])
    return all(day is None or bound(day) for day in (one.valid_from, one.valid_to)) and _are_marks(one, own)


def _are_marks(one: Claim, own: Properties) -> bool:
    """What tells a claim from others is its end, or a value of its own."""
    values = {str(value) for value in one.properties.values()} | {"", one.group}
    words = {*own, *STATEMENT_ATTRIBUTES}
    return all(mark == one.end or str(mark) in values | words for mark in one.mark)


def _are(properties: Mapping[str, Any], own: Properties) -> bool:
    return all(name in own and (value is None or test_of(own[name])(value)) for name, value in properties.items())
