"""The numbers that a release's documents state, counted from its data files and from nothing else.

The build writes them into card and datasheet; `validate` counts them again and compares.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.contracts import TABLES
from toolkit.release import REJECTIONS, Release

if TYPE_CHECKING:
    import polars as pl

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TableFacts:
    """Rows and sizes of one table, by split."""

    rows: Counts
    arrow_bytes: Counts
    """Size in memory, uncompressed, as Parquet's own statistics have it."""
    file_bytes: int

    @property
    def total(self) -> int:
        """Rows in all splits."""
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class Facts:
    """What is in a release."""

    tables: Mapping[str, TableFacts]
    words: int
    publishers: Counts
    licenses: Counts
    languages: Counts
    encodings: Counts
    boilerplate: Counts
    published: tuple[datetime, datetime] | None
    """First and last date of publication."""
    quote_types: Counts
    speaker_statuses: Counts
    quotes_named: int
    """Quotes whose speaker has a canonical name."""
    labels: Counts
    rejections: Counts
    duplicates: int
    """Documents that have a near-duplicate."""
    shared_utterances: int
    """Statements that two or more quotes share."""
    utterances_across_splits: int
    """Statements that documents of different splits quote."""


NONE = "not stated"


def count(release: Release) -> Facts:
    """Count everything. The data files must have the contracts' columns."""
    documents, quotes, entities = (_scan(release, table) for table in ("documents", "quotes", "entities"))
    return Facts(
        tables={table: table_facts(release, table) for table in TABLES},
        words=_sum(documents, "word_count"),
        publishers=_counts(documents, "publisher"),
        licenses=_counts(documents, "license"),
        languages=_counts(documents, "language"),
        encodings=_counts(documents, "encoding"),
        boilerplate=_boilerplate(documents),
        published=_range(documents, "published_at"),
        quote_types=_counts(quotes, "quote_type"),
        speaker_statuses=_counts(quotes, "speaker_status"),
        quotes_named=_not_null(quotes, "speaker_name"),
        labels=_counts(entities, "label"),
        rejections=rejection_counts(release),
        duplicates=sum(n for n in _counts(documents, "duplicate_group").values() if n > 1),
        shared_utterances=sum(n > 1 for n in _counts(quotes, "utterance_id").values()),
        utterances_across_splits=_across_splits(release),
    )


def table_facts(release: Release, table: str) -> TableFacts:
    """Rows and sizes of a table, from the footers of its files."""
    import pyarrow.parquet as pq

    rows: Counter[str] = Counter()
    arrow_bytes: Counter[str] = Counter()
    file_bytes = 0
    for split, paths in release.data_files(table).items():
        for path in paths:
            metadata = pq.read_metadata(path)
            rows[split] += metadata.num_rows
            arrow_bytes[split] += sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
            file_bytes += path.stat().st_size
    return TableFacts(dict(rows), dict(arrow_bytes), file_bytes)


def rejection_counts(release: Release) -> Counts:
    """How many records were rejected, by reason, in alphabetical order."""
    with (release.folder / REJECTIONS).open(encoding="utf-8") as file:
        return dict(sorted(Counter(json.loads(line)["reason"] for line in file).items()))


def _scan(release: Release, table: str) -> pl.LazyFrame:
    import polars as pl

    return pl.scan_parquet([path for paths in release.data_files(table).values() for path in paths])


def _counts(frame: pl.LazyFrame, column: str) -> Counts:
    """Value to rows, most frequent first; null is counted as `NONE`."""
    import polars as pl

    counted = frame.group_by(pl.col(column).cast(pl.String).fill_null(NONE).alias("value")).len().collect()
    return dict(sorted(counted.rows(), key=lambda pair: (-pair[1], pair[0])))


def _boilerplate(documents: pl.LazyFrame) -> Counts:
    import polars as pl

    kinds = documents.select(pl.col("boilerplate").explode().struct.field("kind")).drop_nulls()
    return _counts(kinds, "kind")


def _sum(frame: pl.LazyFrame, column: str) -> int:
    return int(frame.select(column).sum().collect().item() or 0)


def _not_null(frame: pl.LazyFrame, column: str) -> int:
    import polars as pl

    return int(frame.select(pl.col(column).count()).collect().item())


def _range(frame: pl.LazyFrame, column: str) -> tuple[datetime, datetime] | None:
    import polars as pl

    first, last = frame.select(pl.col(column).min().alias("first"), pl.col(column).max().alias("last")).collect().row(0)
    return (first, last) if first is not None else None


def _across_splits(release: Release) -> int:
    """Utterances that occur in more than one split."""
    import polars as pl

    split_of = _scan(release, "documents").select("doc_id", "split")
    quotes = _scan(release, "quotes").select("doc_id", "utterance_id")
    splits = quotes.join(split_of, on="doc_id").group_by("utterance_id").agg(pl.col("split").n_unique().alias("n"))
    return int(splits.filter(pl.col("n") > 1).select(pl.len()).collect().item())
