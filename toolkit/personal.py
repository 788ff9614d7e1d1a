"""Personal data in a release: names, e-mail addresses and telephone numbers, counted by table and shown nowhere.

Addresses and numbers are found by their form alone: a number that only looks like one is counted, one in words is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.contracts import Contract, to_frame
from toolkit.release import Release

if TYPE_CHECKING:
    import polars as pl

TEXTS = (
    ("documents", "text"), ("documents", "boilerplate"), ("sentences", "text"), ("quotes", "text"), ("entities", "text")
)  # fmt: skip
"""The columns that hold words of an article."""
ROWS = 1_024
"""Rows that are read at a time."""

_EMAIL = re.compile(
    r"(?<![\w.+%'-])[A-Za-z0-9][\w.+%'-]{0,63}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?![\w-])"
)
_GAP = r"[ .\u2011-]"
_ALONE = r"(?<![\w$€£¥.,+/-])"
"""What follows is no part of a longer number, a sum of money or a date; and so on its other side."""
_ENDS = r"(?!\w|[.,/-][0-9])"
_PHONE = re.compile(
    rf"{_ALONE}(?:"
    # +44 20 7946 0000: a country's code and more digits, eight or more in all
    rf"\+[0-9]{{1,3}}(?:{_GAP}?\(?{_GAP}?[0-9]\)?){{7,12}}"
    # (212) 555-0100, 1-212-555-0100
    rf"|(?:1{_GAP})?(?:\([0-9]{{3}}\) ?|[0-9]{{3}}{_GAP})[0-9]{{3}}{_GAP}[0-9]{{4}}"
    # 020 7946 0000, (01632) 960000: an area's code with its 0
    r"|(?:0[0-9]{2,4}[ -]|\(0[0-9]{2,4}\) ?)[0-9]{3,4}[ -]?[0-9]{3,4}"
    rf"){_ENDS}"
    # call 555-0100: so short a number needs its word
    rf"|(?i:\b(?:tel|telephone|phone|call|dial|text|fax|hotline)\b)[^0-9\n]{{0,20}}"
    rf"{_ALONE}[0-9]{{3}}{_GAP}[0-9]{{4}}{_ENDS}"
)
_LIKELY = r"@|[0-9][0-9 ().\u2011-]{5,}[0-9]"
"""What a text must hold to be worth a closer look; a quick search."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How often a column's texts name a way to reach somebody."""

    table: str
    column: str
    emails: int
    phones: int


@dataclass(frozen=True, slots=True)
class Personal:
    """What a release says of persons, in numbers."""

    mentions: int
    """Entities of type PERSON."""
    persons: int
    """Their different canonical names; one name may be several people, and names hold in a document."""
    speakers: int
    """Different canonical names of speakers, whatever their type."""
    authors: int
    """Different names of articles' authors."""
    reaches: tuple[Reach, ...]


def personal(release: Release) -> Personal:
    """Count it, some rows of one column in memory at a time where the column holds texts."""
    import polars as pl

    entities = release.frame("entities", "label", "name").filter(pl.col("label") == "PERSON")
    return Personal(
        mentions=len(entities),
        persons=entities["name"].drop_nulls().n_unique(),
        speakers=_different(release, "quotes", "speaker_names"),
        authors=_different(release, "documents", "authors"),
        reaches=tuple(_reach(release, *text) for text in TEXTS if _holds_words(release.contracts[text[0]], text[1])),
    )


def _holds_words(contract: Contract, column: str) -> bool:
    """Whether the column is there, and its words: a stand-off edition has neither."""
    found = next((field for field in contract.fields if field.name == column), None)
    return found is not None and (not found.fields or any(member.name == "text" for member in found.fields))


def emails(text: str) -> int:
    """How many e-mail addresses a text holds."""
    return sum(1 for _ in _EMAIL.finditer(text))


def phones(text: str) -> int:
    """How many telephone numbers a text holds."""
    return sum(1 for _ in _PHONE.finditer(text))


def _different(release: Release, table: str, column: str) -> int:
    """Different values in the lists of a column."""
    return release.frame(table, column)[column].explode().drop_nulls().n_unique()


def _reach(release: Release, table: str, column: str) -> Reach:
    found = [0, 0]
    for texts in _texts(release, table, column):
        for text in texts.filter(texts.str.contains(_LIKELY)):
            found[0] += emails(text)
            found[1] += phones(text)
    return Reach(table, column, *found)


def _texts(release: Release, table: str, column: str) -> Iterator[pl.Series]:
    """The texts of a column, some rows at a time; of lists of lines, the lines."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for path in (path for paths in release.data_files(table).values() for path in paths):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(ROWS, columns=[column]):
                values = to_frame(pa.Table.from_batches([batch]), [column])[column]
                lines = values if column == "text" else values.explode().drop_nulls().struct.field("text")
                yield lines.drop_nulls()
