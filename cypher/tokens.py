"""A small tokenizer for Cypher: finds parameters, keywords and labels, not fooled by strings and comments.

It does not parse. It knows string literals, backticked names, both kinds of comment, parameters, numbers, names and
single punctuation characters: what the catalogue needs to refuse a defective statement before any engine sees it.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

WRITING_KEYWORDS: Final = frozenset(
    {
        "CREATE",
        "MERGE",
        "SET",
        "DELETE",
        "DETACH",
        "REMOVE",
        "DROP",
        "FOREACH",
        "LOAD",
        "ALTER",
        "GRANT",
        "REVOKE",
    }
)

# What a token is, the first that fits; between them is white space. What begins and does not end is tried after the
# whole of its kind.
TOKEN: Final = re.compile(
    r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<quoted>`[^`]*`)
  | (?P<open_comment>/\*)|(?P<open_string>['"])|(?P<open_quoted>`)
  | (?P<parameter>\$\w*)
  | (?P<number>\d+)
  | (?P<name>\w+)
  | (?P<mark>[^ \t\r\n])
    """,
    re.DOTALL | re.VERBOSE,
)
UNTERMINATED: Final = {"open_comment": "a comment", "open_string": "a string", "open_quoted": "a backticked name"}


class UnterminatedToken(ValueError):
    """A string, backtick or block comment that does not end; `line` is where it begins (1-based)."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(f"{what} does not end")
        self.line = line


class Token(NamedTuple):
    """One token: `kind` is string, quoted, comment, parameter, name, number or mark; `line` is 1-based."""

    kind: str
    text: str
    line: int
    start: int


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of a statement in order, white space left out. Raises UnterminatedToken."""
    line, at = 1, 0
    for found in TOKEN.finditer(text):
        line += text.count("\n", at, found.start())
        at, kind = found.start(), str(found.lastgroup)
        if kind.startswith("open_"):
            raise UnterminatedToken(UNTERMINATED[kind], line)
        yield Token(kind, found[0], line, at)


def parameters(tokens: list[Token]) -> dict[str, int]:
    """The names of the parameters used, each with the line of its first use."""
    found: dict[str, int] = {}
    for token in tokens:
        if token.kind == "parameter":
            found.setdefault(token.text[1:], token.line)
    return found


def writing_keyword(tokens: list[Token]) -> Token | None:
    """The first keyword that writes, or None. A name after `.`, `:` or `|` is a property, a label or a type."""
    before = ""
    for token in tokens:
        if token.kind == "comment":
            continue
        if token.kind == "name" and token.text.upper() in WRITING_KEYWORDS and before not in (".", ":", "|", "AS"):
            return token
        before = token.text.upper() if token.kind == "name" else token.text
    return None


def substitute(text: str, each: Iterable[Mapping[str, str]]) -> list[str]:
    """The statement once for each mapping, its labels and types (names after `:` or `|`) that stand there replaced."""
    between: list[str] = []
    places: list[str] = []
    at, before = 0, ""
    for token in tokenize(text):
        if token.kind == "name" and before in (":", "|"):
            between.append(text[at : token.start])
            places.append(token.text)
            at = token.start + len(token.text)
        if token.kind != "comment":
            before = token.text
    rest = text[at:]
    return [
        "".join(itertools.chain.from_iterable(zip(between, (names.get(p, p) for p in places), strict=True))) + rest
        for names in each
    ]
