"""Writing the Parquet files of a release: `data/<table>/<split>-00000-of-00001.parquet`, always the same bytes.

Rows stand in the order of their documents' ids, so that the statistics of a row group tell a reader who looks for some
documents that it may pass over most of them. An id is a hash, so each file of a split that needs several holds an
equal range of ids: an article that is added changes one file of each table, whatever else there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.contracts import TABLES, Contract, load_contracts, to_arrow
from toolkit.grouping import Grouping
from toolkit.ranges import Sorted, range_of, ranges_for
from toolkit.splits import SPLITS
from toolkit.stage import Stage

ROW_GROUP = {"documents": 1_000, "sentences": 50_000, "quotes": 25_000, "entities": 50_000}
"""Rows in a row group: some megabytes each, well under the Hub viewer's 286 MiB."""
GROUPS_PER_FILE = 100
"""Row groups that a file holds at most, more or less: a split with more has 2, 4, 8… files."""
FILTERED = {"entities": {"label": {"ndv": 18, "fpp": 0.01}}}
"""Columns that get a Bloom filter in each row group: sorted by document, rows have no order that tells labels apart."""


@dataclass(slots=True)
class SplitWriter:
    """Writes one split of one table, whose rows come in the order of their documents' ids, into `ranges` files."""

    folder: Path
    split: str
    table: str
    ranges: int = 1
    contract: Contract | None = None
    """Of an edition's table; None for the full one's."""
    _waiting: list[pa.Table] = field(default_factory=list)
    _waiting_rows: int = 0
    _range: int = -1
    _writer: pq.ParquetWriter | None = None
    _files: list[Path] = field(default_factory=list)

    @property
    def _group_rows(self) -> int:
        return ROW_GROUP[self.table]

    def write(self, rows: pa.Table) -> None:
        """Take rows; they are written as soon as they fill a row group."""
        for number, part in _by_range(rows, self.ranges):
            if number != self._range:
                self._end_file()
                self._range = number
            self._waiting.append(part)
            self._waiting_rows += part.num_rows
            while self._waiting_rows >= self._group_rows:
                waiting = pa.concat_tables(self._waiting)
                self._write_group(waiting.slice(0, self._group_rows))
                rest = waiting.slice(self._group_rows)
                self._waiting, self._waiting_rows = [rest], rest.num_rows

    def close(self, *, keep_empty: bool = False) -> int:
        """Write what is left, give the files their names now that their number is known, and return that number.

        A split without rows has no file, for `datasets` loads no empty split; `keep_empty` writes one all the same.
        """
        self._end_file()
        if keep_empty and not self._files:
            self._open_file()
            self.abandon()
        for number, path in enumerate(self._files):
            path.rename(self.folder / f"{self.split}-{number:05}-of-{len(self._files):05}.parquet")
        return len(self._files)

    def abandon(self) -> None:
        """Close an open file without finishing the split."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _end_file(self) -> None:
        if self._waiting_rows:
            self._write_group(pa.concat_tables(self._waiting))
        self._waiting, self._waiting_rows = [], 0
        self.abandon()

    def _write_group(self, rows: pa.Table) -> None:
        writer = self._writer or self._open_file()
        writer.write_table(rows.combine_chunks(), row_group_size=self._group_rows)

    def _open_file(self) -> pq.ParquetWriter:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{self.split}-{len(self._files):05}.part"
        self._files.append(path)
        self._writer = open_writer(path, self.contract or load_contracts()[self.table])
        return self._writer


def open_writer(path: Path, contract: Contract) -> pq.ParquetWriter:
    """A writer of one Parquet file of a table of a release."""
    schema = to_arrow(contract)
    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=3,
        write_page_index=True,
        # Pages end where the content says so: after a small change most of a file's bytes are the same, and a Hub
        # that stores by content keeps them once.
        use_content_defined_chunking=True,
        sorting_columns=[pq.SortingColumn(schema.get_field_index("doc_id"))],
        bloom_filter_options=FILTERED.get(contract.name),
    )


def rewrite(old: Path, new: Path, contract: Contract, change: Callable[[pa.Table], pa.Table]) -> None:
    """Write a file of a table again, row group by row group, with its rows changed: as many, with other columns."""
    schema = to_arrow(contract)
    new.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetFile(old, pre_buffer=False) as file, open_writer(new, contract) as writer:
        for number in range(file.num_row_groups):
            rows = change(file.read_row_group(number)).select(schema.names).cast(schema)
            writer.write_table(rows.combine_chunks(), row_group_size=ROW_GROUP[contract.name])


def _by_range(rows: pa.Table, ranges: int) -> Iterator[tuple[int, pa.Table]]:
    """Rows in the order of their documents' ids, cut where one range of ids ends."""
    if ranges == 1:
        yield 0, rows
        return
    numbers = [range_of(one, ranges) for one in rows["doc_id"].to_pylist()]
    start = 0
    for end in range(1, len(numbers) + 1):
        if end == len(numbers) or numbers[end] != numbers[start]:
            yield numbers[start], rows.slice(start, end - start)
            start = end


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
    present = [split for split in SPLITS if split in set(splits.values())]
    most, files = ROW_GROUP[table] * GROUPS_PER_FILE, 0
    with Sorted(stage.folder / f"sorted-{table}", stage.read(table), splits) as by_split:
        for split in present:
            writer = SplitWriter(folder, split, table, ranges_for(by_split.rows[split], most))
            try:
                for staged in by_split.read(split):
                    writer.write(complete(staged).select(schema.names).cast(schema))
                files += writer.close()
            finally:
                writer.abandon()
    if not files:
        SplitWriter(folder, present[0], table).close(keep_empty=True)
