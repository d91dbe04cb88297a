"""Whom a command is about: by any identifier, else by its name."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeVar

from app.cli.opening import Ask, Refusal

T = TypeVar("T")
NEAR: Final = 5
DAYS: Final = ("as_of", "known_at")


async def about(ask: Ask, text: str, given: Mapping[str, Any], show: Callable[[str], Awaitable[T]]) -> T:
    """What `show` says of the organisation that a text identifies, or else of the one that bears it as its name.

    Raises Refusal; where the name fits several, it names the first of them with their ids.
    """
    try:
        return await show(text)
    except Refusal as refusal:
        try:
            asked = {"q": text, "limit": NEAR, **{name: given[name] for name in DAYS if name in given}}
            found = await ask("/v1/organizations", asked)
        except Refusal:
            raise refusal from None
        items = [one for one in found["items"] if one["name"] == text] or found["items"]
        if not items:
            raise
        if len(items) > 1:
            zh, en = refusal.said
            near = "；".join(f"{one['name']} {one['id']}" for one in items)
            raise Refusal(refusal.status, f"{zh}；名称相近的有：{near}", f"{en}; near it by name: {near}") from None
    return await show(items[0]["id"])
