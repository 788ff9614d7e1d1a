"""How far chance may move a figure: the percentile bootstrap over documents (Efron and Tibshirani 1993, chapter 13).

Documents are drawn with replacement, as many as there are, within each gold file. Every figure is a function of sums of
counts over documents, so a thousand draws are one product of a matrix of weights with a matrix of counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from toolkit.scoring.answers import Counts

DRAWS: Final = 1000
SEED: Final = 0
LEVEL: Final = 0.95


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of counts over documents: as they are, first, and in each draw."""

    columns: Mapping[str, int]
    """Key to its column."""
    table: NDArray[np.float64]
    """One row for the documents as they are, then one for each draw."""
    documents: int

    def of(self, key: str) -> NDArray[np.float64]:
        """The sums of one key; zeros for a key that was never counted."""
        column = self.columns.get(key)
        return np.zeros(len(self.table)) if column is None else self.table[:, column]

    def keys(self, prefix: str) -> list[str]:
        """The keys that begin with a prefix, in alphabetical order."""
        return [key for key in self.columns if key.startswith(prefix)]


def sums(counts: Sequence[Counts], seed: int = SEED) -> Sums:
    """The sums over a file's documents, with draws; without any of these where there is only one document."""
    keys = sorted({key for each in counts for key in each})
    table = np.array([[each[key] for key in keys] for each in counts], dtype=np.float64).reshape(len(counts), len(keys))
    weights = np.ones((1, len(counts)))
    if len(counts) > 1:
        draws = np.random.default_rng(seed).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), DRAWS)
        weights = np.concatenate([weights, draws])
    return Sums({key: number for number, key in enumerate(keys)}, weights @ table, len(counts))


def pooled(files: Sequence[Sums]) -> Sums:
    """The sums over several files, each drawn for itself; a file of one document is the same in every draw."""
    keys = sorted({key for each in files for key in each.columns})
    rows = max((len(each.table) for each in files), default=1)
    table = np.zeros((rows, len(keys)))
    for each in files:
        for number, key in enumerate(keys):
            table[:, number] += each.of(key)
    return Sums({key: number for number, key in enumerate(keys)}, table, sum(each.documents for each in files))


def interval(values: NDArray[np.float64]) -> tuple[float, float] | None:
    """Lower and upper end over the draws, those in which the figure is undefined left out; None without draws."""
    drawn = values[1:][~np.isnan(values[1:])]
    if not len(drawn):
        return None
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
