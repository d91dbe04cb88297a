"""Every error of the API as one shape: application/problem+json (RFC 9457), in Chinese or English.

401 no key · 403 not with this key · 404 unknown id or path · 405 · 413 · 415 · 422 a bad or unknown parameter · 503
with Retry-After when the graph is away, or the service busy.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic.fields import FieldInfo
from starlette.exceptions import HTTPException

from app.http.kept import Kept
from app.http.messages import Language, chosen_language, say
from app.http.route_parameters import parameters_of
from app.http.slashes import as_sent
from cypher.errors import GraphBusy, GraphDown, GraphTimeout, ZuzhituError

MEDIA_TYPE: Final = "application/problem+json"
RETRY_SECONDS: Final = 5
BUSY_SECONDS: Final = 1  # after which to ask again; by then those who wait now have had their turns
BUSY: Final = "busy"
TITLES: Final = {
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    415: "unsupported_type",
    421: "misdirected",
    422: "bad_request",
    500: "internal",
    503: "graph_away",
}
log = logging.getLogger("zuzhitu.api")


@dataclass(frozen=True)
class Fault:
    """One bad parameter: where it is, the code of its message, what the message needs; or the message as it is."""

    pointer: str
    code: str
    values: Mapping[str, Any]
    message: str | None = None


class Problem(Exception):
    """An answer that is an error. `code` names the message of the detail, `values` fill it."""

    def __init__(self, status: int, code: str, faults: Sequence[Fault] = (), **values: Any) -> None:
        self.status, self.code, self.faults, self.values = status, code, tuple(faults), values
        super().__init__(code)


class NotModified(Exception):
    """The client has this answer already."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self.headers = dict(headers)
        super().__init__("not modified")


def refuse(name: str, code: str, **values: Any) -> Problem:
    """The problem of one bad query parameter."""
    return refuse_all([Fault(f"/query/{name}", code, values)])


def refuse_all(faults: Sequence[Fault]) -> Problem:
    """The problem of several bad parameters."""
    names = ", ".join(dict.fromkeys(f.pointer.rsplit("/", 1)[-1] for f in faults))
    return Problem(422, "bad_parameters", faults, count=len(faults), names=names)


def problem_response(
    request: Request,
    status: int,
    code: str,
    values: Mapping[str, Any],
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The one shape of every error."""
    language = chosen_language(request.headers.get("accept-language"))
    title = "is_busy" if code == BUSY else TITLES.get(status, "bad_request")
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": say(title, language),
        "status": status,
        "detail": say(code, language, **values),
        "instance": as_sent(request.url.path),
    }
    if faults:
        body["errors"] = [_error(fault, language) for fault in faults]
    return JSONResponse(
        body, status, {"Vary": "Accept-Language", "Cache-Control": "no-store", **(headers or {})}, MEDIA_TYPE
    )


def busy_response(request: Request) -> JSONResponse:
    """The service, or the graph, has too much to do now."""
    return problem_response(request, 503, BUSY, {}, headers={"Retry-After": str(BUSY_SECONDS)})


def _error(fault: Fault, language: Language) -> dict[str, str]:
    return {
        "pointer": fault.pointer,
        "code": fault.code,
        "message": fault.message or say(fault.code, language, **fault.values),
    }


def add_error_handlers(app: FastAPI) -> None:
    """Makes every error of the application a problem."""

    async def on_problem(request: Request, error: Problem) -> Response:
        return problem_response(request, error.status, error.code, error.values, error.faults)

    async def on_not_modified(request: Request, error: NotModified) -> Response:
        return Response(status_code=304, headers=error.headers)

    async def on_kept(request: Request, error: Kept) -> Response:
        return Response(error.body, headers=error.headers, media_type=error.media_type)

    async def on_validation(request: Request, error: RequestValidationError) -> Response:
        known = parameters_of(request)
        problem = refuse_all([_fault(e, known) for e in error.errors()])
        return problem_response(request, 422, problem.code, problem.values, problem.faults)

    async def on_http(request: Request, error: HTTPException) -> Response:
        path = as_sent(request.url.path)
        if error.status_code == 400:  # a body that is no text at all
            problem = refuse_all([Fault("/body", "invalid", {})])
            return await on_problem(request, problem)
        code = {404: "no_such_path", 405: "wrong_method"}.get(error.status_code, "invalid")
        values = {"path": path, "method": request.method}
        return problem_response(request, error.status_code, code, values, headers=error.headers)

    async def on_away(request: Request, error: ZuzhituError) -> Response:
        log.warning("the graph is away: %s", error)
        return problem_response(request, 503, "graph_away_detail", {}, headers={"Retry-After": str(RETRY_SECONDS)})

    async def on_busy(request: Request, error: ZuzhituError) -> Response:
        log.warning("the graph is busy: %s", error)
        return busy_response(request)

    async def on_defect(request: Request, error: Exception) -> Response:
        log.exception("defect while answering %s", request.url.path, exc_info=error)
        return problem_response(request, 500, "internal_detail", {})

    handlers: dict[type[Exception], Any] = {
        Problem: on_problem,
        NotModified: on_not_modified,
        Kept: on_kept,
        RequestValidationError: on_validation,
        HTTPException: on_http,
        GraphDown: on_away,
        GraphBusy: on_busy,
        GraphTimeout: on_away,
        Exception: on_defect,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def _fault(error: Mapping[str, Any], known: Mapping[str, FieldInfo]) -> Fault:
    """A validation error of pydantic in our words; `known` are the parameters that there are."""
    place, context = error["loc"], error.get("ctx", {})
    pointer = "/" + "/".join(str(part) for part in place[:2])
    match error["type"]:
        case "extra_forbidden":
            return Fault(pointer, "unknown_parameter", {"allowed": ", ".join(sorted(known)) or "—"})
        case "literal_error" | "enum":
            allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
            return Fault(pointer, "not_one_of", {"allowed": allowed})
        case "not_one_of":
            return Fault(pointer, "not_one_of", {"allowed": context["allowed"]})
        case "greater_than_equal" | "less_than_equal" | "int_parsing" | "int_from_float":
            return Fault(pointer, "out_of_range", _bounds(known.get(str(place[-1]))))
        case "bool_parsing" | "bool_type":
            return Fault(pointer, "not_boolean", {})
        case "bad_date":
            return Fault(pointer, "bad_date", {})
        case "string_too_short":
            return Fault(pointer, "too_short", {})
        case "string_too_long":
            return Fault(pointer, "too_long", {})
        case _:
            return Fault(pointer, "invalid", {})


def _bounds(info: FieldInfo | None) -> dict[str, Any]:
    """From which to which number a parameter goes, as it is declared."""
    said = info.metadata if info else []
    low = next((one.ge for one in said if hasattr(one, "ge")), 0)
    high = next((one.le for one in said if hasattr(one, "le")), "…")
    return {"low": low, "high": high}
