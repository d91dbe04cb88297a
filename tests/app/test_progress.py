"""What a load shows while it runs and when it has ended; how it ends when it is told to."""

import io
import signal
import subprocess
import sys

import pytest
from rich.console import Console

from app.cli.page import grouped, next_steps
from app.cli.progress import Lines, shown_progress
from loaders.runs.report import Counts, Report


def test_on_a_terminal_each_stage_has_its_bar_in_which_the_runs_of_a_command_add_up() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=80, _environ={})
    with shown_progress(console) as told:
        told("read", 1_000, 0)
        told("read", 4_000, 0)
        told("write", 0, 3_000)
        told("load/write/fact:COVERS", 17, 17)
        told("write", 2_000, 3_000)
        told("read", 500, 0)
        told("write", 0, 400)
        told("check", 3, 21)
    *_, last = out.getvalue().split("读取")
    bars = [line.split() for line in last.replace("\x1b", " ").splitlines()]
    assert "4,500/4,500" in " ".join(bars[0])
    assert "3,400/3,400" in " ".join(bars[1])  # a stage is complete when the next begins
    assert "检查" in bars[2][0]
    assert "3/21" in " ".join(bars[2])
    assert "COVERS" not in out.getvalue()


def test_elsewhere_stages_are_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with shown_progress(Console(file=io.StringIO(), force_terminal=False)) as told:
        told("read", 0, 0)
        told("read", 5_000, 0)
        told("load/write/fact", 2, 3)
    assert capsys.readouterr().err == "read\nload/write/fact 2/3\n"


def test_a_stage_that_takes_long_says_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    told = Lines(every=0).told
    told("read", 0, 0)
    told("read", 5_000, 0)
    told("read", 6_000, 9_000)
    assert capsys.readouterr().err == "read\nread 5000\nread 6000/9000\n"


def finding(check: str, subject: str, severity: str = "severe", *, new: bool = True) -> dict[str, object]:
    return {"check": check, "subject": subject, "severity": severity, "new": new}


def test_a_thousand_findings_alike_are_one_line_and_bury_none() -> None:
    rows = [finding("orphan", f"org:{n}", "warning") for n in range(1_000)]
    rows += [finding("cycle", "org:9"), finding("no_lead", "org:1", new=False), finding("no_lead", "org:2")]
    groups = grouped(rows, {"org:9": "大连甲协会"}, {"cycle": "循环"})
    assert [(g.new, g.severity, g.check, g.number) for g in groups] == [
        (True, "severe", "cycle", 1),
        (True, "severe", "no_lead", 1),
        (True, "warning", "orphan", 1_000),
        (False, "severe", "no_lead", 1),
    ]
    assert groups[0].line == "  +     1  severe   cycle  循环：大连甲协会"
    assert groups[2].line == "  + 1,000  warning  orphan  orphan：org:0、org:1、org:2 …"


def report(**counts: int) -> Report:
    changes = dict.fromkeys(("created", "updated", "unchanged", "ended", "retracted"), 0)
    none: dict[str, int] = {}
    return Report(
        *("units:3", "units", "finished", False, "2008-03-31", False, (), Counts(**counts), changes),
        *(none, none, none, none, {"new": 0, "resolved": 0}, 7, ""),
    )


def test_the_page_leads_to_what_is_to_be_looked_at() -> None:
    assert next_steps([report(read=1, accepted=1)], []) == []
    groups = grouped([finding("cycle", "org:9")], {}, {})
    steps = next_steps([report(read=3, accepted=1, rejected=2, warned=1)], groups)
    assert [step.split("    ")[0].strip() for step in steps] == [
        "zuzhitu rejects units:3 --out 退回.xlsx",
        "zuzhitu runs units:3 --out 结果.xlsx",
        "zuzhitu check cycle",
    ]


WAITING = """
import argparse, asyncio, sys
from app.cli import commands as cli

async def wait():
    try:
        print("waiting", flush=True)
        await asyncio.sleep(60)
    finally:
        print("given back", flush=True)

class Waits:
    def parse_args(self, arguments):
        return argparse.Namespace(command=lambda options: asyncio.run(wait()))

cli.parser = lambda catalogue: Waits()
sys.exit(cli.run([]))
"""


@pytest.mark.parametrize(
    ("sign", "before"),
    [(signal.SIGTERM, ""), (signal.SIGINT, ""), (signal.SIGTERM, "import signal; signal.signal(2, signal.SIG_IGN)")],
)
def test_sigterm_ends_a_command_as_ctrl_c_does_also_where_that_is_ignored(sign: signal.Signals, before: str) -> None:
    command = [sys.executable, "-c", before + WAITING]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        process.send_signal(sign)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "given back\n")
    assert "interrupted" in err
