"""The slot `sentences`: from the parsed document to sentences that tile its text.

The boundaries were set, or left to the parser, before parsing (boundaries.py). Here they become spans without white
space at either end, cut at line breaks come what may, each with its paragraph and its kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.annotation import Sentence, Span
from toolkit.annotators.boundaries import after_dateline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.annotation import Layout, SentenceKind
    from toolkit.annotators import Parsed


def annotate_sentences(parsed: Parsed) -> list[Sentence]:
    """The sentences of a document in order; between two of them stands nothing but white space."""
    sentences: list[Sentence] = []
    paragraph, line_end = -1, -1
    text, layout = parsed.layout.text, parsed.layout
    for span, tokens in _stretches(parsed):
        if span.start >= line_end:
            paragraph += 1
            line_end = text.find("\n", span.start)
            line_end = len(text) if line_end < 0 else line_end
        sentences.append(Sentence(span, paragraph, _kind(layout, span), tokens))
    return sentences


def _stretches(parsed: Parsed) -> Iterator[tuple[Span, int]]:
    """Each sentence's span and its number of tokens, white space not counted."""
    start = end = -1
    count = 0
    joined = after_dateline(parsed.layout)
    begins = parsed.doc.to_array("SENT_START").tolist()
    for word, at, begin in zip(parsed.words, parsed.starts, begins, strict=True):
        if start >= 0 and begin == 1 and at != joined:
            yield Span(start, end), count
            start, count = -1, 0
        if word.isspace():
            if start >= 0 and "\n" in word:
                yield Span(start, end), count
                start, count = -1, 0
            continue
        if start < 0:
            start = at
        end = at + len(word)
        count += 1
    if start >= 0:
        yield Span(start, end), count


def _kind(layout: Layout, span: Span) -> SentenceKind:
    if layout.title is not None and span.overlaps(layout.title):
        return "title"
    return "heading" if any(span.overlaps(heading) for heading in layout.headings) else "body"
