"""How often Python looks for circles while a load makes objects by the hundred thousand, none of which is in one."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Of a load of 31,205 rows the looking took 2.2 of 7.2 s of processor time with the default (700, 10, 10).
SELDOM: Final = (50_000, 20, 50)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Looks for circles seldom until the block ends."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
