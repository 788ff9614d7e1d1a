"""Utterance groups: are renderings of one statement joined, and only they?

Counted in pairs of quotes. Each of a pair's two documents counts it once, so that documents can be drawn anew; sums
are twice the number of pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from toolkit.scoring.answers import Counts
from toolkit.scoring.matching import FOUND, Matched


class Rendering(NamedTuple):
    """One quote of the gold and the groups that it is in; of its own where a group is None."""

    document: int
    label: str | None
    found: bool
    utterance: str | None


def renderings(documents: Sequence[Matched]) -> list[Rendering]:
    """All quotes of the gold with their groups."""
    return [rendering for number, matched in enumerate(documents) for rendering in _of_document(number, matched)]


def _of_document(number: int, matched: Matched) -> Iterator[Rendering]:
    for a, quote in enumerate(matched.gold):
        b, iou = matched.partner.get(a, (0, 0.0))
        found = iou >= FOUND
        yield Rendering(number, quote.utterance, found, matched.predicted[b].utterance if found else None)


def count_groups(documents: Sequence[Matched]) -> list[Counts]:
    """For each document the pairs of its quotes: of the gold, of the prediction, of both; in three selections.

    `labelled`: quotes of the gold that carry a label and were found. `every`: those without a label too, each alone in
    its group. `missed`: all quotes that carry a label; one that was not found is in no pair of the prediction.
    """
    counts: list[Counts] = [Counter() for _ in documents]
    every = renderings(documents)
    if not any(each.label for each in every):
        return counts
    selections = {
        "labelled": [each for each in every if each.label and each.found],
        "every": [each for each in every if each.found],
        "missed": [each for each in every if each.label],
    }
    for name, chosen in selections.items():
        gold, predicted = _pairs(chosen, "label"), _pairs(chosen, "utterance")
        for kind, pairs in (("gold", gold), ("predicted", predicted), ("found", gold & predicted)):
            for pair in pairs:
                for each in pair:
                    counts[chosen[each].document][f"group/{name}/{kind}"] += 1
    return counts


def _pairs(chosen: Sequence[Rendering], by: str) -> set[tuple[int, int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index, each in enumerate(chosen):
        if (group := getattr(each, by)) is not None:
            groups[group].append(index)
    return {pair for members in groups.values() for pair in combinations(members, 2)}
