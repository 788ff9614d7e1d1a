"""Rows in any order, parted by their documents and set down on the disk: a part fits the memory, and is read once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa

from toolkit.contracts import TABLES, load_contracts, shaped, to_frame, to_polars
from toolkit.errors import UsageError
from toolkit.slices import Read, Size, Slice, ordinals_of

_PACKED = pa.ipc.IpcWriteOptions(compression="lz4")
_BYTES_PER_ROW = 150
"""Bytes in a file, uncompressed, that may stand for one of the rows that there is room for: texts are long."""
_ID = ["doc_id"]


def parts_for(rows: int, uncompressed: int, size: Size) -> int:
    """How many parts keep the rows of each at what the size has room for."""
    return 1 + max(4 * rows // (3 * size.room), uncompressed // (_BYTES_PER_ROW * size.room))


def parted(read: Read, naming: Sequence[str], count: int, size: Size) -> Iterator[Slice]:
    """Some documents with all their rows at a time, whatever order they stand in; `naming` are tables that name them.

    Raises Damaged where a file cannot be read to its end, UsageError where there is no room on the disk.
    """
    if count == 1:
        yield _slice(read, naming, size)
        return
    with _room() as folder:
        rows = _SetDown(folder, count)
        for table, contract in load_contracts().items():
            at_once = 4 * size.documents if table == "documents" else size.room  # nothing else is in memory yet
            rows.put(table, read(table, contract.names, at_once))
        for number in range(count):
            yield _slice(rows.read(number), naming, size)


@contextmanager
def _room() -> Iterator[Path]:
    """A folder that is there for a while. Raises UsageError where it cannot be made, or filled."""
    try:
        with tempfile.TemporaryDirectory(prefix="toolkit-") as folder:
            yield Path(folder)
    except OSError as error:
        raise UsageError(
            f"{tempfile.gettempdir()}: rows in another order than that of their documents could not be set down there "
            f"({error}); make room, or name another folder by TMPDIR"
        ) from error


def _slice(read: Read, naming: Sequence[str], size: Size) -> Slice:
    """All rows that there are to be read, each under its document's ordinal."""
    tables = {table: _frame(read, table, size) for table in TABLES}
    ordinals = ordinals_of(tables[table]["doc_id"] for table in naming)
    joined = {
        table: frame.join(ordinals, on="doc_id", how="left", maintain_order="left") for table, frame in tables.items()
    }
    return Slice("", 0, joined)


def _frame(read: Read, table: str, size: Size) -> pl.DataFrame:
    contract = load_contracts()[table]
    wanted = to_polars(contract)
    frames = (to_frame(batch, batch.schema.names) for batch in read(table, contract.names, size.rows))
    return pl.concat([wanted.to_frame(), *(shaped(frame, wanted) for frame in frames)])


@dataclass(frozen=True, slots=True)
class _SetDown:
    """A file for each table, in it for each batch of rows one batch for each part."""

    folder: Path
    count: int

    def put(self, table: str, batches: Iterator[pa.RecordBatch]) -> None:
        """Set the rows of a table down."""
        key, first = load_contracts()[table].primary_key[0], next(batches, None)
        if first is None:
            return
        parts = chain.from_iterable(self._parts(batch, key) for batch in chain([first], batches))
        part = next(parts)
        path = str(self.folder / table)
        with pa.OSFile(path, "wb") as file, pa.ipc.new_file(file, part.schema, options=_PACKED) as writer:
            for each in chain([part], parts):
                writer.write_batch(each)

    def _parts(self, batch: pa.RecordBatch, key: str) -> Iterator[pa.RecordBatch]:
        """The rows of each part, in order; those that name no document are in any, by their keys."""
        rows = to_frame(batch, batch.schema.names)
        part = rows.select(pl.coalesce(*_ID, key).hash() % self.count).to_series().to_numpy()
        order = np.argsort(part, kind="stable")
        limits = np.searchsorted(part[order], np.arange(self.count + 1))
        (parts,) = rows[order].rechunk().to_arrow(compat_level=pl.CompatLevel.oldest()).to_batches()
        for first, last in pairwise(limits):
            yield parts.slice(first, last - first)

    def read(self, number: int) -> Read:
        """How the rows of a part are read."""

        def read(table: str, columns: object, rows: object) -> Iterator[pa.RecordBatch]:
            path = self.folder / table
            if path.exists():
                with pa.OSFile(str(path), "rb") as file:
                    batches = pa.ipc.open_file(file)
                    for place in range(number, batches.num_record_batches, self.count):
                        yield batches.get_batch(place)

        return read
