"""Which statements of `cypher/queries` a projection answers, and when."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from cypher.catalogue import Statement
from cypher.graph import Row
from cypher.projection import lists, rows, values
from cypher.projection.tables import Projection

Rows = Callable[[Projection, Mapping[str, Any]], Iterable[Row]]
ANSWERED: Final[Mapping[str, Rows]] = {
    f"queries/{function.__name__}": function
    for function in (
        *(rows.chain_starts, rows.chain_steps, rows.chain_tops, rows.chain_candidates),
        *(
            rows.holders,
            rows.organization_rows,
            rows.identify,
            rows.facts,
            rows.uncovered_rows,
            rows.sources,
            rows.run_reports,
        ),
        *(lists.organizations, lists.uncovered, lists.not_operating, lists.joint_branches, lists.census),
        *(lists.regions, lists.trades, lists.unit_totals, lists.parties_within, lists.differences, lists.party_leads),
        values.organization_values,
    )
}


def rows_over(held: Projection, statement: Statement, given: Mapping[str, Any]) -> list[Row] | None:
    """The rows of a statement over a projection; None where it takes the graph: for a filter that has no mask too."""
    function = ANSWERED.get(statement.name)
    if function is None or any(given.get(name) is not None for name in statement.filters - lists.MASKS.keys()):
        return None
    return list(function(held, given))
