"""The report of a load: what came in, what was refused and why, what changed."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from loaders.cells.rejects import Reject
from loaders.read.facts import FileFacts
from loaders.runs.report import Counts, Report
from loaders.runs.work import Work
from loaders.sources import Source
from loaders.validate.files import file_report
from loaders.validate.rows import Given, Review
from loaders.validate.validate import Read
from loaders.write.write import Changes


def report_of(
    work: Work,
    source: Source,
    files: Sequence[FileFacts],
    came: Read,
    accepted: Sequence[Given],
    rejects: Sequence[Reject],
    changes: Changes,
    review: Review | None,
) -> Report:
    """The report of a run whose rows are written, at no revision yet and without findings."""
    repeated_outside, outside = _out_of_scope(came)
    repeated = sum(row.repeats and row.refused is None for row in came.rows) + len(came.repeated)
    counts = Counts(
        read=came.read,
        accepted=len(accepted),
        rejected=len(rejects),
        repeated=repeated + repeated_outside,
        skipped=came.skipped.total(),
        out_of_scope=outside.total(),
        warned=sum(bool(row.record.warnings) for row in accepted),
    )
    assert counts.conserved, counts
    own = review.columns if review else ()
    return Report(
        run=work.run,
        source=source.id,
        state="finished" if work.dry_run else "open",
        dry_run=work.dry_run,
        as_of=came.as_of,
        assumed_as_of=came.assumed_as_of,
        files=tuple(file_report(source, facts, own, came.totals) for facts in files),
        counts=counts,
        changes=changes.as_dict(),
        rejected_by_code=_sorted(Counter(r.code for r in rejects)),
        skipped_by_reason=_sorted(came.skipped),
        out_of_scope_by_reason=_sorted(outside),
        warned_by_code=_sorted(Counter(w.code for row in accepted for w in row.record.warnings)),
        findings={"new": 0, "resolved": 0},
        revision=0,
        digest=_digest(row.content for row in accepted),
    )


def _out_of_scope(came: Read) -> tuple[int, Counter[str]]:
    """How many rows out of scope say what an earlier one said, and the others by reason."""
    first = {one.content: one.reason for one in reversed(came.outside)}
    return len(came.outside) - len(first), Counter(first.values())


def _digest(contents: Iterable[bytes]) -> str:
    """What the accepted rows say, whatever their order and place."""
    sha = hashlib.sha256()
    for content in sorted(contents):
        sha.update(content)
    return sha.hexdigest()


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))
