"""What the lines of a plain wire text are: headline, section heading, body, or boilerplate.

Every rule asks for a positive sign and gives nothing where there is none: a line of no known kind is body. The patterns
follow the usage of English-language news agencies; each line is judged by itself and by its neighbours, never by the
article that it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from toolkit.annotation import Span
from toolkit.boilerplate import BoilerplateKind, boilerplate_kind, byline_authors, is_affiliation, is_title_case
from toolkit.dateline import dateline_length, is_place_line

LineKind = Literal["title", "heading", "body"]

_MARK = "\"'“”‘’«»"
_BULLET = re.compile(r"[•●▪‣*·–—-]\s|\d{1,3}[.)]\s|\([a-z0-9]\)\s")
_TURN = re.compile(r"[A-Z][\w.'’ -]{0,40}:\s")
"""A turn of a transcript: "MAYOR: Good evening." """
_LINK = re.compile(r"https?://|www\.|\S@\S|(?:^|\s)[@#]\w")
_CLOSED = re.compile(rf"[.!?…:][{_MARK}’)\]]*$")
_PERSON = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*(?: [^\W\d_a-zß-öø-ÿ][\w.'’-]*){1,3}, (?:the |a |an )?[a-z]")
"""A name and who that is: "Ana Brandt, harbour pilot", as it stands under a quotation pulled out of the text."""
PARAGRAPH_WORDS = 12
"""So many words make a line a paragraph: lines of verse, items of lists and lines of addresses have fewer."""


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does, a closing mark or bracket after it included."""
    return bool(_CLOSED.search(line))


def _plain(line: str) -> bool:
    """Whether the line is neither list item, turn of a transcript, link, nor a fragment."""
    if _BULLET.match(line) or _LINK.search(line):
        return False
    first = line.lstrip(_MARK + "([")[:1]
    return (first.isupper() or first.isdigit()) and line[-1] not in ",;:"


def _is_sentence(line: str, words: int = 6) -> bool:
    return ends_sentence(line) and len(line.split()) >= words


def _is_quotation(line: str) -> bool:
    return line[0] in _MARK and line.rstrip(".!?…,")[-1:] in _MARK


def is_headline(line: str, *, apart: bool) -> bool:
    """Whether the first line of an article is its headline; `apart` says that a blank line or a byline follows."""
    words = len(line.split())
    if not 2 <= words <= 30 or len(line) > 250 or not _plain(line) or dateline_length(line):
        return False
    if re.match(r"(?:Q|A|[A-Z]{3,}(?: [A-Z]+)*):\s", line):  # a transcript without a headline
        return False
    if is_place_line(line):
        return False
    stripped = line.rstrip(_MARK)
    if stripped.endswith(("?", "!")):
        return apart and words <= 20
    return not ends_sentence(line) and (apart or words <= 20)


def is_heading(line: str, before: str, after: str, *, apart: bool) -> bool:
    """Whether a line between two paragraphs is a section heading; `apart` says that blank lines set it off."""
    words = len(line.split())
    if words > 12 or len(line) > 90 or not _plain(line) or _TURN.match(line) or dateline_length(line):
        return False
    if (ends_sentence(line) and not line.endswith("?")) or _is_quotation(line) or _PERSON.match(line):
        return False
    if not ends_sentence(before) or before.endswith(":") or not _is_sentence(after, 6 if apart else PARAGRAPH_WORDS):
        return False
    if words == 1 or line.endswith("?"):
        return apart and is_title_case(line)
    return is_title_case(line) or words <= 8


# ---- all lines of an article


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the cleaned text that is not blank; `apart` says that a blank line stands before it."""

    span: Span
    text: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A line and what it is: a line of the text, or one that leaves it."""

    line: Line
    kind: LineKind = "body"
    boilerplate: BoilerplateKind | None = None
    authors: tuple[str, ...] = ()


HEAD = 6
"""A byline stands among so many lines from the start of an article, or is one of the last two."""


def judge(lines: Sequence[Line], given_title: str | None) -> list[Judged]:
    """What each line is. `given_title` is a headline that the record has as a field of its own."""
    judged = [_judge_alone(line, number, len(lines)) for number, line in enumerate(lines)]
    for number, (before, one) in enumerate(pairwise(judged), 1):
        after_byline = before.boilerplate == "byline" and not one.line.apart and one.boilerplate is None
        if after_byline and is_affiliation(one.line.text):
            judged[number] = Judged(one.line, boilerplate="byline")
    kept = [number for number, one in enumerate(judged) if one.boilerplate is None]
    if kept and _first_is_title(lines, kept, given_title):
        judged[kept[0]] = Judged(lines[kept[0]], "title")
        kept = kept[1:]
    for number in _headings(lines, kept):
        judged[number] = Judged(lines[number], "heading")
    return judged


def _judge_alone(line: Line, number: int, count: int) -> Judged:
    if number < HEAD or number >= count - 2:
        authors = byline_authors(line.text)
        if authors is not None:
            return Judged(line, boilerplate="byline", authors=authors)
    return Judged(line, boilerplate=boilerplate_kind(line.text))


def _first_is_title(lines: Sequence[Line], kept: Sequence[int], given_title: str | None) -> bool:
    first, line = kept[0], lines[kept[0]]
    if given_title is not None:
        return _same(line.text, given_title)
    if len(kept) < 2:
        return False
    apart = lines[first + 1].apart or kept[1] > first + 1 or dateline_length(lines[kept[1]].text) > 0
    following = [lines[number].text for number in kept[1:4]]
    story = any(map(_is_sentence, following)) if apart else _is_sentence(following[0], PARAGRAPH_WORDS)
    return story and is_headline(line.text, apart=apart)


def _same(one: str, other: str) -> bool:
    """Whether two headlines differ at most in case, marks and punctuation."""
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


def _headings(lines: Sequence[Line], kept: Sequence[int]) -> Iterator[int]:
    for before, number, after in zip(kept, kept[1:], kept[2:], strict=False):
        apart = lines[number].apart and lines[after].apart
        if is_heading(lines[number].text, lines[before].text, lines[after].text, apart=apart):
            yield number
