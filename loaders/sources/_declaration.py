"""What a source declares, and the kinds of cells that a row model is made of.

A row model is a pydantic model whose aliases are the Chinese column headings; each cell type turns text into a value
or refuses it with a code of `loaders.cells.rejects.CODES`. Blank cells are None (several values: an empty tuple).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from typing import Annotated, Any, Final, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from cypher.domain.names import ID_FORM
from loaders.cells.person_names import is_likely_name
from loaders.cells.persons import holds_person, mask, mask_number
from loaders.cells.values import (
    CellError,
    Count,
    cell_error,
    clean,
    is_blank,
    is_no_name,
    parse_count,
    parse_date,
    parse_yes_no,
    split_values,
)
from loaders.records import OutOfScope, Record
from loaders.reference.entries import Frame

T = TypeVar("T")


class SourceRow(BaseModel):
    """The base of every row model. Columns that no field names are ignored, and reported once per file."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=False)


@dataclass(frozen=True)
class Source:
    """One registry: how its files are recognised, what a row must hold, what it says, and how much it counts.

    `rank`: where two sources state one attribute or headcount, the larger wins. `per_subject`: a row is all that this
    source says of its subject, so that what it says no more has changed; else a row is one fact beside others.
    `recognised`: header sets; a file that has all of one is taken for this source (the largest set wins).
    `tables`: labels of the project's own tables to which its facts lead (loaders/reference/tables.py).
    """

    id: str
    title: str
    title_en: str
    order: int
    rank: int
    row: type[SourceRow]
    to_records: Callable[[Any, Frame], Record | OutOfScope]
    per_subject: bool
    needs: tuple[str, ...] = ()
    recognised: tuple[frozenset[str], ...] = ()
    tables: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every column that the source reads, in the order of its row model."""
        return tuple(f.alias or n for n, f in self.row.model_fields.items())

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The columns without which nothing can be loaded."""
        return tuple(f.alias or n for n, f in self.row.model_fields.items() if f.is_required())

    @cached_property
    def header_sets(self) -> tuple[frozenset[str], ...]:
        return self.recognised or (frozenset(self.required),)

    @cached_property
    def event_fields(self) -> tuple[tuple[str, str], ...]:
        """(field, column) of each date of something that has happened: it cannot lie after the file's as-of."""
        return tuple(
            (name, f.alias or name)
            for name, f in self.row.model_fields.items()
            if any(isinstance(m, Happened) for m in f.metadata)
        )

    @cached_property
    def count_columns(self) -> tuple[str, ...]:
        """Every column that holds a count."""
        fields = self.row.model_fields.items()
        return tuple(f.alias or n for n, f in fields if any(isinstance(m, Counted) for m in f.metadata))


@dataclass(frozen=True)
class Counted:
    """Marks a count."""


@dataclass(frozen=True)
class Happened:
    """Marks the date of something that has happened."""


PARSED: Final = 4_096  # texts of a column whose values are remembered: counts, dates and words come again and again


def cell(parse: Callable[[str], T]) -> BeforeValidator:
    """A validator from a parser of `loaders.cells.values`: its CellError becomes an error of the cell."""
    remembered = lru_cache(PARSED)(parse)

    @wraps(parse)
    def validate(value: Any) -> T:
        try:
            return remembered(value)
        except CellError as error:
            raise PydanticCustomError("cell", "{code}", {"code": error.code, "texts": error.texts}) from None

    return BeforeValidator(validate)


def needed(parse: Callable[[str], T | None]) -> Callable[[str], T]:
    """The parser, for a column whose cells must not be blank."""

    @wraps(parse)
    def parse_needed(text: str) -> T:
        value = parse(text)
        if value is None or value == ():
            raise cell_error("missing_value")
        return value

    return parse_needed


def several(parse: Callable[[str], T | None]) -> Callable[[str], tuple[T, ...]]:
    """The parser of a cell of several values, from that of one."""

    @wraps(parse)
    def parse_several(text: str) -> tuple[T, ...]:
        return tuple(value for part in split_values(text) if (value := parse(part)) is not None)

    parse_several.__dict__["several"] = True
    return parse_several


