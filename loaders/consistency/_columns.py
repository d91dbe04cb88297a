"""What the checks read of an exported file: the columns of each label and each type. Of all others the ids alone."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from cypher.domain.vocabulary import FACTS

Columns = Mapping[str, Any]
WORD: Final = pl.Categorical(pl.Categories("words of exported graphs"))  # of which there are few
COUNTS: Final = ("members_full", "members_probationary", "members_untransferred", "employees")
_PLACE: Final[Columns] = {"file": WORD, "row": pl.Int32}
_LIFE: Final[Columns] = dict.fromkeys(("name", "founded", "closed", "away"), pl.String)
_VALIDITY: Final[Columns] = dict.fromkeys(("valid_from", "valid_to"), pl.String)

NODES: Final[Mapping[str, Columns]] = {
    "Organization": {
        **{"kind": pl.String, **_LIFE, "name_key": pl.String, "operating": pl.Boolean},
        **{"left": pl.String, "disputed": pl.String, **_PLACE},
    },
    "PartyOrganization": {"kind": pl.String, **_LIFE, "territorial": pl.Boolean},
    "Region": {**_LIFE, "rank": pl.String, "depth": pl.Int32},
    "Trade": {"name": pl.String, "codes": pl.List(pl.String)},
    "Duty": {"name": pl.String},
    "Campaign": {"name": pl.String},
    "Identifier": {"scheme": pl.String},
    "Headcount": {
        **{"date": pl.String, "source": pl.String, "source_rank": pl.Int32, "measures": pl.List(pl.String)},
        **dict.fromkeys(COUNTS, pl.Int32),
        **{f"{name}_bound": pl.String for name in COUNTS},
        "retracted_run": pl.String,
    },
    "Statement": {
        **{"attribute": pl.String, "value": pl.String, **_VALIDITY, "source": pl.String},
        **{"assumed_end": pl.Boolean, "retracted_run": pl.String},
    },
    "Source": {"rank": pl.Int32},
    "Run": {"state": pl.String, "as_of": pl.String, "accepted": pl.Int32},
}
_OF_FACTS: Final[Mapping[str, Columns]] = {
    "APPROVED_BY": {"level": pl.String},
    "REGISTERED_WITH": {"level": pl.String, "civil": pl.Boolean},
    "SUPERVISED_BY": {"source": WORD, **_PLACE},
    "LOCATED_IN": {"source": WORD, **_PLACE},
    "IN_TRADE": {"main": pl.Boolean, "source": WORD, **_PLACE},
    "DECIDED": {"role": pl.String},
    "FULFILLED": {"document": pl.String},
}
_OF_DERIVED: Final[Mapping[str, Columns]] = {
    "SEAT": {},
    "LEVEL": {"value": pl.String},
    "LEAD": {"provisional": pl.Boolean},
    "SUPERIOR": {"rule": pl.String},
    "SUPPORT": {},
}
# `retired_run`, `retracted_run`: what has one is not known any more
LINKS: Final[Mapping[str, Columns]] = {
    **{type_: {**_VALIDITY, "retracted_run": pl.String, **_OF_FACTS.get(type_, {})} for type_ in FACTS},
    **{type_: {**_VALIDITY, "retired_run": pl.String, **own} for type_, own in _OF_DERIVED.items()},
    **{"HAS_HEADCOUNT": {}, "HAS_STATEMENT": {}},
}
RUN: Final[Columns] = {"derived_run": pl.String}  # what was derived again is another link
