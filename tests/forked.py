"""The command line in a process of its own, without the second that Python takes to import it each time.

A process that has imported the program is asked for a copy of itself for each command (multiprocessing's fork server):
what a command does, prints and ends with is that of a process that was started for it.
"""

import multiprocessing
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import app.cli.commands
from app.cli.main import main

FORKED: Final = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload([__name__, app.cli.commands.__name__])


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs the command with this environment alone and waits for it, two minutes at most."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = FORKED.Process(target=_command, args=(list(arguments), dict(environment), out, err))
        process.start()
        process.join(120)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(list(arguments), 120)
        said = out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")
    return subprocess.CompletedProcess(list(arguments), process.exitcode, *said)


def _command(arguments: list[str], environment: dict[str, str], out: Path, err: Path) -> None:
    for number, path in enumerate((out, err), start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    os.environ.clear()
    os.environ.update(environment)
    main(arguments)
