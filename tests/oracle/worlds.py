"""Small worlds at random: what the engines and the oracle, and the checks and their twins, are compared on.

`worlds()` is a Hypothesis strategy for records of a whole small city; `party_trees(n)` gives n Party trees, sound and
unsound, the same ones every time. Records are in the export format, header first.
"""

import logging
import os
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, Final

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from tests.engines.wiping import CITY
from tests.stories import expand

log = logging.getLogger("zuzhitu.laws")
Record = dict[str, Any]
Nodes = dict[str, dict[str, Any]]

MORE = "ZUZHITU_TEST_WORLDS"  # how many worlds, where somebody has the time: 500


def on_an_engine(worlds: int) -> settings:
    """How worlds are tried that are written into a graph: the same ones every time, unless more are asked for."""
    return settings(
        max_examples=int(os.environ.get(MORE, worlds)),
        deadline=None,
        derandomize=MORE not in os.environ,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
        # a world is written, derived and wiped for each try: no shrinking, the worlds are small
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        print_blob=True,
    )


_tallies: Final[defaultdict[str, Counter[str]]] = defaultdict(Counter)


def tell_tally(law: str, **counts: int) -> None:
    """Adds to what a law was held on in this process, and tells the log (`--log-cli-level=INFO`) how much that is."""
    _tallies[law].update(counts)
    log.info("%s: %s", law, ", ".join(f"{n} {name}" for name, n in _tallies[law].items()))


# Days on both sides of 2003-07-01, months and years among them, close enough to meet.
DATES = ["2001", "2002-12-31", "2003-07", "2003-07-01", "2004-05-15", "2005-06", "2005-06-10", "2006-01-01", "2007"]
# Closed and come back; what is founded after that or closed before has had no such time.
AWAY = ["2003-08/2004-02-01", "2003-07-02/2004-05-01", "2003-09-01/2003-11-30;2004-01/2004-04-15"]
DAYS = [
    *("2001-03-31", "2002-06-30", "2003-06-30", "2003-07-01", "2003-07-15", "2003-11-15", "2004-02-10", "2004-05-14"),
    *("2004-05-15", "2005-06-01", "2005-06-17", "2006-06-30", "2007-05-31", "2008-03-31"),
]
DISTRICTS = ["210203", "210211"]
STREETS = ["street-a", "street-b"]
FRAME: Nodes = {
    "210000": {"is": "province"},
    CITY: {"is": "city", "part_of": "210000"},
    "210203": {"is": "district", "part_of": CITY},
    "210211": {"is": "district", "part_of": CITY},
    "street-a": {"is": "street", "part_of": "210203"},
    "street-b": {"is": "street", "part_of": "210211"},
    "top": {"is": "committee", "territorial": "true", "acts_in": CITY},
}


