"""Pure functions from text to text that remember where every character came from.

A `Traced` text knows, run by run, which stretch of the source moved into it unchanged. All offsets are Unicode code
points, half-open. Each function returns a new value; the source itself is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple


class Run(NamedTuple):
    """`length` code points that stand at `start` in the text exactly as they stand at `source` in the source."""

    start: int
    source: int
    length: int


class Edit(NamedTuple):
    """Replace `text[start:end]` by `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and the runs of its source that it is made of, in order; what lies between two runs was made here."""

    text: str
    runs: tuple[Run, ...]

    def source_at(self, char: int) -> int:
        """Where the character at this offset comes from; for one that was made here, the next that was not."""
        number = bisect_right(self.runs, char, key=lambda run: run.start)
        if number and char < self.runs[number - 1].start + self.runs[number - 1].length:
            return self.runs[number - 1].source + char - self.runs[number - 1].start
        if number < len(self.runs):
            return self.runs[number].source
        return self.runs[-1].source + self.runs[-1].length if self.runs else 0


def trace(source: str) -> Traced:
    """The source itself, as one run."""
    return Traced(source, (Run(0, 0, len(source)),) if source else ())


def edit(traced: Traced, edits: Iterable[Edit]) -> Traced:
    """Apply edits, which must be in order and must not overlap, in one pass over text and runs."""
    pieces: list[str] = []
    runs: list[Run] = []
    old = iter(traced.runs)
    run = next(old, None)
    kept_from, length = 0, 0
    for start, end, new in (*edits, Edit(len(traced.text), len(traced.text), "")):
        while run is not None and run.start < start:
            first, last = max(run.start, kept_from), min(run.start + run.length, start)
            if first < last:
                runs.append(Run(length + first - kept_from, run.source + first - run.start, last - first))
            if run.start + run.length > start:
                break
            run = next(old, None)
        pieces += (traced.text[kept_from:start], new)
        length += start - kept_from + len(new)
        kept_from = end
    return Traced("".join(pieces), tuple(_joined(runs)))


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs with neighbours that continue one another made one."""
    last: Run | None = None
    for run in runs:
        if last and last.start + last.length == run.start and last.source + last.length == run.source:
            last = last._replace(length=last.length + run.length)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
HYPHENATED = re.compile(r"\xad[ \t]*(?:\r\n?|\n)")
"""A soft hyphen that a line ends with: the word goes on in the next line."""
SPACE = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Arrows to emoji; three characters that NFC replaces by others are left out, so that normalizing twice changes nothing.
_SYMBOL = "\u2190-\u2328\u232b-\u2adb\u2add-\u2bff\ufe0f\U0001f000-\U0001faff"
# Soft hyphens, zero-width characters, direction marks and control characters say nothing in a plain text. The one that
# does is the joiner inside an emoji ("family of three"), which stays.
INVISIBLE = re.compile(
    rf"(?<![{_SYMBOL}])\u200d|\u200d(?![{_SYMBOL}])"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_CHARACTERS = re.compile(
    f"(?P<none>{HYPHENATED.pattern}|{INVISIBLE.pattern})|(?P<line>{LINE_END.pattern})|(?P<space>{SPACE.pattern})"
)
_NEW = {"line": "\n", "space": " ", "none": ""}


def plain_characters(traced: Traced) -> Traced:
    """Line ends as "\\n", every kind of blank as a space, invisible and control characters gone."""
    return edit(traced, (Edit(*m.span(), _NEW[m.lastgroup or "none"]) for m in _CHARACTERS.finditer(traced.text)))


# An ASCII character never combines with what stands before it, so each of these stretches is normalized by itself.
_COMPOSABLE = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")


def composed(traced: Traced) -> Traced:
    """Unicode normalization form C (UAX #15)."""
    if unicodedata.is_normalized("NFC", traced.text):
        return traced
    stretches = ((m, _nfc(m[0])) for m in _COMPOSABLE.finditer(traced.text))
    return edit(traced, (Edit(*m.span(), new) for m, new in stretches if new != m[0]))


def _nfc(stretch: str) -> str:
    """NFC in linearithmic time: `unicodedata` sorts a run of combining marks by insertion, unless it is in order."""
    if len(stretch) > 100:
        characters = (c for each in stretch for c in unicodedata.normalize("NFD", each))
        runs = groupby(characters, key=lambda c: unicodedata.combining(c) > 0)
        stretch = "".join(c for marks, run in runs for c in (sorted(run, key=unicodedata.combining) if marks else run))
    return unicodedata.normalize("NFC", stretch)


_BLANKS = re.compile(r"(?<=\S) {2,}+(?=\S)|(?<! ) ++(?=\n|\Z)")


def single_blanks(traced: Traced) -> Traced:
    """Runs of spaces inside a line as one space, none at a line's end; indentation stays."""
    edits = (
        Edit(m.start(), m.end(), "" if m.end() == len(traced.text) or traced.text[m.end()] == "\n" else " ")
        for m in _BLANKS.finditer(traced.text)
    )
    return edit(traced, edits)


def one_line(text: str) -> str:
    """A short text (a title, a name) as a single line in the same normal form as `Document.text`."""
    return " ".join(composed(plain_characters(trace(text))).text.split())


class LineStarts:
    """Line numbers of a source text, as an editor counts them: "\\n", "\\r\\n" and "\\r" end a line."""

    def __init__(self, source: str) -> None:
        self._starts = [0, *(m.end() for m in re.finditer(r"\r\n?|\n", source))]

    def line(self, char: int) -> int:
        """The line, from 1, of the character at this offset."""
        return bisect_right(self._starts, char)

    def column(self, char: int) -> int:
        """The column, from 1, of the character at this offset."""
        return char - self._starts[self.line(char) - 1] + 1

    def split(self, run: Run) -> Iterator[Run]:
        """The run cut where a line of the source begins, so that each piece lies in one line."""
        end = run.source + run.length
        begin = run.source
        for start in (*self._starts[bisect_right(self._starts, begin) : bisect_right(self._starts, end - 1)], end):
            yield Run(run.start + begin - run.source, begin, start - begin)
            begin = start


def word_count(text: str) -> int:
    """How many white-space separated stretches hold a letter or a digit."""
    return sum(any(c.isalnum() for c in word) for word in text.split())
