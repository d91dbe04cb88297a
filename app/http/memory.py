"""Rows that were read before and can only change with the graph: kept for one state of it, up to a number of bytes.

A state is the revision and the number that moves with the runs (`queries/state`). What a command writes is not seen
before its revision is closed, so rows read in a state hold as long as a later request finds the graph in that state.
"""

import sys
from collections import OrderedDict
from collections.abc import Hashable
from itertools import islice
from typing import Any, Final

MOST_BYTES: Final = 32 * 2**20
LOOKED_AT: Final = 500  # values of a long list whose size is taken for that of all


class Memory:
    """Values by key of one state of the graph, the least recently used forgotten first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.held_bytes = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def get(self, key: Hashable) -> Any:
        """The value, which the caller must not change; None where it is not kept."""
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key][0]

    def keep(self, key: Hashable, value: Any) -> None:
        """Keeps a value in place of an older one, unless it alone is too large."""
        size = size_of(value)
        if key in self._kept:
            self.held_bytes -= self._kept.pop(key)[1]
        if size > self.most_bytes:
            return
        self._kept[key] = value, size
        self.held_bytes += size
        while self.held_bytes > self.most_bytes:
            _, (_, forgotten) = self._kept.popitem(last=False)
            self.held_bytes -= forgotten


class Part:
    """What a memory keeps under keys of one owner's own: two owners never get each other's values."""

    def __init__(self, memory: Memory, owner: Hashable) -> None:
        self.memory = memory
        self.owner = owner

    def get(self, key: Hashable) -> Any:
        """As of the memory."""
        return self.memory.get((self.owner, key))

    def keep(self, key: Hashable, value: Any) -> None:
        """As of the memory."""
        self.memory.keep((self.owner, key), value)


class Newest:
    """The memory of the state that the graph was found in last."""

    def __init__(self) -> None:
        self._state: Hashable = None
        self._memory = Memory()

    def at(self, state: Hashable, owner: Hashable) -> Part:
        """The owner's part of the memory of that state.

        Of another state it is a new memory: a slow request of before keeps the old one only.
        """
        if state != self._state:
            self._state, self._memory = state, Memory()
        return Part(self._memory, owner)


def size_of(value: Any) -> int:
    """About how many bytes a value of rows, lists, sets and texts takes: of very many alike by some of them."""
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.values()
    elif isinstance(value, list | tuple | frozenset):
        inner = value
    looked_at = list(islice(inner, 0, None, len(inner) // LOOKED_AT + 1))
    return sys.getsizeof(value) + sum(map(size_of, looked_at)) * len(inner) // max(len(looked_at), 1)
