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
from toolkit.personal import Personal
from toolkit.quality import Quality, quality_of
from toolkit.release import CHANGELOG, Release
from toolkit.sample import Audited, audited
from toolkit.tombstones import Tombstone, stones_of

if TYPE_CHECKING:
    pass

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


def stated_facts(release: Release, shares: Splits, said: Mapping[str, Any] | None) -> dict[str, Any]:
    """What the facts take from elsewhere than from rows: `Facts` has these fields besides those that a tally counts.

    `said` is what the manifest says of who and what made the release; None: the release's own manifest is read.
    """
    stated = release.manifest if said is None else said
    return {
        "tables": {table: table_facts(release, table) for table in TABLES},
        "shares": shares,
        "rejections": rejection_counts(release),
        "corrections": _corrections(release),
        "audit": _audit(release),
        "withdrawn": stones_of(release.folder),
        "quality": _quality(release),
        "changes": _changes(release, stated),
        "origin": origin_of(stated),
        "contracts": release.contracts,
    }


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
