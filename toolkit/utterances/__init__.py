"""Which quotes are one statement: the same words of one speaker in several articles, or in several translations.

An inverted index over speakers and pairs of stems finds what is compared (candidates.py); names are compared without
titles and whatever their transliteration (names.py), texts by the cosine of their words and character n-grams and by the
stems that they share, which count by how much they say (words.py, likeness.py); what is alike is joined by average
linkage (clusters.py). Pieces of one quotation become one unit where another article quotes them in one piece
(pieces.py). The likeness of two quotes depends on the two and their articles alone, so adding an article changes no other
pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from toolkit.utterances.candidates import candidates
from toolkit.utterances.clusters import clusters
from toolkit.utterances.likeness import likenesses, overlapping, shared
from toolkit.utterances.names import compatible
from toolkit.utterances.pieces import glued
from toolkit.utterances.statement import Statement, Unit
from toolkit.utterances.words import wording

__all__ = ["Statement", "compatible", "utterances"]

THRESHOLD = 0.2
"""Average likeness at which two clusters are joined."""
COLLAPSED = 3.0
"""Evidence from which on the same words of one name are one unit before anything is compared."""


def utterances(statements: Iterable[Statement]) -> dict[str, str]:
    """Quote id to utterance id, for the quotes that share theirs: the smallest quote id of the group."""
    quotes = sorted(statements, key=lambda quote: quote.quote_id)
    pieces = [Unit((quote,), wording(quote.text)) for quote in quotes]
    found: dict[str, str] = {}
    for group in _groups(list(_collapsed(glued(pieces)))):
        ids = sorted(quote.quote_id for unit in group for quote in unit.quotes)
        found.update(dict.fromkeys(ids, ids[0]))
    return found


def _collapsed(units: Iterable[Unit]) -> Iterator[Unit]:
    """The same words of one name as one unit: a phrase that everybody quotes costs no more than one."""
    alike: dict[tuple[object, ...], list[Unit]] = defaultdict(list)
    for number, unit in enumerate(units):
        whole = unit.words.evidence >= COLLAPSED and bool(unit.speaker)
        alike[(unit.speaker, unit.verbatim, unit.words.content) if whole else (number,)].append(unit)
    for same in alike.values():
        yield Unit(tuple(quote for unit in same for quote in unit.quotes), same[0].words)


def _groups(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Units of one statement; a unit that is compared with none is a group if it is quoted more than once."""
    found = shared(units, candidates(units))
    alike = {
        (one, other): value
        for (one, other), value in zip(found.pairs.tolist(), likenesses(units, found).tolist(), strict=True)
        if value
    }
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
