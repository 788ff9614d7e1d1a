"""The rows of one document of a stand-off edition, with the text of a copy of its article attached again.

Where the text is the one that was annotated, the rows are those of the full edition. Where it has changed, every span
is moved through an alignment: what is found keeps its annotation at its new offsets, under the id that follows from
them; what is not found is left out, and so is a quote that has lost its cue, its speaker or a part of its content.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from toolkit.alignment import Alignment, Evidence, How, Moved, Sentence, align, identity
from toolkit.annotation import INSERTION, Span
from toolkit.annotators.names import clean
from toolkit.document import Document, lines_of
from toolkit.tables import Row, document_row, sha256_of_text, span_columns, span_id

Fate = Literal["exact", "shifted", "lost"]
FATES: tuple[Fate, ...] = ("exact", "shifted", "lost")
Reason = Literal["", "moved", "spelling", "words", "no copy", "not found", "a part not found"]
_REASONS: Mapping[How, Reason] = {"same": "moved", "spelling": "spelling", "words": "words"}
_FROM_COPY = (
    "source_sha256", "encoding", "title", "dateline", "text", "text_sha256", "char_count", "word_count", "boilerplate",
    "source_map",
)  # fmt: skip
_OPENING, _CLOSING = "\"'“‘«„‚", "\"'”’»"


@dataclass(frozen=True, slots=True)
class SpanFate:
    """What became of one span: of a row of sentences, quotes or entities."""

    table: str
    id: str
    """Of the row in the stand-off edition."""
    doc_id: str
    fate: Fate
    reason: Reason
    """Why it is not exact: moved (the same characters, elsewhere), spelling (other marks or line ends), words (its
    sentence has changed), no copy (of the article), not found, a part not found (of a quote)."""
    old: Span
    new: Span | None


@dataclass(slots=True)
class Attached:
    """Rows by table, and the fate of each span that was there before."""

    rows: dict[str, list[Row]]
    fates: list[SpanFate] = field(default_factory=list)
    quote_ids: dict[str, str] = field(default_factory=dict)
    """Of the quotes that are left: old id to new one."""


def lost(rows: Mapping[str, Sequence[Row]]) -> Attached:
    """A document of which there is no copy: none of its rows is left."""
    fates = [
        SpanFate(table, row[key], row["doc_id"], "lost", "no copy", Span(row["start_char"], row["end_char"]), None)
        for table, key in _KEYS.items()
        for row in rows[table]
    ]
    return Attached({"documents": [], **{table: [] for table in _KEYS}}, fates)


def attach(rows: Mapping[str, Sequence[Row]], document: Document, salt: str) -> Attached:
    """Attach the text of a document to the rows of one of a stand-off edition, in all four tables."""
    (old,) = rows["documents"]
    work = _Work(rows, document, _alignment(rows, document, salt))
    sentences = list(work.sentences())
    entities, quotes = list(work.entities()), list(work.quotes())
    copied = document_row(document, len(sentences))
    told = {column: copied[column] for column in _FROM_COPY}
    work.attached.rows = {
        "documents": [{**old, **told, "sentence_count": len(sentences)}],
        "sentences": sentences,
        "quotes": quotes,
        "entities": entities,
    }
    return work.attached


_KEYS = {"sentences": "sentence_id", "quotes": "quote_id", "entities": "entity_id"}
SPAN_TABLES = tuple(_KEYS)
"""The tables whose rows are spans."""


def _alignment(rows: Mapping[str, Sequence[Row]], document: Document, salt: str) -> Alignment:
    spans = [_span(row) for row in rows["sentences"]]
    if sha256_of_text(document.text) == rows["documents"][0]["text_sha256"]:
        return identity(spans, document.text)
    sentences = [Sentence(span, row["text_hash"]) for span, row in zip(spans, rows["sentences"], strict=True)]
    return align(sentences, document.text, salt, list(_ends(rows, document.text)))


def _span(row: Row, prefix: str = "") -> Span:
    return Span(row[f"{prefix}start_char"], row[f"{prefix}end_char"])


def _parts(row: Row) -> list[str]:
    """Which of cue and speaker a quote has, by the prefixes of their columns."""
    return [prefix for prefix in ("cue_", "speaker_") if row[f"{prefix}start_char"] is not None]


# ---- evidence


def _ends(rows: Mapping[str, Sequence[Row]], text: str) -> Iterator[tuple[int, Evidence]]:
    """Where spans begin and end, with what tells whether they may do so elsewhere."""

    def word_begins(at: int) -> bool:
        return at < len(text) and not text[at].isspace() and not (at and text[at - 1].isalnum() and text[at].isalnum())

    def word_ends(at: int) -> bool:
        return at > 0 and not text[at - 1].isspace() and not text[at - 1 : at + 1].isalnum() if at < len(text) else True

    spans = [_span(row) for table in ("entities", "quotes") for row in rows[table]]
    spans += [_span(row, prefix) for row in rows["quotes"] for prefix in _parts(row)]
    for span in spans:
        yield span.start, word_begins
        yield span.end, word_ends
    for row in rows["quotes"]:
        for quoted in row["quoted_spans"]:
            yield quoted["start_char"], lambda at: at > 0 and text[at - 1] in _OPENING
            yield quoted["end_char"], lambda at: at < len(text) and text[at] in _CLOSING
    for row in rows["entities"]:
        if row.get("name"):
            yield _span(row).end, _names(row["name"], row["end_char"] - row["start_char"], text)


def _names(name: str, length: int, text: str) -> Evidence:
    words = set(name.lower().split())
    return lambda at: not words.isdisjoint(re.findall(r"[^\s’']+", text[max(0, at - length) : at].lower()))


# ---- rows


class _Work:
    """One document while its rows are made; sentences first, since the others refer to them."""

    def __init__(self, rows: Mapping[str, Sequence[Row]], document: Document, alignment: Alignment) -> None:
        self.attached = Attached({})
        self._rows, self._document, self._alignment = rows, document, alignment
        self._doc_id: str = rows["documents"][0]["doc_id"]
        self._text = document.text
        self._lines = [line.span.start for line in lines_of(document.text)]
        self._starts: list[int] = []
        self._ids: list[str] = []
        self._entity_ids: dict[str, str] = {}
        self._named: dict[str, list[tuple[int, str]]] = {}
        self._parents = {row["quote_id"]: row["parent_quote_id"] for row in rows["quotes"]}

    # ---- sentences

    def sentences(self) -> Iterator[Row]:
        """Those that are found, and between them those that the copy has more."""
        found: list[tuple[Span, Row | None]] = [(span, None) for span in self._alignment.added]
        row: Row | None
        for row in self._rows["sentences"]:
            moved = self._settle("sentences", row, self._alignment.moved(_span(row)))
            found += [] if moved is None else [(moved, row)]
        found.sort(key=lambda pair: pair[0])
        for index, (span, row) in enumerate(found):
            self._starts.append(span.start)
            self._ids.append(span_id(self._doc_id, span))
            yield {
                "sentence_id": self._ids[-1],
                "doc_id": self._doc_id,
                "sentence_index": index,
                "paragraph_index": bisect_right(self._lines, span.start) - 1,
                "kind": self._kind(span, row),
                **span_columns(self._text, span),
                "token_count": row["token_count"]
                if row and _unchanged(row, span)
                else len(span.of(self._text).split()),
            }

    def _kind(self, span: Span, row: Row | None) -> str:
        layout = self._document.layout
        if row is not None and (row["kind"] != "title" or span.of(self._text) in (self._document.title or "")):
            return str(row["kind"])
        return "title" if span == layout.title else "heading" if span in layout.headings else "body"

    def _sentence_at(self, char: int) -> str:
        return self._ids[bisect_right(self._starts, char) - 1]

    # ---- entities

    def entities(self) -> Iterator[Row]:
        """Those that are found."""
        for row in self._rows["entities"]:
            span = self._settle("entities", row, self._alignment.moved(_span(row)))
            if span is None:
                continue
            entity_id = span_id(self._doc_id, span)
            name = clean(span.of(self._text)) if row.get("name") is None else row["name"]
            self._entity_ids[row["entity_id"]] = entity_id
            self._named.setdefault(name, []).append((span.start, entity_id))
            yield {
                **row,
                "entity_id": entity_id,
                "sentence_id": self._sentence_at(span.start),
                **span_columns(self._text, span),
                "name": name,
            }

    # ---- quotes

    def quotes(self) -> Iterator[Row]:
        """Those of which every part is found."""
        kept = {row["quote_id"]: row for row in self._rows["quotes"] if self._is_kept(row)}
        first: dict[str, str] = {}
        for quote_id, row in kept.items():
            first.setdefault(row["quotation_id"], self.attached.quote_ids[quote_id])
        for row in kept.values():
            span = self._now(_span(row))
            quoted = [self._now(_span(each)) for each in row["quoted_spans"]]
            yield {
                **row,
                "quote_id": self.attached.quote_ids[row["quote_id"]],
                "quotation_id": first[row["quotation_id"]],
                "parent_quote_id": self._parent(row, kept),
                **span_columns(self._text, span),
                "quoted_spans": [span_columns(self._text, each) for each in quoted],
                "first_sentence_id": self._sentence_at(span.start),
                "last_sentence_id": self._sentence_at(span.end - 1),
                **self._part(row, "cue_"),
                **self._part(row, "speaker_"),
                "speaker_entity_id": self._speaker(row),
                "insertions": [span_columns(self._text, each) for each in self._insertions(quoted)],
            }

    def _is_kept(self, row: Row) -> bool:
        """Whether all of a quote is found; it then has its new id."""
        whole = self._alignment.moved(_span(row))
        parts = [_span(each) for each in row["quoted_spans"]]
        parts += [_span(row, prefix) for prefix in _parts(row)]
        complete = all(self._alignment.moved(part) for part in parts)
        if complete and row["speaker_entity_id"] is not None:
            complete = self._speaker(row) is not None
        span = self._settle("quotes", row, whole if complete else None, "a part not found" if whole else "not found")
        if span is not None:
            self.attached.quote_ids[row["quote_id"]] = span_id(self._doc_id, span)
        return span is not None

    def _now(self, span: Span) -> Span:
        """Where a span is that was found before."""
        moved = self._alignment.moved(span)
        assert moved is not None
        return moved.span

    def _part(self, row: Row, prefix: str) -> Row:
        return span_columns(self._text, self._now(_span(row, prefix)) if prefix in _parts(row) else None, prefix)

    def _parent(self, row: Row, kept: Mapping[str, Row]) -> str | None:
        """The innermost of the quotes around it that is left."""
        parent = row["parent_quote_id"]
        while parent is not None and parent not in kept:
            parent = self._parents[parent]
        return None if parent is None else self.attached.quote_ids[parent]

    def _speaker(self, row: Row) -> str | None:
        """The speaker's entity; where that is lost, the nearest of the same name."""
        found = self._entity_ids.get(row["speaker_entity_id"])
        if found is not None:
            return found
        same = self._named.get(row.get("speaker_name") or "", ())
        return min(same, key=lambda each: abs(each[0] - row["start_char"]), default=(0, None))[1]

    def _insertions(self, quoted: Sequence[Span]) -> Iterator[Span]:
        for span in quoted:
            for found in re.compile(INSERTION).finditer(self._text, span.start, span.end):
                yield Span(*found.span())

    # ---- what became of them

    def _settle(self, table: str, row: Row, moved: Moved | None, why: Reason = "not found") -> Span | None:
        """Write down what became of a row, and give its new span where it has one."""
        old = _span(row)
        fate, reason = _fate(old, moved, why)
        new = moved.span if moved else None
        self.attached.fates.append(SpanFate(table, row[_KEYS[table]], self._doc_id, fate, reason, old, new))
        return new


def _fate(old: Span, moved: Moved | None, why: Reason) -> tuple[Fate, Reason]:
    if moved is None:
        return "lost", why
    exact = moved.how == "same" and moved.span == old
    return ("exact", "") if exact else ("shifted", _REASONS[moved.how])


def _unchanged(row: Row, span: Span) -> bool:
    return bool(row["end_char"] - row["start_char"] == span.end - span.start)
