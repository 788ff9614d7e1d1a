"""A contract as JSON Schema, draft 2020-12: one row of the table as a JSON object."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.contracts.contract import Contract, Example, Field

JsonValue: TypeAlias = "str | int | float | bool | list[JsonValue] | dict[str, JsonValue] | None"

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_INTEGER_BITS = {"int32": 32, "int64": 64}


def to_json_schema(contract: Contract) -> dict[str, JsonValue]:
    """One row as an object: every column is there, no other is, and null stands where the contract allows it.

    A timestamp is a string in RFC 3339's form. Keys between rows and tables cannot be said in JSON Schema.
    """
    return {
        "$schema": DRAFT,
        "title": contract.title,
        "description": contract.description,
        "$comment": f"contract {contract.name} {contract.version}",
        **_object(contract.fields),
    }


def to_json_value(value: Example) -> JsonValue:
    """A value as JSON has it: a timestamp becomes "2031-04-02T09:30:00Z"."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case list():
            return [to_json_value(item) if isinstance(item, str) else _struct(item) for item in value]
        case _:
            return value


def _struct(item: dict[str, str | int | float | bool | datetime]) -> JsonValue:
    return {name: to_json_value(value) for name, value in item.items()}


def _object(fields: Sequence[Field]) -> dict[str, JsonValue]:
    return {
        "type": "object",
        "properties": {field.name: _property(field) for field in fields},
        "required": [field.name for field in fields],
        "additionalProperties": False,
    }


def _property(field: Field) -> JsonValue:
    body: dict[str, JsonValue] = {"description": field.description}
    body.update(_type(field))
    body.update(_limits(field))
    body["examples"] = [to_json_value(field.example)]
    return body


def _type(field: Field) -> dict[str, JsonValue]:
    name, more = _json_type(field)
    return {"type": [name, "null"] if field.nullable else name, **more}


def _json_type(field: Field) -> tuple[str, dict[str, JsonValue]]:
    match field.type:
        case "int32" | "int64":
            bits = _INTEGER_BITS[field.type]
            return "integer", {"minimum": -(2 ** (bits - 1)), "maximum": 2 ** (bits - 1) - 1}
        case "float64":
            return "number", {}
        case "bool":
            return "boolean", {}
        case "string":
            return "string", {}
        case "timestamp[us, tz=UTC]":
            return "string", {"format": "date-time"}
        case "list<string>":
            return "array", {"items": {"type": "string"}}
        case "list<struct>":
            return "array", {"items": _object(field.fields)}


def _limits(field: Field) -> dict[str, JsonValue]:
    limits = field.constraints
    shortest, longest = ("minItems", "maxItems") if field.is_list else ("minLength", "maxLength")
    said: dict[str, JsonValue] = {
        "pattern": limits.pattern,
        "minimum": limits.minimum,
        "maximum": limits.maximum,
        shortest: limits.min_length,
        longest: limits.max_length,
    }
    body: dict[str, JsonValue] = {word: value for word, value in said.items() if value is not None}
    if limits.enum:
        nothing: list[JsonValue] = [None] if field.nullable else []
        body["enum"] = [*limits.enum, *nothing]
    return body
