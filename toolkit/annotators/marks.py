"""Which quotation marks belong together: a state machine that reads a text once, paragraph by paragraph.

Curly, straight, doubled ('' and ``), low („“), angle («», ‹›) and corner (「」, 『』) marks, nested or not; a mark that
nothing closes runs to its paragraph's end, and goes on in the next one where that begins with a mark. Single marks
count where they can be told from apostrophes. Linear in the length of the text, and there is no text it does not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple
from unicodedata import category

from toolkit.annotation import Span

DOUBLE_MARKS: Final = '“”„‟«»‹›「」『』"＂'
SINGLE_MARKS: Final = "‘’‚‛'"
_SINGLES: Final = frozenset(SINGLE_MARKS + "`")
_ALWAYS_OPEN: Final = "“„«‟‹「『"
_ALWAYS_CLOSE: Final = "”»›」』"
_REVERSED: Final = {"»": "«", "›": "‹"}
"""Angle marks as Danish and some German printers set them: »so«."""
_MARK: Final = re.compile(r"</?[A-Za-z][^<>\n]{0,2000}>|''|``|’’|‘‘|[“”„‟«»‹›「」『』\"＂‘’‚‛'`]")
"""A mark; or a tag that is left of a page's markup, for the marks in it hold attributes."""
_LINE: Final = re.compile(r"[^\n]+")
_WORD: Final = re.compile(r"\w")
# What an apostrophe that opens a word may stand for: 'em, 'tis, '90s, rock 'n' roll.
_ELISION: Final = re.compile(r".(?:em|tis|twas|twere|til|till|cause|cuz|bout|round|n|nuff|\d\ds?)(?!\w)", re.IGNORECASE)
_BEFORE_OPENING: Final = "([{<-–—/*_…"
_AFTER_CLOSING: Final = ".,;:?!)]}>-–—/*_…"

Shape = Literal["open", "close", "either", "neither"]


class Quoted(NamedTuple):
    """One stretch inside a pair of marks."""

    outer: Span
    """With its marks."""
    inner: Span
    """Without them."""
    closed: bool
    """False where it runs to the end of its paragraph."""
    continues: bool
    """Not closed, and the next paragraph begins with a mark."""
    single: bool
    """Whether the marks are single ones."""
    parent: int | None
    """Index, in the list of all stretches, of the one that it stands inside."""


@dataclass(slots=True)
class _Open:
    start: int
    width: int
    mark: str


@dataclass(slots=True)
class _Line:
    """One paragraph as it is being read: what is open and what has been found."""

    text: str
    start: int
    end: int
    found: list[tuple[int, int, int, int, bool, bool]] = field(default_factory=list)
    double: _Open | None = None
    inner: _Open | None = None
    single: _Open | None = None
    maybe: int | None = None
    """Where a single mark stood that may have closed the open one, or be a plural's apostrophe (workers’ rights)."""

    def close(self, opened: _Open, end: int, width: int, *, closed: bool = True) -> None:
        single = opened.mark in SINGLE_MARKS
        self.found.append((opened.start, opened.start + opened.width, end, end + width, closed, single))


def pair_marks(text: str) -> list[Quoted]:
    """Every stretch inside quotation marks that holds a word, in order of where it opens, outer before inner."""
    found: list[tuple[int, int, int, int, bool, bool]] = []
    for line in _LINE.finditer(text):
        found += _read_line(text, line.start(), line.end())
    found = [f for f in found if _WORD.search(text, f[1], f[2]) and not _is_nickname(text, f[0], f[3])]
    found.sort(key=lambda f: (f[0], -f[3]))
    return _nest(text, found)


_NICKNAME: Final = re.compile(r"[“\"‘'](?!\s)[^\s“”\"‘’'.,;:!?]+(?: [^\s“”\"‘’'.,;:!?]+){0,2}[”\"’'] [A-Z][\w’'-]+")
_GIVEN_NAME: Final = re.compile(r"(?:^|(?<=\s))[A-Z][\w.’-]+ $")


