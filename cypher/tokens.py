"""A small tokenizer for Cypher: finds parameters, keywords and labels, not fooled by strings and comments.

It does not parse. It knows string literals, backticked names, both kinds of comment, parameters, numbers, names and
single punctuation characters: what the catalogue needs to refuse a defective statement before any engine sees it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

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


class UnterminatedToken(ValueError):
    """A string, backtick or block comment that does not end; `line` is where it begins (1-based)."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(f"{what} does not end")
        self.line = line


@dataclass(frozen=True)
class Token:
    """One token: `kind` is string, quoted, comment, parameter, name, number or mark; `line` is 1-based."""

    kind: str
    text: str
    line: int
    start: int


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of a statement in order, white space left out. Raises UnterminatedToken."""
    at, line = 0, 1
    while at < len(text):
        character = text[at]
        if character in " \t\r\n":
            line += character == "\n"
            at += 1
            continue
        kind, end = _token_at(text, at, line)
        yield Token(kind, text[at:end], line, at)
        line += text.count("\n", at, end)
        at = end


def _token_at(text: str, at: int, line: int) -> tuple[str, int]:
    character = text[at]
    if text.startswith("//", at):
        end = text.find("\n", at)
        return "comment", len(text) if end < 0 else end
    if text.startswith("/*", at):
        end = text.find("*/", at + 2)
        if end < 0:
            raise UnterminatedToken("a comment", line)
        return "comment", end + 2
    if character in "'\"":
        return "string", _end_of_quoted(text, at, character, line)
    if character == "`":
        end = text.find("`", at + 1)
        if end < 0:
            raise UnterminatedToken("a backticked name", line)
        return "quoted", end + 1
    if character == "$":
        return "parameter", _end_of_name(text, at + 1)
    if character.isalpha() or character == "_":
        return "name", _end_of_name(text, at)
    if character.isdigit():
        end = at
        while end < len(text) and text[end].isdigit():
            end += 1
        return "number", end
    return "mark", at + 1


def _end_of_name(text: str, at: int) -> int:
    while at < len(text) and (text[at].isalnum() or text[at] == "_"):
        at += 1
    return at


def _end_of_quoted(text: str, at: int, quote: str, line: int) -> int:
    end = at + 1
    while end < len(text):
        if text[end] == "\\":
            end += 2
        elif text[end] == quote:
            return end + 1
        else:
            end += 1
    raise UnterminatedToken("a string", line)


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


def substitute(text: str, names: dict[str, str]) -> str:
    """The statement with each label or type (a name after `:` or `|`) that stands in `names` replaced."""
    parts, at, before = [], 0, ""
    for token in tokenize(text):
        if token.kind == "name" and before in (":", "|") and token.text in names:
            parts += [text[at : token.start], names[token.text]]
            at = token.start + len(token.text)
        if token.kind != "comment":
            before = token.text
    return "".join(parts) + text[at:]
