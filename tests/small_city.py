"""A city small enough to know by heart, written straight into a graph: every kind of chain and gap once.

It states derived links and classes as a load would leave them, so that the API is tested on its own.
"""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from app.main import create_app
from cypher.domain.vocabulary import ALWAYS, OPEN
from cypher.graph import Graph
from tests.engines.wiping import statement

AS_OF = "2008-03-31"
CITY, DISTRICT, STREET = "210200", "210202", "210202001"


class City:
    """Collects nodes and relationships, then writes them."""

    def __init__(self) -> None:
        self.nodes: list[tuple[str, dict[str, Any]]] = []
        self.ties: list[tuple[str, tuple[str, str], tuple[str, str], dict[str, Any]]] = []
        self.labels: dict[str, str] = {}

    def node(self, label: str, id: str, /, **properties: Any) -> str:
        self.nodes.append((label, {"id": id, **properties}))
        self.labels[id] = label
        return id

    def fact(self, type: str, start: str, end: str, since: str = ALWAYS, until: str = OPEN, **own: Any) -> str:
        name = own.pop("id", f"f:{len(self.ties):03}")
        properties = {
            "id": name,
            "valid_from": since,
            "valid_to": until,
            "assumed_start": since == ALWAYS,
            "source": "units",
            "file": "units.csv",
            "row": len(self.ties) + 2,
            "recorded_run": "units:1",
            **own,
        }
        self.ties.append((type, (self.labels[start], start), (self.labels[end], end), properties))
        return f"{start}|{name}"

    def derived(
        self,
        type: str,
        start: str,
        end: str,
        rule: str | None,
        facts: list[str],
        since: str,
        until: str = OPEN,
        **own: Any,
    ) -> None:
        properties = {
            "id": f"d:{len(self.ties):03}",
            "rule_set": "V1",
            "rank": 0,
            "provisional": False,
            "valid_from": since,
            "valid_to": until,
            "facts": facts,
            "considered": "[]",
            "parameters": "{}",
            "derived_run": "units:1",
            **({"rule": rule} if rule else {}),
            **own,
        }
        self.ties.append((type, (self.labels[start], start), (self.labels[end], end), properties))

    def state(self, id: str, cls: str, since: str, until: str = OPEN, **own: Any) -> None:
        severity = {
            "uncovered_must": "hard",
            "uncovered_few": "soft",
            "uncovered_none": "none",
            "unknown": "unknown",
        }.get(cls)
        properties = {
            "subject": id,
            "class": cls,
            "has_three": False,
            "has_group": False,
            "instructor_sent": False,
            "uncertain": False,
            "valid_from": since,
            "valid_to": until,
            "derived_run": "units:1",
            **({"severity": severity, "severity_since": since} if severity else {}),
            **own,
        }
        name = self.node("Coverage", f"c:{len(self.nodes):03}", **properties)
        self.ties.append(("HAS_COVERAGE", ("Organization", id), ("Coverage", name), {}))

    async def write(self, graph: Graph) -> None:
        """Writes everything, a statement per label and per kind of relationship."""
        nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for label, properties in self.nodes:
            nodes[label].append(properties)
        for label, rows in nodes.items():
            text = f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row"
            await graph.write(statement(text, "rows", writes=True), rows)
        ties: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for type, (a, start), (b, end), properties in self.ties:
            ties[type, a, b].append({"start": start, "end": end, "properties": properties})
        for (type, a, b), rows in ties.items():
            text = (
                f"UNWIND $rows AS row MATCH (a:{a} {{id: row.start}}) MATCH (b:{b} {{id: row.end}}) "
                f"CREATE (a)-[r:{type}]->(b) SET r += row.properties"
            )
            await graph.write(statement(text, "rows", writes=True), rows)


