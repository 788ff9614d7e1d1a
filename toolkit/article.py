"""From the user's sources to articles: bytes in, `Article | Rejection` out.

Bad input is a value here: whatever a folder holds, each record becomes one article or one rejection with a reason from
a closed list and an address. Only a source that does not exist is an error.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from toolkit.config import Config
from toolkit.errors import UsageError
from toolkit.rights import Rights, SourcesFile, load_sources_file
from toolkit.text import one_line

STDIN = "-"
TEXT, LINES = ".txt", ".jsonl"


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
    UNREADABLE = "unreadable"
    """The system would not let it be read, or a link leads nowhere."""
    NOT_A_FILE = "not_a_file"
    """A pipe, a socket or a device that bears an article's name."""
    LINK_OUTSIDE = "link_outside"
    """A link that leads out of the source folder."""
    LINK_CYCLE = "link_cycle"
    """A link to a folder that is being read, or has been."""


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


# ---- bytes -> text

_MARKS = (  # UTF-32 before UTF-16, whose mark is the beginning of UTF-32's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_MOST_CONTROL = 0.01
"""Share of control bytes above which bytes are not text. Plain text has none; of random bytes more than one in ten is."""


def decode(raw: bytes) -> tuple[str, str]:
    """Text and encoding: a byte-order mark is believed, then strict UTF-8 is tried, then Windows-1252.

    Raises UnicodeDecodeError where none of them fits, and where the bytes are not what their mark says.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode("utf-8" if encoding == "utf-8-sig" else encoding), encoding
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("windows-1252"), "windows-1252"


def is_binary(raw: bytes) -> bool:
    """Whether bytes without the mark of UTF-16 or UTF-32 hold what no text holds."""
    if any(raw.startswith(mark) for mark, encoding in _MARKS if encoding != "utf-8-sig"):
        return False
    if b"\0" in raw or raw.startswith(b"%PDF-"):
        return True
    return len(raw) - len(raw.translate(None, _CONTROL)) > _MOST_CONTROL * len(raw)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a record lies."""

    path: str
    line: int | None = None

    def reject(self, reason: Reason, detail: str, source_id: str | None = None) -> Rejection:
        """A rejection of the record at this address."""
        return Rejection(reason, self.path, detail, self.line, source_id)


def _decoded(raw: bytes, address: Address) -> tuple[str, str] | Rejection:
    if not raw.strip():
        return address.reject(Reason.EMPTY, "no bytes but white space" if raw else "0 bytes")
    if is_binary(raw):
        return address.reject(Reason.BINARY, f"not text: starts with {raw[:8].hex(' ')}")
    try:
        return decode(raw)
    except UnicodeDecodeError as error:
        return address.reject(Reason.UNDECODABLE, f"byte {error.start} fits neither the mark, UTF-8 nor Windows-1252")


# ---- files -> records


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold records: `path` is its name in the data set, `local` its path within the source folder."""

    file: Path
    path: str
    local: str
    sources: SourcesFile


@dataclass(slots=True)
class Reader:
    """Reads sources record by record. `ignored` counts the files that are neither .txt nor .jsonl."""

    config: Config
    skip: Path | None = None
    """A folder that is not read: the one that releases are written to."""
    ignored: int = 0

    def read(self, sources: Iterable[str], stdin: IO[bytes]) -> Iterator[Article | Rejection]:
        """Every record of every source, in a stable order; ids are unique among the articles."""
        seen: set[str] = set()
        for source in sources:
            for record in self._records(source, stdin):
                if isinstance(record, Article) and record.doc_id in seen:
                    detail = f"an earlier record has the id {record.source_id!r} or lies at the same path"
                    address = Address(record.source, record.line)
                    yield address.reject(Reason.DUPLICATE_ID, detail, record.source_id)
                    continue
                if isinstance(record, Article):
                    seen.add(record.doc_id)
                yield record

    def _records(self, source: str, stdin: IO[bytes]) -> Iterator[Article | Rejection]:
        if source == STDIN:
            yield from self._lines(stdin, "stdin", "stdin", SourcesFile())
            return
        for found in self._files(Path(source)):
            yield from [found] if isinstance(found, Rejection) else self._file(found)

    def _files(self, source: Path) -> Iterator[Found | Rejection]:
        if source.is_dir():
            yield from self._folder(source, source, load_sources_file(source), (source.resolve(),), set())
        elif not source.exists():
            raise UsageError(f"{source}: there is no such file or folder; name one that exists")
        elif source.suffix.lower() not in (TEXT, LINES) or not source.is_file():
            raise UsageError(f"{source}: is no folder, .txt or .jsonl file; name one, or - for JSONL on standard input")
        else:
            name = printable(source.name)
            yield Found(source, name, name, load_sources_file(source.parent))

    def _folder(
        self, root: Path, folder: Path, sources: SourcesFile, way: tuple[Path, ...], linked: set[Path]
    ) -> Iterator[Found | Rejection]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Address(path_in(root, folder)).reject(Reason.UNREADABLE, error.strerror or str(error))
            return
        for entry in entries:
            path = Path(entry.path)
            local = path_in(root, path, base=False)
            if entry.name.startswith(".") or sources.excludes(local) or self._is_output(path):
                continue
            yield from self._entry(root, path, local, sources, way, linked)

    def _entry(
        self, root: Path, path: Path, local: str, sources: SourcesFile, way: tuple[Path, ...], linked: set[Path]
    ) -> Iterator[Found | Rejection]:
        address = Address(path_in(root, path))
        article = path.suffix.lower() in (TEXT, LINES)
        try:
            target = path.resolve(strict=True)
            mode = target.stat().st_mode
        except OSError as error:
            if article or path.is_symlink():
                yield address.reject(Reason.UNREADABLE, error.strerror or str(error))
            return
        folder = stat.S_ISDIR(mode)
        if path.is_symlink() and (folder or article):
            if not target.is_relative_to(way[0]):
                yield address.reject(Reason.LINK_OUTSIDE, "the link leads out of the source folder")
                return
            if folder and (target in way or target in linked):
                yield address.reject(Reason.LINK_CYCLE, "the link leads to a folder that is read elsewhere")
                return
            linked |= {target} if folder else set()
        if folder:
            yield from self._folder(root, path, sources, (*way, target), linked)
        elif not article:
            self.ignored += path.name not in ("sources.toml", "dataset.toml")
        elif not stat.S_ISREG(mode):
            yield address.reject(Reason.NOT_A_FILE, "a pipe, socket or device, not a file")
        else:
            yield Found(path, address.path, local, sources)

    def _is_output(self, path: Path) -> bool:
        return self.skip is not None and path.is_dir() and path.resolve() == self.skip.resolve()

    def _file(self, found: Found) -> Iterator[Article | Rejection]:
        try:
            with found.file.open("rb") as file:
                if found.file.suffix.lower() == LINES:
                    yield from self._lines(file, found.path, found.local, found.sources)
                else:
                    yield self._text(file.read(self.config.limits.max_bytes + 1), found)
        except OSError as error:
            yield Address(found.path).reject(Reason.UNREADABLE, error.strerror or str(error))

    def _text(self, raw: bytes, found: Found) -> Article | Rejection:
        address = Address(found.path)
        if len(raw) > self.config.limits.max_bytes:
            return address.reject(Reason.TOO_LARGE, self._too_large())
        decoded = _decoded(raw, address)
        if isinstance(decoded, Rejection):
            return decoded
        text, encoding = decoded
        sha256 = hashlib.sha256(raw).hexdigest()
        return Article(
            source=found.path,
            source_id=printable(found.file.stem),
            doc_id=document_id(found.path),
            sha256=sha256,
            encoding=encoding,
            text=text,
            rights=found.sources.rights(found.local, sha256),
        )

    def _too_large(self) -> str:
        return f"more than {self.config.limits.max_bytes:,} bytes (limits.max_bytes)"

    # ---- JSONL

    def _lines(self, file: IO[bytes], path: str, local: str, sources: SourcesFile) -> Iterator[Article | Rejection]:
        limit = self.config.limits.max_bytes
        number = 0
        while raw := file.readline(limit + 2):
            number += 1
            address = Address(path, number)
            record = raw.rstrip(b"\r\n")
            if len(record) > limit:
                while raw and not raw.endswith(b"\n"):
                    raw = file.readline(limit)
                yield address.reject(Reason.TOO_LARGE, self._too_large())
            elif record.strip():
                yield self._record(record, address, sources.rights(local, ""))
        if number == 0:
            yield Address(path).reject(Reason.EMPTY, "0 bytes")

    def _record(self, raw: bytes, address: Address, rights: Rights) -> Article | Rejection:
        decoded = _decoded(raw, address)
        if isinstance(decoded, Rejection):
            return decoded
        line, encoding = decoded
        table = _json_object(line, address)
        if isinstance(table, Rejection):
            return table
        renamed: dict[str, Any] = {field: table.get(column) for field, column in self.config.sources.columns.items()}
        record = _checked_record({**table, **renamed}, address)
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
            title=one_line(record.title) or None if record.title else None,
            authors=tuple(name for author in record.authors if (name := one_line(author))) or None,
            line=address.line,
        )


def _authors(value: Any) -> Any:  # noqa: ANN401  before validation it may be anything
    return [value] if isinstance(value, str) else [] if value is None else value


def _moment(value: Any) -> Any:  # noqa: ANN401  before validation it may be anything
    """RFC 3339, a bare date included; what has no offset is taken as UTC."""
    if not isinstance(value, str) or not value.strip():
        return value or None
    moment = datetime.fromisoformat(value.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Record(BaseModel):
    """A JSONL record; fields that are not named here are not read."""

    model_config = ConfigDict(strict=True, frozen=True)

    id: Annotated[str, BeforeValidator(lambda value: str(value) if type(value) is int else value)] = Field(min_length=1)
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: Annotated[list[str], BeforeValidator(_authors)] = []
    published_at: Annotated[datetime | None, BeforeValidator(_moment)] = None
    license: str | None = None
    language: str | None = None

    def rights(self) -> dict[str, str | datetime]:
        """What the record itself says; it wins over sources.toml."""
        fields = {"url", "publisher", "published_at", "license", "language"}
        return {key: value for key, value in self.model_dump(include=fields).items() if value}


def _json_object(line: str, address: Address) -> dict[str, Any] | Rejection:
    try:
        value = json.loads(line)
    except RecursionError:
        return address.reject(Reason.INVALID_JSON, "nested too deeply")
    except ValueError as error:
        return address.reject(Reason.INVALID_JSON, str(error)[:200])
    if not isinstance(value, dict):
        return address.reject(Reason.INVALID_RECORD, f"a JSON {type(value).__name__}, not an object")
    return value


def _checked_record(table: dict[str, Any], address: Address) -> Record | Rejection:
    if table.get("id") in (None, ""):
        return address.reject(Reason.MISSING_ID, "no field id, or an empty one")
    if table.get("text") is None:
        return address.reject(Reason.MISSING_TEXT, "no field text")
    try:
        record = Record.model_validate(table)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in found["loc"])
        return address.reject(Reason.INVALID_RECORD, f"{where}: {found['msg'].removeprefix('Value error, ')}")
    try:
        json.dumps(record.model_dump(), ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return address.reject(Reason.UNDECODABLE, "half of a surrogate pair, which is no character")
    if not record.text.strip():
        return address.reject(Reason.EMPTY, "the text is empty", record.id)
    return record


# ---- names of files


def printable(name: str) -> str:
    """A file's name as text; bytes that are not UTF-8 are written out, so that no name is lost."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def path_in(root: Path, path: Path, *, base: bool = True) -> str:
    """POSIX path of `path` within `root`, with the root's own base name in front unless `base` is false."""
    parts = [root.resolve().name] if base else []
    return printable("/".join([*parts, *path.relative_to(root).parts]))
