"""That the service was told to end, for answers that go on: they end themselves, so that nobody waits for them."""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

ENDING: Final = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def hearing_the_end(told: asyncio.Event) -> Iterator[None]:
    """Sets the event when the process is told to end, before whoever handles that does.

    Signals are heard by the main thread alone: a service in another one ends when its answers have.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before: dict[int, Any] = {}

    def hear(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(told.set)
        if callable(before[number]):
            before[number](number, frame)
        else:  # nobody handles it: what the system does is done
            signal.signal(number, before[number])
            signal.raise_signal(number)

    for ending in ENDING:
        before[ending] = signal.signal(ending, hear)
    try:
        yield
    finally:
        for ending in ENDING:
            signal.signal(ending, before[ending])
