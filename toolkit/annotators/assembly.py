"""From quotations to rows: one `Quote` for each contiguous piece, typed, nested, with its speaker resolved."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.annotation import INSERTION, Quote, Span
from toolkit.annotators.clauses import content_span, strip, trim_all
from toolkit.annotators.confidence import confidence_of
from toolkit.annotators.interviews import interviewed
from toolkit.annotators.speakers import Resolved, Speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.annotation import QuoteType
    from toolkit.annotators.quotation import Quotation, Source
    from toolkit.annotators.reading import Reading

_DEEPEST: Final = 8
"""Quotes inside each other, at most: deeper is no prose, and what it costs grows with the square of the text."""
_INSERTION: Final = re.compile(INSERTION)


def to_quotes(quotations: Sequence[Quotation], reading: Reading) -> list[Quote]:
    """Rows in order of their spans; of two with one span the first found stays."""
    speakers = Speakers.of(reading, quotations)
    only = interviewed(quotations, speakers)
    pieces: dict[Span, Quotation] = {}
    for quotation in quotations:
        for piece in quotation.pieces:
            for part in _around_cue(piece, quotation.source, reading):
                pieces.setdefault(part, quotation)
    spans = _once(_apart(sorted(pieces, key=lambda span: (span.start, -span.end)), reading), pieces)
    parents = _parents(spans)
    numbers: dict[tuple[int, tuple[str, ...]], int] = {}
    resolved: dict[int, Resolved] = {}
    quotes = []
    for span, parent in zip(spans, parents, strict=True):
        quotation = pieces[span]
        key = id(quotation)
        source = only.get(key, quotation.source)
        if key not in resolved:
            resolved[key] = speakers.resolve(source)
            outer = None if parent is None else pieces[spans[parent]]
            if outer is not None and _says_i(quotation, reading) and resolved[id(outer)].names:
                resolved[key] = replace(resolved[id(outer)], status="pronoun")
        cue, speaker = (_beside(part, span, reading) for part in (source.cue, source.mention))
        who = Resolved() if speaker is None else _stated(resolved[key], speaker, reading)
        number = numbers.setdefault((id(quotation.whole), who.names), len(numbers))  # a quotation has one speaker
        quotes.append(_quote(span, source, number, parent, Attributed(cue, speaker, who), reading))
    return quotes


def _stated(who: Resolved, speaker: Span, reading: Reading) -> Resolved:
    """The speaker with the status that the mention shows: it contains the name, or describes somebody."""
    if who.entity is None or who.status not in ("named", "nominal"):
        return who
    contained = reading.entities[who.entity].span.overlaps(speaker)
    return replace(who, status="named" if contained else "nominal")


class Attributed(NamedTuple):
    """Cue and mention of a piece, and whom the mention means."""

    cue: Span | None
    speaker: Span | None
    who: Resolved


def _around_cue(piece: Span, source: Source, reading: Reading) -> list[Span]:
    """A piece, divided where it holds its own reporting clause; only a parse gone astray makes one like that.

    One that is itself a part of that clause is none.
    """
    if any(part.covers(piece) for part in (source.cue, source.mention) if part is not None):
        return []
    inner = [part for part in (source.cue, source.mention) if part is not None and piece.covers(part)]
    if source.cue is None or source.cue not in inner:
        return [piece] if piece.end > piece.start else []
    start, end = min(part.start for part in inner), max(part.end for part in inner)
    parts = [strip(part, reading.text) for part in (Span(piece.start, start), Span(end, piece.end))]
    tokens = [reading.tokens(part) for part in parts if part.end > part.start]
    return [content_span(first, last, reading) for first, last in trim_all(tokens, reading)]


def _quote(span: Span, source: Source, number: int, parent: int | None, found: Attributed, reading: Reading) -> Quote:
    cue, speaker, who = found
    kind, quoted = _typed(span, source.rule, reading)
    return Quote(
        span=span,
        type=kind,
        quotation=number,
        rule=source.rule,
        confidence=confidence_of(source.rule, kind, who.status, len(span.of(reading.text).split())),
        parent=parent,
        quoted=quoted,
        insertions=tuple(_insertions(quoted, reading.text)),
        cue=cue,
        cue_lemma=source.lemma if cue else None,
        speaker=speaker,
        speaker_names=who.names,
        speaker_entity=who.entity,
        speaker_status=who.status,
    )


def _beside(part: Span | None, content: Span, reading: Reading) -> Span | None:
    """A cue or mention without what the content has of it: one token may hold parts of both."""
    if part is None or not part.overlaps(content):
        return part
    behind = strip(Span(max(part.start, content.end), max(part.end, content.end)), reading.text)
    before = strip(Span(min(part.start, content.start), min(part.end, content.start)), reading.text)
    return next((rest for rest in (behind, before) if any(map(str.isalnum, rest.of(reading.text)))), None)


def _says_i(quotation: Quotation, reading: Reading) -> bool:
    """Whether the speaker is "I": inside a quotation that is whoever says the whole of it."""
    mention = quotation.source.mention
    return mention is not None and mention.of(reading.text) == "I"


def _apart(spans: Sequence[Span], reading: Reading) -> list[Span]:
    """Spans of which no two cross, and no more than `_DEEPEST` stand inside each other.

    Of two reported clauses that cross, the one that holds marks stays, else the first.
    """
    kept: dict[Span, None] = {}
    stack: list[Span] = []
    for span in spans:
        while stack and stack[-1].end <= span.start:
            stack.pop()
        while stack and stack[-1].end < span.end and _outweighs(span, stack[-1], reading):
            del kept[stack.pop()]
        if len(stack) < _DEEPEST and not (stack and stack[-1].end < span.end):
            stack.append(span)
            kept[span] = None
    return list(kept)


def _once(spans: Sequence[Span], pieces: Mapping[Span, Quotation]) -> list[Span]:
    """Sorted spans without those that stand inside another piece of the same quotation, which has their words."""
    kept: list[Span] = []
    stack: list[Span] = []
    for span in spans:
        while stack and stack[-1].end <= span.start:
            stack.pop()
        if all(pieces[holder].whole is not pieces[span].whole for holder in stack):
            kept.append(span)
            stack.append(span)
    return kept


def _outweighs(span: Span, other: Span, reading: Reading) -> bool:
    return _marked(span, reading)[0] != "indirect" and _marked(other, reading)[0] == "indirect"


def _parents(spans: Sequence[Span]) -> list[int | None]:
    """For each of the sorted spans the index of the smallest one that holds it."""
    parents: list[int | None] = []
    stack: list[int] = []
    for index, span in enumerate(spans):
        while stack and spans[stack[-1]].end <= span.start:
            stack.pop()
        holders = [i for i in stack if spans[i].covers(span)]
        parents.append(holders[-1] if holders else None)
        stack.append(index)
    return parents


def _typed(span: Span, rule: str, reading: Reading) -> tuple[QuoteType, tuple[Span, ...]]:
    if rule in ("turn", "block"):  # somebody's words, though in no marks
        return "direct", (span,)
    return _marked(span, reading)


def _marked(span: Span, reading: Reading) -> tuple[QuoteType, tuple[Span, ...]]:
    """The type of a piece and the stretches inside marks: outermost ones, cut to the piece."""
    text, quoted = reading.text, []
    first, last = reading.tokens(span)
    for index in sorted({reading.top[i] for i in range(first, last)} - {-1}):
        inner = reading.stretches[index].inner
        if inner.covers(span):
            return "direct", (span,)
        part = Span(max(inner.start, span.start), min(inner.end, span.end))
        if part.start < part.end and any(char.isalnum() for char in part.of(text)):
            quoted.append(part)
    return ("mixed", tuple(quoted)) if quoted else ("indirect", ())


def _insertions(quoted: Sequence[Span], text: str) -> Iterator[Span]:
    for part in quoted:
        for match in _INSERTION.finditer(text, part.start, part.end):
            yield Span(match.start(), match.end())
