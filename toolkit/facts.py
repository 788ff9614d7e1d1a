"""The numbers that a release's documents state, counted from its data files and from nothing else.

The build writes them into card and datasheet; `validate` counts them again and compares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from toolkit.config import Splits
from toolkit.contracts import TABLES, Contract, load_contracts
from toolkit.corrections import FILE_NAME as CORRECTIONS
from toolkit.corrections import NONE as NO_CORRECTIONS
from toolkit.corrections import Corrections, read
from toolkit.entries import region_of
from toolkit.errors import UsageError
from toolkit.origin import Origin, origin_of
from toolkit.personal import Personal, personal
from toolkit.quality import Quality, quality_of
from toolkit.release import CHANGELOG, Release
from toolkit.sample import Audited, audited
from toolkit.tombstones import Tombstone, stones_of

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
    shares: Splits
    """How the documents were to be split: no count, but what the counts by split are to be read with."""
    words: int
    publishers: Counts
    licenses: Counts
    languages: Counts
    encodings: Counts
    boilerplate: Counts
    published: tuple[datetime, datetime] | None
    """First and last date of publication."""
    years: Counts
    """Documents by year of publication (UTC), the earliest first."""
    undated: int
    sources: int
    """Raw files that documents came from."""
    missing: Counts
    """Column of `documents` that may be null to the rows in which it is, or is an empty list."""
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
    corrections: Mapping[tuple[str, str, str], int]
    """Entries of corrections.jsonl by table, what was corrected and who did; none where the file is damaged."""
    audit: Audited | None
    """What readers said of a sample of the rows; None where nobody read one, or the record is damaged."""
    withdrawn: tuple[Tombstone, ...]
    """Documents that earlier versions held, or were told to leave out."""
    quality: Quality | None
    """What an evaluation against gold found; None where there was none, or its record is damaged."""
    changes: str
    """What the changelog says of the change since the version before; empty where it says nothing of it."""
    personal: Personal
    origin: Origin
    """Who and what made the release: no count, but said once, in the manifest."""
    contracts: Mapping[str, Contract] = field(default_factory=load_contracts)
    """What the tables hold: no count, but what differs between editions."""

    @property
    def standoff(self) -> bool:
        """Whether this is the edition without the articles' text."""
        return "text" not in self.contracts["documents"].names


NONE = "not stated"


def count(release: Release, shares: Splits, said: Mapping[str, Any] | None = None) -> Facts:
    """Count everything. The data files must have the contracts' columns.

    `said` is what the manifest says of who and what made the release; None: the release's own manifest is read.
    """
    stated = release.manifest if said is None else said
    documents = release.frame(
        "documents",
        *("doc_id", "word_count", "publisher", "license", "language", "encoding", "published_at", "duplicate_group"),
        *("split", "source"),
    )
    quotes = release.frame("quotes", "doc_id", "quote_type", "speaker_status", "speaker_name", "utterance_id")
    utterances = quotes.get_column("utterance_id").value_counts()
    groups = documents.get_column("duplicate_group").value_counts()
    return Facts(
        tables={table: table_facts(release, table) for table in TABLES},
        shares=shares,
        words=int(documents.get_column("word_count").sum()),
        publishers=_counts(documents, "publisher"),
        licenses=_counts(documents, "license"),
        languages=_counts(documents, "language"),
        encodings=_counts(documents, "encoding"),
        boilerplate=_boilerplate(release),
        published=_range(documents, "published_at"),
        years=_years(documents),
        undated=documents.get_column("published_at").null_count(),
        sources=documents.get_column("source").n_unique(),
        missing=_missing(release),
        quote_types=_counts(quotes, "quote_type"),
        speaker_statuses=_counts(quotes, "speaker_status"),
        quotes_named=_named(release, quotes),
        labels=_counts(release.frame("entities", "label"), "label"),
        rejections=rejection_counts(release),
        duplicates=int(groups.filter(groups["count"] > 1)["count"].sum()),
        shared_utterances=len(utterances.filter(utterances["count"] > 1)),
        utterances_across_splits=len(across_splits(documents, quotes)),
        corrections=_corrections(release),
        audit=_audit(release),
        withdrawn=stones_of(release.folder),
        quality=_quality(release),
        changes=_changes(release, stated),
        personal=personal(release),
        origin=origin_of(stated),
        contracts=release.contracts,
    )


