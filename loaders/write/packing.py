"""What a picture tells of many subjects as one text that a graph keeps: packed JSON, and back with its form checked.

An import takes such texts from a file (loaders/verify), so unpacking trusts nothing: the unpacked size is bounded, and
whatever has not the form of what was packed raises ValueError.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, Final

from loaders.records import Key
from loaders.write.compare import Claim
from loaders.write.told import Told

MAX_UNPACKED: Final = 64 << 20  # bytes of one text
NOBODY: Final = "none|none"  # whom a reported figure is about


def subject_text(key: Key | None) -> str:
    """`label|id`."""
    return "|".join(key) if key else NOBODY


def subject_key(text: str) -> Key | None:
    """The key of `label|id`."""
    label, _, id = text.partition("|")
    return None if text == NOBODY else (label, id)


def pack(told: Iterable[Told]) -> str:
    """What is told of some subjects, in this order."""
    every = [
        [
            one.node,
            [[c.group, c.mark, c.end, dict(c.properties), c.valid_from, c.valid_to, c.place] for c in one.claims],
            sorted(one.states),
            one.place,
            one.left,
            *([dict(one.tells)] if one.tells is not None else []),
        ]
        for one in told
    ]
    text = json.dumps(every, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 6)).decode("ascii")


def unpack(text: str, subjects: Sequence[Key | None]) -> list[Told]:
    """What is told of these subjects. ValueError where the text is none that was packed for as many."""
    try:
        packed = zlib.decompressobj()
        unpacked = packed.decompress(base64.b64decode(text, validate=True), MAX_UNPACKED)
        if not packed.eof or packed.unused_data:
            raise ValueError("larger than what is packed, or cut off")
        every = json.loads(unpacked)
        if len(every) != len(subjects):
            raise ValueError("packed for other subjects")
        return [_told(one, subject) for one, subject in zip(every, subjects, strict=True)]
    except (zlib.error, binascii.Error, UnicodeError, TypeError, KeyError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _told(one: Any, subject: Key | None) -> Told:
    node, claims, states, place, left, *more = one
    (tells,) = more or (None,)
    claims = tuple(_claim(claim, subject) for claim in claims)
    return Told(node, claims, frozenset(states), _place(place), left, tells)


def _claim(claim: Any, subject: Key | None) -> Claim:
    group, mark, end, properties, valid_from, valid_to, place = claim
    key = None if end is None else (end[0], end[1])
    return Claim(subject, group, _marks(mark), key, properties, valid_from, valid_to, _place(place))


def _marks(mark: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(_marks(one) if isinstance(one, list) else one for one in mark)


def _place(place: Sequence[Any]) -> tuple[str, str | None, int]:
    file, sheet, row = place
    return (file, sheet, row)
