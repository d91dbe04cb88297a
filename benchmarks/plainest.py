"""The plainest honest loader, to measure the project's against: nothing of the project is imported here.

csv.DictReader, one pydantic model per row, `UNWIND … MERGE` by 1,000 rows, one transaction per batch. It is given its
best shape: the schema and the frame stand before it starts, names become ids in one dictionary held in memory, every
`MERGE` is on a constrained id, a batch is one transaction, relationships are merged by their two ends. It trusts its
input: no identity across registers, no refused rows, no places, no runs, no second picture; what it writes beside that
is the same (benchmarks/content.py compares). `python plainest.py ORGANIZATIONS PARTY HEADCOUNTS [--pure]` with the
graph in BENCH_URI, BENCH_USERNAME, BENCH_PASSWORD prints its figures as JSON; `--pure` hides the driver's extension in
Rust.
"""

import csv
import json
import os
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, TypeVar

if "--pure" in sys.argv:
    sys.modules["neo4j._rust"] = None  # type: ignore[assignment]

import neo4j
from neo4j._codec.packstream import v1
from pydantic import BaseModel, BeforeValidator, Field

BATCH = 1_000
T = TypeVar("T")
Rows = list[dict[str, Any]]

Blank = BeforeValidator(lambda text: text or None)
OptionalText = Annotated[str | None, Blank]
OptionalInt = Annotated[int | None, Blank]


class Organization(BaseModel):
    name: str = Field(alias="社会组织名称", min_length=1)
    authority: str = Field(alias="登记管理机关", min_length=1)
    kind: str = Field(alias="社会组织类型")
    supervisor: OptionalText = Field(alias="业务主管单位")
    affiliation: OptionalText = Field(alias="行政挂靠单位")
    approver: OptionalText = Field(alias="批准机关")
    approval_level: OptionalText = Field(alias="批准级别")
    trade: OptionalText = Field(alias="行业")
    association: OptionalText = Field(alias="加入协会")
    approved: OptionalText = Field(alias="批准日期", pattern=r"^\d{4}-\d\d-\d\d$")
    founded: OptionalText = Field(alias="成立登记日期", pattern=r"^\d{4}-\d\d-\d\d$")
    closed: OptionalText = Field(alias="注销日期", pattern=r"^\d{4}-\d\d-\d\d$")
    address: OptionalText = Field(alias="住所")
    region: str = Field(alias="所在区划", pattern=r"^\d{9}$")
    number: OptionalText = Field(alias="登记证号")
    organization_code: str = Field(alias="组织机构代码", pattern=r"^[0-9A-Z]{9}$")
    credit_code: OptionalText = Field(alias="统一社会信用代码", pattern=r"^[0-9A-Z]{18}$")


class Party(BaseModel):
    number: str = Field(alias="党组织编号", min_length=1)
    name: str = Field(alias="党组织名称", min_length=1)
    kind: str = Field(alias="党组织类型")
    host: str = Field(alias="所在单位")
    covers: str = Field(alias="覆盖单位")
    superior: OptionalText = Field(alias="隶属党组织")
    founded: OptionalText = Field(alias="成立日期", pattern=r"^\d{4}-\d\d-\d\d$")


class Headcount(BaseModel):
    unit: str = Field(alias="单位", min_length=1)
    date: str = Field(alias="统计日期", pattern=r"^\d{4}-\d\d-\d\d$")
    employees: OptionalInt = Field(alias="从业人员")
    members_full: OptionalInt = Field(alias="正式党员")
    members_probationary: OptionalInt = Field(alias="预备党员")
    members_untransferred: OptionalInt = Field(alias="未转组织关系党员")
    party_groups: OptionalInt = Field(alias="党小组")
    instructors: OptionalInt = Field(alias="党建工作指导员")


KINDS = {"社会团体": "social_group", "民办非企业单位": "non_enterprise", "基金会": "foundation"}  # else a firm
TRADES = {"律师事务所": "律师", "会计师事务所": "注册会计师", "税务师事务所": "注册税务师", "资产评估机构": "资产评估"}
LEVELS = {"国家": "national", "省": "province", "市": "city", "区县": "district"}
PARTY_KINDS = {"党支部": "branch", "联合党支部": "joint_branch"}
COUNTS = ("employees", "members_full", "members_probationary", "members_untransferred", "party_groups", "instructors")
ALWAYS, OPEN = "0001-01-01", "9999-12-31"

