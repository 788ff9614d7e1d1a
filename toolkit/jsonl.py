"""A line of JSONL to a record: an object with an id, a text and what else it says of the article."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from toolkit.rejection import Address, Reason, Rejection
from toolkit.rights import moment
from toolkit.text import one_line


def _authors(value: Any) -> Any:  # noqa: ANN401  before validation it may be anything
    return [value] if isinstance(value, str) else [] if value is None else value


def _number_as_text(value: Any) -> Any:  # noqa: ANN401  before validation it may be anything
    return str(value) if type(value) is int else value


class Record(BaseModel):
    """A JSONL record; fields that are not named here are not read."""

    model_config = ConfigDict(strict=True, frozen=True)

    id: Annotated[str, BeforeValidator(_number_as_text)] = Field(min_length=1)
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: Annotated[list[str], BeforeValidator(_authors)] = []
    published_at: Annotated[datetime | None, BeforeValidator(moment)] = None
    license: str | None = None
    language: str | None = None

    def rights(self) -> dict[str, str | datetime]:
        """What the record itself says; it wins over sources.toml."""
        stated = {"url": self.url, "publisher": self.publisher, "license": self.license, "language": self.language}
        lines = {key: one_line(value) for key, value in stated.items() if value}
        moments = {"published_at": self.published_at} if self.published_at else {}
        return {**{key: value for key, value in lines.items() if value}, **moments}


def read_record(line: str, column: Callable[[str], str], address: Address) -> Record | Rejection:
    """The record on a line; `column` says what a field of `Record` is called there."""
    table = _json_object(line, address)
    if isinstance(table, Rejection):
        return table
    return _checked({field: table.get(column(field)) for field in Record.model_fields}, column, address)


def _json_object(line: str, address: Address) -> dict[str, Any] | Rejection:
    try:
        value = json.loads(line)
    except RecursionError:
        return address.reject(Reason.INVALID_JSON, "nested too deeply")
    except ValueError as error:
        return address.reject(Reason.INVALID_JSON, str(error)[:200])
    if not isinstance(value, dict):
        return address.reject(Reason.INVALID_RECORD, f"a JSON {type(value).__name__}, not an object")
    return value


_SURROGATE = re.compile("[\ud800-\udfff]")


def _checked(table: dict[str, Any], column: Callable[[str], str], address: Address) -> Record | Rejection:
    if table["id"] is None or (isinstance(table["id"], str) and not table["id"].strip()):
        return address.reject(Reason.MISSING_ID, f"no field {column('id')}, or an empty one")
    if table["text"] is None:
        return address.reject(Reason.MISSING_TEXT, f"no field {column('text')}")
    if any(map(_SURROGATE.search, _strings(table))):
        return address.reject(Reason.UNDECODABLE, "half of a surrogate pair, which is no character")
    try:
        record = Record.model_validate(table)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[0]
        field, *rest = (str(part) for part in found["loc"])
        where = ".".join([column(field), *rest])
        return address.reject(Reason.INVALID_RECORD, f"{where}: {found['msg'].removeprefix('Value error, ')}")
    if not record.text.strip():
        return address.reject(Reason.EMPTY, "the text is empty", record.id)
    return record


def _strings(table: dict[str, Any]) -> Iterator[str]:
    for value in table.values():
        yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))
