"""Pieces beside the pieces of a statement that a quote elsewhere tells in one with them, in words or in sense.

Where a passage is cut is each outlet's choice: “I love him,” she said, “and I would have voted against him” is what
another tells as that she loved him and would have voted against him.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from toolkit.utterances.names import compatible
from toolkit.utterances.pieces import HELD
from toolkit.utterances.renderings import Text
from toolkit.utterances.statement import Unit
from toolkit.utterances.thesaurus import concepts

MOST_HOSTS = 50
"""Members of a group that are looked at for one piece."""


def completed(groups: Iterable[Sequence[int]], units: Sequence[Unit]) -> Iterator[list[int]]:
    """The groups, each with the neighbours of its pieces that one of its other members tells too."""
    made = [list(group) for group in groups]
    of = {member: group for group in made for member in group}
    texts: dict[int, Text] = {}
    for one, other in _neighbours(units):
        for piece, beside in ((one, other), (other, one)):
            group = of.get(beside, ())
            if (
                group
                and piece not in of
                and any(_tells_both(units, texts, host, piece, beside) for host in group[:MOST_HOSTS])
            ):
                group.append(piece)
                of[piece] = group
    yield from made


def _neighbours(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Units that stand side by side in one quotation, of one speaker."""
    quotations: dict[str, list[tuple[tuple[int, int], int]]] = defaultdict(list)
    for number, unit in enumerate(units):
        for quote in unit.quotes:
            if quote.quotation:
                quotations[quote.quotation].append((quote.span, number))
    for own in quotations.values():
        for (_, one), (_, other) in pairwise(sorted(own)):
            speakers = units[one].speaker, units[other].speaker
            if one != other and (not all(speakers) or compatible(*speakers)):
                yield one, other


def _tells_both(units: Sequence[Unit], texts: dict[int, Text], host: int, piece: int, beside: int) -> bool:
    """Whether a unit of another document tells most of a piece, and says most of what it and the one beside it say."""
    if host == beside or units[host].documents & units[beside].documents:
        return False
    told, own, next_to = (_text(units, texts, each) for each in (host, piece, beside))
    long = told.weight >= HELD * (own.weight + next_to.weight)
    return long and own.weight > 0 and own.tells(told) and own.matched(told) >= HELD * own.weight


def _text(units: Sequence[Unit], texts: dict[int, Text], number: int) -> Text:
    if number not in texts:
        found = concepts(units[number].words.every)
        texts[number] = Text.of(found, [one.weight for one in found])
    return texts[number]
