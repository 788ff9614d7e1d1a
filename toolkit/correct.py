"""Corrections applied to the rows of one document, after annotation and before anything is grouped.

What follows from a corrected value is derived again: texts from offsets, the id and the sentence of a row that is
added, the one of `speaker_name` and `speaker_names` that was not given. Whether the rows then keep every promise is
for `validate` to say, as of all rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.annotation import INSERTION, Span
from toolkit.contracts import load_contracts
from toolkit.corrections import FILE_NAME, Addition, Change, Correction, Corrections, Removal
from toolkit.errors import UsageError
from toolkit.tables import Row, span_columns, span_id

RULE = "correction"
"""`rule` of a quote that a person added; its `confidence` is 1."""
Rows = Mapping[str, list[Row]]
"""Table to the rows of one document."""


@dataclass(slots=True)
class Corrector:
    """Applies entries to documents as they come."""

    corrections: Corrections
    _about: dict[tuple[str, str], list[Correction]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.corrections.entries:
            about = ("documents", entry.row["doc_id"]) if isinstance(entry, Addition) else (entry.table, entry.id)
            self._about.setdefault(about, []).append(entry)

    def __call__(self, rows: Rows) -> set[int]:
        """Correct the rows of one document, in place and in the order of the lines, and return these lines.

        Raises UsageError where an entry does not fit its row: its `old` is not what the row holds, the row that it
        adds is there already, or it removes the speaker's mention of a quote.
        """
        entries = sorted(self._entries(rows), key=lambda entry: entry.line) if self._about else []
        for entry in entries:
            where = f"{FILE_NAME}, line {entry.line}"
            if isinstance(entry, Change):
                _change(rows, entry, where)
            elif isinstance(entry, Removal):
                _remove(rows, entry, where)
            else:
                _add(rows, entry, where)
        return {entry.line for entry in entries}

    def _entries(self, rows: Rows) -> Iterator[Correction]:
        for table, of_table in rows.items():
            key = load_contracts()[table].primary_key[0]
            for row in of_table:
                yield from self._about.get((table, row[key]), ())


def check_applied(corrections: Corrections, applied: set[int]) -> None:
    """Raises UsageError for the first entry that found no row."""
    for entry in corrections.entries:
        if entry.line not in applied:
            of = f"document {entry.row['doc_id']!r}" if isinstance(entry, Addition) else f"{entry.table} {entry.id!r}"
            raise UsageError(f"{FILE_NAME}, line {entry.line}: there is no {of} in this build; take the line out")


# ---- one entry


def _row(rows: Rows, table: str, key: str) -> Row | None:
    name = load_contracts()[table].primary_key[0]
    return next((row for row in rows[table] if row[name] == key), None)


def _change(rows: Rows, entry: Change, where: str) -> None:
    row = _row(rows, entry.table, entry.id)
    if row is None:
        raise UsageError(f"{where}: an earlier line removes {entry.table} {entry.id!r}; take one of them out")
    found = stated(entry.column, row[entry.column])
    if found != entry.old:
        told = f"{entry.column} of {entry.table} {entry.id!r} is {found!r}, not {entry.old!r}"
        raise UsageError(f"{where}: {told}; look at the row again, then correct the line or take it out")
    row[entry.column] = entry.new
    _follow(row, entry.column, rows["documents"][0]["text"], where)


def stated(column: str, value: Any) -> Any:  # noqa: ANN401  whatever the column holds
    """A row's value as an entry states it: spans as their offsets."""
    if column == "quoted_spans":
        return [(span["start_char"], span["end_char"]) for span in value]
    return value


def _follow(row: Row, column: str, text: str, where: str) -> None:
    """Derive what follows from a corrected column."""
    for prefix in ("cue_", "speaker_"):
        if column in (f"{prefix}start_char", f"{prefix}end_char"):
            row[f"{prefix}text"] = _text(text, row[f"{prefix}start_char"], row[f"{prefix}end_char"])
    if column == "quoted_spans":
        row.update(_marked(text, row[column]))
    if column == "speaker_names":
        row["speaker_name"] = next(iter(row["speaker_names"]), None)
    if column == "speaker_name":
        if row["speaker_name"] is None and len(row["speaker_names"]) > 1:
            raise UsageError(f"{where}: the quote has several speakers; correct speaker_names instead")
        new = [] if row["speaker_name"] is None else [row["speaker_name"]]
        row["speaker_names"] = [*new, *row["speaker_names"][1:]]


def _text(text: str, start: int | None, end: int | None) -> str | None:
    return None if start is None or end is None else text[start:end]


