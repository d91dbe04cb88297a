"""A city of any size in the headings of the registries.

Its frame (regions, authorities, trades, units, associations and their Party organisations) is the example city's; its
organisations are drawn, seeded, from the example's own mixture of registers, approvals, trades and associations. Names,
numbers and codes are made up and visibly so. The files are in their plainest form: one heading row, UTF-8, canonical
names, ISO dates, no fault; so that a loader without the project's care reads them too.
"""

import csv
import io
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from loaders.cells.codes import credit_check_character, organization_check_character

EXAMPLE: Final = Path(__file__).parents[1] / "examples" / "dalian-2008"
AS_OF: Final = "2008-03-31"
DATES: Final = ("2006-12-31", "2007-12-31")
SEED: Final = 2008

# The files of the frame, in the order of loading.
FRAME: Final = (
    ("regions", "01"),
    ("authorities", "02"),
    ("trades", "03"),
    ("units", "04"),
    ("trade_supervision", "05"),
    ("associations", "06"),
    ("party_organizations", "09a"),
)
DRAWN: Final = (
    "登记管理机关",
    "社会组织类型",
    "业务主管单位",
    "行政挂靠单位",
    "批准机关",
    "批准级别",
    "行业",
    "加入协会",
)
BODIES: Final = ("登记管理机关", "业务主管单位", "行政挂靠单位", "批准机关", "加入协会")
ORGANIZATION: Final = (
    *("社会组织名称", *DRAWN, "批准日期", "成立登记日期", "登记状态", "注销日期", "住所", "所在区划"),
    *("登记证号", "组织机构代码", "统一社会信用代码"),
)
PARTY: Final = ("党组织编号", "党组织名称", "党组织类型", "所在单位", "覆盖单位", "隶属党组织", "成立日期")
HEADCOUNT: Final = (
    "单位",
    "统计日期",
    "从业人员",
    "正式党员",
    "预备党员",
    "未转组织关系党员",
    "党小组",
    "党建工作指导员",
)
ENDING: Final[Mapping[str, str]] = {
    "律师": "律师事务所",
    "注册会计师": "会计师事务所",
    "资产评估": "资产评估事务所",
    "注册税务师": "税务师事务所",
    "职业培训": "职业培训学校",
    "民办教育": "培训学校",
    "国际货运代理": "国际货运代理公司",
    "文化娱乐": "文化娱乐公司",
    "房地产中介": "房地产经纪公司",
    "社会团体": "研究会",
    "民办非企业单位": "服务中心",
    "基金会": "基金会",
}
PREFIX: Final[Mapping[str, str]] = {"社会团体": "51", "民办非企业单位": "52", "基金会": "53", "律师事务所": "31"}


@dataclass(frozen=True)
class City:
    """The files of a made city: `frame` and `own` as (source id, files), and how many rows the own ones hold."""

    frame: tuple[tuple[str, tuple[Path, ...]], ...]
    own: tuple[tuple[str, tuple[Path, ...]], ...]
    organizations: int
    rows: int


@dataclass(frozen=True)
class _Mould:
    """What organisations of one sort share. `streets`: the regions that they may sit in."""

    cells: tuple[tuple[str, str], ...]
    authority_code: str
    streets: tuple[str, ...]
    superior: str


def make_city(folder: Path, organizations: int, seed: int = SEED) -> City:
    """Writes the files of a city with so many organisations into `folder`. The same seed gives the same bytes."""
    draw = random.Random(f"{seed}:{organizations}")
    moulds = _moulds()
    chosen = draw.choices(list(moulds), weights=list(moulds.values()), k=organizations)
    rows: list[dict[str, str]] = []
    parties: list[dict[str, str]] = []
    counts: list[dict[str, str]] = []
    waiting: list[tuple[str, str, str]] = []  # names, superiors and foundings of those that a joint branch will cover
    for number, mould in enumerate(chosen, 1):
        row = _organization(draw, number, mould)
        rows.append(row)
        name, living = row["社会组织名称"], not row["注销日期"]
        built = draw.random() if living else 1.0
        if built < 0.15:
            parties.append(_party(len(parties) + 1, "党支部", name, [name], mould.superior, row["成立登记日期"]))
        elif built < 0.25:
            waiting.append((name, mould.superior, row["成立登记日期"]))
            if len(waiting) == 3:
                host, superior, _ = waiting[0]
                founded = max(day for *_, day in waiting)
                parties.append(
                    _party(len(parties) + 1, "联合党支部", host, [n for n, *_ in waiting], superior, founded)
                )
                waiting.clear()
        counts += [_headcount(draw, name, date, built < 0.15) for date in DATES if row["成立登记日期"] <= date]
    folder.mkdir(parents=True, exist_ok=True)
    written = {
        "social_organizations": _write(folder / "organizations.csv", ORGANIZATION, rows),
        "party_organizations": _write(folder / "party.csv", PARTY, parties),
        "headcounts": _write(folder / "headcounts.csv", HEADCOUNT, counts),
    }
    own = tuple((source, (path,)) for source, path in written.items())
    return City(frame_files(), own, organizations, len(rows) + len(parties) + len(counts))


