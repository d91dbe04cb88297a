"""The closed lists of the domain: what a label, a kind, a type, a class, a code may be.

Everything that is not free text in the graph is named here once; `docs/architecture.md` shows the same lists as tables
and a test holds the two together. Sources of the words are in `docs/domain.md`.
"""

from typing import Final

SCHEMA_VERSION: Final = 1

# Time: ISO text with its precision; half-open intervals; every validity is filled, so that text comparison is enough.
ALWAYS: Final = "0001-01-01"
OPEN: Final = "9999-12-31"
# As which revision knew it: the number of a command. As of this one, all that was ever recorded is known.
NEWEST: Final = 999_999_999

LABELS: Final = (
    "Organization",
    "PartyOrganization",
    "Region",
    "Trade",
    "Duty",
    "Campaign",
    "Identifier",
    "Headcount",
    "Statement",
    "Coverage",
    "ReportedFigure",
    "Source",
    "Run",
    "Picture",
    "Reject",
    "Outcome",
    "Finding",
    "Graph",
)

ORGANIZATION_KINDS: Final = (
    "supervising_unit",
    "association",
    "firm",
    "social_group",
    "non_enterprise",
    "foundation",
)
POPULATION_KINDS: Final = tuple(k for k in ORGANIZATION_KINDS if k != "supervising_unit")

JOINT: Final = "joint_branch"
# Which Party organisation speaks for a unit that hosts several: the first of these (docs/domain.md 4, a default).
PARTY_KIND_ORDER: Final = (
    "work_committee",
    "committee",
    "leading_group",
    "general_branch",
    "branch",
    JOINT,
)
PARTY_ORGANIZATION_KINDS: Final = PARTY_KIND_ORDER

REGION_RANKS: Final = ("province", "city", "district", "street")  # the index is the depth
LEVELS: Final = ("national", "province", "city", "district")  # highest first

# type -> the pairs of labels that it may join
FACTS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "SUPERVISED_BY": (("Organization", "Organization"),),
    "AFFILIATED_TO": (("Organization", "Organization"),),
    "APPROVED_BY": (("Organization", "Organization"),),
    "REGISTERED_WITH": (("Organization", "Organization"),),
    "LOCATED_IN": (("Organization", "Region"),),
    "ACTS_IN": (("Organization", "Region"), ("PartyOrganization", "Region")),
    "PART_OF": (("Region", "Region"),),
    "IN_TRADE": (("Organization", "Trade"),),
    "SUPERVISES_TRADE": (("Organization", "Trade"),),
    "MEMBER_OF": (("Organization", "Organization"),),
    "HEAD_OFFICE": (("Organization", "Organization"),),
    "SERVES_TRADE": (("Organization", "Trade"),),
    "HOSTED_BY": (("PartyOrganization", "Organization"),),
    "COVERS": (("PartyOrganization", "Organization"),),
    "SUBORDINATE_TO": (("PartyOrganization", "PartyOrganization"),),
    "CONSULTED": (("Organization", "Organization"),),
    "DECIDED": (
        ("Organization", "Organization"),
        ("Organization", "PartyOrganization"),
        ("PartyOrganization", "Organization"),
        ("PartyOrganization", "PartyOrganization"),
    ),
    "FULFILLED": (("PartyOrganization", "Duty"),),
    "TOOK_PART": (("PartyOrganization", "Campaign"),),
    "IDENTIFIED_BY": (("Organization", "Identifier"), ("PartyOrganization", "Identifier")),
}
# Those that lead to what no rule speaks of.
UNRULED: Final = frozenset({"FULFILLED", "TOOK_PART", "IDENTIFIED_BY"})

# Those above SEAT are what rules read in place of a choice or a negation (cypher/rules/); no answer shows them.
DERIVED: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "ACTS": (("PartyOrganization", "Region"),),
    "FINEST": (("Organization", "Region"),),
    "SPEAKS": (("Organization", "PartyOrganization"),),
    "HOST": (("PartyOrganization", "Organization"),),
    "COVERS_ONE": (("PartyOrganization", "Organization"),),
    "FOLLOWS": (("PartyOrganization", "Organization"),),
    "AGREED": (("PartyOrganization", "PartyOrganization"),),
    "STATED_LEVEL": (("Organization", "Organization"), ("Organization", "Trade")),
    "DISTRICT": (("Organization", "Region"),),
    "TERRITORY": (("Organization", "PartyOrganization"),),
    "SEAT": (("Organization", "Region"),),
    "LEVEL": (("Organization", "Region"),),
    "LEAD": (("Organization", "Organization"), ("Organization", "PartyOrganization")),
    "SUPERIOR": (("Organization", "PartyOrganization"), ("PartyOrganization", "PartyOrganization")),
    "SUPPORT": (("Organization", "PartyOrganization"),),
    "OTHERWISE": (
        ("Organization", "Organization"),
        ("Organization", "PartyOrganization"),
        ("PartyOrganization", "PartyOrganization"),
    ),
}

# What an organisation has as a node of its own; these links say nothing else and have no id.
HOLDINGS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "HAS_HEADCOUNT": (("Organization", "Headcount"),),
    "HAS_STATEMENT": (("Organization", "Statement"), ("PartyOrganization", "Statement")),
    "HAS_COVERAGE": (("Organization", "Coverage"),),
}

COVERAGE_CLASSES: Final = (
    "own_committee",
    "own_general_branch",
    "own_branch",
    "joint",
    "uncovered_must",
    "uncovered_few",
    "uncovered_none",
    "unknown",
)
# class -> the severity of its gap; a covered class has none
# The official form: its columns, and those of its rows that count organisations or add up what they report.
FORM_COLUMNS: Final = (
    *("total", "social_group", "foundation", "non_enterprise"),
    *("law", "accounting", "tax", "other_intermediary"),
)
FORM_ROWS: Final = (
    "units",
    *(one for one in COVERAGE_CLASSES if one != "unknown"),
    *("joint_has_three", "joint_branches", "must_has_group", "instructor_sent"),
    *("employees", "members", "members_untransferred", "instructors"),
)
GAP_SEVERITIES: Final = {
    "uncovered_must": "hard",
    "uncovered_few": "soft",
    "uncovered_none": "none",
    "unknown": "unknown",
}

COUNTS: Final = (
    "members_full",
    "members_probationary",
    "members_untransferred",
    "party_groups",
    "employees",
    "instructors",
)
BOUNDS: Final = ("exact", "more_than", "about")

ASSOCIATION_SCOPES: Final = ("city_wide", "by_level")
STATEMENT_ATTRIBUTES: Final = ("name", "kind", "operating", "former_name", "short_name", "closing", "election")
MEASURES: Final = (
    *("party_organizations", "members", "party_organizations_in_trade", "hard_gap"),
    *("party_organizations_not_grown", "members_not_grown"),  # years; 0 where they grow year by year (逐年增加)
)
CONSULTATION_RESULTS: Final = ("agreed", "refused", "none")
DECISION_ROLES: Final = ("lead", "superior")
RULE_SETS: Final = ("V0", "V1", "V2", "")  # the last: what holds in every one
RUN_STATES: Final = ("open", "finished", "failed")

# Why an organisation is in the field no more though nobody says that it was dissolved.
LEFT: Final = ("other_city", "plain_company", "register", "merged")

BREAK_CODES: Final = ("no_lead", "no_party_organization", "no_superior", "cycle", "not_in_force")
FINDING_SEVERITIES: Final = ("severe", "warning", "info")
