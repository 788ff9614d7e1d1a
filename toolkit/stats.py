"""What is in a release, in numbers: `toolkit stats`. Counted from the data files and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.claims import shares
from toolkit.errors import UsageError
from toolkit.files import check_readable
from toolkit.release import Release
from toolkit.tally import count

if TYPE_CHECKING:
    import polars as pl

TOP = 20
BINS = 12
"""Most bins of a histogram."""
DAYS, MONTHS = 45, 60
"""Longest time line that is drawn by day, and by month, in days and months."""


@dataclass(frozen=True, slots=True)
class Bin:
    """How many values lie from `start` up to, not including, `end`; None: without limit."""

    start: int
    end: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Lengths:
    """How a length is distributed. Quartiles are values that occur; None where there is nothing to measure."""

    unit: str
    count: int
    minimum: int | None
    lower_quartile: int | None
    median: int | None
    upper_quartile: int | None
    maximum: int | None
    mean: float | None
    """To one decimal."""
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A canonical name, and how much is attributed to it. One name may be several people: names hold in a document."""

    name: str
    quotes: int
    documents: int


@dataclass(frozen=True, slots=True)
class Period:
    """A day, month or year in which articles were published."""

    start: str
    """YYYY-MM-DD, YYYY-MM or YYYY."""
    documents: int
    quotes: int


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Near-duplicates and repeated statements."""

    documents: int
    """Documents that have a near-duplicate."""
    groups: int
    largest: int
    """Documents in the largest group; 0 without groups."""
    shared_utterances: int
    utterances_across_splits: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Everything that `toolkit stats` shows. Counts are ordered, the most frequent first, unless said otherwise."""

    name: str
    version: str
    rows: Mapping[str, Mapping[str, int]]
    """Table to split to rows."""
    words: int
    quote_types: Mapping[str, int]
    speaker_statuses: Mapping[str, int]
    quotes_unresolved: int
    """Quotes whose speaker was not found, or found and not resolved to a name."""
    speakers: tuple[Speaker, ...]
    speakers_in_all: int
    cues: Mapping[str, int]
    labels: Mapping[str, int]
    publishers: Mapping[str, int]
    licenses: Mapping[str, int]
    languages: Mapping[str, int]
    document_words: Lengths
    document_quotes: Lengths
    sentence_tokens: Lengths
    quote_characters: Lengths
    time_line: tuple[Period, ...]
    """In order of time, without gaps; years alone, or months, where days would be too many."""
    undated: int
    """Documents without a date of publication."""
    duplicates: Duplicates
    rejections: Mapping[str, int]
    """By reason, in alphabetical order."""


def stats(folder: Path, top: int = TOP) -> Stats:
    """Count what is in the release in `folder`; of speakers, cues and publishers only the `top` most frequent.

    Raises UsageError where the folder is no release, or a table cannot be read.
    """
    release = Release(folder)
    manifest = release.manifest
    if (unreadable := next(check_readable(release), None)) is not None:
        raise UsageError(
            f"{unreadable.key}: cannot be read ({unreadable.found}); `toolkit validate` says all that is wrong"
        )
    facts = count(release, shares(release))
    documents = release.frame("documents", "doc_id", "word_count", "published_at", "duplicate_group")
    quotes = release.frame("quotes", "doc_id", "start_char", "end_char", "speaker_names", "cue_lemma")
    per_document = documents.select("doc_id").join(quotes.group_by("doc_id").len(), on="doc_id", how="left")
    speakers = _speakers(quotes)
    periods, undated = _time_line(documents, quotes)
    return Stats(
        name=str(manifest.get("name")),
        version=str(manifest.get("version")),
        rows={table: dict(each.rows) for table, each in facts.tables.items()},
        words=facts.words,
        quote_types=facts.quote_types,
        speaker_statuses=facts.speaker_statuses,
        quotes_unresolved=sum(facts.speaker_statuses.get(status, 0) for status in ("unresolved", "absent")),
        speakers=tuple(speakers[:top]),
        speakers_in_all=len(speakers),
        cues=_most(quotes, "cue_lemma", top),
        labels=facts.labels,
        publishers=dict(list(facts.publishers.items())[:top]),
        licenses=facts.licenses,
        languages=facts.languages,
        document_words=lengths(documents["word_count"].drop_nulls().to_list(), "words"),
        document_quotes=lengths(per_document["len"].fill_null(0).to_list(), "quotes"),
        sentence_tokens=lengths(release.frame("sentences", "token_count")["token_count"].to_list(), "tokens"),
        quote_characters=lengths((quotes["end_char"] - quotes["start_char"]).to_list(), "characters"),
        time_line=tuple(periods),
        undated=undated,
        duplicates=_duplicates(documents, facts.shared_utterances, facts.utterances_across_splits),
        rejections=facts.rejections,
    )


