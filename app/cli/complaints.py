"""What stops a command is said on stderr, in Chinese and below it in English, and ends with its exit status."""

import argparse
import signal
import sys
from types import FrameType
from typing import Final, NoReturn

from app.http.messages import say

DONE: Final = 0
REFUSED: Final = 1
WRONG: Final = 2
UNREADABLE: Final = 3
AWAY: Final = 4
INTERRUPTED: Final = 130


class Parser(argparse.ArgumentParser):
    """Says what is wrong in both languages."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        sys.exit(complain(WRONG, f"命令写法有误，用法见 {self.prog} -h", f"{message}; see {self.prog} -h"))


def end_as_by_ctrl_c() -> None:
    """Has SIGTERM end a command as Ctrl-C does: what it holds is given back, and the next run goes on from there."""
    signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """What Ctrl-C does now; also where that is ignored, as in a process that a script left in the background."""
    handler = signal.getsignal(signal.SIGINT)
    if callable(handler):
        handler(signal.SIGINT, frame)
    else:
        raise KeyboardInterrupt


def wrong(code: str, **values: object) -> int:
    """Complains of wrong usage or configuration by a message's code; status 2."""
    return complain(WRONG, say(code, "zh", **values), say(code, "en", **values))


def complain(status: int, zh: str, en: str) -> int:
    """Says in both languages what stopped the command, and returns its status."""
    say_aside(f"zuzhitu: {zh}\nzuzhitu: {en}")
    return status


def say_aside(text: str) -> None:
    """A line for people, beside the answer on stdout."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
