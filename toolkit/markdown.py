"""Markdown that the regions of card, datasheet and changelog are written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.plurals import plural

MOST_ROWS = 50
"""Values that a table of counts lists; what is rarer is added up."""


def table_of(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; numbers stand to the right."""
    numeric = [bool(rows) and all(isinstance(row[i], int) for row in rows) for i in range(len(header))]
    lines = [header, ["---:" if number else "---" for number in numeric]]
    lines += [[f"{each:,}" if isinstance(each, int) else cell(str(each)) for each in row] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def cell(text: str) -> str:
    """Text of the data as it can stand in a cell: on one line, and neither the cell's end nor a region's."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def counted(title: str, counts: Mapping[str, int]) -> str:
    """A table of values and their rows, the first `MOST_ROWS` of them; "None." where there are none."""
    rows = list(counts.items())
    if len(rows) > MOST_ROWS:
        rest = rows[MOST_ROWS:]
        rows = [*rows[:MOST_ROWS], (plural(len(rest), "other"), sum(count for _, count in rest))]
    return table_of((title, "rows"), rows) if rows else "None.\n"
