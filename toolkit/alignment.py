"""Where the spans of a text that is not at hand lie in another version of it.

Of the old text only its shape is known: where its sentences stand, a salted hash of each, and where the spans begin and
end. That is enough for most of it:

1. A sentence of n characters is sought by hash among the stretches of n characters of the new text that begin with a
   word. The heaviest chain of such finds that ascends in both texts is kept (a weighted longest increasing
   subsequence); what lies between two finds is looked at on its own from here on.
2. Spellings: a sentence whose quotation marks, dashes, ellipses or line ends were written otherwise has its old hash in
   one of `SPELLINGS` of the new text, and so its old text is known after all.
3. What is left between two finds has changed in its words. Old sentences and new stretches are paired in order where
   their lengths are alike (Needleman and Wunsch, 1970), and one edit is assumed in each pair: spans before it stay,
   spans after it move by the difference in length. Where the edit may lie is what the ends of words, quotation marks
   and names at the spans leave open; a span that may be in two places is lost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from toolkit.annotation import Span
from toolkit.contracts import text_hash
from toolkit.pairing import pairs
from toolkit.spellings import SPELLINGS, plain

How = Literal["same", "spelling", "words"]
"""What has become of a sentence: the same characters, other marks or line ends, other words."""
WORST: tuple[How, ...] = ("same", "spelling", "words")
Evidence = Callable[[int], bool]
"""Whether an end of a span may lie at this offset of the new text."""

MOST_FINDS = 20
"""Places at which one sentence is taken for found: more say nothing."""
_WORD_START = re.compile(r"(?<!\S)\S")
_ENDED = r"[.!?…][\"'”’»)\]]*(?=\s|$)"
_PIECE = re.compile(rf"\S(?:[^\n]*?{_ENDED}|[^\n]*)")
_ACROSS_LINES = re.compile(rf"\S(?:.*?{_ENDED}|.*)", re.DOTALL)


class Sentence(NamedTuple):
    """A sentence of the old text: its offsets, half-open, and its salted hash."""

    span: Span
    text_hash: str


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence of the old text and the stretch of the new one that is it now."""

    old: Span
    new: Span
    how: How
    places: tuple[int, ...] = ()
    """New offset of each old one from the sentence's start to its end, -1 where it is not known; empty where all moved
    alike."""
    was: str | None = None
    """What the sentence was, where its hash has told."""

    def at(self, char: int) -> int | None:
        """Where an offset from the sentence's start to its end lies now."""
        if not self.places:
            return self.new.start + char - self.old.start
        found = self.places[char - self.old.start]
        return None if found < 0 else found


@dataclass(frozen=True, slots=True)
class Moved:
    """A span in the new text, and what has become of its characters."""

    span: Span
    how: How


class Alignment:
    """What of an old text is where in a new one."""

    def __init__(self, text: str, matches: Sequence[Match], added: Sequence[Span]) -> None:
        self._text = text
        self.matches = tuple(matches)
        """In order, in both texts."""
        self.added = tuple(added)
        """Stretches of the new text that are in no match, cut where sentences may end."""
        self._starts = [match.old.start for match in matches]

    def moved(self, span: Span) -> Moved | None:
        """Where a span is now; None where it is gone, or may be in several places."""
        first, last = self._holding(span.start), self._holding(span.end - 1)
        if first is None or last is None:
            return None
        start, end = self.matches[first].at(span.start), self.matches[last].at(span.end)
        if start is None or end is None or start >= end:
            return None
        within = self.matches[first : last + 1]
        how = max((self._how(match, span) for match in within), key=WORST.index)
        if how == "same" and not all(_beside(one, other) for one, other in pairwise(within)):
            how = "words"
        return Moved(Span(start, end), how)

    def _how(self, match: Match, span: Span) -> How:
        """What has become of the part of a sentence that a span covers."""
        start, end = max(span.start, match.old.start), min(span.end, match.old.end)
        now = match.at(start), match.at(end)
        if match.was is None or None in now:
            return match.how
        was = match.was[start - match.old.start : end - match.old.start]
        return "same" if was == self._text[slice(*now)] else match.how

    def _holding(self, char: int) -> int | None:
        """Number of the match that holds a character of the old text."""
        number = bisect_right(self._starts, char) - 1
        return number if number >= 0 and char < self.matches[number].old.end else None


