"""What a route is given: the graph with the date, the revision and the language of one answer."""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Final, TypeVar, overload

from fastapi import Depends, Request, Response

from app.http.formats import chosen_format
from app.http.kept import Kept
from app.http.memory import Memory, Part
from app.http.messages import Language, chosen_language, say
from app.http.presence import STALE_PATIENCE
from app.http.problems import NotModified, refuse
from app.keys import Subtree
from cypher.catalogue import Catalogue, Statement, load_catalogue
from cypher.domain.dates import rule_set_at, whole_day
from cypher.domain.findings import each_subject_once
from cypher.domain.regions import codes_below
from cypher.graph import Graph, Row
from cypher.projection.statements import rows_over
from cypher.projection.tables import Projection
from cypher.version import program_version

# The day that stands for "whatever is newest" where no run has been finished yet.
NO_DAY: Final = "9999-12-30"
ABOUT_RUNS: Final = ("/v1/runs", "/v1/sources")


@dataclass(frozen=True)
class Reading:
    """The graph as one answer reads it: `day` a whole day, `as_of` what the answer shows (None in an empty graph).

    `revision`: the closed one as which the graph was known; what a later command recorded, ended or retracted is not
    seen. `newest`: the whole day of its newest picture, None where no run had been finished. `held`: the projection of
    that revision, where there is one; `stale_since`: since when the graph has not been reached. `format`: of a list;
    `headers`: of the answer. `subtree`: what the key of the asker is bounded to; each statement that looks at all
    organisations looks at those that stand there on the day, and `memory` is of that subtree alone.
    """

    graph: Graph = field(repr=False)
    catalogue: Catalogue = field(repr=False)
    revision: int
    as_of: str | None
    day: str
    rule_set: str
    city: str
    language: Language
    runs: int = 0
    newest: str | None = None
    held: Projection | None = field(default=None, repr=False)
    stale_since: str | None = None
    memory: Memory | Part = field(default_factory=Memory, repr=False)
    format: str = "json"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    subtree: Subtree | None = None

    async def ask(self, query: str, /, **params: Any) -> list[Row]:
        """The rows of `queries/<query>`; `as_of`, `city` and what is known are filled in where it uses them.

        A filter of its lists that is not among `params` lets everything pass.
        """
        statement = self.catalogue[f"queries/{query}"]
        bounds: dict[str, Any] = {}
        if self.subtree is not None and statement.within:
            statement, bounds = statement.within[self.subtree.by], await self.bounds()
        given = {**self._own, **dict.fromkeys(statement.filters), **params, **bounds}
        if self.held is not None and (rows := rows_over(self.held, statement, given)) is not None:
            return rows
        return await self._read(statement.asked(given), given)

    async def bounds(self) -> dict[str, Any]:
        """What keeps a statement within the subtree on the day, by parameter (cypher/predicates.py); else nothing."""
        if self.subtree is None:
            return {}
        if self.subtree.by == "region":
            return {"region_within": codes_below(await self.ask_once("regions"), self.subtree.of)}
        named = {row["id"] for row in await self.ask_once("identify", names=[self.subtree.of])}
        return {"lead_within": named.pop() if len(named) == 1 else self.subtree.of}

    async def ask_for(self, statement: Statement, **params: Any) -> list[Row]:
        """The rows of a statement that is none of `queries`, as the graph gives them."""
        return await self._read(statement, {**self._own, **params})

    async def _read(self, statement: Statement, given: Mapping[str, Any]) -> list[Row]:
        limit = STALE_PATIENCE if self.stale_since else None
        return await self.graph.read(
            statement, time_limit=limit, **{k: v for k, v in given.items() if k in statement.used}
        )

    async def ask_check(self, check: str) -> list[Row]:
        """What a check finds on the day of the picture, each subject once, by subject; read once per state."""
        statement = self.catalogue[f"checks/{check}"]
        key = (statement.name, self.day)
        found: list[Row] | None = self.memory.get(key)
        if found is None:
            found = each_subject_once(await self._read(statement, self._own))
            self.memory.keep(key, found)
        return found

    async def ask_once(self, query: str, /, **params: Any) -> list[Row]:
        """As `ask`; rows that were read before in this state of the graph are not read again."""
        key = (query, self.day, repr(sorted(params.items())))
        rows: list[Row] | None = self.memory.get(key)
        if rows is None:
            rows = await self.ask(query, **params)
            self.memory.keep(key, rows)
        return rows

    async def ask_each(
        self, query: str, by: str, ids: Iterable[str], /, *, named: str = "ids", **params: Any
    ) -> list[Row]:
        """As `ask` for a statement that answers each of `$ids` (`named`) by itself, naming it in the column `by`.

        Only those are asked for that were not read before in this state of the graph.
        """
        wanted = sorted(set(ids))
        about = (query, self.day, repr(sorted(params.items())))
        known: dict[str, list[Row]] = {i: rows for i in wanted if (rows := self.memory.get((*about, i))) is not None}
        if missing := [i for i in wanted if i not in known]:
            found: dict[str, list[Row]] = defaultdict(list)
            for row in await self.ask(query, **{named: missing}, **params):
                found[row[by]].append(row)
            for i in missing:
                known[i] = found.get(i, [])
                self.memory.keep((*about, i), known[i])
        return [row for i in wanted for row in known[i]]

    @property
    def _own(self) -> dict[str, Any]:
        return {"as_of": self.day, "city": self.city, "known": self.revision}

    def on(self, day: str) -> "Reading":
        """The same graph on another day."""
        return replace(self, day=day, as_of=day, rule_set=rule_set_at(day))

    def say(self, code: str, **values: object) -> str:
        """A message in the language of the answer."""
        return say(code, self.language, **values)

    def of(self, zh: str, en: str) -> str:
        """Of two texts the one in the language of the answer."""
        return en if self.language == "en" and en else zh

    def answer(self, **content: Any) -> dict[str, Any]:
        """The content of an answer behind what every answer carries."""
        head = {"revision": self.revision, "as_of": self.as_of, "rule_set": self.rule_set}
        return {**head, "later_than_newest": self._later_than(), "stale_since": self.stale_since, **content}

    def _later_than(self) -> str | None:
        """The day of the newest picture where the day asked for is later: what was in force then is shown to go on."""
        return self.newest if self.newest and self.as_of and self.as_of > self.newest else None


