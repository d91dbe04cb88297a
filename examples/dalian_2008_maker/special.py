"""The cases that are made one by one, so that each rule, finding and break has an example whose name tells it."""

from dataclasses import replace

from .frame import BROKEN_BUREAUS, TOP, lead_party, party_of
from .model import City, Organisation, PartyOrganisation, People

ALWAYS_REPORTED = ("2006-12-31", "2007-12-31", "2008-03-31")
SAME_NAME = "大连示例同名研究会"  # borne by two, of two districts
CIVIL = {"registrar": "大连市民政局", "supervisor": "大连市民政局"}
CIVIL_PARTY = lead_party("大连市民政局")
FEW = People(1, 0, 0, 9, 0, 0)
NONE = People(0, 0, 0, 6, 0, 0)
MUST = People(4, 1, 0, 21, 0, 0)


def _add(city: City, name: str, kind: str, people: People, **more: str) -> Organisation:
    made = Organisation(
        name=name,
        kind=kind,
        district=more.pop("district", "210203"),
        street=more.pop("street", "210203011"),
        address="大连市西岗区人民广场街道示例路1号" if "registrar" in more and "大连市" in more["registrar"] else "",
        founded=more.pop("founded", "2003-11-06"),
        number=f"例特证字第{len(city.organisations) + 1:04d}号",
        people=replace(people),
        reports=ALWAYS_REPORTED,
        **more,
    )
    city.organisations.append(made)
    return made


def _branch(city: City, name: str, host: str, covers: tuple[str, ...], superior: str, **more: str) -> PartyOrganisation:
    kind = more.pop("kind", "党支部")
    made = PartyOrganisation(name, kind, host, covers, superior, founded=more.pop("founded", "2006-04-18"), **more)
    city.party.append(made)
    return made


def add_breaks(city: City) -> None:
    """no_lead, no_party_organization, cycle, not_in_force, no_superior."""
    trade = {"trade": "文化娱乐", "registrar": "大连市工商行政管理局"}
    for number, people in zip("甲乙丙", (MUST, FEW, NONE), strict=True):
        _add(city, f"大连示例无责任主体{number}娱乐有限公司", "社会中介组织", people, **trade)
    for number, people in zip("甲乙", (FEW, NONE), strict=True):
        _add(city, f"大连示例无责任主体{number}联谊会", "社会团体", people, registrar="大连市民政局")
    broken = zip(
        ("上级无党组织甲", "上级循环甲", "上级循环乙", "上级已撤销甲", "上级断头甲"),
        BROKEN_BUREAUS,
        (MUST, FEW, FEW, MUST, FEW),
        strict=True,
    )
    for word, (body, _, _), people in broken:
        _add(city, f"大连示例{word}促进会", "社会团体", people, registrar="大连市民政局", supervisor=body)
    _add(
        city, "大连示例上级无党组织乙研究会", "社会团体", FEW, registrar="大连市民政局", supervisor=BROKEN_BUREAUS[0][0]
    )


def add_joint_cases(city: City) -> None:
    """Joint branches whose members disagree, one settled by a decision; too few members; too many units."""
    estate = {"trade": "房地产中介", "registrar": "大连市工商行政管理局"}
    freight = {
        "trade": "国际货运代理",
        "registrar": "大连市工商行政管理局",
        "approver": "大连市对外贸易经济合作局",
        "approved_level": "市",
        "approved": "2003-11-06",
    }
    for number in ("甲", "乙"):
        one = _add(
            city, f"大连示例分属两家{number}房地产经纪有限公司", "社会中介组织", People(2, 0, 0, 12, 0, 0), **estate
        )
        two = _add(
            city, f"大连示例分属两家{number}国际货运代理有限公司", "社会中介组织", People(2, 0, 1, 14, 0, 0), **freight
        )
        three = _add(city, f"大连示例分属两家{number}服务中心", "民办非企业单位", FEW, **CIVIL)
        _branch(
            city,
            f"中共大连示例分属两家{number}联合支部委员会",
            "",
            (one.name, two.name, three.name),
            "",
            kind="联合党支部",
        )
    party = "中共大连示例分属两家乙联合支部委员会"
    city.decisions.append((party, "直接上级", CIVIL_PARTY, "大组示发〔2007〕9号", "2007-02-01", ""))
    few = [_add(city, f"大连示例党员不足{number}服务中心", "民办非企业单位", FEW, **CIVIL).name for number in "甲乙"]
    _branch(city, "中共大连示例党员不足联合支部委员会", few[0], tuple(few), CIVIL_PARTY, kind="联合党支部")
    many = [
        _add(city, f"大连示例单位过多{number}服务中心", "民办非企业单位", FEW, **CIVIL).name
        for number in "甲乙丙丁戊己庚"
    ]
    _branch(city, "中共大连示例单位过多联合支部委员会", "大连市民政局", tuple(many), CIVIL_PARTY, kind="联合党支部")


