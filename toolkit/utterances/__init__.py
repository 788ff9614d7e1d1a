"""Which quotes are one statement: the same words of one speaker in several articles, or in several translations.

An inverted index over speakers and stems finds what is compared (candidates.py); names are compared without titles and
whatever their transliteration (names.py), texts by the cosine of their words and character n-grams and by the stems
that they share, which count by how much they say (words.py, shared.py, likeness.py); where two articles tell of one
event, an only match needs less likeness (occasions.py). What is alike is joined by average linkage (clusters.py).
Pieces of one quotation become one unit where another article quotes them in one piece (pieces.py). Articles that quote
the same people on one matter tell of one event too (events.py), and there groups are joined that tell one statement in
other words (renderings.py, thesaurus.py). The likeness of two quotes depends on the two and on what their articles
share, so adding an article of others changes no pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from sys import intern
from typing import NamedTuple

import numpy as np

from toolkit.utterances.candidates import Ints, candidates
from toolkit.utterances.clusters import clusters, joined
from toolkit.utterances.events import with_the_same_names
from toolkit.utterances.likeness import likenesses, overlapping
from toolkit.utterances.names import compatible
from toolkit.utterances.occasions import events, fellows
from toolkit.utterances.passages import completed
from toolkit.utterances.pieces import collapsed, ends, glued, merged
from toolkit.utterances.renderings import Model, fitted, renderings
from toolkit.utterances.shared import shared
from toolkit.utterances.statement import Statement, Unit
from toolkit.utterances.words import said, wording

__all__ = ["Compared", "Statement", "compared", "compatible", "said", "utterances"]

THRESHOLD = 0.22
"""Average likeness at which two clusters are joined."""


def utterances(statements: Iterable[Statement], model: Model | None = None) -> dict[str, str]:
    """Quote id to utterance id, for the quotes that share theirs: the smallest quote id of the group.

    `model` says which statements are one in other words; None: the fitted one.
    """
    found: dict[str, str] = {}
    for group in _groups(compared(statements), model or fitted()):
        ids = sorted(quote.quote_id for unit in group for quote in unit.quotes)
        found.update(dict.fromkeys(ids, ids[0]))
    return found


class Compared(NamedTuple):
    """What is to be joined."""

    units: list[Unit]
    told: list[tuple[str, str]]
    """Pairs of documents that tell of one event."""
    alike: dict[tuple[int, int], float]
    """How alike units are by their words, the smaller position first; no pair that is not."""


def compared(statements: Iterable[Statement]) -> Compared:
    """The statements as units, and how alike these are."""
    same = collapsed(sorted(map(_read, statements), key=lambda unit: unit.quotes[0].quote_id))
    firsts = list(map(merged, same.values()))
    del same
    first = shared(firsts, candidates(firsts))
    units, parts = glued(firsts, first)
    found = shared(units, [_moved(first.pairs, parts)])
    near = events(units, found)
    pairs, values = likenesses(units, shared(units, [found.pairs, fellows(units, near)]))
    alike = {(one, other): value for (one, other), value in zip(pairs.tolist(), values.tolist(), strict=True)}
    return Compared(units, with_the_same_names(units, near), alike)


def _read(quote: Statement) -> Unit:
    """A quote as a unit; of its text only the ends are kept, by which it goes on from another piece or not."""
    return Unit((quote._replace(text=intern(ends(quote.text))),), wording(quote.text))


def _moved(pairs: Ints, parts: Sequence[tuple[int, ...]]) -> Ints:
    """Pairs of first units as pairs of the units that these have become parts of."""
    counts = np.array([len(each) for each in parts], np.int64)
    firsts = np.array([part for each in parts for part in each], np.int64)
    order = np.argsort(firsts, kind="stable")
    units, starts = np.repeat(np.arange(len(parts)), counts)[order], np.searchsorted(firsts[order], pairs)
    ends = np.searchsorted(firsts[order], pairs, side="right")
    most = (ends - starts).max(axis=0, initial=0)
    moved = [np.empty((0, 2), np.int64)]
    for one in range(most[0]):
        for other in range(most[1]):
            rows = (starts[:, 0] + one < ends[:, 0]) & (starts[:, 1] + other < ends[:, 1])
            moved.append(np.sort(units[starts[rows] + [one, other]], axis=1))
    every = np.concatenate(moved)
    return np.unique(every[every[:, 0] != every[:, 1]], axis=0)


def _groups(found: Compared, model: Model) -> Iterator[list[Unit]]:
    """Units of one statement; a unit that is compared with none is a group if it is quoted more than once."""
    units = found.units
    nested = overlapping(quote for unit in units for quote in unit.quotes)

    def apart(members: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Which must not be joined: positions in `members`."""
        by_speaker: dict[str, list[int]] = defaultdict(list)
        for at, member in enumerate(members):
            for speaker in {quote.speaker for quote in units[member].quotes}:
                by_speaker[speaker].append(at)
        for left, right in combinations(sorted(filter(None, by_speaker)), 2):
            if not compatible(left, right):
                yield from product(by_speaker[left], by_speaker[right])
        holders = {quote.quote_id: at for at, member in enumerate(members) for quote in units[member].quotes}
        for quote_id, at in holders.items():
            yield from ((at, holders[other]) for other in nested.get(quote_id, ()) if other in holders)

    likely = renderings(units, found.told, found.alike, model)
    grouped: set[int] = set()
    first = clusters(found.alike, THRESHOLD, apart)
    linked = joined(first, likely, model.threshold, apart, lambda number: units[number].places)
    for members in completed(linked, units):
        grouped.update(members)
        yield [units[member] for member in members]
    for number, unit in enumerate(units):
        if number not in grouped and len({quote.quotation or quote.quote_id for quote in unit.quotes}) > 1:
            yield [unit]
