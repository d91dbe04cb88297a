"""Query parameters that several routes share: dates, pages, filters of lists. Unknown ones are refused everywhere."""

import base64
import json
from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from fastapi import Path, Request
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    create_model,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function

from app.http.problems import Fault, refuse, refuse_all
from app.http.route_parameters import parameters_of
from cypher.catalogue import Catalogue
from cypher.domain.dates import PATTERN as DATE_PATTERN
from cypher.domain.dates import whole_day
from cypher.domain.vocabulary import PARTY_ORGANIZATION_KINDS
from cypher.errors import CatalogueDefect
from cypher.predicates import FOLDER, WORDS, Filter, FilteredList


def split(value: Any) -> Any:
    """`hard,soft` and a parameter given twice alike become a list."""
    if value is None:
        return None
    values = value if isinstance(value, list) else [value]
    return [part for text in values for part in (text.split(",") if isinstance(text, str) else [text])]


def _date(text: str) -> str:
    try:
        whole_day(text)
    except ValueError:
        raise PydanticCustomError("bad_date", "not a date") from None
    return text


class one_of:
    """Each of the words must be one of these; the schema lists them, and says `also` what else they must be."""

    def __init__(self, *allowed: str, **also: Any) -> None:
        self.allowed, self.also = allowed, also

    def _check(self, values: list[str] | None) -> list[str] | None:
        for value in values or []:
            if value not in self.allowed:
                raise PydanticCustomError("not_one_of", "unknown word", {"allowed": ", ".join(self.allowed)})
        return values

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string", "enum": [*self.allowed]}, "minItems": 1, **self.also}


Text = Annotated[str, Field(min_length=1, max_length=200)]
AsOf = Annotated[
    str,
    AfterValidator(_date),
    Field(
        description="YYYY, YYYY-MM or YYYY-MM-DD; the newest where absent", json_schema_extra={"pattern": DATE_PATTERN}
    ),
]


def known_as(format: str, description: str) -> Any:
    """What a parameter says of itself whose value must be one that there is; `format` names of which kind."""
    return Field(description=description, json_schema_extra={"format": format})


KnownAt = Annotated[Text, known_as("run-id", "a finished run: the answer as it was then; now where absent")]
Words = Annotated[list[str] | None, BeforeValidator(split)]
# What a filter takes -> the format of its parameter.
KNOWN_AS: Final = {
    "holder": "identifier",
    "party": "identifier",
    "region": "region-code",
    "trade": "trade-id",
    "rule": "rule-id",
}
PartyKinds = Annotated[Words, one_of(*PARTY_ORGANIZATION_KINDS), Field(description=", ".join(PARTY_ORGANIZATION_KINDS))]
Flag = Literal["true", "false"]
Severities = Annotated[Words, one_of("hard", "soft", "none", "unknown"), Field(description="hard, soft, none, unknown")]


SubjectId = Annotated[str, Path(description="its id, or any identifier that it alone has")]
RunId = Annotated[
    str,
    Path(
        description="the id of a run: its source and a number, such as units:1", json_schema_extra={"format": "run-id"}
    ),
]


class Nothing(BaseModel):
    """A route without query parameters."""

    model_config = ConfigDict(extra="forbid")


class Dated(Nothing):
    """A picture of one day, as it was known when a run was finished."""

    as_of: AsOf | None = None
    known_at: KnownAt | None = None


class Paged(Nothing):
    """One page of a list."""

    limit: int = Field(default=50, ge=1, le=500, description="how many items a page has at most")
    cursor: Annotated[str | None, Field(max_length=1000), known_as("cursor", "`next` of the page before")] = None


class DatedPage(Dated, Paged):
    """One page of a list of one day."""


class SubtreeAsked(Dated):
    """How much of a tree is shown."""

    depth: Annotated[int, Field(ge=0, le=3, description="levels below the one that is asked for")] = 1
    limit: Annotated[int, Field(ge=1, le=500, description="children of one node at most")] = 50


def query_model(
    catalogue: Catalogue, list_: FilteredList, first: type[Nothing], last: type[Nothing] | None = None
) -> Any:
    """The parameters of a list: those of `first`, the filters that stand on it, those of `last`.

    Raises CatalogueDefect for a filter that has the name of another parameter.
    """
    filters = catalogue.filters_of(list_)
    others = first.model_fields.keys() | (last.model_fields.keys() if last else set())
    if taken := [
        f"cypher/{FOLDER}/{f.name}.cypher:1: {list_} has a parameter {f.name} already"
        for f in filters
        if f.name in others
    ]:
        raise CatalogueDefect(taken)
    fields: dict[str, Any] = {one.name: (_values_of(one), None) for one in filters}
    filtered = create_model(f"Filtered_{list_}", __base__=first, **fields)
    return create_model(f"Asked_{list_}", __base__=(last, filtered)) if last else filtered


def _values_of(one: Filter) -> Any:
    """What a filter takes, as the type of a parameter."""
    takes = one.header.takes
    if takes in WORDS:
        return Annotated[Words, one_of(*WORDS[takes]), Field(description=", ".join(WORDS[takes]))]
    if takes == "flag":
        return Annotated[Flag | None, Field(description=one.header.title_en)]
    if takes in KNOWN_AS:
        return Annotated[Text | None, known_as(KNOWN_AS[takes], one.header.title_en)]
    return Annotated[Text | None, Field(description=one.header.title_en)]


async def refuse_repeated(request: Request) -> None:
    """For every route: a parameter that takes one value is given once. Raises Problem (422) that names the others."""
    times = Counter(name for name, _ in request.query_params.multi_items())
    single = [name for name, info in parameters_of(request).items() if not _is_list(info)]
    repeated = [name for name in single if times[name] > 1]
    if repeated:
        raise refuse_all([Fault(f"/query/{name}", "repeated_parameter", {}) for name in repeated])


def _is_list(info: FieldInfo) -> bool:
    return any(get_origin(kind) is list for kind in (info.annotation, *get_args(info.annotation)))


@dataclass(frozen=True)
class Place:
    """Where a page begins: after the item with this sort key and id."""

    key: str = ""
    id: str = ""


def read_cursor(cursor: str | None, name: str) -> Place:
    """Where the page of list `name` begins. Raises Problem (422) for what is no cursor of that list."""
    if cursor is None:
        return Place()
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        owner, key, last = found
        if owner != name or not isinstance(key, str) or not isinstance(last, str):
            raise ValueError(cursor)
    except (ValueError, TypeError):
        raise refuse("cursor", "bad_cursor") from None
    return Place(key, last)


def next_cursor(name: str, place: Place) -> str:
    """The opaque text that `read_cursor` reads."""
    text = json.dumps([name, place.key, place.id], ensure_ascii=True, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
