"""The stage: a folder of shards between annotation and grouping, so that no step holds all documents in memory.

A shard holds the rows of some consecutive documents, one Parquet file per table, in contract order but for the columns
that only the whole data set can tell, and a mark for each document: what is needed later and stands in no table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.contracts import TABLES, load_contracts, to_arrow
from toolkit.duplicates import PERMUTATIONS, Signature
from toolkit.tables import GROUPED, Row
from toolkit.terms import Terms

MARKS = "marks"
_MARKS_SCHEMA = pa.schema(
    [
        ("doc_id", pa.string()),
        ("signature", pa.binary(4 * PERMUTATIONS)),
        ("rights_holder", pa.string()),
        ("basis", pa.string()),
        ("redistribute", pa.bool_()),
    ]
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What of a document the build needs to know later, and its row does not say."""

    doc_id: str
    signature: Signature
    terms: Terms
    """But for the license, which the row has."""


def staged_schema(table: str) -> pa.Schema:
    """The table's schema without the columns that come later."""
    schema = to_arrow(load_contracts()[table])
    later = GROUPED.get(table, ())
    return pa.schema([field for field in schema if field.name not in later])


@dataclass(frozen=True, slots=True)
class Stage:
    """Shards in a folder, numbered in the order of the input."""

    folder: Path

    def write(self, shard: int, rows: Mapping[str, Sequence[Row]], marks: Sequence[Mark]) -> None:
        """Write one shard; a process may write its own shards while others write theirs."""
        self.put(shard, {each: pa.Table.from_pylist(list(rows[each]), staged_schema(each)) for each in TABLES}, marks)

    def put(self, shard: int, tables: Mapping[str, pa.Table], marks: Sequence[Mark]) -> None:
        """Write one shard of tables that have their `staged_schema`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            self._write(shard, table, tables[table])
        columns = [
            [mark.doc_id for mark in marks],
            [mark.signature.tobytes() for mark in marks],
            [mark.terms.rights_holder for mark in marks],
            [mark.terms.basis for mark in marks],
            [mark.terms.redistribute for mark in marks],
        ]
        self._write(shard, MARKS, pa.table(columns, schema=_MARKS_SCHEMA))

    def _write(self, shard: int, table: str, rows: pa.Table) -> None:
        pq.write_table(rows, self.folder / f"{shard:08}.{table}.parquet", compression="lz4")

    def read(self, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The table shard by shard, in order."""
        for path in sorted(self.folder.glob(f"*.{table}.parquet")):
            # Not pq.read_table, which reads columns out of a path like out=here/.
            with pq.ParquetFile(path, pre_buffer=False) as file:
                shard = file.read(columns=columns and list(columns))
            yield shard.select(list(columns)) if columns else shard

    def marks(self) -> Iterator[Mark]:
        """The mark of every document, in order."""
        for shard in self.read(MARKS):
            for row in shard.to_pylist():
                terms = Terms(row["rights_holder"], None, row["basis"], row["redistribute"])
                yield Mark(row["doc_id"], np.frombuffer(row["signature"], dtype=np.uint32), terms)
