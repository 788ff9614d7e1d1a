"""Words and phrases that mean much the same, by which statements told in other words are compared.

`thesaurus.txt` was written for this project: a line is a head, as in Roget (1852): a name and, after a colon, groups
of words between semicolons. Words of one group say the same; those of one head speak of the same matter. Phrases are
written with underscores. A word may stand in many groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from toolkit.utterances.words import COMMON, FUNCTION_WORDS, PREFIX, base, tokens

_OWNERS = frozenset("my your his her its our their one".split())
_HIS = "his"


class Concept(NamedTuple):
    """A word or phrase of a statement."""

    form: str
    stem: str
    groups: frozenset[int]
    """Its groups in the thesaurus: those of one mean much the same."""
    heads: frozenset[int]
    """Its heads there: those of one speak of the same matter."""
    weight: float


class _Thesaurus(NamedTuple):
    groups: Mapping[tuple[str, ...], frozenset[int]]
    heads: Mapping[tuple[str, ...], frozenset[int]]
    longest: Mapping[str, int]
    """Words of the longest phrase that begins with a word."""


@lru_cache(20_000)
def concepts(every: str) -> tuple[Concept, ...]:
    """The content words and known phrases of a statement's words, each once, in order."""
    known = _thesaurus()
    words = _bases(every.split())
    found: dict[str, Concept] = {}
    for at, word in enumerate(words):
        phrase = _phrase(words, at, known)
        if phrase:
            found.setdefault(" ".join(phrase), _concept(phrase, 1.0))
        if word not in _unsaying():
            found.setdefault(word, _concept((word,), 0.5 if word in _common() else 1.0))
    return tuple(found.values())


@lru_cache(20_000)
def spoken(name: str) -> frozenset[str]:
    """The words of a name, as the forms of concepts have them."""
    return frozenset(_bases(tokens(name)))


def _phrase(words: Sequence[str], at: int, known: _Thesaurus) -> tuple[str, ...]:
    """The longest phrase that begins at a word; one of two words may have a small one between them: "put it off"."""
    for length in range(min(known.longest.get(words[at], 1), len(words) - at), 1, -1):
        phrase = tuple(words[at : at + length])
        if phrase in known.groups:
            return phrase
    divided = tuple(words[at : at + 3 : 2])
    return divided if len(divided) == 2 and divided in known.groups and words[at + 1] in _unsaying() else ()


def _concept(phrase: tuple[str, ...], weight: float) -> Concept:
    known = _thesaurus()
    form = " ".join(phrase)
    stem = form[:PREFIX] if len(phrase) == 1 and not form[0].isdigit() else form
    nothing: frozenset[int] = frozenset()
    return Concept(form, stem, known.groups.get(phrase, nothing), known.heads.get(phrase, nothing), weight)


def _bases(words: Sequence[str]) -> list[str]:
    return [_HIS if word in _OWNERS else base(word) for word in words]


@cache
def _unsaying() -> frozenset[str]:
    return frozenset(_bases(sorted(FUNCTION_WORDS)))


@cache
def _common() -> frozenset[str]:
    return frozenset(_bases(sorted(COMMON)))


@cache
def _thesaurus() -> _Thesaurus:
    text = resources.files("toolkit.utterances").joinpath("thesaurus.txt").read_text(encoding="utf-8")
    groups: dict[tuple[str, ...], set[int]] = defaultdict(set)
    heads: dict[tuple[str, ...], set[int]] = defaultdict(set)
    longest: dict[str, int] = {}
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    number = 0
    for head, line in enumerate(lines):
        for group in line.partition(":")[2].split(";"):
            number += 1
            for entry in group.split():
                phrase = tuple(_bases(tokens(entry.replace("_", " "))))
                groups[phrase].add(number)
                heads[phrase].add(head)
                longest[phrase[0]] = max(longest.get(phrase[0], 1), len(phrase))
    return _Thesaurus(
        {phrase: frozenset(own) for phrase, own in groups.items()},
        {phrase: frozenset(own) for phrase, own in heads.items()},
        longest,
    )