@st.composite
def worlds(draw: st.DrawFn, dated_places: bool = True) -> list[Record]:
    """A city: units, associations, trades, organisations of every kind, Party organisations, facts dated or not.

    `dated_places`: whether the regions that bodies act in may change with time, too.
    """
    nodes: Nodes = {key: dict(value) for key, value in FRAME.items()}
    facts: list[str] = []
    headcounts: list[str] = []
    statements: list[str] = []

    def life(*, comes_back: bool = False) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if draw(st.integers(0, 3)) == 0:
            found["founded"] = draw(st.sampled_from(DATES[:4]))
        if draw(st.integers(0, 6)) == 0:
            found["closed"] = draw(st.sampled_from(DATES[4:]))
        if comes_back and draw(st.integers(0, 6)) == 0:
            found["away"] = draw(st.sampled_from(AWAY))
        return found

    def period() -> str:
        if draw(st.booleans()):
            return ""
        bounds = sorted(draw(st.sets(st.sampled_from(DATES), min_size=1, max_size=2)))
        return f" {bounds[0]}..{bounds[1] if len(bounds) > 1 else ''}"

    def relate(start: str, type_: str, ends: list[str], most: int, tail: str = "") -> list[str]:
        chosen = draw(st.lists(st.sampled_from(ends), max_size=most, unique=True)) if ends else []
        for end in chosen:
            valid = period() if dated_places or type_ != "ACTS_IN" else ""
            facts.append(f"{start} {type_} {end}{valid}{tail}")
        return chosen

    def some(name: str, least: int, most: int) -> list[str]:
        return [f"{name}-{n}" for n in range(draw(st.integers(least, most)))]

    trades = some("trade", 1, 2)
    for trade in trades:
        nodes[trade] = {"is": "trade"}
        if draw(st.booleans()):
            nodes[trade]["approved_at"] = draw(st.sampled_from(["city", "district"]))
        if draw(st.integers(0, 3)) == 0:
            nodes[trade]["association_scope"] = "city_wide"

    territorial = some("territorial", 0, 3)
    for party in territorial:
        kind = draw(st.sampled_from(["committee", "work_committee"]))
        nodes[party] = {"is": kind, "territorial": "true", **life()}
        relate(party, "ACTS_IN", DISTRICTS + STREETS, 1)
        relate(party, "SUBORDINATE_TO", ["top"], 1)

    units = some("unit", 2, 4)
    chiefs = []
    for unit in units:
        nodes[unit] = {"is": "supervising_unit", **life()}
        relate(unit, "ACTS_IN", ["210000", CITY, *DISTRICTS, STREETS[0]], 2)
        for trade in trades:
            if draw(st.integers(0, 2)) == 0:
                level = draw(st.sampled_from(["city", "district"]))
                facts.append(f"{unit} SUPERVISES_TRADE {trade}{period()} level={level}")
        for n in range(draw(st.integers(0, 2))):
            chief = f"{unit}-party-{n}"
            kind = draw(st.sampled_from(["work_committee", "committee", "leading_group", "general_branch", "branch"]))
            nodes[chief] = {"is": kind, **life()}
            facts.append(f"{chief} HOSTED_BY {unit}{period()}")
            relate(chief, "SUBORDINATE_TO", ["top", *territorial, *chiefs], 2)
            chiefs.append(chief)

    associations = some("association", 0, 2)
    firms = some("firm", 1, 3)
    for id_ in associations + firms:
        kind = st.sampled_from(["firm", "social_group", "non_enterprise", "foundation"])
        nodes[id_] = {"is": "association" if id_ in associations else draw(kind), **life(comes_back=True)}
        for type_ in ("SUPERVISED_BY", "AFFILIATED_TO"):
            relate(id_, type_, units, 2)
        for body in draw(st.lists(st.sampled_from(units), max_size=2, unique=True)):
            level = draw(st.sampled_from(["", " level=city", " level=district", " level=province", " level=national"]))
            facts.append(f"{id_} APPROVED_BY {body}{period()}{level}")
        relate(id_, "REGISTERED_WITH", units, 1, draw(st.sampled_from([" civil=true", " civil=false"])))
        relate(id_, "LOCATED_IN", [CITY, *DISTRICTS, *STREETS], 2)
        if draw(st.integers(0, 4)):  # one main trade at a time
            facts.append(f"{id_} IN_TRADE {draw(st.sampled_from(trades))}{period()}")
        for body in draw(st.lists(st.sampled_from(units), max_size=1)):
            day = draw(st.sampled_from(DATES))
            facts.append(
                f"{id_} CONSULTED {body} {day}.. result={draw(st.sampled_from(['agreed', 'refused', 'none']))}"
            )
    committees = []
    for id_ in associations:
        relate(id_, "SERVES_TRADE", trades, 2)
        relate(id_, "ACTS_IN", [CITY, *DISTRICTS], 1)
        for n in range(draw(st.integers(0, 2))):
            party = f"{id_}-party-{n}"
            nodes[party] = {"is": draw(st.sampled_from(["committee", "general_branch", "branch"])), **life()}
            facts.append(f"{party} HOSTED_BY {id_}{period()}")
            relate(party, "ACTS_IN", [CITY, *DISTRICTS], 1)
            committees.append(party)

    subjects = associations + firms
    branches = some("branch", 0, 3)
    for party in branches:
        kind = draw(st.sampled_from(["committee", "general_branch", "branch", "joint_branch", "joint_branch"]))
        nodes[party] = {"is": kind, **life()}
        covered = relate(party, "COVERS", subjects, 3 if kind == "joint_branch" else 2)
        hosts = covered if kind != "joint_branch" else subjects + units
        relate(party, "HOSTED_BY", hosts, 1)
        relate(party, "SUBORDINATE_TO", ["top"], 1)

    holders = units + chiefs + committees + ["top"]
    for _ in range(draw(st.integers(0, 2))):
        role = draw(st.sampled_from(["lead", "superior"]))
        subject = draw(st.sampled_from(subjects if role == "lead" else subjects + committees + branches))
        day = draw(st.sampled_from(DATES))
        facts.append(f"{subject} DECIDED {draw(st.sampled_from(holders))} {day}.. role={role}")

    for id_ in subjects:
        for day in draw(st.lists(st.sampled_from(DATES), max_size=3, unique=True)):
            headcounts.append(f"{id_} {day}" + "".join(f" {name}={draw(_COUNT)}" for name in draw(_KNOWN)))
        # of sources that speak of some counts: on a day of the others, before or behind it, above or below them in rank
        for day in draw(st.lists(st.sampled_from(DATES), max_size=2, unique=True)):
            spoken = draw(_SPOKEN)
            counts = "".join(f" {name}={draw(_COUNT)}" for name in spoken if draw(st.integers(0, 4)))
            rank, wrong = draw(st.sampled_from([0, 2])), draw(st.sampled_from(["", "", "", " retracted_run=story:1"]))
            said = f"measures={','.join(spoken)} source=list source_rank={rank}{wrong}"
            headcounts.append(f"{id_} {day}{counts} {said}")
        for n in range(
            draw(st.sampled_from([0, 0, 0, 1, 2, 3]))
        ):  # overlapping ones among them, of sources of their own
            value, rank = draw(st.sampled_from(["true", "false"])), draw(st.integers(1, 2))
            statements.append(f"{id_} operating={value}{period()} source=register-{n}-{rank} source_rank={rank}")
    told = {"nodes": nodes, "facts": facts, "headcounts": headcounts, "statements": statements}
    return expand([told])