NODES = "UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row.properties"
FACTS = (
    "UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
    "MERGE (a)-[f:{type}]->(b) SET f += row.properties"
)
IDENTIFIERS = (
    "UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) "
    "MERGE (i:Identifier {{id: row.end}}) SET i.scheme = row.scheme, i.value = row.value "
    "MERGE (a)-[f:IDENTIFIED_BY]->(i) SET f += row.properties"
)
HEADCOUNTS = (
    "UNWIND $rows AS row MATCH (o:Organization {id: row.subject}) "
    "MERGE (h:Headcount {id: row.id}) SET h += row.properties MERGE (o)-[:HAS_HEADCOUNT]->(h)"
)
KNOWN = "MATCH (n:{label}) RETURN n.name AS name, n.id AS id, n.founded AS founded"
AUTHORITIES = (
    "MATCH (o:Organization)-[f:IDENTIFIED_BY]->(i:Identifier {scheme: 'authority'}) "
    "RETURN o.name AS name, i.value AS value, f.level AS level"
)


class Loader:
    """Names to ids, and rows to statements."""

    def __init__(self, session: neo4j.Session) -> None:
        self.session = session
        self.names: dict[str, tuple[str, str | None]] = {}
        self.parties: dict[str, tuple[str, str | None]] = {}
        self.writing = 0.0
        self.facts = 0
        for names, label in ((self.names, "Organization"), (self.parties, "PartyOrganization")):
            for row in session.run(KNOWN.format(label=label)):
                names[row["name"]] = (row["id"], row["founded"])
        self.trades = {row["name"]: row["id"] for row in session.run(KNOWN.format(label="Trade"))}
        self.authorities = {
            row["name"]: (row["value"].partition(".")[2], row["level"]) for row in session.run(AUTHORITIES)
        }

    def write(self, statements: dict[str, Rows]) -> None:
        """One batch: one transaction."""
        started = time.perf_counter()

        def work(transaction: neo4j.ManagedTransaction) -> None:
            for text, rows in statements.items():
                transaction.run(text, rows=rows).consume()

        self.session.execute_write(work)
        self.writing += time.perf_counter() - started
        self.facts += sum(map(len, statements.values()))

    def organizations(self, batch: list[Organization]) -> None:
        statements: dict[str, Rows] = {NODES.format(label="Organization"): []}
        source = "social_organizations"
        for row in batch:
            id = f"uscc:{row.credit_code}" if row.credit_code else f"org:{row.organization_code}"
            self.names[row.name] = (id, row.founded)
            properties = {"kind": KINDS.get(row.kind, "firm"), "founded": row.founded, "closed": row.closed}
            properties |= {"name": row.name, "name_key": name_key(row.name), "source": source}
            statements[NODES.format(label="Organization")].append({"id": id, "properties": properties})

            def fact(
                type: str,
                name: str | None,
                start: str | None = None,
                id: str = id,
                founded: str | None = row.founded,
                **own: Any,
            ) -> None:
                if name:
                    end, other = self.names[name]
                    text = FACTS.format(start="Organization", end="Organization", type=type)
                    add(statements, text, id, end, dated(start, founded, other, source) | own)

            category, level = self.authorities[row.authority]
            fact("REGISTERED_WITH", row.authority, civil=category == "civil", level=level)
            fact("SUPERVISED_BY", row.supervisor)
            fact("AFFILIATED_TO", row.affiliation)
            fact("APPROVED_BY", row.approver, row.approved, level=LEVELS.get(row.approval_level or ""))
            fact("MEMBER_OF", row.association)
            undated = dated(None, row.founded, None, source)
            located = FACTS.format(start="Organization", end="Region", type="LOCATED_IN")
            add(statements, located, id, row.region, undated | {"address": row.address})
            trade = row.trade or TRADES.get(row.kind)
            if trade:
                text = FACTS.format(start="Organization", end="Trade", type="IN_TRADE")
                add(statements, text, id, self.trades[trade], undated | {"main": True, "basis": "stated"})
            identifiers = [("org", row.organization_code, row.organization_code)]
            if row.credit_code:
                identifiers.append(("uscc", row.credit_code, row.credit_code))
            if row.number:
                identifiers.append(("reg", f"{self.names[row.authority][0]}.{row.number}", row.number))
            for scheme, key, value in identifiers:
                text = IDENTIFIERS.format(start="Organization")
                add(statements, text, id, f"{scheme}:{key}", undated, scheme=scheme, value=value)
        self.write(statements)

    def party(self, batch: list[Party]) -> None:
        nodes, party = NODES.format(label="PartyOrganization"), "PartyOrganization"
        source = "party_organizations"
        statements: dict[str, Rows] = {nodes: []}
        for row in batch:
            id = f"party_organizations:{row.number}"
            self.parties[row.name] = (id, row.founded)
            properties = {"kind": PARTY_KINDS[row.kind], "territorial": False, "founded": row.founded}
            properties |= {"name": row.name, "name_key": name_key(row.name), "source": source}
            statements[nodes].append({"id": id, "properties": properties})
            for type, names in (("HOSTED_BY", [row.host]), ("COVERS", row.covers.split("；"))):
                for name in names:
                    end, other = self.names[name]
                    text = FACTS.format(start=party, end="Organization", type=type)
                    add(statements, text, id, end, dated(None, row.founded, other, source))
            if row.superior:
                end, other = self.parties[row.superior]
                text = FACTS.format(start=party, end=party, type="SUBORDINATE_TO")
                add(statements, text, id, end, dated(None, row.founded, other, source))
            undated = dated(None, row.founded, None, source)
            key, text = f"party_organizations:{row.number}", IDENTIFIERS.format(start=party)
            add(statements, text, id, key, undated, scheme="party_organizations", value=row.number)
        self.write(statements)

    def headcounts(self, batch: list[Headcount]) -> None:
        rows: Rows = []
        for row in batch:
            subject = self.names[row.unit][0]
            properties: dict[str, Any] = {"subject": subject, "date": row.date, "source": "headcounts"}
            properties["source_rank"] = 30
            for name in COUNTS:
                value = getattr(row, name)
                if value is not None:
                    properties |= {name: value, f"{name}_bound": "exact"}
            rows.append({"id": f"headcount:{subject}.{row.date}", "subject": subject, "properties": properties})
        self.write({HEADCOUNTS: rows})


