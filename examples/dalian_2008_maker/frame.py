"""The frame that is real: regions, bureaus, registering authorities, and the Party organisations of public bodies.

Sources: the list of regions is the National Bureau of Statistics' of 2023 (regions.csv) with the validity that is
known; the bureaus bear their names of 2008. Which Party organisation a bureau has is this project's arrangement.
"""

import csv
from pathlib import Path

from .model import Organisation, PartyOrganisation

CITY = "210200"
# code, name, alias, from: zones have no code of GB/T 2260; those of six digits are the ones that credit codes show.
ZONES = (
    ("210231", "大连高新技术产业园区", "高新园区；高新区；大连高新区", "1991-03"),
    ("210242", "大连保税区", "保税区；大窑湾保税港区", "1992-05"),
    ("210244", "大连长兴岛经济区", "长兴岛；长兴岛经济区；长兴岛临港工业区", "2005"),
    ("210245", "大连花园口经济区", "花园口；花园口经济区", ""),
    ("210246", "大连普湾新区", "普湾新区；普湾经济区", "2010"),
    ("DL.KFQ", "大连经济技术开发区", "开发区；大连开发区", "1984-09"),
    ("DL.JPXQ", "大连金普新区", "金普新区", "2014-06"),
)
# In 普兰店市 only those streets that the author knows to have borne these codes before 2015.
PULANDIAN = (("210282001", "丰荣街道"), ("210282002", "铁西街道"), ("210282003", "太平街道"))
FARMS = ("大连华侨果树农场", "大连奶牛场", "龙头分园")
DISTRICTS = {
    "210202": "大连市中山区",
    "210203": "大连市西岗区",
    "210204": "大连市沙河口区",
    "210211": "大连市甘井子区",
    "210212": "大连市旅顺口区",
    "210213": "大连市金州区",
    "210282": "普兰店市",
    "210224": "长海县",
    "210281": "瓦房店市",
    "210283": "庄河市",
}
SEATS = {
    "210202": 6,
    "210203": 5,
    "210204": 7,
    "210211": 14,
    "210212": 5,
    "210213": 6,
    "210282": 3,
    "210224": 2,
    "210281": 6,
    "210283": 5,
}  # how many of a district's first streets are seats: those that stood in 2008, to the author's knowledge
# name, short names, former name, kind of its Party organisation
CITY_BUREAUS = (
    ("大连市司法局", "市司法局", "", "党委"),
    ("大连市财政局", "市财政局", "", "党组"),
    ("大连市民政局", "市民政局", "", "党组"),
    ("大连市教育局", "市教育局", "", "党委"),
    ("大连市劳动和社会保障局", "市劳动和社会保障局；市劳动保障局；市劳动局", "大连市劳动局", "党组"),
    ("大连市国土资源和房屋局", "市国土资源和房屋局；市国土房屋局", "", "党委"),
    ("大连市对外贸易经济合作局", "市对外贸易经济合作局；市外经贸局", "大连市对外经济贸易委员会", "党组"),
    ("大连市文化局", "市文化局", "", "党组"),
    ("大连市国有资产监督管理委员会", "市国有资产监督管理委员会；市国资委", "", "党委"),
    ("大连市国家税务局", "市国家税务局；市国税局", "", "党组"),
    ("大连市工商行政管理局", "市工商行政管理局；市工商局", "", "党委"),
)
DISTRICT_BUREAUS = (
    ("司法局", "党组"),
    ("财政局", "党组"),
    ("民政局", "党组"),
    ("教育局", "党委"),
    ("劳动和社会保障局", "党组"),
)
PROVINCE_BUREAUS = ("辽宁省司法厅", "辽宁省财政厅", "辽宁省民政厅", "辽宁省教育厅")
# Invented bodies that show where a chain breaks: name, Party organisation, closed.
BROKEN_BUREAUS = (
    ("大连虚构无党组织管理办公室", "", ""),
    ("大连虚构循环甲管理办公室", "党支部", ""),
    ("大连虚构循环乙管理办公室", "党支部", ""),
    ("大连虚构已撤销管理办公室", "党支部", "2007-06-30"),
    ("大连虚构断头管理办公室", "党支部", ""),
)
TOP = "中共大连市委员会"


def regions() -> list[list[str]]:
    """Rows: code, name, rank, parent, from, to, aliases, zone."""
    rank = {"province": "省", "city": "市", "district": "区县", "street": "街道"}
    with (Path(__file__).parent / "regions.csv").open(encoding="utf-8") as file:
        rows = [[r["code"], r["name"], rank[r["rank"]], r["parent"], "", "", "", ""] for r in csv.DictReader(file)]
    for row in rows:
        if row[0].startswith("210214"):
            row[4] = "2015-10"
        if row[0] == "210214":
            row[6] = "普兰店"
    rows.append(["210282", "普兰店市", "区县", CITY, "", "2015-10", "普兰店", ""])
    rows += [[code, name, "街道", "210282", "", "2015-10", "", ""] for code, name in PULANDIAN]
    rows += [[code, name, "区县", CITY, since, "", alias, "开发区"] for code, name, alias, since in ZONES]
    return rows


