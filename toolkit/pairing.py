"""Two sequences of lengths paired in order, as far as they are alike (Needleman and Wunsch, 1970)."""

from __future__ import annotations

from collections.abc import Sequence

ALIKE = 0.7
"""Share of the longer length that the shorter must have, for an old sentence and a new one to be the same one."""


def pairs(olds: Sequence[int], news: Sequence[int]) -> tuple[float, list[tuple[int, int]]]:
    """Pairs of old and new lengths, ascending in both, whose likenesses add up to the most, and that sum."""

    def likeness(i: int, j: int) -> float:
        share = min(olds[i], news[j]) / max(olds[i], news[j])
        return share if share >= ALIKE else 0.0

    rows, columns = len(olds) + 1, len(news) + 1
    best = [[0.0] * columns for _ in range(rows)]
    for i in range(1, rows):
        for j in range(1, columns):
            paired = likeness(i - 1, j - 1)
            best[i][j] = max(best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + paired if paired else 0.0)
    found: list[tuple[int, int]] = []
    i, j = rows - 1, columns - 1
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return best[-1][-1], found[::-1]
