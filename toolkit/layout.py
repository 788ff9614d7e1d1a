"""What the lines of a plain wire text are: headline, credit, byline, dateline, section heading, foot.

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

BoilerplateKind = Literal[
    "photo_credit", "photo_caption", "byline", "contributor", "copyright", "end_mark", "separator"
]
LineKind = Literal["title", "heading", "body"]

MONTH = (
    r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.?|January|February|March|April|May|June|July|August|September|"
    r"October|November|December"
)
_MARK = "\"'“”‘’«»"
_NAME_WORD = r"(?:[A-Z][\w.'’-]*|de|da|di|del|della|van|von|der|den|la|le|al|bin|ibn)"
_NAME = rf"[A-Z][\w.'’-]*(?:\s{_NAME_WORD}){{1,4}}"


# ---- lines that leave the text

_AGENCY = (
    r"(?:Images?|Photos?|Pictures?|Pool|Agency|Press|Wire|News|AP|AFP|PA|EPA|UPI|TASS|Reuters|REUTERS|Xinhua|Bloomberg|"
    r"Shutterstock|Alamy|NurPhoto|Handout|handout|Anadolu)"
)
BOILERPLATE: tuple[tuple[BoilerplateKind, re.Pattern[str], int], ...] = (
    # kind, what the whole line looks like, how many words it has at most
    ("end_mark", re.compile(r"#{2,}|[-–—]\s?30\s?[-–—]|\(?(?:ENDS?|MORE)\)?|XXX", re.ASCII), 3),
    ("separator", re.compile(r"(?:[*_=~·•–—-]\s*){3,}"), 99),
    ("copyright", re.compile(
        r"(?:\W*(?:Copyright|©|\([cC]\))\W*(?:©|\([cC]\))?\s*(?:\d{4}|by\b|[A-Z][^.]*\d{4}).*|.*\bAll rights reserved\W*"
        r"|This (?:material|article|content) may not be (?:published|reproduced|copied).*)", re.IGNORECASE), 60),
    ("contributor", re.compile(
        r"\W*(?:.{1,200}\bcontributed (?:reporting|to (?:this|the) (?:report|story|article))\b.{0,160}"
        r"|(?:Additional )?(?:[Rr]eporting|[Ww]riting) by .*|Edit(?:ing|ed) by .*|With (?:reporting|files) (?:by|from) .*)"), 60),
    ("photo_credit", re.compile(
        rf"\W*(?:(?i:(?:file )?(?:photo(?:s|graph)?|picture|image|photo credit|credit)\s?(?:by\b|[:/|]|courtesy(?: of)?|[-–—]))\s?.+"
        rf"|[A-Z][^/:;!?“”\"]{{0,60}}/\s?(?=[A-Z])[^/:;!?“”\"]{{0,40}}\b{_AGENCY}(?: (?:via|for|Images) [^/]{{1,40}})?"
        rf"|{_NAME} (?:via|for) {_AGENCY}|AP Photo/.+|REUTERS/.+|(?:[A-Z][\w’']+ ){{1,3}}(?i:photos?) by {_NAME})\W*"), 14),
    ("photo_caption", re.compile(
        r".+(?:\((?:AP |File |Handout )?[Pp]hoto(?:s|graph)?\b[^()]*\)|\([^()]*(?:Getty Images|REUTERS)[^()]*\)"
        rf"|[(\[]?Photo(?:graph)? by [^()]{{2,60}}/\s?[^()]*{_AGENCY}[)\].]*)"), 90),
)  # fmt: skip
BYLINE = re.compile(
    rf"(?:By|BY|by)\s(?P<names>{_NAME}(?:(?:,\s|\sand\s|,\sand\s|\sAND\s|\s&\s){_NAME})*)(?P<rest>(?:,|\s[|–—-]|\sof\b|\sfor\b)\s.{{2,60}})?"
)
_ROLE_LINE = re.compile(rf"(?P<names>{_NAME}), (?P<rest>[^.,;:!?]{{3,60}})")
"""A byline without "By": a name and what the reporter is."""
_REPORTER = re.compile(r"(?i:\b(?:staff|reporter|correspondent|writer|editor|columnist|contributor|freelance)\b)")
_AFFILIATION = re.compile(
    r"\b(?:writer|reporter|correspondent|editor|staff|bureau|press|news|wire|agency|service|times|post|herald|journal|"
    r"tribune|gazette|chronicle|observer|courier|media|today|radio|business|sports?|political|science)\b", re.IGNORECASE
)  # fmt: skip


def boilerplate_kind(line: str) -> BoilerplateKind | None:
    """The kind of a line that belongs to the page and not to the article; None where it belongs to the article."""
    words = len(line.split())
    return next((kind for kind, sign, most in BOILERPLATE if words <= most and sign.fullmatch(line)), None)


def is_affiliation(line: str) -> bool:
    """Whether a line says no more than whom a byline's author works for: "Halden Wire", "Staff Writer"."""
    return len(line.split()) <= 6 and bool(_AFFILIATION.search(line)) and not _ends(line) and _title_case(line)


def byline_authors(line: str) -> tuple[str, ...] | None:
    """The names in a byline such as "By Jane Doe and John Roe, Staff Writers"; None where the line is no byline.

    A byline that names an outlet only, as "By Halden Wire Staff", has no names.
    """
    found = BYLINE.fullmatch(line) or _ROLE_LINE.fullmatch(line)
    if not found or (found.re is _ROLE_LINE and not _REPORTER.search(found["rest"])):
        return None
    names = re.split(r",\s(?:and\s)?|\s(?:and|AND|&)\s", found["names"])
    return tuple(name for name in names if not _AFFILIATION.search(name))