def _remove(rows: Rows, entry: Removal, where: str) -> None:
    key = load_contracts()[entry.table].primary_key[0]
    columns = ("speaker_entity_id",) if entry.table == "entities" else ("parent_quote_id", "quotation_id")
    for quote in rows["quotes"]:
        for column in columns:
            if quote[column] == entry.id and quote["quote_id"] != entry.id:
                told = f"{entry.table} {entry.id!r} is the {column} of quote {quote['quote_id']!r}"
                raise UsageError(f"{where}: {told}; correct that, on an earlier line")
    rows[entry.table][:] = [row for row in rows[entry.table] if row[key] != entry.id]


# ---- a row more


def _add(rows: Rows, entry: Addition, where: str) -> None:
    document = rows["documents"][0]
    start, end = entry.row["start_char"], entry.row["end_char"]
    if not 0 <= start < end <= len(document["text"]):
        raise UsageError(f"{where}: [{start}, {end}] is no span of the document; count its code points from 0")
    new = _NEW[entry.table](entry.row, document, rows["sentences"])
    key = load_contracts()[entry.table].primary_key[0]
    if _row(rows, entry.table, new[key]) is not None:
        raise UsageError(
            f"{where}: {entry.table} {new[key]!r} is there already; correct its columns, or remove it first"
        )
    rows[entry.table].append(new)
    rows[entry.table].sort(key=lambda row: (row["start_char"], -row["end_char"]))


def _entity(given: Mapping[str, Any], document: Row, sentences: Sequence[Row]) -> Row:
    span = Span(given["start_char"], given["end_char"])
    return {
        "entity_id": span_id(document["doc_id"], span),
        "doc_id": document["doc_id"],
        "sentence_id": _sentence_at(sentences, span.start),
        **span_columns(document["text"], span),
        "label": given["label"],
        "name": given["name"],
    }


def _quote(given: Mapping[str, Any], document: Row, sentences: Sequence[Row]) -> Row:
    text, span = document["text"], Span(given["start_char"], given["end_char"])
    quote_id = span_id(document["doc_id"], span)
    quoted = given.get("quoted_spans") or ([span] if given["quote_type"] == "direct" else [])
    names = given.get("speaker_names") or [name for name in [given.get("speaker_name")] if name is not None]
    return {
        "quote_id": quote_id,
        "doc_id": document["doc_id"],
        "quotation_id": given.get("quotation_id", quote_id),
        "parent_quote_id": given.get("parent_quote_id"),
        "quote_type": given["quote_type"],
        **span_columns(text, span),
        **_marked(text, quoted),
        "first_sentence_id": _sentence_at(sentences, span.start),
        "last_sentence_id": _sentence_at(sentences, span.end - 1),
        **span_columns(text, _span(given, "cue_"), "cue_"),
        "cue_lemma": given.get("cue_lemma"),
        **span_columns(text, _span(given, "speaker_"), "speaker_"),
        "speaker_name": next(iter(names), None),
        "speaker_names": names,
        "speaker_entity_id": given.get("speaker_entity_id"),
        "speaker_status": given.get("speaker_status") or ("named" if names else "absent"),
        "rule": RULE,
        "confidence": 1.0,
    }


_NEW = {"entities": _entity, "quotes": _quote}


def _span(given: Mapping[str, Any], prefix: str) -> Span | None:
    start, end = given.get(f"{prefix}start_char"), given.get(f"{prefix}end_char")
    return None if start is None or end is None else Span(start, end)


def _marked(text: str, quoted: Iterable[tuple[int, int]]) -> Row:
    """The columns about what stands inside marks."""
    spans = [Span(*offsets) for offsets in quoted]
    inserted = [
        Span(span.start + found.start(), span.start + found.end())
        for span in spans
        for found in re.finditer(INSERTION, span.of(text))
    ]
    return {
        "quoted_spans": [span_columns(text, span) for span in spans],
        "insertions": [span_columns(text, span) for span in inserted],
    }


def _sentence_at(sentences: Sequence[Row], char: int) -> str:
    """Id of the sentence that begins at the offset or last before it; sentences tile the text."""
    return str([row["sentence_id"] for row in sentences if row["start_char"] <= char][-1])


# ---- afterwards


def unseen(corrections: Corrections, row_of: Mapping[tuple[str, str], Row]) -> Iterator[tuple[Correction, object]]:
    """The entries that the rows of a release do not show, each with what is found there instead.

    `row_of` holds the rows that entries are about, by table and id; a row that is not there is not in it.
    """
    for entry in corrections.entries:
        if isinstance(entry, Change):
            row = row_of.get((entry.table, entry.id))
            found = "no such row" if row is None else stated(entry.column, row[entry.column])
            if found != entry.new:
                yield entry, found
        elif isinstance(entry, Removal):
            if (entry.table, entry.id) in row_of:
                yield entry, "a row"
        elif (entry.table, added_id(entry)) not in row_of:
            yield entry, "no such row"


def added_id(entry: Addition) -> str:
    """Primary key of the row that an entry adds."""
    return span_id(entry.row["doc_id"], Span(entry.row["start_char"], entry.row["end_char"]))