_COUNT = st.sampled_from(["0", "0", "1", "2", "3", "7", ">0", ">2", "~0", "~3"])
# What a list speaks of: the instructors, most often.
_SPOKEN = st.sampled_from([["instructors"]] * 3 + [["full", "instructors"], ["probationary", "groups"]])
_KNOWN = st.lists(
    st.sampled_from(["full", "full", "probationary", "untransferred", "groups", "instructors"]), max_size=6, unique=True
)


def party_trees(number: int, seed: int = 20080331) -> Iterator[list[Record]]:
    """Party trees of up to nine, with circles, several superiors, orphans, roots and reversed periods among them."""
    chance = random.Random(seed)
    for _ in range(number):
        yield _party_tree(chance)


def _party_tree(chance: random.Random) -> list[Record]:
    nodes: Nodes = {key: dict(value) for key, value in FRAME.items()}
    parties = ["top", *(f"p{n}" for n in range(chance.randint(1, 8)))]
    facts = []
    nodes["bureau"] = {"is": "supervising_unit", "acts_in": chance.choice([CITY, "210000"])}
    if chance.random() < 0.1:
        del nodes["top"]
        parties.remove("top")
    for party in parties[1:] if parties[0] == "top" else parties:
        nodes[party] = {"is": chance.choice(["committee", "work_committee", "branch"])}
        if chance.random() < 0.15:
            nodes[party]["closed"] = chance.choice(["2007", "2008-03", "2008-03-31", "2009"])
        if chance.random() < 0.15:
            nodes[party]["founded"] = chance.choice(["2008", "2008-04", "2010-05-01"])
        if chance.random() < 0.1:
            nodes[party] |= {"territorial": "true", "acts_in": chance.choice([CITY, "210000", "210203"])}
        if chance.random() < 0.1:
            nodes[party]["hosted_by"] = "bureau"
    derived = []
    for party in parties:
        for end in chance.choices(parties, k=chance.choice([0, 1, 1, 1, 2])):
            if party == "top" and chance.random() < 0.8:
                continue
            period = chance.choice(["", "", "", "", " 2006..2008-03-31", " 2008-03..", " 2007-05-01..2005-01"])
            if chance.random() < 0.35:
                derived.append((party, end, period.strip() or "2003-07-01.."))
            else:
                tail = " retracted_run=story:1" if chance.random() < 0.1 else ""
                facts.append(f"{party} SUBORDINATE_TO {end}{period}{tail}")
    records = expand([{"nodes": nodes, "facts": facts}])
    for n, (start, end, period) in enumerate(derived):
        first, last = period.split("..")
        properties = {"valid_from": first, "valid_to": last or "9999-12-31", "provisional": False}
        if chance.random() < 0.15:
            properties["retired_run"] = "story:1"
        ends = {"from": ["PartyOrganization", start], "to": ["PartyOrganization", end]}
        records.append({"relationship": "SUPERIOR", "id": f"d:{n}", **ends, "properties": properties})
    return records