def small_city() -> City:
    """The city itself; ids say what each thing is for."""
    c = City()
    c.node("Graph", "zuzhitu", schema_version=1, city=CITY, revision=7, test=True)
    c.node(
        "Run",
        "units:1",
        source="units",
        number=1,
        state="finished",
        as_of="2008-03",
        started="x",
        finished="y",
        digest="0" * 8,
        report='{"counts": {"read": 3, "accepted": 2, "rejected": 1}}',
    )
    c.node("Source", "units", title="主管单位", title_en="Supervising units", rank=10, complete=False,
           columns=["单位编号", "单位名称"], required=["单位名称"], recognised='[["单位名称"]]')  # fmt: skip
    c.node(
        "Reject",
        "units:1:1",
        run="units:1",
        file="units.csv",
        row=4,
        column="单位名称",
        value="",
        code="blank",
        message_zh="缺少名称",
        message_en="no name",
        remedy_zh="填写",
        remedy_en="fill it in",
        cells='{"单位名称": ""}',
    )
    for code, name, rank, depth in (
        ("210000", "辽宁省", "province", 0),
        (CITY, "大连市", "city", 1),
        (DISTRICT, "中山区", "district", 2),
        (STREET, "人民路街道", "street", 3),
    ):
        c.node("Region", code, name=name, name_key=name, rank=rank, depth=depth)
    for low, high in ((CITY, "210000"), (DISTRICT, CITY), (STREET, DISTRICT)):
        c.fact("PART_OF", low, high)
    for trade, name in (("accounting", "会计"), ("law", "律师"), ("vocational_training", "职业培训")):
        c.node("Trade", trade, name=name, codes=[])

    def unit(id: str, name: str, kind: str, region: str) -> str:
        c.node("Organization", id, kind=kind, name=name, name_key=name)
        return c.fact("ACTS_IN", id, region)

    finance_acts = unit("u:finance", "市财政局", "supervising_unit", CITY)
    unit("u:justice", "市司法局", "supervising_unit", CITY)
    unit("u:labour", "区劳动局", "supervising_unit", DISTRICT)
    unit("u:cpa", "市注册会计师协会", "association", CITY)

    def party(id: str, name: str, kind: str, territorial: bool = False, **own: Any) -> None:
        c.node("PartyOrganization", id, kind=kind, name=name, name_key=name, territorial=territorial, **own)

    party("p:city", "中共大连市委", "committee", True)
    party("p:district", "中共中山区委", "committee", True)
    party("p:street", "人民路街道党工委", "work_committee", True)
    c.fact("ACTS_IN", "p:city", CITY)
    c.fact("ACTS_IN", "p:district", DISTRICT)
    c.fact("ACTS_IN", "p:street", STREET)
    c.fact("SUBORDINATE_TO", "p:district", "p:city")
    c.fact("SUBORDINATE_TO", "p:street", "p:district")
    party("p:finance", "市财政局党组", "leading_group")
    party("p:labour", "区劳动局党组", "leading_group")
    party("p:cpa", "市注册会计师协会党委", "committee")
    party("p:own", "甲会计师事务所党支部", "branch")
    party("p:joint", "联合党支部", "joint_branch")
    finance_hosts = c.fact("HOSTED_BY", "p:finance", "u:finance")
    labour_hosts = c.fact("HOSTED_BY", "p:labour", "u:labour")
    cpa_hosts = c.fact("HOSTED_BY", "p:cpa", "u:cpa")
    c.fact("SUBORDINATE_TO", "p:finance", "p:city")
    c.fact("SUBORDINATE_TO", "p:labour", "p:district")
    c.fact("SUBORDINATE_TO", "p:own", "p:finance")
    c.fact("SERVES_TRADE", "u:cpa", "accounting")
    c.fact("IN_TRADE", "u:cpa", "accounting", main=True)
    led = c.fact("SUPERVISED_BY", "u:cpa", "u:finance")
    c.derived("LEAD", "u:cpa", "u:finance", "city", [led, finance_acts], "2003-07-01")
    c.derived("SUPERIOR", "u:cpa", "p:finance", "direct", [led, finance_hosts], "2003-07-01")
    c.derived("SUPERIOR", "p:cpa", "p:finance", "direct", [cpa_hosts, led, finance_hosts], "2003-07-01")
    c.state("u:cpa", "unknown", "2003-07-01")

    def organization(
        id: str, name: str, kind: str, trade: str | None, region: str | None = STREET, **own: Any
    ) -> list[str]:
        c.node("Organization", id, kind=kind, name=name, name_key=name.lower(), **own)
        facts = []
        if trade:
            facts.append(c.fact("IN_TRADE", id, trade, main=True))
        if region:
            seat = c.fact("LOCATED_IN", id, region)
            c.derived("SEAT", id, region, None, [seat], ALWAYS)
        return facts

    # An accounting firm with its own branch: association above it, the committee's superior direct, then the city.
    trade = organization("o:own", "甲会计师事务所", "firm", "accounting", founded="1999-05-01")
    code = c.node("Identifier", "uscc:91110000600037341L", scheme="uscc", value="91110000600037341L")
    c.fact("IDENTIFIED_BY", "o:own", code)
    covers = c.fact("COVERS", "p:own", "o:own", "2004-05-01", source="party_organizations")
    led = c.fact("SUPERVISED_BY", "o:own", "u:finance", "1999-05-01")
    passed = '[{"holder": "p:finance", "label": "PartyOrganization", "rule": "direct", "lost_because": "precedence"}]'
    c.derived("LEAD", "o:own", "u:finance", "city", [led, finance_acts], "2003-07-01")
    c.derived("SUPERIOR", "o:own", "p:cpa", "association", [*trade, cpa_hosts], "2003-07-01", considered=passed)
    c.derived("SUPERIOR", "p:own", "p:cpa", "association", [covers, *trade, cpa_hosts], "2004-05-01", considered=passed)
    c.derived("LEAD", "o:own", "p:street", "territorial", ["p:street|f:003"], ALWAYS, "2003-07-01", rule_set="V0")
    c.derived("SUPERIOR", "o:own", "p:street", "territorial", ["p:street|f:003"], ALWAYS, "2003-07-01", rule_set="V0")
    c.state("o:own", "own_branch", "2004-05-01", members_full=5, members_probationary=1, employees=30)
    c.node(
        "Headcount",
        "h:1",
        subject="o:own",
        date="2007",
        source="headcounts",
        source_rank=10,
        members_full=5,
        members_full_bound="exact",
        employees=30,
        employees_bound="about",
    )
    c.ties.append(("HAS_HEADCOUNT", ("Organization", "o:own"), ("Headcount", "h:1"), {}))
    # A district's training school without anything built.
    organization("o:school", "乙培训学校", "non_enterprise", "vocational_training", founded="2000")
    led = c.fact("SUPERVISED_BY", "o:school", "u:labour", "2000-01-01")
    c.derived("LEAD", "o:school", "u:labour", "district", [led], "2003-07-01")
    c.derived("SUPERIOR", "o:school", "p:labour", "direct", [led, labour_hosts], "2003-07-01")
    c.state("o:school", "uncovered_must", "2006-12-31", members_full=4, members_probationary=0, has_group=True)
    # A law firm whose lead hosts no Party organisation, in a joint branch without an agreed superior.
    organization("o:law", "丙律师事务所", "firm", "law")
    led = c.fact("SUPERVISED_BY", "o:law", "u:justice", "2001-01-01")
    c.fact("COVERS", "p:joint", "o:law", "2005")
    c.derived("LEAD", "o:law", "u:justice", "city", [led], "2003-07-01", provisional=True)
    c.state("o:law", "joint", "2005", members_full=3, has_three=True)
    # A social group that nobody answers for; one that has ceased to operate; a foundation; a renamed and closed firm.
    organization("o:alone", "丁研究会", "social_group", None)
    c.state("o:alone", "uncovered_few", "2007-01-01", members_full=1)
    organization("o:idle", "戊学会", "social_group", None, operating=False)
    c.state("o:idle", "uncovered_must", "2007-01-01", members_full=9, retired_run="units:1")
    organization("o:fund", "己基金会", "foundation", None, region=None)
    c.state("o:fund", "uncovered_none", "2007-01-01", members_full=0, members_probationary=0, members_untransferred=0)
    organization("o:gone", "庚会计师事务所", "firm", "accounting", founded="1999", closed="2006-01-01")
    c.node(
        "Statement",
        "s:1",
        subject="o:own",
        attribute="name",
        value="旧名会计师事务所",
        valid_from="1999-05-01",
        valid_to="2005-01-01",
        source="units",
        recorded_run="units:1",
    )
    c.ties.append(("HAS_STATEMENT", ("Organization", "o:own"), ("Statement", "s:1"), {}))
    # Two Party organisations in a circle, above a firm whose date is known to the month only.
    party("p:round-a", "圈甲党支部", "branch")
    party("p:round-b", "圈乙党委", "committee", True)
    organization("o:round", "辛评估事务所", "firm", None)
    c.fact("COVERS", "p:round-a", "o:round", "2008-03")
    led = c.fact("SUPERVISED_BY", "o:round", "u:finance", "2001-01-01")
    c.derived("LEAD", "o:round", "u:finance", "city", [led], "2003-07-01")
    c.derived("SUPERIOR", "o:round", "p:finance", "direct", [led], "2003-07-01")
    c.derived("SUPERIOR", "p:round-a", "p:round-b", "decision", [led], "2003-07-01")
    c.fact("SUBORDINATE_TO", "p:round-b", "p:round-a")
    c.state("o:round", "own_branch", "2008-03", members_full=3)
    # Who exists and operates has a class on every day, before anything was reported or built, too.
    for id, since, until in (
        ("u:cpa", ALWAYS, "2003-07-01"),
        ("o:own", "1999-05-01", "2004-05-01"),
        ("o:school", "2000", "2006-12-31"),
        ("o:law", ALWAYS, "2005"),
        ("o:alone", ALWAYS, "2007-01-01"),
        ("o:fund", ALWAYS, "2007-01-01"),
        ("o:round", ALWAYS, "2008-03"),
        ("o:gone", "1999", "2006-01-01"),
    ):
        c.state(id, "unknown", since, until, severity_since=None)
    # Figures that somebody reported, and an inconsistency.
    c.node(
        "ReportedFigure",
        "r:1",
        measure="party_organizations",
        value=4,
        bound="exact",
        as_of="2008-03-31",
        text="4",
        source="reported_figures",
    )
    c.node(
        "ReportedFigure",
        "r:2",
        measure="hard_gap",
        trade="law",
        value=0,
        bound="exact",
        as_of="2008-03-31",
        text="0",
        source="reported_figures",
    )
    for number, measure in enumerate(("party_organizations_not_grown", "members_not_grown"), 8):
        c.node(
            "ReportedFigure",
            f"r:{number}",
            measure=measure,
            value=0,
            bound="exact",
            as_of="2008-03-31",
            text="0",
            source="reported_figures",
        )
    c.node(
        "ReportedFigure",
        "r:3",
        measure="members",
        value=16,
        bound="more_than",
        as_of="2008-03-31",
        text="16多",
        source="reported_figures",
    )
    c.node(
        "ReportedFigure",
        "r:4",
        measure="party_organizations_in_trade",
        trade="law",
        value=2,
        bound="exact",
        as_of="2008-03-31",
        text="2",
        source="reported_figures",
    )
    c.node(
        "Finding",
        "n:1",
        check="cycle",
        subject="p:round-a",
        label="PartyOrganization",
        severity="severe",
        detail='{"path": ["p:round-a", "p:round-b"]}',
        opened_run="units:1",
    )
    return c


@asynccontextmanager
async def asking(graph: Graph) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the API over this graph, in this very process."""
    transport = httpx.ASGITransport(create_app(graph=graph))
    headers = {"Accept": "application/json"}  # for which no answer goes on
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as client:
        yield client
