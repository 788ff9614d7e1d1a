"""Stretches inside quotation marks: which are recognized as quotations, and with whose name.

The marks of the text decide what is looked at, not the gold and not the program: a stretch is one of the gold where a
quote of the gold covers half its letters, and one of the prediction where its stretches inside marks do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from toolkit.annotation import Span
from toolkit.scoring.answers import Answer, Counts, Quote
from toolkit.scoring.matching import right_speaker

_OPENING: Final = "“„«"
_CLOSING: Final = "”»"
_STRAIGHT: Final = ('"', "''", "``")
_MARK: Final = re.compile("''|``|[\"“„«”»]")
_PARAGRAPH: Final = re.compile(r"[^\n]+")
_INSIDE_TYPES: Final = (None, "direct", "mixed", "unknown")


def stretches(text: str) -> list[Span]:
    """What stands inside double marks (curly, straight, '' and ``), marks excluded, paragraph by paragraph.

    A stretch that is not closed runs to the paragraph's end; one without letters or digits is none.
    """
    found = [span for paragraph in _PARAGRAPH.finditer(text) for span in _in_paragraph(text, *paragraph.span())]
    return [span for span in found if any(map(str.isalnum, span.of(text)))]


def _in_paragraph(text: str, first: int, end: int) -> Iterator[Span]:
    start: int | None = None
    for mark in _MARK.finditer(text, first, end):
        straight = mark[0] in _STRAIGHT
        if mark[0] in _OPENING or (straight and start is None):
            start = mark.end()
        elif start is not None and (straight or mark[0] in _CLOSING):
            yield Span(start, mark.start())
            start = None
    if start is not None:
        yield Span(start, end)


def count_stretches(gold: Answer, predicted: Answer | None) -> Counts:
    """Stretches of the gold, of the prediction, of both; and the speakers of those of both."""
    text, counts = gold.text or "", Counter[str]()
    guesses = [(quote, _inside(quote)) for quote in (predicted and predicted.quotes) or ()]
    for stretch in stretches(text):
        holders = [quote for quote in gold.quotes or () if _covered(text, stretch, [quote.span])]
        if holders and all(quote.ignore for quote in holders):
            continue
        found = [quote for quote, inside in guesses if _covered(text, stretch, inside)]
        counts.update(
            {
                "stretch/gold": bool(holders),
                "stretch/predicted": bool(found),
                "stretch/found": bool(holders and found),
            }
        )
        if holders and found:
            counts.update(_speaker(_smallest(holders), _smallest(found), text))
    return counts


def _smallest(quotes: Sequence[Quote]) -> Quote:
    return min(quotes, key=lambda quote: quote.end - quote.start)


def _inside(quote: Quote) -> Sequence[Span]:
    if quote.quoted is not None:
        return quote.quoted
    return [quote.span] if quote.type in _INSIDE_TYPES else []


def _covered(text: str, stretch: Span, spans: Sequence[Span]) -> bool:
    """Whether the spans hold one half or more of the stretch's letters and digits."""
    meeting = [span for span in spans if span.overlaps(stretch)]
    if not meeting:
        return False
    letters = [at for at in range(*stretch) if text[at].isalnum()]
    inside = sum(any(span.start <= at < span.end for span in meeting) for at in letters)
    return inside >= len(letters) / 2


def _speaker(gold: Quote, predicted: Quote, text: str) -> Counts:
    if gold.speaker is None:
        return Counter()
    counts = Counter({"stretch/speaker_of": 1, "stretch/speaker": int(right_speaker(gold, predicted, text))})
    if gold.name:
        counts.update({"stretch/name_of": 1, "stretch/name": int(predicted.name == gold.name)})
    return counts
