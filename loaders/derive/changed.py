"""Derives the links of those alone whose links may differ from before (docs/decisions/0010).

What a rule proposes is a path through facts and links. A proposal that comes or goes runs through a row that came or
went, or through one that meets a node of which something changed; so the paths through those rows, in the columns
before and in those of now, lead to every subject whose links of that rule can differ, and to few others. They are
derived anew, link by link in the order in which rules read them; what differs of one link is what changed for the next.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from cypher.columns.columns import NODE, Columns
from cypher.pattern.joins import subjects_through
from cypher.pattern.rules import Rulebook, RuleLink
from loaders.derive.links import RuleSets, settled_links, variants_of
from loaders.derive.worlds import changed_nodes, differing, read_by_rules

Rows = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Anew:
    """The links (LINK of sweep.py) of the subjects, by number, that were derived anew; all others stand."""

    link: RuleLink
    subjects: pl.Series
    links: pl.DataFrame


@dataclass
class Changed:
    """The links of a city that is known from before, as far as they may differ, in one reading of the dates.

    `before` and `links`, its links, are in the numbers of `facts`, the facts of now; of other nodes than `touched`
    (numbers) both say the same. `links` are those of now once all is derived.
    """

    before: Columns
    links: Rows
    facts: Columns
    touched: pl.Series
    rulebook: Rulebook
    city: str
    sets: RuleSets

    def __post_init__(self) -> None:
        self.nodes = changed_nodes(self.before.nodes, self.facts.nodes)
        self.then = replace(self.before, relationships={**self.before.relationships, **self.links})
        self.now = self.facts
        self.went: dict[str, pl.DataFrame] = {}  # the rows, by type, that a proposal of before may have run through
        self.came: dict[str, pl.DataFrame] = {}  # ... and that one of now may run through
        for type_ in self.before.relationships.keys() | self.facts.relationships.keys():
            self._note(type_, self.before.relationship(type_), self.facts.relationship(type_), self.touched)

    def derive(self) -> Iterator[Anew]:
        """Each link, after those that its rules read."""
        for link in self.rulebook.links:
            subjects = self._subjects(link)
            links = settled_links(link, self.now, self.rulebook, self.city, self.sets, subjects)
            held = self.then.relationship(link.reads_as)
            stays = held.filter(~pl.col("start").is_in(subjects.implode()))
            now = pl.concat([stays, read_by_rules(links)])
            self._note(link.reads_as, held, now, subjects)
            self.now = self.now.with_relationship(link.reads_as, now)
            self.links = {**self.links, link.reads_as: now}
            yield Anew(link, subjects, links)

    def _note(self, type_: str, before: pl.DataFrame, now: pl.DataFrame, subjects: pl.Series) -> None:
        """Keeps what differs between two tables of a type, of these subjects alone, and what meets a changed node."""
        meets = pl.any_horizontal(pl.col(end).is_in(self.nodes.implode()) for end in ("start", "end"))
        of_them = pl.col("start").is_in(subjects.implode())
        went, came = differing(before.filter(of_them), now.filter(of_them))
        for rows, table in (
            (self.went, pl.concat([went, before.filter(meets)])),
            (self.came, pl.concat([came, now.filter(meets)])),
        ):
            if not table.is_empty():
                rows[type_] = table

    def _subjects(self, link: RuleLink) -> pl.Series:
        """The subjects whose links may differ, each once, in order."""
        nodes = self.facts.nodes
        own = nodes.filter(pl.col("label") == link.subject, pl.col("node").is_in(self.nodes.implode()))["node"]
        found = [own, *self._through(link, self.then, self.went), *self._through(link, self.now, self.came)]
        if link.unless:
            found += [rows[link.unless]["start"] for rows in (self.went, self.came) if link.unless in rows]
        return pl.concat(found).cast(NODE).unique().sort()

    def _through(self, link: RuleLink, columns: Columns, rows: Rows) -> Iterable[pl.Series]:
        for rule in self.rulebook.rules[link.name]:
            tried = {wide: values for _, _, wide, values in variants_of(rule, self.city, self.sets)}
            for values in tried.values():
                for pattern in rule.patterns:
                    yield from subjects_through(pattern, columns, values, link.subject, rows)
