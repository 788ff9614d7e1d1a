"""Fit how sure a quote is: python tools/confidence.py GOLD... > toolkit/annotators/confidence.json

A logistic regression with a ridge on a few traits of a quote (toolkit/annotators/confidence.py names them). Right is a
quote that overlaps one of the gold by one half, with the right speaker, as `toolkit evaluate` counts. GOLD are files
in the gold's format, read by the annotators as they stand. Fit again when a rule changes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from toolkit.annotators import load_annotators
from toolkit.annotators.confidence import traits
from toolkit.scoring.annotated import annotated
from toolkit.scoring.answers import read_gold
from toolkit.scoring.matching import match

RIDGE = 2.0
STEPS = 50


def cases(paths: list[Path]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The traits of each quote found, and whether it is right."""
    annotators = load_annotators()
    for path in paths:
        gold = read_gold(path)
        for answer, predicted in zip(gold, annotated(gold, annotators), strict=True):
            matched = match(answer, predicted)
            right = matched.right()
            for b in matched.kept:
                quote = matched.predicted[b]
                words = len(quote.span.of(matched.text).split())
                yield traits(quote.rule or "", quote.type or "", quote.speaker_status or "", words), b in right


def fitted(rows: list[tuple[tuple[str, ...], bool]]) -> dict[str, float]:
    """A weight for each trait, by Newton's method; the ridge holds on all but the first, which every quote has."""
    names = list(dict.fromkeys(trait for found, _ in rows for trait in found))
    at = {name: i for i, name in enumerate(names)}
    x: NDArray[np.float64] = np.zeros((len(rows), len(names)))
    for i, (found, _) in enumerate(rows):
        x[i, [at[trait] for trait in found]] = 1.0
    y = np.array([right for _, right in rows], dtype=np.float64)
    ridge = np.diag([0.0] + [RIDGE] * (len(names) - 1))
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - share) - ridge @ weights
        bend = (x.T * (share * (1 - share))) @ x + ridge
        weights += np.linalg.solve(bend, slope)
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


if __name__ == "__main__":
    rows = list(cases([Path(name) for name in sys.argv[1:]]))
    weights = dict(sorted(fitted(rows).items()))
    sys.stdout.write(json.dumps({"quotes": len(rows), "right": sum(r for _, r in rows), "weights": weights}, indent=1))
    sys.stdout.write("\n")
