"""Confidence: is a quote that claims .9 right nine times of ten?

Right is a quote that was found (overlap of one half) with the right speaker. The expected calibration error is that of
Naeini, Cooper and Hauskrecht (2015): over bins of equal width, the difference between how often quotes are right and
how confident they are, weighted by how many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from toolkit.scoring.answers import Counts
from toolkit.scoring.matching import Matched

BINS: Final = 10
SCALE: Final = 1_000_000
"""Confidences are summed in millionths: sums of whole numbers do not depend on their order."""

Column = Callable[[str], NDArray[np.float64]]
"""From a key of the counts to its sum, in each of several draws."""


def count_confidence(matched: Matched) -> Counts:
    """Per bin the quotes that count, those that are right, and the sum of their confidences."""
    right = matched.right()
    counts: Counts = Counter()
    for b in matched.kept:
        confidence = matched.predicted[b].confidence
        if confidence is not None:
            number = min(int(confidence * BINS), BINS - 1)
            counts[f"confidence/{number}/quotes"] += 1
            counts[f"confidence/{number}/right"] += b in right
            counts[f"confidence/{number}/sum"] += round(confidence * SCALE)
    return counts


def calibration_error(column: Column) -> NDArray[np.float64]:
    """Expected calibration error, from 0 to 1; nan without a quote."""
    bins = range(BINS)
    quotes = np.sum([column(f"confidence/{number}/quotes") for number in bins], axis=0)
    gaps = [column(f"confidence/{number}/right") - column(f"confidence/{number}/sum") / SCALE for number in bins]
    with np.errstate(invalid="ignore"):
        return np.asarray(np.sum(np.abs(gaps), axis=0) / quotes, dtype=np.float64)
