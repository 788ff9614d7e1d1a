"""A Parquet file of a table as batches of rows, each known to be sound before anything looks into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toolkit.contracts import Contract
from toolkit.findings import Violation, shown

FIRST_MOMENT, LAST_MOMENT = (
    (moment - datetime(1970, 1, 1)) // timedelta(microseconds=1) for moment in (datetime.min, datetime.max)
)
"""Microseconds since 1970 of the calendar's ends."""
UNREADABLE = (OSError, ValueError, MemoryError, pa.ArrowException)
"""What reading a damaged file raises: pyarrow's own errors are kinds of these; a damaged length may ask for more memory
than there is."""


class Damaged(Exception):
    """A file cannot be read to its end, or holds what nothing could show."""

    def __init__(self, violation: Violation) -> None:
        super().__init__(violation)
        self.violation = violation


Cast = Callable[[pa.RecordBatch], pa.RecordBatch]
"""Puts columns into the contract's types. Raises ArrowException where a value does not fit."""


def sound_batches(
    contract: Contract, path: Path, columns: Sequence[str], rows: int, cast: Cast = lambda batch: batch
) -> Iterator[pa.RecordBatch]:
    """The columns, so many rows at a time. Raises Damaged, with the violation.

    pyarrow would otherwise fetch the whole file before it gives the first rows: half a second of the system's time for
    each gigabyte, and the gigabyte. Nothing here needs that, so no file is opened with its buffer.
    """
    name = f"data/{contract.name}/{path.name}"
    try:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            for batch in file.iter_batches(rows, columns=list(columns)):
                batch.validate(full=True)
                batch = cast(batch)
                for violation in check_moments(contract, batch, name):
                    raise Damaged(violation)
                yield batch
    except UNREADABLE as error:
        raise Damaged(unreadable(contract, name, error)) from error


def unreadable(contract: Contract, name: str, error: BaseException) -> Violation:
    """The violation of a file that `UNREADABLE` came of."""
    return Violation("schema", contract.name, name, None, shown(str(error)), "a Parquet file that can be read")


def check_moments(contract: Contract, batch: pa.RecordBatch, name: str) -> Iterator[Violation]:
    """Points in time that no calendar has: nothing could show them."""
    there = set(batch.schema.names)
    for field in (field for field in contract.fields if field.type.startswith("timestamp") and field.name in there):
        limits = pc.min_max(batch.column(field.name).cast(pa.int64())).as_py()
        if limits["min"] is not None and not FIRST_MOMENT <= limits["min"] <= limits["max"] <= LAST_MOMENT:
            found = f"microseconds {limits['min']} to {limits['max']}"
            yield Violation("range", contract.name, name, field.name, found, "moments of the years 1 to 9999")
