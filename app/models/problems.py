"""What every error of the API is: application/problem+json (RFC 9457)."""

from pydantic import BaseModel, ConfigDict, Field


class Fault(BaseModel):
    """One bad parameter: a JSON pointer to it (`/query/limit`, `/body/ids/0`), a code for programs, a message."""

    model_config = ConfigDict(extra="forbid", title="Fault")
    pointer: str
    code: str
    message: str


class ProblemBody(BaseModel):
    """An error, in the language of the request; `errors` is there where parameters or the body are bad."""

    model_config = ConfigDict(extra="forbid", title="Problem")
    type: str
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    instance: str = Field(description="the path that was asked")
    errors: list[Fault] = Field(default_factory=list)
