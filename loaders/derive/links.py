"""Every link that the rules derive, over columns: each after those that its patterns read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from cypher.columns.columns import FIRST_DAY, NO_END, Columns, day_number, holds_some_day
from cypher.domain.parameters import city_wide
from cypher.domain.vocabulary import ALWAYS, OPEN, POPULATION_KINDS
from cypher.pattern.joins import propose
from cypher.pattern.rules import Rule, Rulebook, RuleLink
from loaders.derive.sweep import NEARNESSES, PROPOSAL, settle

FRAME: Final = ""  # the rule set of links that hold in every one: SEAT, LEVEL and the like


@dataclass(frozen=True)
class RuleSets:
    """The enabled rule sets: from when to when each holds (ISO text), and which trades it makes city-wide."""

    periods: Mapping[str, tuple[str, str]]
    city_wide: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def rule_sets(parameters: Mapping[str, Any], *, v2: bool = False) -> RuleSets:
    """V0 before 2003-07-01, V1 from then on; with `v2`, or where it is among `rule_sets`, V2 replaces V1 from its date.

    V2 makes law city-wide; a trade whose `association_scope.TRADE` is city_wide is so in V1 and V2.
    """
    v2 = v2 or "V2" in str(parameters["rule_sets"].value)
    v1, v2_from = str(parameters["rule_set_v1_from"].value), str(parameters["rule_set_v2_from"].value)
    periods = {"V0": (ALWAYS, v1), "V1": (v1, v2_from if v2 else OPEN)}
    if v2:
        periods["V2"] = (v2_from, OPEN)
    return RuleSets(periods, {name: city_wide(name) for name in ("V1", "V2")})


def derive_links(
    columns: Columns, rulebook: Rulebook, city: str, sets: RuleSets
) -> Iterator[tuple[RuleLink, pl.DataFrame]]:
    """The links (LINK) of each folder of rules, in an order in which what is read comes before who reads it."""
    for link in rulebook.links:
        settled = settled_links(link, columns, rulebook, city, sets)
        columns = columns.with_relationship(link.reads_as, as_relationship(settled))
        yield link, settled


def settled_links(
    link: RuleLink, columns: Columns, rulebook: Rulebook, city: str, sets: RuleSets, among: pl.Series | None = None
) -> pl.DataFrame:
    """The links (LINK) of one folder of rules over columns that hold all that its rules read.

    `among`: the only subjects (numbers) whose links are asked for.
    """
    found = [_proposals(rule, link, columns, city, sets, among) for rule in rulebook.rules[link.name]]
    proposals = pl.concat([table for one in found for table in one] or [pl.DataFrame(schema=PROPOSAL)])
    if link.while_subject_exists and not proposals.is_empty():
        proposals = _while_subject_exists(proposals, columns)
    if link.unless and not proposals.is_empty():
        proposals = pl.concat([proposals, _taken(proposals, columns.relationship(link.unless))])
    settled = settle(proposals, _lives(columns.nodes), link.settle, existence=link.existence)
    return settled.filter(pl.col("rule").ne_missing(TAKEN)) if link.unless else settled


def as_relationship(links: pl.DataFrame) -> pl.DataFrame:
    """Links (LINK) as rules read them."""
    return links.rename({"subject": "start", "holder": "end"})


TAKEN: Final = "\0taken"


def variants_of(
    rule: Rule, city: str, sets: RuleSets
) -> Iterator[tuple[str, tuple[str, str], tuple[str, ...], Mapping[str, Any]]]:
    """Each enabled rule set of a rule: its name, from when to when it holds, and the values of its parameters.

    With them the trades that it makes city-wide, by which two of them are told apart.
    """
    for name in rule.header.rule_sets or (FRAME,):
        if name == FRAME or name in sets.periods:
            wide = sets.city_wide.get(name, ()) if rule.uses("city_wide") else ()
            values = {**rule.defaults, "city": city, "city_wide": list(wide)}
            yield name, sets.periods.get(name, (ALWAYS, OPEN)), wide, values


def _proposals(
    rule: Rule, link: RuleLink, columns: Columns, city: str, sets: RuleSets, among: pl.Series | None
) -> list[pl.DataFrame]:
    """What a rule proposes (PROPOSAL), while each of its rule sets holds."""
    header = rule.header
    found: dict[tuple[str, ...], pl.DataFrame] = {}
    parts: list[pl.DataFrame] = []
    for name, (start, end), wide, values in variants_of(rule, city, sets):
        if wide not in found:
            found[wide] = pl.concat([propose(p, columns, values, link.subject, among=among) for p in rule.patterns])
        rows = found[wide]
        if rows.is_empty():
            continue
        parts.append(
            rows.with_columns(
                *(pl.col(c).fill_null(0) for c in ("rank", *NEARNESSES)),
                pl.col("provisional").fill_null(False),
                pl.lit(header.precedence, pl.Int8).alias("precedence"),
                pl.col("rule") if rule.returns("rule") else pl.lit(rule.id).alias("rule"),
                pl.col("rule_set") if rule.returns("rule_set") else pl.lit(name).alias("rule_set"),
                pl.max_horizontal("valid_from", pl.lit(day_number(start))).cast(pl.Int32).alias("valid_from"),
                pl.min_horizontal("valid_to", pl.lit(day_number(end))).cast(pl.Int32).alias("valid_to"),
            )
            .filter(holds_some_day())
            .select(list(PROPOSAL))
        )
    return parts


def _lives(nodes: pl.DataFrame) -> pl.DataFrame:
    """When units, associations and Party organisations exist; of others it is not asked."""
    asked = (pl.col("label") == "PartyOrganization") | pl.col("kind").is_in(["supervising_unit", "association"])
    dated = pl.col("founded").is_not_null() | pl.col("closed").is_not_null()
    return nodes.filter(asked & dated).select(
        "node",
        pl.col("founded").fill_null(FIRST_DAY).alias("lives_from"),
        pl.col("closed").fill_null(NO_END).alias("lives_to"),
    )


def _while_subject_exists(proposals: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """Proposals about the population and Party organisations, while they exist."""
    asked = (pl.col("label") == "PartyOrganization") | pl.col("kind").is_in(list(POPULATION_KINDS))
    lives = columns.lives.join(columns.nodes.filter(asked), on="node", how="semi").rename({"node": "subject"})
    return (
        proposals.join(lives, on="subject", how="inner", maintain_order="left")
        .with_columns(
            pl.max_horizontal("valid_from", "lives_from").alias("valid_from"),
            pl.min_horizontal("valid_to", "lives_to").alias("valid_to"),
        )
        .filter(holds_some_day())
        .select(list(PROPOSAL))
    )


def _taken(proposals: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """The same holders of another link as proposals that go before all: left out again once all is settled."""
    same = {"start": "subject", "end": "holder"}
    held = other.select("start", "end", "rule_set", "valid_from", "valid_to", "facts").rename(same)
    both = held.join(proposals.select("subject", "holder", "rule_set").unique(), on=["subject", "holder", "rule_set"])
    zeros = [pl.lit(0).cast(PROPOSAL[c]).alias(c) for c in PROPOSAL if c == "rank" or c.startswith("nearness")]
    return both.select(
        "subject",
        "holder",
        *zeros,
        pl.lit(None, pl.String).alias("value"),
        pl.lit(False).alias("provisional"),
        pl.lit(TAKEN).alias("rule"),
        "rule_set",
        "valid_from",
        "valid_to",
        "facts",
        pl.lit(-1, pl.Int8).alias("precedence"),
    ).select(list(PROPOSAL))
