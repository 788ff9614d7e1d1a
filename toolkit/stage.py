"""The stage: a folder of shards between annotation and grouping, so that no step holds all documents in memory.

A shard holds the rows of some consecutive documents, one Parquet file per table, in contract order but for the columns
that only the whole data set can tell, and the documents' near-duplicate signatures.
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

SIGNATURES = "signatures"
_SIGNATURES_SCHEMA = pa.schema([("doc_id", pa.string()), ("signature", pa.binary(4 * PERMUTATIONS))])


def staged_schema(table: str) -> pa.Schema:
    """The table's schema without the columns that come later."""
    schema = to_arrow(load_contracts()[table])
    later = GROUPED.get(table, ())
    return pa.schema([field for field in schema if field.name not in later])


@dataclass(frozen=True, slots=True)
class Stage:
    """Shards in a folder, numbered in the order of the input."""

    folder: Path

    def write(self, shard: int, rows: Mapping[str, Sequence[Row]], signatures: Mapping[str, Signature]) -> None:
        """Write one shard; a process may write its own shards while others write theirs."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for table in TABLES:
            self._write(shard, table, pa.Table.from_pylist(list(rows[table]), staged_schema(table)))
        columns = [list(signatures), [signature.tobytes() for signature in signatures.values()]]
        self._write(shard, SIGNATURES, pa.table(columns, schema=_SIGNATURES_SCHEMA))

    def _write(self, shard: int, table: str, rows: pa.Table) -> None:
        pq.write_table(rows, self.folder / f"{shard:08}.{table}.parquet", compression="lz4")

    def read(self, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The table shard by shard, in order."""
        for path in sorted(self.folder.glob(f"*.{table}.parquet")):
            shard = pq.read_table(path, columns=columns and list(columns))
            yield shard.select(list(columns)) if columns else shard

    def signatures(self) -> Iterator[tuple[str, Signature]]:
        """Document id and signature of every document, in order."""
        for shard in self.read(SIGNATURES):
            for row in shard.to_pylist():
                yield row["doc_id"], np.frombuffer(row["signature"], dtype=np.uint32)