def _most(frame: pl.DataFrame, column: str, top: int) -> dict[str, int]:
    counted = frame.select(column).drop_nulls().group_by(column).len()
    return dict(sorted(counted.rows(), key=lambda pair: (-pair[1], pair[0]))[:top])


def _speakers(quotes: pl.DataFrame) -> list[Speaker]:
    import polars as pl

    named = quotes.select("doc_id", pl.col("speaker_names").alias("name")).explode("name").drop_nulls()
    counted = named.group_by("name").agg(pl.len().alias("quotes"), pl.col("doc_id").n_unique().alias("documents"))
    ordered = sorted(counted.rows(), key=lambda row: (-row[1], -row[2], row[0]))
    return [Speaker(*row) for row in ordered]


def _duplicates(documents: pl.DataFrame, shared: int, across: int) -> Duplicates:
    sizes = [size for size in documents["duplicate_group"].value_counts()["count"].to_list() if size > 1]
    return Duplicates(sum(sizes), len(sizes), max(sizes, default=0), shared, across)


# ---- lengths


def lengths(values: Sequence[int], unit: str) -> Lengths:
    """The distribution of whole numbers from 0; quartiles by the nearest rank."""
    if not values:
        return Lengths(unit, 0, None, None, None, None, None, None, ())
    ordered = sorted(values)
    low, middle, high = (ordered[-(-len(ordered) * part // 4) - 1] for part in (1, 2, 3))
    mean = round(sum(ordered) / len(ordered), 1)
    return Lengths(unit, len(ordered), ordered[0], low, middle, high, ordered[-1], mean, tuple(_bins(ordered)))


def _bins(ordered: Sequence[int]) -> Iterator[Bin]:
    """Bins of one round width from 0; the last takes the longest hundredth, so that one giant flattens nothing."""
    most = ordered[-(-len(ordered) * 99 // 100) - 1]
    width = next(step for step in _round_numbers() if step * BINS > most)
    last = most // width
    for number in range(last + 1):
        start = number * width
        inside = sum(start <= value < start + width for value in ordered)
        beyond = sum(value >= start + width for value in ordered) if number == last else 0
        yield Bin(start, None if beyond else start + width, inside + beyond)


def _round_numbers() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


# ---- time


def _time_line(documents: pl.DataFrame, quotes: pl.DataFrame) -> tuple[list[Period], int]:
    import polars as pl

    counted = quotes.group_by("doc_id").agg(pl.len().alias("quotes"))
    dated = documents.select("doc_id", "published_at").join(counted, on="doc_id", how="left").drop_nulls("published_at")
    rows: list[tuple[datetime, int | None]] = dated.select("published_at", "quotes").rows()
    undated = len(documents) - len(rows)
    if not rows:
        return [], undated
    days = [moment.date() for moment, _ in rows]
    length = _precision(min(days), max(days))
    found = {start: [0, 0] for start in _starts(min(days), max(days), length)}
    for day, (_, said) in zip(days, rows, strict=True):
        entry = found[day.isoformat()[:length]]
        entry[0] += 1
        entry[1] += said or 0
    return [Period(start, *counts) for start, counts in found.items()], undated


def _precision(first: date, last: date) -> int:
    """How many characters of YYYY-MM-DD name a period."""
    if (last - first).days < DAYS:
        return 10
    months = (last.year - first.year) * 12 + last.month - first.month
    return 7 if months < MONTHS else 4


def _starts(first: date, last: date, length: int) -> list[str]:
    """Every period from the first to the last day, also those without an article."""
    if length == 4:
        return [f"{year:04}" for year in range(first.year, last.year + 1)]
    if length == 7:
        span = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return [f"{month // 12:04}-{month % 12 + 1:02}" for month in span]
    return [(first + timedelta(days)).isoformat() for days in range((last - first).days + 1)]
