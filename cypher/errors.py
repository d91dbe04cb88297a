"""Everything that can go wrong below the API, as one tree.

    ZuzhituError
    ├── ConfigurationError      a setting, a file or a start is wrong; says its name, its value and the remedy
    │   ├── CatalogueDefect       statement files are defective; names each file and line
    │   ├── SchemaMismatch        the graph is not the one this program expects: version, city, a missing index
    │   └── EngineUnavailable     the embedded engine cannot start, or its directory is held by somebody else
    └── GraphError              the graph was asked and did not answer as expected
        ├── GraphDown             nobody answers there, or the connection broke and stayed broken
        │   └── LoginRefused        it answers and refuses the login
        ├── GraphBusy             it answers, and refused again and again: conflicts, no free connection
        ├── GraphTimeout          the time limit passed; a write may or may not have happened
        └── StatementFailed       the statement itself was refused; no retry can help
            └── RowTooLarge         one row alone is larger than a message may be

Configuration errors stop the program at start. Of the graph errors `GraphDown`, `GraphBusy` and `GraphTimeout` are
worth another try later (HTTP 503); `StatementFailed` is a defect of ours.
"""

__all__ = [
    "CatalogueDefect",
    "ConfigurationError",
    "EngineUnavailable",
    "GraphBusy",
    "GraphDown",
    "GraphError",
    "GraphTimeout",
    "LoginRefused",
    "RowTooLarge",
    "SchemaMismatch",
    "StatementFailed",
    "ZuzhituError",
]


class ZuzhituError(Exception):
    """The root of the tree; never raised itself."""


class ConfigurationError(ZuzhituError):
    """The program cannot start like this. `name` is the setting (or thing), `value` as given with secrets masked."""

    def __init__(self, message: str, *, name: str = "", value: str = "", remedy: str = "") -> None:
        self.message, self.name, self.value, self.remedy = message, name, value, remedy
        named = f"{name}={value}: " if name and value else f"{name}: " if name else ""
        super().__init__(named + message + (f" -- {remedy}" if remedy else ""))


class CatalogueDefect(ConfigurationError):
    """Statement files that cannot be used; `defects` are lines of the form `cypher/rules/city.cypher:12: what`."""

    def __init__(self, defects: list[str]) -> None:
        self.defects = defects
        super().__init__("\n".join(defects))


class SchemaMismatch(ConfigurationError):
    """The graph is not the one that this program expects; the remedy is the command to run."""


class EngineUnavailable(ConfigurationError):
    """The embedded engine cannot be started or attached to; names the directory and who holds it."""


class GraphError(ZuzhituError):
    """The graph did not answer as expected."""


class GraphDown(GraphError):
    """Nobody answers at the address, or the connection broke and retries did not help."""


class LoginRefused(GraphDown):
    """The graph refuses the login: for everybody but the start of the program it is away."""


class GraphBusy(GraphError):
    """The graph answers but refused again and again: a conflict between writers, or no connection is free."""


class GraphTimeout(GraphError):
    """The time limit passed before the answer. A write may or may not have been done: all writes may be repeated."""

    def __init__(self, name: str, seconds: float) -> None:
        self.name, self.seconds = name, seconds
        super().__init__(f"{name} did not answer within {seconds:g} s")


class StatementFailed(GraphError):
    """The engine refused the statement. `name` is the statement's, `message` the engine's own words."""

    def __init__(self, name: str, message: str) -> None:
        self.name, self.message = name, message
        super().__init__(f"{name}: {message}")


class RowTooLarge(StatementFailed):
    """One row is larger than a message to the engine may be; `row` is its position among the rows given."""

    def __init__(self, name: str, row: int, size: int, limit: int) -> None:
        self.row, self.size, self.limit = row, size, limit
        super().__init__(name, f"row {row} takes about {size} bytes, {limit} are allowed")
