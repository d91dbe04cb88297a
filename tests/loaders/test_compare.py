"""What a run changes of what its source said before: each kind of change, for one subject, without an engine."""

import itertools
from collections.abc import Iterable
from typing import Any

import pytest

from cypher.domain.vocabulary import OPEN
from loaders.records import Key
from loaders.resolve.identity import fact_id
from loaders.write.compare import Claim, Difference, Held, claim_id, compare, unused

SOURCE = "social_organizations"
SCHOOL: Key = ("Organization", "uscc:52210200MJ0000001X")
EDUCATION: Key = ("Organization", "units:U005")
FINANCE: Key = ("Organization", "units:U004")
FOUNDED = "2001-03"
BEFORE, NOW = "2007-12-31", "2008-03-31"
PLACE = ("schools.csv", "", 2)


def claim(end: Key = EDUCATION, since: str | None = None, until: str | None = None, **own: Any) -> Claim:
    """That a unit supervises the school."""
    return Claim(SCHOOL, "SUPERVISED_BY", (end,), end, own, since, until, PLACE)


def held(
    end: Key = EDUCATION,
    since: str | None = None,
    until: str = OPEN,
    as_of: str = BEFORE,
    gone: bool = False,
    number: str = "",
    **own: Any,
) -> Held:
    """The same as the graph holds it, recorded by the run of an as-of; without `since` it counts from the founding."""
    id_ = fact_id("SUPERVISED_BY", SCHOOL[1], end[1], since, SOURCE) + number
    return Held(id_, SCHOOL, "SUPERVISED_BY", (end,), end, own, since or FOUNDED, until, since is None, as_of, gone)


def counted(full: int, day: str = "2007-12") -> Claim:
    return Claim(SCHOOL, "Headcount", (day,), None, {"date": day, "members_full": full}, None, None, PLACE)


def held_count(full: int, day: str = "2007-12", as_of: str = BEFORE) -> Held:
    one = counted(full, day)
    id_ = claim_id(one, None, SOURCE)
    return Held(id_, SCHOOL, "Headcount", (day,), None, one.properties, "0001-01-01", OPEN, False, as_of, False)


def difference(
    claims: Iterable[Claim],
    held: Iterable[Held],
    as_of: str = NOW,
    states: Iterable[str] = ("SUPERVISED_BY",),
) -> Difference:
    return compare(claims, held, source=SOURCE, as_of=as_of, states=states)


def told(found: Difference) -> dict[str, list[Any]]:
    """What a difference comes to: what is made with start and end, what ends and when, what was wrong, what stays."""

    def about(mark: tuple[Any, ...]) -> str:
        return mark[0] if isinstance(mark[0], str) else mark[0][1]

    every = {
        "made": [(about(m.claim.mark), m.start, m.end) for m in found.made],
        "ended": [(about(h.mark), day) for h, day in found.ended],
        "retracted": [(about(h.mark), reason) for h, reason in found.retracted],
        "unchanged": [about(h.mark) for h in found.unchanged],
    }
    return {kind: sorted(ones, key=repr) for kind, ones in every.items() if ones}


U4, U5 = FINANCE[1], EDUCATION[1]


