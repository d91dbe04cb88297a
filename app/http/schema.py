"""`/openapi.json`: what FastAPI says of the routes, every error as it comes (problems.py), each parameter described.

Which errors a route may answer follows from what it takes: 401 where a key may be demanded, 404 where its path names
something, 422 everywhere, as an unknown parameter is refused, 503 where the graph is asked. What else it may answer, a
route says itself.
"""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from app.http.described import describe_properties
from app.http.keys import FREE, WRITING
from app.http.problems import MEDIA_TYPE
from app.models.problems import ProblemBody

REFERENCE: Final = "#/components/schemas/{model}"
ALIVE: Final = ("/healthz", "/metrics")  # answer without the graph
NOT_OURS: Final = ("HTTPValidationError", "ValidationError")
SAID: Final[Mapping[int, str]] = {
    401: "No key, or one that is not known",
    403: "Not with this key, or not from a page of another site",
    404: "Nothing is identified by what the path names",
    409: "Something stands in the way: who holds the graph, or what goes first",
    413: "The body is larger than a load reads",
    421: "The Host of the request is not this service's",
    422: "A parameter is bad, unknown, or given more often than once",
    500: "A defect of the service; it has been logged",
    503: "The graph is away, or busy",
}
HEADERS: Final[Mapping[int, tuple[str, str]]] = {
    401: ("WWW-Authenticate", "how a key is sent: Bearer"),
    503: ("Retry-After", "seconds after which to ask again"),
}
SCHEME: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key of `zuzhitu keys add`. What writes needs one always, reading where the service demands it.",
}


def operation_id(route: APIRoute) -> str:
    """The name of the function that answers: short, and one for each route."""
    return route.name


def describe_errors(app: FastAPI) -> None:
    """Has the application's schema tell every error as a problem."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _schema(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _schema(app: FastAPI) -> dict[str, Any]:
    schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
    models = schema["components"]["schemas"]
    for name in NOT_OURS:
        models.pop(name, None)
    problem = ProblemBody.model_json_schema(ref_template=REFERENCE)
    schema["components"]["securitySchemes"] = {"key": SCHEME}
    models |= {**problem.pop("$defs"), "Problem": problem}
    describe_properties(models)
    for path, operation in _operations(schema):
        if not FREE.fullmatch(path):
            operation["security"] = [{"key": []}] if WRITING.fullmatch(path) else [{}, {"key": []}]
        for status in sorted({*errors_of(path, operation), *_stated(operation)}):
            operation["responses"][str(status)] = _problem(status)
        for parameter in operation.get("parameters", ()):
            _describe(parameter)
    return schema


def _operations(schema: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in schema["paths"].items():
        for operation in item.values():
            yield path, operation


def errors_of(path: str, operation: Mapping[str, Any]) -> set[int]:
    """The errors that a route may answer, by what it takes; what a route states itself comes beside them."""
    found = {421, 422, 500}
    if not FREE.fullmatch(path):
        found.add(401)
    if WRITING.fullmatch(path):
        found.add(403)
    if "{" in path:
        found.add(404)
    if path not in ALIVE:
        found.add(503)
    return found


def _stated(operation: Mapping[str, Any]) -> set[int]:
    return {int(status) for status in operation["responses"] if status[0] in "45"}


def _problem(status: int) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "description": SAID.get(status, HTTPStatus(status).phrase),
        "content": {MEDIA_TYPE: {"schema": {"$ref": REFERENCE.format(model="Problem")}}},
    }
    if status in HEADERS:
        name, text = HEADERS[status]
        shown["headers"] = {name: {"description": text, "schema": {"type": "string"}}}
    return shown


def _describe(parameter: dict[str, Any]) -> None:
    """A parameter that may be left out has its description within its type; it belongs beside its name.

    It is left out, and never null: what a query says is text.
    """
    said = parameter["schema"]
    kinds = [kind for kind in said.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        said = {**kinds[0], **{word: value for word, value in said.items() if word != "anyOf"}}
    parameter["schema"] = said
    if "description" in said:
        parameter.setdefault("description", said["description"])
