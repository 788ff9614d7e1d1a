"""corrections.jsonl: what people found wrong in a data set's rows and say instead, one JSON object a line.

    {"id": "9f…", "column": "speaker_name", "old": "Trump", "new": "Donald Trump", "who": "A. Reader", "why": "…"}
    {"add": "entities", "row": {"doc_id": "f6…", "start_char": 79, "end_char": 92, "label": "PERSON", "name": "…"}, …}
    {"remove": "quotes", "id": "9f…", "who": "A. Reader", "why": "a title, not a quotation"}

A column that can be corrected belongs to one table only, so that `id`, a primary key, needs no table beside it. Keys,
texts and what only the whole data set can tell follow from the other columns and cannot be corrected: a span that is
wrong is removed, and added where it belongs. `toolkit.correct` applies the entries, in the order of their lines.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from toolkit.contracts import Field as Column
from toolkit.contracts import load_contracts
from toolkit.errors import UsageError
from toolkit.rights import moment

FILE_NAME = "corrections.jsonl"
Offsets = tuple[int, int]
"""Start and end of a span, in code points of `documents.text`, half-open; [79, 92] in JSON."""

CORRECTABLE: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "documents": ("url", "publisher", "title", "authors", "dateline", "published_at", "language", "license"),
    "sentences": ("kind",),
    "quotes": (
        *("quotation_id", "parent_quote_id", "quote_type", "quoted_spans", "cue_start_char", "cue_end_char"),
        *("cue_lemma", "speaker_start_char", "speaker_end_char", "speaker_name", "speaker_names"),
        *("speaker_entity_id", "speaker_status"),
    ),
    "entities": ("label", "name"),
})  # fmt: skip
"""The columns of each table that an entry may change."""
TABLE_OF = {column: table for table, columns in CORRECTABLE.items() for column in columns}
ADDABLE: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "quotes": ("doc_id", "start_char", "end_char", *CORRECTABLE["quotes"]),
    "entities": ("doc_id", "start_char", "end_char", *CORRECTABLE["entities"]),
})  # fmt: skip
"""The columns that the row of an addition may name; the others are derived."""
_NEEDED = {
    "quotes": ("doc_id", "start_char", "end_char", "quote_type"),
    "entities": ("doc_id", "start_char", "end_char", "label", "name"),
}
_REMOVABLE = Literal["quotes", "entities"]
_Said = Annotated[str, Field(min_length=1, pattern=r"\S")]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: who says what, and why."""

    line: int
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Change(Entry):
    """In the row `id` of `table`, `column` is `new` and not `old`."""

    table: str
    id: str
    column: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Addition(Entry):
    """`table` has a row more: the columns that `ADDABLE` lists, those that are not derived."""

    table: str
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Removal(Entry):
    """`table` has no row `id`."""

    table: str
    id: str


Correction = Change | Addition | Removal


@dataclass(frozen=True, slots=True)
class Corrections:
    """A file of corrections: its bytes, which a release carries, and what they say."""

    content: bytes
    entries: tuple[Correction, ...]

    def counts(self) -> Mapping[tuple[str, str, str], int]:
        """(table, what was done, who) to the number of entries; what was done is a column, or "row added"."""
        return Counter((entry.table, _done(entry), entry.who) for entry in self.entries)


NONE = Corrections(b"", ())


def _done(entry: Correction) -> str:
    return entry.column if isinstance(entry, Change) else f"row {'added' if isinstance(entry, Addition) else 'removed'}"


# ---- reading


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    who: _Said
    why: _Said


def _correctable(column: str) -> str:
    if column not in TABLE_OF:
        raise ValueError(f"{column!r} cannot be corrected; these can: {', '.join(TABLE_OF)}")
    return column


class _Change(_Line):
    id: str
    column: Annotated[str, AfterValidator(_correctable)]
    old: Any
    new: Any


class _Addition(_Line):
    add: _REMOVABLE
    row: dict[str, Any]


class _Removal(_Line):
    remove: _REMOVABLE
    id: str


