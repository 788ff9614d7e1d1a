"""A release read in slices: some documents together with all their rows in the other tables, in bounded memory.

It rests on a promise that is checked on the way: in every file rows stand in the order of their documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import polars as pl
import pyarrow as pa
from polars_hash import CryptographicHashingNameSpace

from toolkit.batches import sound_batches
from toolkit.contracts import Contract, load_contracts, shaped, to_frame, to_polars
from toolkit.errors import UsageError
from toolkit.findings import Violation, shown

DOCUMENTS = 256
"""Documents in a slice, where nothing else is said."""
BATCH_ROWS = 20_000
MEMORY = 2_000_000_000
"""Bytes that a validation may take, where nothing else is said."""
_LEAST_MEMORY = 650_000_000
_PROGRAM, _PER_ROW = 550_000_000, 2_500
"""Bytes that the program takes without a release, and for each row of a slice while it is checked (measured)."""
_PER_KEY, PER_DOCUMENT, PER_ID = 20, 2_500, 150
"""Bytes that are kept of each row until the end, and besides of each document: keys, groups, signatures (measured); of
each document where no more than its id is kept."""
_MOST_DOCUMENTS, _MOST_ROWS = 4_096, 30_000
"""No more is read at once, whatever the memory: larger pieces only take fresh memory from the system (measured)."""
_PER_TEXT_BYTE = 20
"""Bytes that a byte of text takes while it is checked (13 measured): more than the rows do where texts are long."""
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

    def with_documents_of(self, columns: Sequence[str]) -> Slice:
        """The slice without the documents that lack one of these columns, where a check could not do without it."""
        documents = self.documents.drop_nulls(list(columns))
        return Slice(self.split, self.first, {**self.tables, "documents": documents})


@dataclass(frozen=True, slots=True)
class Size:
    """How large a slice is: documents in it, and rows of another table that are read at once."""

    documents: int
    rows: int
    room: int = 80_000
    """Rows of all tables together that there is room for."""


def size_for(rows: Mapping[str, int], memory: int | None, *, texts: int = 0, per_document: int = PER_DOCUMENT) -> Size:
    """The slices of a release with so many rows by table for which so many bytes are enough.

    None stands for `MEMORY`, or what the release needs where that is more. `texts` are the bytes of the documents'
    files, uncompressed; `per_document` bytes are kept of each document until the end. Raises UsageError where no slice
    would be small enough.
    """
    total, documents = sum(rows.values()), rows.get("documents", 0)
    kept = _PER_KEY * total + per_document * documents
    least = _LEAST_MEMORY + kept
    memory = max(MEMORY, least) if memory is None else memory
    if memory < least:
        raise UsageError(f"--memory: {memory:,} bytes are too few for {total:,} rows; give at least {least:,}")
    at_once = (memory - _PROGRAM - kept) // _PER_ROW
    together = max(total, texts * _PER_TEXT_BYTE // _PER_ROW) // max(1, documents)
    return Size(
        min(_MOST_DOCUMENTS, max(1, at_once // max(1, together))),
        min(_MOST_ROWS, max(1_000, at_once // 4)),
        max(4_000, at_once),
    )


Read = Callable[[str, Sequence[str], int], Iterator[pa.RecordBatch]]
"""The rows of a table, so many at a time: these columns of it, or those of them that are there."""


class Unordered(Exception):
    """Rows do not stand in the order of their documents."""


@dataclass(slots=True)
class _Rows:
    """The rows of one table in one split, handed out document by document."""

    batches: Iterator[pl.DataFrame]
    schema: pl.Schema
    ordinals: pl.DataFrame
    ordered: bool
    """Whether rows in another order are an end to it."""
    _held: list[pl.DataFrame] = field(default_factory=list)
    _last: int = 0
    """The last document that had rows."""

    def astray(self, ordinal: int | None) -> Iterator[pl.DataFrame]:
        """Read what `until` then hands out, and give the batches on the way in which no row belongs to a document.

        There may be any number of these, one after the other, which would be too many to hold.
        """
        while not self._beyond(ordinal) and (batch := next(self.batches, None)) is not None:
            rows = self._numbered(batch)
            if rows[ORDINAL].null_count() < len(rows):
                self._held.append(rows)
            else:
                yield rows

    def until(self, ordinal: int | None) -> pl.DataFrame:
        """The rows that were read, up to the first that belongs to a document after `ordinal`; all of them for None.

        Rows that belong to no document come with their neighbours.
        """
        if not self._held:
            return self._numbered(self.schema.to_frame())
        rows = pl.concat(self._held, rechunk=True)
        beyond = pl.Series([], dtype=pl.UInt32) if ordinal is None else (rows[ORDINAL] > ordinal).arg_true()
        stop = beyond[0] if len(beyond) else len(rows)
        self._held = [rows[stop:]] if stop < len(rows) else []
        return rows[:stop]

    def _numbered(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with their ordinals; those of one document stand together, and are looked up once.

        They are looked for among the documents that should come next, then among all.
        """
        runs = rows["doc_id"].rle().struct.field("value").to_frame("doc_id")
        nearby = self.ordinals.slice(self._last, 2 * len(runs))
        for documents in (nearby, self.ordinals):
            found = runs.join(documents, on="doc_id", how="left", maintain_order="left")[ORDINAL]
            if not found.null_count():
                break
        if self.ordered:
            self._check_order(found)
        last = found.max()
        self._last = last if isinstance(last, int) else self._last
        return rows.with_columns(found.gather(rows["doc_id"].rle_id()).alias(ORDINAL))

    def _check_order(self, found: pl.Series) -> None:
        known = found.drop_nulls()
        if len(known) and (known[0] < self._last or not known.is_sorted()):
            raise Unordered

    def _beyond(self, ordinal: int | None) -> bool:
        """Whether the rows at hand reach past the document."""
        last = self._held[-1][ORDINAL].max() if ordinal is not None and self._held else None
        return ordinal is not None and isinstance(last, int) and last > ordinal


