"""What the schema cannot say: which ids the example city has, and what else must fit together in one request.

Hooks of Schemathesis (tests/app/schemathesis.toml). A value of a `format` of ours is drawn from those there are; in a
 request that is meant to be sound, what must fit something else is made to fit it.
"""

from typing import Any, Final

import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis import Case, HookContext

from app.cli.service import EXAMPLE
from cypher.catalogue import load_catalogue

TRADES: Final = next(EXAMPLE.glob("03*.csv"))
CATALOGUE: Final = load_catalogue()
KNOWN: Final = {
    "region-code": ["210200", "210204", "210202001", "null"],
    "trade-id": ["law", "vocational_training", "null"],
    "rule-id": sorted(CATALOGUE.rulebook.cited),
    "check-id": sorted(name.partition("/")[2] for name in CATALOGUE if name.startswith("checks/")),
    "identifier": ["units:DW014", "party_organizations:DZZ0001"],
    "organization-identifier": ["units:DW014", "authority:210200.civil"],
    "run-id": ["units:1", "associations:1"],
}
for name, values in KNOWN.items():
    schemathesis.openapi.format(name, st.sampled_from(values))


@schemathesis.hook
def before_call(context: HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    """Mends a request that is meant to be sound; one that is meant to be refused goes as it is."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if "cursor" in case.query:
        _turn_page(case)
    if case.operation.label == "GET /v1/coverage/trend":
        _shorten(case.query)
    if case.operation.label == "POST /v1/loads":
        _send_table(case)


def _turn_page(case: Case) -> None:
    """The cursor is the one that the service itself gives with these parameters; none where there is one page."""
    del case.query["cursor"]
    url = f"{case.operation.base_url.rstrip('/')}{case.formatted_path}"
    page = requests.get(url, {**case.query, "limit": 1, "format": "json"}, timeout=60)
    if page.ok and (following := page.json().get("next")):
        case.query["cursor"] = following


def _shorten(query: dict[str, Any]) -> None:
    """A period begins before it ends and before the picture, and is not cut into more points than a trend has."""
    if query.keys() & {"from", "to"}:
        query |= {"from": "2005", "to": "2006", "as_of": "2008"}


def _send_table(case: Case) -> None:
    """The file is one of the source that is named."""
    case.query |= {"source": "trades", "name": TRADES.name}
    case.body = TRADES.read_bytes()
