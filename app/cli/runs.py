"""What came of loads: `runs`, `rejects`."""

import argparse

from app.cli import text
from app.cli.opening import Commands, answer


def add_to(commands: Commands) -> None:
    """Adds the commands."""
    runs = commands.add("runs", runs_command, "runs with their counts, state and digest")
    runs.add_argument("run", nargs="?")
    runs.add_argument("--json", action="store_true")

    rejects = commands.add("rejects", rejects_command, "the refused rows of a run")
    rejects.add_argument("run")
    rejects.add_argument("--json", action="store_true")


def runs_command(options: argparse.Namespace) -> int:
    """All runs, or one with its whole report."""
    path = f"/v1/runs/{options.run}" if options.run else "/v1/runs"
    return answer(options, path, {}, text.runs)


def rejects_command(options: argparse.Namespace) -> int:
    """The refused rows of a run, each with place, code and remedy."""
    return answer(options, f"/v1/runs/{options.run}/rejects", {"limit": 500}, text.rejects)
