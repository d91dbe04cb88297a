"""What several sources read alike: periods, trades, codes."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import ParamSpec, TypeVar

from cypher.domain.dates import last_day
from loaders.cells.codes import normalise_credit_code, normalise_organization_code, organization_code_of
from loaders.cells.values import CellError
from loaders.records import Fact, Identifier, Reference, Warned
from loaders.reference.entries import Frame, trade_reference

P = ParamSpec("P")
T = TypeVar("T")


class Refused(Exception):
    """A row that cannot be taken because of the cell in `column`."""

    def __init__(self, column: str, error: CellError) -> None:
        super().__init__(f"{column}: {error}")
        self.column = column
        self.error = error


def at(column: str, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `read` makes of its arguments; its CellError becomes that of the column."""
    try:
        return read(*args, **kwargs)
    except CellError as error:
        raise Refused(column, error) from None


def period_warnings(start: str | None, end: str | None, column: str) -> tuple[Warned, ...]:
    """A period that ends before it starts is kept as it stands, with a warning: checks show it with its place."""
    if start and end and end < start and not start.startswith(end):  # 2004-05 to 2004: it ended in that year
        return (Warned(column, end, "reversed_period"),)
    return ()


def day_behind(last: str) -> str:
    """The end of the half-open interval whose last day, month or year is `last`: valid to May is valid all of May."""
    return (date.fromisoformat(last_day(last)) + timedelta(days=1)).isoformat()


def trade_facts(trades: Iterable[str], column: str, basis: str, frame: Frame) -> tuple[Fact, ...]:
    """IN_TRADE for each trade named, the first of them the main one. Refused `unknown_trade`."""
    ids = dict.fromkeys(at(column, frame.trade, trade) for trade in trades)
    return tuple(
        Fact("IN_TRADE", trade_reference(trade, column), properties=(("main", at == 0), ("basis", basis)))
        for at, trade in enumerate(ids)
    )


def credit_identifiers(text: str, kind: str | None, column: str) -> tuple[tuple[Identifier, ...], tuple[Warned, ...]]:
    """The credit code and the organisation code inside it; nothing where blank. Refused where the code is wrong."""
    code, warnings = at(column, normalise_credit_code, text, kind)
    if code is None:
        return (), ()
    found = (Identifier("uscc", code), Identifier("org", organization_code_of(code)))
    return found, tuple(Warned(column, code, w) for w in warnings)


def named_by(
    labels: tuple[str, ...],
    name: str,
    column: str,
    credit_code: str,
    number: str | None,
    region: str | None,
    frame: Frame,
    also: tuple[str, ...] = (),
) -> tuple[Reference, tuple[Warned, ...]]:
    """The one whom a row names, and by columns of the usual names its credit code, its number and where it sits."""
    identifiers, warnings = credit_identifiers(credit_code, None, "统一社会信用代码")
    numbers = (*(one.value for one in identifiers), *((number,) if number else ()))
    place = at("所在区划", frame.region, region, frame.city) if region else None
    return Reference(labels, name, column, region=place, numbers=numbers, also=also), warnings


def organization_identifiers(text: str, column: str) -> tuple[tuple[Identifier, ...], tuple[Warned, ...]]:
    """The organisation code; nothing where blank. Refused where it is none."""
    code, warnings = at(column, normalise_organization_code, text)
    if code is None:
        return (), ()
    return (Identifier("org", code),), tuple(Warned(column, code, w) for w in warnings)
