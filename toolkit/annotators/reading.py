"""What the quote rules read: the parse, the paired quotation marks, and which token stands in which of both."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from toolkit.annotation import Span
from toolkit.annotators.columns import lengths, offsets
from toolkit.annotators.marks import Quoted, pair_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from toolkit.annotation import Entity, Sentence
    from toolkit.annotators import Parsed

SENTENCE_ENDS: Final = frozenset(".?!;…") | {"...", "?!", "!?", ".."}
_STOPS: Final = SENTENCE_ENDS - {";"}
RIGHT_REACH: Final = 30
"""How many tokens after a quotation a cue may stand; with `LEFT_REACH` it bounds the time per quotation."""
LEFT_REACH: Final = 45
_LONGEST_DATELINE: Final = 14
"""Tokens."""
_PLACE: Final = re.compile(r"^[^\S\n]*(?=[A-Z]{3})", re.MULTILINE)
"""Before a place in capitals that begins a line."""
_AGENCY: Final = re.compile(
    r"^[A-Z][\w.'’-]*(?:,? [A-Z][\w.'’-]*){0,4} \((?:AP|AFP|CNN|UPI|PA|PTI|ANI|IANS|DPA|dpa|EFE|ANSA|TASS|Reuters|"
    r"REUTERS|Xinhua|Bloomberg)\)[^\S\n]+(?=[A-Z“\"‘'])",
    re.MULTILINE,
)
"""A place and an agency in brackets that begin a line, without a dash: "Orlando (CNN) The ferry".

