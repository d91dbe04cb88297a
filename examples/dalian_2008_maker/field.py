"""The field: organisations of each trade and kind, so many of each coverage class. All of them are invented."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from .frame import ASSOCIATIONS, DISTRICTS, bureau, streets
from .model import Organisation, People, between, invented, pick

URBAN = ("210202",) * 22 + ("210203",) * 16 + ("210204",) * 20 + ("210211",) * 18 + ("210213",) * 8 + ("210212",) * 4
EVERYWHERE = URBAN + ("210281",) * 5 + ("210283",) * 4 + ("210282",) * 3 + ("210224",)
YEARS = tuple(range(1992, 2000)) + tuple(range(1998, 2006)) * 2 + (2006, 2006, 2007)
ZONE_SEATS = (("210231", "大连高新技术产业园区"), ("210242", "大连保税区"), ("DL.KFQ", "大连经济技术开发区"))
CIVIL_KINDS = ("社会团体", "民办非企业单位", "基金会")


@dataclass(frozen=True)
class Group:
    """A trade or kind: `own` is (committees, general branches, branches), `joint` the sizes of its joint branches,
    `span` the sizes of those that it shares with another group, and then how many of each uncovered class."""

    trade: str
    kind: str
    endings: tuple[str, ...]
    bureau: str
    own: tuple[int, int, int]
    joint: tuple[int, ...]
    hard: int
    soft: int
    none: int
    unknown: int
    district_share: float = 0.0
    province_share: float = 0.0
    span: tuple[int, ...] = ()
    closed: int = 3
    idle: int = 1
    letter: str = field(default="")


GROUPS = (
    Group(
        "律师",
        "律师事务所",
        ("律师事务所",),
        "司法局",
        (1, 3, 32),
        (3, 3, 4, 3, 3, 5, 3, 3, 4, 3),
        0,
        20,
        9,
        2,
        province_share=0.12,
        letter="律",
    ),
    Group(
        "注册会计师",
        "会计师事务所",
        ("会计师事务所有限公司",),
        "财政局",
        (0, 1, 21),
        (3, 3, 3, 4, 3, 3),
        0,
        8,
        5,
        1,
        province_share=0.55,
        span=(2, 2, 2),
        letter="会",
    ),
    Group(
        "资产评估",
        "资产评估机构",
        ("资产评估有限公司",),
        "财政局",
        (0, 0, 12),
        (3, 3, 4, 3, 3),
        4,
        8,
        5,
        1,
        province_share=0.3,
        span=(2, 1, 2),
        letter="评",
    ),
    Group(
        "注册税务师",
        "税务师事务所",
        ("税务师事务所有限公司",),
        "国家税务局",
        (0, 0, 5),
        (3, 3),
        4,
        6,
        3,
        1,
        letter="税",
    ),
    Group(
        "房地产中介",
        "社会中介组织",
        ("房地产经纪有限公司", "房地产估价有限公司"),
        "国土资源和房屋局",
        (0, 0, 18),
        (3, 3, 4, 3, 3, 3, 5, 3, 3),
        12,
        20,
        16,
        3,
        letter="房",
    ),
    Group(
        "国际货运代理",
        "社会中介组织",
        ("国际货运代理有限公司",),
        "对外贸易经济合作局",
        (0, 1, 21),
        (3, 3, 4, 3, 3, 3, 3, 4, 3),
        10,
        20,
        22,
        3,
        letter="货",
    ),
    Group(
        "文化娱乐",
        "社会中介组织",
        ("娱乐有限公司", "演出经纪有限公司"),
        "文化局",
        (0, 0, 8),
        (3, 3, 3, 3, 3),
        6,
        14,
        24,
        2,
        letter="文",
    ),
    Group(
        "职业培训",
        "民办非企业单位",
        ("职业培训学校", "职业技能培训中心"),
        "劳动和社会保障局",
        (0, 2, 22),
        (3, 3, 3, 4, 3, 3, 3, 3, 3, 3),
        14,
        30,
        66,
        8,
        district_share=0.55,
        closed=8,
        idle=4,
        letter="训",
    ),
    Group(
        "",
        "民办非企业单位",
        ("养老服务中心", "社区服务中心", "康复中心", "环保服务中心"),
        "民政局",
        (0, 0, 10),
        (3, 3, 4, 3, 3, 3),
        7,
        20,
        82,
        8,
        district_share=0.7,
        closed=6,
        idle=4,
        letter="民",
    ),
    Group(
        "",
        "社会团体",
        ("研究会", "促进会", "联谊会", "志愿服务协会"),
        "",
        (0, 0, 14),
        (3, 3, 4, 3, 3, 3, 4, 3, 3),
        8,
        32,
        180,
        12,
        district_share=0.4,
        closed=10,
        idle=6,
        letter="社",
    ),
    Group(
        "",
        "基金会",
        ("基金会",),
        "民政局",
        (0, 0, 2),
        (),
        1,
        3,
        7,
        1,
        province_share=0.5,
        closed=1,
        idle=0,
        letter="基",
    ),
)
SCHOOLS = Group(
    "民办教育",
    "民办非企业单位",
    ("外国语学校", "幼儿园", "艺术培训学校", "文化补习学校"),
    "教育局",
    (3, 8, 0),
    (3, 3, 4, 3, 3, 3, 3, 5, 3, 3, 4, 3, 3, 3),
    18,
    48,
    128,
    14,
    district_share=0.8,
    closed=12,
    idle=5,
    letter="教",
)


@dataclass(frozen=True)
class Slot:
    """A place to be filled: what class, in which joint branch, at which level, where."""

    part: str
    cluster: str
    level: str
    district: str


def fill(group: Group, rng: random.Random) -> Iterator[tuple[Organisation, Slot]]:
    """The organisations of a group, their names dealt out in no order of class."""
    slots = list(_slots(group, rng))
    numbers = list(range(len(slots)))
    for at in range(len(numbers) - 1, 0, -1):
        other = between(rng, 0, at)
        numbers[at], numbers[other] = numbers[other], numbers[at]
    for slot, number in sorted(zip(slots, numbers, strict=True), key=lambda pair: pair[1]):
        yield _organisation(group, slot, number, rng), slot


def _slots(group: Group, rng: random.Random) -> Iterator[Slot]:
    def place() -> tuple[str, str]:
        chance = rng.random()
        if chance < group.district_share:
            return "区县", pick(rng, EVERYWHERE)
        return ("省" if chance < group.district_share + group.province_share else "市"), pick(rng, URBAN)

    for part, many in zip(("党委", "党总支", "党支部"), group.own, strict=True):
        for _ in range(many):
            yield Slot(part, "", *place())
    for number, size in enumerate(group.joint, 1):
        level, district = place()
        for _ in range(size):
            where = district if level == "区县" else pick(rng, URBAN)
            yield Slot("joint", f"{group.letter}{number:02d}", "市" if level == "省" else level, where)
    for number, size in enumerate(group.span, 1):
        for _ in range(size):
            yield Slot("joint", f"会评{number:02d}", "市", pick(rng, URBAN))
    parts = ("hard", "soft", "none", "unknown", "closed", "idle")
    for part, many in zip(
        parts, (group.hard, group.soft, group.none, group.unknown, group.closed, group.idle), strict=True
    ):
        for _ in range(many):
            yield Slot(part, "", *place())


def _organisation(group: Group, slot: Slot, number: int, rng: random.Random) -> Organisation:
    ending = group.endings[number % len(group.endings)]
    place = DISTRICTS[slot.district] if slot.level == "区县" else "大连"
    year = pick(rng, YEARS)
    street, street_name = pick(rng, streets_of(slot.district))
    made = Organisation(
        name=f"{place}{invented(number // len(group.endings))}{ending}",
        kind=group.kind,
        trade=group.trade,
        level=slot.level,
        district=slot.district,
        street=street,
        address=f"{DISTRICTS[slot.district]}{street_name}示例路{between(rng, 1, 299)}号",
        founded=f"{year}-{between(rng, 1, 12):02d}-{between(rng, 1, 28):02d}",
        number=f"例{group.letter}证字第{number + 1:04d}号",
        scope=f"{ending.removesuffix('有限公司')}业务（示例）",
    )
    if slot.part in ("党委", "党总支"):
        made.founded = min(made.founded, "2001-09-01")
    if slot.level != "区县" and rng.random() < 0.04:
        made.street, zone = pick(rng, ZONE_SEATS)
        made.address = f"{zone}示例路{between(rng, 1, 299)}号"
    if rng.random() < 0.01:
        made.former = made.name.replace("大连", "辽宁大连", 1)
    _supervise(made, group, rng)
    made.people, made.reports = people(slot.part, made.founded, rng)
    if slot.part == "closed":
        made.closed = f"{between(rng, 2004, 2007)}-{between(rng, 1, 12):02d}-{between(rng, 1, 28):02d}"
        made.founded = min(made.founded, "2003-05-20")
        made.reports = tuple(day for day in made.reports if day < made.closed)
    if slot.part == "idle":
        made.operating = "否"
    return made


def streets_of(district: str) -> list[tuple[str, str]]:
    return _STREETS.get(district, [])


_STREETS = streets()


def _supervise(made: Organisation, group: Group, rng: random.Random) -> None:
    """Who registered, approved and supervises it."""
    association = next(
        (a[0] for a in ASSOCIATIONS if group.trade and group.trade in a[1] and a[0].startswith("大连")), ""
    )
    if rng.random() < 0.5:
        made.association = association
    if made.kind in CIVIL_KINDS:
        _supervise_civil(made, group, rng)
        return
    made.registrar = "大连市司法局" if group.trade == "律师" else "大连市工商行政管理局"
    unit = "大连市" + group.bureau
    if made.level == "省":
        made.approver, made.approved_level = ("辽宁省司法厅" if group.trade == "律师" else "辽宁省财政厅"), "省"
        made.affiliated = unit
    else:
        # law, accounting, appraisal and real estate are the city's by the table of trades where nothing is stated
        stated = group.trade in ("国际货运代理", "文化娱乐", "注册税务师") or rng.random() < 0.4
        made.approver, made.approved_level = (unit, "市") if stated else ("", "")
        made.supervisor = unit if rng.random() < 0.6 else ""
    if made.approver:
        made.approved = made.founded


def _supervise_civil(made: Organisation, group: Group, rng: random.Random) -> None:
    name = group.bureau or pick(rng, ("司法局", "财政局", "民政局", "教育局", "劳动和社会保障局"))
    if made.level == "区县":
        made.registrar, made.supervisor = bureau(made.district, "民政局"), bureau(made.district, name)
    elif made.level == "省":
        made.registrar, made.affiliated = "辽宁省民政厅", "大连市民政局"
    else:
        if not group.bureau:
            name = pick(rng, (name, name, "文化局", "国有资产监督管理委员会", "对外贸易经济合作局"))
        made.registrar, made.supervisor = "大连市民政局", "大连市" + name
    if group.trade and made.level != "省" and rng.random() < 0.3:
        made.supervisor = ""  # then the one that supervises the trade


def people(part: str, founded: str, rng: random.Random) -> tuple[People, tuple[str, ...]]:
    """What an organisation of that class reports today, and on which days it reported."""
    days = tuple(
        day
        for day, share in (("2005-12-31", 0.88), ("2006-12-31", 0.92), ("2007-12-31", 1.0), ("2008-03-31", 0.95))
        if day > founded and rng.random() < share
    )
    many = People(employees=between(rng, 3, 40))
    if part in ("党委", "党总支", "党支部"):
        low, high = {"党委": (102, 150), "党总支": (51, 85), "党支部": (3, 20)}[part]
        many.full = between(rng, low, high)
        many.probationary = between(rng, 0, 2)
        many.untransferred = between(rng, 0, 2)
        many.groups = many.full // 8
    elif part == "joint":
        many.full, many.untransferred = pick(rng, (1, 2, 2, 2, 3, 4)), pick(rng, (0, 0, 1))
    elif part == "hard":
        many.full, many.probationary = between(rng, 3, 7), pick(rng, (0, 0, 1))
        many.groups, many.instructors = pick(rng, (0, 0, 1)), pick(rng, (0, 0, 1))
    elif part in ("soft", "idle"):
        many.full, many.probationary, many.untransferred = pick(
            rng, ((1, 0, 0), (2, 0, 0), (1, 0, 1), (0, 1, 0), (0, 0, 2))
        )
        many.instructors = pick(rng, (0, 0, 0, 1))
        if rng.random() < 0.04:
            days = days[:1]  # has reported nothing since
    elif part == "unknown":
        many = People(None, None, None, many.employees, None, None)
        days = days if rng.random() < 0.5 else ()
    elif part == "closed":
        many.full = between(rng, 0, 2)
    many.employees = (many.employees or 0) + many.members * 2
    return many, days
