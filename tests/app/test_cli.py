"""The command line as a user has it: a process, its output, its exit status."""

import gzip
import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from app.cli.service import EXAMPLE
from cypher.catalogue import load_catalogue
from cypher.engine.embedded import open_embedded
from loaders.consistency import load_checks
from loaders.exchange import digest
from loaders.sources import load_sources
from tests import forked

FRAME = ["01行政区划.csv", "02登记机关.csv", "03行业.csv", "04业务主管单位.csv"]
FAULTY = "07f有误登记（演示退回）.csv"


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory of an embedded engine with the frame of the example city, loaded by the command itself.

    This process owns the engine, so that each command attaches to it, as beside a service.
    """
    folder = tmp_path_factory.mktemp("cli")
    with open_embedded(folder):
        load_frame(folder)
        yield folder


def load_frame(folder: Path) -> None:
    done = zuzhitu("load", "auto", *(str(EXAMPLE / name) for name in FRAME), "--json", data_dir=folder)
    reports = json.loads(done.stdout)["items"]
    assert [r["source"] for r in reports] == ["regions", "authorities", "trades", "units"]
    assert all(r["counts"]["rejected"] == 0 for r in reports)


def zuzhitu(*arguments: str, data_dir: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command and waits for it."""
    where = ["--data-dir", str(data_dir)] if data_dir else []
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "ZUZHITU_"))}
    return forked.run([*arguments, *where], clean | environment)


def test_refused_rows_give_status_1_and_are_listed_with_their_remedy(data_dir: Path) -> None:
    done = zuzhitu("load", "social_organizations", str(EXAMPLE / FAULTY), "--json", data_dir=data_dir)
    report = json.loads(done.stdout)
    counts = report["counts"]
    assert done.returncode == 1
    parts = ("accepted", "rejected", "repeated", "skipped", "out_of_scope")
    assert counts["read"] == sum(counts[part] for part in parts)
    assert counts["rejected"] == 6
    listed = zuzhitu("rejects", report["run"], "--json", data_dir=data_dir)
    items = json.loads(listed.stdout)["items"]
    assert len(items) == 6
    place = {"file": FAULTY, "sha256": hashlib.sha256((EXAMPLE / FAULTY).read_bytes()).hexdigest(), "sheet": None}
    assert all(i["place"] == {**place, "row": i["place"]["row"]} and i["remedy"] for i in items)


def test_a_run_that_refused_nothing_hands_out_no_workbook(data_dir: Path, tmp_path: Path) -> None:
    done = zuzhitu("rejects", "regions:1", "--out", str(tmp_path / "退回.xlsx"), data_dir=data_dir)
    assert (done.returncode, list(tmp_path.iterdir())) == (0, [])
    assert "none" in done.stderr
    assert "replay" not in done.stderr


def test_the_same_file_again_changes_nothing(data_dir: Path) -> None:
    done = zuzhitu("load", "units", str(EXAMPLE / FRAME[-1]), "--json", data_dir=data_dir)
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert {n for name, n in report["changes"].items() if name != "unchanged"} == {0}


def test_what_can_be_loaded_is_listed_before_and_after(data_dir: Path) -> None:
    items = json.loads(zuzhitu("sources", "--json", data_dir=data_dir).stdout)["items"]
    assert [item["id"] for item in items] == list(load_sources())
    loaded = {item["id"]: item["last_run"] for item in items}
    assert loaded["regions"]["state"] == "finished"
    assert loaded["regions"]["rows"] == loaded["regions"]["counts"]["read"] > 0
    assert 0 <= loaded["regions"]["age"] < 3600
    assert loaded["headcounts"] is None
    text = zuzhitu("sources", data_dir=data_dir).stdout
    shown = [line for line in text.splitlines() if line.startswith("  上次 last load  ")]
    assert len(shown) == len(items)
    assert f"{loaded['regions']['run']}  截止 as of " in shown[0]
    assert f"  {loaded['regions']['rows']} 行 rows  " in shown[0]
    assert "ago" in shown[0]
    assert shown[9] == "  上次 last load  —"


