"""How far the distributions of a release have moved from those of an earlier one.

Two statistics of each distribution: the population stability index, sum of (new - old) ln(new / old), with the
thresholds of credit scoring (Siddiqi 2006: below 0.1 stable, to 0.25 moderate, above it large), and the Jensen-Shannon
distance to base 2 (Endres and Schindelin 2003), symmetric, from 0 to 1.

Between samples of one population PSI is about (1/n + 1/m) chi-squared with bins - 1 degrees of freedom (Yurdakul 2018),
so that small samples seem to move. What does not pass the 95th percentile of that is not called moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, log2, sqrt

import polars as pl

from toolkit.config import Drift as Limits
from toolkit.findings import NONE, OTHER, Moved, Mover, Violation
from toolkit.release import Release

CATEGORIES = 20
"""Values that have a bin of their own; the others share one."""
QUANTILES = 10
"""Bins of a length: deciles of the old release."""
SMOOTHING = 0.5
"""Rows added to each bin (Jeffreys' prior), so that an empty one has a logarithm."""
MOVERS = 5
"""Bins that a finding shows."""
LENGTHS = (
    ("documents", "word_count"), ("documents", "sentence_count"), ("sentences", "token_count"), ("quotes", "length"),
)  # fmt: skip
VALUES = (
    ("documents", "publisher"), ("documents", "language"), ("quotes", "quote_type"), ("quotes", "speaker_status"),
    ("quotes", "speaker_name"), ("entities", "label"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bins:
    """Rows by bin in the old and in the new release, in one order."""

    names: Sequence[str]
    old: Sequence[int]
    new: Sequence[int]


def psi(old: Sequence[int], new: Sequence[int]) -> float:
    """Population stability index of two histograms over the same bins, smoothed; 0 where they agree in shares."""
    return sum((q - p) * log(q / p) for p, q in zip(_smooth(old), _smooth(new), strict=True))


def jensen_shannon(old: Sequence[int], new: Sequence[int]) -> float:
    """Jensen-Shannon distance (base 2, 0 to 1) of two histograms over the same bins, none of them smoothed."""
    pairs = list(zip(_shares(old), _shares(new), strict=True))
    return sqrt(max(0.0, sum(_entropy((p + q) / 2) - (_entropy(p) + _entropy(q)) / 2 for p, q in pairs)))


def noise(old: Sequence[int], new: Sequence[int]) -> float:
    """95th percentile of PSI between two samples of one population, of these sizes (chi-squared: Wilson-Hilferty)."""
    free, n, m = len(old) - 1, sum(old), sum(new)
    if free < 1:
        return 0.0
    if not n or not m:
        return float("inf")
    return free * (1 - 2 / (9 * free) + 1.645 * sqrt(2 / (9 * free))) ** 3 * (1 / n + 1 / m)


def compare(old: Release, new: Release, limits: Limits) -> list[Moved]:
    """Every distribution of the two releases, moved or not, one column of one table in memory at a time."""
    found = []
    for table, column in LENGTHS:
        bins = quantile_bins(_lengths(old, table, column), _lengths(new, table, column))
        found.append(judge(table, column, bins, limits))
    for table, column in VALUES:
        bins = category_bins(old.frame(table, column)[column], new.frame(table, column)[column])
        found.append(judge(table, column, bins, limits))
        if column == "speaker_status":
            found.append(judge(table, "unresolved", _unresolved(bins), limits))
    return found


def _lengths(release: Release, table: str, column: str) -> pl.Series:
    """The numbers of a column; `length` is that of the row's span, in code points."""
    if column != "length":
        return release.frame(table, column)[column]
    spans = release.frame(table, "start_char", "end_char")
    return spans["end_char"] - spans["start_char"]


def check_drift(moved: Sequence[Moved], limits: Limits) -> Iterator[Violation]:
    """What moved; what dataset.toml limits and moved beyond it; and what is too small to tell."""
    for each in moved:
        where, expected = (
            (each.table, None, each.column),
            f"PSI below {limits.moderate:g}, no share changed by more than {100 * limits.share:g} points",
        )
        if each.column == "unresolved":
            expected = f"a change of at most {100 * limits.unresolved:g} points"
        limit = next((most for name, most in limits.at_most.items() if name == f"{each.table}.{each.column}"), None)
        if limit is not None and each.psi > max(limit, each.noise):
            yield Violation("drift-limit", *where, _said(each), f"PSI at most {limit:g}", words=each.values)
        elif each.verdict in ("moderate", "large"):
            yield Violation("drift", *where, _said(each), expected, words=each.values)
        elif each.verdict == "too small":
            found = f"{each.old_rows:,} and {each.new_rows:,} rows, where chance alone gives PSI {each.noise:.2f}"
            yield Violation("drift-unsure", *where, found, "enough rows to tell")


def quantile_bins(old: pl.Series, new: pl.Series) -> Bins:
    """Numbers in the deciles of the old release, fewer where they fall together; half-open on the left."""
    cuts = [old.quantile(number / QUANTILES, "lower") for number in range(1, QUANTILES)]
    edges = sorted({float(cut) for cut in cuts if cut is not None})
    names = [f"to {edge:g}" for edge in edges] + [f"above {edges[-1]:g}" if edges else "all"]
    counts = []
    for numbers in (old, new):
        below = [int((numbers <= edge).sum()) for edge in edges] + [len(numbers) - numbers.null_count()]
        counts.append([high - low for low, high in zip([0, *below], below, strict=False)])
    return Bins(names, *counts)


def category_bins(old: pl.Series, new: pl.Series) -> Bins:
    """The values with the largest shares in both releases together, the others in one bin; null is a value."""
    before, after = _counts(old), _counts(new)
    weight = {
        name: before.get(name, 0) / max(1, len(old)) + after.get(name, 0) / max(1, len(new))
        for name in {*before, *after}
    }
    names = sorted(weight, key=lambda name: (-weight[name], name))[:CATEGORIES]
    counts = [[by.get(name, 0) for name in names] for by in (before, after)]
    if len(weight) <= CATEGORIES:
        return Bins(names, *counts)
    return Bins([*names, OTHER], [*counts[0], len(old) - sum(counts[0])], [*counts[1], len(new) - sum(counts[1])])


def _counts(values: pl.Series) -> Mapping[str, int]:
    counted = values.fill_null(NONE).alias("value").value_counts(name="rows")
    return dict(counted.iter_rows())


def _unresolved(status: Bins) -> Bins:
    split = [
        [sum(n for name, n in zip(status.names, counts, strict=True) if (name == "unresolved") == is_it)
         for is_it in (True, False)]
        for counts in (status.old, status.new)
    ]  # fmt: skip
    return Bins(["unresolved", "resolved or absent"], *split)


def judge(table: str, column: str, bins: Bins, limits: Limits) -> Moved:
    """Both statistics of a distribution, and whether they are more than chance and the limits."""
    index, chance = psi(bins.old, bins.new), noise(bins.old, bins.new)
    shares = zip(bins.names, _shares(bins.old), _shares(bins.new), strict=True)
    movers = sorted((Mover(*each) for each in shares), key=lambda one: (-abs(one.new - one.old), one.bin))
    farthest, verdict = max((abs(one.new - one.old) for one in movers), default=0.0), "stable"
    if index <= chance:
        verdict = "too small" if chance >= limits.moderate else "stable"
    elif column == "unresolved":
        verdict = "moderate" if farthest > limits.unresolved else "stable"
    elif index >= limits.moderate or farthest > limits.share:  # PSI alone overlooks half of one label
        verdict = "large" if index > limits.large else "moderate"
    distance = jensen_shannon(bins.old, bins.new)
    return Moved(
        table, column, sum(bins.old), sum(bins.new), index, distance, min(chance, 1e9), verdict, tuple(movers[:MOVERS])
    )


def _said(each: Moved) -> str:
    movers = ", ".join(f"{one.bin} {100 * one.old:.1f} % -> {100 * one.new:.1f} %" for one in each.movers)
    return f"PSI {each.psi:.3f} ({each.verdict}), Jensen-Shannon {each.jensen_shannon:.3f}: {movers}"


def _smooth(counts: Sequence[int]) -> list[float]:
    return _shares([count + SMOOTHING for count in counts])


def _shares(counts: Sequence[float]) -> list[float]:
    total = sum(counts)
    return [count / total if total else 0.0 for count in counts]


def _entropy(share: float) -> float:
    return -share * log2(share) if share else 0.0
