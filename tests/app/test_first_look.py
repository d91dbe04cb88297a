"""What no load can read is refused before the program is there: in a moment, on a busy machine too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.first_look import look
from loaders.cells.rejects import FileUnreadable


def test_what_is_no_file_of_a_format_that_is_read_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.csv")
    (tmp_path / "网页.xlsx").write_bytes(b"<html><table></table></html>")
    (tmp_path / "甲.csv").write_text("企业名称,注册日期\n", encoding="utf-8")
    for words in (
        ["load", "enterprises", str(tmp_path / "甲.csv"), str(tmp_path / "管道.csv")],
        ["load", "auto", "--as-of", "2008", str(tmp_path / "网页.xlsx")],
        ["load", "auto", "/dev/zero"],
        ["import", str(tmp_path / "管道.csv")],
    ):
        with pytest.raises(FileUnreadable):
            look(words)


def test_everything_else_is_left_to_the_command(tmp_path: Path) -> None:
    (tmp_path / "甲.csv").write_text("企业名称,注册日期\n", encoding="utf-8")
    for words in (
        [],
        ["load"],
        ["load", "auto", str(tmp_path), "-", "无此文件.csv", str(tmp_path / "甲.csv"), "长" * 5_000],
        ["import", str(tmp_path / "甲.csv")],
        ["serve", "/dev/zero"],
    ):
        look(words)


def test_the_look_needs_little_of_the_program() -> None:
    heavy = "{'fastapi', 'polars', 'neo4j', 'networkx', 'pydantic'}"
    code = f"import app.cli.main, sys; sys.exit(bool({heavy} & sys.modules.keys()))"
    command = "import sys\nfrom app.cli.main import main\nmain(['load', 'auto', '/dev/zero'])"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
    ended = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True)
    assert ended.returncode == 3
    assert "a device" in ended.stderr
