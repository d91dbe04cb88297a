"""Which query parameters the route of a request takes."""

from fastapi import Request
from pydantic import BaseModel
from pydantic.fields import FieldInfo


def parameters_of(request: Request) -> dict[str, FieldInfo]:
    """The query parameters of the route, by name; none where the route takes them as they come."""
    dependant = getattr(request.scope.get("route"), "dependant", None)
    models = [field.field_info.annotation for field in dependant.query_params] if dependant else []
    known: dict[str, FieldInfo] = {}
    for model in models:
        if isinstance(model, type) and issubclass(model, BaseModel):
            known |= {field.alias or name: field for name, field in model.model_fields.items()}
    return known