def add_coverage_cases(city: City) -> None:
    """Only probationary or untransferred members, a branch that was dissolved, one that covers nobody who counts."""
    _add(city, "大连示例仅有预备党员研究会", "社会团体", People(0, 1, 0, 7, 0, 0), **CIVIL)
    _add(city, "大连示例仅有未转组织关系党员研究会", "社会团体", People(0, 0, 2, 7, 0, 0), **CIVIL)
    _add(city, "大连示例三名党员含预备研究会", "社会团体", People(2, 1, 0, 7, 0, 0), **CIVIL)
    gone = _add(city, "大连示例支部已撤销研究会", "社会团体", MUST, **CIVIL)
    _branch(
        city,
        party_of(gone.name, "党支部"),
        gone.name,
        (gone.name,),
        CIVIL_PARTY,
        founded="2004-05-10",
        closed="2007-05-31",
    )
    idle = _add(city, "大连示例停止运营研究会", "社会团体", MUST, operating="否", **CIVIL)
    _branch(city, party_of(idle.name, "党支部"), idle.name, (idle.name,), CIVIL_PARTY)
    for ending in ("总部", "分部"):
        _add(city, f"大连示例同一支部{ending}服务中心", "民办非企业单位", People(3, 0, 0, 15, 0, 0), **CIVIL)
    both = ("大连示例同一支部总部服务中心", "大连示例同一支部分部服务中心")
    _branch(city, party_of(both[0], "党支部"), both[0], both, CIVIL_PARTY)


def add_level_cases(city: City) -> None:
    """Where levels, units and regions do not agree: overlap, two heads, a bureau elsewhere, affiliation alone."""
    zhongshan = {"district": "210202", "street": "210202005"}
    for number, people in zip("甲乙丙", (FEW, FEW, NONE), strict=True):
        _add(
            city,
            f"大连示例区批{number}律师事务所",
            "律师事务所",
            people,
            trade="律师",
            registrar="大连市中山区司法局",
            approver="大连市中山区司法局",
            approved_level="区县",
            approved="2004-02-16",
            level="区县",
            **zhongshan,
        )
    for number in "甲乙":
        _add(
            city,
            f"大连示例双头{number}资产评估有限公司",
            "资产评估机构",
            FEW,
            trade="资产评估",
            registrar="大连市工商行政管理局",
            supervisor="大连市财政局",
            affiliated="大连市国有资产监督管理委员会",
        )
        _add(
            city,
            f"大连示例挂靠国资{number}会计师事务所有限公司",
            "会计师事务所",
            FEW,
            trade="注册会计师",
            level="省",
            registrar="大连市工商行政管理局",
            approver="辽宁省财政厅",
            approved_level="省",
            approved="2003-11-06",
            affiliated="大连市国有资产监督管理委员会",
        )
        _add(
            city,
            f"大连市中山区示例仅有挂靠{number}研究会",
            "社会团体",
            FEW,
            registrar="大连市中山区民政局",
            affiliated="大连市中山区财政局",
            level="区县",
            **zhongshan,
        )
        _add(
            city,
            f"大连市中山区示例主管与挂靠{number}研究会",
            "社会团体",
            FEW,
            registrar="大连市中山区民政局",
            supervisor="大连市中山区教育局",
            affiliated="大连市中山区财政局",
            level="区县",
            **zhongshan,
        )
    _add(
        city,
        "大连市中山区示例外区主管培训学校",
        "民办非企业单位",
        FEW,
        trade="民办教育",
        registrar="大连市中山区民政局",
        supervisor="大连市西岗区教育局",
        level="区县",
        **zhongshan,
    )
    for district, street, place in (("210202", "210202005", "中山区"), ("210203", "210203011", "西岗区")):
        _add(
            city,
            SAME_NAME,
            "社会团体",
            FEW,
            registrar=f"大连市{place}民政局",
            supervisor=f"大连市{place}财政局",
            level="区县",
            district=district,
            street=street,
        )
    office = next(o for o in city.organisations if o.trade == "律师" and o.level == "市" and o.counts)
    for district, street, name in (("210283", "210283001", "庄河"), ("210281", "210281002", "瓦房店")):
        _add(
            city,
            f"{office.name}{name}分所",
            "律师事务所",
            FEW,
            trade="律师",
            registrar="大连市司法局",
            head_office=office.name,
            supervisor="大连市司法局",
            district=district,
            street=street,
            founded="2005-08-15",
        )


