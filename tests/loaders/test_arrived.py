"""Files that are not what their name says, that are no files, that are too large; JSON and gzip; headings renamed."""

import gzip
import io
import json
import os
import socket
import time
from pathlib import Path

import pytest

from cypher.errors import ConfigurationError
from loaders.cells.rejects import FileUnreadable
from loaders.read import arrived, limits
from loaders.read.readers import FileFacts, Row, inspect_file, read_rows
from loaders.validate.renaming import read_renaming, refuse_unused

KNOWN = ("企业名称", "注册日期", "经营范围")
TABLE = "企业名称,注册日期,经营范围\n大连甲,2008,验资\n"


def read(path: Path | arrived.Arrived, renamed: dict[str, str] | None = None) -> tuple[FileFacts, list[Row]]:
    facts = inspect_file(path, KNOWN, renamed)
    return facts, list(read_rows(facts))


def refusal(path: Path | arrived.Arrived) -> FileUnreadable:
    began = time.process_time()
    with pytest.raises(FileUnreadable) as refused:
        read(path)
    assert time.process_time() - began < 30
    assert all(refused.value.said)
    return refused.value


def test_what_is_no_regular_file_is_named_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.csv")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        for path, said in (
            (tmp_path / "管道.csv", "a pipe"),
            (tmp_path / "s", "a socket"),
            (Path("/dev/zero"), "a device"),
            (tmp_path, "a folder"),
        ):
            error = refusal(path)
            assert (error.code, said in error.message_en) == ("no_regular_file", True)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("甲.xlsx", b"<html><table><tr><td>\xe4\xbc\x81</td></tr></table></html>", "a web page"),
        ("甲.xls", "\ufeff<!DOCTYPE html><table>".encode(), "a web page"),
        ("甲.csv", b"\r\n <TABLE border=1>", "a web page"),
        ("甲.xls", b'<?xml version="1.0"?><html xmlns="x">', "a web page"),
        ("甲.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "2003"),
        ("甲.xls", '<?xml version="1.0"?><a/>'.encode("utf-16"), "an XML file"),
        ("甲.xls", b"MIME-Version: 1.0\r\n", "MHTML"),
        ("甲.xlsx", TABLE.encode(), "text, no workbook"),
        ("甲.xlsx", b"\x8f\x03\xe1\x00\x17\x05\xc4Z" * 40, "unreadable, neither workbook nor text"),
        ("甲.csv", b"PK\x03\x04...", "no text"),
        ("甲.csv", b"%PDF-1.4", "a PDF"),
        ("甲.xlsx", b"Rar!\x1a", "a RAR archive"),
        ("甲.csv.gz", gzip.compress(gzip.compress(b"a", mtime=0), mtime=0), "a gzip file within a gzip file"),
    ],
)
def test_a_file_of_another_format_is_named_for_what_it_is(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    error = refusal(path)
    assert (error.code, error.place.file) == ("wrong_format", name)
    assert said in error.message_en


@pytest.mark.parametrize("name", ["甲.csv.gz", "甲.csv"])
def test_a_packed_file_reads_as_what_it_holds(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(TABLE.encode("gb18030")))
    facts, rows = read(path)
    assert (facts.name, facts.format, facts.encoding) == (name, "csv", "gb18030")
    assert rows[0].cells == {"企业名称": "大连甲", "注册日期": "2008", "经营范围": "验资"}


def test_a_packed_file_that_is_cut_off_says_so(tmp_path: Path) -> None:
    path = tmp_path / "甲.csv.gz"
    path.write_bytes(gzip.compress(TABLE.encode() * 99)[:-9])
    assert refusal(path).code == "broken_archive"


def test_what_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrived, "MAX_BYTES", 1 << 20)
    path = tmp_path / "甲.csv.gz"
    path.write_bytes(gzip.compress(TABLE.encode() + b"," * (2 << 20)))
    assert refusal(path).code == "too_large"
    (tmp_path / "乙.csv").write_bytes(b"," * (2 << 20))
    assert refusal(tmp_path / "乙.csv").code == "too_large"


@pytest.mark.parametrize(
    ("rest", "row"),
    [("甲" * (limits.MAX_LINE + 1), 3), ("甲," * limits.MAX_CELLS_OF_LINE, 3), ("\n" * limits.MAX_ROWS, 1_048_577)],
)
def test_lines_are_bounded_and_their_cells_not_quoted(tmp_path: Path, rest: str, row: int) -> None:
    path = tmp_path / "甲.csv"
    path.write_text(TABLE + rest, encoding="utf-8")
    error = refusal(path)
    assert (error.code, error.place.row) == ("too_large", row)
    assert "甲甲" not in f"{error.said}"


