"""The answers of the API as text for people: the command line asks a route in its own process and shows the answer."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, Final
from urllib.parse import quote, unquote, urlencode

from starlette.types import ASGIApp, Message

from app.cli.tables import table
from app.cli.words import say
from app.http.messages import Language
from app.lists.words import word
from cypher.domain.vocabulary import COVERAGE_CLASSES

OK: Final = 200


async def ask(
    app: ASGIApp, path: str, params: Mapping[str, Any], language: Language = "zh", into: BinaryIO | None = None
) -> tuple[int, Any]:
    """Status and parsed body of one GET, without a socket; the path as it is sent, what it names being quoted.

    With `into` the body of an answer is a file that is written there as it comes, and None is returned of it. The
    application's lifespan is not run.
    """
    status, body = 0, bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        elif into is not None and status == OK:
            into.write(message.get("body", b""))
        else:
            body.extend(message.get("body", b""))

    query = urlencode({name: value for name, value in params.items() if value is not None})
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},  # by which nobody waits for a disconnect
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": quote(path, safe="/:%").encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"localhost"), (b"accept-language", language.encode())],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }
    await app(scope, receive, send)
    return status, json.loads(body) if body else None


def problem(body: Mapping[str, Any]) -> str:
    """An error of the API: its detail, and what is wrong with each parameter, on one line."""
    faults = [f"{e['pointer'].rsplit('/', 1)[-1]}: {e['message']}" for e in body.get("errors", ())]
    return " | ".join([str(body["detail"]), *faults])


def chain(answer: Mapping[str, Any]) -> str:
    """The chain of one organisation, a line per link, each with its rule and the rows that it rests on."""
    whose = answer["organization"] if "organization" in answer else answer["party_organization"]
    lines = [f"{whose['name']}  {whose['id']}", f"{answer['as_of']}  {answer['rule_set']}"]
    for link in [answer["lead"], *answer["path"]]:
        if not link:
            continue
        marks = [
            mark
            for mark, shown in (
                ("暂定 provisional", link is answer["lead"] and answer["provisional"]),
                ("起始为推定 assumed start", link["assumed_start"]),
            )
            if shown
        ]
        title = link["rule_title"] or ""
        lines.append(
            f"{link['role']:<9} {link['from']['name']} → {link['to']['name']}  [{title}] {' '.join(marks)}".rstrip()
        )
        lines += [f"          {_place(fact)}" for fact in link["facts"]]
        lines += [
            f"          未取 passed over: {c['holder']['name']} ({c['lost_because']})" for c in link["considered"]
        ]
    lines += [f"support   {s['party_organization']['name']}  {s['reason']}" for s in answer["support"]]
    if answer["break"]:
        lines.append(
            f"断链 break after {answer['break']['after']}: {answer['break']['code']} {answer['break']['message']}"
        )
        asked_in_place = [f"{one['name']}  {one['id']}" for one in answer["break"]["candidates"]]
        lines += [f"          可供考虑 might be asked: {one}" for one in asked_in_place]
    return "\n".join(lines)


def _place(fact: Mapping[str, Any]) -> str:
    place, type_ = fact["place"] or {}, word("type", fact["type"], "zh")
    return f"{type_} {fact['from']['name']} → {fact['to']['name']}  {place.get('file')}:{place.get('row')}"


def uncovered(answer: Mapping[str, Any]) -> str:
    """A line per gap and the total."""
    rows = [
        [
            word("severity", item["severity"], "zh"),
            item["organization"]["name"],
            item["members_full"],
            _name(item["lead"]),
            (item["break"] or {}).get("message"),
            item["gap_since"],
        ]
        for item in answer["items"]
    ]
    headings = "程度 severity", "组织 organization", "正式党员 full", "责任主体 lead", "断链 break", "始于 since"
    return table(headings, rows, _foot(answer))


def _foot(answer: Mapping[str, Any], counted: str = "") -> str:
    """How many of a list are shown, of which day, what else is counted; where there are more also how they are had."""
    shown = "  ".join(filter(None, [f"{len(answer['items'])} / {answer['total']}  {answer['as_of']}", counted]))
    more = "更多 more: --limit N，全部 all: --out FILE.xlsx (.csv, .jsonl)" if answer["next"] else ""
    return f"{shown}\n{more}".rstrip()


def coverage(answer: Mapping[str, Any]) -> str:
    """A line per value of a dimension, or two: name and code, the ratios, the counts of the classes that there are."""
    classes = [name for name in COVERAGE_CLASSES if any(item["counts"].get(name) for item in answer["items"])]
    titles, ratios = _ratio_columns(answer["items"])
    rows = [
        [*_group(item), *told, *(item["counts"].get(c) for c in classes)]
        for item, told in zip(answer["items"], ratios, strict=True)
    ]
    dimensions = [heading for by in answer["by"].split(",") for heading in (" ".join(say(f"by.{by}")), "代码 code")]
    return table([*dimensions, *titles, *(word("coverage", c, "zh") for c in classes)], rows)


def _group(item: Mapping[str, Any]) -> list[str]:
    """Name and code of each value of a row."""
    return [said for by, code in item["values"].items() for said in (item["names"][by] or code or "—", code or "")]


def _ratio_columns(items: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[list[str | None]]]:
    """The headings of the ratios that some items have, and of each item what stands below them."""
    told = [{r["definition"]: f"{r['numerator']}/{r['denominator']}" for r in _ratios(i["ratios"])} for i in items]
    names = list(dict.fromkeys(name for one in told for name in one))
    return [word("ratio", name, "zh") for name in names], [[one.get(name) for name in names] for one in told]


def _ratios(ratios: Any) -> list[Mapping[str, Any]]:
    return list(ratios.values()) if isinstance(ratios, dict) else list(ratios)


def form(answer: Mapping[str, Any]) -> str:
    """The official form, a line per row."""
    columns = answer["columns"]
    rows = [[row["title"], *(row["values"][c["id"]] for c in columns)] for row in answer["rows"]]
    beside = {one["column"]: one["units"] for one in answer["not_reported"]}
    rows.append(["表外：未上报 beside it: not reported", *(beside[c["id"]] for c in columns)])
    held = "平衡 balanced" if answer["balance"]["holds"] else "不平衡 not balanced"
    return table(["", *(c["title"] for c in columns)], rows, f"{held}  {answer['as_of']}")


def history(answer: Mapping[str, Any]) -> str:
    """A line per thing that was told or derived, in the order in which it began."""
    organization = answer["organization"]
    rows = []
    for item in answer["items"]:
        place = item["place"] or {}
        where = f"{place['file']}:{place['row']}" if place.get("file") else item["rule"] or item["source"]
        since, until = item["valid_from"] or "…", item["valid_to"] or "…"
        rows.append([since, until, say(f"what.{item['what']}")[0], _type(item), _told(item), where, item["run"]])
    headings = "自 from", "至 to", "类 what", "类型 type", "内容 value", "依据 evidence", "批次 run"
    return f"{organization['name']}  {organization['id']}\n{table(headings, rows)}"


def _type(item: Mapping[str, Any]) -> str:
    match item["what"]:
        case "coverage":
            return say(f"class.{item['type']}")[0]
        case "fact" | "link":
            return say(f"type.{item['type'].upper()}")[0]
        case _:
            return str(item["type"] or "")


def _told(item: Mapping[str, Any]) -> str:
    if item["counts"]:
        return " ".join(
            f"{say(name)[0]} {say('bound.' + one['bound'])[0]}{one['value']}" for name, one in item["counts"].items()
        )
    if item["holder"]:
        return str(item["holder"]["name"])
    return "" if item["what"] == "coverage" else str(item["value"] or "")


def differences(answer: Mapping[str, Any]) -> str:
    """A line per Party organisation: recorded and derived superior, and how they differ; then how many of each kind."""
    rows = [
        [
            word("kind", item["kind"], "zh"),
            item["party_organization"]["name"],
            _name(item["recorded"]),
            _name(item["derived"]),
            item["rule"],
            item["reason"],
        ]
        for item in answer["items"]
    ]
    counted = ", ".join(f"{word('kind', kind, 'zh')} {kind} {n}" for kind, n in answer["counts"].items())
    headings = "差别 kind", "党组织 party organization", "登记 recorded", "推导 derived", "规则 rule", "原因 reason"
    return table(headings, rows, _foot(answer, counted))


def claims(answer: Mapping[str, Any]) -> str:
    """A line per reported figure and reading: what was reported, what is counted, whether it holds."""
    marks = {True: "成立 holds", False: "不成立 fails", None: "不能判定 open"}
    rows = [
        [marks[c["holds"]], c["title"], c["reading_title"], f"{c['reported']} {c['bound']}", c["computed"], c["as_of"]]
        for c in answer["items"]
    ]
    headings = "结论 result", "所报 claim", "口径 reading", "上报数 reported", "计算数 counted", "日期 as of"
    return table(headings, rows)


def trend(answer: Mapping[str, Any]) -> str:
    """A line per period: units, members and the ratios."""
    titles, ratios = _ratio_columns(answer["items"])
    rows = [
        [item["period"], item["as_of"], item["units"], item["members"], *told]
        for item, told in zip(answer["items"], ratios, strict=True)
    ]
    return table(["时期 period", "日期 as of", "单位 units", "党员 members", *titles], rows)


def why_not(answer: Mapping[str, Any]) -> str:
    """Of each rule whom it proposed or what became of it, then each of its patterns with what failed."""
    organization = answer["organization"]
    lines = [f"{organization['name']}  {organization['id']}", f"{answer['as_of']}  {answer['rule_set']}"]
    for rule in answer["rules"]:
        proposed = ", ".join(holder["name"] for holder in rule["proposed"]) or "—"
        lines.append(f"{rule['role']:<9} {rule['rule']} [{rule['rule_title']}] {proposed}: {rule['reason']}")
        for pattern in rule["patterns"]:
            failed = pattern["failed"]
            said = failed["message"] if failed else "全部符合 all met"
            lines.append(f"          {pattern['passed']}/{pattern['steps']} {' '.join(pattern['walk'])}: {said}")
            lines += [f"            {_place(fact)}" for near in pattern["nearest"] for fact in near["facts"]]
    return "\n".join(lines)


def _name(node: Mapping[str, Any] | None) -> str | None:
    return node["name"] if node else None
