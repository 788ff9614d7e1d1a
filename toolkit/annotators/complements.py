"""What a cue takes as a whole, of which only a part stands in marks: called "his plan “a disaster”"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.clauses import content_span, trim
from toolkit.annotators.lexicon import JUDGING, PLAIN
from toolkit.annotators.syntax import is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.annotation import Span
    from toolkit.annotators.marks import Quoted
    from toolkit.annotators.quotation import Source
    from toolkit.annotators.reading import Reading

_BEARERS: Final = frozenset(("words", "message", "caption", "slogan", "line"))
"""What right before marks says that these hold words: a picture with the words “I love it!”"""
_TELLING: Final = frozenset(("tell", "remind", "warn", "assure", "inform"))
LONGEST_MIXED: Final = 600
"""Code points of a widened complement, at most."""
_COMPLEMENTS: Final = frozenset(["dobj", "oprd", "prep", "xcomp", "ccomp", "pobj", "dative", "attr", "advcl", "acomp"])


def widened(stretch: Quoted, source: Source, inner: Span, reading: Reading) -> Span:
    """The whole complement of the cue that a stretch stands in; `inner`, the words in marks, where there is none."""
    verb = reading.doc[source.cue_token]
    at = reading.token_at(stretch.inner.start)
    low = reading.token_at(stretch.outer.start)
    if low and reading.doc[low - 1].lower_ in _BEARERS:
        return inner
    following = [c for c in verb.children if c.i > verb.i and c.dep_ in _COMPLEMENTS]
    holding = [c for c in following if c.left_edge.i <= at <= c.right_edge.i]
    if not holding:
        return _said_clause(verb, stretch, inner, reading)
    parts = list(holding)
    if verb.lemma_.lower() in JUDGING:
        parts += [c for c in following if c.dep_ in ("dobj", "oprd", "dative") and c.i < at]
    first = min(c.left_edge.i for c in parts)
    last = max(c.right_edge.i for c in holding) + 1
    if source.speaker is not None and source.speaker.i > at:  # called “a folly” by the mayor
        last = min(last, reading.tokens(stretch.outer)[1])
    if reading.doc[first].lower_ == "as":
        first += 1
    first, last = trim(first, last, reading)
    low, high = reading.tokens(stretch.outer)
    first = _behind_hearer(verb, first, low)
    first, last = min(_behind_title(first, low, reading), low), max(last, high)
    while last > high and reading.doc[last - 1].dep_ == "cc":
        last -= 1
    span = content_span(first, last, reading)
    small = len(span.of(reading.text)) < LONGEST_MIXED and "\n" not in span.of(reading.text)
    return span if small and first > verb.i else inner


def _behind_hearer(verb: Token, first: int, low: int) -> int:
    """Where a clause begins behind whom somebody tells: telling a host that it was “late.”"""
    if verb.lemma_.lower() not in _TELLING:
        return first
    return next((i + 1 for i in range(first, low) if verb.doc[i].lower_ == "that"), first)


def _behind_title(first: int, low: int, reading: Reading) -> int:
    """Where a clause begins that other marks and "that" stand before: wrote in “Low Tide,” that it was “late.”"""
    that = next((i for i in range(low - 1, first, -1) if reading.doc[i].lower_ == "that"), -1)
    titled = any(reading.top[i] >= 0 for i in range(first, max(first, that)))
    return that + 1 if that > first and titled else first


def _said_clause(verb: Token, stretch: Quoted, inner: Span, reading: Reading) -> Span:
    """Where the parse has lost the clause after a verb of saying: from the verb to the end of the marks."""
    low, high = reading.tokens(stretch.outer)
    between = [t for t in reading.doc[verb.i + 1 : low] if t.pos_ not in ("ADV", "ADP", "PUNCT", "SCONJ")]
    if verb.lemma_.lower() not in PLAIN or not any(is_verb(t) for t in between):
        return inner
    first, last = trim(_behind_title(verb.i + 1, low, reading), high, reading)
    return content_span(first, last, reading) if last > first else inner