@pytest.mark.parametrize("delimiter", ["|", "，"])
def test_pipes_and_full_width_commas_part_cells(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "甲.txt"
    path.write_text(TABLE.replace(",", delimiter), encoding="utf-8")
    facts, rows = read(path)
    assert (facts.delimiter, rows[0].cells["注册日期"]) == (delimiter, "2008")


def test_a_stray_byte_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "甲.csv"
    path.write_bytes((TABLE + "大连会计师事务所甲,2008,验资\n").encode("gb18030") + b"\xff,2008,\n")
    error = refusal(path)
    assert (error.code, error.place.row) == ("unknown_encoding", 4)
    assert "0xFF" in error.message_en
    assert "GB18030" in error.message_en


# -- JSON -----------------------------------------------------------------------------------------------------------

RECORDS = [
    {"企业名称": "大连甲", "注册日期": 2008, "法定代表人": "王小明"},
    {"企业名称": "大连乙", "经营范围": ["验资", "审计"], "注册日期": None},
    {"企业名称": {"全称": "大连丙"}, "经营范围": True},
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_objects_are_rows_whatever_the_file(tmp_path: Path, form: str, encoding: str) -> None:
    path = tmp_path / f"甲.{form}"
    lines = [json.dumps(record, ensure_ascii=False) for record in RECORDS]
    text = "[\n" + ",\n".join(lines) + "\n]\n" if form == "json" else "\n".join(lines)
    path.write_bytes(text.encode(encoding))
    facts, rows = read(path)
    assert (facts.format, facts.encoding, facts.delimiter) == (form, encoding, None)
    assert facts.personal == ("法定代表人",)
    assert [row.place.row for row in rows] == [1, 2, 3]
    assert [tuple(row.cells.values()) for row in rows] == [
        ("大连甲", "2008", ""),
        ("大连乙", "", "验资；审计"),
        ("", "", "是"),
    ]
    assert [{column: fault.code for column, fault in row.faults.items()} for row in rows] == [
        {},
        {},
        {"企业名称": "nested_value"},
    ]


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    path = tmp_path / "甲.jsonl"
    path.write_text('{"企业名称": 912102000000000123, "注册日期": 20080512.0, "经营范围": 9.1E+17}', encoding="utf-8")
    _, rows = read(path)
    assert tuple(rows[0].cells.values()) == ("912102000000000123", "20080512", "9.1E+17")


@pytest.mark.parametrize(
    ("text", "form", "numbers"),
    [
        ('[{"企业名称": "甲"}, {"企业名称": null}, {"企业名称": {"全称": "乙"}}]', "json", [1, 2, 3]),
        ('{"企业名称": "甲"} {"企业名称": ""}{"企业名称": {"全称": "乙"}}', "json", [1, 2, 3]),
        ('{"企业名称": "甲"}\n\n{"企业名称": [null]}\n{"企业名称": {"全称": "乙"}}\n', "jsonl", [1, 3, 4]),
    ],
)
def test_a_record_is_told_from_the_others_on_its_line(tmp_path: Path, text: str, form: str, numbers: list[int]) -> None:
    path = tmp_path / "甲.json"
    path.write_text(text, encoding="utf-8")
    facts, rows = read(path)
    assert (facts.format, [row.place.row for row in rows]) == (form, numbers)
    assert [row.skipped for row in rows] == [None, "blank_record", None]
    assert rows[2].faults["企业名称"].code == "nested_value"


def test_half_a_character_refuses_its_cell_or_in_a_heading_the_file(tmp_path: Path) -> None:
    path = tmp_path / "甲.jsonl"
    path.write_text(
        '{"企业名称": "大连\\ud83d\\ude00", "备注": "\\udc00"}\n{"企业名称": "大连\\ud800学会"}\n'
        '{"企业名称": ["大连", "\\udfff"], "注册日期": "2008\\ud83d"}',
        encoding="utf-8",
    )
    _, rows = read(path)
    assert [row.cells["企业名称"] for row in rows] == ["大连😀", "大连\ufffd学会", "大连；\ufffd"]
    assert all(text.encode() is not None for row in rows for text in row.cells.values())
    assert [{name: fault.code for name, fault in row.faults.items()} for row in rows] == [
        {"备注": "bad_text"},
        {"企业名称": "bad_text"},
        {"企业名称": "bad_text", "注册日期": "bad_text"},
    ]
    path.write_text('{"企业名称": "大连甲"}\n{"企业名称": "大连乙", "住\\udc00所": "x"}\n', encoding="utf-8")
    error = refusal(path)
    assert (error.code, error.place.row) == ("broken_heading", 2)
    assert f"{error.said}".encode()


def test_a_name_of_a_file_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    path = tmp_path / "\udcff.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert read(path)[0].name == "?.csv".replace("?", "\ufffd")


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ('{"企业名称": "甲"}\n{"企业名称": 乙}', "no_json", 2),
        ('[{"企业名称": "甲"},\n{"企业名称": "乙"}', "no_json", 2),
        ('[{"企业名称": "甲"} {"企业名称": "乙"}]', "no_json", 1),
        ('[{"企业名称": "甲"}]\n[]', "no_json", 2),
        ('["甲", "乙"]', "no_json", 1),
        ("企业名称,注册日期\n", "no_json", 1),
        ('{"企业名称": "甲", "企业名称": "乙"}', "duplicate_header", 1),
        ('{"企业名称": "甲", "企业 名称": "乙"}', "duplicate_header", 0),
        ('{"企业名称": ' + "[" * 100_000, "no_json", 1),
        ('{"企业名称": "' + "甲" * limits.MAX_LINE * 2, "too_large", 1),
        (json.dumps({f"列{i}": i for i in range(limits.MAX_COLUMNS + 1)}), "too_large", 1),
        ("", "no_header", 0),
        ("[]", "no_header", 0),
    ],
)
def test_what_is_no_list_of_objects_is_refused_at_its_line(tmp_path: Path, text: str, code: str, row: int) -> None:
    path = tmp_path / "甲.json"
    path.write_text(text, encoding="utf-8")
    error = refusal(path)
    assert (error.code, error.place.row) == (code, row)


