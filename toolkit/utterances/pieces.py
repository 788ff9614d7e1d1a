"""Pieces of one quotation that are one statement: "We go," he said, "at noon" elsewhere is "We go at noon"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from toolkit.utterances.names import compatible
from toolkit.utterances.shared import Shared
from toolkit.utterances.statement import Statement, Unit
from toolkit.utterances.words import joined

HELD = 0.5
"""How much of each piece the longer quote must hold, and how much of it all the pieces together."""
COLLAPSED = 3.0
"""Evidence from which on the same words of one name are one unit before anything is compared."""
FRAGMENT = 1.5
"""A piece with less evidence says nothing alone and belongs to its neighbour."""
SENTENCE = 4.5
"""Two sentences of so much evidence each are two statements, though somebody quotes them in one breath."""
_JOINING = frozenset(("and", "but", "or", "so", "nor", "yet", "because"))
_SUBJECTS = frozenset(
    """i we you he she it they the a an this that these those there my our your his her its their nobody anybody
    everybody somebody no some any all every each if when as at in on""".split()
)
"""Words after "and" that begin a clause with a subject of its own."""


class Glued(NamedTuple):
    """The units, and of which of the first units each one is made, as positions."""

    units: list[Unit]
    parts: list[tuple[int, ...]]


def collapsed(units: Iterable[Unit]) -> dict[tuple[object, ...], list[Unit]]:
    """Units of the same words and the same name, together: a phrase that everybody quotes costs no more than one."""
    alike: dict[tuple[object, ...], list[Unit]] = defaultdict(list)
    for number, unit in enumerate(units):
        whole = unit.words.evidence >= COLLAPSED and bool(unit.speaker)
        alike[(unit.speaker, unit.verbatim, unit.words.content) if whole else (number,)].append(unit)
    return alike


def merged(same: Sequence[Unit]) -> Unit:
    """Units of the same words as one."""
    return Unit(tuple(quote for unit in same for quote in unit.quotes), same[0].words) if len(same) > 1 else same[0]


def glued(firsts: Sequence[Unit], found: Shared) -> Glued:
    """Units in which pieces that belong together are one, in order of their quotes' ids.

    `firsts` are quotes, each alone or with those of the same words, and `found` what they share.
    """
    quotations: dict[str, list[tuple[Statement, int]]] = defaultdict(list)
    for number, first in enumerate(firsts):
        for quote in first.quotes:
            quotations[quote.quotation or f" {quote.quote_id}"].append((quote, number))
    several = {number for own in quotations.values() if len(own) > 1 for _, number in own}
    held = _held(firsts, found, several)
    made: list[tuple[Unit, tuple[int, ...]]] = []
    for own in quotations.values():
        own.sort(key=lambda piece: (piece[0].span, piece[0].quote_id))
        pieces = [Unit((quote,), firsts[number].words) for quote, number in own]
        made += [
            (_unit([pieces[each] for each in group]), tuple(own[each][1] for each in group))
            for group in _together(pieces, [held.get(number, {}) for _, number in own], firsts)
        ]
    parts_of = {unit.quotes[0].quote_id: parts for unit, parts in made}
    made.sort(key=lambda each: each[0].quotes[0].quote_id)
    same = list(collapsed(unit for unit, _ in made).values())
    parts = [tuple(sorted({part for unit in units for part in parts_of[unit.quotes[0].quote_id]})) for units in same]
    return Glued([merged(units) for units in same], parts)


def _held(firsts: Sequence[Unit], found: Shared, several: Container[int]) -> dict[int, dict[int, float]]:
    """Piece to the quotes of other documents that hold most of it, and how much of those it covers."""
    held: dict[int, dict[int, float]] = defaultdict(dict)
    both = np.concatenate([found.pairs, found.pairs[:, ::-1]])
    covered = np.concatenate([found.covered, found.covered[:, ::-1]])
    most = covered[:, 0] >= HELD
    for (piece, host), (_, of_host) in zip(both[most].tolist(), covered[most].tolist(), strict=True):
        if piece in several:
            one, other = firsts[piece], firsts[host]
            elsewhere = not other.documents or other.documents != one.documents
            unknown = not one.speaker or not other.speaker
            if elsewhere and (unknown or compatible(one.speaker, other.speaker)):
                held[piece][host] = of_host
    return held


def _together(pieces: Sequence[Unit], held: Sequence[dict[int, float]], firsts: Sequence[Unit]) -> Iterator[list[int]]:
    """Neighbours among the pieces of a quotation are one if a quote elsewhere holds both, and they are most of it."""
    group: list[int] = []
    for number in range(len(pieces)):
        if group and not _belong(pieces, held, firsts, group, number):
            yield group
            group = []
        group.append(number)
    yield group


def _belong(
    pieces: Sequence[Unit], held: Sequence[dict[int, float]], firsts: Sequence[Unit], group: Sequence[int], number: int
) -> bool:
    before, piece = pieces[number - 1], pieces[number]
    if before.speaker and piece.speaker and not compatible(before.speaker, piece.speaker):
        return False
    if _goes_on(before, piece):
        return True
    evidence = _evidence(pieces, group), piece.words.evidence
    if min(evidence) >= SENTENCE:
        return False
    strong = [each for each in (*group, number) if pieces[each].words.evidence >= FRAGMENT]
    if min(evidence) < FRAGMENT:
        weak = [pieces[each] for each in (*group, number) if each not in strong]
        return not _is_sentence(before, piece) or any(
            all(_tells(firsts[host], each) for each in weak) for host in _common(held, strong)
        )
    return any(sum(held[each].get(host, 0.0) for each in [*group, number]) >= HELD for host in _common(held, strong))


def _common(held: Sequence[dict[int, float]], numbers: Sequence[int]) -> set[int]:
    """The quotes elsewhere that hold all of some pieces."""
    return set.intersection(*(set(held[each]) for each in numbers)) if numbers else set()


def _is_sentence(before: Unit, piece: Unit) -> bool:
    """Whether a piece begins a sentence and the one before it has ended one."""
    return before.quotes[0].text[-1:] in tuple(".?!,") and not piece.quotes[0].text[:1].islower()


def _tells(host: Unit, piece: Unit) -> bool:
    """Whether a quote has most words of a piece that is all of words that everybody says."""
    own, words = piece.words.every.split(), set(host.words.every.split())
    return sum(word in words for word in own) >= HELD * len(own)


def ends(text: str) -> str:
    """What is kept of a quote's text: its last character, and its first, or the word that joins a clause to another."""
    word, _, rest = text.partition(" ")
    clause = word in _JOINING and rest.partition(" ")[0].lower() in _SUBJECTS
    return f"{word if clause else text[:1]} {text[-1:]}"


def _goes_on(before: Unit, piece: Unit) -> bool:
    """Whether a piece goes on with the clause of the one before it; one that "and" begins is a clause of its own."""
    words = piece.quotes[0].text
    joined = words.partition(" ")[0] in _JOINING
    return words[:1].islower() and not joined and before.quotes[0].text[-1:] not in tuple(".?!")


def _evidence(pieces: Sequence[Unit], group: Sequence[int]) -> float:
    return sum(pieces[each].words.evidence for each in group)


def _unit(pieces: Sequence[Unit]) -> Unit:
    quotes = tuple(quote for piece in pieces for quote in piece.quotes)
    return pieces[0] if len(pieces) == 1 else Unit(quotes, joined([piece.words for piece in pieces]))
