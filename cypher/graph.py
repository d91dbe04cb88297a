"""The graph: one async Bolt driver for every engine, statements in, rows out, every failure one of `cypher.errors`.

Reads run with read access (a cluster may send them to a replica; Neo4j refuses a write in them), writes with write
access; bookmarks make every read see the writes before it. Both run as managed transactions, so that the driver
repeats what the engine says can be repeated: a statement may run more than once and must mean the same each time.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Literal, Self

import neo4j
from neo4j import exceptions as driver_errors

from cypher.batches import batches, column_batches
from cypher.catalogue import Statement
from cypher.errors import (
    ConfigurationError,
    GraphBusy,
    GraphDown,
    GraphError,
    GraphTimeout,
    LoginRefused,
    StatementFailed,
)
from cypher.fence import Fence, FenceLost, noted, result_of

log = logging.getLogger("zuzhitu.graph")
Row = dict[str, Any]
SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
OnNotification = Callable[[str, str], None]  # (name of the statement, "GQL status: description")

# How long a transaction is repeated on transient failures. A reader waits in front of a screen and may ask again; a
# load has to outlive a leader's election.
READ_RETRIES: Final = 1.0
WRITE_RETRIES: Final = 25.0
# The loser of two concurrent first MERGEs gets a constraint error from the embedded engine; its second try finds
# the node.
CONSTRAINT_RETRIES: Final = 2
# A question that takes longer is logged with its name: somebody waits in front of a screen.
SLOW_READ: Final = 3.0
# What the embedded engine says while it ends, beside the bare name of its database.
ENDING: Final = ("Neo.ClientError.Security.Unauthorized", "Neo.ClientError.Request.Invalid")
TIMED_OUT: Final = ("TransactionTimedOut", "LockClientStopped", "Transaction.Terminated", "TimeoutException")


@dataclass(frozen=True)
class Address:
    """Where a graph answers Bolt, and how to log in. The password never shows in a repr."""

    uri: str
    username: str = ""
    password: str = field(default="", repr=False)
    database: str = ""
    engine: Literal["neo4j", "embedded"] = "neo4j"  # which of the two kinds of schema statements it takes

    @property
    def auth(self) -> tuple[str, str] | None:
        return (self.username, self.password) if self.username else None


class Graph:
    """An open graph: `async with Graph(address) as graph`. One per event loop; many tasks may use it at once.

    `time_limit`: seconds that one statement (one batch of a write) may take, retries included.
    `on_notification`: called with each notification of the engine; without it, the ones about labels, types and
    properties that do not exist yet are switched off, as every query before the first load would raise them.
    """

    def __init__(
        self,
        address: Address,
        time_limit: float = 30.0,
        *,
        connections: int = 50,
        on_notification: OnNotification | None = None,
    ) -> None:
        self.address = address
        self.time_limit = time_limit
        self._connections = connections
        self._on_notification = on_notification
        self._driver: neo4j.AsyncDriver | None = None
        self._bookmarks = neo4j.AsyncGraphDatabase.bookmark_manager()

    async def __aenter__(self) -> Self:
        self._driver = _open_driver(self.address, self._connections, self._on_notification is None)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._driver is not None:
            await self._driver.close()
            self._driver = None

    async def ready(self, wait: float = 0.0) -> None:
        """Returns when the graph answers; asks again for up to `wait` seconds before it raises GraphDown.

        Raises ConfigurationError where the login is refused, which no waiting can mend.
        """
        until = time.monotonic() + wait
        while True:
            try:
                await self._transact("ready", "RETURN 1 AS one", {}, min(self.time_limit, 10.0), False, 0.0)
                return
            except LoginRefused as error:
                raise ConfigurationError(
                    "the graph refuses this login",
                    zh="图数据库拒绝登录",
                    name="NEO4J_USERNAME",
                    value=self.address.username,
                    remedy=f"check NEO4J_USERNAME and NEO4J_PASSWORD for {self.address.uri}: {error}",
                    remedy_zh=f"核对 {self.address.uri} 的 NEO4J_USERNAME 和 NEO4J_PASSWORD",
                ) from error
            except GraphError as error:
                if time.monotonic() >= until:
                    raise error if isinstance(error, GraphDown) else GraphDown(str(error)) from error
            await asyncio.sleep(0.2)

    async def read(self, statement: Statement, /, *, time_limit: float | None = None, **params: Any) -> list[Row]:
        """The rows of a reading statement. Refuses (StatementFailed) one that writes or lacks a parameter."""
        if statement.writes:
            raise StatementFailed(statement.name, "it writes, and was given to read")
        parameters = _parameters(statement, params)
        return await self._run(statement.name, statement.text, parameters, time_limit or self.time_limit, False)

    async def write(
        self,
        statement: Statement,
        rows: Iterable[Mapping[str, Any]] | None = None,
        /,
        *,
        time_limit: float | None = None,
        fence: Fence | None = None,
        **params: Any,
    ) -> list[Row]:
        """Runs a writing statement; what it returned, over all batches.

        With a `fence` each transaction is refused (FenceLost) once another run holds the graph, and may be sent again.
        `rows` are sent as `$rows` in batches (see `cypher.batches`), each in a transaction of its own: when it raises,
        the batches before have been written. No rows, no transaction. Without `rows` it runs once.
        Raises RowTooLarge before the batch of that row is sent.
        """
        limit = time_limit or self.time_limit
        if rows is None:
            return await self._run(statement.name, statement.text, _parameters(statement, params), limit, True, fence)
        returned: list[Row] = []
        parameters = _parameters(statement, {**params, "rows": []})
        for batch in batches(statement.name, rows):
            parameters["rows"] = batch
            returned += await self._run(statement.name, statement.text, parameters, limit, True, fence)
        return returned

    async def write_columns(
        self,
        statement: Statement,
        columns: Mapping[str, Sequence[Any]],
        /,
        *,
        time_limit: float | None = None,
        fence: Fence | None = None,
        **params: Any,
    ) -> list[Row]:
        """As `write`, of rows given as columns: `$columns` holds a list for each, all of one length."""
        returned: list[Row] = []
        parameters = _parameters(statement, {**params, "columns": {}})
        for batch in column_batches(statement.name, columns):
            parameters["columns"] = batch
            limit = time_limit or self.time_limit
            returned += await self._run(statement.name, statement.text, parameters, limit, True, fence)
        return returned

    async def _run(
        self, name: str, text: str, parameters: Row, limit: float, writes: bool, fence: Fence | None = None
    ) -> list[Row]:
        retries = WRITE_RETRIES if writes else READ_RETRIES
        began = time.monotonic()
        try:
            return await self._repeat(name, text, parameters, limit, writes, retries, fence)
        finally:
            if not writes and (seconds := time.monotonic() - began) > SLOW_READ:
                log.warning("%s took %.1f s", name, seconds)

    async def _repeat(
        self, name: str, text: str, parameters: Row, limit: float, writes: bool, retries: float, fence: Fence | None
    ) -> list[Row]:
        held = fence.next() if fence else {}
        refused, until = 0, time.monotonic() + retries
        while True:
            try:
                return await self._transact(name, text, parameters, limit, writes, retries, fence, held)
            except driver_errors.ConstraintError as error:
                if not writes or refused == CONSTRAINT_RETRIES:
                    raise StatementFailed(name, error.message or str(error)) from error
                refused += 1
                await asyncio.sleep(0.05 * refused)
            except driver_errors.IncompleteCommit as error:
                # Nobody knows whether it was committed. With a fence it may be sent again, else the caller must look.
                if fence is None or time.monotonic() >= until:
                    raise _typed(error, name, limit, self.address) from error
                await asyncio.sleep(0.2)

    async def _transact(
        self,
        name: str,
        text: str,
        parameters: Row,
        limit: float,
        writes: bool,
        retries: float,
        fence: Fence | None = None,
        held: Row | None = None,
    ) -> list[Row]:
        asked = False

        @neo4j.unit_of_work(timeout=limit)
        async def work(transaction: neo4j.AsyncManagedTransaction) -> list[Row]:
            nonlocal asked
            asked = True
            if fence is not None:
                before = await (await transaction.run(fence.hold.text, held)).single()
                if before is None:
                    raise FenceLost
                if before["counted"]:
                    return result_of(before["note"])
            result = await transaction.run(text, parameters)
            keys = result.keys()
            rows = [dict(zip(keys, record.values(), strict=True)) async for record in result]
            if self._on_notification is not None:
                summary = await result.consume()
                for status in summary.gql_status_objects:
                    if status.is_notification:
                        self._on_notification(name, f"{status.gql_status}: {status.status_description}")
            if fence is not None:
                await (await transaction.run(fence.note.text, {"note": noted(rows)})).consume()
            return rows

        try:
            # A cancelled session closes its connection, so what still runs there is never handed to another caller.
            async with asyncio.timeout(limit), self._session(writes, retries) as session:
                return await (session.execute_write(work) if writes else session.execute_read(work))
        except TimeoutError as error:
            if not asked:
                raise GraphDown(f"no connection to {self.address.uri} within {limit:g} s") from error
            raise GraphTimeout(name, limit) from error
        except (driver_errors.ConstraintError, driver_errors.IncompleteCommit):
            raise
        except (driver_errors.Neo4jError, driver_errors.DriverError) as error:
            raise _typed(error, name, limit, self.address) from error

    @asynccontextmanager
    async def _session(self, writes: bool, retries: float) -> AsyncIterator[neo4j.AsyncSession]:
        if self._driver is None:
            raise RuntimeError("the graph is not open: use `async with Graph(...)`")
        session = self._driver.session(
            database=self.address.database or None,
            default_access_mode=neo4j.WRITE_ACCESS if writes else neo4j.READ_ACCESS,
            bookmark_manager=self._bookmarks,
            max_transaction_retry_time=retries,
        )
        async with session:
            yield session


def _open_driver(address: Address, connections: int, quiet: bool) -> neo4j.AsyncDriver:
    try:
        if address.uri.partition("://")[0] not in SCHEMES:
            raise ValueError(f"it is no Bolt address ({', '.join(SCHEMES)})")
        return neo4j.AsyncGraphDatabase.driver(
            address.uri,
            auth=address.auth,
            max_connection_pool_size=connections,
            connection_timeout=5.0,
            connection_acquisition_timeout=15.0,
            keep_alive=True,
            notifications_disabled_classifications=["UNRECOGNIZED"] if quiet else [],
            user_agent="zuzhitu",
        )
    except (ValueError, driver_errors.ConfigurationError) as error:
        raise ConfigurationError(
            str(error),
            zh="不是可用的 Bolt 地址",
            name="NEO4J_URI",
            value=address.uri,
            remedy="give a Bolt address such as bolt://127.0.0.1:7687",
            remedy_zh="写成 bolt://127.0.0.1:7687 这样的地址",
        ) from error


def _parameters(statement: Statement, given: Mapping[str, Any]) -> Row:
    """The statement's own defaults and what was given. StatementFailed names what is missing: engines differ there."""
    parameters = {**statement.defaults, **given}
    missing = sorted(statement.used - set(parameters))
    if missing:
        raise StatementFailed(statement.name, f"no value for ${', $'.join(missing)}")
    return parameters


def _typed(error: Exception, name: str, limit: float, address: Address) -> GraphError:
    """The error of the tree that a driver's error stands for."""
    uri = address.uri
    code = getattr(error, "code", "") or ""
    message = getattr(error, "message", "") or str(error)
    if address.engine == "embedded" and (code in ENDING or message == address.database):
        return GraphDown(f"{uri}: the engine is ending")
    if any(word in code or word in message for word in TIMED_OUT):
        return GraphTimeout(name, limit)
    match error:
        case driver_errors.AuthError():
            return LoginRefused(f"{uri} refuses the login: {message}")
        case driver_errors.ServiceUnavailable() | driver_errors.SessionExpired():
            return GraphDown(f"{uri}: {message}")
        case driver_errors.ConnectionAcquisitionTimeoutError():
            return GraphBusy(f"{name}: no free connection to {uri}")
        case driver_errors.TransientError():
            return GraphBusy(f"{name}: {message}")
        case driver_errors.Neo4jError():
            return StatementFailed(name, message)
        case _:
            return GraphDown(f"{uri}: {message}")