@pytest.mark.parametrize(
    ("claims", "held", "changes"),
    [
        pytest.param([claim()], [], {"made": [(U5, None, None)]}, id="new"),
        pytest.param([claim(since="2005-02")], [], {"made": [(U5, "2005-02", None)]}, id="new with its start"),
        pytest.param([claim()], [held()], {"unchanged": [U5]}, id="unchanged"),
        pytest.param([claim(since="2005")], [held(since="2005")], {"unchanged": [U5]}, id="unchanged with its start"),
        pytest.param(
            [claim(FINANCE)], [held()], {"made": [(U4, NOW, None)], "ended": [(U5, NOW)]}, id="a later picture ends"
        ),
        pytest.param(
            [claim(FINANCE)],
            [held(as_of=NOW)],
            {"made": [(U4, None, None)], "retracted": [(U5, "corrected")]},
            id="the same picture corrects",
        ),
        pytest.param([], [held()], {"ended": [(U5, NOW)]}, id="a whole set that is empty now"),
        pytest.param(
            [claim()], [held(), held(FINANCE)], {"ended": [(U4, NOW)], "unchanged": [U5]}, id="a whole set lacks one"
        ),
        pytest.param(
            [claim()],
            [held(), held(FINANCE, until="2006-01-01")],
            {"unchanged": [U5]},
            id="what ended long ago is lacking of no set",
        ),
        pytest.param(
            [claim(FINANCE)],
            [held(since=NOW)],
            {"made": [(U4, NOW, None)], "retracted": [(U5, "corrected")]},
            id="what had not begun cannot end",
        ),
        pytest.param(
            [claim(level="district")],
            [held(level="city")],
            {"made": [(U5, NOW, None)], "ended": [(U5, NOW)]},
            id="a later picture says another value",
        ),
        pytest.param(
            [claim(level="district")],
            [held(level="city", as_of=NOW)],
            {"made": [(U5, None, None)], "retracted": [(U5, "corrected")]},
            id="the same picture says another value",
        ),
        pytest.param(
            [claim(since="2005", level="district")],
            [held(since="2005", level="city")],
            {"made": [(U5, "2005", None)], "retracted": [(U5, "corrected")]},
            id="another value since the stated start was always so",
        ),
        pytest.param(
            [claim(since="2005")],
            [held()],
            {"made": [(U5, "2005", None)], "retracted": [(U5, "corrected")]},
            id="a stated start replaces an assumed one",
        ),
        pytest.param(
            [claim(since=FOUNDED)],
            [held()],
            {"made": [(U5, FOUNDED, None)], "retracted": [(U5, "corrected")]},
            id="also where it is the same day",
        ),
        pytest.param([claim()], [held(since="2005")], {"unchanged": [U5]}, id="no start leaves the stated one"),
        pytest.param([claim(until="2008-02")], [held()], {"ended": [(U5, "2008-02")]}, id="a stated end"),
        pytest.param(
            [claim(until="2008-02")], [held(until="2008-02")], {"unchanged": [U5]}, id="a stated end stated again"
        ),
        pytest.param(
            [claim(since="2005", until="2008-02")],
            [held(since="2005", until="2007-01-01")],
            {"made": [(U5, "2005", "2008-02")], "retracted": [(U5, "corrected")]},
            id="another end corrects the record",
        ),
        pytest.param(
            [claim(since="2005")],
            [held(since="2005", until="2007-01-01")],
            {"made": [(U5, "2005", None)], "retracted": [(U5, "corrected")]},
            id="an end that was wrong",
        ),
        pytest.param(
            [claim()],
            [held(until="2007-01-01")],
            {"made": [(U5, NOW, None)]},
            id="without a start it begins again after its end",
        ),
        pytest.param(
            [claim(since="2005")],
            [held(since="2005", until="2007-01-01"), held(since="2005", number=".2")],
            {"unchanged": [U5]},
            id="of two of one start the open one is meant",
        ),
        pytest.param(
            [claim(since="2001", until="2003"), claim(since="2005")],
            [held(since="2005")],
            {"made": [(U5, "2001", "2003")], "unchanged": [U5]},
            id="two periods of one unit",
        ),
        pytest.param(
            [claim(), claim(until="2008-06")],
            [held()],
            {"made": [(U5, NOW, "2008-06")], "unchanged": [U5]},
            id="one that is held is stated again but once",
        ),
        pytest.param(
            [claim(level="district")],
            [held(since=NOW, level="city")],
            {"made": [(U5, NOW, None)], "retracted": [(U5, "corrected")]},
            id="another value of what had not begun",
        ),
        pytest.param(
            [claim(level="district"), claim(FINANCE)],
            [held(level="city", as_of=NOW), held(FINANCE)],
            {"made": [(U5, NOW, None)], "retracted": [(U5, "corrected")], "unchanged": [U4]},
            id="what was corrected counts from the picture that brought it",
        ),
        pytest.param(
            [claim()], [held(gone=True)], {"made": [(U5, None, None)]}, id="what was retracted counts for nothing"
        ),
        pytest.param([], [held(gone=True)], {}, id="what was retracted does not end"),
    ],
)
def test_what_a_whole_set_changes(claims: list[Claim], held: list[Held], changes: dict[str, list[Any]]) -> None:
    for given, known in itertools.product(itertools.permutations(claims), itertools.permutations(held)):
        assert told(difference(given, known)) == changes


