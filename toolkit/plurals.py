"""Counts as they are printed, with their noun in the right number."""

from __future__ import annotations

import re


def plural(count: int, noun: str) -> str:
    """The count with its noun, which is given in the singular: 1 entity, 2 entities, 1,000 rows."""
    return f"{count:,} {noun if count == 1 else _several(noun)}"


def are(count: int) -> str:
    """The verb of so many."""
    return "is" if count == 1 else "are"


def _several(noun: str) -> str:
    return f"{noun[:-1]}ies" if re.search("[^aeiou]y$", noun) else f"{noun}s"