def add_decisions(city: City) -> None:
    """Decisions of both roles: in force, overtaken by a later one, ended, and from before 2003-07."""

    own = {party.host for party in city.party if party.covers == (party.host,) and not party.closed}

    def some(trade: str, at: int, **wanted: str) -> Organisation:
        """The firms decided on have a branch of their own: a joint one would be split by the decision."""
        fitting = [o for o in city.population if o.trade == trade and o.reports and "特" not in o.number]
        fitting = [o for o in fitting if not trade or o.name in own]
        return [o for o in fitting if all(getattr(o, k) == v for k, v in wanted.items())][at]

    lead, above = "责任主体", "直接上级"
    state_assets = "大连市国有资产监督管理委员会"
    city.decisions += [
        (some("注册会计师", 0, level="省").name, lead, state_assets, "大组示发〔2006〕5号", "2006-05-10", ""),
        (some("注册会计师", 0, level="市").name, above, "大连市财政局", "大组示发〔2005〕3号", "2005-06-01", ""),
        (some("房地产中介", 0).name, above, TOP, "大组示发〔2007〕2号", "2007-01-15", ""),
    ]
    twice = some("", 0, kind="社会团体", level="市").name
    city.decisions += [
        (twice, lead, "大连市民政局", "大组示发〔2004〕7号", "2004-04-01", ""),
        (twice, lead, "大连市教育局", "大组示发〔2007〕4号", "2007-09-01", ""),
        (
            some("", 1, kind="社会团体", level="市").name,
            lead,
            "大连市文化局",
            "大组示发〔2004〕8号",
            "2004-04-01",
            "2005-12-31",
        ),
    ]
    old = next(o.name for o in city.population if o.trade == "律师" and o.founded < "2000" and o.reports)
    city.decisions += [
        (old, lead, "大连市司法局", "大组示发〔2001〕1号", "2001-05-01", "2003-06-30"),
        (old, above, lead_party("大连市司法局"), "大组示发〔2001〕1号", "2001-05-01", "2003-06-30"),
    ]


def add_consultations(city: City) -> None:
    """With the provincial body, for most of those that it approved or registered; the rest stay provisional."""
    results = ("同意", "同意", "同意", "未答复", "同意", "不同意", "同意")
    provincial = [o for o in city.population if o.level == "省"]
    for number, org in enumerate(provincial):
        if number % 7 == 6:
            continue
        body = org.approver or org.registrar
        day = max(f"200{3 + number % 5}-09-{1 + number % 28:02d}", org.founded)
        result = "不同意" if number == 5 else results[number % 4]
        city.consultations.append((org.name, body, f"大组示函〔{day[:4]}〕{number + 1}号", day, result))


def add_closed_supervision(city: City) -> None:
    """The recorded superior differs from the derived one in a few places."""
    wrong = 0
    for party in city.party:
        org = next((o for o in city.organisations if party.covers == (o.name,) and o.trade == "民办教育"), None)
        if org and org.level == "区县" and not party.closed and wrong < 4:
            party.superior = party_of("大连市民办教育协会", "党委")
            wrong += 1


def associations_report(city: City) -> None:
    """The associations' secretariats: small, one with a branch of its own."""
    for number, association in enumerate(city.associations):
        association.reports = ALWAYS_REPORTED
        association.people = People(4 if number == 0 else number % 3, 0, 0, 6 + number, 0, 0)
    first = city.associations[0]
    _branch(
        city,
        f"中共{first.name}秘书处支部委员会",
        first.name,
        (first.name,),
        party_of(first.name, "党委"),
        founded="2004-02-20",
    )
