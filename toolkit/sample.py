"""A seeded sample of a release's rows, and what an audit's verdicts say of it.

Every row has a rank, the hash of a seed and its primary key, and a sample is the rows of the lowest ranks. So it is a
simple random sample of any release, whatever the order of its rows, and rows that two releases share are drawn in
both alike: the next release's sample needs reading only where rows are new or have changed (coordinated sampling by
permanent random numbers; Ohlsson 1995). Verdicts on other rows say nothing of a release, and are not counted.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from math import sqrt
from typing import TYPE_CHECKING, Any

from toolkit.contracts import TABLES, load_contracts, to_frame
from toolkit.release import Release
from toolkit.verdicts import FILE_NAME as AUDIT
from toolkit.verdicts import QUESTIONS, Claim, Record, Verdict, content_of, digest, parse

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, Any]
Z = 1.959964
"""Standard normal quantile of 0.975: intervals hold 95 of 100 times."""
BATCH_ROWS, BATCH_DOCUMENTS = 20_000, 256


# ---- drawing


def rank(seed: int, table: str, key: str) -> bytes:
    """Where a row stands in the draw: SHA-256 over seed, table and primary key."""
    return hashlib.sha256(f"{seed}:{table}:{key}".encode()).digest()


def draw(release: Release, seed: int, rows: int, table: str, *columns: str) -> list[Row]:
    """The `rows` rows of the lowest ranks, in the order of the table: primary key and these columns of each."""
    key = load_contracts()[table].primary_key[0]
    ranked = (each for batch in _batches(release, table, [key]) for each in batch[key])
    drawn = nsmallest(rows, ranked, lambda each: rank(seed, table, each))
    return pick(release, table, drawn, *columns)


def pick(release: Release, table: str, keys: Sequence[str], *columns: str) -> list[Row]:
    """The rows with these primary keys, in the order of the table: primary key and these columns of each."""
    import polars as pl

    key = load_contracts()[table].primary_key[0]
    wanted = list(dict.fromkeys((key, *columns)))
    among = pl.col(key).is_in(keys)
    return [row for batch in _batches(release, table, wanted) for row in batch.filter(among).to_dicts()]


def _batches(release: Release, table: str, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
    import pyarrow.parquet as pq

    at_once = BATCH_DOCUMENTS if table == "documents" else BATCH_ROWS  # these may have their texts
    for path in (path for paths in release.data_files(table).values() for path in paths):
        with pq.ParquetFile(path, pre_buffer=False) as file:
            for batch in file.iter_batches(at_once, columns=list(columns)):
                yield to_frame(batch, columns)


def claims(release: Release, record: Record) -> dict[Claim, str]:
    """Every claim of the rows that the record's seed draws from a release, with the digest of what it says now."""
    found = dict[Claim, str]()
    for table, questions in QUESTIONS.items():
        key = load_contracts()[table].primary_key[0]
        columns = [column for question in questions for column in question.columns]
        for row in draw(release, record.seed, record.rows, table, *columns):
            found |= {Claim(table, row[key], each.name): digest(row, each) for each in questions}
    return found


def held(claimed: Mapping[Claim, str], record: Record) -> dict[Claim, Verdict]:
    """The record's verdicts that hold for these claims: those on values that are still as they were read."""
    return {claim: each for claim, each in record.verdicts.items() if claimed.get(claim) == each.of}


# ---- what the verdicts say


@dataclass(frozen=True, slots=True)
class Precision:
    """How many claims of one kind, among the rows drawn, a reader found right."""

    table: str
    question: str
    drawn: int
    said: Mapping[str, int]
    """How often "yes", "no" and "unsure" were said."""

    @property
    def read(self) -> int:
        """Claims with a verdict."""
        return sum(self.said.values())

    @property
    def decided(self) -> int:
        """Claims found right or wrong; the unsure ones are counted apart."""
        return self.said["yes"] + self.said["no"]

    @property
    def share(self) -> float | None:
        """Right ones among those decided; None where there are none."""
        return self.said["yes"] / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of `share`."""
        return wilson(self.said["yes"], self.decided) if self.decided else None


def wilson(right: int, of: int) -> tuple[float, float]:
    """Wilson's score interval (1927), 95 %, of the share `right` / `of`; it does not claim certainty at 0 or 1."""
    share, square = right / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit says of a release."""

    seed: int
    rows: int
    precisions: tuple[Precision, ...]
    readings: tuple[tuple[date, str, int], ...]
    """Day, reader, and how many verdicts of theirs hold in the sample."""


def audited(release: Release) -> Audited | None:
    """The audit that a release carries, held against its rows; None where it carries none.

    Raises UsageError where its record cannot be read.
    """
    path = release.folder / AUDIT
    return hold(release, parse(content_of(path), AUDIT)) if path.exists() else None


def hold(release: Release, record: Record) -> Audited:
    """What a record says of a release."""
    claimed = claims(release, record)
    verdicts = held(claimed, record)
    return Audited(
        record.seed,
        record.rows,
        tuple(_precision(table, each.name, claimed, verdicts) for table in TABLES for each in QUESTIONS[table]),
        tuple((day, reader, count) for (day, reader), count in sorted(_readings(verdicts.values()).items())),
    )


def _precision(table: str, question: str, claimed: Mapping[Claim, str], verdicts: Mapping[Claim, Verdict]) -> Precision:
    about = [claim for claim in claimed if (claim.table, claim.question) == (table, question)]
    said = Counter(verdicts[claim].said for claim in about if claim in verdicts)
    return Precision(table, question, len(about), {each: said[each] for each in ("yes", "no", "unsure")})


def _readings(verdicts: Iterable[Verdict]) -> Counter[tuple[date, str]]:
    return Counter((each.read_on, each.reader) for each in verdicts)
