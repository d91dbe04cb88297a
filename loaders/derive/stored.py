"""Derived links and coverage intervals as the graph stores them, and the difference to those that it holds.

The id of each is a hash of all that it says, so that what a run derives again is found again: only what is new is
created, and what no longer follows is retired, never deleted.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from cypher.columns.columns import Columns, iso_dates
from cypher.columns.read import read_coverage, read_coverage_of, read_links, read_links_of
from cypher.domain import properties
from cypher.domain.parameters import SCOPE, load_parameters
from cypher.domain.vocabulary import DERIVED
from cypher.errors import StatementFailed
from cypher.pattern.rules import RuleLink
from loaders.runs.work import Work

# The parameter that each rule set begins with: a link of it depends on that one too.
BEGUN_BY: Final = {"V0": "rule_set_v1_from", "V1": "rule_set_v1_from", "V2": "rule_set_v2_from"}
# In this order, which the ids of stored links are made of.
SAID: Final = tuple(name for name in properties.DERIVED if name not in properties.DERIVATION)


@dataclass(frozen=True)
class DeriveChanges:
    """How many derived links and coverage intervals a run made and retired."""

    created: int = 0
    retired: int = 0
    unchanged: int = 0

    def __add__(self, other: "DeriveChanges") -> "DeriveChanges":
        return DeriveChanges(
            self.created + other.created, self.retired + other.retired, self.unchanged + other.unchanged
        )


@dataclass(frozen=True)
class LinkStore:
    """The derived links of a graph, over the columns that were read of it."""

    work: Work
    columns: Columns

    async def store(self, link: RuleLink, links: pl.DataFrame, subjects: pl.Series | None = None) -> DeriveChanges:
        """Writes the difference between `links` (LINK of sweep.py) and the graph. Raises GraphError.

        `subjects`: the only ones (numbers) whose links are told. StatementFailed where a rule names a holder of a label
        that the link cannot end at.
        """
        told = self._told(link, links)
        changes, ends = DeriveChanges(), [end for start, end in DERIVED[link.type] if start == link.subject]
        if strange := set(told["label"].unique()) - set(ends):
            raise StatementFailed(f"rules/{link.name}", f"{link.type} ends at {sorted(strange)}, not in DERIVED")
        for end in ends:
            names = (link.type, link.subject, end)
            held = await self._held(names, subjects)
            wanted = told.filter(pl.col("label") == end)
            new = wanted.join(held, on="id", how="anti", maintain_order="left")
            gone = held.join(wanted, on="id", how="anti", maintain_order="left")
            await self._retire(names, gone)
            await self._create(names, new)
            changes += DeriveChanges(new.height, gone.height, held.height - gone.height)
        return changes

    async def _held(self, names: tuple[str, str, str], subjects: pl.Series | None) -> pl.DataFrame:
        graph, catalogue = self.work.graph, self.work.catalogue
        if subjects is None:
            return await read_links(graph, catalogue, *names)
        return await read_links_of(graph, catalogue, *names, self.columns.nodes["id"].gather(subjects).to_list())

    async def _retire(self, names: tuple[str, str, str], gone: pl.DataFrame) -> None:
        if not gone.is_empty():
            columns = _lists(gone.rename({"start": "subject"}))
            await self.work.write_columns("load/derived_retire", *names, columns=columns)

    async def _create(self, names: tuple[str, str, str], new: pl.DataFrame) -> None:
        """Writes links and sees that each found both its ends: one that did not would vanish without a word."""
        if new.is_empty():
            return
        columns = _lists(new.select("subject", "holder", "id", *SAID))
        made = sum(row["made"] for row in await self.work.write_columns("load/derived_create", *names, columns=columns))
        if made != new.height:
            lost = f"{new.height - made} of {new.height} {names[0]} found no end"
            raise StatementFailed("load/derived_create", lost)

    def _told(self, link: RuleLink, links: pl.DataFrame) -> pl.DataFrame:
        """The links with ids, names and dates in place of numbers, as they are stored; `label` of the holder."""
        nodes = self.columns.nodes
        dates = ("valid_from", "valid_to", "since", "until")
        # from when to when the candidate holds is said only where the link is a part of that time
        part = [
            pl.when(pl.col(whole) != pl.col(own)).then(pl.col(whole)).alias(whole)
            for whole, own in (("since", "valid_from"), ("until", "valid_to"))
        ]
        told = links.with_columns(part).with_columns(
            nodes["id"].gather(links["subject"]).alias("subject"),
            nodes["id"].gather(links["holder"]).alias("holder"),
            nodes["label"].gather(links["holder"]).alias("label"),
            *(iso_dates(pl.col(date)).alias(date) for date in dates),
            self._facts(links),
            self._considered(links),
            self._parameters(link, links),
        )
        said = told.select(pl.lit(link.type), pl.lit(link.subject).alias("label"), "subject", "holder", *SAID)
        return told.with_columns(_hashes("d:", said))

    def _facts(self, links: pl.DataFrame) -> pl.Series:
        """The facts of each link as `subject id|fact id`."""
        every = links.select("facts").with_row_index("link")
        flat = every.explode("facts").drop_nulls()  # none where nobody leads
        named = flat.with_columns(self.columns.facts.gather(flat["facts"]).alias("facts"))
        by_link = named.group_by("link").agg("facts")
        told = every.select("link").join(by_link, on="link", how="left", maintain_order="left")
        return told["facts"].fill_null(pl.Series([[]], dtype=pl.List(pl.String)))

    def _considered(self, links: pl.DataFrame) -> pl.Series:
        """Who was passed over, as JSON."""
        ids, labels = self.columns.nodes["id"], self.columns.nodes["label"]

        def loser(one: dict[str, Any]) -> dict[str, Any]:
            return {**one, "holder": ids[one["holder"]], "label": labels[one["holder"]]}

        told = [
            json.dumps([loser(one) for one in losers], ensure_ascii=False) if losers else "[]"
            for losers in links["considered"].to_list()
        ]
        return pl.Series("considered", told, pl.String)

    def _parameters(self, link: RuleLink, links: pl.DataFrame) -> pl.Series:
        """The parameters that each link depends on, as JSON."""
        said = links.select("rule", "rule_set")
        values = {pair: self._depends_on(link, *pair) for pair in said.unique().iter_rows()}
        return pl.Series("parameters", [values[pair] for pair in said.iter_rows()], pl.String)

    def _depends_on(self, link: RuleLink, rule: str | None, rule_set: str) -> str:
        known = load_parameters()
        rules = self.work.catalogue.rulebook.rules.get(link.name, ())
        own = [name for r in rules if r.id == rule for name in r.header.parameters]
        names = [BEGUN_BY[rule_set], *own] if rule_set in BEGUN_BY else own
        if any(r.id == rule and r.uses("city_wide") for r in rules):
            names += sorted(name for name in known if name.startswith(f"{SCOPE}."))
        return json.dumps({name: known[name].value for name in names}, ensure_ascii=False, sort_keys=True)


def _lists(table: pl.DataFrame) -> dict[str, list[Any]]:
    """The columns of a table as lists."""
    return {column: table[column].to_list() for column in table.columns}


def _hashes(prefix: str, table: pl.DataFrame) -> pl.Series:
    """An id for each row: a hash of all that it says, lists too."""
    said = [
        pl.col(c).list.join("\x1e") if t == pl.List(pl.String) else pl.col(c).cast(pl.String).fill_null("")
        for c, t in table.schema.items()
    ]
    texts = table.select(pl.concat_str(said, separator="\x1f").alias("text"))["text"]
    return pl.Series("id", [prefix + hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts], pl.String)


@dataclass(frozen=True)
class CoverageStore:
    """The coverage intervals of a graph, over the columns that were read of it."""

    work: Work
    columns: Columns

    async def store(self, coverage: pl.DataFrame, subjects: Sequence[str] | None = None) -> DeriveChanges:
        """Writes the difference between `coverage` (COVERAGE of coverage.py) and the graph. Raises GraphError.

        `subjects`: the ids of the only organisations whose classes are told.
        """
        wanted = self._told(coverage)
        graph, catalogue = self.work.graph, self.work.catalogue
        read = read_coverage(graph, catalogue) if subjects is None else read_coverage_of(graph, catalogue, subjects)
        # an interval that comes back after it was retired has a number behind the id of its content
        held = (await read).with_columns(content=pl.col("id").str.split(".").list.first())
        current = held.filter(~pl.col("retired"))
        gone = current.join(wanted, on="content", how="anti", maintain_order="left")
        before = held.filter("retired").group_by("content").agg(pl.len().alias("before"))
        number = pl.when(pl.col("before") > 0).then(pl.format(".{}", pl.col("before") + 1)).otherwise(pl.lit(""))
        new = (
            wanted.join(current, on="content", how="anti", maintain_order="left")
            .join(before, on="content", how="left", maintain_order="left")
            .with_columns(id=pl.col("content") + number)
        )
        if not gone.is_empty():
            await self.work.write("load/coverage_retire", rows=gone.select("id").iter_rows(named=True))
        if not new.is_empty():
            columns = _lists(new.drop("content", "before"))
            await self.work.write_columns("load/coverage_create", columns=columns)
        return DeriveChanges(new.height, gone.height, current.height - gone.height)

    def _told(self, coverage: pl.DataFrame) -> pl.DataFrame:
        """The intervals with ids of their subjects and dates, and `content`, the id of what each says."""
        dates = ("valid_from", "valid_to", "severity_since")
        told = coverage.with_columns(
            self.columns.nodes["id"].gather(coverage["subject"]).alias("subject"),
            *(iso_dates(pl.col(date)).alias(date) for date in dates),
        )
        # hashed with the facts: the ids of intervals that one headcount tells are those of older graphs
        evidence = pl.concat_list("facts", "told_elsewhere").alias("facts")
        said = told.with_columns(evidence).drop("told_elsewhere")
        return told.with_columns(_hashes("c:", said).alias("content"))
