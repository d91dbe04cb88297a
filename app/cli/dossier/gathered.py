"""What the page is about, asked of the API in both languages, all of it of one revision."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from app.cli.opening import Ask

Answer = Mapping[str, Any]


@dataclass(frozen=True)
class Both:
    """One answer in Chinese and in English: the same shape, other words."""

    zh: Answer
    en: Answer


@dataclass(frozen=True)
class Dossier:
    """The answers; `differences` and `findings` are lists of one item or more, the first findings are its own."""

    detail: Both
    chain: Both
    history: Both
    differences: list[Both]
    findings: list[Both]
    known_at: str | None


async def gather(ask: Ask, organization: str, asked: Mapping[str, Any]) -> Dossier:
    """Asks as often as it takes until every answer is of one revision and day. Raises what `ask` raises."""
    while True:
        dossier = await _gather_once(ask, organization, asked)
        answers = [dossier.detail, dossier.chain, dossier.history, *dossier.differences, *dossier.findings]
        if len({(one["revision"], one["as_of"]) for both in answers for one in (both.zh, both.en)}) == 1:
            return dossier


async def _gather_once(ask: Ask, organization: str, asked: Mapping[str, Any]) -> Dossier:
    async def both(path: str, **more: Any) -> Both:
        params = {**asked, **more}
        return Both(await ask(path, params), await ask(path, params, "en"))

    path = f"/v1/organizations/{quote(organization, safe='')}"
    detail = await both(path)
    own = detail.zh["id"]
    parties = sorted({tie["party_organization"]["id"] for tie in detail.zh["party_organizations"]})
    # one after the other: of many questions at once the API refuses some
    chain, history = await both(f"{path}/chain"), await both(f"{path}/history")
    differences = [await both("/v1/differences", party_organization=party) for party in parties]
    findings = [await both("/v1/findings", organization=one, limit=500) for one in [own, *parties]]
    return Dossier(detail, chain, history, differences, findings, asked.get("known_at"))