@pytest.mark.parametrize(
    ("claims", "held", "changes"),
    [
        ([claim(FINANCE)], [held()], {"made": [(U4, None, None)]}),
        ([], [held()], {}),
        ([claim(level="district")], [held(level="city")], {"made": [(U5, NOW, None)], "ended": [(U5, NOW)]}),
    ],
    ids=["another beside it", "nothing ends", "another value of the same"],
)
def test_what_is_no_whole_set_only_adds_and_changes(
    claims: list[Claim], held: list[Held], changes: dict[str, list[Any]]
) -> None:
    assert told(difference(claims, held, states=())) == changes


@pytest.mark.parametrize("since", ["2005", "2007"])  # ids before and behind that of the other
def test_no_start_means_the_one_of_assumed_start(since: str) -> None:
    found = difference([claim()], [held(since=since), held()])
    assert (found.unchanged, found.retracted) == ([held()], [(held(since=since), "corrected")])


def test_a_set_that_is_not_stated_ends_nothing_of_another() -> None:
    assert told(difference([], [held()], states=("LOCATED_IN",))) == {}


@pytest.mark.parametrize(
    ("claims", "held", "changes"),
    [
        ([counted(5)], [], {"made": [("2007-12", None, None)]}),
        ([counted(5)], [held_count(5)], {"unchanged": ["2007-12"]}),
        ([counted(6)], [held_count(5)], {"made": [("2007-12", None, None)], "retracted": [("2007-12", "corrected")]}),
        ([counted(6, "2008-03")], [held_count(5)], {"made": [("2008-03", None, None)]}),
    ],
    ids=["new", "unchanged", "another value of its date, also in a later picture", "another date"],
)
def test_the_value_of_a_date_is_corrected_and_never_ends(
    claims: list[Claim], held: list[Held], changes: dict[str, list[Any]]
) -> None:
    assert told(difference(claims, held, states=())) == changes


def test_what_is_stated_anew_takes_an_id_that_nothing_has() -> None:
    wrong, again = held(gone=True), held(as_of=NOW, level="city", number=".2")
    (made,) = difference([claim(level="district")], [wrong, again]).made
    assert made.id == f"{wrong.id}.3"
    assert told(difference([claim()], [wrong])) == {"made": [(U5, None, None)]}


def test_two_that_are_new_with_one_id_are_numbered() -> None:
    both = [claim(since="2005", until="2006", level="city"), claim(since="2005", until="2007", level="district")]
    first, second = difference(both, []).made
    assert second.id == f"{first.id}.2"
    assert difference(reversed(both), []).made == [first, second]


def test_a_number_is_taken_that_is_free() -> None:
    assert unused("f:1", {"f:2"}) == "f:1"
    assert unused("f:1", {"f:1"}) == "f:1.2"
    assert unused("f:1", {"f:1", "f:1.2", "f:1.4"}) == "f:1.3"


def test_an_id_tells_of_type_ends_start_and_source_and_of_no_value() -> None:
    whole = claim(since="2005", level="city")
    assert claim_id(whole, "2005", SOURCE) == claim_id(claim(since="2005", level="district"), "2005", SOURCE)
    others = [
        claim_id(whole, None, SOURCE),
        claim_id(whole, "2005", "units"),
        claim_id(claim(FINANCE), "2005", SOURCE),
        claim_id(counted(5), None, SOURCE),
        claim_id(counted(5, "2008-03"), None, SOURCE),
    ]
    assert len({claim_id(whole, "2005", SOURCE), *others}) == 6
    assert claim_id(counted(5), None, SOURCE).startswith("headcount:")
