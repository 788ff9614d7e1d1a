"""What must hold of the text itself: its characters, its headline, and the way back to the raw article.

Checks of a slice, as those of integrity.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from toolkit.findings import Violation, shown
from toolkit.slices import Check, Slice, violations

_CONTROL = r"[\x00-\x09\x0b-\x1f\x7f-\x9f]"
_LEADS = "[\u00c2\u00c3].|\u00e2.."
"""What the first bytes of "é" or "’" in UTF-8, and those after them, look like in Windows-1252."""
_UNASSIGNED = {"\x81": 0x81, "\x8d": 0x8D, "\x8f": 0x8F, "\x90": 0x90, "\x9d": 0x9D}
"""Bytes that Windows-1252 leaves open and most decoders pass through."""


def check_characters(part: Slice) -> Iterator[Violation]:
    """No text holds control characters, replacement characters or mojibake; the first of each in a text is named."""
    texts = part.documents.select("doc_id", "text").drop_nulls()
    for doc_id, text in texts.filter(pl.col("text").str.contains(_CONTROL)).rows():
        found = next(re.finditer(_CONTROL, text))
        yield _character("control-character", doc_id, text, found.span(), "no control character")
    for doc_id, text in texts.filter(pl.col("text").str.contains("\ufffd", literal=True)).rows():
        place = text.index("\ufffd")
        yield _character("replacement-character", doc_id, text, (place, place + 1), "no replacement character")
    for doc_id, text in texts.filter(pl.col("text").str.contains(_LEADS)).rows():
        for found in re.finditer(_LEADS, text):
            meant = _decoded_twice(found[0])
            if meant is not None:
                yield _character("mojibake", doc_id, text, found.span(), shown(meant))
                break


def _character(rule: str, doc_id: str, text: str, span: tuple[int, int], expected: str) -> Violation:
    found = f"{shown(text[slice(*span)])} at {span[0]}"
    return Violation(rule, "documents", doc_id, "text", found, expected, span)


def _decoded_twice(text: str) -> str | None:
    """What UTF-8 taken for Windows-1252 should have been; None where it is no such thing."""
    try:
        raw = b"".join(bytes([_UNASSIGNED[c]]) if c in _UNASSIGNED else c.encode("windows-1252") for c in text)
        meant = raw.decode("utf-8")
    except UnicodeError:
        return None
    return meant if len(meant) == 1 else None


def check_source_map(part: Slice) -> Iterator[Violation]:
    """The pieces begin with the text, lie in it, and ascend in the text and in the raw article."""
    rows = part.documents.select("doc_id", "char_count", "source_map").drop_nulls()
    pieces = rows.filter(pl.col("source_map").list.len() > 0).explode("source_map")
    at, source, line = (pl.col("source_map").struct.field(name) for name in ("text_char", "source_char", "source_line"))
    before = {name: value.shift(1).over("doc_id") for name, value in (("at", at), ("source", source), ("line", line))}
    late = (at <= before["at"]) | (source <= before["source"]) | (line < before["line"])
    first = before["at"].is_null() & (at != 0)
    astray = pieces.filter(late.fill_null(value=False) | first | (at >= pl.col("char_count")))
    expected = "pieces in ascending order, from the text's beginning to its end"
    yield from violations("source-map", "documents", astray, "source_map", "source_map", expected)
    bare = rows.filter((pl.col("source_map").list.len() == 0) & (pl.col("char_count") > 0))
    yield from violations("source-map", "documents", bare, "source_map", "source_map", "at least one piece")


def check_titles(part: Slice) -> Iterator[Violation]:
    """A sentence that is a title is the document's."""
    own = part.tables["sentences"].filter((pl.col("kind") == "title") & pl.col("text").is_not_null())
    titles = part.documents.select("doc_id", pl.col("title").alias("__title")).unique("doc_id", keep="first")
    rows = own.join(titles, on="doc_id", how="left", maintain_order="left")
    within = pl.col("__title").str.contains(pl.col("text"), literal=True).fill_null(value=False)
    expected = "the headline, as in documents.title"
    yield from violations("sentence-kind", "sentences", rows.filter(~within), "kind", "kind", expected)


CHECKS: tuple[Check, ...] = (check_characters, check_source_map, check_titles)
