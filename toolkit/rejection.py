"""Bad input as a value: a reason from a closed list, and an address."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a record was rejected; the values stand in rejections.jsonl, and readers may rely on them."""

    EMPTY = "empty"
    """Nothing there, or nothing but white space and boilerplate."""
    BINARY = "binary"
    """Not text: NUL bytes, or many control characters."""
    UNDECODABLE = "undecodable"
    """Text in none of the encodings that are read."""
    TOO_LARGE = "too_large"
    """More bytes than `limits.max_bytes`."""
    TOO_SHORT = "too_short"
    """Fewer words than `limits.min_words`."""
    INVALID_JSON = "invalid_json"
    """A line that is not JSON, or is nested too deeply."""
    INVALID_RECORD = "invalid_record"
    """JSON, but no object, or a field of another type than it should have."""
    MISSING_ID = "missing_id"
    """A JSONL record without an id."""
    MISSING_TEXT = "missing_text"
    """A JSONL record without a text."""
    DUPLICATE_ID = "duplicate_id"
    """A record whose id (or path) an earlier record has."""
    DUPLICATE_TEXT = "duplicate_text"
    """A near-duplicate of an earlier article, where `duplicates.keep` is "first"."""
    WITHDRAWN = "withdrawn"
    """An article that was taken out of the data set before, or that has the text of one: see withdrawn.jsonl."""
    UNREADABLE = "unreadable"
    """The system would not let it be read, or a link leads nowhere."""
    NOT_A_FILE = "not_a_file"
    """A pipe, a socket or a device that bears an article's name."""
    LINK_OUTSIDE = "link_outside"
    """A link that leads out of the source folder."""
    LINK_CYCLE = "link_cycle"
    """A link to itself, or to a folder of the source, which is read at its own place."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record that is no document, with its reason and its address."""

    reason: Reason
    path: str
    """Where it lies: the SOURCE argument's base name, then the POSIX path within it."""
    detail: str
    line: int | None = None
    """Line of the file, from 1, where the record is a line."""
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where a record lies."""

    path: str
    line: int | None = None

    def reject(self, reason: Reason, detail: str, source_id: str | None = None) -> Rejection:
        """A rejection of the record at this address."""
        return Rejection(reason, self.path, detail, self.line, source_id)
