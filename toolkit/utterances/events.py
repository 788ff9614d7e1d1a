"""Which documents tell of one event though they quote nothing alike: those that quote the same people on a matter.

An inverted index over pairs of names finds them, so that what is compared grows with the documents and a pair of names
that all the world quotes is passed over.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations

from toolkit.utterances.names import compatible, name_keys
from toolkit.utterances.occasions import EVENT_DAYS, a_few_for_each, days
from toolkit.utterances.statement import Unit

MOST_NAMES = 24
"""Names of a document that are looked at, those that it quotes most."""
MOST_HOLDERS = 24
"""Documents of about one time that may share two names, or one; names with more say nothing."""
MATTER = 0.05
"""Cosine of the stems of all that is quoted in two documents of one week."""
UNDATED = 0.25
"""The same where it is not known when they appeared."""
ONE_NAME = 0.2
"""The same where they appeared in one week and quote one person alike."""
MUCH_SAID = 4
"""Statements that each of such two has at least: what little is quoted may be alike by itself."""


@dataclass(slots=True)
class _Document:
    """What a document quotes."""

    day: int | None
    names: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    stems: dict[str, float] = field(default_factory=dict)
    statements: int = 0

    @property
    def length(self) -> float:
        return math.sqrt(sum(weight * weight for weight in self.stems.values()))

    def like(self, other: _Document) -> float:
        """Cosine of the stems."""
        shared = sum(weight * other.stems.get(stem, 0.0) for stem, weight in self.stems.items())
        return shared / max(self.length * other.length, 1e-9)


def with_the_same_names(units: Sequence[Unit], known: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs of documents already known, and behind them those that quote the same people, or one, on one matter."""
    documents = _documents(units)
    alike = {pair: like for pair in _candidates(documents) - set(known) if (like := _likeness(documents, pair))}
    return a_few_for_each(alike, known)


def _documents(units: Sequence[Unit]) -> dict[str, _Document]:
    found: dict[str, _Document] = {}
    for unit in units:
        for name, day in days(unit):
            document = found.setdefault(name, _Document(day))
            document.statements += 1
            if unit.speaker:
                document.names[unit.speaker] += 1
            for stem, weight in zip(unit.words.stems, unit.words.weights, strict=True):
                document.stems[stem] = max(weight, document.stems.get(stem, 0.0))
    return found


def _candidates(documents: Mapping[str, _Document]) -> set[tuple[str, str]]:
    """Pairs of documents of about one time that share the keys of two names, or of one."""
    holders: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for name in sorted(documents):
        for key in chain(_keys(documents[name]), _keys_of_one(documents[name])):
            holders[key].append(name)
    few = (names for names in holders.values() if len(names) <= MOST_HOLDERS)
    return {pair for names in few for pair in combinations(names, 2)}


def _keys(document: _Document) -> Iterator[tuple[str, str, int]]:
    """Two names' keys and a time; two documents that are a week apart at most share one of their times."""
    keys = {tuple(sorted(each)) for one, other in combinations(_most(document), 2) for each in _products(one, other)}
    yield from ((one, other, window) for one, other in sorted(keys) for window in _windows(document))


def _keys_of_one(document: _Document) -> Iterator[tuple[str, str, int]]:
    """A name's keys and a time; none of a document without a day or with little."""
    if document.day is not None and document.statements >= MUCH_SAID:
        for key in sorted({key for name in _most(document) for key in name_keys(name)}):
            yield from ((key, "", window) for window in _windows(document))


def _most(document: _Document) -> list[str]:
    """The names that a document quotes most."""
    return sorted(document.names, key=lambda name: (-document.names[name], name))[:MOST_NAMES]


def _windows(document: _Document) -> tuple[int, ...]:
    return (-1,) if document.day is None else (document.day // EVENT_DAYS, document.day // EVENT_DAYS + 1)


def _products(one: str, other: str) -> Iterator[tuple[str, str]]:
    return ((left, right) for left in name_keys(one) for right in name_keys(other) if left != right)


def _likeness(documents: Mapping[str, _Document], pair: tuple[str, str]) -> float:
    """How alike what two documents quote is; 0 where they have too little in common for one event."""
    one, other = (documents[each] for each in pair)
    dated = one.day is not None and other.day is not None
    if dated and abs((one.day or 0) - (other.day or 0)) > EVENT_DAYS:
        return 0.0
    names = sum(any(compatible(name, each) for each in other.names) for name in one.names)
    much = min(one.statements, other.statements) >= MUCH_SAID
    if names < (1 if dated and much else 2):
        return 0.0
    like, enough = one.like(other), UNDATED if not dated else MATTER if names > 1 else ONE_NAME
    return like if like >= enough else 0.0
