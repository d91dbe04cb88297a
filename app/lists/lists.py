"""The lists of the API that have facets, orders and formats."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from app.answers.gaps import read_gaps
from app.answers.organizations import list_item, read_organizations
from app.answers.parties import read_parties
from app.answers.units import read_units
from app.http.filters import Place
from app.http.paging import Page, read_page, read_places
from app.http.reading import Reading
from app.lists.facets import Dimension, Places
from app.lists.listing import Listing
from app.models.base import Organization
from app.models.coverage import Gap
from app.models.parties import PartyOrganization, Unit
from cypher.domain.vocabulary import GAP_SEVERITIES

UNIT_KINDS: Final = ("supervising_unit", "association")


@dataclass(frozen=True)
class StatementList(Listing):
    """A list whose ids a statement of `queries` returns, in each of its orders; `valued` returns values of items.

    `bounded`: whether the statement itself keeps within the subtree of the asker.
    """

    name: str
    statement: str
    valued: str
    item: type[BaseModel]
    shown: Callable[[Reading, Sequence[str]], Awaitable[list[dict[str, Any]]]]
    dimensions: Mapping[str, Dimension]
    orders: Sequence[str] = ("id",)
    bounded: bool = True

    async def every(self, reading: Reading, sort: str, filters: Mapping[str, Any]) -> Places:
        return await read_places(reading, self.statement, **self._ordered(sort), **filters)

    async def own(self, reading: Reading, places: Places) -> Places:
        return places if self.bounded else await super().own(reading, places)

    async def page(self, reading: Reading, sort: str, filters: Mapping[str, Any], place: Place, limit: int) -> Page:
        if not self.bounded and reading.subtree is not None:
            return await super().page(reading, sort, filters, place, limit)
        return await read_page(reading, self.statement, place, limit, **self._ordered(sort), **filters)

    async def values(self, reading: Reading, by: str, places: Places) -> dict[str, set[str]]:
        values: dict[str, set[str]] = defaultdict(set)
        for row in await reading.ask(self.valued, ids=[id_ for _, id_ in places], by=by):
            values[row["id"]].add(row["value"])
        return values

    async def show(self, reading: Reading, ids: Sequence[str], filters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return await self.shown(reading, ids)

    def _ordered(self, sort: str) -> dict[str, str]:
        """The parameter of a statement that knows several orders."""
        return {"sort": sort} if len(self.orders) > 1 else {}


def _own(*filters: str) -> dict[str, Dimension]:
    """Dimensions that are called as their filters are."""
    return {name: Dimension({name: None}) for name in filters}


async def _organizations(reading: Reading, ids: Sequence[str]) -> list[dict[str, Any]]:
    rows = await read_organizations(reading, ids) if ids else {}
    return [list_item(rows[i]) for i in ids]


ORGANIZATIONS: Final = StatementList(
    name="organizations",
    statement="organizations",
    valued="organization_values",
    item=Organization,
    shown=_organizations,
    dimensions=_own("kind", "trade", "region", "coverage", "lead", "association", "rule", "operating"),
)
UNITS: Final = StatementList(
    name="units",
    statement="organizations",
    valued="organization_values",
    item=Unit,
    shown=read_units,
    dimensions={"kind": Dimension({"kind": list(UNIT_KINDS)}), **_own("region")},
)
GAPS: Final = StatementList(
    name="uncovered",
    statement="uncovered",
    valued="organization_values",
    item=Gap,
    shown=read_gaps,
    dimensions={
        "severity": Dimension({"classes": list(GAP_SEVERITIES)}, by="coverage", words=GAP_SEVERITIES),
        **_own("kind", "trade", "region", "lead", "association"),
    },
    orders=("id", "gap_since", "members_full"),
)
PARTIES: Final = StatementList(
    name="party_organizations",
    statement="party_organizations",
    valued="party_values",
    item=PartyOrganization,
    shown=read_parties,
    dimensions={
        "kind": Dimension({"kinds": None}),
        "trade": Dimension({"trade": None}),
        "region": Dimension({"regions": None}),
        "superior": Dimension({"superior": None}),
    },
    bounded=False,
)
