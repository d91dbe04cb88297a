"""The difference -> the graph: nodes, then what is new of facts and dated values, then what ended or was wrong."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Self

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import ALWAYS, FACTS, OPEN
from loaders.records import Key
from loaders.resolve.known import NAMED, Known, by_label, cut
from loaders.runs.work import Work
from loaders.write.compare import DATED, Claim, Difference, Made
from loaders.write.pictures import Keeper
from loaders.write.plan import NodePlan, RunInfo
from loaders.write.told import Told

Variant = tuple[str, str, str]  # type, label of the start, label of the end


class Writer:
    """Sends the plan in batches, in the order in which it is told; while one waits for the engine, the next is made.

    Left with all written, or with the failure that stopped it.
    """

    def __init__(self, work: Work, run: RunInfo, plan: NodePlan, known: Known, keeper: Keeper) -> None:
        self.work = work
        self.run = run
        self.plan = plan
        self.known = known
        self.keeper = keeper
        self.missing: list[Made] = []  # facts whose end was no longer there
        self.sending: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, failed: object, *error: object) -> None:
        if failed is None:
            await self._sent()
        elif self.sending is not None:
            self.sending.cancel()
            await asyncio.gather(self.sending, return_exceptions=True)

    async def _sent(self) -> None:
        """Everything that was told so far is written."""
        sending, self.sending = self.sending, None
        if sending:
            await sending

    def nodes(self) -> None:
        self.sending = asyncio.create_task(self._nodes())

    async def _nodes(self) -> None:
        for label, rows in self.plan.new.items():
            there = await self._there(label, [row["id"] for row in rows])
            new = [row for row in rows if row["id"] not in there]
            if new:
                columns = {"id": [row["id"] for row in new], "own": [row["properties"] for row in new]}
                await self._send_columns(("load/write/node_new", label), columns)
            if label != "Identifier":  # of which there is nothing more to say
                await self._send(("load/write/node", label), [row for row in rows if row["id"] in there])
        for label, rows in self.plan.changed.items():
            await self._send(("load/write/node", label), rows)

    async def _there(self, label: str, ids: Sequence[str]) -> set[str]:
        """Which of the nodes that the run takes for new the graph has, under a name that no row of it says."""
        found: set[str] = set()
        for rows in cut(ids, self.work.batch):
            found.update(*(row["ids"] for row in await self.work.read("load/find/id", label, rows=rows)))
        return found

    async def make(self, made: Sequence[Made], told: Mapping[Key | None, Told]) -> None:
        """Begins to write new facts and dated values, and what is kept of their picture, once all before is written."""
        await self._sent()
        self.sending = asyncio.create_task(self._make_and_keep(made, told))

    async def _make_and_keep(self, made: Sequence[Made], told: Mapping[Key | None, Told]) -> None:
        await self._make(made)
        await self.keeper.keep(told)

    async def _make(self, made: Sequence[Made]) -> None:
        facts: defaultdict[Variant, list[Made]] = defaultdict(list)
        entries: defaultdict[tuple[str, str | None], list[Made]] = defaultdict(list)
        for one in made:
            subject, end = one.claim.subject, one.claim.end
            if end is not None and subject is not None:
                facts[one.claim.group, subject[0], end[0]].append(one)
            else:
                entries[one.claim.group, subject[0] if subject else None].append(one)
        for variant, ones in sorted(facts.items()):
            columns = {
                **self._columns(ones),
                "start": [m.claim.subject[1] for m in ones if m.claim.subject],
                "end": [m.claim.end[1] for m in ones if m.claim.end],
            }
            if await self._send_columns(("load/write/fact", *variant), columns) != len(ones):
                ends = zip(columns["id"], columns["start"], columns["end"], strict=True)
                asked = [{"id": id, "start": start, "end": end} for id, start, end in ends]
                lost = {row["id"] for row in await self._ask(("load/write/fact_missing", *variant), asked)}
                self.missing += [m for m in ones if m.id in lost]
        for (label, subject_label), ones in sorted(entries.items(), key=repr):
            if subject_label is None:
                await self._send(("load/write/node", label), [self._as_node(m) for m in ones])
            else:
                columns = self._columns(ones)
                columns["subject"] = [m.claim.subject[1] for m in ones if m.claim.subject]
                await self._send_columns((f"load/write/{label.lower()}", subject_label), columns)

    def _as_node(self, made: Made) -> dict[str, Any]:
        """A dated value that is about nobody, as a node is written."""
        file, sheet, row = made.claim.place
        place = {"file": file, "sheet": sheet or None, "row": row}
        own = {"source": self._source(made), **place, "recorded_run": self.run.id, "recorded": self.run.revision}
        return {"id": made.id, "properties": {**self._own(made), **own}}

    def _columns(self, made: Sequence[Made]) -> dict[str, list[Any]]:
        """What is written of facts and dated values, a list for each property; `own`: what only some of them have."""
        founded = self._founded
        columns: dict[str, list[Any]] = {
            "id": [m.id for m in made],
            "source": [self._source(m) for m in made],
            "file": [m.claim.place[0] for m in made],
            "sheet": [m.claim.place[1] or None for m in made],
            "row": [m.claim.place[2] for m in made],
            "own": [self._own(m) for m in made],
        }
        if made[0].claim.group not in DATED:
            columns["valid_from"] = [
                m.start or max(founded(m.claim.subject) or ALWAYS, founded(m.claim.end) or ALWAYS) for m in made
            ]
            columns["valid_to"] = [m.end or OPEN for m in made]
            columns["assumed_start"] = [m.start is None for m in made]
        return columns

    def _source(self, made: Made) -> str:
        return made.origin[0] if made.origin else self.run.source.id

    def _own(self, made: Made) -> dict[str, Any]:
        own = _own(made.claim)
        return own if made.origin is None or made.origin[1] == self.run.id else {**own, "stated_run": made.origin[1]}

    def _founded(self, key: Key | None) -> str | None:
        if key is None:
            return None
        return self.plan.founded.get(key, self.known.nodes.get(key, {}).get("founded"))

    async def finish(self, difference: Difference) -> None:
        """Ends and retracts; after everything new is there."""
        await self._sent()
        for name, pairs, value in (
            ("end", difference.ended, "valid_to"),
            ("retract", difference.retracted, "reason"),
        ):
            facts: defaultdict[Variant, list[dict[str, Any]]] = defaultdict(list)
            entries: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
            for held, said in pairs:
                start = held.subject
                if held.end is None or start is None:
                    entries[held.group].append({"id": held.id, value: said})
                else:
                    row = {"id": held.id, "start": start[1], "end": held.end[1], value: said}
                    facts[held.group, start[0], held.end[0]].append(row)
            for variant, rows in sorted(facts.items()):
                await self._send((f"load/write/fact_{name}", *variant), rows)
            for label, rows in sorted(entries.items()):
                await self._send((f"load/write/entry_{name}", label), rows)

    async def mend(self) -> None:
        """Undated facts count from the later founding of their ends: where a founding changed, they move."""
        for label, ids in by_label(self.plan.refounded).items():
            for type, pairs in FACTS.items():
                for start, end in pairs:
                    if start == label:
                        await self._keys(("upkeep/starts/out", type, start, end), ids)
                    if end == label:
                        await self._keys(("upkeep/starts/in", type, start, end), ids)
            if label in NAMED:
                await self._keys(("upkeep/starts/statements", label), ids)

    async def _keys(self, variant: tuple[str, ...], ids: list[str]) -> None:
        rows = [{"id": id} for id in ids]
        for at in range(0, len(rows), self.work.batch):
            await self.work.write(*variant, rows=rows[at : at + self.work.batch], always=ALWAYS)

    async def _ask(self, variant: tuple[str, ...], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found = []
        for at in range(0, len(rows), self.work.batch):
            found += await self.work.read(*variant, rows=rows[at : at + self.work.batch])
        return found

    async def _send(self, variant: tuple[str, ...], rows: Sequence[dict[str, Any]]) -> int:
        written, batch = 0, self.work.batch
        for at in range(0, len(rows), batch):
            for row in await self.work.write(*variant, rows=rows[at : at + batch]):
                written += row["written"]
            self.work.say(":".join(variant), min(at + batch, len(rows)), len(rows))
        return written

    async def _send_columns(self, variant: tuple[str, ...], columns: dict[str, list[Any]]) -> int:
        rows = await self.work.write_columns(*variant, columns=columns)
        total = len(columns["id"])
        self.work.say(":".join(variant), total, total)
        return sum(row["written"] for row in rows)


def _own(claim: Claim) -> dict[str, Any]:
    """What a claim says beside its ends, its validity and its place."""
    own = {k: list(v) if isinstance(v, tuple) else v for k, v in claim.properties.items() if v is not None}
    if claim.group == "Statement":
        own["name_key"] = matching_key(str(claim.properties["value"]))
    return own
