"""How far a load is, on stderr: a bar for each stage on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
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


@contextmanager
def shown_progress(console: Console | None = None) -> Iterator[Told]:
    """What is to be told how far a load is; where stderr is a terminal, its bars go on until this is left."""
    console = console or Console(stderr=True, file=sys.stderr)
    if not console.is_terminal:
        yield told_in_lines
        return
    columns = (TextColumn("{task.description:<14}"), BarColumn(30), _Rows(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bars:
        yield _Bars(bars).told


def told_in_lines(stage: str, done: int, total: int) -> None:
    """Says a stage as a line."""
    say_aside(f"{stage} {done}/{total}" if total else stage)


class _Bars:
    """A bar for each stage of each run; one is complete when the next begins."""

    def __init__(self, bars: Progress) -> None:
        self.bars = bars
        self.stage = ""
        self.bar: TaskID | None = None

    def told(self, stage: str, done: int, total: int) -> None:
        """A stage that nobody knows (the statements of a write) belongs to the one that runs."""
        if stage not in STAGES:
            return
        if stage != self.stage:
            self._complete()
            self.stage, self.bar = stage, self.bars.add_task(STAGES[stage], total=total or None)
        assert self.bar is not None
        self.bars.update(self.bar, completed=done, total=total or None)

    def _complete(self) -> None:
        if self.bar is not None:
            done = max(self.bars.tasks[self.bar].completed, self.bars.tasks[self.bar].total or 0) or 1
            self.bars.update(self.bar, completed=done, total=done)


class _Rows(ProgressColumn):
    """How many of how many rows, and how many a second."""

    def render(self, task: Task) -> Text:
        """`82,300/135,000 rows  9,800/s`; empty where a stage counts none."""
        done, total = int(task.completed), int(task.total or 0)
        if done <= 1 and total <= 1:
            return Text("")
        speed = f"  {task.speed:,.0f}/s" if task.speed else ""
        return Text(f"{done:,}{f'/{total:,}' if total else ''} 行 rows{speed}")
