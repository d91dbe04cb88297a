"""What a load, the runs, the sources and the checks look like as text."""

import json
import textwrap
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from app.answers.details import parts_of
from app.cli.tables import table
from app.cli.turning import undone_page
from cypher.catalogue import CheckHeader, Statement
from cypher.domain.vocabulary import FINDING_SEVERITIES
from loaders.sources import load_sources

# What is said of columns of a file that were not read: its title, and the report's key.
COLUMNS: Final = (
    ("未读的列 columns not read", "unread"),
    ("隐去的列 columns dropped, they name persons", "dropped"),
    ("没有表头的工作表，未读 sheets without headings, not read", "unread_sheets"),
    ("隐藏的工作表，未读 hidden sheets, not read", "hidden_sheets"),
)
COUNTS: Final = {
    "read": "读入 read",
    "accepted": "接受 accepted",
    "rejected": "退回 rejected",
    "repeated": "重复 repeated",
    "skipped": "略过 skipped",
    "out_of_scope": "范围外 out of scope",
    "warned": "警告 warned",
}
WITHHELD: Final = (("gone", "文件中没有的 not in the file"), ("partly", "文件所述较少的 of whom it tells less"))
SAMPLE: Final = 20  # names of a group that are shown


def as_json(value: Any) -> str:
    """One JSON document, readable and in the order given."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def statement(one: Statement) -> str:
    """A statement as the engine gets it, below what it is about and the parameters to set before it is run."""
    lines = [f"// {one.name}: {one.header.title} {one.header.title_en}".rstrip()]
    known = {**one.header.params, **{name: json.dumps(value) for name, value in one.defaults.items()}}
    lines += [f"// ${name}: {known[name]}" if name in known else f"// ${name}" for name in sorted(one.used)]
    return "\n".join([*lines, one.text])


def loads(reports: Sequence[Mapping[str, Any]]) -> str:
    """A paragraph per run: the counts, which sum to the rows read, then what was refused or warned of, and why."""
    return "\n".join(_load(report) for report in reports)


def _load(report: Mapping[str, Any]) -> str:
    counts = report["counts"]
    if counts is None:
        return f"{report['run']}  {report['state']}  {report['as_of'] or ''}  {report['started'] or ''}"
    lines = [
        f"{report['run'] or report['source']}  {report['state']}  {report['as_of'] or ''}"
        + ("  (dry run)" if report["dry_run"] else ""),
        *_rows(report),
        "  " + ", ".join(f"{name} {n}" for name, n in report["changes"].items()),
    ]
    if report.get("same_as"):
        lines.append(
            f"  与 {report['same_as']} 的文件相同，其后图中没有写入：未再读取  "
            f"the files of {report['same_as']}, and nothing was written since: not read again"
        )
    lines += _as_of(report)
    if report.get("withheld"):
        lines += _withheld(report["withheld"])
    if report["files"] and not counts["read"]:
        lines.append("  表头下没有数据行，什么也没有导入  no rows below the headings: nothing was loaded")
    for file in report["files"]:
        lines += [f"  {title} {file['name']}: {'，'.join(file[key])}" for title, key in COLUMNS if file.get(key)]
        lines += _noticed(file)
    for title in ("rejected_by_code", "warned_by_code", "skipped_by_reason", "out_of_scope_by_reason"):
        lines += [f"  {title}: {code} {n}" for code, n in report.get(title, {}).items()]
    found = report["findings"]
    lines.append(f"  findings: {found['new']} new, {found['resolved']} resolved")
    return "\n".join(lines)


def _as_of(report: Mapping[str, Any]) -> list[str]:
    """What a file says of its as-of and cannot be read; and that the newest date of the files was taken instead."""
    unread = "、".join(
        f"{file['name']}“{file['unread_as_of']}”" for file in report["files"] if file.get("unread_as_of")
    )
    assumed = report.get("assumed_as_of")
    if not (unread or assumed):
        return []
    zh, en = (
        (f"截止日期{unread}不能识别", "what is said cannot be read") if unread else ("截止日期未写明", "nobody said it")
    )
    if not assumed:
        return [f"  {zh}  as of: {en}"]
    return [
        f"  {zh}，取文件中最新的日期 {report['as_of']}；不对的用 --as-of 写明  "
        f"as of: {en}, so the newest date of the files was taken; say the right one with --as-of DATE"
    ]


def _rows(report: Mapping[str, Any]) -> list[str]:
    """What came of the rows; nothing of a run that reads no file."""
    counts, parts = report["counts"], ["accepted", "rejected", "repeated", "skipped", "out_of_scope"]
    if not (counts["read"] or report["files"]):
        return []
    return [f"  read {counts['read']} = " + " + ".join(f"{part} {counts[part]}" for part in parts)]


def _withheld(told: Mapping[str, Any]) -> list[str]:
    """What a complete file did not end, as it would have been too much; the first by name."""
    ending, facts = f"{told['vanishing']:,}", f"{told['facts']:,}"
    lines = [f"  未作终止：{facts} 项事实中会有 {ending} 项终止  nothing ended: {ending} of {facts} facts would have"]
    for group, title in WITHHELD:
        some = told[group]
        if some["total"]:
            named = "、".join(one["name"] or one["id"] for one in some["items"][:SAMPLE])
            lines.append(f"    {title} {some['total']:,}: {named}{' …' if some['total'] > SAMPLE else ''}")
    return lines


def _noticed(file: Mapping[str, Any]) -> list[str]:
    """What a person should look at in a file: headings that may be meant otherwise, what is hidden, wrong totals."""
    name = file["name"]
    lines = [
        f"  近似的列 heading near a known one {name}: {a} → {b}? --map '{a}={b}'"
        for a, b in file.get("near", {}).items()
    ]
    if file.get("hidden_rows"):
        lines.append(f"  隐藏的行，已读取 hidden rows, read {name}: {file['hidden_rows']}")
    if file.get("hidden_columns"):
        lines.append(f"  隐藏的列，已读取 hidden columns, read {name}: {'、'.join(file['hidden_columns'])}")
    lines += [
        f"  合计与行数不符 a total is not the number of rows {name}:{one['row']}: {one['stated']} ≠ {one['found']}"
        for one in file.get("totals", ())
    ]
    return lines


def run(report: Mapping[str, Any]) -> str:
    """One run in full; of one that took another back also what that turned."""
    return "\n".join([_load(report), *([undone_page(report)] if report.get("turned") else [])])


def runs(answer: Mapping[str, Any]) -> str:
    """A line per run, and how many there are."""
    rows = [
        [r["run"], r["state"], r["as_of"], *((r["counts"] or {}).get(name) for name in COUNTS), r["digest"]]
        for r in answer["items"]
    ]
    more = "，更多 more: --limit N" if answer["next"] else ""
    foot = f"{len(rows)} / {answer['total']}{more}"
    return table(["批次 run", "状态 state", "截止 as of", *COUNTS.values(), "摘要 digest"], rows, foot)


def rejects(answer: Mapping[str, Any]) -> str:
    """A line per refused row: place, whom it is about, column, value, code, message, remedy."""
    source = load_sources().get(answer["run"].rpartition(":")[0])
    rows: list[list[object]] = []
    for item in answer["items"]:
        place = item["place"]
        about = (item["cells"] or {}).get(source.required[0]) if source else None
        said = [item["column"], item["value"], item["code"], item["message"], item["remedy"]]
        rows.append([f"{place['file']}:{place['row']}", about, *said])
    headings = "位置 place", "关于 about", "列 column", "值 value", "代码 code", "说明 message", "处理 remedy"
    more = "，全部 all: --out FILE.xlsx" if answer["next"] else ""
    return table(headings, rows, f"{len(rows)} / {answer['total']}{more}")


def sources(found: Mapping[str, Any]) -> str:
    """A paragraph per source: its last finished run, what its files are known by, the columns that it reads."""
    lines = []
    for source in found["items"]:
        lines.append(f"{source['id']}  {source['title']}  {source['title_en']}")
        lines.append("  上次 last load  " + _last_load(source["last_run"]))
        lines.append("  识别 known by  " + " / ".join("，".join(headers) for headers in source["recognised"]))
        lines.append("  必填 required  " + "，".join(source["required"]))
        lines.append("  可选 optional  " + "，".join(c for c in source["columns"] if c not in source["required"]))
    return "\n".join(lines)


def _last_load(run: Mapping[str, Any] | None) -> str:
    if run is None:
        return "—"
    return f"{run['run']}  截止 as of {run['as_of'] or '—'}  {run['rows']} 行 rows  {_age(run['age'])}"


def with_age(run: Mapping[str, Any] | None, now: datetime) -> dict[str, Any] | None:
    """A run with its age: the whole seconds since it finished, None where it says no time."""
    if run is None:
        return None
    finished = run["finished"]
    age = int((now - datetime.fromisoformat(finished)).total_seconds()) if finished else None
    return {**run, "rows": (run["counts"] or {}).get("read"), "age": age}


def _age(seconds: int | None) -> str:
    """An age in its largest unit."""
    if seconds is None:
        return "—"
    for size, zh, en in ((86_400, "天", "days"), (3_600, "小时", "hours"), (60, "分钟", "minutes")):
        if seconds >= size:
            return f"{seconds // size} {zh}前 {en} ago"
    return "不到一分钟前 less than a minute ago"


def check(
    id: str,
    header: CheckHeader,
    found: Sequence[Any],
    limit: int,
    accepted: Mapping[str, str | None] | None = None,
) -> dict[str, Any]:
    """One check with what to do about what it found, the count, and the first `limit` of them. `accepted`: until when,
    by subject."""
    until = accepted or {}
    sample = [
        {"id": f.id, "label": f.label, "detail": dict(f.detail), "accepted_until": until.get(f.id)}
        for f in found[:limit]
    ]
    return {
        "id": id,
        "title": header.title,
        "severity": header.severity,
        "remedy": header.remedy,
        "remedy_en": header.remedy_en,
        "count": len(found),
        "sample": sample,
        "truncated": len(found) > limit,
    }


def acceptance(run: str, check: str, subject: str, until: str | None) -> str:
    """What came of accepting a finding until a day, None where that was withdrawn, and how it is withdrawn."""
    if until is None:
        return f"{run}  不再认可 accepted no more: {check} {subject}"
    return (
        f"{run}  已认可至 accepted until {until}: {check} {subject}\n"
        f"  撤回认可 to withdraw it: zuzhitu accept {check} {subject} --withdraw"
    )


def parameters(turned: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """A line per parameter for which all was derived anew."""
    said = "参数已变，全部重新推导 parameter changed, all derived anew"
    return [f"{said}: {name} {_shown(one['before'])} → {_shown(one['now'])}" for name, one in turned.items()]


def _shown(value: Any) -> str:
    return "—" if value is None else str(value)


def checks(found: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """A line per check that found something with its count, the severe ones first; below it what to do, and a line per
    finding.

    Then those that found nothing, by severity. `names`: of whom details name, by id.
    """
    lines = []
    for severity in FINDING_SEVERITIES:
        checks = [check for check in found["items"] if check["severity"] == severity]
        for check in (check for check in checks if check["count"]):
            lines.append(f"{check['count']:>6}  {severity:<8} {check['id']}  {check['title']}")
            lines += [f"        → {check['remedy']}", f"          {check['remedy_en']}"]
            lines += [f"          {_finding(item, names)}" for item in check["sample"]]
            left = check["count"] - len(check["sample"])
            lines += [f"          … {left:,} 项未列 more: --limit N"] * check["truncated"]
        silent = [check["id"] for check in checks if not check["count"]]
        if silent:
            lines += textwrap.wrap(
                f"     0  {severity:<8} {', '.join(silent)}", 110, subsequent_indent=" " * 17, break_on_hyphens=False
            )
    return "\n".join(lines)


def _finding(item: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Whom a finding is about, on what it rests, and until when it is accepted."""
    name = item["detail"].get("name")
    parts = [f"{zh} {en}：{said}" for (zh, en), said, _ in parts_of(item["detail"], names)]
    accepted = f"已认可至 accepted until {item['accepted_until']}" if item["accepted_until"] else ""
    return "  ".join(filter(None, [name, item["id"], *parts, accepted]))
