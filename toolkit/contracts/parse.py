"""TOML in, `Contract` out, strictly: an unknown word, a wrong type or a key without its column is a ContractError."""

from __future__ import annotations

import re
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeGuard

from toolkit.contracts.contract import (
    FIELD_TYPES,
    QUOTING,
    Constraints,
    Contract,
    Example,
    Field,
    FieldType,
    ForeignKey,
    Quoting,
    SpanRule,
)
from toolkit.contracts.toml_node import Node, is_table, is_text_list, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CONTRACT_KEYS = ("name", "title", "version", "description", "primaryKey", "foreignKeys", "spans", "fields")
FIELD_KEYS = ("name", "type", "quotes", "description", "example", "constraints", "fields")
CONSTRAINT_KEYS = ("required", "unique", "pattern", "enum", "minimum", "maximum", "minLength", "maxLength")
FOREIGN_KEY_KEYS = ("fields", "reference")
REFERENCE_KEYS = ("resource", "fields")
SPAN_KEYS = ("start", "end", "text", "in")

_TEXT_ONLY = ("pattern", "enum")
_NUMBER_ONLY = ("minimum", "maximum")
_LENGTH_ONLY = ("minLength", "maxLength")
_LISTS: tuple[FieldType, ...] = ("list<string>", "list<struct>")
_NUMBERS: tuple[FieldType, ...] = ("int32", "int64", "float64")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


def load_contract(text: str, where: str) -> Contract:
    """The contract that a TOML text states; `where` names the text in messages.

    Raises ContractError, *where: what was found; what to do*, at the first thing that the grammar in
    `schemas/README.md` does not allow.
    """
    root = read_toml(text, where)
    root.only(CONTRACT_KEYS)
    fields = _fields(root)
    contract = Contract(
        name=_name(root),
        title=root.text("title"),
        version=_version(root),
        description=root.text("description").strip(),
        fields=fields,
        primary_key=_columns(root, "primaryKey", fields),
        foreign_keys=tuple(_foreign_key(node, fields) for node in root.tables("foreignKeys")),
        spans=tuple(_span(node, fields) for node in root.tables("spans")),
    )
    _check_primary_key(root, contract)
    return contract


def _name(node: Node) -> str:
    name = node.text("name")
    if not _NAME.fullmatch(name):
        raise node.error(f"name {name!r}", "use lower-case letters, digits and underscores, a letter first")
    return name


def _version(node: Node) -> str:
    version = node.text("version")
    if not _VERSION.fullmatch(version):
        raise node.error(f"version {version!r}", "write MAJOR.MINOR.PATCH, such as 1.0.0")
    return version


def _fields(node: Node, *, nested: bool = False) -> tuple[Field, ...]:
    fields = tuple(_field(entry, nested=nested) for entry in node.tables("fields"))
    if not fields:
        raise node.error("no fields", "add at least one under 'fields'")
    names = [field.name for field in fields]
    for name in names:
        if names.count(name) > 1:
            raise node.error(f"field {name!r} occurs {names.count(name)} times", "keep one")
    return fields


def _field(node: Node, *, nested: bool) -> Field:
    node.only(FIELD_KEYS)
    name = _name(node)
    kind = _type(node, nested=nested)
    members: tuple[Field, ...] = ()
    if kind == "list<struct>":
        members = _fields(node, nested=True)
    elif node.has("fields"):
        raise node.error(f"'fields' with the type {kind!r}", "only list<struct> has members; remove them")
    constraints = _constraints(node.table("constraints"), kind, nested=nested)
    example = node.value("example")
    if not _is_example(example, kind, members):
        raise node.error(f"example {example!r}", f"write one of type {kind}, with every member of a struct")
    return Field(name, kind, node.text("description").strip(), example, constraints, members, _quotes(node, kind))


def _quotes(node: Node, kind: FieldType) -> Quoting | None:
    if not node.has("quotes"):
        return None
    if kind not in ("string", "list<string>"):
        raise node.error(f"'quotes' with the type {kind!r}", "it is for string and list<string> only; remove it")
    word = next((known for known in QUOTING if known == node.text("quotes")), None)
    if word is None:
        raise node.error(f"'quotes' is {node.text('quotes')!r}", f"write one of {', '.join(QUOTING)}")
    return word


def _type(node: Node, *, nested: bool) -> FieldType:
    name = node.text("type")
    for kind in FIELD_TYPES:
        if kind == name and not (nested and kind in _LISTS):
            return kind
    allowed = [kind for kind in FIELD_TYPES if not (nested and kind in _LISTS)]
    raise node.error(f"type {name!r}", f"use one of {'; '.join(allowed)}")


