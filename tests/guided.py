"""A guide followed as its reader does: its files are written, its commands run, its corrections typed in.

In a guide a block ```csv NAME is a file to save; ```sh holds commands, each with the exit status that it ends with
where that is not 0 (`# exit status 1`); ```text behind it are lines of what it prints, `…` standing for whatever is
there; ```yaml FILE.xlsx is what the reader types into a workbook: by row, the text under a heading.
"""

import glob
import re
import shlex
import signal
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
import yaml

from app.cli.main import main

BLOCK: Final = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
STATUS: Final = re.compile(r"\s+# exit status (\d+)")
PROGRAM: Final = "zuzhitu"


@dataclass
class Reader:
    """Follows guides in one directory; `read` gives what was printed on stdout and stderr since it was last asked."""

    folder: Path
    read: Callable[[], str]
    printed: str = ""
    digests: list[str] = field(default_factory=list)

    def follow(self, guide: Path) -> None:
        """Does what each block says, in their order. AssertionError where something else comes of it."""
        for kind, name, body in BLOCK.findall(guide.read_text(encoding="utf-8")):
            match kind:
                case "csv" if name:
                    (self.folder / name).write_text(body, encoding="utf-8")
                case "sh":
                    self.printed = ""
                    for line in body.splitlines():
                        self._run(line)
                case "text":
                    self._expect(body.splitlines())
                case "yaml" if name:
                    self._type(self.folder / name, yaml.safe_load(body))

    def _run(self, line: str) -> None:
        status = STATUS.search(line)
        command, *arguments = shlex.split(STATUS.sub("", line))
        words = [word for argument in arguments for word in sorted(glob.glob(argument)) or [argument]]
        ended = _program(words) if command == PROGRAM else subprocess.run([command, *words], check=False).returncode
        said = self.read()
        assert ended == int(status[1] if status else 0), f"{line}: exit status {ended}\n{said}"
        self.printed += said
        self.digests += re.findall(r"digest ([0-9a-f]{64})", said)

    def _expect(self, lines: list[str]) -> None:
        printed = [line.strip() for line in self.printed.splitlines()]
        for line in lines:
            pattern = re.compile(".*".join(map(re.escape, line.strip().split("…"))))
            assert any(map(pattern.fullmatch, printed)), f"{line}\nis not in\n{self.printed}"

    @staticmethod
    def _type(path: Path, cells: Mapping[int, Mapping[str, Any]]) -> None:
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        heads = [cell.value for cell in sheet[1]]
        for row, texts in cells.items():
            for heading, text in texts.items():
                sheet.cell(row, heads.index(heading) + 1).value = str(text)
        book.save(path)


def _program(arguments: list[str]) -> int:
    """The exit status of the command in this process."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
    finally:
        signal.signal(signal.SIGTERM, before)
    return int(ended.value.code or 0)
