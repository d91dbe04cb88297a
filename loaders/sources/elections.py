"""换届: when a Party organisation was elected, and until when its term runs. Nobody who was elected comes in."""

from typing import Annotated, Final

from pydantic import Field

from cypher.domain.parameters import load_parameters
from loaders.cells.values import cell_error, is_blank, narrow, parse_count
from loaders.records import Entry, Record, Reference, Value
from loaders.reference.entries import Frame
from loaders.sources._cells import period_warnings
from loaders.sources._declaration import FreeDate, NeededEventDate, Source, SourceRow, Text, cell

LONGEST: Final = 10  # years of a term


def parse_years(text: str) -> int | None:
    """A whole number of years (3, 3年, 三年), None where blank. CellError `bad_count`."""
    if is_blank(text):
        return None
    count = parse_count(narrow(text).removesuffix("年"))
    if count is None or count.bound != "exact" or not 1 <= count.value <= LONGEST:
        raise cell_error("bad_count", value=text[:40])
    return count.value


class Row(SourceRow):
    party_organization: Text = Field(
        alias="党组织",
        examples=["中共大连市注册税务师协会支部委员会"],
        description="名称或编号 by name or number",
    )
    elected: NeededEventDate = Field(alias="换届日期", examples=["2007-05-10"])
    years: Annotated[int | None, cell(parse_years)] = Field(
        default=None,
        alias="任期",
        examples=["3"],
        description="年数；与届满日期均不填则以默认任期计 years; the default term where this and the end are blank",
    )
    end: FreeDate = Field(
        default=None, alias="届满日期", description="任期已满的那一天 the first day on which the term has run out"
    )


def to_records(row: Row, frame: Frame) -> Record:
    values: dict[str, Value] = {"attribute": "election", "value": row.elected}
    end = row.end
    if end is None:
        years = row.years
        if years is None:
            years = int(load_parameters()["term_years"].value)
            values["assumed_end"] = True
        end = years_behind(row.elected, years)
    return Record(
        Reference(("PartyOrganization",), row.party_organization, "党组织"),
        entries=(Entry("Statement", ("election", row.elected), values, row.elected, end),),
        warnings=period_warnings(row.elected, row.end, "届满日期"),
    )


def years_behind(date: str, years: int) -> str:
    """The same day, month or year so many years later; of a 29 February that is not there the day behind."""
    year = int(date[:4]) + years
    if date[4:] == "-02-29" and (year % 4 or (year % 100 == 0 and year % 400)):
        return f"{year}-03-01"
    return f"{year}{date[4:]}"


SOURCE = Source(
    id="elections",
    title="换届与任期",
    title_en="Elections and terms",
    order=18,
    rank=40,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=("party_organizations",),
)
