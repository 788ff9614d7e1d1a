"""A contract as the TOML that `load_contract` reads: for one that was derived, and has no file of its own."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.contracts.contract import Constraints, Contract, Field


def to_toml(contract: Contract) -> str:
    """The text; `load_contract` makes the same contract of it."""
    return "\n".join(_contract(contract)) + "\n"


def _contract(contract: Contract) -> Iterator[str]:
    for key in ("name", "title", "version", "description"):
        yield f"{key} = {_value(getattr(contract, key))}"
    yield f"primaryKey = {_value(list(contract.primary_key))}"
    if contract.spans:
        yield "spans = ["
        for rule in contract.spans:
            within = {} if rule.within is None else {"in": rule.within}
            yield f"    {_value({**within, 'start': rule.start, 'end': rule.end, 'text': rule.text})},"
        yield "]"
    for foreign in contract.foreign_keys:
        reference = {"resource": foreign.resource, "fields": list(foreign.reference_fields)}
        yield from (
            "",
            "[[foreignKeys]]",
            f"fields = {_value(list(foreign.fields))}",
            f"reference = {_value(reference)}",
        )
    for field in contract.fields:
        yield from _field(field, "fields")


def _field(field: Field, path: str) -> Iterator[str]:
    yield from ("", f"[[{path}]]", f"name = {_value(field.name)}", f"type = {_value(field.type)}")
    if field.quotes:
        yield f"quotes = {_value(field.quotes)}"
    yield f"description = {_value(field.description)}"
    yield f"example = {_value(field.example)}"
    constraints = dict(_constraints(field.constraints))
    if constraints:
        yield f"constraints = {_value(constraints)}"
    for member in field.fields:
        yield from _field(member, f"{path}.fields")


def _constraints(limits: Constraints) -> Iterator[tuple[str, object]]:
    words = {
        "required": limits.required or None, "unique": limits.unique or None, "pattern": limits.pattern,
        "enum": dict(limits.enum) or None, "minimum": limits.minimum, "maximum": limits.maximum,
        "minLength": limits.min_length, "maxLength": limits.max_length,
    }  # fmt: skip
    yield from ((word, value) for word, value in words.items() if value is not None)


def _value(value: Any) -> str:  # noqa: ANN401  whatever TOML can hold
    """A value on one line. A string of JSON is one of TOML, but for the one control character that JSON lets pass."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            return (
                "{ "
                + ", ".join(f"{json.dumps(key, ensure_ascii=False)} = {_value(v)}" for key, v in value.items())
                + " }"
            )
        case _:
            return repr(value)
