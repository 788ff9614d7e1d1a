"""A contract as a record set of Croissant (1.1 and, with `repeated`, 1.0): fields, key, references, nested fields.

Source: MLCommons, Croissant Format Specification, versions 1.0 and 1.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from toolkit.contracts.contract import Contract, Field, ForeignKey

Node: TypeAlias = dict[str, Any]
"""A node of JSON-LD."""

SPLITS = "splits"
"""Id of the record set that lists the splits; its key is `splits/name`."""
_SPLIT: Node = {"field": {"@id": f"{SPLITS}/name"}}
_TYPES = {
    "string": "sc:Text",
    "int32": "cr:Int32",
    "int64": "cr:Int64",
    "float64": "cr:Float64",
    "bool": "sc:Boolean",
    "timestamp[us, tz=UTC]": "sc:DateTime",
    "list<string>": "sc:Text",
}


def file_set_of(table: str) -> str:
    """Id of the set of files that hold a table."""
    return f"{table}-files"


def to_record_set(contract: Contract) -> Node:
    """The table as a record set whose fields read the Parquet files of `file_set_of(table)`.

    Each column is a field; the members of list<struct> are sub-fields of a repeated field. A table without the column
    `split` gets a field of that name, read off the names of its files.
    """
    fields = [_field(contract, field) for field in contract.fields]
    own = [] if "split" in contract.names else [_split(contract)]
    (key,) = contract.primary_key
    return {
        "@type": "cr:RecordSet",
        "@id": contract.name,
        "name": contract.name,
        "description": _line(contract.description),
        "key": {"@id": f"{contract.name}/{key}"},
        "field": [*fields, *own],
    }


def _field(contract: Contract, field: Field) -> Node:
    node = _described(f"{contract.name}/{field.name}", field)
    if field.is_list:
        node |= {"repeated": True, "isArray": True, "arrayShape": "-1"}
    if field.fields:
        return {**node, "subField": [_member(contract, field, member) for member in field.fields]}
    node |= {"dataType": _TYPES[field.type], "source": _column(contract.name, field.name)}
    if field.name == "split":
        node["references"] = _SPLIT
    for key in contract.foreign_keys:
        if key.fields == (field.name,):
            node["references"] = _reference(key)
    return node


def _member(contract: Contract, field: Field, member: Field) -> Node:
    source = {**_column(contract.name, field.name), "transform": {"jsonPath": member.name}}
    described = _described(f"{contract.name}/{field.name}/{member.name}", member)
    return {**described, "dataType": _TYPES[member.type], "source": source}


def _described(own: str, field: Field) -> Node:
    return {"@type": "cr:Field", "@id": own, "name": field.name, "description": _line(field.description)}


def _line(text: str) -> str:
    return " ".join(text.split())


def _column(table: str, column: str) -> Node:
    return {"fileSet": {"@id": file_set_of(table)}, "extract": {"column": column}}


def _reference(key: ForeignKey) -> Node:
    """The column referred to, in its files.

    Not the field itself: mlcroissant would wait for that field's records, a table that refers to itself for ever.
    """
    (column,) = key.reference_fields
    return _column(key.resource, column)


def _split(contract: Contract) -> Node:
    return {
        "@type": "cr:Field",
        "@id": f"{contract.name}/split",
        "name": "split",
        "description": "The split that holds the row, as the name of its file says.",
        "dataType": "sc:Text",
        "source": {
            "fileSet": {"@id": file_set_of(contract.name)},
            "extract": {"fileProperty": "filename"},
            # What it finds it leaves as it is: mlcroissant applies it twice where it joins.
            "transform": {"regex": "^(train|validation|test)(?:-.*)?$"},
        },
        "references": _SPLIT,
    }
