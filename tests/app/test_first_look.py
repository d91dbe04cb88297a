"""What no load can read is refused before the program is there: in a moment, on a busy machine too.

What the whole of a file says against it is refused before there is a graph.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.commands import parser
from app.cli.first_look import look
from cypher.catalogue import load_catalogue
from cypher.errors import ConfigurationError, ZuzhituError
from loaders.cells.rejects import FileUnreadable
from loaders.consistency import UnreadableExport


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


EXPORT = '{"format":"zuzhitu","version":2,"schema_version":1,"city":"210200"}\n'


@pytest.mark.parametrize(
    ("command", "content", "options", "refusal"),
    [
        ("load auto", "颜色,形状\n红,圆\n", (), FileUnreadable),
        ("load headcounts", "单位,从业人员\n甲,2\n", (), FileUnreadable),
        ("load headcounts", "截止日期：2099年1月\n单位,统计日期\n甲,2008\n", (), FileUnreadable),
        ("load headcounts", "单位,统计日期\n甲,2008\n", ("--as-of", "2099"), ConfigurationError),
        ("replay", "单位,统计日期\n甲,2008\n", (), FileUnreadable),
        ("import", EXPORT, (), UnreadableExport),
        ("import", EXPORT.replace("210200", "北京"), (), UnreadableExport),
    ],
)
def test_what_a_whole_file_says_against_it_is_refused_before_there_is_a_graph(
    tmp_path: Path, command: str, content: str, options: tuple[str, ...], refusal: type[ZuzhituError]
) -> None:
    (tmp_path / "甲.csv").write_text(content, encoding="utf-8")
    words = [*command.split(), str(tmp_path / "甲.csv"), *options, "--data-dir", str(tmp_path / "data")]
    asked = parser(load_catalogue()).parse_args(words)
    with pytest.raises(refusal):
        asked.command(asked)
    assert not (tmp_path / "data").exists()