def _constraints(node: Node, kind: FieldType, *, nested: bool) -> Constraints:
    node.only(CONSTRAINT_KEYS)
    _refuse_keys(node, _TEXT_ONLY, "string", fits=kind == "string")
    _refuse_keys(node, _NUMBER_ONLY, "numbers", fits=kind in _NUMBERS)
    _refuse_keys(node, _LENGTH_ONLY, "string and lists", fits=kind == "string" or kind in _LISTS)
    _refuse_keys(node, ("unique",), "columns that are no lists", fits=not nested and kind not in _LISTS)
    constraints = Constraints(
        required=node.flag("required"),
        unique=node.flag("unique"),
        pattern=_pattern(node) if node.has("pattern") else None,
        enum=MappingProxyType({value: node.table("enum").text(value) for value in node.table("enum").content}),
        minimum=node.number("minimum"),
        maximum=node.number("maximum"),
        min_length=node.length("minLength"),
        max_length=node.length("maxLength"),
    )
    if node.has("enum") and not constraints.enum:
        raise node.error("'enum' without a value", "write each value with its meaning, or remove it")
    return constraints


def _refuse_keys(node: Node, keys: Iterable[str], allowed: str, *, fits: bool) -> None:
    for key in keys:
        if node.has(key) and not fits:
            raise node.error(f"{key!r} on another type", f"it is for {allowed} only; remove it")


def _pattern(node: Node) -> str:
    pattern = node.text("pattern")
    if not (pattern.startswith("^") and pattern.endswith("$")):
        # Engines disagree on whether a pattern is searched or matched; anchored, they agree.
        raise node.error(f"pattern {pattern!r}", "anchor it: begin with ^ and end with $")
    try:
        re.compile(pattern)
    except re.error as error:
        raise node.error(f"pattern {pattern!r} is no regular expression ({error})", "correct it") from error
    return pattern


def _is_example(value: object, kind: FieldType, members: Sequence[Field]) -> TypeGuard[Example]:
    match kind:
        case "string":
            return isinstance(value, str)
        case "int32" | "int64":
            return isinstance(value, int) and not isinstance(value, bool)
        case "float64":
            return isinstance(value, float)
        case "bool":
            return isinstance(value, bool)
        case "timestamp[us, tz=UTC]":
            return isinstance(value, datetime) and value.tzinfo is not None
        case "list<string>":
            return is_text_list(value)
        case "list<struct>":
            return isinstance(value, list) and all(_is_struct(item, members) for item in value)


def _is_struct(value: object, members: Sequence[Field]) -> bool:
    if not is_table(value) or list(value) != [member.name for member in members]:
        return False
    return all(_is_example(value[member.name], member.type, ()) for member in members)


def _columns(node: Node, key: str, fields: Sequence[Field]) -> tuple[str, ...]:
    names = node.texts(key)
    known = [field.name for field in fields]
    for name in names:
        if name not in known:
            raise node.error(f"{key!r} names {name!r}", f"there is no such column; use one of {', '.join(known)}")
    return names


def _check_primary_key(node: Node, contract: Contract) -> None:
    if len(contract.primary_key) > 1:
        raise node.error(f"primaryKey of {len(contract.primary_key)} columns", "name one")
    key = contract.field(contract.primary_key[0])
    if not (key.constraints.required and key.constraints.unique):
        raise node.error(f"primaryKey {key.name!r} may be null or repeat", "make the column required and unique")


def _foreign_key(node: Node, fields: Sequence[Field]) -> ForeignKey:
    node.only(FOREIGN_KEY_KEYS)
    own = _columns(node, "fields", fields)
    reference = node.table("reference")
    reference.only(REFERENCE_KEYS)
    other = reference.texts("fields")
    if len(own) != len(other):
        raise node.error(f"{len(own)} fields that refer to {len(other)}", "give as many on both sides")
    return ForeignKey(own, reference.text("resource"), other)


def _span(node: Node, fields: Sequence[Field]) -> SpanRule:
    node.only(SPAN_KEYS)
    within = node.text("in") if node.has("in") else None
    if within is not None:
        fields = _members(node, within, fields)
    by_name = {field.name: field for field in fields}
    names = [node.text(key) for key in ("start", "end", "text")]
    for name, kind in zip(names, ("int32", "int32", "string"), strict=True):
        if name not in by_name or by_name[name].type != kind:
            raise node.error(f"span over {name!r}", f"name a column of type {kind}: {', '.join(by_name)}")
    if len({by_name[name].nullable for name in names}) > 1:
        raise node.error(f"span over {', '.join(names)}", "make all three required, or none")
    start, end, text = names
    return SpanRule(start, end, text, within, by_name[start].nullable)


def _members(node: Node, within: str, fields: Sequence[Field]) -> Sequence[Field]:
    for field in fields:
        if field.name == within and field.type == "list<struct>":
            return field.fields
    raise node.error(f"span in {within!r}", "name a column of type list<struct>")