def frame_files() -> tuple[tuple[str, tuple[Path, ...]], ...]:
    """The example city's files that are its frame."""
    return tuple((source, tuple(sorted(EXAMPLE.glob(f"{prefix}*.csv")))) for source, prefix in FRAME)


def _moulds() -> dict[_Mould, int]:
    """The sorts of organisations in the example city, with how many there are; those in canonical names alone."""
    authorities = {row["机关名称"]: row["机关代码"] for row in _read("02")}
    known = {row["单位名称"] for row in _read("04")} | {row["协会名称"] for row in _read("06")}
    streets: dict[str, list[str]] = {}
    for row in _read("01"):
        if row["级别"] == "街道" and not row["停用日期"]:
            streets.setdefault(row["上级代码"], []).append(row["区划代码"])
    hosted = {row["所在单位"]: row["党组织名称"] for row in reversed(_read("09a")) if row["所在单位"]}
    found: Counter[tuple[str, ...]] = Counter()
    for prefix in ("07a", "07b", "07c", "07d", "07e"):
        for row in _read(prefix):
            bodies = {row.get(name, "") for name in BODIES} - {""}
            sort = row["行业"] or row["社会组织类型"]
            if row["登记管理机关"] in authorities and bodies <= known and sort in ENDING:
                found[tuple(row[name] for name in DRAWN)] += 1
    moulds = {}
    urban = ("210202", "210203", "210204", "210211")
    for cells, count in sorted(found.items()):
        named = dict(zip(DRAWN, cells, strict=True))
        code = authorities[named["登记管理机关"]]
        places = [s for district in ([code] if code in streets else urban) for s in streets[district]]
        bodies_above = (named["加入协会"], named["业务主管单位"], named["行政挂靠单位"], named["登记管理机关"])
        superior = next((hosted[b] for b in bodies_above if b in hosted), "")
        moulds[_Mould(tuple(named.items()), code, tuple(places), superior)] = count
    return moulds


def _organization(draw: random.Random, number: int, mould: _Mould) -> dict[str, str]:
    cells = dict(mould.cells)
    kind = cells["社会组织类型"]
    founded = _day(draw, 1990, 2007)
    closed = draw.random() < 0.04 and founded < "2006"
    street = draw.choice(mould.streets)
    code = f"BM{number:06d}"
    code += organization_check_character(code)
    credit = ""
    if draw.random() < 0.6:
        credit = PREFIX.get(kind, "91") + mould.authority_code + code
        credit += credit_check_character(credit)
    return {
        **cells,
        "社会组织名称": f"大连样本{number:06d}号{ENDING.get(cells['行业'], ENDING.get(kind, ''))}",
        "批准日期": founded if cells["批准机关"] else "",
        "成立登记日期": founded,
        "登记状态": "注销" if closed else "正常",
        "注销日期": _day(draw, 2006, 2007) if closed else "",
        "住所": f"样本路{number}号",
        "所在区划": street,
        "登记证号": f"BZ{number:06d}" if draw.random() < 0.5 else "",
        "组织机构代码": code,
        "统一社会信用代码": credit,
    }


def _party(number: int, kind: str, host: str, covers: list[str], superior: str, founded: str) -> dict[str, str]:
    cells = (f"BM{number:06d}", f"中共{host}{kind[1:]}委员会", kind, host, "；".join(covers), superior, founded)
    return dict(zip(PARTY, cells, strict=True))


def _headcount(draw: random.Random, name: str, date: str, built: bool) -> dict[str, str]:
    unbuilt: tuple[int | str, ...] = (0, 1, 2, draw.randint(3, 9), "")
    full = draw.randint(3, 30) if built else draw.choices(unbuilt, (60, 12, 8, 17, 3))[0]
    some = bool(full)
    cells = (
        *(name, date, draw.randint(3, 120), full),
        *(draw.randint(0, 2) * some, draw.randint(0, 2) * some, int(some and built), int(draw.random() < 0.1)),
    )
    return dict(zip(HEADCOUNT, map(str, cells), strict=True))


def _day(draw: random.Random, first: int, last: int) -> str:
    return f"{draw.randint(first, last)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"


def _read(prefix: str) -> list[dict[str, str]]:
    """The rows of the example's files with this number, titles and dates above the heading left out."""
    rows: list[dict[str, str]] = []
    for path in sorted(EXAMPLE.glob(f"{prefix}*.csv")):
        data = path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        table = list(csv.reader(io.StringIO(text)))
        heading = next(i for i, row in enumerate(table) if sum(map(bool, row)) > 2)
        rows += [
            dict(zip(table[heading], row, strict=False)) for row in table[heading + 1 :] if sum(map(bool, row)) > 1
        ]
    return rows


def _write(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(columns))
        writer.writeheader()
        writer.writerows(rows)
    return path
