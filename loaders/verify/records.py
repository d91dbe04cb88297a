"""One line of an exported file: a node or a relationship with what its label or type holds, and nothing else."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from cypher.batches import BATCH_BYTES, packed_size
from cypher.domain.properties import NODES, RELATIONSHIPS, Properties, required_of
from cypher.domain.vocabulary import DERIVED, FACTS, HOLDINGS
from loaders.cells.persons import mask
from loaders.records import Key
from loaders.runs.former import UNTIL, WAS
from loaders.verify.pictures import is_picture
from loaders.verify.values import Test, expected, is_id, test_of

NODE: Final = frozenset(("node", "id", "properties"))
RELATIONSHIP: Final = frozenset(("relationship", "id", "from", "to", "properties"))
TIMES: Final = ("recorded", "changed", "ended", "retracted", "retired", "resolved")
PAIRS: Final = {type: frozenset(pairs) for type, pairs in (FACTS | DERIVED | HOLDINGS).items()}


class Fault(Exception):
    """What is wrong with a line, in Chinese and in English; no value of the file is quoted unmasked."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def node_of(record: Mapping[str, Any]) -> tuple[Key, Mapping[str, Any]]:
    """Label and id, and the properties of a node. Raises Fault where it is none that an export writes."""
    if record.keys() != NODE:
        raise Fault("节点应有且只有 node、id、properties", "a node has node, id and properties, and nothing else")
    label = record["node"]
    if not isinstance(label, str) or label not in NODES:
        raise Fault(f"没有此类节点：{_shown(label)}", f"there is no such label: {_shown(label)}")
    if not is_id(record["id"]):
        raise Fault(f"{label} 的编号不合规则", f"this is no id of a {label}")
    _check(label, record["id"], record["properties"], *_tests(label))
    if label == "Picture" and not is_picture(record["properties"]):
        raise Fault(
            f"{label} {record['id']} 的 told 不是导入时记下的内容",
            f"told of {label} {record['id']} is none that a load kept",
        )
    return (label, record["id"]), record["properties"]


def relationship_of(record: Mapping[str, Any]) -> tuple[str, str | None, Key, Key]:
    """Type, id and ends of a relationship. Raises Fault where it is none that an export writes."""
    if record.keys() != RELATIONSHIP:
        raise Fault(
            "关系应有且只有 relationship、id、from、to、properties",
            "a relationship has relationship, id, from, to and properties, and nothing else",
        )
    type = record["relationship"]
    if not isinstance(type, str) or type not in PAIRS:
        raise Fault(f"没有此类关系：{_shown(type)}", f"there is no such type: {_shown(type)}")
    start, end = _end(record["from"]), _end(record["to"])
    if (start[0], end[0]) not in PAIRS[type]:
        raise Fault(
            f"{type} 不能由 {_shown(start[0])} 指向 {_shown(end[0])}",
            f"{type} does not lead from {_shown(start[0])} to {_shown(end[0])}",
        )
    id = record["id"]
    if id is not None if type in HOLDINGS else not is_id(id):
        raise Fault(f"{type} 的编号不合规则", f"this is no id of a {type}")
    _check(type, id or "", record["properties"], *_tests(type))
    return type, id, start, end


def _end(end: Any) -> Key:
    match end:
        case [str(label), str(id)]:
            return label, id
        case _:
            raise Fault("from 与 to 应为 [类别, 编号]", "from and to are each [label, id]")


def _check(name: str, id: str, properties: Any, tests: Mapping[str, Test], required: tuple[str, ...]) -> None:
    if not isinstance(properties, dict):
        raise Fault(f"{name} {id} 的 properties 不是对象", f"properties of {name} {id} are no object")
    for property, value in properties.items():
        test = tests.get(property)
        if test is None:
            raise Fault(f"{name} 没有属性 {_shown(property)}", f"{name} has no property {_shown(property)}")
        if not test(value):
            zh, en = expected(_listed(name)[property])
            raise Fault(f"{name} {id} 的 {property} 应为{zh}", f"{property} of {name} {id} is to be {en}")
    for property in required:
        if property not in properties:
            raise Fault(f"{name} {id} 缺少 {property}", f"{name} {id} lacks {property}")
    _check_times(name, id, properties)
    if packed_size(properties) > BATCH_BYTES:
        raise Fault(f"{name} {id} 过大", f"{name} {id} is too large to be written")


def revisions_of(properties: Mapping[str, Any]) -> list[int]:
    """Every number of a revision that a record names."""
    lists = [value for name, value in properties.items() if name.endswith(UNTIL)]
    return [properties[name] for name in TIMES if name in properties] + [n for numbers in lists for n in numbers]


def _check_times(name: str, id: str, properties: Mapping[str, Any]) -> None:
    """What was recorded, then changed or retracted, in this order; each former value up to a later revision.

    A fact that was stated anew from another start keeps the end that it had been given before.
    """
    recorded = properties.get("recorded", 0)
    numbers = revisions_of({name: value for name, value in properties.items() if name != "ended"})
    until = {key: value for key, value in properties.items() if key.endswith(UNTIL)}
    ordered = all(list(value) == sorted(value) for value in until.values())
    paired = all(len(properties.get(key.removesuffix(UNTIL) + WAS, ())) == len(value) for key, value in until.items())
    lonely = any(key.endswith(WAS) and key.removesuffix(WAS) + UNTIL not in until for key in properties)
    if min(numbers, default=recorded) < recorded or not ordered or not paired or lonely:
        raise Fault(
            f"{name} {id} 的版本号先后有误（recorded、retracted……）",
            f"the revisions of {name} {id} are not in order (recorded, retracted ...)",
        )


@cache
def _tests(name: str) -> tuple[Mapping[str, Test], tuple[str, ...]]:
    """The test of each property of a label or type, and those that it never lacks."""
    return {property: test_of(kind) for property, kind in _listed(name).items()}, required_of(name)


def _listed(name: str) -> Properties:
    return NODES[name] if name in NODES else RELATIONSHIPS[name]


def _shown(value: Any) -> str:
    """What the file says, short and without persons."""
    return mask(str(value)[:40]).encode(errors="replace").decode()
