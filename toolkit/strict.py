"""Files of a user's that are read into checked models: typed, no unknown keys, one sentence for every mistake."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeGuard, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from toolkit.errors import UsageError

LONGEST = 60
"""Characters of a wrong value that a message quotes."""


class Strict(BaseModel):
    """A table of a TOML file: typed, frozen, no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Model = TypeVar("Model", bound=BaseModel)


def read_toml(path: Path, model: type[Model]) -> Model:
    """The file as a checked model, or a `UsageError` that names file, key, what was found and what to do."""
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a file that can") from error
    except RecursionError as error:
        raise UsageError(f"{path}: is nested too deeply; mend it") from error
    except ValueError as error:  # not UTF-8, not TOML, or a number too long for any use
        raise UsageError(f"{path}: is not TOML ({error}); mend it") from error
    return checked(table, model, str(path))


def checked(table: dict[str, Any], model: type[Model], where: str) -> Model:
    """The table as a model; every finding goes into one `UsageError`."""
    try:
        return model.model_validate(table)
    except ValidationError as error:
        findings = "; ".join(_sentence(finding, model) for finding in error.errors(include_url=False))
        raise UsageError(f"{where}: {findings}") from error


def _sentence(finding: Any, model: type[BaseModel]) -> str:  # noqa: ANN401  pydantic's own dictionary
    place = tuple(part for part in finding["loc"] if part != "[key]")
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place).removeprefix(".")
    message = finding["msg"]
    if finding["type"] == "extra_forbidden":
        return f"unknown key {key!r}; known here: {', '.join(_keys(model, place[:-1]))}"
    if finding["type"] == "missing":
        return f"no key {key!r}; add it"
    found = repr(place[-1] if "[key]" in finding["loc"] else finding["input"])
    found = found if len(found) <= LONGEST else f"{found[:LONGEST]}…"
    if finding["type"] == "model_type":
        message = "it should be a table"
    if finding["type"] == "value_error":  # a sentence of ours, which may say already what was found
        message = message.removeprefix("Value error, ")
        return f"{key}: {message}" if not message.startswith("it ") else f"{key}: found {found}; {message}"
    return f"{key}: found {found}; {re.sub('^[A-Z][a-z]+ should', 'it should', message)}"


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys that the table at this path may have: a table of its own, or one of a list of tables."""
    for part in path:
        if isinstance(part, str):
            annotation = model.model_fields[part].annotation
            (model,) = (kind for kind in (annotation, *get_args(annotation)) if _is_model(kind))
    return sorted(model.model_fields)


def _is_model(kind: Any) -> TypeGuard[type[BaseModel]]:  # noqa: ANN401  whatever an annotation holds
    return isinstance(kind, type) and issubclass(kind, BaseModel)
