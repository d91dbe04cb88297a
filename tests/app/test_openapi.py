"""The schema says what comes: each error a problem, each parameter described, short names of operations."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import httpx
import openpyxl
import pytest

from app.http.described import properties_of, read_words
from app.main import create_app
from app.models.problems import ProblemBody

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return create_app().openapi()


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def test_every_error_is_a_problem(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema):
        errors = {status: r for status, r in operation["responses"].items() if status[0] in "45"}
        assert {"421", "422", "500"} <= errors.keys(), name
        assert ("404" in errors) == ("{" in name), name
        if "/v1" in name:
            assert errors["503"]["headers"].keys() == {"Retry-After"}, name
        for status, response in errors.items():
            assert response["content"] == PROBLEM, (name, status)
            assert response["description"], (name, status)
    assert not {"HTTPValidationError", "ValidationError"} & schema["components"]["schemas"].keys()


def test_every_parameter_is_described(schema: dict[str, Any]) -> None:
    plain = [
        (name, parameter["name"])
        for name, operation in operations(schema)
        for parameter in operation.get("parameters", ())
        if not parameter.get("description")
    ]
    assert plain == []


def test_every_property_is_described_and_every_description_is_of_one(schema: dict[str, Any]) -> None:
    every = list(properties_of(schema["components"]["schemas"]))
    assert [f"{model}.{name}" for model, name, shown in every if not shown.get("description")] == []
    known = {name for _, name, _ in every} | {f"{model}.{name}" for model, name, _ in every}
    assert {name for table in read_words().values() for name in table} <= known
    assert sum("examples" in shown for *_, shown in every) > 100


def test_what_is_deprecated_names_what_has_replaced_it(schema: dict[str, Any]) -> None:
    schemas = schema["components"]["schemas"]
    old = [(model, name, said["description"]) for model, name, said in properties_of(schemas) if said.get("deprecated")]
    assert {(model, name) for model, name, _ in old} == {("Unit", "leads"), ("Unit", "superior_of")}
    for model, name, description in old:
        replacing = re.findall(r"the older name of (\w+)", description)
        types = [schemas[model]["properties"][one]["type"] for one in (name, *replacing)]
        assert types == ["integer", "integer"]


async def test_a_deprecated_field_says_what_has_replaced_it_says(client: httpx.AsyncClient) -> None:
    items = (await client.get("/v1/units")).json()["items"]
    assert any(unit["leads_total"] for unit in items)
    assert any(unit["superior_of_total"] for unit in items)
    for unit in items:
        assert (unit["leads"], unit["superior_of"]) == (unit["leads_total"], unit["superior_of_total"])
    book = openpyxl.load_workbook(BytesIO((await client.get("/v1/units?format=xlsx")).content))
    headings = [cell.value for cell in book.worksheets[0][1]]
    assert headings.count("负责的组织数") == headings.count("下属组织数") == 1
    assert "leads" not in "".join(map(str, headings))
    text = (await client.get("/v1/units?format=csv")).text
    assert {"leads", "leads_total"} <= set(text.lstrip("\ufeff").splitlines()[0].split(","))


def test_operations_have_short_names_and_a_tag(schema: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, operation in operations(schema)]
    assert len(set(ids)) == len(ids) >= 25
    assert all(one.isidentifier() and "v1" not in one for one in ids)
    assert all(len(operation["tags"]) == 1 and operation["description"] for _, operation in operations(schema))


def test_every_reference_leads_to_a_schema(schema: dict[str, Any]) -> None:
    def references(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            yield from (v for k, v in part.items() if k == "$ref" and isinstance(v, str))
            part = list(part.values())
        for one in part if isinstance(part, list) else ():
            yield from references(one)

    names = {one.removeprefix("#/components/schemas/") for one in references(schema)}
    assert names <= schema["components"]["schemas"].keys()
    assert {"Problem", "Fault"} <= names


@pytest.mark.parametrize(
    ("path", "status", "template"),
    [
        ("/v1/organizations/no-such-id", 404, "/v1/organizations/{id}"),
        ("/v1/runs/units:99/rejects", 404, "/v1/runs/{id}/rejects"),
        ("/v1/organizations?limit=0&sevrity=hard", 422, "/v1/organizations"),
        ("/v1/checks?as_of=2008", 422, "/v1/checks"),
    ],
)
async def test_an_error_that_comes_is_what_the_schema_says(
    client: httpx.AsyncClient, schema: dict[str, Any], path: str, status: int, template: str
) -> None:
    answer = await client.get(path)
    said = schema["paths"][template]["get"]["responses"][str(answer.status_code)]
    assert answer.status_code == status
    assert list(said["content"]) == [answer.headers["content-type"]]
    problem = ProblemBody.model_validate(answer.json(), strict=True)  # the model that the schema shows
    shown = schema["components"]["schemas"]["Problem"]
    assert set(shown["required"]) <= answer.json().keys() <= shown["properties"].keys()
    assert bool(problem.errors) == (status == 422)
