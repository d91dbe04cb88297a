"""What each option of the lists takes, and how it is added to a command."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from app.answers.census import COLUMNS, ROWS
from app.cli.meant import Given, Holder, Listed, Meaning, Word
from app.cli.words import say
from cypher.catalogue import Catalogue
from cypher.domain.vocabulary import GAP_SEVERITIES
from cypher.predicates import WORDS, Filter

Takes = Callable[[str], Given | str]
FAMILIES: Final = {"kinds": "kind", "classes": "class", "levels": "level"}  # what the words of a filter are called by


def words_of(family: str, codes: Iterable[str]) -> Word:
    """Codes with the words that the answers say for them."""
    return Word({code: say(f"{family}.{code}") for code in codes})


SEVERITY: Final = words_of("severity", GAP_SEVERITIES.values())
DIMENSION: Final = words_of("by", ("region", "trade", "kind", "level", "lead", "association"))
DIFFERENCE: Final = words_of("difference", ("agree", "differ", "only_recorded", "only_derived"))
STEP: Final = words_of("step", ("year", "quarter"))
REGION: Final = Listed("/v1/regions", "region", "210204 沙河口区")
TRADE: Final = Listed("/v1/trades", "trade", "law 律师")
HOLDER: Final = Holder("/v1/units", "/v1/party-organizations", "/v1/organizations")
PARTY: Final = Holder("/v1/party-organizations")


def rules(catalogue: Catalogue) -> Word:
    """The rules that an answer may name."""
    return Word({id_: (one.header.title, one.header.title_en) for id_, one in catalogue.rulebook.cited.items()})


def of_filter(filter_: Filter, catalogue: Catalogue) -> Takes:
    """What the option of a filter takes."""
    match filter_.header.takes:
        case "region":
            return REGION
        case "trade":
            return TRADE
        case "holder":
            return HOLDER
        case "party":
            return PARTY
        case "rule":
            return rules(catalogue)
        case "flag":
            return Word({"true": say("yes"), "false": say("no")})
        case "form_rows":
            return Word(ROWS)
        case "form_columns":
            return Word(COLUMNS)
        case "kinds" | "classes" | "levels" as words:
            return words_of(FAMILIES[words], WORDS[words])
        case "text" | "name":
            return str


def taking(takes: Takes, what: str = "") -> dict[str, Any]:
    """The arguments by which an option is added: `what` it is about, and the words that may be given for it."""
    words = takes.help if isinstance(takes, Meaning) else ""
    return {"type": takes, "help": ": ".join(filter(None, [what, words])).replace("%", "%%")}