def _beside(one: Match, other: Match) -> bool:
    return other.old.start - one.old.end == other.new.start - one.new.end


def identity(sentences: Sequence[Span], text: str) -> Alignment:
    """The alignment of a text with itself."""
    return Alignment(text, [Match(span, span, "same") for span in sentences], ())


def align(sentences: Sequence[Sentence], text: str, salt: str, ends: Sequence[tuple[int, Evidence]] = ()) -> Alignment:
    """Align an old text, of which the sentences in order are given, with `text`.

    `ends` are the old offsets at which spans begin or end, with what tells whether one may lie somewhere in `text`.
    """
    matches = _chain(sentences, text, salt)
    for olds, gap in list(_gaps(sentences, matches, text)):
        matches += _spelled(olds, text, gap, salt)
    matches.sort()
    for olds, gap in list(_gaps(sentences, matches, text)):
        matches += _reworded(olds, text, gap, ends)
    matches.sort()
    left = [gap for _, gap in _gaps(sentences, matches, text, every=True)]
    return Alignment(text, [found.match for found in matches], [piece for gap in left for piece in pieces(text, gap)])


class _Found(NamedTuple):
    number: int
    """Of the sentence."""
    match: Match


# ---- the same sentences


def _chain(sentences: Sequence[Sentence], text: str, salt: str) -> list[_Found]:
    """The heaviest ascending chain of sentences that stand in the text as they were; a sentence weighs its length."""
    starts = [found.start() for found in _WORD_START.finditer(text)]
    finds: list[tuple[int, int]] = []
    for number, sentence in enumerate(sentences):
        places = [at for at in starts if _is_at(sentence, text, at, salt)]
        if len(places) <= MOST_FINDS:
            finds += [(number, at) for at in places]
    best: list[tuple[int, int]] = []  # weight, and the find before in its chain
    for k, (number, at) in enumerate(finds):
        length, weight, before = _length(sentences[number]), 0, -1
        for j in range(k):
            other, place = finds[j]
            if other < number and place + _length(sentences[other]) <= at and best[j][0] > weight:
                weight, before = best[j][0], j
        best.append((weight + length, before))
    k = max(range(len(best)), key=lambda j: best[j][0], default=-1)
    chain: list[_Found] = []
    while k >= 0:
        number, at = finds[k]
        chain.append(_Found(number, _same(sentences[number], at)))
        k = best[k][1]
    return chain[::-1]


def _is_at(sentence: Sentence, text: str, at: int, salt: str) -> bool:
    end = at + _length(sentence)
    if end > len(text) or (end < len(text) and text[end - 1].isspace()):
        return False
    return text_hash(salt, text[at:end]) == sentence.text_hash


def _length(sentence: Sentence) -> int:
    return sentence.span.end - sentence.span.start


def _same(sentence: Sentence, at: int) -> Match:
    return Match(sentence.span, Span(at, at + _length(sentence)), "same")


def _gaps(
    sentences: Sequence[Sentence], matches: Sequence[_Found], text: str, *, every: bool = False
) -> Iterator[tuple[list[tuple[int, Sentence]], Span]]:
    """Runs of sentences without a match, numbered, each with the stretch of the text that it may be in.

    Stretches of nothing but white space are left out; with `every`, those that no sentence may be in are not.
    """
    numbers = [-1, *(found.number for found in matches), len(sentences)]
    edges = [Span(0, 0), *(found.match.new for found in matches), Span(len(text), len(text))]
    for (before, after), (one, other) in zip(pairwise(numbers), pairwise(edges), strict=True):
        olds = [(number, sentences[number]) for number in range(before + 1, after)]
        if (olds or every) and text[one.end : other.start].strip():
            yield olds, Span(one.end, other.start)


# ---- other spellings


