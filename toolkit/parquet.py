"""Writing the Parquet files of a release: `data/<table>/<split>-00000-of-00001.parquet`, always the same bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toolkit.contracts import TABLES, load_contracts, to_arrow
from toolkit.grouping import Grouping
from toolkit.splits import SPLITS
from toolkit.stage import Stage

ROW_GROUP = {"documents": 1_000, "sentences": 50_000, "quotes": 25_000, "entities": 50_000}
"""Rows in a row group: some megabytes each, well under the Hub viewer's 286 MiB."""
GROUPS_PER_FILE = 100
"""Row groups after which a split goes on in another file."""


@dataclass(slots=True)
class SplitWriter:
    """Writes one split of one table, in files of at most `GROUPS_PER_FILE` row groups of equal size."""

    folder: Path
    split: str
    schema: pa.Schema
    group_rows: int
    _waiting: list[pa.Table] = field(default_factory=list)
    _waiting_rows: int = 0
    _writer: pq.ParquetWriter | None = None
    _groups: int = 0
    _files: list[Path] = field(default_factory=list)

    def write(self, rows: pa.Table) -> None:
        """Take rows; they are written as soon as they fill a row group."""
        self._waiting.append(rows)
        self._waiting_rows += rows.num_rows
        while self._waiting_rows >= self.group_rows:
            waiting = pa.concat_tables(self._waiting)
            self._write_group(waiting.slice(0, self.group_rows))
            rest = waiting.slice(self.group_rows)
            self._waiting, self._waiting_rows = [rest], rest.num_rows

    def close(self, *, keep_empty: bool = False) -> int:
        """Write what is left, give the files their names now that their number is known, and return that number.

        A split without rows has no file, for `datasets` loads no empty split; `keep_empty` writes one all the same.
        """
        if self._waiting_rows:
            self._write_group(pa.concat_tables(self._waiting))
        elif keep_empty and not self._files:
            self._open_file()
        self._close_file()
        for number, path in enumerate(self._files):
            path.rename(self.folder / f"{self.split}-{number:05}-of-{len(self._files):05}.parquet")
        return len(self._files)

    def abandon(self) -> None:
        """Close an open file without finishing the split."""
        self._close_file()

    def _write_group(self, rows: pa.Table) -> None:
        if self._writer is None or self._groups == GROUPS_PER_FILE:
            self._close_file()
            self._open_file()
        if self._writer is not None:
            self._writer.write_table(rows.combine_chunks(), row_group_size=self.group_rows)
        self._groups += 1

    def _open_file(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{self.split}-{len(self._files):05}.part"
        self._files.append(path)
        self._groups = 0
        self._writer = pq.ParquetWriter(
            path,
            self.schema,
            compression="zstd",
            compression_level=3,
            write_page_index=True,
            # Pages end where the content says so: after a small change most of a file's bytes are the same, and a Hub
            # that stores by content keeps them once.
            use_content_defined_chunking=True,
        )

    def _close_file(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None


Complete = Callable[[pa.Table], pa.Table]
"""Adds the columns that only the whole data set can tell, and `split`, to staged rows."""


def write_tables(stage: Stage, grouping: Grouping, folder: Path) -> None:
    """Write all tables of a release into `folder/<table>/`."""
    for table in TABLES:
        write_table(stage, table, folder / table, partial(grouping.complete, table), grouping.splits)


def write_table(stage: Stage, table: str, folder: Path, complete: Complete, splits: Mapping[str, str]) -> None:
    """Write one table of a release from the stage. `splits` maps a document id to its split; a document that is not in
    it is left out. A table without any row has one empty file, so that its columns are known."""
    schema = to_arrow(load_contracts()[table])
    present = set(splits.values())
    writers = {split: SplitWriter(folder, split, schema, ROW_GROUP[table]) for split in SPLITS if split in present}
    try:
        for staged in stage.read(table):
            for split, rows in by_split(staged, splits).items():
                writers[split].write(complete(rows).select(schema.names).cast(schema))
        files = sum(writer.close() for writer in writers.values())
        if not files:
            next(iter(writers.values())).close(keep_empty=True)
    finally:
        for writer in writers.values():
            writer.abandon()


def by_split(rows: pa.Table, splits: Mapping[str, str]) -> dict[str, pa.Table]:
    """The rows of each split, in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, doc_id in enumerate(rows["doc_id"].to_pylist()):
        if doc_id in splits:
            places[splits[doc_id]].append(index)
    if len(places) == 1 and len(next(iter(places.values()))) == rows.num_rows:
        return {next(iter(places)): rows}
    return {split: rows.take(pc.cast(pa.array(indexes), pa.int64())) for split, indexes in places.items()}
