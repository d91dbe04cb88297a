"""The Party tree that the checks walk, on one day.

A node is a Party organisation that exists on that day. Its superiors are those of the recorded `SUBORDINATE_TO` in
force; where none is in force, those of the derived `SUPERIOR`. A recorded superior that does not exist on the day still
keeps the derived one away, but leads nowhere: whoever is asked to answer must exist.
"""

from typing import Final

import networkx as nx
import polars as pl

from loaders.consistency._day import Day, among, once, without

PARTY: Final = "PartyOrganization"


@once
def named(day: Day) -> pl.DataFrame:
    """Whom existing Party organisations have as superiors, each once: `start`, `end`, `is_gone` where that is none."""
    recorded = day.links("SUBORDINATE_TO").select("start", "end")
    derived = without(day.links("SUPERIOR", PARTY, PARTY).select("start", "end"), recorded, "start", "start")
    existing = day.existing(PARTY)
    every = among(pl.concat([recorded, derived]), existing, "start").unique()
    return every.with_columns(is_gone=~pl.col("end").is_in(existing["id"].implode()))


def tree(day: Day) -> pl.DataFrame:
    """The links of the tree: `start`, `end`."""
    return named(day).filter(~pl.col("is_gone")).select("start", "end")


def roots(day: Day) -> pl.DataFrame:
    """The existing Party organisations without superior in the tree."""
    return without(day.existing(PARTY), tree(day), of="start")


def tops(day: Day) -> pl.DataFrame:
    """The territorial committees that exist and act in the city, no work committee: there should be exactly one."""
    here = day.links("ACTS_IN", PARTY).filter(pl.col("end") == (day.export.header.get("city") or ""))
    territorial = day.existing(PARTY, pl.col("kind") == "committee", pl.col("territorial"))
    return among(territorial, here, of="start")


def beyond(day: Day) -> pl.DataFrame:
    """Those that stand above the city: they, or a unit that they sit with, act in a province: `id`.

    Nothing is recorded above such a one, as the graph holds one city.
    """
    provinces = day.nodes("Region").filter(pl.col("rank") == "province")
    acting, units = (among(day.links("ACTS_IN", label), provinces, "end") for label in (PARTY, "Organization"))
    hosted = among(day.links("HOSTED_BY"), units, "end", "start")
    return pl.concat([acting.select(id="start"), hosted.select(id="start")])


def leading(links: pl.DataFrame, goals: pl.DataFrame) -> pl.DataFrame:
    """Pairs of `start` and `end`: the goals, and who comes by a way of links to the start of one, with its end."""
    new = every = goals.select("start", "end").unique()
    onward = links.select("start", next="end").unique()
    while new.height:
        new = onward.join(new, left_on="next", right_on="start").select("start", "end").unique()
        new = new.join(every, on=["start", "end"], how="anti")
        every = pl.concat([every, new])
    return every


def circles(links: pl.DataFrame, name: str) -> pl.DataFrame:
    """Who lies on a directed circle of links: `id`, and in the column `name` the next ones on it."""
    inner = among(among(links, links, "start", "end"), links, "end", "start")
    graph: nx.DiGraph[str] = nx.DiGraph(inner.select(pl.col("start", "end").cast(pl.String)).rows())
    onward = {
        id_: sorted(end for end in graph.successors(id_) if end in members)
        for members in nx.strongly_connected_components(graph)
        for id_ in members
    }
    rows = {"id": list(onward), name: list(onward.values())}
    found = pl.DataFrame(rows, schema={"id": pl.String, name: pl.List(pl.String)})
    return found.filter(pl.col(name).list.len() > 0).with_columns(pl.col("id").cast(links.schema["start"]))
