"""The lists of the API that have facets, orders and formats."""

from collections.abc import Sequence
from typing import Any, Final

from app.answers.gaps import read_gaps
from app.answers.organizations import list_item, read_organizations
from app.answers.parties import read_parties
from app.answers.units import read_units
from app.http.reading import Reading
from app.lists.facets import Dimension
from app.lists.listing import Listing
from app.models.base import Organization
from app.models.coverage import Gap
from app.models.parties import PartyOrganization, Unit
from cypher.domain.vocabulary import GAP_SEVERITIES

UNIT_KINDS: Final = ("supervising_unit", "association")


def _own(*filters: str) -> dict[str, Dimension]:
    """Dimensions that are called as their filters are."""
    return {name: Dimension({name: None}) for name in filters}


async def _organizations(reading: Reading, ids: Sequence[str]) -> list[dict[str, Any]]:
    rows = await read_organizations(reading, ids) if ids else {}
    return [list_item(rows[i]) for i in ids]


ORGANIZATIONS: Final = Listing(
    name="organizations",
    statement="organizations",
    values="organization_values",
    item=Organization,
    show=_organizations,
    dimensions=_own("kind", "trade", "region", "coverage", "lead", "association", "rule", "operating"),
)
UNITS: Final = Listing(
    name="units",
    statement="organizations",
    values="organization_values",
    item=Unit,
    show=read_units,
    dimensions={"kind": Dimension({"kind": list(UNIT_KINDS)}), **_own("region")},
)
GAPS: Final = Listing(
    name="uncovered",
    statement="uncovered",
    values="organization_values",
    item=Gap,
    show=read_gaps,
    dimensions={
        "severity": Dimension({"classes": list(GAP_SEVERITIES)}, by="coverage", words=GAP_SEVERITIES),
        **_own("kind", "trade", "region", "lead", "association"),
    },
    orders=("id", "gap_since", "members_full"),
)
PARTIES: Final = Listing(
    name="party_organizations",
    statement="party_organizations",
    values="party_values",
    item=PartyOrganization,
    show=read_parties,
    dimensions={
        "kind": Dimension({"kinds": None}),
        "trade": Dimension({"trade": None}),
        "region": Dimension({"regions": None}),
        "superior": Dimension({"superior": None}),
    },
)
