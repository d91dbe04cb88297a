"""What each label and each type of relationship holds beside its `id`: its properties, and what each of them may be.

The one list of them: an import refuses what is not in it, so that no column of a natural person comes in by that door;
`docs/architecture.md` shows the same as tables, and a test holds the two together. A closed list stands as a tuple of
its values, everything else as a `Kind`. What is not in `required_of` may be absent; nothing is ever null.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final

from cypher.domain import vocabulary as words


class Kind(Enum):
    """What a value may be, where no closed list says it."""

    ID = auto()
    IDS = auto()
    EVIDENCE = auto()  # `subject id|fact id`, a list of them
    NAME = auto()  # of an organisation
    TEXT = auto()
    TEXTS = auto()
    HEADINGS = auto()  # of columns
    PLACE = auto()  # a file, a sheet, a process: as the machine names it
    PLACES = auto()
    SPANS = auto()  # FROM/TO;FROM/TO: intervals of dates
    DATE = auto()  # of something that happened, with its precision
    BOUND = auto()  # of an interval: a date, always or open
    MOMENT = auto()  # by the clock
    WHOLE = auto()  # a number, 0 or more
    WHOLES = auto()
    COUNTS = auto()  # names of counts, a list of them
    FLAG = auto()
    HASH = auto()
    JSON = auto()
    CELLS = auto()  # JSON: the cells of a refused row by heading
    PACKED = auto()  # what a run told of its subjects (loaders/write/packing.py)
    DAY = auto()  # an as-of, or an empty text where there is none
    REPORT = auto()  # JSON: the report of a run


Properties = Mapping[str, Kind | tuple[str, ...] | tuple[int, ...]]

# -- what several share ------------------------------------------------------------------------------------------------

ROW: Final[Properties] = {"file": Kind.PLACE, "sheet": Kind.PLACE, "row": Kind.WHOLE}
RECORDED: Final[Properties] = {"recorded": Kind.WHOLE}  # the revision; absent: always known
# `stated_run`: the run in whose picture it stands, where another one recorded it
ORIGIN: Final[Properties] = {"source": Kind.ID, **ROW, "recorded_run": Kind.ID, "stated_run": Kind.ID}
VALIDITY: Final[Properties] = {"valid_from": Kind.BOUND, "valid_to": Kind.BOUND}
STATED: Final[Properties] = {**VALIDITY, "assumed_start": Kind.FLAG}
AFTERWARDS: Final[Properties] = {
    **{
        "ended_run": Kind.ID,
        "ended": Kind.WHOLE,
        "retracted_run": Kind.ID,
        "retracted": Kind.WHOLE,
        "reason": Kind.TEXT,
    }
}
FACT: Final[Properties] = {**ORIGIN, **RECORDED, **STATED, **AFTERWARDS}
DERIVATION: Final[Properties] = {"derived_run": Kind.ID, **RECORDED, "retired_run": Kind.ID, "retired": Kind.WHOLE}
COUNTED: Final[Properties] = {
    **dict.fromkeys(words.COUNTS, Kind.WHOLE),
    **{f"{count}_bound": words.BOUNDS for count in words.COUNTS},
}
_NAMED: Final[Properties] = {"name": Kind.NAME, "name_key": Kind.TEXT, "founded": Kind.DATE, "closed": Kind.DATE}

# -- nodes -------------------------------------------------------------------------------------------------------------

_NODES: Final[Mapping[str, Properties]] = {
    "Organization": {
        **{"kind": words.ORGANIZATION_KINDS, **_NAMED, "away": Kind.SPANS, "operating": Kind.FLAG},
        **{"left": words.LEFT, "disputed": Kind.JSON},
        **ORIGIN,
    },
    "PartyOrganization": {"kind": words.PARTY_ORGANIZATION_KINDS, **_NAMED, "territorial": Kind.FLAG, **ORIGIN},
    "Region": {
        **{"name": Kind.TEXT, "name_key": Kind.TEXT, "rank": words.REGION_RANKS, "depth": (0, 1, 2, 3)},
        **{"founded": Kind.DATE, "closed": Kind.DATE, "aliases": Kind.TEXTS, "zone": Kind.FLAG},
        **ORIGIN,
    },
    "Trade": {
        **{"name": Kind.TEXT, "name_key": Kind.TEXT, "codes": Kind.TEXTS, "approved_at": words.LEVELS},
        "association_scope": words.ASSOCIATION_SCOPES,
        **dict.fromkeys(("name_words", "name_words_not", "name_hints", "scope_words", "scope_words_not"), Kind.TEXTS),
        **ORIGIN,
    },
    "Duty": dict.fromkeys(("name", "name_en", "sentence"), Kind.TEXT),
    "Campaign": {**dict.fromkeys(("name", "name_en", "sentence"), Kind.TEXT), "trades": Kind.IDS},
    "Identifier": {"scheme": Kind.ID, "value": Kind.TEXT},
    "Headcount": {
        **{"subject": Kind.ID, "date": Kind.DATE, "source_rank": Kind.WHOLE, "measures": Kind.COUNTS},
        **COUNTED,
        **ORIGIN,
        **AFTERWARDS,
    },
    "Statement": {
        **{"subject": Kind.ID, "attribute": words.STATEMENT_ATTRIBUTES, "value": Kind.TEXT, "name_key": Kind.TEXT},
        **{"document": Kind.TEXT, "assumed_end": Kind.FLAG},
        **FACT,
    },
    "Coverage": {
        **{"subject": Kind.ID, "class": words.COVERAGE_CLASSES},
        **dict.fromkeys(("has_three", "has_group", "instructor_sent", "uncertain"), Kind.FLAG),
        **{"headcount": Kind.ID, "told_elsewhere": Kind.IDS, **COUNTED, "uncertain_in": Kind.TEXTS},
        **{"severity": tuple(words.GAP_SEVERITIES.values()), "severity_since": Kind.BOUND},
        **{"party_organizations": Kind.IDS, "facts": Kind.EVIDENCE},
        **VALIDITY,
        **DERIVATION,
    },
    "ReportedFigure": {
        **{"measure": words.MEASURES, "trade": Kind.ID, "reading": Kind.TEXT, "value": Kind.WHOLE},
        **{"bound": words.BOUNDS, "as_of": Kind.DATE, "text": Kind.TEXT},
        **ORIGIN,
        **AFTERWARDS,
    },
    "Source": {
        **{"title": Kind.TEXT, "title_en": Kind.TEXT, "rank": Kind.WHOLE, "complete": Kind.FLAG},
        **{"columns": Kind.HEADINGS, "required": Kind.HEADINGS, "recognised": Kind.JSON},
    },
    "Run": {
        **{"source": Kind.ID, "number": Kind.WHOLE, "state": words.RUN_STATES, "accepted": Kind.WHOLE},
        **{"complete": Kind.FLAG, "absent": Kind.FLAG, "undone_run": Kind.ID, "undone": Kind.WHOLE},
        **{"as_of": Kind.DATE, "assumed_as_of": Kind.FLAG, "started": Kind.MOMENT, "finished": Kind.MOMENT},
        **{"digest": Kind.HASH, "report": Kind.REPORT, "asked": Kind.HASH, "stands": Kind.HASH, "repeats": Kind.WHOLE},
    },
    "Picture": {
        **{
            "run": Kind.ID,
            "source": Kind.ID,
            "at": Kind.DAY,
            "describes": Kind.FLAG,
            "subjects": Kind.EVIDENCE,
            "told": Kind.PACKED,
        },
    },
    "Reject": {
        **{"run": Kind.ID, **ROW, "column": Kind.TEXT, "value": Kind.TEXT, "code": Kind.ID},
        **dict.fromkeys(("message_zh", "message_en", "remedy_zh", "remedy_en"), Kind.TEXT),
        **{"cells": Kind.CELLS, "corrected_run": Kind.ID, "correction": Kind.HASH},
    },
    "Outcome": {"run": Kind.ID, "file": Kind.PLACE, "sheet": Kind.PLACE, "outcomes": Kind.JSON},
    "Finding": {
        **{"check": Kind.ID, "subject": Kind.ID, "label": words.LABELS, "severity": words.FINDING_SEVERITIES},
        **{
            "detail": Kind.JSON,
            "accepted": Kind.JSON,
            "opened_run": Kind.ID,
            "resolved_run": Kind.ID,
            "resolved": Kind.WHOLE,
        },
    },
    "Graph": {
        **{"schema_version": Kind.WHOLE, "city": Kind.ID, "revision": Kind.WHOLE, "test": Kind.FLAG},
        **{"underived": Kind.FLAG, "derived_with": Kind.JSON, "loading": Kind.PLACE, "holder": Kind.PLACE},
    },
}
# Of these labels a later command may tell otherwise; what was told before stands beside it (`told` of cypher/parts).
CHANGING: Final = ("Organization", "PartyOrganization", "Region", "Trade", "Finding")


def former(own: Properties) -> Properties:
    """How former values of properties are kept: each as text, with the revision from which on another one was told."""
    kept: dict[str, Kind] = {"changed": Kind.WHOLE}
    for name, kind in own.items():
        former_kind = Kind.PLACES if kind in (Kind.PLACE, Kind.JSON) else Kind.TEXTS
        kept |= {f"{name}_was": former_kind, f"{name}_until": Kind.WHOLES}
    return kept


NODES: Final[Mapping[str, Properties]] = {
    label: {**own, **RECORDED, **(former(own) if label in CHANGING else {})} for label, own in _NODES.items()
}

# -- relationships -----------------------------------------------------------------------------------------------------

# What facts of a type hold beside FACT.
OWN: Final[Mapping[str, Properties]] = {
    "APPROVED_BY": {"level": words.LEVELS},
    "REGISTERED_WITH": {"level": words.LEVELS, "civil": Kind.FLAG},
    "LOCATED_IN": {"address": Kind.TEXT},
    "IN_TRADE": {"main": Kind.FLAG, "basis": Kind.TEXT},
    "SUPERVISES_TRADE": {"level": words.LEVELS},
    "CONSULTED": {"document": Kind.TEXT, "result": words.CONSULTATION_RESULTS},
    "DECIDED": {"role": words.DECISION_ROLES, "document": Kind.TEXT},
    "FULFILLED": {"period": Kind.TEXT, "document": Kind.TEXT},
    "IDENTIFIED_BY": {"level": words.LEVELS},
}
# Of these what an answer shows as evidence, in the order of cypher/parts/own; an address is no evidence of a link.
EVIDENCE: Final = ("level", "civil", "main", "basis", "document", "result", "role", "period")
DERIVED: Final[Properties] = {
    **{"rule": Kind.ID, "rule_set": words.RULE_SETS, "rank": Kind.WHOLE, "value": Kind.ID, "provisional": Kind.FLAG},
    **{**VALIDITY, "since": Kind.BOUND, "until": Kind.BOUND},
    **{"facts": Kind.EVIDENCE, "considered": Kind.JSON, "parameters": Kind.JSON},
    **DERIVATION,
}
RELATIONSHIPS: Final[Mapping[str, Properties]] = {
    **{type: {**FACT, **OWN.get(type, {})} for type in words.FACTS},
    **dict.fromkeys(words.DERIVED, DERIVED),
    "LEVEL": {**DERIVED, "value": words.LEVELS},
    "STATED_LEVEL": {**DERIVED, "value": words.LEVELS},
    **{type: {} for type in words.HOLDINGS},
}

# -- what is never absent ----------------------------------------------------------------------------------------------

_REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "Organization": ("kind", "name", "name_key"),
    "PartyOrganization": ("kind", "name", "name_key"),
    "Region": ("name", "name_key", "rank", "depth"),
    "Trade": ("name", "name_key"),
    "Duty": ("name", "sentence"),
    "Campaign": ("name", "sentence"),
    "Identifier": ("scheme", "value"),
    "Headcount": ("subject", "date", "source", "source_rank", "recorded_run"),
    "Statement": ("subject", "attribute", "value", "valid_from", "valid_to", "source", "recorded_run"),
    "Coverage": ("subject", "class", "valid_from", "valid_to", "derived_run"),
    "ReportedFigure": ("measure", "value", "bound", "as_of", "source", "recorded_run"),
    "Source": ("rank",),
    "Run": ("source", "number", "state"),
    "Picture": ("run", "source", "at", "subjects", "told"),
    "Reject": ("run", "code"),
    "Outcome": ("run", "file", "outcomes"),
    "Finding": ("check", "subject", "severity", "opened_run"),
    "Graph": ("revision",),
}


def required_of(name: str) -> tuple[str, ...]:
    """The properties that every node of a label, or relationship of a type, has."""
    if name in words.FACTS:
        return ("valid_from", "valid_to", "source", "recorded_run")
    if name in words.DERIVED:
        return ("rule_set", "valid_from", "valid_to", "facts", "considered", "parameters", "derived_run")
    return _REQUIRED.get(name, ())
