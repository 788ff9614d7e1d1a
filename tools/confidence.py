"""How often each rule for quotes is right on a half of the gold: python tools/confidence.py dev

A quote counts as right where it overlaps a quote of the gold by one half or more of what the two cover together,
matched one to one. Prints, for each rule and type, (right + 1) / (found + 2), and how many were found.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from gold import Row, matched

from toolkit.annotation import Layout, Quote
from toolkit.annotators import load_annotators

GOLD = Path(__file__).parent.parent / "seeds" / "gold"


def counted(half: str) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Found and right, by rule and type."""
    rows: list[Row] = [json.loads(line) for line in (GOLD / half / "articles.jsonl").open(encoding="utf-8")]
    found: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    annotated = load_annotators()([Layout(row["text"]) for row in rows])
    for row, result in zip(rows, annotated, strict=True):
        quotes: list[Row] = [_row(quote) for quote in result.quotes]
        found.update(quote["key"] for quote in quotes)
        right.update(quote["key"] for quote, _ in matched(quotes, row["quotes"]))
    return found, right


def _row(quote: Quote) -> Row:
    return {"start": quote.span.start, "end": quote.span.end, "key": (quote.rule, quote.type)}


if __name__ == "__main__":
    found, right = counted(sys.argv[1])
    for key, count in sorted(found.items()):
        sys.stdout.write(f"{key}: {(right[key] + 1) / (count + 2):.3f},  # {count}\n")
    sys.stdout.write(f"all: {sum(right.values())} of {sum(found.values())}\n")
