"""The tables of a run, as Markdown. A ratio is always first by second, as its heading says."""

from collections.abc import Callable, Iterable, Sequence

from benchmarks.contest import Outcome

MB = 2**20
ROUTES = ("chain", "uncovered", "later")


def all_tables(outcomes: Sequence[Outcome]) -> str:
    """Load, the comparison with the plainest loader, deriving, answers, and what ten times the size changes."""
    parts = [
        ("Load", load_table(outcomes)),
        ("Against the plainest honest loader", plain_table(outcomes)),
        ("Deriving and checking everything", derive_table(outcomes)),
        ("Answers over loopback", answer_table(outcomes)),
    ]
    if growth := growth_table(outcomes):
        parts.append(("What the size changes", growth))
    return "\n\n".join(f"### {title}\n\n{text}" for title, text in parts)


def load_table(outcomes: Iterable[Outcome]) -> str:
    """The project's own loader by stages."""
    heading = ("engine", "organisations", "rows", "read, validate s", "identify s", "write s", "all s", "rows/s")
    rows = []
    for o in outcomes:
        stages, ours = o.ours["stages"], o.ours
        seconds = [f"{stages[name]:.1f}" for name in ("read", "resolve", "write")]
        rate = f"{ours['rows'] / ours['seconds']:,.0f}"
        tail = (f"{ours['created'] / stages['write']:,.0f}", f"{ours['peak'] / MB:.0f}")
        rows.append(
            (o.engine, f"{o.organizations:,}", f"{ours['rows']:,}", *seconds, f"{ours['seconds']:.1f}", rate, *tail)
        )
    return table((*heading, "nodes and facts/s of write", "peak MB"), rows)


def plain_table(outcomes: Iterable[Outcome]) -> str:
    """Times of the project over times of the plainest loader: below 1 the project is faster."""
    heading = (
        "engine",
        "organisations",
        "equal content",
        "plainest's driver",
        "plainest s",
        "of it writing s",
        "rows/s",
    )
    ratios = ("write / its writing", "whole load / its whole", "processor time / its", "peak memory / its")
    rows = []
    for o in outcomes:
        for codec, plain in o.plain.items():
            rows.append(
                (
                    *(o.engine, f"{o.organizations:,}", f"{o.equal:,}", codec),
                    *(f"{plain['seconds']:.1f}", f"{plain['write']:.1f}", f"{plain['rows'] / plain['seconds']:,.0f}"),
                    f"{o.ours['stages']['write'] / plain['write']:.2f}",
                    f"{o.ours['seconds'] / plain['seconds']:.2f}",
                    f"{o.ours['cpu'] / plain['cpu']:.2f}",
                    f"{o.ours['peak'] / plain['peak']:.2f}",
                )
            )
    return table((*heading, *ratios), rows)


def derive_table(outcomes: Iterable[Outcome]) -> str:
    """The rules over everything, then the checks."""
    heading = ("engine", "organisations", "links and intervals", "derive s", "organisations/s", "checks s", "findings")
    rows = []
    for o in outcomes:
        stages = o.derived["stages"]
        made = (f"{o.derived['created']:,}", f"{stages['derive']:.1f}", f"{o.organizations / stages['derive']:,.0f}")
        tail = (f"{stages['run_checks']:.1f}", f"{o.derived['rows']:,}", f"{o.derived['peak'] / MB:.0f}")
        rows.append((o.engine, f"{o.organizations:,}", *made, *tail))
    return table((*heading, "peak MB"), rows)


def answer_table(outcomes: Iterable[Outcome]) -> str:
    """Milliseconds as median / 95th of a hundred; behind them how many bare round trips the median is."""
    heading = ("engine", "organisations", "`RETURN 1`", "`/healthz`", "chain", "uncovered, first page", "a later page")
    rows = []
    for o in outcomes:
        shown = [f"{la.p50:.1f} / {la.p95:.1f}" for la in (o.latency[n] for n in ("return_1", "healthz", *ROUTES))]
        trips = [f"{o.latency[name].p50 / o.latency['return_1'].p50:.0f}" for name in ROUTES]
        rows.append((o.engine, f"{o.organizations:,}", *shown, " · ".join(trips)))
    return table((*heading, "medians / `RETURN 1`"), rows)


def growth_table(outcomes: Sequence[Outcome]) -> str:
    """Largest size over smallest, on each engine that has both; empty where none has."""
    measures: Sequence[tuple[str, Callable[[Outcome], float]]] = (
        ("load rows/s", lambda o: o.ours["rows"] / o.ours["seconds"]),
        ("plainest rows/s", lambda o: next(iter(p["rows"] / p["seconds"] for p in o.plain.values()), float("nan"))),
        ("derive organisations/s", lambda o: o.organizations / o.derived["stages"]["derive"]),
        ("peak memory of the load", lambda o: o.ours["peak"]),
        ("chain", lambda o: o.latency["chain"].p50),
        ("uncovered", lambda o: o.latency["uncovered"].p50),
        ("a later page", lambda o: o.latency["later"].p50),
    )
    rows = []
    for engine in dict.fromkeys(o.engine for o in outcomes):
        sizes = sorted((o for o in outcomes if o.engine == engine), key=lambda o: o.organizations)
        small, large = sizes[0], sizes[-1]
        if small is not large:
            what = f"{large.organizations:,} / {small.organizations:,}"
            rows.append((engine, what, *(f"{read(large) / read(small):.2f}" for _, read in measures)))
    return table(("engine", "sizes", *(name for name, _ in measures)), rows) if rows else ""


def slowest(outcome: Outcome, most: int = 14) -> str:
    """The statements in which loading and deriving spent most, in seconds."""
    lines = []
    for what, figures in (("load", outcome.ours), ("derive", outcome.derived)):
        lines.append(f"{outcome.engine} {outcome.organizations:,} {what}: {figures['seconds']:.1f} s, of it")
        lines += [f"  {spent:8.2f}  {name}" for name, spent in list(figures["statements"].items())[:most]]
    return "\n".join(lines)


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = ["| " + " | ".join(heading) + " |", "|" + "---|" * len(heading)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])
