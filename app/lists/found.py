"""The lists of what is inconsistent, and of recorded beside derived superiors, which no one statement orders."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

from app.answers.differences import Difference, read_leads, read_ties, show_differences
from app.answers.findings import own_findings, read_findings, read_found, show_findings
from app.http.paging import read_places
from app.http.reading import Reading
from app.lists.facets import Dimension, Places
from app.lists.listing import Listing
from app.models.history import DifferenceItem
from app.models.records import Finding
from cypher.domain.vocabulary import FINDING_SEVERITIES


class FindingList(Listing):
    """Findings by severity, check and subject: those that are open in the newest picture, or what is wrong on a day."""

    name = "findings"
    item = Finding
    dimensions: Mapping[str, Dimension] = {
        "check": Dimension({"checks": None}),
        "severity": Dimension({"severities": None}),
    }
    orders = ("severity",)
    named = False

    async def every(self, reading: Reading, sort: str, filters: Mapping[str, Any]) -> Places:
        if reading.as_of == reading.newest:
            return await read_places(reading, "findings", day=None, **filters)
        return list(await read_found(reading, *_of(filters)))

    async def own(self, reading: Reading, places: Places) -> Places:
        return await own_findings(reading, places)

    async def values(self, reading: Reading, by: str, places: Places) -> dict[str, set[str]]:
        """From the keys, which begin with the place of the severity and the check."""
        at = 0 if by == "severity" else 1
        named = {id_: key.split(" ", 2)[at] for key, id_ in places}
        return {i: {FINDING_SEVERITIES[int(one)] if by == "severity" else one} for i, one in named.items()}

    async def show(self, reading: Reading, ids: Sequence[str], filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        if reading.as_of == reading.newest:
            return await read_findings(reading, ids)
        found = await read_found(reading, *_of(filters))
        rows = {id_: row for (_, id_), row in found.items()}
        return await show_findings(reading, [rows[i] for i in ids])


def _of(filters: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    return filters["checks"], filters["severities"], filters["subject"]


class DifferenceList(Listing):
    """Party organisations of which a superior is recorded or derived, by id."""

    name = "differences"
    item = DifferenceItem
    dimensions: Mapping[str, Dimension] = {"kind": Dimension({"kinds": None}), "lead": Dimension({"lead": None})}
    orders = ("id",)
    named = False

    async def every(self, reading: Reading, sort: str, filters: Mapping[str, Any]) -> Places:
        ties = await read_ties(reading)
        parties = ties.derived.keys() | ties.recorded.keys()
        if filters["party"] is not None:
            parties &= {filters["party"]}
        if filters["lead"] is not None:
            leads = await read_leads(reading)
            parties = {party for party in parties if filters["lead"] in leads.get(party, ())}
        if filters["kinds"] is not None:
            parties = {party for party in parties if ties.kind(party) in filters["kinds"]}
        return [("", party) for party in sorted(parties)]

    async def values(self, reading: Reading, by: str, places: Places) -> dict[str, set[str]]:
        if by == "kind":
            ties = await read_ties(reading)
            return {i: {ties.kind(i)} for _, i in places}
        leads = await read_leads(reading)
        return {i: leads[i] for _, i in places if i in leads}

    async def show(self, reading: Reading, ids: Sequence[str], filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return await show_differences(reading, ids)

    async def beside(self, reading: Reading, filters: Mapping[str, Any]) -> dict[str, Any]:
        """How many there are of each kind under the other filters."""
        ties = await read_ties(reading)
        counted = Counter(ties.kind(one) for _, one in await self.whole(reading, "id", {**filters, "kinds": None}))
        return {"counts": {kind: counted[kind] for kind in get_args(Difference)}}


FINDINGS: Final = FindingList()
DIFFERENCES: Final = DifferenceList()
