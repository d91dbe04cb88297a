"""Of which day a load is a picture: dates that cannot be, an as-of that cannot be, one that is far from the last."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.errors import ConfigurationError
from cypher.graph import Graph
from loaders.cells.rejects import FileUnreadable
from loaders.cells.values import CellError
from loaders.load import load
from loaders.runs.history import today
from loaders.validate.as_of import refuse_far, told_as_of
from tests.loaders.test_load_run import put, put_city
from tests.registries import REGISTRIES, write_csv

FRAME = ("regions", "authorities", "trades", "units")
FIRM = REGISTRIES["enterprises"][0] | {"法人代表": ""}
TOMORROW = (date.today() + timedelta(days=1)).isoformat()


def firm(number: int, **cells: str) -> dict[str, str]:
    return FIRM | {"企业名称": f"大连示例{number}会计师事务所", "统一社会信用代码": "", **cells}


async def test_a_date_that_is_yet_to_come_refuses_its_row_and_dates_nothing(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    rows = [firm(1, 注册日期="2091-05-01"), firm(2, 注册日期="2001-01-01"), firm(3, 注册日期=TOMORROW)]
    report = await put(graph, tmp_path, "enterprises", rows, settle=False)
    assert (report.as_of, report.counts.accepted) == ("2001-01-01", 1)
    assert dict(report.rejected_by_code) == {"date_after_today": 2}
    later = await put(graph, tmp_path, "enterprises", [firm(4)], as_of="2019-06-30", settle=False)
    assert later.as_of == "2019-06-30"


async def test_a_date_after_the_as_of_refuses_its_row(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    report = await put(graph, tmp_path, "enterprises", [firm(1, 注册日期="2008-04")], as_of="2008-03-31", settle=False)
    assert dict(report.rejected_by_code) == {"future_date": 1}


@pytest.mark.parametrize("told", [TOMORROW, "2091", "2091年5月"])
async def test_an_as_of_after_today_is_refused(graph: Graph, tmp_path: Path, told: str) -> None:
    with pytest.raises(ConfigurationError, match="--as-of"):
        await put(graph, tmp_path, "regions", REGISTRIES["regions"], as_of=told)


async def test_a_file_that_states_an_as_of_after_today_is_refused_unless_another_is_told(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    path = write_csv(tmp_path / "enterprises.csv", [firm(1)])
    path.write_text(f"截止日期：{TOMORROW}\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(FileUnreadable) as refused:
        await load(graph, load_catalogue(), "enterprises", [path], settle=False)
    assert refused.value.code == "as_of_after_today"
    report = await load(graph, load_catalogue(), "enterprises", [path], as_of="2008", settle=False)
    assert report.counts.accepted == 1


async def test_an_as_of_far_from_the_last_needs_to_be_told(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "enterprises", [firm(1)], as_of="2008-03-31", settle=False)
    with pytest.raises(ConfigurationError, match="--as-of 2011-01-01"):
        await put(graph, tmp_path, "enterprises", [firm(2, 注册日期="2011-01-01")], settle=False)
    near = await put(graph, tmp_path, "enterprises", [firm(3, 注册日期="2010-03-31")], settle=False)
    assert near.as_of == "2010-03-31"
    told = await put(graph, tmp_path, "enterprises", [firm(2)], as_of="2014-01-01", settle=False)
    assert told.counts.accepted == 1


def test_a_month_that_is_not_over_is_no_as_of() -> None:
    assert told_as_of("2008-02", "2008-02-29") == "2008-02"
    with pytest.raises(ConfigurationError):
        told_as_of("2008-02", "2008-02-28")
    with pytest.raises(CellError):
        told_as_of("2008-13", "2026-01-01")
    assert told_as_of(None, "2008-01-01") is None


@pytest.mark.parametrize(
    ("as_of", "before", "far"),
    [
        ("2008-03-31", [], False),
        ("2008-03-31", ["2006-03-31", ""], False),
        ("2008-04-01", ["2006-03-31"], True),
        ("2004-03-30", ["2006-03-31"], True),
        ("2008-03-31", ["1999-01-01", "2007-12-31"], False),
    ],
)
def test_far_is_more_than_two_years_before_or_after_the_newest(as_of: str, before: list[str], far: bool) -> None:
    if not far:
        return refuse_far(as_of, before)
    with pytest.raises(ConfigurationError):
        refuse_far(as_of, before)
    return None


def test_today_is_a_day_of_the_calendar() -> None:
    assert date.fromisoformat(today()) <= date.today()
