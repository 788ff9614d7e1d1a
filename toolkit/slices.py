"""A release read in slices: some documents together with all their rows in the other tables, in bounded memory.

It rests on a promise that is checked on the way: in every file rows stand in the order of their documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from toolkit.contracts import load_contracts, to_polars

DOCUMENTS = 256
"""Documents in a slice."""
BATCH_ROWS = 20_000
ORDINAL = "__ordinal"
"""Column added to each table: the position of the row's document in its split, null where there is no such document."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some documents of one split and what belongs to them, as frames with the column `ORDINAL`."""

    split: str
    first: int
    """Ordinal of the first document."""
    tables: Mapping[str, pl.DataFrame]

    @property
    def documents(self) -> pl.DataFrame:
        """The documents themselves."""
        return self.tables["documents"]


@dataclass(slots=True)
class _Rows:
    """The rows of one table in one split, handed out document by document."""

    batches: Iterator[pl.DataFrame]
    schema: pl.Schema
    ordinals: pl.DataFrame
    _held: list[pl.DataFrame] = field(default_factory=list)

    def until(self, ordinal: int | None) -> pl.DataFrame:
        """The next rows, up to the first that belongs to a document after `ordinal`; all that are left for None.

        Rows that belong to no document come with their neighbours.
        """
        while not self._beyond(ordinal) and (batch := next(self.batches, None)) is not None:
            self._held.append(batch.join(self.ordinals, on="doc_id", how="left", maintain_order="left"))
        if not self._held:
            return self.schema.to_frame().join(self.ordinals, on="doc_id", how="left", maintain_order="left")
        rows = pl.concat(self._held)
        beyond = pl.Series([], dtype=pl.UInt32) if ordinal is None else (rows[ORDINAL] > ordinal).arg_true()
        stop = beyond[0] if len(beyond) else len(rows)
        self._held = [rows[stop:]] if stop < len(rows) else []
        return rows[:stop]

    def _beyond(self, ordinal: int | None) -> bool:
        """Whether the rows at hand reach past the document."""
        last = self._held[-1][ORDINAL].max() if ordinal is not None and self._held else None
        return ordinal is not None and isinstance(last, int) and last > ordinal


def _batches(paths: Sequence[Path]) -> Iterator[pl.DataFrame]:
    for path in paths:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(BATCH_ROWS):
                frame = pl.from_arrow(batch)
                if isinstance(frame, pl.DataFrame):
                    yield frame


def slices(files: Mapping[str, Sequence[Path]], split: str) -> Iterator[Slice]:
    """The split's documents in order, with their rows. `files` maps a table to its files of this split.

    Rows of other tables that belong to no document of the split stand in the slice of their neighbours. A table without
    a file is an empty frame. The frames have the columns of the files, whatever these are, so check the schemas first.
    """
    paths = files.get("documents", ())
    ids = [doc_id for path in paths for doc_id in pq.read_table(path, columns=["doc_id"])["doc_id"].to_pylist()]
    ordinals = pl.DataFrame(
        {"doc_id": ids, ORDINAL: range(len(ids))}, schema={"doc_id": pl.String, ORDINAL: pl.Int64}
    ).unique("doc_id", keep="first", maintain_order=True)
    rows = {
        table: _Rows(_batches(files.get(table, ())), to_polars(contract), ordinals)
        for table, contract in load_contracts().items()
    }
    starts = range(0, max(1, len(ids)), DOCUMENTS)
    for start in starts:
        last = start + DOCUMENTS - 1 if start != starts[-1] else None
        yield Slice(split, start, {table: of.until(last) for table, of in rows.items()})
