"""A contract as an Arrow schema: what the Parquet files of its table are written with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from toolkit.contracts.features import to_feature_dict

if TYPE_CHECKING:
    import pyarrow as pa

    from toolkit.contracts.contract import Contract, Field


def to_arrow(contract: Contract) -> pa.Schema:
    """The schema of the table's Parquet files.

    A field is nullable where the contract lets it be, and its metadata hold `description`. The schema's metadata hold
    `huggingface` (the features, which `datasets` reads) and `toolkit.contract` ("quotes 1.0.0").
    """
    import pyarrow as pa

    features = {"info": {"features": to_feature_dict(contract)}}
    metadata = {
        "huggingface": json.dumps(features, ensure_ascii=False),
        "toolkit.contract": f"{contract.name} {contract.version}",
    }
    return pa.schema([_field(field) for field in contract.fields], metadata=metadata)


def _field(field: Field) -> pa.Field:
    import pyarrow as pa

    return pa.field(field.name, _type(field), nullable=field.nullable, metadata={"description": field.description})


def _type(field: Field) -> pa.DataType:
    import pyarrow as pa

    match field.type:
        case "string":
            return pa.string()
        case "int32":
            return pa.int32()
        case "int64":
            return pa.int64()
        case "float64":
            return pa.float64()
        case "bool":
            return pa.bool_()
        case "timestamp[us, tz=UTC]":
            return pa.timestamp("us", tz="UTC")
        case "list<string>":
            return _list(pa.string())
        case "list<struct>":
            return _list(pa.struct([_field(member) for member in field.fields]))


def _list(item: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    # Parquet calls the items of a list "element": with the same name here, a file's schema equals this one.
    return pa.list_(pa.field("element", item, nullable=False))
