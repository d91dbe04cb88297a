"""The oracle: docs/domain.md sections 3 to 5 told a second time, one organisation and one day at a time.

It reads exported records and of them the facts only, never a derived link; it shares no code with `loaders` or
`cypher` and takes no number from parameters.toml. Every sentence of the small print stands as a comment beside the line
that does it. Slow on purpose: nothing is remembered, everything is asked again.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from tests.oracle.answers import Answer, Break, Chain, Coverage, Holder, Link
from tests.oracle.counting import Counting
from tests.oracle.facts import Facts, read_late
from tests.oracle.leadership import Leadership
from tests.oracle.paths import Paths

__all__ = ["Answer", "Break", "Chain", "Coverage", "Holder", "Link", "Oracle"]


class Oracle:
    """Asks the records of one exported graph, header line included. Every `as_of` is a whole day, `YYYY-MM-DD`.

    `city`: the region code, where the records have no header. Raises ValueError where neither says it.
    """

    def __init__(self, records: Iterable[Mapping[str, Any]], city: str | None = None) -> None:
        self.records = list(records)
        self.facts = Facts(self.records, city)
        self.leadership = Leadership(self.facts)
        self.paths = Paths(self.facts, self.leadership)
        self.counting = Counting(self.facts)

    def seat(self, id_: str, as_of: str) -> str | None:
        """The region of the seat."""
        return self.facts.seat(id_, as_of) if self.facts.exists("Organization", id_, as_of) else None

    def level(self, id_: str, as_of: str) -> tuple[str, str | None] | None:
        """The effective level and the region whose bodies answer (None: no district can be told)."""
        return self.facts.level(id_, as_of) if self.facts.exists("Organization", id_, as_of) else None

    def lead(self, id_: str, as_of: str) -> Answer | None:
        """LEAD of an organisation."""
        return self.leadership.lead(id_, as_of)

    def superior(self, id_: str, as_of: str) -> Answer | None:
        """SUPERIOR of an organisation or of a Party organisation that the rules speak of; never the recorded one."""
        if id_ in self.facts.party:
            return self.leadership.party_superior(id_, as_of)
        return self.leadership.superior(id_, as_of)

    def recorded(self, id_: str, as_of: str) -> str | None:
        """The recorded superior of a Party organisation."""
        return self.facts.recorded_superior(id_, as_of)

    def support(self, id_: str, as_of: str) -> set[str]:
        """The Party organisations that help an organisation without being its superior."""
        return self.leadership.support(id_, as_of)

    def chain(self, id_: str, as_of: str) -> Chain:
        """The chain of an organisation or a Party organisation."""
        return self.paths.chain(id_, as_of)

    def coverage(self, id_: str, as_of: str) -> Coverage | None:
        """Class, flags and age of the gap; None outside the population."""
        return self.counting.coverage(id_, as_of)

    @cached_property
    def late(self) -> "Oracle":
        """The same world with every month and year read as its last day."""
        return Oracle(read_late(self.records), self.facts.city)

    def chain_uncertain(self, id_: str, as_of: str) -> bool:
        """ "an answer for a day inside that month says uncertain where a reading of the day would change it"."""
        return self._shown(id_, as_of) != self.late._shown(id_, as_of)

    def class_uncertain(self, id_: str, as_of: str) -> bool:
        """ "Whatever a month or year of its own facts would turn (class, severity) is uncertain within it"."""
        one, other = self.coverage(id_, as_of), self.late.coverage(id_, as_of)
        return one is not None and (one.uncertain or other is None or one.class_ != other.class_)

    def _shown(self, id_: str, as_of: str) -> Any:
        """What an answer says of a chain: who, by which rule, whether provisional; not who was passed over."""
        chain, path = self.chain(id_, as_of), []
        for link in chain.path:
            derived = self.superior(link.start, as_of) if link.rule else None
            path.append((link, bool(derived and derived.provisional)))
        broken = chain.break_ and (chain.break_.code, chain.break_.after)
        support = set() if id_ in self.facts.party else self.support(id_, as_of)
        return words(chain.lead), path, broken, chain.lead_on_path, support

    def gap_since(self, id_: str, as_of: str) -> str | None:
        """The first day of the unbroken run of the present severity."""
        return self.counting.gap_since(id_, as_of)

    def told(self, id_: str, as_of: str, key: str) -> Any:
        """An answer in the words of a story (tests/graphs/README.md). Raises ValueError for a key that is none."""
        chain = self.chain(id_, as_of)
        match key:
            case "seat":
                return self.seat(id_, as_of)
            case "level":
                level = self.level(id_, as_of)
                return level and f"{level[0]} {level[1] or '-'}"
            case "lead":
                return words(self.lead(id_, as_of))
            case "superior":
                return words(self.superior(id_, as_of))
            case "lead_lost" | "superior_lost":
                won = self.lead(id_, as_of) if key == "lead_lost" else self.superior(id_, as_of)
                return sorted(f"{rule} {loser}" for rule, loser in won.lost) if won else []
            case "support":
                return sorted(self.support(id_, as_of))
            case "path":
                return [f"{link.role} {link.end}" for link in chain.path]
            case "break":
                return chain.break_ and f"{chain.break_.code} {chain.break_.after}"
            case "candidates":
                return list(chain.break_.candidates) if chain.break_ else []
            case "lead_on_path":
                return None if chain.lead_on_path is None else str(chain.lead_on_path).lower()
            case "coverage":
                coverage = self.coverage(id_, as_of)
                flags = [f for f in ("has_three", "has_group", "instructor_sent") if coverage and getattr(coverage, f)]
                flags += ["uncertain"] if self.class_uncertain(id_, as_of) else []
                return coverage and " ".join([coverage.class_, *flags])
            case "uncertain":
                return str(self.chain_uncertain(id_, as_of)).lower()
            case "gap_since":
                return self.gap_since(id_, as_of)
        raise ValueError(key)

    def population(self, as_of: str) -> list[str]:
        """The ids of the organisations that the form is about."""
        return self.counting.population(as_of)

    def form(self, as_of: str) -> dict[str, dict[str, int]]:
        """The official form: column → row → number, with the row `unknown` beneath (those that did not report)."""
        return self.counting.form(as_of)


def words(answer: Answer | None) -> str | None:
    """An answer as a story writes it: rule, holder, provisional."""
    if answer is None:
        return None
    return " ".join([answer.rule or "-", answer.holder.id, *(["provisional"] if answer.provisional else [])])