def add(statements: dict[str, Rows], text: str, start: str, end: str, properties: dict[str, Any], **own: Any) -> None:
    statements.setdefault(text, []).append({"start": start, "end": end, "properties": properties, **own})


def dated(start: str | None, one: str | None, other: str | None, source: str) -> dict[str, Any]:
    """When a fact holds: from its start, else from the later founding of its ends."""
    since = start or max(one or ALWAYS, other or ALWAYS)
    return {"valid_from": since, "valid_to": OPEN, "assumed_start": start is None, "source": source}


def name_key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).replace(" ", "").casefold()


def read(path: Path, model: type[T]) -> Iterator[list[T]]:
    """The models of a file, by batches."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows: Iterable[T] = (model(**row) for row in csv.DictReader(stream))
        rows = iter(rows)
        while batch := list(islice(rows, BATCH)):
            yield batch


def codec() -> str:
    """What packs the driver's messages."""
    return "rust" if vars(v1)["_rust_pack"] is not None else "python"


def peak_memory() -> int:
    """Bytes that this process held at most. On Linux its own peak: ru_maxrss also counts what forked it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _load(path: Path, model: type[T], write: Callable[[list[T]], None]) -> int:
    rows = 0
    for batch in read(path, model):
        rows += len(batch)
        write(batch)
    return rows


def main() -> None:
    organizations, party, headcounts = (Path(a) for a in sys.argv[1:4])
    login = (os.environ.get("BENCH_USERNAME", ""), os.environ.get("BENCH_PASSWORD", ""))
    started = time.perf_counter()
    with (
        neo4j.GraphDatabase.driver(os.environ["BENCH_URI"], auth=login if login[0] else None) as driver,
        driver.session() as session,
    ):
        loader = Loader(session)
        rows = _load(organizations, Organization, loader.organizations)
        rows += _load(party, Party, loader.party)
        rows += _load(headcounts, Headcount, loader.headcounts)
    total = time.perf_counter() - started
    figures = {"rows": rows, "written": loader.facts, "seconds": total, "write": loader.writing}
    print(json.dumps({**figures, "codec": codec(), "cpu": time.process_time(), "peak": peak_memory()}))


if __name__ == "__main__":
    main()
