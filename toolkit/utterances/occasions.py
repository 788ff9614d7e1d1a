"""Which documents tell of one event, and which statements are each other's only match there.

Two documents tell of one event if they surely share a statement, or if two speakers say much the same in both. What
one speaker says on one occasion is little, so that there a rendering is told by being far more alike than the next.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, product

import numpy as np
from numpy.typing import NDArray

from toolkit.utterances.candidates import Ints
from toolkit.utterances.names import compatible
from toolkit.utterances.shared import Floats, Shared, products, sparse
from toolkit.utterances.statement import Unit

SAME = 4.0
"""Shared evidence of two statements that are so surely one that their documents tell of one event."""
SURE = 0.55
"""Cosine of the stems of such two."""
MUCH_THE_SAME = 2.0
"""Shared evidence of two statements of which several speakers need one for their documents to tell of one event."""
MUCH_ALIKE = 0.3
"""Cosine of the stems of such two."""
EVENT_DAYS = 7
"""Days between two documents after which several such speakers prove nothing."""
MATCH = 0.25
"""Likeness of two that are each other's only match."""
AHEAD = 0.15
"""How much more alike they are than either is to another statement of the other's document."""
MOST_DOCUMENTS = 8
"""Documents of a unit that are looked at; what stands in more of them needs no rival to be told."""

MOST_PARTNERS = 16
"""Documents of its event that each document is looked at with."""
MOST_COMPARED = 400
"""Pairs of what one speaker says in two documents; a speaker who says more in them is not looked at again."""

Flags = NDArray[np.bool_]


def met_before(units: Sequence[Unit], found: Shared) -> Flags:
    """Of each pair, whether a document of the one and one of the other are the same or tell of one event."""
    occasions: dict[str, dict[str, float]] = defaultdict(dict)
    for unit in units:
        if len(unit.documents) > 1 and unit.words.evidence >= SAME:
            for document in unit.documents:
                occasions[document][unit.quotes[0].quote_id] = 1.0
    sure = found.only((found.stems >= SURE) & (found.evidence >= SAME))
    for one, other in _of_one_speaker(units, sure.pairs):
        for document in units[one].documents | units[other].documents:
            occasions[document][f"{units[one].quotes[0].quote_id} {units[other].quotes[0].quote_id}"] = 1.0
    for (left, right), names in _speakers_in_common(units, found).items():
        if len(names) > 1:
            occasions[left][f"{left} {right}"] = occasions[right][f"{left} {right}"] = 1.0
    met = sparse(
        {occasion: 1.0 for document in unit.documents for occasion in (document, *occasions.get(document, ()))}
        for unit in units
    )
    return np.asarray(products(met, found.pairs) > 0, np.bool_)


def fellows(units: Sequence[Unit], events: Sequence[tuple[str, str]]) -> Ints:
    """Pairs of one speaker's units in documents of one event, the smaller first, however little they share."""
    by_document: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, unit in enumerate(units):
        if unit.speaker:
            for document, _ in days(unit):
                by_document[document][unit.speaker].append(number)
    pairs: set[tuple[int, int]] = set()
    for left, right in events:
        for (one, ours), (other, theirs) in product(by_document[left].items(), by_document[right].items()):
            if len(ours) * len(theirs) <= MOST_COMPARED and compatible(one, other):
                pairs.update((min(pair), max(pair)) for pair in product(ours, theirs) if pair[0] != pair[1])
    return np.array(sorted(pairs), np.int64).reshape(-1, 2)


def events(units: Sequence[Unit], found: Shared) -> list[tuple[str, str]]:
    """Pairs of documents that tell of one event, those with most speakers in common first, a few for each document."""
    names = {pair: len(own) for pair, own in _speakers_in_common(units, found).items() if len(own) > 1}
    return a_few_for_each(names, [])


def a_few_for_each(ranked: Mapping[tuple[str, str], float], known: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Known pairs of documents, and behind them others from the highest rank down, a few for each document."""
    partners = Counter(chain.from_iterable(known))
    pairs = list(known)
    for pair in sorted(ranked, key=lambda each: (-ranked[each], each)):
        if all(partners[document] < MOST_PARTNERS for document in pair):
            partners.update(pair)
            pairs.append(pair)
    return pairs


def _of_one_speaker(units: Sequence[Unit], pairs: Ints) -> list[tuple[int, int]]:
    return [
        (one, other)
        for one, other in pairs.tolist()
        if units[one].speaker and units[other].speaker and compatible(units[one].speaker, units[other].speaker)
    ]


def _speakers_in_common(units: Sequence[Unit], found: Shared) -> dict[tuple[str, str], set[str]]:
    """Documents of about one time, and the speakers who say much the same in both."""
    speakers: dict[tuple[str, str], set[str]] = defaultdict(set)
    alike = found.only((found.stems >= MUCH_ALIKE) & (found.evidence >= MUCH_THE_SAME))
    quoted_often = [
        (number, number)
        for number, unit in enumerate(units)
        if unit.speaker and unit.words.evidence >= MUCH_THE_SAME and len(unit.documents) > 1
    ]
    for one, other in chain(_of_one_speaker(units, alike.pairs), quoted_often):
        for left, right in product(days(units[one]), days(units[other])):
            near = left[1] is None or right[1] is None or abs(left[1] - right[1]) <= EVENT_DAYS
            if near and left[0] != right[0]:
                by_first = left[0] < right[0]
                documents = (left[0], right[0]) if by_first else (right[0], left[0])
                speakers[documents].add(units[one if by_first else other].speaker)
    return speakers


def days(unit: Unit) -> list[tuple[str, int | None]]:
    """The first documents of a unit, each with its day."""
    found = {each.doc_id: each.said_at.toordinal() if each.said_at else None for each in unit.quotes if each.doc_id}
    return sorted(found.items())[:MOST_DOCUMENTS]


def unrivalled(units: Sequence[Unit], pairs: Ints, alike: Floats) -> Flags:
    """Of each pair, whether each is much more alike to the other than to anything else in the other's documents."""
    best: dict[tuple[int, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    rows = list(zip(pairs.tolist(), alike.tolist(), strict=True))
    for (one, other), value in rows:
        for of, to in ((one, other), (other, one)):
            for document, _ in days(units[to]):
                first, second = best[of, document]
                best[of, document] = [max(first, value), max(second, min(first, value))]
    return np.array(
        [
            value >= MATCH
            and units[one].speaker != ""
            and units[other].speaker != ""
            and all(
                value == first and value >= second + AHEAD
                for of, to in ((one, other), (other, one))
                for document, _ in days(units[to])
                for first, second in (best[of, document],)
            )
            for (one, other), value in rows
        ],
        np.bool_,
    )