def _spelled(olds: Sequence[tuple[int, Sentence]], text: str, gap: Span, salt: str) -> Iterator[_Found]:
    """The sentences of a gap that stand in it in another spelling, each after the one before."""
    spelled = [_Spelled(spelling(gap.of(text)), gap.start) for spelling in (plain, *SPELLINGS)]
    cursor = gap.start
    for number, sentence in olds:
        found = min(
            (match for each in spelled if (match := each.find(sentence, cursor, salt)) is not None),
            key=lambda match: match.new,
            default=None,
        )
        if found is not None:
            cursor = found.new.end
            yield _Found(number, found)


class _Spelled:
    """A stretch of the new text in another spelling, with the way back."""

    def __init__(self, cut: Sequence[tuple[str, int]], start: int) -> None:
        self.text = "".join(piece for piece, _ in cut)
        self.places: list[int] = []
        at = start
        for piece, length in cut:
            self.places += [at] * len(piece)
            at += length
        self.places.append(at)
        self._starts = [found.start() for found in _WORD_START.finditer(self.text)]

    def find(self, sentence: Sentence, cursor: int, salt: str) -> Match | None:
        """The first place from `cursor` on, an offset of the new text, where the sentence stands."""
        for at in self._starts:
            if self.places[at] >= cursor and _is_at(sentence, self.text, at, salt):
                places = tuple(self.places[at : at + _length(sentence) + 1])
                was = self.text[at : at + _length(sentence)]
                return Match(sentence.span, Span(places[0], places[-1]), "spelling", places, was)
        return None


# ---- other words


def pieces(text: str, gap: Span, piece_of: re.Pattern[str] = _PIECE) -> list[Span]:
    """A stretch of a text cut at line ends and where sentences may end, without white space around the pieces."""
    found = [Span(gap.start + piece.start(), gap.start + piece.end()) for piece in piece_of.finditer(gap.of(text))]
    return [Span(start, start + len(text[start:end].rstrip())) for start, end in found]


def _reworded(
    olds: Sequence[tuple[int, Sentence]], text: str, gap: Span, ends: Sequence[tuple[int, Evidence]]
) -> Iterator[_Found]:
    lengths = [_length(old) for _, old in olds]
    cuts = [pieces(text, gap, piece_of) for piece_of in (_PIECE, _ACROSS_LINES)]
    tried = [(pairs(lengths, [new.end - new.start for new in news]), news) for news in cuts]
    (_, paired), news = max(tried, key=lambda each: each[0][0])
    for i, j in paired:
        number, old = olds[i]
        own = [(char, may) for char, may in ends if old.span.start <= char <= old.span.end]
        yield _Found(number, Match(old.span, news[j], "words", _one_edit(old.span, news[j], own)))


def _one_edit(old: Span, new: Span, ends: Sequence[tuple[int, Evidence]]) -> tuple[int, ...]:
    """Where the ends of spans in a sentence lie now, if one stretch of it was replaced by another.

    Each place of the edit, between two ends, is held against the evidence; of the places that agree with the most of
    it, those that agree on an end's new offset decide it.
    """
    grown = (new.end - new.start) - (old.end - old.start)
    chars = sorted({char for char, _ in ends} - {old.start, old.end})

    def place(char: int, before: int) -> int:
        """The new offset of an end where the edit lies after the first `before` ends."""
        if char in (old.start, old.end):
            return new.start if char == old.start else new.end
        moved = new.start + char - old.start
        return moved if bisect_right(chars, char) <= before else moved + grown

    def agreed(before: int) -> int:
        places = [place(char, before) for char in chars]
        if any(not new.start <= one <= new.end for one in places) or any(a >= b for a, b in pairwise(places)):
            return -1
        return sum(may(place(char, before)) for char, may in ends)

    scores = [agreed(before) for before in range(len(chars) + 1)]
    likely = [before for before, score in enumerate(scores) if score == max(scores) and score >= 0]
    found = [-1] * (old.end - old.start + 1)
    for char in (old.start, *chars, old.end):
        options = {place(char, before) for before in likely}
        if len(options) == 1:
            found[char - old.start] = options.pop()
    found[0], found[-1] = new.start, new.end
    return tuple(found)
