"""The turns of a transcript: lines of the form "NAME: words", which stand in no marks and are somebody's words.

A block of a text is a transcript where labelled lines follow each other, one name comes back and another answers. "Q"
and "A", and the labels of a listing ("WHEN", "WHERE"), name nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from toolkit.annotation import Span
from toolkit.annotators.clauses import strip
from toolkit.annotators.quotation import Quotation, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.annotators.reading import Reading

_LINE: Final = re.compile(r"[^\n]+")
_LABELLED: Final = re.compile(
    r"(?P<label>@?[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,5})(?: \([^()\n]{1,80}\))?:[ \t]+(?=\S)"
)
_DIRECTION: Final = re.compile(r"\s*(?:\[[^\n]*\]|\([^\n]*\))\s*$")
"""What happens between the turns: "[Laughter.]"."""
_NOBODY: Final = frozenset(
    """q a who what when where why how which note date time place venue price photo photos video image source sources
    related update updated correction tickets contact address phone email web website more read listen watch""".split()
)
_FEWEST: Final = 4
"""Labelled lines of a transcript, at least."""
_SHARE: Final = 0.4
"""Of the lines from the first label to the last one, so many have one, at least."""


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    label: Span | None
    content: Span


def find_turns(reading: Reading) -> list[Quotation]:
    """One quotation for each turn, in order, with a piece for each of its lines."""
    lines = list(_lines(reading.text))
    labelled = [index for index, line in enumerate(lines) if line.label is not None]
    if not labelled or not _is_transcript(lines, labelled, reading.text):
        return []
    turns: list[Quotation] = []
    for line in lines[labelled[0] : labelled[-1] + 1]:
        if line.label is not None:
            turns.append(Quotation(_source(line.label, reading), [line.content]))
        elif _DIRECTION.match(reading.text, line.span.start, line.span.end) is None:
            turns[-1].pieces.append(line.content)
    return turns


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(text):
        span = strip(Span(*match.span()), text)
        if span.start >= span.end:
            continue
        found = _LABELLED.match(text, span.start, span.end)
        if found is None or not _names_somebody(found["label"]):
            yield _Line(span, None, span)
        else:
            yield _Line(span, Span(*found.span("label")), Span(found.end(), span.end))


def _names_somebody(label: str) -> bool:
    """Whether the words before a colon can be a name: all begin with a capital, or it is a handle."""
    words = label.split()
    if label.startswith("@"):
        return len(words) == 1
    return words[0].casefold() not in _NOBODY and all(word[0].isupper() for word in words)


def _is_transcript(lines: Sequence[_Line], labelled: Sequence[int], text: str) -> bool:
    names = Counter(label.of(text).casefold() for label in (lines[i].label for i in labelled) if label is not None)
    block = labelled[-1] - labelled[0] + 1
    return len(labelled) >= _FEWEST and len(names) > 1 and max(names.values()) > 1 and len(labelled) >= _SHARE * block


def _source(label: Span, reading: Reading) -> Source:
    head = reading.doc[reading.token_at(label.end - 1)]
    return Source("turn", speaker=head, mention=label)
