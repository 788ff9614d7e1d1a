"""Where in an article a violation lies: from a row over its span and the document's source_map to line and column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import polars as pl
import pyarrow.parquet as pq

from toolkit.contracts import load_contracts, to_frame
from toolkit.findings import Place, Violation
from toolkit.originals import Originals
from toolkit.release import Release
from toolkit.text import LineStarts

BEFORE, AFTER = 40, 100
"""Code points of its line that an excerpt shows before a span, and from its beginning on."""
_BATCH_ROWS = 2_000
_DOCUMENT = ("doc_id", "source", "source_id", "source_sha256", "text", "source_map")
_PARTS = ("cue", "speaker")
_Row = dict[str, Any]


def locate(release: Release, violations: Sequence[Violation], originals: Originals) -> tuple[Violation, ...]:
    """The violations in their order, each with its place if it lies in an article.

    The columns of a raw article that is not at hand are counted from the first character of its line that was kept.
    The tables must be readable.
    """
    spans = _spans(release, violations)
    documents = {
        row["doc_id"]: row for row in _rows(release, "documents", _DOCUMENT, {doc for doc, *_ in spans.values()})
    }
    articles = _articles(documents.values(), originals)
    located = []
    for number, violation in enumerate(violations):
        doc_id, start, end = spans.get(number, (None, 0, 0))
        row = documents.get(doc_id) if doc_id is not None else None
        located.append(
            violation if row is None else replace(violation, place=_place(row, start, end, articles.get(row["doc_id"])))
        )
    return tuple(located)


def _rows(release: Release, table: str, columns: Sequence[str], keys: Collection[str]) -> Iterator[_Row]:
    """The rows of a table with these primary keys, some of a file in memory at a time."""
    key, wanted = load_contracts()[table].primary_key[0], list(keys)
    for path in (path for paths in release.data_files(table).values() for path in paths if wanted):
        with pq.ParquetFile(path, pre_buffer=False) as file:
            for batch in file.iter_batches(_BATCH_ROWS, columns=list(columns)):
                yield from to_frame(batch, columns).filter(pl.col(key).is_in(wanted)).iter_rows(named=True)


# ---- from a violation to a span


def _spans(release: Release, violations: Sequence[Violation]) -> dict[int, tuple[str, int, int]]:
    """Number of a violation to its document, start and end, for those that lie in one."""
    found: dict[int, tuple[str, int, int]] = {}
    for table, contract in load_contracts().items():
        key = contract.primary_key[0]
        numbers = [i for i, each in enumerate(violations) if each.table == table and each.key is not None]
        plain = [rule for rule in contract.spans if not rule.within]
        columns = list(dict.fromkeys([key, "doc_id", *(name for rule in plain for name in (rule.start, rule.end))]))
        keys = {str(violations[i].key) for i in numbers}
        rows = {row[key]: row for row in _rows(release, table, columns, keys)}
        for i in numbers:
            row = rows.get(violations[i].key)
            if row is not None and row["doc_id"] is not None:
                found[i] = (row["doc_id"], *(violations[i].span or _span(row, violations[i].column)))
    return found


def _span(row: _Row, column: str | None) -> tuple[int, int]:
    """The span of the row that a column is about; the text's beginning where there is none."""
    part = next((f"{part}_" for part in _PARTS if (column or "").startswith(f"{part}_")), "")
    for prefix in (part, ""):
        start, end = row.get(f"{prefix}start_char"), row.get(f"{prefix}end_char")
        if start is not None and end is not None:
            return start, end
    return 0, 0


# ---- from a span to a place


class _Raw(NamedTuple):
    """What is known of a raw article that is at hand."""

    lines: LineStarts
    record: int | None


def _articles(documents: Iterable[_Row], originals: Originals) -> dict[str, _Raw]:
    """Document id to the lines of its raw article, where that is at hand: each source is read once."""
    by_source: dict[str, dict[str, _Row]] = {}
    for row in documents:
        if None not in (row["source"], row["source_id"], row["source_sha256"]):
            by_source.setdefault(row["source"], {})[row["source_id"]] = row
    found = {}
    for source, rows in by_source.items():
        hashes = {source_id: row["source_sha256"] for source_id, row in rows.items()}
        for source_id, article in originals.articles(source, hashes).items():
            found[rows[source_id]["doc_id"]] = _Raw(LineStarts(article.text), article.line)
    return found


def _place(row: _Row, start: int, end: int, raw: _Raw | None) -> Place | None:
    text, pieces = row["text"], row["source_map"]
    if not text or not pieces or row["source"] is None or row["source_id"] is None:
        return None
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text))
    lines = None if raw is None else raw.lines
    line, column = _in_source(pieces, start, lines)
    # of the last character, as what follows it may come from elsewhere
    end_line, last = _in_source(pieces, end - 1, lines) if end > start else (line, column - 1)
    excerpt, mark = _excerpt(text, start, end)
    return Place(
        row["source"], row["source_id"], line, column, start, end, excerpt, mark, end_line, last + 1,
        None if raw is None else raw.record,
    )  # fmt: skip


def _in_source(pieces: Sequence[_Row], char: int, lines: LineStarts | None) -> tuple[int, int]:
    """Line and column, from 1, of the raw record that a character of the text came from."""
    number = max(0, bisect_right(pieces, char, key=lambda piece: int(piece["text_char"])) - 1)
    piece = pieces[number]
    source_char = piece["source_char"] + max(0, char - piece["text_char"])
    if lines is not None:
        return lines.line(source_char), lines.column(source_char)
    first = next(each for each in pieces if each["source_line"] == piece["source_line"])
    return piece["source_line"], max(1, source_char - first["source_char"] + 1)


def _excerpt(text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """The line around the start of a span, or as much of it as can be shown, and the span within that.

    An ellipsis stands for what is left out of the line, and of the span.
    """
    opening = text.rfind("\n", 0, start) + 1
    closing = text.find("\n", start)
    closing = len(text) if closing < 0 else closing
    first = max(opening, start - BEFORE)
    last = min(closing, start + AFTER)
    if last < closing:
        last -= 1  # the ellipsis takes its place
    before = text[first:start] if first == opening else f"…{text[first + 1 : start]}"
    behind = "…" if last < closing or text[last:end].strip() else ""
    return f"{before}{text[start:last]}{behind}", (start - first, min(end, last) - first)
