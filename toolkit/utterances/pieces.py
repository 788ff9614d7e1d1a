"""Pieces of one quotation that are one statement: "We go," he said, "at noon" elsewhere is "We go at noon"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from toolkit.utterances.candidates import candidates
from toolkit.utterances.likeness import shared
from toolkit.utterances.names import compatible
from toolkit.utterances.statement import Unit
from toolkit.utterances.words import joined

HELD = 0.6
"""How much of each piece the longer quote must hold, and how much of it all the pieces together."""
FRAGMENT = 1.5
"""A piece with less evidence says nothing alone and belongs to its neighbour."""
SENTENCE = 4.5
"""Two sentences of so much evidence each are two statements, though somebody quotes them in one breath."""


def glued(pieces: Sequence[Unit]) -> Iterator[Unit]:
    """The units: pieces that belong together as one, in order of their first quote's id, the others as they are."""
    quotations: dict[str, list[int]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        (quote,) = piece.quotes
        quotations[quote.quotation or f" {quote.quote_id}"].append(number)
    held = _held(pieces)
    made = []
    for numbers in quotations.values():
        numbers.sort(key=lambda number: pieces[number].quotes[0].span)
        made += list(_together([pieces[number] for number in numbers], [held.get(number, {}) for number in numbers]))
    yield from sorted(made, key=lambda unit: unit.quotes[0].quote_id)


def _held(pieces: Sequence[Unit]) -> dict[int, dict[int, float]]:
    """Piece to the quotes of other documents that hold most of it, and how much of those it covers."""
    found = shared(pieces, candidates(pieces))
    held: dict[int, dict[int, float]] = defaultdict(dict)
    both = np.concatenate([found.pairs, found.pairs[:, ::-1]])
    covered = np.concatenate([found.covered, found.covered[:, ::-1]])
    for (piece, host), (of_piece, of_host) in zip(both.tolist(), covered.tolist(), strict=True):
        one, other = pieces[piece], pieces[host]
        if of_piece >= HELD and not one.documents & other.documents:
            if one.speaker and other.speaker and compatible(one.speaker, other.speaker):
                held[piece][host] = of_host
    return held


def _together(pieces: Sequence[Unit], held: Sequence[dict[int, float]]) -> Iterator[Unit]:
    """Neighbours among the pieces of a quotation are one if a quote elsewhere holds both, and they are most of it."""
    group: list[int] = []
    for number in range(len(pieces)):
        if group and not _belong(pieces, held, group, number):
            yield _unit([pieces[each] for each in group])
            group = []
        group.append(number)
    yield _unit([pieces[each] for each in group])


def _belong(pieces: Sequence[Unit], held: Sequence[dict[int, float]], group: Sequence[int], number: int) -> bool:
    before, piece = pieces[number - 1], pieces[number]
    if _goes_on(before, piece) or min(_evidence(pieces, group), piece.words.evidence) < FRAGMENT:
        return True
    if min(_evidence(pieces, group), piece.words.evidence) >= SENTENCE:
        return False
    hosts = set(held[number]).intersection(*(held[each] for each in group if pieces[each].words.evidence >= FRAGMENT))
    return any(sum(held[each].get(host, 0.0) for each in [*group, number]) >= HELD for host in hosts)


def _goes_on(before: Unit, piece: Unit) -> bool:
    """Whether a piece goes on with the sentence of the one before it."""
    return piece.quotes[0].text[:1].islower() and before.quotes[0].text[-1:] not in tuple(".?!")


def _evidence(pieces: Sequence[Unit], group: Sequence[int]) -> float:
    return sum(pieces[each].words.evidence for each in group)


def _unit(pieces: Sequence[Unit]) -> Unit:
    quotes = tuple(quote for piece in pieces for quote in piece.quotes)
    return pieces[0] if len(pieces) == 1 else Unit(quotes, joined([piece.words for piece in pieces]))