class Choice(Generic[T]):
    """A parser for a closed list of words."""

    def __init__(self, values: Mapping[str, T]) -> None:
        self.values = values

    def __call__(self, text: str) -> T | None:
        word = parse_text(text)
        if word is None:
            return None
        if word not in self.values:
            raise cell_error("unknown_value", value=word[:40], allowed="、".join(self.values))
        return self.values[word]


def parse_text(text: str) -> str | None:
    """The cleaned text with all that names a person masked, or None where blank."""
    if is_blank(text):
        return None
    return mask(clean(text))


def parse_name(text: str) -> str | None:
    """The cleaned text of what identifies an organisation, or None where blank.

    CellError `person_in_name`: two names with the person masked could be one, and would be taken for one organisation.
    """
    if is_blank(text):
        return None
    name = clean(text)
    if holds_person(name):
        raise cell_error("person_in_name", value=name)
    return name


def parse_full_name(text: str) -> str | None:
    """As `parse_name` for a full name. `not_a_name` for a number, a yes or no; `person_in_name` as `_unlike_person`."""
    name = _unlike_person(text)
    if name is not None and is_no_name(name):
        raise cell_error("not_a_name", value=name[:40])
    return name


def _unlike_person(text: str) -> str | None:
    """As `parse_name`; `person_in_name` too where the whole looks like a person's name.

    A short name may look so (金杜), a registered one says trade and form.
    """
    name = parse_name(text)
    if name is not None and is_likely_name(name):
        raise cell_error("person_in_name", value=name)
    return name


def parse_number(text: str) -> str | None:
    """As `parse_name` for a number; `person_in_name` too where it holds a name (李大壮7007号)."""
    number = _unlike_person(text)
    if number is not None and mask_number(number) != number:
        raise cell_error("person_in_name", value=mask_number(number))
    return number


def parse_document(text: str) -> str | None:
    """The cleaned number of a document with all that names a person masked, or None where blank."""
    return None if is_blank(text) else mask_number(clean(text))


def parse_code(text: str) -> str | None:
    """The cleaned text of a code that is an id of the graph, or None where blank. CellError `bad_code`."""
    code = parse_name(text)
    if code is not None and not ID_FORM.fullmatch(code):
        raise cell_error("bad_code", value=code)
    return code


Text = Annotated[str, cell(needed(parse_text))]
Code = Annotated[str, cell(needed(parse_code))]
OptionalText = Annotated[str | None, cell(parse_text)]
Name = Annotated[str, cell(needed(parse_full_name))]
OptionalName = Annotated[str | None, cell(parse_full_name)]
Names = Annotated[tuple[str, ...], cell(several(parse_name))]
FullNames = Annotated[tuple[str, ...], cell(several(parse_full_name))]
OptionalNumber = Annotated[str | None, cell(parse_number)]
OptionalDocument = Annotated[str | None, cell(parse_document)]
Values = Annotated[tuple[str, ...], cell(several(parse_text))]
NeededValues = Annotated[tuple[str, ...], cell(needed(several(parse_text)))]
# The raw text, for what `loaders.cells.codes` reads itself.
Raw = str
EventDate = Annotated[str | None, cell(parse_date), Happened()]
NeededEventDate = Annotated[str, cell(needed(parse_date)), Happened()]
FreeDate = Annotated[str | None, cell(parse_date)]
NeededFreeDate = Annotated[str, cell(needed(parse_date))]
YesNo = Annotated[bool | None, cell(parse_yes_no)]
CountCell = Annotated[Count | None, cell(parse_count), Counted()]
NeededCount = Annotated[Count, cell(needed(parse_count))]

LEVELS: Final[Mapping[str, str]] = {
    "国家": "national",
    "国家级": "national",
    "全国": "national",
    "省": "province",
    "省级": "province",
    "市": "city",
    "市级": "city",
    "区县": "district",
    "区县级": "district",
    "区市县": "district",
    "区": "district",
    "县": "district",
}
Level = Annotated[str, cell(needed(Choice(LEVELS)))]
OptionalLevel = Annotated[str | None, cell(Choice(LEVELS))]
