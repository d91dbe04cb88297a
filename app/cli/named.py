"""Whom a command is about: by any identifier, else by its name."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from app.cli.meant import DAYS, bearing, told
from app.cli.opening import Ask, Refusal

T = TypeVar("T")
ORGANIZATIONS: Final = ("/v1/organizations",)


async def about(
    ask: Ask,
    text: str,
    given: Mapping[str, Any],
    show: Callable[[str], Awaitable[T]],
    lists: Sequence[str] = ORGANIZATIONS,
) -> T:
    """What `show` says of whom a text identifies, or else of the one in the first of `lists` that bears it as its name.

    Raises Refusal; where the name fits several, it names the first of them with their ids.
    """
    try:
        return await show(text)
    except Refusal as refusal:
        try:
            items = await bearing(ask, lists, text, {name: given[name] for name in DAYS if name in given})
        except Refusal:
            raise refusal from None
        if not items:
            raise
        if len(items) > 1:
            zh, en = refusal.said
            raise Refusal(
                refusal.status, f"{zh}；名称相近的有：{told(items)}", f"{en}; near it by name: {told(items)}"
            ) from None
    return await show(items[0]["id"])
