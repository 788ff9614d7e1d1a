"""Gold offsets in a raw article to offsets in a release's text, through `documents.source_map`.

A span keeps what of it the text has. What the text does not have at all (a span in a line that was taken for a byline)
must still count as missed: the stretch of the raw article that holds it is put after the text, and the span goes there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from toolkit.annotation import Span
from toolkit.errors import UsageError
from toolkit.scoring.answers import Answer, Entity, Mention, Quote


class _Piece(NamedTuple):
    """`length` characters that are the same in both texts."""

    source: int
    text: int
    length: int


class Through:
    """Leads from one raw article to its document's text."""

    def __init__(self, raw: str, text: str, source_map: Sequence[Mapping[str, int]]) -> None:
        """Raises UsageError where the source map is that of another article."""
        self._raw = raw
        self._pieces = _pieces(raw, text, source_map)
        self._starts = [piece.source for piece in self._pieces]
        self._gaps = self._left_out()
        self._after: dict[Span, int] = {}
        self.text = text
        """The document's text, followed by what it left out and a span was in."""
        self.lost: Counter[str] = Counter()
        """Spans that the text has nothing of, by layer or field."""

    def _left_out(self) -> list[Span]:
        ends = [0, *(piece.source + piece.length for piece in self._pieces)]
        return [Span(*gap) for gap in zip(ends, [*self._starts, len(self._raw)], strict=True) if gap[0] < gap[1]]

    def span(self, layer: str, span: Span) -> Span:
        """Where a span of the raw article is in `self.text`."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        parts = [part for piece in self._pieces[first:last] if (part := _shared(piece, span))]
        if parts:
            return Span(parts[0].start, parts[-1].end)
        self.lost[layer] += 1
        gap = self._gaps[bisect_right(self._gaps, (span.start, len(self._raw))) - 1]
        if gap not in self._after:
            self._after[gap] = len(self.text) + 2
            self.text += "\n\n" + self._raw[gap.start : gap.end]
        return Span(*(self._after[gap] + offset - gap.start for offset in span))


def _shared(piece: _Piece, span: Span) -> Span | None:
    start, end = max(piece.source, span.start), min(piece.source + piece.length, span.end)
    shift = piece.text - piece.source
    return Span(start + shift, end + shift) if start < end else None


def _pieces(raw: str, text: str, source_map: Sequence[Mapping[str, int]]) -> list[_Piece]:
    ends = [*(each["text_char"] for each in source_map[1:]), len(text)]
    found = []
    for each, end in zip(source_map, ends, strict=True):
        start, source = each["text_char"], each["source_char"]
        most = end - start
        length = most if raw[source : source + most] == text[start:end] else _same(raw[source:], text[start:end])
        if not length:
            raise UsageError(f"differs at character {source}")
        found.append(_Piece(source, start, length))
    return found


def _same(one: str, other: str) -> int:
    """How many first characters two texts share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def through(gold: Answer, text: str, source_map: Sequence[Mapping[str, int]]) -> tuple[Answer, Counter[str]]:
    """Gold on a raw article as gold on its document's text, and the spans that the text has nothing of, by layer.

    Gold whose text is the document's stays as it is. Raises UsageError where it is of neither text.
    """
    if gold.text == text:
        return gold, Counter()
    way = Through(gold.text or "", text, source_map)
    moved: dict[str, Any] = {}
    if gold.quotes is not None:
        moved["quotes"] = tuple(_quote(quote, way) for quote in gold.quotes)
    if gold.entities is not None:
        moved["entities"] = tuple(_moved("entities", each, way) for each in gold.entities)
    if gold.sentences is not None:
        moved["sentences"] = tuple(way.span("sentences", each) for each in gold.sentences)
    if gold.mentions is not None:
        moved["mentions"] = tuple(_moved("mentions", each, way) for each in gold.mentions)
    return gold.model_copy(update={**moved, "text": way.text}), way.lost


_Placed = TypeVar("_Placed", Entity, Mention)


def _moved(layer: str, each: _Placed, way: Through) -> _Placed:
    span = way.span(layer, Span(each.start, each.end))
    return each._replace(start=span.start, end=span.end)


def _quote(quote: Quote, way: Through) -> Quote:
    span = way.span("quotes", quote.span)
    moved: dict[str, Any] = {"start": span.start, "end": span.end}
    if quote.speaker:
        moved["speaker"] = way.span("speaker", quote.speaker)
    if quote.cue:
        moved["cue"] = way.span("cue", quote.cue)
    moved["speaker_all"] = tuple(way.span("speaker", each) for each in quote.speaker_all)
    moved["cue_all"] = tuple(way.span("cue", each) for each in quote.cue_all)
    if quote.quoted is not None:
        moved["quoted"] = tuple(way.span("quoted", each) for each in quote.quoted)
    return quote.model_copy(update=moved)