# ---- dateline

_CAPITALS = r"(?:Mc|Mac|O['’]|D['’])?[A-Z][A-Z.'’-]+(?: (?:d[eu]|la|le|al|Mc)?[A-Z.'’-]*[A-Z.]){0,4}"
_PLACE = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
_DATE = rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:{MONTH})\s\d{{1,2}}(?:,\s\d{{4}})?|\d{{1,2}}\s(?:{MONTH})(?:\s\d{{4}})?"
_SOURCE = r"\([A-Z][\w .&'’/-]{1,40}\)"
_DASH = r"\s?(?:—|–|--+|(?<=\s)-)\s*"
_DATELINES = (
    rf"\({_CAPITALS}(?:, {_PLACE})?(?:, (?:{_DATE}))?\)",
    rf"{_CAPITALS}(?:/{_CAPITALS})*(?:, {_PLACE})?(?:,? (?:{_DATE}))?(?: {_SOURCE})?",
    rf"{_PLACE}(?:, {_PLACE})?(?:,? (?:{_DATE}))? {_SOURCE}",
    rf"{_PLACE}(?:, {_PLACE})?, (?:{_DATE})",
)
LONGEST_DATELINE = 160
_PLACE_LINE = re.compile("|".join(_DATELINES[:2]))
DATELINE = re.compile(rf"(?P<dateline>{'|'.join(_DATELINES)}){_DASH}(?=[A-Z0-9{_MARK}(\[$£€])")
# Capitals and a dash also begin "NATO — The alliance ..." and "UPDATE - ...": these words are no places.
_NO_PLACE = frozenset(
    """NATO UN EU US USA UK NASA FIFA UEFA OPEC UNESCO UNICEF WHO IMF FBI CIA BREAKING UPDATE UPDATED
        CORRECTION EXCLUSIVE ANALYSIS OPINION EDITORIAL COMMENT EXPLAINER WATCH VIDEO LIVE NOTE NOTES NEW JUST Q
        A""".split()
)


def dateline_length(line: str) -> int:
    """Length, in code points, of the dateline that the line begins with, without its dash; 0 where there is none."""
    found = DATELINE.match(line[:LONGEST_DATELINE])
    if not found or found["dateline"] in _NO_PLACE:
        return 0
    return len(found["dateline"])


# ---- headline and headings

_BULLET = re.compile(r"[•●▪‣*·–—-]\s|\d{1,3}[.)]\s|\([a-z0-9]\)\s")
_TURN = re.compile(r"[A-Z][\w.'’ -]{0,40}:\s")
"""A turn of a transcript: "MAYOR: Good evening." """
_LINK = re.compile(r"https?://|www\.|\S@\S|(?:^|\s)@\w")
_CLOSED = re.compile(rf"[.!?…:][{_MARK}’)\]]*$")
_MINOR = frozenset(
    """a an the and or but nor as at by for from in into of off on onto out over per to up via vs with is are""".split()
)


def _ends(line: str) -> bool:
    return bool(_CLOSED.search(line))


def _plain(line: str) -> bool:
    """Whether the line is neither list item, turn of a transcript, link, nor a fragment."""
    if _BULLET.match(line) or _LINK.search(line):
        return False
    first = line.lstrip(_MARK + "([")[:1]
    return (first.isupper() or first.isdigit()) and line[-1] not in ",;:"


def _is_sentence(line: str) -> bool:
    return len(line.split()) >= 6 and _ends(line)


def _title_case(line: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w'’]*", line) if word.lower() not in _MINOR]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def is_headline(line: str, *, apart: bool) -> bool:
    """Whether the first line of an article is its headline; `apart` says that a blank line or a byline follows."""
    words = len(line.split())
    if not 2 <= words <= 30 or len(line) > 250 or not _plain(line) or dateline_length(line):
        return False
    if re.match(r"(?:Q|A|[A-Z]{3,}(?: [A-Z]+)*):\s", line):  # a transcript without a headline
        return False
    if ", " in line and _PLACE_LINE.fullmatch(line):  # a dateline on a line of its own
        return False
    stripped = line.rstrip(_MARK)
    if stripped.endswith(("?", "!")):
        return apart and words <= 20
    return not _ends(line) and (apart or words <= 20)


def is_heading(line: str, before: str, after: str, *, apart: bool) -> bool:
    """Whether a line between two paragraphs is a section heading; `apart` says that blank lines set it off."""
    words = len(line.split())
    if words > 12 or len(line) > 90 or not _plain(line) or _TURN.match(line) or dateline_length(line):
        return False
    if _ends(line) and not line.endswith("?"):
        return False
    if line[0] in _MARK and line[-1] in _MARK and words > 5:  # a quotation pulled out of the text
        return False
    if not _ends(before) or not _is_sentence(after):
        return False
    if words == 1 or line.endswith("?"):
        return apart and _title_case(line)
    return _title_case(line) or words <= 8


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
    if len(kept) < 2 or not any(_is_sentence(lines[number].text) for number in kept[1:4]):
        return False
    apart = lines[first + 1].apart or kept[1] > first + 1 or dateline_length(lines[kept[1]].text) > 0
    return is_headline(line.text, apart=apart)


def _same(one: str, other: str) -> bool:
    """Whether two headlines differ at most in case, marks and punctuation."""
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


def _headings(lines: Sequence[Line], kept: Sequence[int]) -> Iterator[int]:
    for before, number, after in zip(kept, kept[1:], kept[2:], strict=False):
        apart = lines[number].apart and lines[after].apart
        if is_heading(lines[number].text, lines[before].text, lines[after].text, apart=apart):
            yield number
