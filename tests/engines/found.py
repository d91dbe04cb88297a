"""What a provider hands to the fixtures: an engine that answers, or the reason why there is none."""

from dataclasses import dataclass
from pathlib import Path

from cypher.graph import Address


@dataclass(frozen=True)
class Found:
    """An engine to test on. `how` says which and from where, for the summary; `ours`: started here, so surely empty;
    `data`: the folder that it writes, where that is known."""

    address: Address
    how: str
    ours: bool = True
    data: Path | None = None


class NotHere(Exception):
    """This engine cannot be had on this machine; the message says why."""
