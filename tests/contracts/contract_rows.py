"""Rows made of the contracts' examples, and frames of such rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.contracts import to_arrow

if TYPE_CHECKING:
    import polars as pl

    from toolkit.contracts import Contract


def example_row(contract: Contract) -> dict[str, object]:
    return {field.name: field.example for field in contract.fields}


def frame_of(contract: Contract, *rows: dict[str, object]) -> pl.DataFrame:
    """A frame as it comes from Parquet; every row is the example row with changes."""
    import polars as pl
    import pyarrow as pa

    # Through Arrow, since polars takes no time zone in a schema for rows; without its nullability, to allow bad rows.
    schema = pa.schema([pa.field(field.name, _loose(field.type)) for field in to_arrow(contract)])
    table = pa.Table.from_pylist([example_row(contract) | row for row in rows], schema=schema)
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    return frame


def _loose(kind):
    import pyarrow as pa

    if pa.types.is_list(kind):
        return pa.list_(_loose(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, _loose(field.type)) for field in kind])
    return kind
