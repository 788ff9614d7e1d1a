"""Charts as SVG: text in, text out, no library. Each names itself to who cannot see it, and fits light and dark."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from html import escape

WIDTH = 720
ROW, GAP, TOP = 26, 8, 44
LABEL, NUMBER = 210, 90
HEIGHT = 260
"""Of a chart with upright bars, in pixels like all the others."""
LONGEST = 30
"""Characters of a label that are shown; a pointer that rests on it shows all."""
_STYLE = (
    "<style>.bg{fill:#fff}.t{font:600 15px system-ui,sans-serif;fill:#1f2328}.l{font:13px system-ui,sans-serif;"
    "fill:#1f2328}.n{font:13px system-ui,sans-serif;fill:#59636e}.b{fill:#3a6ea5}.a{stroke:#d1d9e0}"
    "@media(prefers-color-scheme:dark){.bg{fill:#0d1117}.t,.l{fill:#f0f6fc}.n{fill:#9198a1}.b{fill:#6ea8e0}"
    ".a{stroke:#3d444d}}</style>"
)

Values = Sequence[tuple[str, int]]


def bars(title: str, values: Values) -> str:
    """Lying bars, one below the other, each with its label and number: for what has names."""
    most = max((count for _, count in values), default=0) or 1
    room = WIDTH - LABEL - NUMBER
    height = TOP + len(values) * ROW + GAP
    return _svg(title, values, height, (_bar(*each, TOP + i * ROW, room, most) for i, each in enumerate(values)))


def _bar(label: str, count: int, y: int, room: int, most: int) -> str:
    wide = max(1, round(room * count / most)) if count else 0
    return (
        f'<g><title>{_text(label)}: {count:,}</title><text class="l" x="{LABEL - GAP}" y="{y + 17}" '
        f'text-anchor="end">{_text(_short(label))}</text><rect class="b" x="{LABEL}" y="{y + 4}" width="{wide}" '
        f'height="{ROW - GAP}" rx="2"/><text class="n" x="{LABEL + wide + GAP}" y="{y + 17}">{count:,}</text></g>'
    )


def columns(title: str, values: Values) -> str:
    """Upright bars from left to right: for lengths and for time. As many labels as there is room for."""
    most = max((count for _, count in values), default=0) or 1
    step = (WIDTH - 2 * GAP) / max(1, len(values))
    every = max(1, -(-len(values) * 58 // WIDTH))
    floor = HEIGHT - 28
    drawn = (
        _column(label, count, GAP + i * step, step, floor, most, named=i % every == 0)
        for i, (label, count) in enumerate(values)
    )
    axis = f'<line class="a" x1="{GAP}" y1="{floor}" x2="{WIDTH - GAP}" y2="{floor}"/>'
    return _svg(title, values, HEIGHT, [*drawn, axis])


def _column(label: str, count: int, x: float, step: float, floor: int, most: int, *, named: bool) -> str:
    tall = max(1, round((floor - TOP - 16) * count / most)) if count else 0
    middle = f"{x + step / 2:.1f}"
    name = f'<text class="n" x="{middle}" y="{floor + 18}" text-anchor="middle">{_text(label)}</text>' if named else ""
    number = (
        f'<text class="n" x="{middle}" y="{floor - tall - 5}" text-anchor="middle">{count:,}</text>'
        if step > 9 * len(f"{count:,}") and count
        else ""
    )
    return (
        f'<g><title>{_text(label)}: {count:,}</title><rect class="b" x="{x + 1:.1f}" y="{floor - tall}" '
        f'width="{max(1.0, step - 2):.1f}" height="{tall}" rx="1"/>{number}{name}</g>'
    )


def _svg(title: str, values: Values, height: int, parts: Sequence[str] | Iterator[str]) -> str:
    told = "; ".join(f"{label} {count:,}" for label, count in values) or "nothing"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{_text(title)}"><title>{_text(title)}</title><desc>{_text(told)}</desc>{_STYLE}'
        f'<rect class="bg" width="{WIDTH}" height="{height}"/><text class="t" x="{GAP}" y="24">{_text(title)}</text>'
        f"{''.join(parts)}</svg>\n"
    )


def _short(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"


def _text(text: str) -> str:
    """Text of the data as XML can hold it."""
    return escape("".join("·" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn") else char for char in text))
