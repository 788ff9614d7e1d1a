"""A contract as the features of a Hugging Face data set: the object, its JSON and the YAML of a dataset card.

Features know no nullability and no constraints; they hold names, order and types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datasets import Features

    from toolkit.contracts.contract import Contract, Field

FeatureDict: TypeAlias = dict[str, "str | FeatureDict"]
FeatureRow: TypeAlias = dict[str, "str | list[FeatureRow]"]


def to_features(contract: Contract) -> Features:
    """What `load_dataset` reports for the table: `List({...})` for a list of structs, `List(Value)` for other lists."""
    from datasets import Features

    return Features.from_dict(to_feature_dict(contract))


def to_feature_dict(contract: Contract) -> FeatureDict:
    """The features as `datasets` writes them in JSON, in the Parquet schema's key `huggingface`."""
    return {field.name: _feature(field) for field in contract.fields}


def to_feature_rows(contract: Contract) -> list[FeatureRow]:
    """The features as `dataset_info` of a dataset card lists them in YAML."""
    return [_row(field) for field in contract.fields]


def _feature(field: Field) -> FeatureDict:
    match field.type:
        case "list<struct>":
            return {"feature": {member.name: _feature(member) for member in field.fields}, "_type": "List"}
        case "list<string>":
            return {"feature": {"dtype": "string", "_type": "Value"}, "_type": "List"}
        case _:
            return {"dtype": field.type, "_type": "Value"}


def _row(field: Field) -> FeatureRow:
    match field.type:
        case "list<struct>":
            return {"name": field.name, "list": [_row(member) for member in field.fields]}
        case "list<string>":
            return {"name": field.name, "list": "string"}
        case _:
            return {"name": field.name, "dtype": field.type}