def test_an_export_is_checked_without_a_database_and_restored_to_the_same_digest(
    data_dir: Path, tmp_path: Path
) -> None:
    file = tmp_path / "city.jsonl.gz"
    assert zuzhitu("export", str(file), data_dir=data_dir).returncode == 0
    done = zuzhitu("check", "--offline", str(file), "--json")
    found = {item["id"]: item["count"] for item in json.loads(done.stdout)["items"]}
    assert set(found) == set(load_checks())
    asked = zuzhitu("check", "--json", data_dir=data_dir)
    online = {item["id"]: item["count"] for item in json.loads(asked.stdout)["items"]}
    assert {name: count for name, count in found.items() if name in online} == {
        n: online[n] for n in found if n in online
    }
    assert done.returncode == asked.returncode == 1
    assert found["no_top"] == 1  # no Party organisation is loaded: that is severe
    restored = tmp_path / "restored"
    kind = '"kind":"supervising_unit"'
    lines = gzip.decompress(file.read_bytes()).decode().replace(kind, f'{kind},"phone":"13812345678"', 1)
    forged = tmp_path / "forged.jsonl.gz"
    forged.write_bytes(gzip.compress(lines.encode()))
    refused = zuzhitu("import", str(forged), data_dir=restored)
    line = lines[: lines.index("13812345678")].count("\n") + 1
    assert refused.returncode == 3
    assert f"forged.jsonl.gz:{line}：Organization 没有属性 phone——请重新执行 zuzhitu export" in refused.stderr
    assert f"forged.jsonl.gz:{line}: Organization has no property phone -- export the graph again" in refused.stderr
    assert not restored.exists()  # refused before there was a graph
    taken = zuzhitu("import", str(file), data_dir=restored)
    assert taken.returncode == 0
    assert "此图从此存 大连市 210200" in taken.stderr
    assert "this graph is that of 大连市 210200" in taken.stderr
    assert zuzhitu("import", str(file), data_dir=restored).returncode == 2  # no longer an empty graph
    again = tmp_path / "again.jsonl.gz"
    assert zuzhitu("export", str(again), data_dir=restored).returncode == 0
    assert digest(again) == digest(file)
    file.write_bytes(file.read_bytes()[:-200])
    assert zuzhitu("check", "--offline", str(file)).returncode == 3


NOWHERE = str(EXAMPLE / FRAME[-1] / "below")


@pytest.mark.parametrize(
    ("arguments", "environment", "status", "zh", "en"),
    [
        (["load", "nothing", "x.csv"], {}, 2, "没有数据来源 nothing", "there is no source nothing"),
        (["load", "units", "no-such-file.csv"], {}, 3, "打不开（不存在）", "cannot be opened"),
        (
            ["load", "units", str(EXAMPLE / FRAME[-1]), "--as-of", "soon"],
            {},
            2,
            "不能识别为日期",
            "cannot be read as a date",
        ),
        (["load", "auto", str(Path(__file__).parents[1] / "graphs")], {}, 3, "文件夹/*", "FOLDER/*"),
        (["runs"], {"NEO4J_URI": "http://127.0.0.1"}, 2, "NEO4J_URI=http", "it is no Bolt address"),
        (["runs"], {"ZUZHITU_PROT": "1"}, 2, "没有这个设置", "there is no such setting"),
        (["check", "--as-of", "2008-13"], {}, 2, "--as-of 2008-13：不是", "--as-of 2008-13: not a valid date"),
        (["check", "no_such_check"], {}, 2, "没有检查项 no_such_check", "there is no check no_such_check"),
        (["frobnicate"], {}, 2, "命令写法有误", "invalid choice"),
        (["chain", "nobody"], {}, 2, "没有标识为 nobody 的组织", "No organisation is identified by nobody"),
        (["chain", "units:U001", "--as-of", "soon"], {}, 2, "as_of: 不是 YYYY", "as_of: Not a valid date"),
        (["uncovered", "--limit", "0"], {}, 2, "limit: 应为 1 到 500", "limit: Must be an integer"),
        (
            ["uncovered", "--severity", "应建没建"],
            {},
            2,
            "相近的有 hard 应建未建；可用的有 hard",
            "near it there are hard",
        ),
        (["coverage", "--by", "weather"], {}, 2, "可用的有 region 区划、trade 行业", "it is one of region region"),
        (["uncovered", "--out", "缺口.pdf"], {}, 2, "应以 .xlsx, .csv, .jsonl 结尾", "ends with one of .xlsx"),
        (["export", NOWHERE], {}, 2, "路径中有一段不是文件夹", "Not a directory"),
    ],
)
def test_what_is_wrong_is_said_in_both_languages_with_its_status(
    data_dir: Path, arguments: list[str], environment: dict[str, str], status: int, zh: str, en: str
) -> None:
    done = zuzhitu(*arguments, data_dir=data_dir, **environment)
    assert (done.returncode, done.stdout) == (status, "")
    chinese, english = [line for line in done.stderr.splitlines() if line.startswith("zuzhitu: ")]
    assert zh in chinese
    assert en in english
    assert not any("\u4e00" <= c <= "\u9fff" for c in english.replace(arguments[-1], ""))


