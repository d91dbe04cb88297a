"""An export that is none: looked over before a graph is opened, in bounded memory, whatever it unpacks to."""

import gzip
import os
from pathlib import Path

import pytest

from loaders.cells.rejects import FileUnreadable
from loaders.consistency import UnreadableExport, numbered_records
from loaders.read.exported_lines import UnlikelyLine, look_over_export

HEADER = b'{"format":"zuzhitu","version":2,"schema_version":1,"city":null}\n'


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (HEADER + b'{"a":[' + b"0," * (8 << 20) + b"0]}", 2),
        (HEADER + b'{"a":[' + b"{}," * 20_000 + b"{}]}", 2),
        (HEADER + b'{"a":' + b"[" * 20_000, 2),
        (HEADER + b"\n" * 2_000, 1_002),
    ],
)
def test_a_line_that_no_export_writes_is_refused(tmp_path: Path, content: bytes, line: int) -> None:
    for path, written in ((tmp_path / "甲.jsonl.gz", gzip.compress(content)), (tmp_path / "甲.jsonl", content)):
        path.write_bytes(written)
        with pytest.raises(UnlikelyLine) as looked:
            look_over_export(path)
        with pytest.raises(UnreadableExport) as refused:
            list(numbered_records(path))
        assert (looked.value.number, refused.value.line) == (line, line)


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "甲.jsonl.gz")
    with pytest.raises(FileUnreadable):
        look_over_export(tmp_path / "甲.jsonl.gz")


def test_what_an_export_writes_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "甲.jsonl.gz"
    path.write_bytes(gzip.compress(HEADER + b"\n" + b'{"end":{"nodes":0,"relationships":0}}\n'))
    look_over_export(path)
