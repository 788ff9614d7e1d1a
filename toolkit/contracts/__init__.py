"""One contract in, every form out.

`load_contracts` reads `schemas/*.toml`. From a `Contract` derive: `to_arrow` (what Parquet is written with),
`to_pandera` and `failures` (what a table is checked with), `to_features` (what `load_dataset` reports),
`to_json_schema` (one row as JSON) and `to_markdown` (the data dictionary). Importing this package costs next to
nothing: pyarrow, polars, pandera and datasets are imported by the functions that need them.
"""

from __future__ import annotations

from toolkit.contracts.arrow import to_arrow
from toolkit.contracts.contract import Constraints, Contract, Field, ForeignKey, SpanRule
from toolkit.contracts.features import to_feature_dict, to_feature_rows, to_features
from toolkit.contracts.load import TABLES, check_references, load_contracts
from toolkit.contracts.parse import load_contract

__all__ = [
    "TABLES",
    "Constraints",
    "Contract",
    "Field",
    "ForeignKey",
    "SpanRule",
    "check_references",
    "load_contract",
    "load_contracts",
    "to_arrow",
    "to_feature_dict",
    "to_feature_rows",
    "to_features",
]
