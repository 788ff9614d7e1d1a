"""Words, edges, surnames and verbs of speech: what the measures compare texts by."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final, NamedTuple

from toolkit.annotation import Span

WORD: Final = re.compile(r"\w+(?:[’']\w+)?")
_MARKS: Final = "\"“”‘’'«»„`"
_OPENING_EDGE: Final = _MARKS + ",.;:—–-"
_CLOSING_EDGE: Final = _MARKS + ",.;:!?—–-"
_THAT: Final = re.compile(r"(?:that|That)\s+")
_ARTICLE: Final = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"[’']s?$")


class WordRange(NamedTuple):
    """Indices of words, end-exclusive; never less than empty."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many words."""
        return self.last - self.first

    def shared(self, other: WordRange) -> int:
        """How many words both hold."""
        return max(0, min(self.last, other.last) - max(self.first, other.first))

    def iou(self, other: WordRange) -> float:
        """Intersection over union, in words; 0 where both are empty."""
        shared = self.shared(other)
        return shared / (self.size + other.size - shared) if shared else 0.0


class Words:
    """The words of a text, in order."""

    def __init__(self, text: str) -> None:
        found = [match.span() for match in WORD.finditer(text)]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def within(self, span: Span) -> WordRange:
        """The words that a span touches."""
        first = bisect_left(self._ends, span.start + 1)
        return WordRange(first, max(first, bisect_left(self._starts, span.end)))


@lru_cache(maxsize=2)
def words_of(text: str) -> Words:
    """The words of a text, which is asked for several times before the next one is."""
    return Words(text)


def trimmed(text: str, span: Span) -> Span:
    """A quote's span without white space, marks and punctuation at its edges, and without a leading "that"."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in _OPENING_EDGE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _CLOSING_EDGE):
        end -= 1
    if that := _THAT.match(text[start:end]):
        start += that.end()
    while start < end and (text[start].isspace() or text[start] in _MARKS):
        start += 1
    return Span(start, end)


def name_span(text: str, start: int, end: int) -> Span:
    """An entity's span without a leading article and a possessive ending: two schemes differ in them."""
    article = _ARTICLE.match(text[start:end])
    if article and article.end() < end - start:
        start += article.end()
    possessive = _POSSESSIVE.search(text[start:end])
    if possessive and possessive.start() > 0:
        end = start + possessive.start()
    return Span(start, end)


def without_space(text: str, span: Span) -> Span:
    """A span without the white space at its edges; empty where it holds nothing else."""
    inside = text[span.start : span.end]
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, max(start, span.end - (len(inside) - len(inside.rstrip()))))


_AFTER_NAME: Final = re.compile(r",|\s(?:of|who|which|from|for|at|in|and|told|said)\s")
_NOT_SURNAMES: Final = frozenset("jr sr the mr mrs ms dr sen rep gov president".split())


def head_of(mention: str) -> str:
    """A mention up to what describes it: a comma, "of", "who" and the like."""
    return _AFTER_NAME.split(mention)[0]


def surname(mention: str | None) -> str | None:
    """The last capitalized word of a name, in lower case: what two mentions of one person share; None without one."""
    words = [word for word in WORD.findall(re.sub(r"[’']s\b", "", head_of(mention or ""))) if word[:1].isupper()]
    return next((word.lower() for word in reversed(words) if word.lower() not in _NOT_SURNAMES), None)


_SPEECH: Final = frozenset(
    """accuse acknowledge add admit advise affirm agree allege announce answer argue ask assert blast boast brag call
    caution challenge cite claim clarify comment complain concede conclude condemn confirm contend continue counter
    criticize cry declare defend deliver demand deny describe disclose discuss dismiss emphasize estimate exclaim
    explain hint indicate inform insist issue joke lament maintain mention muse note observe outline pledge point post
    praise predict proclaim promise propose question quip quote read reason recall recount reiterate relate release
    remark remind repeat reply report respond retort reveal say shout speak state stress suggest talk tease tell testify
    tweet urge vow warn whisper write according""".split()
)
_IRREGULAR: Final = {
    "said": "say", "says": "say", "told": "tell", "wrote": "write", "written": "write", "spoke": "speak",
    "replied": "reply", "replies": "reply", "denied": "deny", "denies": "deny", "cried": "cry", "cries": "cry",
    "testified": "testify", "clarified": "clarify",
}  # fmt: skip
_ENDINGS: Final = (
    ("ied", "y"), ("ies", "y"), ("ed", ""), ("ed", "e"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("d", ""),
)  # fmt: skip


def is_speech(cue: str) -> bool:
    """Whether a cue holds a verb of speech, and not only one of belief, decision or feeling."""
    return any(_is_speech_word(word.lower()) for word in WORD.findall(cue))


def _is_speech_word(word: str) -> bool:
    if word in _SPEECH or word in _IRREGULAR:
        return True
    stems = [word[: -len(ending)] + instead for ending, instead in _ENDINGS if word.endswith(ending)]
    doubled = [stem[:-1] for stem in stems if len(stem) > 2 and stem[-1] == stem[-2]]
    return any(stem in _SPEECH for stem in (*stems, *doubled))
