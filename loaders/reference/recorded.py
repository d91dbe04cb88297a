"""Reads from the graph what rows are read against: regions, trades, registering authorities."""

from loaders.reference.entries import AuthorityEntry, Frame, RegionEntry, TradeEntry
from loaders.runs.history import today
from loaders.runs.work import Work


async def read_frame(work: Work) -> Frame:
    """The tables as the graph holds them now."""
    regions = {
        r["id"]: RegionEntry(
            r["id"],
            r["name"],
            r["rank"],
            tuple(r["parents"]),
            tuple(r["aliases"] or ()),
            r["founded"],
            r["closed"],
            bool(r["zone"]),
        )
        for r in await work.read("load/frame/regions")
    }
    trades = {
        t["id"]: TradeEntry(
            t["id"],
            t["name"],
            tuple(t["name_words"] or ()),
            tuple(t["name_words_not"] or ()),
            tuple(t["scope_words"] or ()),
            tuple(t["codes"] or ()),
            tuple(t["name_hints"] or ()),
            tuple(t["scope_words_not"] or ()),
        )
        for t in await work.read("load/frame/trades")
    }
    authorities = []
    for a in await work.read("load/frame/authorities"):
        code, _, category = a["value"].partition(".")
        authorities.append(AuthorityEntry(a["organization"], a["name"], code, category, a["level"], a["region"]))
    return Frame(regions, trades, tuple(authorities), work.city, today=today())
