"""Everything that can go wrong below the API, as one tree.

    ZuzhituError
    ├── ConfigurationError      a setting, a file or a start is wrong; says its name, its value and the remedy
    │   ├── CatalogueDefect       statement files are defective; names each file and line
    │   ├── SchemaMismatch        the graph is not the one this program expects: version, city, a missing index
    │   └── EngineUnavailable     the embedded engine cannot start, or its directory is held by somebody else
    │       └── NoGraph             nothing was ever loaded into its directory
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

import errno
from typing import Final

__all__ = [
    "CatalogueDefect",
    "ConfigurationError",
    "EngineUnavailable",
    "GraphBusy",
    "GraphDown",
    "GraphError",
    "GraphTimeout",
    "LoginRefused",
    "NoGraph",
    "RowTooLarge",
    "SchemaMismatch",
    "StatementFailed",
    "ZuzhituError",
]


class ZuzhituError(Exception):
    """The root of the tree; never raised itself. Its text is English; `said` has the Chinese beside it."""

    zh: str = "出错了"

    @property
    def said(self) -> tuple[str, str]:
        """What a person is told: in Chinese, in English."""
        return self.zh, str(self)


class ConfigurationError(ZuzhituError):
    """The program cannot start like this. `name` is the setting (or thing), `value` as given with secrets masked.

    `zh` and `remedy_zh` say in Chinese what `message` and `remedy` say.
    """

    def __init__(
        self, message: str, *, zh: str, name: str = "", value: str = "", remedy: str = "", remedy_zh: str = ""
    ) -> None:
        self.message, self.name, self.value, self.remedy = message, name, value, remedy
        named = f"{name}={value}" if name and value else name
        self.zh = (f"{named}：" if named else "") + zh + (f"——{remedy_zh}" if remedy_zh else "")
        super().__init__((f"{named}: " if named else "") + message + (f" -- {remedy}" if remedy else ""))


class CatalogueDefect(ConfigurationError):
    """Statement files that cannot be used; `defects` are lines of the form `cypher/rules/city.cypher:12: what`."""

    def __init__(self, defects: list[str]) -> None:
        self.defects = defects
        super().__init__("\n".join(defects), zh="语句文件有缺陷：\n" + "\n".join(defects))


class SchemaMismatch(ConfigurationError):
    """The graph is not the one that this program expects; the remedy is the command to run."""


class EngineUnavailable(ConfigurationError):
    """The embedded engine cannot be started or attached to; names the directory and who holds it."""


class NoGraph(EngineUnavailable):
    """The data directory holds no graph, and the command makes none."""


class GraphError(ZuzhituError):
    """The graph did not answer as expected."""

    zh = "图数据库没有给出应有的答复"


class GraphDown(GraphError):
    """Nobody answers at the address, or the connection broke and retries did not help."""

    zh = "连不上图数据库：请确认它在运行、地址无误，稍后重试"


class LoginRefused(GraphDown):
    """The graph refuses the login: for everybody but the start of the program it is away."""

    zh = "图数据库拒绝登录：请核对 NEO4J_USERNAME 和 NEO4J_PASSWORD"


class GraphBusy(GraphError):
    """The graph answers but refused again and again: a conflict between writers, or no connection is free."""

    zh = "图数据库一再拒绝（写入冲突或没有空闲连接），请稍后重试"


class GraphTimeout(GraphError):
    """The time limit passed before the answer. A write may or may not have been done: all writes may be repeated."""

    def __init__(self, name: str, seconds: float) -> None:
        self.name, self.seconds = name, seconds
        self.zh = f"{name} 在 {seconds:g} 秒内没有答复，请稍后重试"
        super().__init__(f"{name} did not answer within {seconds:g} s")


class StatementFailed(GraphError):
    """The engine refused the statement. `name` is the statement's, `message` the engine's own words."""

    def __init__(self, name: str, message: str) -> None:
        self.name, self.message = name, message
        self.zh = f"图数据库拒绝了语句 {name}（这是程序的缺陷）"
        super().__init__(f"{name}: {message}")


class RowTooLarge(StatementFailed):
    """One row is larger than a message to the engine may be; `row` is its position among the rows given."""

    def __init__(self, name: str, row: int, size: int, limit: int) -> None:
        self.row, self.size, self.limit = row, size, limit
        super().__init__(name, f"row {row} takes about {size} bytes, {limit} are allowed")
        self.zh = f"{name}：第 {row} 行约 {size} 字节，至多允许 {limit}"


_REASONS: Final = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "文件系统只读",
    errno.ENOSPC: "磁盘已满",
    errno.ENOENT: "不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "是文件夹",
    errno.EEXIST: "同名文件已存在",
    errno.EADDRINUSE: "地址已被占用",
    errno.EADDRNOTAVAIL: "不是本机的地址",
}


def reason(error: OSError) -> tuple[str, str]:
    """Why the system refused: in Chinese, in English."""
    en = error.strerror or str(error)
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}"), en
