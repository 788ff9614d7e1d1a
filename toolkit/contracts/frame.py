"""A contract as the types of a polars frame: what a frame read from the table's Parquet files has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl
    import pyarrow as pa

    from toolkit.contracts.contract import Contract, Field


def to_polars(contract: Contract) -> pl.Schema:
    """Column by polars type, in order. Polars types know no nullability."""
    import polars as pl

    return pl.Schema([(field.name, polars_type(field)) for field in contract.fields])


def to_frame(rows: pa.Table | pa.RecordBatch, columns: Sequence[str]) -> pl.DataFrame:
    """Some columns of Arrow rows as a frame.

    The metadata of the columns stay behind: in a damaged file they need not be text, and polars would end the program.
    """
    import polars as pl
    import pyarrow as pa

    bare = pa.table([rows.column(column) for column in columns], names=list(columns))
    frame = pl.from_arrow(bare)
    assert isinstance(frame, pl.DataFrame)  # and no series: it has columns
    return frame


def shaped(frame: pl.DataFrame, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """The frame with exactly these columns, members of structs included: null where it lacks one."""
    import polars as pl

    return frame.with_columns(
        pl.col(name).cast(kind) if name in frame.columns else pl.lit(None, kind).alias(name)
        for name, kind in schema.items()
    ).select(*schema)


def polars_type(field: Field) -> pl.DataType:
    """The polars type of one column."""
    import polars as pl

    match field.type:
        case "string":
            return pl.String()
        case "int32":
            return pl.Int32()
        case "int64":
            return pl.Int64()
        case "float64":
            return pl.Float64()
        case "bool":
            return pl.Boolean()
        case "timestamp[us, tz=UTC]":
            return pl.Datetime("us", "UTC")
        case "list<string>":
            return pl.List(pl.String())
        case "list<struct>":
            return pl.List(pl.Struct([pl.Field(member.name, polars_type(member)) for member in field.fields]))
