"""Matching keys: what two spellings of one name share (docs/domain.md 7); and of what an id is made."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from opencc import OpenCC

# How many texts are kept with what they were read as: the cells of registries repeat each other.
REMEMBERED: Final = 65_536

ID_FORM: Final = re.compile(r"[A-Za-z0-9._:-]+")

_BRACKETS: Final = str.maketrans("[]{}<>〔〕【】〖〗《》〈〉「」『』﹝﹞", "()" * 11)
_QUOTES: Final = str.maketrans("“”„‟«»‘’‚‛`´＂", '"' * 13)
_DOTS_AND_DASHES: Final = str.maketrans("•‧・∙⋅‐‑‒–—―−─", "·" * 5 + "-" * 8)
_UNSEEN: Final = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\x00-\x1f\x7f-\x9f]+"
)


@lru_cache(REMEMBERED)
def matching_key(name: str) -> str:
    """What two spellings of one name share: NFKC, no spaces, one kind of bracket, quote, dot and dash, no case.

    Idempotent. Two names with equal keys are taken for one only together with a region (docs/domain.md 7).
    """
    key = name
    while True:
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", key).casefold())
        folded = _UNSEEN.sub("", folded).translate(_BRACKETS).translate(_QUOTES).translate(_DOTS_AND_DASHES)
        if folded == key:
            return key
        key = folded


def simplified(text: str) -> str:
    """A text with its traditional characters as simplified ones; 乾, which is either, becomes 干."""
    return str(_opencc().convert(text))


@cache
def _opencc() -> "OpenCC":
    from opencc import OpenCC  # what needs no search is started without its tables

    return OpenCC("t2s")
