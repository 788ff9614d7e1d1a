"""From an article to a document: its text in normal form, with a way back to every character of the raw record.

Quotation marks stay as they were written. Headline, headings and dateline stay in the text; a credit, byline,
contributor or copyright line leaves it and is kept in `boilerplate`, so that nothing of the record is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.annotation import Layout, Span
from toolkit.article import Article
from toolkit.boilerplate import BoilerplateKind
from toolkit.dateline import dateline_length
from toolkit.layout import Judged, Line, ends_sentence, judge
from toolkit.rejection import Address, Reason, Rejection
from toolkit.text import (
    Edit,
    LineStarts,
    Traced,
    composed,
    edit,
    one_line,
    plain_characters,
    single_blanks,
    trace,
    word_count,
)


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A line that was taken out of the text; `source_line` counts the raw record's lines from 1."""

    kind: BoilerplateKind
    text: str
    source_line: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in the text from `text_char` on stands in the decoded raw record from `source_char` on, unchanged, to
    the end of the piece: the next piece's beginning, or the first character that normalization made."""

    text_char: int
    source_char: int
    source_line: int


@dataclass(frozen=True, slots=True)
class Document:
    """A normalized article. Its text never changes again; every offset in the data set refers to it."""

    article: Article
    layout: Layout
    title: str | None
    authors: tuple[str, ...] | None
    boilerplate: tuple[Boilerplate, ...]
    source_map: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The normalized text."""
        return self.layout.text

    @property
    def dateline(self) -> str | None:
        """The dateline as the text has it, without its dash."""
        return self.layout.dateline.of(self.text) if self.layout.dateline else None


def normalize(article: Article, min_words: int = 1) -> Document | Rejection:
    """The article as a document, or the reason why its text is none."""
    clean = unwrapped(single_blanks(composed(plain_characters(trace(article.text)))))
    judged = judge(lines_of(clean.text), article.title)
    kept = [one for one in judged if one.boilerplate is None]
    traced = edit(clean, _layout_edits(clean.text, [one.line for one in kept]))
    return _too_short(article, traced.text, min_words) or _document(article, clean, judged, traced)


def _too_short(article: Article, text: str, min_words: int) -> Rejection | None:
    words, address = word_count(text), Address(article.source, article.line)
    if words == 0:
        return address.reject(Reason.EMPTY, "no words in it but boilerplate", article.source_id)
    if words < min_words:
        return address.reject(Reason.TOO_SHORT, f"{words} words; limits.min_words is {min_words}", article.source_id)
    return None


def _document(article: Article, clean: Traced, judged: Sequence[Judged], traced: Traced) -> Document:
    layout = _layout(traced.text, [one for one in judged if one.boilerplate is None])
    lines = LineStarts(article.text)
    bylines = tuple(one_line(author) for one in judged for author in one.authors)
    return Document(
        article=article,
        layout=layout,
        title=article.title or (layout.title.of(traced.text) if layout.title else None),
        authors=article.authors or bylines or None,
        boilerplate=tuple(
            Boilerplate(one.boilerplate, one.line.text, lines.line(clean.source_at(one.line.span.start)))
            for one in judged
            if one.boilerplate is not None
        ),
        source_map=tuple(source_map(traced, lines)),
    )


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank, without the blanks at their ends."""
    lines: list[Line] = []
    end = 0
    for found in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text):
        apart = "\n\n" in re.sub(r"[^\S\n]", "", text[end : found.start()])
        lines.append(Line(Span(*found.span()), found[0], apart))
        end = found.end()
    return lines


def _layout_edits(text: str, kept: Sequence[Line]) -> Iterator[Edit]:
    """Leave the kept lines, and between two of them one line end or one blank line, as it was."""
    end = 0
    for number, line in enumerate(kept):
        between = text[end : line.span.start]
        wanted = "" if number == 0 else "\n\n" if "\n\n" in between else "\n"
        if between != wanted:
            yield Edit(end, line.span.start, wanted)
        end = line.span.end
    if end < len(text):
        yield Edit(end, len(text), "")


def _layout(text: str, kept: Sequence[Judged]) -> Layout:
    spans = [line.span for line in lines_of(text)]
    titles, headings, bodies = (
        tuple(span for span, one in zip(spans, kept, strict=True) if one.kind == kind)
        for kind in ("title", "heading", "body")
    )
    return Layout(text, titles[0] if titles else None, _dateline(text, bodies[:DATELINE_LINES]), headings)


DATELINE_LINES = 3
"""A dateline begins one of so many first lines of the body: a line that is no sentence (a deck) may stand before it."""


def _dateline(text: str, bodies: Sequence[Span]) -> Span | None:
    for span in bodies:
        line = span.of(text)
        if length := dateline_length(line):
            return Span(span.start, span.start + length)
        if ends_sentence(line):
            break
    return None


def source_map(traced: Traced, lines: LineStarts) -> Iterator[Piece]:
    """The runs of the text, each cut where a line of the source begins."""
    for run in traced.runs:
        for piece in lines.split(run):
            yield Piece(piece.start, piece.source, lines.line(piece.source))


# ---- hard-wrapped lines

NARROWEST, WIDEST = 40, 100
"""Columns between which wire services and mailers have wrapped their lines."""
FEWEST_BREAKS = 4
"""So many full lines that end inside a sentence make a wrapped text; fewer may be chance."""
FULL_SHARE = 0.8
SLACK = 5
"""The first line may be a headline: longer than all others by more than this, it says nothing of the width."""


def unwrapped(traced: Traced) -> Traced:
    """Join lines that were cut to a column width, and take indentation away.

    A line was cut if the first word of the next would not have fitted; a text is hard-wrapped if nearly all line ends
    inside its sentences are such cuts. An indented line begins a paragraph.
    """
    lines = traced.text.split("\n")
    cuts = _cuts(lines)
    edits: list[Edit] = []
    start = 0
    for number, line in enumerate(lines):
        indent = _indent(line)
        if number - 1 in cuts:
            edits.append(Edit(start - 1, start + indent, "" if _HYPHENATED.search(lines[number - 1]) else " "))
        elif indent:
            edits.append(Edit(start, start + indent, ""))
        start += len(line) + 1
    return edit(traced, edits)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


_ITEM = re.compile(r"\s*(?:[•●▪‣*·-]|\d{1,3}[.)]|\([a-z0-9]\))\s")
_HYPHENATED = re.compile(r"\w-\Z")


def _cuts(lines: Sequence[str]) -> set[int]:
    """Numbers of the lines that were cut; none where the text is not hard-wrapped."""

    def starts(n: int) -> bool:
        return _indent(lines[n]) > _indent(lines[n - 1]) or _ITEM.match(lines[n]) is not None

    inner = [n for n, (one, two) in enumerate(pairwise(lines)) if one and two and not starts(n + 1)]
    width = max((len(lines[n]) for n in inner if n), default=0)
    if 0 in inner and len(lines[0]) <= width + SLACK:
        width = max(width, len(lines[0]))
    full = {n for n in inner if len(lines[n]) <= width < len(lines[n]) + 1 + len(lines[n + 1].split(maxsplit=1)[0])}
    open_ends = [n for n in inner if not ends_sentence(lines[n])]
    cut = [n for n in open_ends if n in full]
    wrapped = NARROWEST <= width <= WIDEST and len(cut) >= FEWEST_BREAKS and len(cut) >= len(full) / 2
    return full if wrapped and len(cut) >= FULL_SHARE * len(open_ends) else set()
