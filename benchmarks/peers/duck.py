"""DuckDB, in this process: the gaps with total and facets, and the grouping by region, over sorted tables."""

import json
import tempfile
from pathlib import Path
from typing import Any, Final

import polars as pl

from benchmarks.peers.relations import RELATIONS, Relations
from tests.engines.found import NotHere

STATEMENTS: Final = Path(__file__).parent / "statements"
TABLES: Final = ("node", "named", "step", "trade", "seat", "part_of", "coverage")
SORTED: Final = {"node": "n", "named": "node", "trade": "node", "seat": "node", "coverage": "node, valid_from"}
Json = dict[str, Any]


def driver() -> Any:
    """duckdb, which only the benchmark needs. NotHere where it is not installed."""
    try:
        import duckdb
    except ModuleNotFoundError:
        raise NotHere("duckdb is not here: .venv/bin/pip install duckdb") from None
    return duckdb


class DuckDB:
    """A database in memory that holds the relations that lists and groupings need, as threads as it likes."""

    def __init__(self, relations: Relations) -> None:
        self.connection = driver().connect(":memory:")
        kinds = {"int": pl.Int32, "text": pl.String, "bool": pl.Boolean, "json": pl.String}
        with tempfile.TemporaryDirectory(prefix="zuzhitu-bench-duck-") as folder:
            for name in TABLES:
                schema = {column: kinds[type_] for column, type_ in RELATIONS[name].items()}
                file, order = Path(folder) / name, SORTED.get(name, "ALL")
                pl.DataFrame(relations.rows[name], schema=schema, orient="row").write_parquet(file)
                self.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet('{file}') ORDER BY {order}")
        self.connection.execute("ANALYZE")
        self._gaps, self._page, self._regions = (
            (STATEMENTS / f"duck_{name}.sql").read_text(encoding="utf-8") for name in ("facets", "page", "regions")
        )

    def gaps(self, day: int, limit: int) -> Json:
        """The first gaps by id, how many there are, and five facets."""
        total, facets = 0, dict[str, list[Json]]()
        for dimension, value, count in self.connection.execute(self._gaps, {"day": day}).fetchall():
            if dimension is None:
                total = count
            else:
                facets.setdefault(dimension, []).append({"value": value, "total": count})
        rows = self.connection.execute(self._page, {"day": day, "limit": limit}).fetchall()
        return {"total": total, "facets": facets, "items": [_item(row) for row in rows]}

    def regions(self, day: int) -> list[tuple[str | None, str, int, int | None]]:
        """Region, class, how many and their members, of each region with what lies below it."""
        found: list[tuple[str | None, str, int, int | None]] = self.connection.execute(
            self._regions, {"day": day}
        ).fetchall()
        return found


def _item(row: tuple[Any, ...]) -> Json:
    id_, told, kind, trade, region, class_, severity, full, bound, group, sent, lead, superior, since = row
    own = {"id": id_, "name": json.loads(told)["name"], "kind": kind, "trade": trade, "region": region}
    return {
        "organization": {**own, "coverage": class_},
        **{"severity": severity, "members_full": full, "members_full_bound": bound},
        **{"has_group": group, "instructor_sent": sent},
        **{"lead": lead and json.loads(lead), "superior": superior and json.loads(superior), "gap_since": since},
    }