def _named(release: Release, quotes: pl.DataFrame) -> int:
    """Quotes with a named speaker; where an edition drops the names, those whose status says that there is one."""
    if "speaker_name" in release.contracts["quotes"].names:
        return quotes.get_column("speaker_name").count()
    return int(quotes.get_column("speaker_status").is_in(["named", "pronoun", "nominal"]).sum())


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
    return dict(sorted(Counter(str(found.reason) for _, _, found in release.rejections() if found).items()))


def across_splits(documents: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """The utterances that documents of several splits quote, in order, each with these `splits`."""
    import polars as pl

    joined = quotes.select("doc_id", "utterance_id").join(documents.select("doc_id", "split"), on="doc_id")
    splits = joined.group_by("utterance_id").agg(pl.col("split").unique().sort().alias("splits"))
    return splits.filter(pl.col("splits").list.len() > 1).sort("utterance_id")


def _corrections(release: Release) -> Mapping[tuple[str, str, str], int]:
    try:
        return dict(sorted(corrections_of(release).counts().items()))
    except UsageError:  # a violation, which `claims.check_corrections` reports
        return {}


def corrections_of(release: Release) -> Corrections:
    """What the release's corrections.jsonl says; nothing where it has none. Raises UsageError where it is damaged."""
    path = release.folder / CORRECTIONS
    return read(path) if path.exists() else NO_CORRECTIONS


def _audit(release: Release) -> Audited | None:
    try:
        return audited(release)
    except UsageError:  # a violation, which `claims.check_audit` reports
        return None


def _quality(release: Release) -> Quality | None:
    try:
        return quality_of(release.folder)
    except UsageError:  # a violation, which `claims.check_quality` reports
        return None


def _changes(release: Release, stated: Mapping[str, Any]) -> str:
    path = release.folder / CHANGELOG
    text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
    return region_of(text, str(stated.get("version")), "changes") or ""


def _counts(frame: pl.DataFrame, column: str) -> Counts:
    """Value to rows, most frequent first; null is counted as `NONE`."""
    import polars as pl

    counted = frame.group_by(pl.col(column).cast(pl.String).fill_null(NONE).alias("value")).len()
    return dict(sorted(counted.rows(), key=lambda pair: (-pair[1], pair[0])))


def _boilerplate(release: Release) -> Counts:
    import polars as pl

    lines = release.frame("documents", "boilerplate").select(pl.col("boilerplate").explode())
    return _counts(lines.select(pl.col("boilerplate").struct.field("kind")).drop_nulls(), "kind")


def _years(documents: pl.DataFrame) -> Counts:
    import polars as pl

    years = documents.get_column("published_at").drop_nulls().dt.year().cast(pl.String)
    return dict(sorted(years.alias("year").value_counts(name="rows").iter_rows()))


def _missing(release: Release) -> Counts:
    contract = load_contracts()["documents"]
    columns = [field for field in contract.fields if not field.constraints.required]
    return {field.name: _lacking(release.frame("documents", field.name)[field.name]) for field in columns}


def _lacking(values: pl.Series) -> int:
    """Values that are null, or an empty list."""
    import polars as pl

    empty = (values.list.len() == 0).sum() if isinstance(values.dtype, pl.List) else 0
    return values.null_count() + int(empty or 0)


def _range(frame: pl.DataFrame, column: str) -> tuple[datetime, datetime] | None:
    import polars as pl

    first, last = frame.select(pl.col(column).min().alias("first"), pl.col(column).max().alias("last")).row(0)
    return (first, last) if first is not None else None
