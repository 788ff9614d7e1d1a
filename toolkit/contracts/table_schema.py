"""A contract as a Table Schema of Frictionless, as far as the reference program can read Parquet by one.

Source: Frictionless Data, Table Schema specification, version 1. frictionless-py reads Parquet through pandas, which
hands it lists as arrays of NumPy and integers with gaps as floats: it would refuse both as `array` and `integer`. Such
columns are `any` and `number`, and say in `jsonSchema` what they really are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.contracts.json_schema import to_json_schema

if TYPE_CHECKING:
    from toolkit.contracts.contract import Contract, Field
    from toolkit.contracts.json_schema import JsonValue

_TYPES = {
    "string": "string",
    "int32": "integer",
    "int64": "integer",
    "float64": "number",
    "bool": "boolean",
    "timestamp[us, tz=UTC]": "datetime",
    "list<string>": "any",
    "list<struct>": "any",
}


def to_table_schema(contract: Contract) -> dict[str, JsonValue]:
    """Fields with their constraints, and the primary key. Foreign keys name resources, so a data package adds them."""
    properties = to_json_schema(contract)["properties"]
    assert isinstance(properties, dict)  # the schema of a row
    return {
        "fields": [_field(field, properties[field.name]) for field in contract.fields],
        "primaryKey": list(contract.primary_key),
    }


def _field(field: Field, column: JsonValue) -> dict[str, JsonValue]:
    kind, limits = _TYPES[field.type], _constraints(field)
    if kind == "integer" and field.nullable:
        return _described(field, "number", {}, column)
    if field.is_list:
        return _described(field, kind, {key: limits[key] for key in limits if key == "required"}, column)
    return _described(field, kind, limits, None)


def _described(field: Field, kind: str, limits: dict[str, JsonValue], column: JsonValue) -> dict[str, JsonValue]:
    node: dict[str, JsonValue] = {"name": field.name, "type": kind, "description": " ".join(field.description.split())}
    if limits:
        node["constraints"] = limits
    if column is not None:
        node["jsonSchema"] = column
    return node


def _constraints(field: Field) -> dict[str, JsonValue]:
    limits = field.constraints
    said: dict[str, JsonValue] = {
        "required": limits.required or None,
        "unique": limits.unique or None,
        "pattern": limits.pattern,
        "enum": [*limits.enum] or None,
        "minimum": limits.minimum,
        "maximum": limits.maximum,
        "minLength": limits.min_length,
        "maxLength": limits.max_length,
    }
    return {word: value for word, value in said.items() if value is not None}