def streets() -> dict[str, list[tuple[str, str]]]:
    """district -> (code, name) of the streets in which organisations of the example sit."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code, name, rank, parent, *_ in regions():
        if rank == "街道" and parent in SEATS and name not in FARMS and len(found.get(parent, ())) < SEATS[parent]:
            found.setdefault(parent, []).append((code, name))
    return found


def bureau(district: str, name: str) -> str:
    """The full name of a district's bureau."""
    return DISTRICTS[district] + name


def party_of(body: str, kind: str) -> str:
    """The name of a body's Party organisation."""
    return "中共" + body + {"党组": "党组", "党委": "委员会", "党总支": "总支部委员会", "党支部": "支部委员会"}[kind]


def district_committee(district: str) -> str:
    return f"中共{DISTRICTS[district]}委员会"


def authorities() -> list[tuple[str, str, str, str, str]]:
    """Rows: six digits, name, category, level, region."""
    rows = [
        ("210000", "辽宁省民政厅", "民政", "省", "210000"),
        ("210000", "辽宁省司法厅", "司法行政", "省", "210000"),
        (CITY, "大连市民政局", "民政", "市", CITY),
        (CITY, "大连市司法局", "司法行政", "市", CITY),
        (CITY, "大连市工商行政管理局", "工商", "市", CITY),
    ]
    for code in DISTRICTS:
        rows.append((code, bureau(code, "民政局"), "民政", "区县", code))
        office = DISTRICTS[code].removeprefix("大连市")
        branch = f"大连市工商行政管理局{office}分局" if code < "210224" else f"{office}工商行政管理局"
        rows.append((code, branch, "工商", "区县", code))
    for code, office in (("210231", "高新园区"), ("210242", "保税区"), ("210244", "长兴岛")):
        rows.append((code, f"大连市工商行政管理局{office}分局", "工商", "区县", code))
    return rows


def units() -> list[list[str]]:
    """Rows: number, name, region, seat, from, to, former, short."""
    rows = [["", name, "210000", "", "", "", "", name.removeprefix("辽宁")] for name in PROVINCE_BUREAUS]
    rows.append(["", "中共大连市委组织部", CITY, "210203", "", "", "", "市委组织部；大连市委组织部"])
    rows += [["", name, CITY, "210203", "", "", former, short] for name, short, former, _ in CITY_BUREAUS]
    for district in DISTRICTS:
        for name, _ in DISTRICT_BUREAUS:
            full = bureau(district, name)
            shorts = [full.removeprefix("大连市")] if full.startswith("大连市") else []
            if name == "劳动和社会保障局":
                shorts.append(full.removeprefix("大连市").replace(name, "劳动局"))
            rows.append(["", full, district, district, "", "", "", "；".join(shorts)])
    rows += [["", name, CITY, "210203", "", closed, "", ""] for name, _, closed in BROKEN_BUREAUS]
    for number, row in enumerate(rows, 1):
        row[0] = f"DW{number:03d}"
    return rows


def trades() -> list[list[str]]:
    """The table of trades with its heading: codes of GB/T 4754 and the words that recognise a trade."""
    with (Path(__file__).parent / "trades.csv").open(encoding="utf-8-sig") as file:
        return list(csv.reader(file))


def trade_supervision() -> list[tuple[str, str, str, str, str]]:
    """Rows: trade, unit, level, from, to. The change of 2005 in the tax trade is invented."""
    city = (
        ("律师", "大连市司法局"),
        ("注册会计师", "大连市财政局"),
        ("资产评估", "大连市财政局"),
        ("职业培训", "大连市劳动和社会保障局"),
        ("民办教育", "大连市教育局"),
        ("国际货运代理", "大连市对外贸易经济合作局"),
        ("文化娱乐", "大连市文化局"),
        ("房地产中介", "大连市国土资源和房屋局"),
    )
    rows = [(trade, unit, "市", "", "") for trade, unit in city]
    rows.append(("注册税务师", "大连市财政局", "市", "", "2005-01-01"))
    rows.append(("注册税务师", "大连市国家税务局", "市", "2005-01-01", ""))
    for district in DISTRICTS:
        for trade, name in (("律师", "司法局"), ("职业培训", "劳动和社会保障局"), ("民办教育", "教育局")):
            rows.append((trade, bureau(district, name), "区县", "", ""))
    return rows