def _is_nickname(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a nickname inside a name: Ana “Bee” Ruiz."""
    match = _NICKNAME.match(text, start)
    return match is not None and match.end() > end and bool(_GIVEN_NAME.search(text[max(0, start - 30) : start]))


def _read_line(text: str, start: int, end: int) -> list[tuple[int, int, int, int, bool, bool]]:
    line = _Line(text, start, end)
    marks = [match for match in _MARK.finditer(text, start, end) if match.group()[0] != "<"]
    doubles = [match.start() for match in marks if match.group() not in _SINGLES]
    doubles.append(end)
    seen = 0
    for match in marks:
        mark = match.group()
        if mark in _SINGLES:
            _read_single(line, match.start(), mark)
        elif mark == "’’" and (line.double is None or line.single is not None):
            seen += 1
            for at in (match.start(), match.start() + 1):
                _read_single(line, at, "’")
        else:
            seen += 1
            _read_double(line, match.start(), mark, doubles[seen])
    _end_single(line)
    for opened in (line.inner, line.double):
        if opened is not None:
            line.close(opened, end, 0, closed=False)
    return line.found


def _shape(line: _Line, at: int, width: int) -> Shape:
    """What the characters around a mark that looks the same on both sides say about its side."""
    before = line.text[at - 1] if at > line.start else " "
    if category(before) == "Cf":  # a mark of direction or of no width, which nobody sees
        before = " "
    after = line.text[at + width] if at + width < line.end else " "
    marks = DOUBLE_MARKS + SINGLE_MARKS
    opens = (before.isspace() or before in _BEFORE_OPENING or before in marks) and not after.isspace()
    closes = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING or after in marks)
    if opens and closes:
        return "either"
    if opens:
        return "open"
    return "close" if closes else "neither"


def _read_double(line: _Line, at: int, mark: str, following: int) -> None:
    """Let a mark open or close; `following` is where the next double mark of the line stands, else the line's end."""
    if line.double is not None and line.inner is None and mark in '"”' and _measures(line, at, following):
        return
    if _opens_double(line, at, mark, following):
        _open_double(line, _Open(at, len(mark), mark))
    elif line.double is not None:
        _close_double(line, line.double, at, len(mark))


def _opens_double(line: _Line, at: int, mark: str, following: int) -> bool:
    shape = _shape(line, at, len(mark))
    if mark in ('"', "''", "＂"):
        if line.double is not None:
            return shape == "open" and _is_inner(line, following)
        return shape != "close" or _stands_wrong(line, at, following)
    if line.double is not None and mark == _REVERSED.get(line.double.mark):
        return False
    if mark == "’’":
        return False
    if mark in _ALWAYS_CLOSE:
        return line.double is None and shape == "open"
    if mark == "“" and line.double is not None:
        # Closes what a low mark has opened; where a space follows, it is a slip for a closing one.
        return shape == "open" if line.double.mark in "„‟" else shape != "close"
    return True


def _stands_wrong(line: _Line, at: int, following: int) -> bool:
    """Whether a mark that looks like a closing one opens, its space on the wrong side: Kim said," It holds".

    It follows what leads to a quotation, nothing is open, and the next mark can but close.
    """
    return line.text[at - 1] in ",:" and following < line.end and _shape(line, following, 1) == "close"


def _is_inner(line: _Line, following: int) -> bool:
    """Whether a straight mark opens a pair of its own within curly ones: “We said "never" to him.”"""
    curly = line.double is not None and line.double.mark in _ALWAYS_OPEN and line.inner is None
    straight = following < line.end and line.text[following] == '"'
    return curly and straight and _shape(line, following, 1) == "close"


def _measures(line: _Line, at: int, following: int) -> bool:
    """Whether a mark after a digit stands for inches or seconds: the next mark can but close, so this one does not."""
    if not line.text[at - 1].isdigit() or following >= line.end:
        return False
    mark = line.text[following]
    return mark == "”" or (mark == '"' and _shape(line, following, 1) == "close")


def _open_double(line: _Line, opened: _Open) -> None:
    if line.double is None:
        line.double = opened
    elif line.inner is None and (opened.mark not in _ALWAYS_OPEN or _closes_twice(line, opened.start)):
        line.inner = opened
    else:
        # Nothing closed the earlier one: it ends where the next begins.
        _end_single(line)
        for earlier in (line.inner, line.double):
            if earlier is not None:
                line.close(earlier, opened.start, 0, closed=False)
        line.double, line.inner = opened, None


def _closes_twice(line: _Line, at: int) -> bool:
    """Whether two closing marks follow before the next opening one: then this one is nested."""
    closing = 0
    for match in _MARK.finditer(line.text, at + 1, min(line.end, at + 2000)):
        if match.group() in _ALWAYS_OPEN:
            return False
        closing += match.group() in _ALWAYS_CLOSE
        if closing == 2:
            return True
    return False


def _close_double(line: _Line, opened: _Open, at: int, width: int) -> None:
    if line.single is not None and line.single.start > opened.start:
        _end_single(line)
    if line.inner is not None:
        line.close(line.inner, at, width)
        line.inner = None
        return
    line.close(opened, at, width)
    line.double = None


def _read_single(line: _Line, at: int, mark: str) -> None:
    shape = _shape(line, at, 1)
    if mark in "‘‚‛`":
        opens = shape in ("open", "either")
    else:
        # A right-hand curly mark before a word is an apostrophe; a straight one may open.
        opens = mark == "'" and (shape == "open" or (shape == "either" and line.single is None))
    if opens:
        if not _ELISION.match(line.text, at, line.end):
            _end_single(line)
            line.single = _Open(at, 1, "'")
        return
    if line.single is None or shape not in ("close", "either"):
        return
    before, after = line.text[at - 1], line.text[at + 1 : at + 2]
    if before in "sSzZ" and after.isspace() and line.text[at + 2 : at + 3].isalpha():
        line.maybe = at
    else:
        line.close(line.single, at, 1)
        line.single, line.maybe = None, None


def _end_single(line: _Line) -> None:
    """Settle an open single mark: closed by the last mark that may have done it, else it was an apostrophe."""
    if line.single is not None and line.maybe is not None:
        line.close(line.single, line.maybe, 1)
    line.single, line.maybe = None, None


def _nest(text: str, found: list[tuple[int, int, int, int, bool, bool]]) -> list[Quoted]:
    """Turn sorted findings into stretches that know what they stand inside; one that crosses another is left out."""
    result: list[Quoted] = []
    stack: list[int] = []
    for start, inner_start, inner_end, end, closed, single in found:
        while stack and result[stack[-1]].outer.end <= start:
            stack.pop()
        parent = stack[-1] if stack else None
        if parent is not None and result[parent].inner.end < end:
            continue
        continues = not closed and _next_line_opens(text, end)
        stack.append(len(result))
        result.append(Quoted(Span(start, end), Span(inner_start, inner_end), closed, continues, single, parent))
    return result


def _next_line_opens(text: str, end: int) -> bool:
    if text[end : end + 1] != "\n":
        return False
    rest = text[end : end + 8].lstrip()
    return bool(rest) and (rest[0] in _ALWAYS_OPEN + '"＂' or rest.startswith(("''", "``")))
