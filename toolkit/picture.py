"""A passage of an annotated article as SVG: quotes, cues, speakers and entities where they stand.

Words can be hidden: then bars as long as they are stand in their place, and neither the drawing nor what it says to
who cannot see it holds any of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import Literal

Kind = Literal["direct", "mixed", "indirect", "cue", "speaker", "entity"]

COLUMNS, LINES = 84, 14
"""Characters of a line, and lines of a picture."""
CHAR, LINE, LEFT, TOP = 8.4, 26, 16, 48
"""Pixels: a character of the monospaced font, a line, and the margins."""
_LEGEND: tuple[tuple[Kind, str], ...] = (
    ("direct", "direct quote"), ("mixed", "mixed quote"), ("indirect", "indirect quote"),
    ("cue", "cue"), ("speaker", "speaker"), ("entity", "entity"),
)  # fmt: skip
_STYLE = (
    "<style>.bg{fill:#fff}.h{font:600 15px system-ui,sans-serif;fill:#1f2328}.k{font:12px system-ui,sans-serif;"
    "fill:#59636e}.w{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#1f2328}.x{fill:#8c959f}"
    ".direct{fill:#ffe08a}.mixed{fill:#b8e6b0}.indirect{fill:#bcd9ff}.cue{fill:#c2410c}.speaker{fill:none;"
    "stroke:#7c3aed;stroke-width:1.5}.entity{fill:#0a7ea4}@media(prefers-color-scheme:dark){.bg{fill:#0d1117}"
    ".h,.w{fill:#f0f6fc}.k{fill:#9198a1}.x{fill:#6e7681}.direct{fill:#5c4a0a}.mixed{fill:#1f4d2b}.indirect{fill:#17385f}"
    ".cue{fill:#fb923c}.speaker{stroke:#b794f6}.entity{fill:#4cc2e5}}</style>"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text, in code points, half-open, and what it is."""

    start: int
    end: int
    kind: Kind


def picture(title: str, text: str, marks: Sequence[Mark], *, hidden: bool) -> str:
    """`LINES` lines of the text, from the one with the first quote but for those just before it, with their marks."""
    lines = passage(text, marks)
    rows = [_row(text, start, end, marks, TOP + i * LINE, hidden=hidden) for i, (start, end) in enumerate(lines)]
    height = TOP + len(lines) * LINE + 40
    width = round(2 * LEFT + COLUMNS * CHAR)
    shown = [mark.kind for mark in marks if lines and mark.start < lines[-1][1] and mark.end > lines[0][0]]
    told = ", ".join(f"{label} {shown.count(kind):,}" for kind, label in _LEGEND)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{_text(title)}"><title>{_text(title)}</title><desc>{told}</desc>{_STYLE}'
        f'<rect class="bg" width="{width}" height="{height}"/><text class="h" x="{LEFT}" y="26">{_text(title)}</text>'
        f"{''.join(rows)}{_legend(height - 18)}</svg>\n"
    )


def passage(text: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """Start and end of each line that is drawn."""
    lines = list(_lines(text))
    first = min((mark.start for mark in marks if mark.kind in ("direct", "mixed", "indirect")), default=0)
    at = next((i for i, (_, end) in enumerate(lines) if end > first), 0)
    begin = 0 if at < LINES // 2 else at - 2
    return list(islice(lines, begin, begin + LINES))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The text broken between words, and inside a word that is longer than a line."""
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        start = line.start()
        while line.end() - start > COLUMNS:
            blank = text.rfind(" ", start, start + COLUMNS + 1)
            end = blank if blank > start else start + COLUMNS
            yield start, end
            start = end + (blank > start)
        yield start, line.end()


def _row(text: str, start: int, end: int, marks: Sequence[Mark], y: int, *, hidden: bool) -> str:
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    order = {kind: number for number, (kind, _) in enumerate(_LEGEND)}
    under = "".join(
        _shape(mark.kind, max(mark.start, start) - start, min(mark.end, end) - start, y)
        for mark in sorted(inside, key=lambda mark: (order[mark.kind], mark.start))
    )
    return under + "".join(
        _word(word.group(), word.start() - start, y, hidden=hidden)
        for word in re.compile(r"\S+").finditer(text, start, end)
    )


def _shape(kind: Kind, first: int, last: int, y: int) -> str:
    x, wide = LEFT + first * CHAR, (last - first) * CHAR
    top, tall = {"cue": (y + 19, 3), "entity": (y + 17, 1.5), "speaker": (y, 20)}.get(kind, (y, 20))
    return f'<rect class="{kind}" x="{x:.1f}" y="{top}" width="{wide:.1f}" height="{tall}" rx="2"/>'


def _word(word: str, first: int, y: int, *, hidden: bool) -> str:
    x, wide = LEFT + first * CHAR, len(word) * CHAR
    if hidden:
        return f'<rect class="x" x="{x:.1f}" y="{y + 6}" width="{wide:.1f}" height="8" rx="2"/>'
    return f'<text class="w" x="{x:.1f}" y="{y + 15}" textLength="{wide:.1f}">{_text(word)}</text>'


def _legend(y: int) -> str:
    parts = []
    x = LEFT
    for kind, label in _LEGEND:
        parts.append(f"{_shape(kind, round((x - LEFT) / CHAR), round((x - LEFT) / CHAR) + 2, y - 16)}")
        parts.append(f'<text class="k" x="{x + 24}" y="{y - 2}">{label}</text>')
        x += 42 + 7 * len(label)
    return "".join(parts)


def _text(text: str) -> str:
    return escape(re.sub(r"[^\x20-\U0010ffff]|[\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "·", text))
