"""What is compared: a quote with its speaker and its place, and the units that quotes of one quotation make up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from toolkit.utterances.names import name_keys
from toolkit.utterances.words import Wording


class Statement(NamedTuple):
    """A quote."""

    quote_id: str
    speaker: str
    """Canonical name, or nothing."""
    text: str
    verbatim: bool = True
    """Whether the text holds words inside quotation marks, and not only a reporter's account of them."""
    doc_id: str = ""
    """The document that it stands in; two without one are taken as of different documents."""
    quotation: str = ""
    """The same for the pieces of one quotation; nothing if the quote is the whole of it."""
    span: tuple[int, int] = (0, 0)
    """Where it stands in the document, in code points, half-open."""
    absent: bool = False
    """Whether the text names no speaker at all, as in headlines, which repeat a quotation of their own article."""
    said_at: datetime | None = None
    """When the document was published."""


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One or several quotes that are compared as one: pieces of a quotation, or the same words in many articles."""

    quotes: tuple[Statement, ...]
    words: Wording

    @property
    def speaker(self) -> str:
        """The name."""
        return self.quotes[0].speaker

    @property
    def verbatim(self) -> bool:
        """Whether any of the words stand inside quotation marks."""
        return any(quote.verbatim for quote in self.quotes)

    @property
    def absent(self) -> bool:
        """Whether no speaker is named at all."""
        return self.quotes[0].absent

    @property
    def documents(self) -> frozenset[str]:
        """The documents that it stands in."""
        return frozenset(quote.doc_id for quote in self.quotes if quote.doc_id)

    @property
    def places(self) -> dict[str, set[str]]:
        """The documents that it stands in, each with the quotations that it is a piece of there, or ""."""
        found: dict[str, set[str]] = defaultdict(set)
        for quote in self.quotes:
            if quote.doc_id:
                found[quote.doc_id].add(quote.quotation)
        return found

    @property
    def keys(self) -> frozenset[str]:
        """One of these is shared by any two whose names are compatible; nothing for a unit without a name."""
        return name_keys(self.speaker) if self.speaker else frozenset([""])

    @property
    def first_day(self) -> int | None:
        """The first day on which an article with it appeared, counted from year 1, as far as that is known."""
        return min((quote.said_at.toordinal() for quote in self.quotes if quote.said_at), default=None)