Not the list of toolkit.dateline: annotators read nothing that the cache's key does not cover.
"""
_DASHES: Final = frozenset(("—", "–", "--", "-"))
LEFT_JUMPS: Final = 8
"""Stretches in marks that the walk to the left jumps over, at most."""


class Window(Sequence[int]):
    """A few values of a long sequence, from index `first` on, and one value for all the others."""

    def __init__(self, first: int, values: Sequence[int], other: int) -> None:
        self._first, self._values, self._other = first, values, other

    def __len__(self) -> int:
        return self._first + len(self._values)

    def __getitem__(self, index: int) -> int:  # type: ignore[override]  # no rule asks for a slice
        at = index - self._first
        return self._values[at] if 0 <= at < len(self._values) else self._other


@dataclass(slots=True)
class Reading:
    """One document as the rules see it. Tokens are addressed by index, stretches in marks by index in `stretches`."""

    doc: Doc
    text: str
    sentences: Sequence[Sentence]
    entities: Sequence[Entity]
    stretches: list[Quoted]
    offsets: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """For each token the code point at which it ends, the space after it not counted."""
    top: Sequence[int] = ()
    """For each token the outermost stretch that it stands in, marks included, else -1."""
    paragraph: list[int] = field(default_factory=list)
    datelines: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, parsed: Parsed, sentences: Sequence[Sentence], entities: Sequence[Entity]) -> Reading:
        """Read a parsed document."""
        text = parsed.layout.text
        reading = cls(parsed.doc, text, sentences, entities, pair_marks(text))
        reading.offsets = offsets(parsed.doc)
        reading.ends = [start + length for start, length in zip(reading.offsets, lengths(parsed.doc), strict=True)]
        reading.top = reading._tops()
        reading.paragraph = reading._paragraphs()
        reading.datelines = reading._datelines()
        return reading

    def _tops(self) -> list[int]:
        tops = [-1] * len(self.doc)
        for index, stretch in enumerate(self.stretches):
            if stretch.parent is None:
                first, last = self.tokens(stretch.outer)
                tops[first:last] = [index] * (last - first)
        return tops

    def in_dateline(self, i: int) -> bool:
        """Whether a token stands before the dash of a dateline: PORT ESK, Fenland (AP) — ..."""
        return i < self.text_start(i)

    def text_start(self, i: int) -> int:
        """The first token behind the dateline that opens the paragraph of token `i`; 0 where there is none."""
        return self.datelines.get(self.paragraph[i], 0)

    def _datelines(self) -> dict[int, int]:
        """For each paragraph that a dateline opens the first token behind it."""
        first = [self.token_at(match.end()) for match in _PLACE.finditer(self.text)]
        starts = {self.paragraph[i]: self._behind_dash(i) for i in reversed(first)}
        starts = {number: start for number, start in starts.items() if start}
        behind = (self.token_at(match.end()) for match in _AGENCY.finditer(self.text))
        return {self.paragraph[i]: i for i in behind} | starts

    def _behind_dash(self, first: int) -> int:
        """The token behind the dash of a dateline that begins at token `first`, else 0."""
        doc = self.doc
        for dash in range(first + 1, min(first + _LONGEST_DATELINE, len(doc) - 1)):
            if self.paragraph[dash] != self.paragraph[first] or self.top[dash] >= 0:
                return 0
            if doc[dash].text in _DASHES and doc[dash - 1].whitespace_:
                return dash + 1
        return 0

    def _paragraphs(self) -> list[int]:
        numbers = [0] * len(self.doc)
        at = self.text.find("\n")
        while at >= 0:
            index = self.token_at(at)
            numbers[index] = int(self.doc[index].is_space)
            at = self.text.find("\n", self.ends[index])
        return list(accumulate(numbers))

    def inside(self, index: int) -> Reading:
        """The document as read within one stretch: there a stretch that it holds stands in marks, the rest does not.

        What lies beyond the stretch counts as within marks, out of reach.
        """
        first, last = self.tokens(self.stretches[index].inner)
        tops = [-1] * (last - first)
        for child, stretch in enumerate(self.stretches[index + 1 :], index + 1):
            if stretch.outer.start >= self.stretches[index].outer.end:
                break
            if stretch.parent == index:
                low, high = self.tokens(stretch.outer)
                tops[low - first : high - first] = [child] * (min(high, last) - low)
        return replace(self, top=Window(first, tops, index))

    def token_at(self, char: int) -> int:
        """Index of the token that holds the code point `char`, else of the next one."""
        index = bisect_right(self.offsets, char) - 1
        return index + 1 if self.ends[index] <= char and index + 1 < len(self.ends) else index

    def tokens(self, span: Span) -> tuple[int, int]:
        """The token range, end-exclusive, that overlaps a span."""
        return self.token_at(span.start), self.token_at(max(span.start, span.end - 1)) + 1

    def span(self, first: int, last: int) -> Span:
        """The span of the tokens from `first` to `last`, end-exclusive."""
        return Span(self.offsets[first], self.ends[last - 1])

    def outside(self, token: Token) -> bool:
        """Whether a token stands in no quotation marks."""
        return self.top[token.i] < 0

    def after(self, stretch: Quoted) -> list[Token]:
        """Tokens right after a stretch, up to the end of the sentence, the paragraph or the next stretch."""
        start = self.tokens(stretch.outer)[1]
        return list(self._walk(range(start, min(start + RIGHT_REACH, len(self.doc))), self.paragraph[start - 1]))

    def _walk(self, indices: range, paragraph: int) -> Iterator[Token]:
        for i in indices:
            token = self.doc[i]
            if self.paragraph[i] != paragraph or self.top[i] >= 0 or token.text in SENTENCE_ENDS:
                return
            if not token.is_space:
                yield token

    def before(self, stretch: Quoted) -> list[Token]:
        """Tokens before a stretch, nearest first, back to the sentence's beginning; other stretches are jumped over.

        A stretch before that ends a sentence ends the walk.
        """
        found: list[Token] = []
        jumps = 0
        i = self.token_at(stretch.outer.start) - 1
        paragraph = self.paragraph[self.token_at(stretch.inner.start)]
        if self._announced(i):
            i -= 1
            paragraph = self.paragraph[i]
        while i >= 0 and self.paragraph[i] == paragraph and len(found) < LEFT_REACH:
            token = self.doc[i]
            if self.top[i] >= 0:
                other = self.stretches[self.top[i]]
                jumps += 1
                if jumps > LEFT_JUMPS or ends_sentence(other.inner.of(self.text)):
                    break
                i = min(i, self.token_at(other.outer.start)) - 1
                continue
            if token.text in _STOPS:
                break
            if not token.is_space:
                found.append(token)
            i -= 1
        return found

    def _announced(self, i: int) -> bool:
        """Whether the token at `i` is white space after a line that ends with a colon, and so leads to the next."""
        return i > 0 and self.doc[i].is_space and "\n" in self.doc[i].text and self.doc[i - 1].text == ":"


def words_only(tokens: Sequence[Token]) -> list[Token]:
    """Tokens that are no punctuation."""
    return [token for token in tokens if not token.is_punct and not token.is_space and token.text not in "—–-"]


def ends_sentence(content: str) -> bool:
    """Whether the content of a stretch ends with a full stop, a question or an exclamation mark."""
    return content.rstrip().rstrip("'’)]").endswith((".", "?", "!"))


def ends_open(content: str) -> bool:
    """Whether a stretch ends as one does before its reporting clause: with a comma, dash, ellipsis, ? or !."""
    return content.rstrip().rstrip("'’)]").endswith((",", "?", "!", "—", "–", "-", "…", "..."))
