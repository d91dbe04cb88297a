"""What the API answers, as pydantic models: the contract that /openapi.json shows. Fields left unset are left out."""
