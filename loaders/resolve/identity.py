"""The ids of organisations and facts: permanent, and the same whoever computes them (docs/architecture.md, "Ids")."""

import hashlib

from cypher.domain.names import ID_FORM, matching_key
from loaders.cells.persons import holds_person
from loaders.cells.values import narrow


def _id_part(text: str) -> str:
    """The text itself where an id may hold it, else a hash of its matching key."""
    bare = narrow(text)
    joined = bare != text and holds_person(bare)  # 1380 013 8000 is a phone without its spaces
    if ID_FORM.fullmatch(bare) and not joined:
        return bare
    return hashlib.sha256(matching_key(text).encode()).hexdigest()[:24]


def organization_id(
    *,
    credit_code: str | None = None,
    organization_code: str | None = None,
    authority: str | None = None,
    registration_number: str | None = None,
    source: str | None = None,
    own_key: str | None = None,
    name: str = "",
    region: str | None = None,
) -> str:
    """The permanent id of an organisation that is new to the graph, by the best that its first record says.

    `uscc:<18>`, `org:<9>`, `reg:<authority id>.<number>`, `<source>:<own key>`, `name:<hash of name key and region>`,
    in this order. Codes must be normalised; parts that an id cannot hold are hashed. ValueError without any of them.
    """
    if credit_code:
        return f"uscc:{credit_code}"
    if organization_code:
        return f"org:{organization_code}"
    if authority and registration_number:
        return f"reg:{_id_part(authority)}.{_id_part(registration_number)}"
    if source and own_key:
        return f"{source}:{_id_part(own_key)}"
    if not matching_key(name):
        raise ValueError("an organisation needs an identifier or a name")
    return "name:" + hashlib.sha256(f"{matching_key(name)}|{region or ''}".encode()).hexdigest()[:24]


def fact_id(type: str, start: str, end: str, valid_from: str | None, source: str) -> str:
    """`f:` and 24 hex digits of SHA-256 over type, ends, the stated valid_from (empty if none) and source."""
    return "f:" + hashlib.sha256("|".join((type, start, end, valid_from or "", source)).encode()).hexdigest()[:24]
