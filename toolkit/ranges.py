"""Rows parted by split and put in the order of their documents' ids, in bounded memory, by ranges of ids.

A document's id is a hash, so equal ranges of ids hold about equal numbers of documents. Rows are collected by range,
set down on the disk when they become too many, and each range is then sorted by itself.
"""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

HELD_BYTES = 256_000_000
"""Rows in memory, as Arrow counts them, after which all are set down."""
PARTS = 256
"""Ranges that are sorted one at a time."""
_DIGITS = 8
_Key = tuple[str, int]
"""Split, and number of the range."""


def range_of(doc_id: str, ranges: int) -> int:
    """Number, from 0, of the one of `ranges` equal ranges of ids that holds this one."""
    return int(doc_id[:_DIGITS], 16) * ranges >> 4 * _DIGITS


def ranges_for(rows: int, most: int) -> int:
    """How many ranges keep `rows` at about `most` in each: a power of two, so that few additions change it."""
    ranges = 1
    while rows > most * ranges:
        ranges *= 2
    return ranges


@dataclass(slots=True)
class Sorted:
    """Staged rows by split, each split's in the order of document ids; those of one document keep their order.

    `splits` maps a document id to its split; rows of other documents are left out. The folder is made when it is
    needed and deleted at the end.
    """

    folder: Path
    staged: Iterable[pa.Table]
    splits: Mapping[str, str]
    rows: Counter[str] = field(default_factory=Counter)
    """Rows of each split."""
    _held: dict[_Key, list[pa.Table]] = field(default_factory=lambda: defaultdict(list))
    _set_down: dict[_Key, list[Path]] = field(default_factory=lambda: defaultdict(list))

    def __enter__(self) -> Self:
        size = 0
        for rows in self.staged:
            for key, part in self._parts(rows):
                self._held[key].append(part)
                self.rows[key[0]] += part.num_rows
            size += rows.nbytes
            if size > HELD_BYTES:
                self._put_down()
                size = 0
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def read(self, split: str) -> Iterator[pa.Table]:
        """The rows of a split, in order."""
        for number in range(PARTS):
            key = (split, number)
            tables = [_read(path) for path in self._set_down.get(key, [])] + self._held.pop(key, [])
            if tables:
                rows = pa.concat_tables(tables)
                # Among equal ids the place decides, since Arrow's own sort need not keep their order.
                rows = rows.append_column("__place", pa.array(np.arange(rows.num_rows)))
                order = pc.sort_indices(rows, [("doc_id", "ascending"), ("__place", "ascending")])
                yield rows.drop_columns(["__place"]).take(order)

    def _parts(self, rows: pa.Table) -> Iterator[tuple[_Key, pa.Table]]:
        """The rows by split and range."""
        documents = rows["doc_id"].combine_chunks().dictionary_encode()
        keys = [
            (split, range_of(doc_id, PARTS)) if (split := self.splits.get(doc_id)) else None
            for doc_id in documents.dictionary.to_pylist()
        ]
        of_document = documents.indices.to_numpy()
        for key in sorted({key for key in keys if key}):
            wanted = np.array([each == key for each in keys], dtype=bool)
            yield key, rows.filter(pa.array(wanted[of_document]))

    def _put_down(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for key, tables in self._held.items():
            path = self.folder / f"{key[0]}-{key[1]:03}-{len(self._set_down[key])}.arrow"
            table = pa.concat_tables(tables)
            with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
                writer.write_table(table)
            self._set_down[key].append(path)
        self._held.clear()


def _read(path: Path) -> pa.Table:
    with pa.OSFile(str(path), "rb") as file:
        return pa.ipc.open_file(file).read_all()