def test_records_come_on_stdin_within_a_bound() -> None:
    facts, rows = read(arrived.on_stdin(io.BytesIO('{"企业名称": "大连甲"}\n'.encode())))
    assert (facts.name, facts.format, len(facts.sha256)) == ("stdin.jsonl", "jsonl", 64)
    assert rows[0].place.file == "stdin.jsonl"
    assert refusal(arrived.on_stdin(io.BytesIO(TABLE.encode()))).code == "no_json"
    with pytest.raises(FileUnreadable):
        arrived.on_stdin(io.BytesIO(b"a" * (limits.MAX_STDIN + 1)))


# -- headings renamed -----------------------------------------------------------------------------------------------


def test_a_heading_that_nobody_knows_is_read_as_what_somebody_says_it_is(tmp_path: Path) -> None:
    path = tmp_path / "甲.csv"
    path.write_text("机构全名（必填）,成立于\n大连甲,2008\n", encoding="utf-8")
    renamed = read_renaming(["机构全名=企业名称", "成立于 = 注册日期"])
    facts, rows = read(path, renamed)
    assert rows[0].cells == {"企业名称": "大连甲", "注册日期": "2008"}
    refuse_unused(renamed, [facts])
    with pytest.raises(ConfigurationError, match="no file has the heading 全名"):
        refuse_unused({"全名": "企业名称"}, [facts])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("企业名称", "write it as"),
        ("=企业名称", "write it as"),
        ("全名=", "write it as"),
        ("全名=无此列", "no source reads"),
        ("法定代表人=企业名称", "names persons"),
    ],
)
def test_what_a_heading_means_must_be_a_column_and_no_person(said: str, why: str) -> None:
    with pytest.raises(ConfigurationError, match=why):
        read_renaming([said])


def test_a_second_table_below_the_first_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "甲.csv"
    path.write_text(f"{TABLE}\n企业名称,经营范围,注册日期\n大连乙,审计,2009\n", encoding="utf-8")
    refused = refusal(path)
    assert (refused.code, refused.place.row) == ("second_table", 4)
    for odd in ('"企业\n名称",经营范围,注册日期', '"",企业名称,经营范围,注册日期', "＊企业名称,经营范围,注册日期"):
        path.write_text(f"{TABLE}大连乙,2009,审计\n{odd}\n大连丙,审计,2009\n", encoding="utf-8")
        assert (refusal(path).code, refusal(path).place.row) == ("second_table", 4), odd
    path.write_text(f"{TABLE}\n{TABLE}", encoding="utf-8")  # the same headings again are those of the next page
    assert len(read(path)[1]) == 2