# name, trades, region, supervisor, Party organisation, its founding, founded
ASSOCIATIONS = (
    ("大连市律师协会", "律师", CITY, "大连市司法局", "党委", "2003-08-20", "1985-06"),
    (
        "大连市注册会计师和注册资产评估师协会",
        "注册会计师；资产评估",
        CITY,
        "大连市财政局",
        "党委",
        "2003-09-18",
        "1989-05",
    ),
    ("大连市职业培训协会", "职业培训", CITY, "大连市劳动和社会保障局", "党总支", "2004-11-05", "1998-04"),
    ("大连市国际货运代理协会", "国际货运代理", CITY, "大连市对外贸易经济合作局", "党总支", "2005-04-12", "2001-09"),
    ("大连市文化娱乐行业协会", "文化娱乐", CITY, "大连市文化局", "党总支", "2005-09-28", "2002-03"),
    ("大连市民办教育协会", "民办教育", CITY, "大连市教育局", "党委", "2004-03-16", "2000-11"),
    ("大连市房地产中介协会", "房地产中介", CITY, "大连市国土资源和房屋局", "党委", "2006-05-30", "1999-08"),
    ("大连市注册税务师协会", "注册税务师", CITY, "大连市国家税务局", "", "", "2004-06"),
    ("沙河口区民办教育协会", "民办教育", "210204", "大连市沙河口区教育局", "党总支", "2006-09-21", "2005-03"),
    ("甘井子区职业培训协会", "职业培训", "210211", "大连市甘井子区劳动和社会保障局", "党总支", "2007-03-15", "2005-10"),
)


def associations() -> list[Organisation]:
    return [
        Organisation(
            name=name,
            kind="社会团体",
            district="210203" if region == CITY else region,
            street=streets()["210203" if region == CITY else region][0][0],
            registrar="大连市民政局" if region == CITY else bureau(region, "民政局"),
            supervisor=supervisor,
            founded=founded,
        )
        for name, _, region, supervisor, _, _, founded in ASSOCIATIONS
    ]


def party_frame() -> list[PartyOrganisation]:
    """The Party organisations of the city, districts, streets, zones, bureaus and associations."""
    found = [PartyOrganisation(TOP, "党委", region=CITY, territorial="是")]
    for district in DISTRICTS:
        found.append(
            PartyOrganisation(district_committee(district), "党委", superior=TOP, region=district, territorial="是")
        )
    for code, name, rank, parent, since, _, _, zone in regions():
        if rank == "街道" and parent in DISTRICTS and name not in FARMS and not since:
            place = DISTRICTS[parent] + name
            kind = "工委" if name.endswith("街道") else "党委"
            full = f"中共{place}工作委员会" if kind == "工委" else f"中共{place}委员会"
            found.append(
                PartyOrganisation(full, kind, superior=district_committee(parent), region=code, territorial="是")
            )
        elif zone and since and since < "2008":
            found.append(
                PartyOrganisation(f"中共{name}工作委员会", "工委", superior=TOP, region=code, territorial="是")
            )
    for name, _, _, kind in CITY_BUREAUS:
        found.append(PartyOrganisation(party_of(name, kind), kind, host=name, superior=TOP))
    for district in DISTRICTS:
        for name, kind in DISTRICT_BUREAUS:
            full = bureau(district, name)
            found.append(
                PartyOrganisation(party_of(full, kind), kind, host=full, superior=district_committee(district))
            )
    found += _broken_party()
    for name, _, region, supervisor, kind, founded, _ in ASSOCIATIONS:
        if kind:
            found.append(
                PartyOrganisation(party_of(name, kind), kind, name, (), lead_party(supervisor), region, founded=founded)
            )
    return found


def _broken_party() -> list[PartyOrganisation]:
    """Two that stand under each other, one whose unit is closed, one under nobody."""
    first, second = (party_of(BROKEN_BUREAUS[i][0], "党支部") for i in (1, 2))
    above = {first: second, second: first, party_of(BROKEN_BUREAUS[3][0], "党支部"): TOP}
    return [
        PartyOrganisation(name, kind, host=body, superior=above.get(name, ""))
        for body, kind, _ in BROKEN_BUREAUS
        if kind
        for name in [party_of(body, kind)]
    ]


def lead_party(unit: str) -> str:
    """The Party organisation of a bureau; empty where it has none."""
    kinds = {name: kind for name, _, _, kind in CITY_BUREAUS}
    kinds |= {bureau(district, name): kind for district in DISTRICTS for name, kind in DISTRICT_BUREAUS}
    kinds |= {name: kind for name, kind, _ in BROKEN_BUREAUS if kind}
    return party_of(unit, kinds[unit]) if unit in kinds else ""
