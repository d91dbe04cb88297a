"""Work that writes, done beside the service: in a thread with a loop and a driver of its own, so that answers go on.

The lock of the graph lets one command write at a time, whichever process it is of (loaders/runs/lock.py).
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Final, TypeVar

from app.settings import Settings
from cypher.catalogue import load_catalogue
from cypher.graph import Address, Graph
from cypher.migrate import ensure_schema

T = TypeVar("T")
TIME_LIMIT: Final = 300.0  # seconds that one statement may take, as for the commands
ENDING: Final = 10.0  # seconds that work has to give the graph back when the service ends


class Beside:
    """The threads that write for one service; what they are at when it ends is cancelled, as by Ctrl-C."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._running: dict[threading.Thread, tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]]] = {}

    def start(self, address: Address, work: Callable[[Graph], Awaitable[T]]) -> Future[T]:
        """Starts `work` over a graph of that address, its schema as it must be; what comes of it."""
        done: Future[T] = Future()
        done.set_running_or_notify_cancel()  # whoever no longer waits for it does not end it
        threading.Thread(target=self._run, args=(address, work, done), daemon=True, name="writing").start()
        return done

    def _run(self, address: Address, work: Callable[[Graph], Awaitable[T]], done: "Future[T]") -> None:
        async def opened() -> T:
            task = asyncio.current_task()
            assert task is not None
            self._running[threading.current_thread()] = asyncio.get_running_loop(), task
            async with Graph(address, TIME_LIMIT) as graph:
                await ensure_schema(graph, load_catalogue(), city=self.settings.city)
                return await work(graph)

        try:
            done.set_result(asyncio.run(opened()))
        except BaseException as error:  # whoever waits for it is told
            done.set_exception(error)
        finally:
            self._running.pop(threading.current_thread(), None)

    def close(self) -> None:
        """Cancels what runs and waits a while for it to end."""
        running = list(self._running.items())
        for _, (loop, task) in running:
            with suppress(RuntimeError):  # it has ended by itself
                loop.call_soon_threadsafe(task.cancel)
        for thread, _ in running:
            thread.join(ENDING)