@pytest.mark.parametrize("place", ["below a file", "not to be written"])
def test_a_data_directory_that_cannot_be_written_says_so(tmp_path: Path, place: str) -> None:
    if place == "below a file":
        (tmp_path / "file").write_text("")
        folder, why = tmp_path / "file" / "data", "不能建立或写入（路径中有一段不是文件夹"
    else:
        folder, why = Path("/proc/zuzhitu"), "不能建立或写入（"  # not even the superuser makes a directory there
    done = zuzhitu("load", "units", str(EXAMPLE / FRAME[-1]), data_dir=folder)
    chinese, english = done.stderr.splitlines()
    assert done.returncode == 2
    assert f"ZUZHITU_DATA_DIR={folder}" in chinese
    assert why in chinese
    assert "cannot be made or written" in english
    assert "held by" not in english


@pytest.mark.parametrize(
    "arguments",
    [
        ["uncovered"],
        ["runs"],
        ["runs", "units:1", "--undo"],
        ["serve", "--port", "0"],
        ["check"],
        ["derive"],
        ["export", "nowhere.jsonl.gz"],
        ["merge", "a", "b"],
    ],
    ids=" ".join,
)
def test_a_mistyped_data_directory_makes_no_database(tmp_path: Path, arguments: list[str]) -> None:
    for folder in (tmp_path / "mistyped", tmp_path):  # the second is there, and holds none
        done = zuzhitu(*arguments, data_dir=folder)
        chinese, english = done.stderr.splitlines()
        assert (done.returncode, done.stdout) == (2, "")
        assert f"ZUZHITU_DATA_DIR={folder}：此文件夹中没有图" in chinese
        assert "fill this one: zuzhitu load" in english
        assert list(tmp_path.iterdir()) == []


def test_what_can_be_loaded_is_listed_where_nothing_was(tmp_path: Path) -> None:
    done = zuzhitu("sources", "--json", data_dir=tmp_path / "none")
    assert done.returncode == 0
    assert [(i["id"], i["last_run"]) for i in json.loads(done.stdout)["items"]] == [(s, None) for s in load_sources()]
    assert "there is no graph in this directory" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_the_registries_in_it(data_dir: Path, tmp_path: Path) -> None:
    for name in FRAME[:2]:
        (tmp_path / name).write_bytes((EXAMPLE / name).read_bytes())
    (tmp_path / "说明.md").write_text("no registry")
    (tmp_path / "~$01.xlsx").write_text("what a spreadsheet leaves while it is open")
    done = zuzhitu("load", "auto", str(tmp_path), "--json", data_dir=data_dir)
    assert [r["source"] for r in json.loads(done.stdout)["items"]] == ["regions", "authorities"]


def test_a_graph_that_is_away_gives_status_4() -> None:
    done = zuzhitu("runs", NEO4J_URI="bolt://127.0.0.1:1")
    assert done.returncode == 4
    chinese, english, *_ = done.stderr.splitlines()
    assert "连不上图数据库" in chinese
    assert "127.0.0.1:1" in english


def test_the_text_of_a_load_says_what_was_warned_of(data_dir: Path, tmp_path: Path) -> None:
    header = "社会组织名称,登记管理机关,社会组织类型,住所,资金规模,法定代表人\n"
    row = "大连某某培训学校,大连市中山区民政局,民办非企业单位,中山区人民路1号 联系人：王小明,十万元,王小明\n"
    (tmp_path / "甲.csv").write_text(header + row, encoding="utf-8")
    done = zuzhitu("load", "auto", str(tmp_path), "--as-of", "2008-03-31", data_dir=data_dir)
    assert "  warned_by_code: personal_data_masked 1\n" in done.stdout
    assert "columns not read 甲.csv: 资金规模\n" in done.stdout
    assert "they name persons 甲.csv: 法定代表人\n" in done.stdout
    file = tmp_path / "city.jsonl.gz"
    assert zuzhitu("export", str(file), data_dir=data_dir).returncode == 0
    kept = "\n".join(json.dumps(record, ensure_ascii=False) for record in records_of(file))
    assert "联系人：〔已隐去〕" in kept
    assert "王小明" not in kept


