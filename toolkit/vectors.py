"""The tables of a release, one column at a time: each value as 64 bits, so that no text stays in memory.

Two releases are compared by these vectors. A key is its own 64 bits, exactly; of any other value they are a hash, under
which two different values are one with a probability of 2^-64.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from toolkit.contracts import TABLES
from toolkit.errors import UsageError
from toolkit.release import Release

Vector = NDArray[np.uint64]
Positions = NDArray[np.int64]
BATCH_BYTES = 1 << 24
"""Of a column, uncompressed, that are read at a time."""
BATCH_ROWS = 1_000, 250_000
"""But at least and at most so many rows."""
NULL = np.uint64(0xD1B54A32D192ED03)
"""Stands for null among numbers; as likely to be one of them as two hashes are to be one."""
_WHOLE = {8: pa.uint8(), 16: pa.uint16(), 32: pa.uint32(), 64: pa.uint64()}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its files have it."""

    type: str
    nullable: bool


@dataclass(frozen=True, slots=True)
class TableFiles:
    """A table of a release: its files, and what its own contract says of it."""

    name: str
    splits: Mapping[str, Sequence[Path]]
    rows_by_split: Mapping[str, int]
    """Rows of each split that has a file, as the files' footers count them."""
    columns: Mapping[str, Column]
    contract: str | None
    """Version of the contract in the release's schemas/; None where there is none."""
    key: str | None
    """Name of the primary key."""
    labels: Mapping[str, frozenset[str]]
    """Closed lists of the contract, by column; of a member of structs, by `column.member`."""

    @property
    def paths(self) -> list[Path]:
        """All files, in the order of the rows."""
        return [path for paths in self.splits.values() for path in paths]

    @property
    def rows(self) -> int:
        """Rows in all splits."""
        return sum(self.rows_by_split.values())

    def split_of_rows(self) -> NDArray[np.str_]:
        """The split of each row."""
        counts = self.rows_by_split
        return np.repeat(np.array(list(counts), dtype=np.str_), list(counts.values()))


def table_files(release: Release) -> dict[str, TableFiles]:
    """All tables that a release has, those of the contracts first. Raises UsageError where one cannot be read."""
    folder = release.folder / "data"
    found = {path.name for path in folder.iterdir() if path.is_dir()} if folder.is_dir() else set()
    order = [*TABLES, *sorted(found - set(TABLES))]
    return {name: _table_files(release, name) for name in order if release.data_files(name)}


def _table_files(release: Release, name: str) -> TableFiles:
    splits = release.data_files(name)
    first = next(iter(splits.values()))[0]
    with _readable(first):
        schema = pq.read_schema(first)
    with _readable(release.folder / "data" / name):
        rows = {split: sum(pq.read_metadata(path).num_rows for path in paths) for split, paths in splits.items()}
    contract = _contract(release.folder / "schemas" / f"{name}.toml")
    key = contract.get("primaryKey")
    return TableFiles(
        name,
        splits,
        rows,
        {field.name: Column(str(field.type), field.nullable) for field in schema},
        str(contract["version"]) if "version" in contract else None,
        str(key[0]) if isinstance(key, list) and len(key) == 1 else None,
        dict(_labels(contract)),
    )