def ids_of(batches: Iterator[pa.RecordBatch]) -> Iterator[pl.Series]:
    """The ids of documents in batches, those that stand together once."""
    return (to_frame(batch, ["doc_id"])["doc_id"].rle().struct.field("value") for batch in batches)


def ordinals_of(ids: Iterable[pl.Series]) -> pl.DataFrame:
    """Document id to its position; of documents of one id the first counts."""
    every = pl.concat([pl.Series(dtype=pl.String), *ids])
    places = pl.int_range(len(every), dtype=pl.Int64, eager=True)
    return pl.DataFrame({"doc_id": every, ORDINAL: places}).unique("doc_id", keep="first", maintain_order=True)


def _frames(batches: Iterator[pa.RecordBatch], schema: pl.Schema) -> Iterator[pl.DataFrame]:
    for batch in batches:
        frame = to_frame(batch, batch.schema.names)
        yield frame if frame.schema == schema else shaped(frame, schema)


def slices(
    files: Mapping[str, Sequence[Path]],
    split: str,
    size: Size | None = None,
    contracts: Mapping[str, Contract] | None = None,
) -> Iterator[Slice]:
    """The split's documents in order, with their rows. `files` maps a table to its files of this split.

    Rows of other tables that belong to no document of the split stand in the slice of their neighbours, or, where there
    are many, in one without a document. A table without a file is an empty frame. The files must have the contracts'
    columns, in any order. What an edition lacks of the full one's columns is null. Raises Damaged where a file cannot
    be read to its end.
    """
    size, own = size or Size(DOCUMENTS, BATCH_ROWS), contracts or load_contracts()

    def read(table: str, columns: Sequence[str], rows: int) -> Iterator[pa.RecordBatch]:
        return chain.from_iterable(sound_batches(own[table], path, columns, rows) for path in files.get(table, ()))

    ordinals = ordinals_of(ids_of(read("documents", ["doc_id"], size.rows)))
    return sliced(read, ordinals, split, size, own)


def sliced(
    read: Read,
    ordinals: pl.DataFrame,
    split: str,
    size: Size,
    contracts: Mapping[str, Contract],
    *,
    ordered: bool = False,
) -> Iterator[Slice]:
    """What `slices` gives, of rows that are read in another way. `ordinals` are the documents' ids, as `ordinals_of`.

    Raises Unordered where rows must stand in the order of these documents, and do not.
    """
    rows = {}
    for table, contract in contracts.items():
        at_once = size.documents if table == "documents" else size.rows  # these have the texts
        every = pl.Schema({**to_polars(contract), **to_polars(load_contracts()[table])})
        rows[table] = _Rows(_frames(read(table, contract.names, at_once), every), every, ordinals, ordered)
    empty = {
        table: of.schema.to_frame().with_columns(pl.lit(None, pl.Int64).alias(ORDINAL)) for table, of in rows.items()
    }
    starts = range(0, max(1, len(ordinals)), size.documents)
    for start in starts:
        last = start + size.documents - 1 if start != starts[-1] else None
        for table, of in rows.items():
            for astray in of.astray(last):
                yield Slice(split, start, {**empty, table: astray})
        yield Slice(split, start, {table: of.until(last) for table, of in rows.items()})


# ---- checks of a slice

Check = Callable[[Slice], Iterator[Violation]]


def sha256(texts: pl.Expr) -> pl.Expr:
    """Hexadecimal SHA-256 of each text in UTF-8; three times as fast as a loop over hashlib, and on all cores."""
    return CryptographicHashingNameSpace(texts).sha2_256()


def violations(
    rule: str, table: str, rows: pl.DataFrame, column: str, found: str | pl.Expr, expected: str | pl.Expr
) -> Iterator[Violation]:
    """A violation for each row. `found` names a column or is an expression, `expected` is a text or an expression."""
    key = load_contracts()[table].primary_key[0]
    rows = rows.select(
        pl.col(key),
        (pl.col(found) if isinstance(found, str) else found).alias("__found"),
        (pl.lit(expected) if isinstance(expected, str) else expected).alias("__expected"),
    )
    for key_value, found_value, wanted in rows.iter_rows():
        text = wanted if isinstance(expected, str) else shown(wanted)
        yield Violation(rule, table, key_value, column, shown(found_value), str(text))