A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
Asked = Coroutine[Any, Any, A]


@overload
async def together(reading: Reading, one: Asked[A], two: Asked[B], /) -> tuple[A, B]: ...
@overload
async def together(reading: Reading, one: Asked[A], two: Asked[B], three: Asked[C], /) -> tuple[A, B, C]: ...
async def together(reading: Reading, *asked: Asked[Any]) -> tuple[Any, ...]:
    """What questions give that do not need each other, in their order; the first that fails fails all.

    They are put to the graph at once. A projection is there already: what it answers waits for nothing, and a task for
    each question would only cost.
    """
    if reading.held is None:
        return tuple(await asyncio.gather(*asked))
    try:
        return tuple([await one for one in asked])
    finally:
        for one in asked:  # behind one that failed
            one.close()


async def read_state(request: Request, response: Response) -> Reading:
    """The state of the graph, the date asked for, and the ETag of the answer to come.

    Raises Problem (422) for a date that is none and a run that was not finished, NotModified, Kept, and GraphError.
    """
    reading = await reading_of(request, request.query_params.get("as_of"), request.query_params.get("known_at"))
    headers = answer_headers(request, reading)
    response.headers.update(headers)
    reading = replace(reading, headers=headers)
    known = _tags(request.headers.get("if-none-match", ""))
    if headers["ETag"] in known or ANY_TAG in known:
        raise NotModified(headers)
    key = ("answer", headers["ETag"])
    if (kept := reading.memory.get(key)) is not None:
        body, media_type = kept
        raise Kept(body, media_type, headers)
    if reading.format == "json":
        request.state.keep = reading.memory, key
    return reading


async def reading_of(request: Request, asked: str | None, run: str | None) -> Reading:
    """The state of the graph and the date asked for, as it was known when a run was finished; the newest without both.

    Raises Problem (422) for a date that is none and a run that was not finished, and GraphError.
    """
    try:
        day = whole_day(asked) if asked is not None else None
    except ValueError:
        raise refuse("as_of", "bad_date") from None
    graph, presence = request.app.state.graph, request.app.state.presence
    catalogue = load_catalogue()
    if run is None:
        state, held = await presence.state(at_once=request.url.path.startswith(ABOUT_RUNS))
    else:
        state, held = await presence.state_at(run)
    if state["revision"] is None:
        raise refuse("known_at", "bad_known_at", value=run)
    newest = whole_day(state["as_of"]) if state["as_of"] else None
    key = getattr(request.state, "key", None)
    subtree = key and key.subtree
    day = day or newest
    return Reading(
        graph=graph,
        catalogue=catalogue,
        revision=state["revision"],
        as_of=day,
        day=day or NO_DAY,
        rule_set=rule_set_at(day or NO_DAY),
        city=state["city"] or "",
        language=chosen_language(request.headers.get("accept-language")),
        format=chosen_format(request.query_params.get("format"), request.headers.get("accept")),
        runs=state["runs"],
        newest=newest,
        held=held,
        stale_since=presence.stale_since if held else None,
        memory=request.app.state.memories.at((state["newest"], state["runs"]), subtree)
        if state["revision"] == state["newest"]
        else Memory(),
        subtree=subtree,
    )


def answer_headers(request: Request, reading: Reading) -> dict[str, str]:
    """Vary and the ETag: revision, program, language, subtree and query, for what is told of runs these too."""
    path, query = request.url.path, sorted(request.query_params.multi_items())
    runs = reading.runs if path.startswith(ABOUT_RUNS) else None
    own = (program_version(), reading.language, reading.format, reading.subtree)
    text = repr((own, runs, path, query, reading.as_of, reading.stale_since))
    tag = f'W/"{reading.revision}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
    return {
        "Vary": "Accept, Accept-Language, Authorization",
        "Content-Language": reading.language,
        "Cache-Control": "no-cache",
        "ETag": tag,
    }


ANY_TAG: Final = "W/*"


def _tags(header: str) -> Sequence[str]:
    return [tag if tag.startswith("W/") else f"W/{tag}" for tag in (t.strip() for t in header.split(",")) if tag]


Read = Annotated[Reading, Depends(read_state)]
