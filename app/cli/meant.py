"""What an option of a command means: a code or its name, an id or the name of who has it, a word in either language.

argparse makes what was given of the text (`type=`); what it means is asked of the API once there is a graph.
"""

import argparse
import difflib
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.cli.complaints import WRONG
from app.cli.opening import Ask, Refusal
from app.http.messages import Language, say
from cypher.domain.names import matching_key, simplified
from cypher.predicates import NULL

LANGUAGES: Final[tuple[Language, Language]] = ("zh", "en")
DAYS: Final[tuple[str, ...]] = ("as_of", "known_at")
NEAR: Final = 5  # names that are shown where one fits nothing, or several fit
MANY: Final = 500  # of a list that are looked through for a name
Said = tuple[str, str]  # in Chinese and in English
Names = Mapping[str, Sequence[str]]  # by code what it is called


class Meaning(ABC):
    """What an option takes. `help` says so to who asks for the usage."""

    help: str

    def __call__(self, text: str) -> "Given":
        """What was given for the option."""
        return Given(self, text)

    @abstractmethod
    async def code(self, ask: Ask, option: str, text: str, days: Mapping[str, Any]) -> str:
        """What the API takes for a text. Raises Unclear."""


@dataclass(frozen=True)
class Given:
    """The text of an option and by what it is understood."""

    by: Meaning
    text: str


class Unclear(Refusal):
    """A text that means nothing, or several things: those that it may mean, and what there is."""

    def __init__(self, option: str, text: str, *, several: bool, near: Said, there_is: Said = ("", "")) -> None:
        said = []
        for language, close, every in zip(LANGUAGES, near, there_is, strict=True):
            parts = [say("means_several" if several else "means_nothing", language, option=option, value=text)]
            parts += [close if several else say("near_are", language, near=close)] * bool(close)
            parts += [every] * (bool(every) and not several)
            said.append(("；" if language == "zh" else "; ").join(parts))
        super().__init__(WRONG, *said)


async def meant(ask: Ask, options: argparse.Namespace, without: Sequence[str]) -> dict[str, Any]:
    """What was given, as the API takes it; options that were not given, and those named, are left out. Raises Unclear.

    A name is looked up as of the day, and as it was known by the run, that were given.
    """
    given = {name: value for name, value in vars(options).items() if name not in without and value is not None}
    days = {name: value for name, value in given.items() if name in DAYS}
    return {
        name: await value.by.code(ask, name.replace("_", "-"), value.text, days) if isinstance(value, Given) else value
        for name, value in given.items()
    }


class Word(Meaning):
    """Words of a closed list, of which several may be given with commas: by code, in Chinese, in English."""

    def __init__(self, words: Mapping[str, Said]) -> None:
        self._words = words
        self.help = ", ".join(f"{code} {zh}" for code, (zh, _) in words.items())

    async def code(self, ask: Ask, option: str, text: str, days: Mapping[str, Any]) -> str:
        return ",".join([self._one(option, part) for part in re.split("[,，、]", text)])

    def _one(self, option: str, text: str) -> str:
        found = fitting(text, self._words)
        if len(found) == 1:
            return found[0]
        zh, en = self._told(self._words)
        there_is = say("allowed_are", "zh", allowed=zh), say("allowed_are", "en", allowed=en)
        near = self._told(found or nearest(text, self._words))
        raise Unclear(option, text, several=bool(found), near=near, there_is=there_is)

    def _told(self, codes: Iterable[str]) -> Said:
        told = [(code, *self._words[code]) for code in codes]
        return "、".join(f"{code} {zh}" for code, zh, _ in told), ", ".join(f"{code} {en}" for code, _, en in told)


class Listed(Meaning):
    """Something of a short list of the API, by its code or its name: a region, a trade. `by`: its dimension."""

    def __init__(self, path: str, by: str, example: str) -> None:
        self._path = path
        self._where = f"zuzhitu coverage --by {by}"
        self.help = f"代码或名称 code or name, {example}; null 未列明的 not stated; {self._where} 列出 lists them"

    async def code(self, ask: Ask, option: str, text: str, days: Mapping[str, Any]) -> str:
        if text == NULL:
            return text
        items = {one["id"]: one for one in (await ask(self._path, days))["items"]}
        names = {id_: [one["name"]] for id_, one in items.items()}
        found = fitting(text, names)
        if len(found) == 1:
            return found[0]
        near = told(_with_parent(items, id_) for id_ in found or nearest(text, names))
        there_is = say("listed_by", "zh", where=self._where), say("listed_by", "en", where=self._where)
        raise Unclear(option, text, several=bool(found), near=(near, near), there_is=there_is)


def _with_parent(items: Mapping[str, Mapping[str, Any]], id_: str) -> Mapping[str, Any]:
    """A region with the name of the one above it, by which those of one name are told apart."""
    above = items.get(items[id_].get("parent") or "")
    return {"id": id_, "name": f"{above['name']} {items[id_]['name']}" if above else items[id_]["name"]}


class Holder(Meaning):
    """An organisation or a Party organisation: by any identifier, or by its name in the first of some lists."""

    help = "任一编号或名称 any identifier, or the name"

    def __init__(self, *lists: str) -> None:
        self._lists = lists

    async def code(self, ask: Ask, option: str, text: str, days: Mapping[str, Any]) -> str:
        if text == NULL:
            return text
        found = await bearing(ask, self._lists, text, days)
        if len(found) == 1:
            return str(found[0]["id"])
        near = told(found or await self._near(ask, text, days))
        raise Unclear(option, text, several=bool(found), near=(near, near))

    async def _near(self, ask: Ask, text: str, days: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Those in the first list whose names are spelt most like a text."""
        items = (await ask(self._lists[0], {"limit": MANY, "fields": "id,name", **days}))["items"]
        by_id = {one["id"]: one for one in items}
        return [by_id[id_] for id_ in nearest(text, {id_: [one["name"]] for id_, one in by_id.items()})]


async def bearing(ask: Ask, lists: Sequence[str], text: str, days: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """`{id, name}` of those in the first list where a text identifies somebody, or is (a part of) somebody's name.

    Where it is the whole name of some, those alone. None where it fits nobody.
    """
    for path in lists:
        asked = {"q": text, "limit": MANY, "fields": "id,name", **days}
        items: list[Mapping[str, Any]] = (await ask(path, asked))["items"]
        if items:
            return [one for one in items if text in (one["id"], one["name"])] or items
    return []


def told(items: Iterable[Mapping[str, Any]]) -> str:
    """The first of some by name and id."""
    every = [f"{one['name']} {one['id']}" for one in items]
    return "；".join([*every[:NEAR], *["…"] * (len(every) > NEAR)])


def fitting(text: str, names: Names) -> list[str]:
    """The codes that a text means: the code itself, else those that are called so, that begin so, that contain it."""
    asked = matching_key(simplified(text))
    if not asked:
        return []
    called = {code: [*map(matching_key, own)] for code, own in names.items()}
    itself = [code for code in names if matching_key(code) == asked]
    whole = [code for code, own in called.items() if asked in own]
    begins = [code for code, own in called.items() if any(name.startswith(asked) for name in own)]
    return itself or whole or begins or [code for code, own in called.items() if any(asked in name for name in own)]


def nearest(text: str, names: Names) -> list[str]:
    """The codes that are spelt, or whose names are, most like a text."""
    codes = {matching_key(name): code for code, own in names.items() for name in (code, *own)}
    near = difflib.get_close_matches(matching_key(simplified(text)), codes, n=NEAR, cutoff=0.4)
    return list(dict.fromkeys(codes[one] for one in near))