def parse(content: bytes, where: str = FILE_NAME) -> Corrections:
    """What a file says. Raises UsageError with its first line that says nothing, or something twice."""
    entries, seen = [], dict[tuple[str, ...], int]()
    for number, raw in enumerate(content.splitlines(), 1):
        if raw.strip():
            entry = _entry(raw, number, f"{where}, line {number}")
            entries.append(entry)
            _once(entry, seen, where)
    return Corrections(content, tuple(entries))


def read(path: Path) -> Corrections:
    """The corrections in a file."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a file of corrections") from error
    return parse(content, str(path))


def _entry(raw: bytes, line: int, where: str) -> Correction:
    try:
        said = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: is not JSON ({error}); write one object a line") from error
    if not isinstance(said, dict):
        raise UsageError(f"{where}: is a {type(said).__name__}; write an object")
    form = _Addition if "add" in said else _Removal if "remove" in said else _Change
    try:
        found: _Change | _Addition | _Removal = form.model_validate(said)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(map(str, first["loc"])) or "entry"
        raise UsageError(f"{where}: {key}: {first['msg'].removeprefix('Value error, ')}; mend it") from error
    return _typed(found, line, where)


def _typed(found: _Change | _Addition | _Removal, line: int, where: str) -> Correction:
    """The entry with values of the contract's types."""
    head = (line, found.who, found.why)
    if isinstance(found, _Removal):
        return Removal(*head, found.remove, found.id)
    if isinstance(found, _Addition):
        columns = ADDABLE[found.add]
        for column in found.row:
            if column not in columns:
                raise UsageError(f"{where}: row.{column} cannot be given; these can: {', '.join(columns)}")
        for column in _NEEDED[found.add]:
            if found.row.get(column) is None:
                raise UsageError(f"{where}: row has no {column}; add it")
        row = {
            column: _value(found.add, column, value, f"{where}: row.{column}") for column, value in found.row.items()
        }
        return Addition(*head, found.add, row)
    table = TABLE_OF[found.column]
    old, new = (_value(table, found.column, getattr(found, key), f"{where}: {key}") for key in ("old", "new"))
    if old == new:
        raise UsageError(f"{where}: old and new are the same; take the line out")
    return Change(*head, table, found.id, found.column, old, new)


_TYPES: Mapping[str, Any] = MappingProxyType({
    "string": str,
    "int32": int,
    "timestamp[us, tz=UTC]": datetime,
    "list<string>": list[str],
    "list<struct>": list[Offsets],
})  # fmt: skip


def _value(table: str, name: str, value: object, where: str) -> Any:  # noqa: ANN401  whatever the column holds
    column = next(each for each in load_contracts()[table].fields if each.name == name)
    if value is None:
        if column.constraints.required:
            raise UsageError(f"{where}: {name} may not be null; give a value")
        return None
    moments = column.type.startswith("timestamp")
    try:
        value = moment(value) if moments else value
        typed = TypeAdapter(_TYPES[column.type]).validate_json(json.dumps(value, default=str), strict=not moments)
    except ValueError as error:
        wanted = "a list of [start, end]" if column.type == "list<struct>" else column.type
        raise UsageError(f"{where}: {value!r} cannot stand in {name}; write {wanted}") from error
    _listed(column, typed, where)
    return typed


def _listed(column: Column, value: object, where: str) -> None:
    enum = column.constraints.enum
    if enum and value not in enum:
        raise UsageError(f"{where}: {value!r} is no {column.name}; write one of {', '.join(enum)}")


def _once(entry: Correction, seen: dict[tuple[str, ...], int], where: str) -> None:
    """Two entries about one value would hide each other."""
    for about in _about(entry):
        if about in seen:
            what = " ".join(about)
            raise UsageError(f"{where}, line {entry.line}: line {seen[about]} is about {what} too; take one out")
        seen[about] = entry.line


def _about(entry: Correction) -> Iterator[tuple[str, ...]]:
    if isinstance(entry, Change):
        yield entry.table, entry.id, entry.column
    elif isinstance(entry, Removal):
        yield entry.table, entry.id
    else:
        yield entry.table, *(str(entry.row[column]) for column in ("doc_id", "start_char", "end_char"))
