"""Which quotes are one statement: the same words of one speaker in several articles, or in several translations.

An inverted index over speakers and pairs of stems finds what is compared (candidates.py); names are compared without
titles and whatever their transliteration (names.py), texts by the cosine of their words and character n-grams and by
the stems that they share, which count by how much they say (words.py, likeness.py); what is alike is joined by average
linkage (clusters.py). Pieces of one quotation become one unit where another article quotes them in one piece
(pieces.py). The likeness of two quotes depends on the two and on what their articles share, so adding an article
changes no pair of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from toolkit.utterances.candidates import Ints, candidates
from toolkit.utterances.clusters import clusters
from toolkit.utterances.likeness import likenesses, overlapping, shared
from toolkit.utterances.names import compatible
from toolkit.utterances.pieces import collapsed, glued, merged
from toolkit.utterances.statement import Statement, Unit
from toolkit.utterances.words import said, wording

__all__ = ["Statement", "compatible", "said", "utterances"]

THRESHOLD = 0.22
"""Average likeness at which two clusters are joined."""


def utterances(statements: Iterable[Statement]) -> dict[str, str]:
    """Quote id to utterance id, for the quotes that share theirs: the smallest quote id of the group."""
    quotes = sorted(statements, key=lambda quote: quote.quote_id)
    same = collapsed(Unit((quote,), wording(quote.text)) for quote in quotes)
    firsts = [merged(units) for units in same.values()]
    alike = shared(firsts, candidates(firsts))
    units, parts = glued(firsts, alike)
    found: dict[str, str] = {}
    for group in _groups(units, _moved(alike.pairs, parts)):
        ids = sorted(quote.quote_id for unit in group for quote in unit.quotes)
        found.update(dict.fromkeys(ids, ids[0]))
    return found


def _moved(pairs: Ints, parts: Sequence[tuple[int, ...]]) -> Ints:
    """Pairs of first units as pairs of the units that these have become parts of."""
    units = np.repeat(np.arange(len(parts)), [len(each) for each in parts])
    firsts = np.array([part for each in parts for part in each], np.int64)
    order = np.argsort(firsts, kind="stable")
    units, starts = units[order], np.searchsorted(firsts[order], np.arange(int(firsts.max(initial=-1)) + 2))
    moved = [
        (min(one, other), max(one, other))
        for first, second in pairs.tolist()
        for one in units[starts[first] : starts[first + 1]].tolist()
        for other in units[starts[second] : starts[second + 1]].tolist()
        if one != other
    ]
    return np.unique(np.array(moved, np.int64).reshape(-1, 2), axis=0)


def _groups(units: Sequence[Unit], pairs: Ints) -> Iterator[list[Unit]]:
    """Units of one statement; a unit that is compared with none is a group if it is quoted more than once."""
    pairs, values = likenesses(units, shared(units, [pairs]))
    alike = {(one, other): value for (one, other), value in zip(pairs.tolist(), values.tolist(), strict=True)}
    nested = overlapping(quote for unit in units for quote in unit.quotes)

    def apart(one: int, other: int) -> bool:
        left, right = units[one], units[other]
        if left.speaker and right.speaker and not compatible(left.speaker, right.speaker):
            return True
        return bool(left.documents & right.documents) and any(
            frozenset([a.quote_id, b.quote_id]) in nested for a in left.quotes for b in right.quotes
        )

    grouped: set[int] = set()
    for members in clusters(alike, THRESHOLD, apart):
        grouped.update(members)
        yield [units[member] for member in members]
    for number, unit in enumerate(units):
        if number not in grouped and len({quote.quotation or quote.quote_id for quote in unit.quotes}) > 1:
            yield [unit]
