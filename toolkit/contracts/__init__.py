"""One contract in, every form out.

`load_contracts` reads `schemas/*.toml`. From a `Contract` derive: `to_arrow` (what Parquet is written with),
`to_polars`, `to_pandera` and `failures` (what a frame is checked with), `to_features` (what `load_dataset` reports),
`to_json_schema` (one row as JSON) and `to_markdown` (the data dictionary); `render` gives each as text. The
contracts of other editions are derived too (`standoff_contracts`), and `to_toml` writes them. Importing this package
costs next to nothing: pyarrow, polars, pandera and datasets are imported by the functions that need them.
"""

from __future__ import annotations

from toolkit.contracts.arrow import to_arrow
from toolkit.contracts.checks import Failure, failures, to_pandera
from toolkit.contracts.contract import Constraints, Contract, Field, ForeignKey, SpanRule
from toolkit.contracts.features import to_feature_dict, to_feature_rows, to_features
from toolkit.contracts.frame import shaped, to_frame, to_polars
from toolkit.contracts.json_schema import to_json_schema
from toolkit.contracts.load import TABLES, check_references, load_contracts
from toolkit.contracts.markdown import to_markdown
from toolkit.contracts.parse import load_contract
from toolkit.contracts.render import FORMATS, Format, render
from toolkit.contracts.standoff import (
    HASH_DIGITS,
    UNNAMED,
    Edition,
    contracts_of,
    edition_of,
    standoff_contracts,
    text_hash,
)
from toolkit.contracts.toml_text import to_toml

__all__ = [
    "FORMATS",
    "HASH_DIGITS",
    "TABLES",
    "UNNAMED",
    "Constraints",
    "Contract",
    "Edition",
    "Failure",
    "Field",
    "ForeignKey",
    "Format",
    "SpanRule",
    "check_references",
    "contracts_of",
    "edition_of",
    "failures",
    "load_contract",
    "load_contracts",
    "render",
    "shaped",
    "standoff_contracts",
    "text_hash",
    "to_arrow",
    "to_feature_dict",
    "to_feature_rows",
    "to_features",
    "to_frame",
    "to_json_schema",
    "to_markdown",
    "to_pandera",
    "to_polars",
    "to_toml",
]
