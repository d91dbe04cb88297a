"""Keys of those who may ask: a file of hashes, one JSON object a line, `{"name", "scopes", "sha256"}`.

A key that reads may be bounded to a subtree: then its line says `region` (a code) or `lead` (an id), too.

A key is 256 random bits, so a plain SHA-256 keeps it: what makes passwords need a slow hash with salt, that they can be
guessed, no list of guesses can do to it. For the same reason it is looked up by its hash, and how long that takes says
nothing of the key. The key itself is shown once, when it is made, and kept nowhere.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from cypher.engine.files import write_private
from cypher.errors import ConfigurationError, reason

SCOPES: Final = ("read", "load", "admin")  # each may also do what those before it may
READ_ALONE: Final = ("read",)  # the scopes of a key that is bounded
PREFIX: Final = "zzt_"  # by which a key that leaked is found
NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
SETTING: Final = "ZUZHITU_KEYS"
BOUNDS: Final = ("region", "lead")
BOUND: Final = re.compile(r"(?!null$)[A-Za-z0-9._:-]{1,200}")  # an id; null would name what has none


@dataclass(frozen=True)
class Subtree:
    """A part of the city: a region with all beneath it (its code), or whoever a lead leads (its id)."""

    by: Literal["region", "lead"]
    of: str


@dataclass(frozen=True)
class Key:
    """What is kept of a key: whose it is, what it may do, the SHA-256 of its text in hex, what it is bounded to."""

    name: str
    scopes: tuple[str, ...]
    sha256: str
    subtree: Subtree | None = None

    def may(self, scope: str) -> bool:
        """Whether it has the scope, or one that includes it."""
        return any(SCOPES.index(own) >= SCOPES.index(scope) for own in self.scopes)

    @property
    def shown(self) -> dict[str, Any]:
        """Whose it is and what it may do; a subtree by what bounds it."""
        bound = [(str(self.subtree.by), self.subtree.of)] if self.subtree else []
        return {"name": self.name, "scopes": list(self.scopes), **dict(bound)}


def hash_of(text: str) -> str:
    """By which a key is known."""
    return hashlib.sha256(text.encode()).hexdigest()


def make_key(name: str, scopes: Iterable[str], subtree: Subtree | None = None) -> tuple[str, Key]:
    """A new key: its text, to be shown once, and what is kept of it."""
    text = PREFIX + secrets.token_urlsafe(32)
    return text, Key(name, tuple(scope for scope in SCOPES if scope in set(scopes)), hash_of(text), subtree)


def read_keys(path: Path) -> list[Key]:
    """The keys of a file, in its order. ConfigurationError: it cannot be read, or a line of it is no key."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        zh, en = reason(error) if isinstance(error, OSError) else ("不是 UTF-8 文本", "it is no UTF-8 text")
        raise _wrong(path, f"the keys cannot be read ({en})", f"密钥文件不能读取（{zh}）") from error
    return [_read(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def keep_keys(path: Path, keys: Sequence[Key]) -> None:
    """Writes the file anew, whole or not at all, for its owner alone. Raises OSError."""
    lines = [{**key.shown, "sha256": key.sha256} for key in keys]
    write_private(path, "".join(json.dumps(line) + "\n" for line in lines))


class KeyFile:
    """The keys of a file as it is now: a key that was added or removed counts from the next request on.

    While the file cannot be read nobody has a key.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: Mapping[str, Key] = {key.sha256: key for key in read_keys(path)}
        self._stamp = self._stamped()

    def find(self, text: str) -> Key | None:
        """The key of this text; None where there is none."""
        stamp = self._stamped()
        if stamp != self._stamp:
            try:
                self._known = {key.sha256: key for key in read_keys(self.path)}
            except ConfigurationError:
                self._known = {}
            self._stamp = stamp
        return self._known.get(hash_of(text))

    def _stamped(self) -> tuple[int, int, int]:
        try:
            found = self.path.stat()
        except OSError:
            return (0, 0, 0)
        return found.st_mtime_ns, found.st_ino, found.st_size


def _read(path: Path, number: int, line: str) -> Key:
    try:
        told = dict(json.loads(line))
        subtree = next((Subtree(by, told.pop(by)) for by in BOUNDS if by in told), None)
        key = Key(**{**told, "scopes": tuple(told["scopes"])}, subtree=subtree)
        sound = NAME.fullmatch(key.name) and re.fullmatch(r"[0-9a-f]{64}", key.sha256)
        if not sound or not key.scopes or not set(key.scopes) <= set(SCOPES):
            raise ValueError(line)
        if subtree and not (BOUND.fullmatch(subtree.of) and key.scopes == READ_ALONE):
            raise ValueError(line)
    except (ValueError, KeyError, TypeError):
        raise _wrong(path, f"line {number} is no key", f"第 {number} 行不是密钥") from None
    return key


def _wrong(path: Path, en: str, zh: str) -> ConfigurationError:
    return ConfigurationError(
        en,
        zh=zh,
        name=SETTING,
        value=str(path),
        remedy="make it with `zuzhitu keys add NAME --scope read`",
        remedy_zh="用“zuzhitu keys add 名称 --scope read”生成",
    )