def _contract(path: Path) -> dict[str, Any]:
    """The contract in a release, whatever the grammar of its time; nothing where there is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: is no contract ({error}); `toolkit validate` says what else is wrong") from error


def _labels(contract: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    for field in contract.get("fields", ()):
        name = f"{prefix}{field.get('name')}"
        if values := field.get("constraints", {}).get("enum"):
            yield name, frozenset(values)
        yield from _labels(field, f"{name}.")


@contextmanager
def _readable(where: object) -> Iterator[None]:
    """Raise UsageError for a file that is damaged, not there, or no Parquet."""
    try:
        yield
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        found = " ".join(str(error).split())[:200]
        raise UsageError(f"{where}: cannot be read ({found}); `toolkit validate` says what is wrong with it") from error


# ---- vectors


def hashes(table: TableFiles, column: str) -> Vector:
    """Each value in 64 bits: equal for equal values of one type; comparable within one process only."""
    return _vector(table, column, _hashed)


def _hashed(values: pa.Array) -> Vector:
    """Numbers and times as they are, anything else as its hash."""
    if pa.types.is_boolean(values.type):
        values = values.cast(pa.uint8())
    if not pa.types.is_primitive(values.type):
        return _series(values).hash().to_numpy()
    bits = values.view(_WHOLE[values.type.bit_width])
    vector: Vector = bits.fill_null(0).to_numpy().astype(np.uint64)
    if bits.null_count:
        vector[values.is_null().to_numpy(zero_copy_only=False)] = NULL
    return vector


def keys(table: TableFiles, column: str, at: Positions | None = None) -> Vector:
    """The 64 bits of each id, of 16 hexadecimal digits; of those at some positions, in order, where `at` names them.

    Raises UsageError for what is no such id.
    """
    start = 0

    def decoded(ids: pa.Array) -> Vector:
        nonlocal start
        end = start + len(ids)
        if at is not None:
            first, last = np.searchsorted(at, (start, end))
            ids = ids.take(pa.array(at[first:last] - start, pa.int64()))
        start = end
        series = _series(ids)
        # Not `decode(strict=True)`, whose error names no row; an id of another length gives no 64 bits.
        exact = series.str.len_bytes() == 16
        bits = series.str.decode("hex", strict=False).bin.reinterpret(dtype=pl.UInt64, endianness="big")
        wrong = (~exact | bits.is_null()).fill_null(True)
        if wrong.any():
            raise UsageError(
                f"{table.paths[0].parent}: {column} {series.filter(wrong)[0]!r} is no id of 16 hexadecimal digits; "
                "`toolkit validate` says what else is wrong"
            )
        return bits.to_numpy()

    return _vector(table, column, decoded)


def offsets(table: TableFiles, column: str) -> Vector:
    """Each whole number of a column, none of which is null or negative."""
    return _vector(table, column, lambda numbers: numbers.fill_null(0).to_numpy().astype(np.uint64))


def _vector(table: TableFiles, column: str, convert: Callable[[pa.Array], Vector]) -> Vector:
    parts = [np.empty(0, dtype=np.uint64)]
    for path in table.paths:
        with _readable(path), pq.ParquetFile(path, pre_buffer=False) as file:
            batches = file.iter_batches(_batch_rows(file.metadata, column), columns=[column])
            parts += [convert(batch.column(0)) for batch in batches]
    return np.concatenate(parts)


def _batch_rows(metadata: pq.FileMetaData, column: str) -> int:
    """Rows to read at a time, so that long texts take no more memory than numbers."""
    leaves = [n for n in range(metadata.num_columns)
              if metadata.schema.column(n).path.partition(".")[0] == column]  # fmt: skip
    groups = range(metadata.num_row_groups)
    size = sum(metadata.row_group(group).column(leaf).total_uncompressed_size for group in groups for leaf in leaves)
    least, most = BATCH_ROWS
    return int(max(least, min(most, BATCH_BYTES * metadata.num_rows // max(size, 1))))


def _series(column: pa.Array) -> pl.Series:
    series = pl.from_arrow(column)
    if not isinstance(series, pl.Series):
        raise TypeError(f"a column came as {type(series).__name__}")
    return series


def values(table: TableFiles, column: str, positions: Positions) -> list[Any]:
    """The values at some positions, from the row groups that hold them."""
    found: dict[int, Any] = {}
    wanted = {int(position) for position in positions}
    start = 0
    for path in table.paths:
        with _readable(path), pq.ParquetFile(path, pre_buffer=False) as file:
            for group in range(file.metadata.num_row_groups):
                end = start + file.metadata.row_group(group).num_rows
                here = [position for position in wanted if start <= position < end]
                if here:
                    rows = file.read_row_group(group, columns=[column]).column(0)
                    found |= {position: rows[position - start].as_py() for position in here}
                start = end
    return [found[int(position)] for position in positions]


# ---- two vectors


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which rows of two tables have the same key: positions in the old and in the new one, in the new one's order."""

    old: Positions
    new: Positions
    removed: Positions
    """Positions in the old one without a partner."""
    added: Positions


def pair(old: Vector, new: Vector) -> Pairing:
    """Pair two vectors of keys, each of which holds a key once."""
    every = np.arange(len(new), dtype=np.int64)
    if np.array_equal(old, new):
        none = np.empty(0, dtype=np.int64)
        return Pairing(every, every, none, none)
    before = pl.DataFrame({"key": old, "old": np.arange(len(old), dtype=np.int64)})
    after = pl.DataFrame({"key": new, "new": every})
    both = after.join(before, on="key", how="inner").sort("new")
    one, other = both["old"].to_numpy(), both["new"].to_numpy()
    return Pairing(one, other, _others(len(old), one), _others(len(new), other))


def _others(length: int, taken: Positions) -> Positions:
    left = np.ones(length, dtype=bool)
    left[taken] = False
    return np.flatnonzero(left)


def repeated(vector: Vector) -> int | None:
    """A value that stands in a vector twice; None where there is none."""
    series = pl.Series(vector)
    return int(series.filter(series.is_duplicated())[0]) if series.n_unique() < len(series) else None


def regrouped(old: Vector, new: Vector) -> NDArray[np.bool_]:
    """Whether each row has other companions: the rows with the same label, compared as sets, whatever the label."""
    if np.array_equal(old, new):
        return np.zeros(len(old), dtype=bool)
    both, one, other = pl.len().over("old", "new"), pl.len().over("old"), pl.len().over("new")
    frame = pl.DataFrame({"old": old, "new": new}).select(((one != both) | (other != both)).alias("changed"))
    return frame["changed"].to_numpy()
