"""From the user's sources to articles: bytes in, `Article | Rejection` out.

Bad input is a value here: whatever a folder holds, each record becomes one article or one rejection with a reason from
a closed list and an address. Only a source that does not exist is an error.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from toolkit.config import Config
from toolkit.decoding import decoded
from toolkit.inputs import Input, Tally
from toolkit.jsonl import read_record
from toolkit.paths import printable
from toolkit.rejection import Address, Reason, Rejection
from toolkit.rights import Rights
from toolkit.text import one_line
from toolkit.walk import LINES, Found, Walk, check_source

__all__ = ["STDIN", "Address", "Article", "Reader", "Reason", "Rejection", "document_id"]

STDIN = "-"
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Article:
    """A raw record, decoded, with what is known of it."""

    source: str
    source_id: str
    doc_id: str
    sha256: str
    """SHA-256 of the raw record's bytes."""
    encoding: str
    text: str
    """The decoded raw record: the file's text without byte-order mark, or the value of a JSONL record's text field."""
    rights: Rights
    title: str | None = None
    authors: tuple[str, ...] | None = None
    line: int | None = None


def document_id(key: str) -> str:
    """16 hexadecimal digits of SHA-256 over a record's explicit id, else over its relative path."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclass(slots=True)
class Reader:
    """Reads sources record by record. `ignored` counts the files that are neither .txt nor .jsonl.

    `inputs` are the files that could be read, in order.
    """

    config: Config
    skip: Path | None = None
    """A folder that is not read: the one that releases are written to."""
    ignored: int = 0
    inputs: list[Input] = field(default_factory=list)

    def read(self, sources: Iterable[str], stdin: IO[bytes]) -> Iterator[Article | Rejection]:
        """Every record of every source, in a stable order; ids are unique among the articles.

        Raises UsageError, before anything is read, where a source cannot be one.
        """
        sources = tuple(sources)
        for source in sources:
            if source != STDIN:
                check_source(Path(source))
        seen: set[str] = set()
        for record in (record for source in sources for record in self._source(source, stdin)):
            if isinstance(record, Article) and record.doc_id in seen:
                detail = f"an earlier record has the id {record.source_id!r} or lies at the same path"
                yield Address(record.source, record.line).reject(Reason.DUPLICATE_ID, detail, record.source_id)
                continue
            if isinstance(record, Article):
                seen.add(record.doc_id)
            yield record

    def records(self, found: Found) -> Iterator[Article | Rejection]:
        """The records of one file; two of them may have one id."""
        try:
            with found.file.open("rb") as file:
                tally = Tally(file)
                if found.file.suffix.lower() == LINES:
                    yield from self._lines(tally, found.path, self._rights(found, ""))
                else:
                    yield self._text(tally.read(self.config.limits.max_bytes + 1), found)
                self.inputs.append(tally.input(found.path))
        except OSError as error:
            yield Address(found.path).reject(Reason.UNREADABLE, error.strerror or str(error))

    def _source(self, source: str, stdin: IO[bytes]) -> Iterator[Article | Rejection]:
        if source == STDIN:
            tally = Tally(stdin)
            yield from self._lines(tally, "stdin", Rights().filled(self.config.rights))
            self.inputs.append(tally.input("stdin"))
            return
        walk = Walk(Path(source), self.skip)
        for found in walk:
            yield from [found] if isinstance(found, Rejection) else self.records(found)
        self.ignored += walk.ignored

    def _rights(self, found: Found, sha256: str) -> Rights:
        return found.sources.rights(found.local, sha256).filled(self.config.rights)

    def _text(self, raw: bytes, found: Found) -> Article | Rejection:
        address = Address(found.path)
        if len(raw) > self.config.limits.max_bytes:
            return address.reject(Reason.TOO_LARGE, self._too_large())
        outcome = decoded(raw, address)
        if isinstance(outcome, Rejection):
            return outcome
        text, encoding = outcome
        sha256 = hashlib.sha256(raw).hexdigest()
        return Article(
            source=found.path,
            source_id=printable(found.file.stem),
            doc_id=document_id(found.path),
            sha256=sha256,
            encoding=encoding,
            text=text,
            rights=self._rights(found, sha256),
        )

    def _lines(self, file: Tally, path: str, rights: Rights) -> Iterator[Article | Rejection]:
        limit = self.config.limits.max_bytes
        number, empty = 0, True
        while raw := file.readline(limit + 2):
            number += 1
            record = raw.removesuffix(b"\n").removesuffix(b"\r")
            if len(record) > limit:
                while raw and not raw.endswith(b"\n"):
                    raw = file.readline(_CHUNK)
                yield Address(path, number).reject(Reason.TOO_LARGE, self._too_large())
            elif record.strip():
                yield self._record(record, Address(path, number), rights)
            else:
                continue
            empty = False
        if empty:
            yield Address(path).reject(Reason.EMPTY, "nothing but blank lines" if number else "0 bytes")

    def _record(self, raw: bytes, address: Address, rights: Rights) -> Article | Rejection:
        outcome = decoded(raw, address)
        if isinstance(outcome, Rejection):
            return outcome
        line, encoding = outcome
        record = read_record(line, self.config.sources.column, address)
        if isinstance(record, Rejection):
            return record
        return Article(
            source=address.path,
            source_id=record.id,
            doc_id=document_id(record.id),
            sha256=hashlib.sha256(raw).hexdigest(),
            encoding=encoding,
            text=record.text,
            rights=rights.model_copy(update=record.rights()),
            title=one_line(record.title or "") or None,
            authors=tuple(name for author in record.authors if (name := one_line(author))) or None,
            line=address.line,
        )

    def _too_large(self) -> str:
        return f"more than {self.config.limits.max_bytes:,} bytes (limits.max_bytes)"
