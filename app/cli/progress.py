"""How far a load is, on stderr: a bar for each stage on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from app.cli.complaints import say_aside
from loaders.runs.work import Progress as Told

STAGES: Final = {
    "read": "读取 read",
    "resolve": "对应 resolve",
    "write": "写入 write",
    "retire": "终止 retire",
    "derive": "推导 derive",
    "check": "检查 check",
}

LINES_EVERY: Final = 10.0  # seconds


@contextmanager
def shown_progress(console: Console | None = None) -> Iterator[Told]:
    """What is to be told how far a load is; where stderr is a terminal, its bars go on until this is left."""
    console = console or Console(stderr=True, file=sys.stderr)
    if not console.is_terminal:
        yield Lines().told
        return
    columns = (TextColumn("{task.description:<12}"), BarColumn(20), _Rows(), TimeRemainingColumn())
    with Progress(*columns, console=console) as shown:
        yield _Bars(shown).told


class Lines:
    """A line where a stage begins, with how much is done of how much where that is known, and then now and again."""

    def __init__(self, every: float = LINES_EVERY) -> None:
        self.every = every
        self.stage = ""
        self.said = 0.0

    def told(self, stage: str, done: int, total: int) -> None:
        """Says it unless the last line is of this stage and younger than `every` seconds."""
        now = time.monotonic()
        if stage == self.stage and now - self.said < self.every:
            return
        self.stage, self.said = stage, now
        say_aside(f"{stage} {done}/{total}" if total else f"{stage} {done}" if done else stage)


@dataclass
class _Bar:
    """The bar of a stage; `before`: what the runs before the present one counted in it."""

    id: TaskID
    before: int = 0
    done: int = 0
    total: int = 0


class _Bars:
    """A bar for each stage, in which the runs of a command add up."""

    def __init__(self, shown: Progress) -> None:
        self.shown = shown
        self.bars: dict[str, _Bar] = {}
        self.stage = ""

    def told(self, stage: str, done: int, total: int) -> None:
        """A stage that nobody knows (the statements of a write) belongs to the one that runs."""
        if stage not in STAGES:
            return
        if stage != self.stage and self.stage:
            self._complete(self.bars[self.stage])
        if stage not in self.bars:
            self.bars[stage] = _Bar(self.shown.add_task(STAGES[stage], total=None))
        self.stage = stage
        bar = self.bars[stage]
        bar.done, bar.total = done, total
        self.shown.update(bar.id, completed=bar.before + done, total=bar.before + total if total else None)

    def _complete(self, bar: _Bar) -> None:
        bar.before += max(bar.done, bar.total)
        bar.done = bar.total = 0
        whole = bar.before or 1  # a stage that counts nothing is done, too
        self.shown.update(bar.id, completed=whole, total=whole)


class _Rows(ProgressColumn):
    """How many of how many rows, and how many a second."""

    def render(self, task: Task) -> Text:
        """`82,300/135,000  9,800/s`; empty where a stage counts none."""
        done, total = int(task.completed), int(task.total or 0)
        if done <= 1 and total <= 1:
            return Text("")
        speed = f"  {task.speed:,.0f}/s" if task.speed else ""
        return Text(f"{done:,}{f'/{total:,}' if total else ''}{speed}")
