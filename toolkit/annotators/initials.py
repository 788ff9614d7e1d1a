"""Names of bodies as their initials spell them: the acronym in brackets tells where the name before it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.mentions import Mention, taken_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SMALL: Final = frozenset(
    ["of", "the", "and", "for", "in", "on", "to", "&", ",", "-", "de", "la", "du", "des", "y", "e"]
)
_FEWEST: Final = 3
"""Letters of an acronym: of two, a chance match is too likely."""
_LONGEST: Final = 16
"""Tokens of a name, at most."""


def spelt_out(words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions with those that are parts of a name before its acronym made one: "Union of Cooks and Waiters (UCW)"."""
    known = taken_by(mentions)
    found = [whole for whole in _spelt(words) if not known.isdisjoint(range(whole.start, whole.end))]
    within = taken_by(found)
    kept = [mention for mention in mentions if within.isdisjoint(range(mention.start, mention.end))]
    return sorted([*kept, *found], key=lambda mention: mention.start)


def _spelt(words: Sequence[str]) -> Iterator[Mention]:
    for i, word in enumerate(words):
        if word == "(" and i + 2 < len(words) and words[i + 2] == ")":
            start = _start(words, i, words[i + 1])
            if start >= 0:
                yield Mention(start, i, "ORG")


def _start(words: Sequence[str], end: int, short: str) -> int:
    """The first token of the name that ends before `end` and has these initials, or -1."""
    left = short.replace(".", "").upper()
    if len(left) < _FEWEST or not left.isalpha() or not (short.isupper() or short.istitle()):
        return -1
    for i in range(end - 1, max(-1, end - _LONGEST - 1), -1):
        word = words[i]
        if word[:1].isupper() and word[0] == left[-1]:
            left = left[:-1]
            if not left:
                return i
        elif word not in _SMALL:
            return -1
    return -1