def test_the_form_replaces_the_workbook_that_is_there(data_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "党组织情况.xlsx"
    out.write_text("the form of last year")
    done = zuzhitu("form", "--region", "210202", "--out", str(out), data_dir=data_dir)
    assert (done.returncode, done.stdout) == (0, "")
    assert str(out) in done.stderr
    (sheet,) = openpyxl.load_workbook(out).worksheets
    assert sheet["A2"].value == "填报单位：中山区"
    assert list(tmp_path.iterdir()) == [out]


def test_options_take_names_and_words_as_they_take_codes(data_dir: Path) -> None:
    for command, by_code, by_name in (
        ("uncovered", ["--region", "210204", "--trade", "law"], ["--region", "沙河口区", "--trade", "律师"]),
        ("uncovered", ["--severity", "hard,unknown"], ["--severity", "應建未建，Not reported"]),
        ("coverage", ["--by", "region,kind"], ["--by", "区划、类别"]),
        ("trend", ["--step", "quarter", "--region", "210204"], ["--step", "季度", "--region", "沙河口"]),
        ("form", ["--lead", "units:DW007"], ["--lead", "大连市财政局"]),
        ("differences", ["--kind", "only_recorded"], ["--kind", "只有登记"]),
    ):
        code, name = (zuzhitu(command, *given, "--json", data_dir=data_dir) for given in (by_code, by_name))
        assert (name.returncode, name.stdout) == (0, code.stdout), name.stderr


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["form", "--region", "沙河扣区"], "没有这一项；相近的有 大连市 沙河口区 210204", "lists them all"),
        (["form", "--region", "区"], "可指多项，请写代码；", "means several; take one by its code; "),
        (["differences", "--lead", "大连市财证局"], "大连市财政局 units:DW007", "near it there are "),
    ],
)
def test_a_name_that_fits_nothing_or_several_is_refused_with_those_near_it(
    data_dir: Path, arguments: list[str], zh: str, en: str
) -> None:
    done = zuzhitu(*arguments, data_dir=data_dir)
    chinese, english = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert zh in chinese
    assert en in english


def test_the_usage_lists_the_words_of_an_option() -> None:
    usage = " ".join(zuzhitu("uncovered", "--help").stdout.split())
    for words in ("hard 应建未建", "foundation 基金会", "210204 沙河口区", "coverage --by trade"):
        assert words in usage
    assert "lead 责任主体" in zuzhitu("coverage", "--help").stdout


def test_coverage_names_the_code_beside_each_region(data_dir: Path) -> None:
    lines = zuzhitu("coverage", "--by", "区划", data_dir=data_dir).stdout.splitlines()
    assert lines[0].startswith("区划 region\t代码 code\t")


@pytest.mark.parametrize("ending", ["xlsx", "csv", "jsonl"])
def test_a_list_is_written_whole_in_the_format_of_its_ending(data_dir: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"清单.{ending}"
    out.write_text("the list of last year")
    done = zuzhitu("differences", "--limit", "1", "--out", str(out), data_dir=data_dir)
    assert (done.returncode, done.stdout) == (0, "")
    assert str(out) in done.stderr
    if ending == "xlsx":
        assert "登记与推导的上级" in [sheet.title for sheet in openpyxl.load_workbook(out).worksheets]
    else:
        assert "last year" not in out.read_text(encoding="utf-8-sig")
    assert list(tmp_path.iterdir()) == [out]


def test_a_list_that_is_refused_leaves_what_was_there(data_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "清单.csv"
    out.write_text("the list of last year")
    done = zuzhitu("differences", "--as-of", "soon", "--out", str(out), data_dir=data_dir)
    assert done.returncode == 2
    assert out.read_text() == "the list of last year"
    assert list(tmp_path.iterdir()) == [out]


def test_where_there_is_more_it_is_said_how_it_is_had(data_dir: Path) -> None:
    some = zuzhitu("check", "--limit", "0", data_dir=data_dir).stdout
    assert "项未列 more: --limit N" in some
    runs = zuzhitu("runs", "--limit", "1", data_dir=data_dir).stdout.splitlines()
    assert len(runs) == 3
    assert runs[-1].startswith("1 / ")
    assert "--limit N" in runs[-1]


def test_an_organization_is_meant_by_its_name_too(data_dir: Path) -> None:
    named = zuzhitu("history", "大连市财政局", "--json", data_dir=data_dir)
    assert json.loads(named.stdout)["organization"]["id"] == "units:DW007", named.stderr
    several = zuzhitu("history", "财政局", data_dir=data_dir)
    assert several.returncode == 2
    assert "near it by name" in several.stderr
    assert "units:DW007" in several.stderr


def test_a_dossier_is_written_whole(data_dir: Path, tmp_path: Path) -> None:
    out = tmp_path / "档案.html"
    done = zuzhitu("dossier", "units:DW001", "--as-of", "2008-03-31", "--out", str(out), data_dir=data_dir)
    assert (done.returncode, done.stdout) == (0, "")
    assert str(out) in done.stderr
    text = out.read_text(encoding="utf-8")
    assert "<code>DW001</code>" in text
    assert text.endswith("</html>")
    assert list(tmp_path.iterdir()) == [out]


def records_of(file: Path) -> list[object]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_a_statement_is_printed_as_the_engine_gets_it() -> None:
    done = zuzhitu("statement", "rules/superior/association")
    assert done.returncode == 0
    assert done.stdout.startswith("// rules/superior/association: ")
    assert "// $subjects" in done.stdout
    assert load_catalogue()["rules/superior/association"].text in done.stdout
    unknown = zuzhitu("statement", "rules/superior/asociation")
    assert unknown.returncode == 2
    assert "rules/superior/association" in unknown.stderr
