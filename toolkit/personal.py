"""Personal data in a release: names, e-mail addresses and telephone numbers, counted by table and shown nowhere.

Addresses and numbers are found by their form alone: a number that only looks like one is counted, one in words is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.contracts import Contract

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


def holds_words(contract: Contract, column: str) -> bool:
    """Whether the column is there, and its words: a stand-off edition has neither."""
    found = next((field for field in contract.fields if field.name == column), None)
    return found is not None and (not found.fields or any(member.name == "text" for member in found.fields))


def likely(texts: pl.Expr) -> pl.Expr:
    """Whether a text is worth a closer look: a quick search, which a text does not pass that has no part that does."""
    return texts.str.contains(_LIKELY)


def emails(text: str) -> int:
    """How many e-mail addresses a text holds."""
    return sum(1 for _ in _EMAIL.finditer(text))


def phones(text: str) -> int:
    """How many telephone numbers a text holds."""
    return sum(1 for _ in _PHONE.finditer(text))
