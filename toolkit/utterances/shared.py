"""What two statements share: the stems of both, weighted by what they say."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from toolkit.utterances.candidates import Ints
from toolkit.utterances.statement import Unit
from toolkit.utterances.words import Wording

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LEAST = 0.1
"""Share of the longer one's evidence that the shorter must hold for the two to be compared."""
LEAST_OF_SHORTER = 0.25
"""Share of the shorter one's evidence that the longer must hold."""
PAIRS_AT_ONCE = 100_000

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shared:
    """What the two of each candidate pair share: parallel arrays over the rows of `pairs`."""

    pairs: Ints
    evidence: Floats
    covered: Floats
    """Share of the first one's evidence that the other holds, and of the other's that the first holds, as columns."""

    @property
    def stems(self) -> Floats:
        """Cosine of the stems."""
        return np.asarray(np.sqrt(self.covered.prod(axis=1)), np.float64)

    def only(self, rows: NDArray[np.bool_]) -> Shared:
        """Some of the pairs."""
        return Shared(self.pairs[rows], self.evidence[rows], self.covered[rows])


def shared(units: Sequence[Unit], parts: Iterable[Ints]) -> Shared:
    """What candidates share; those that share next to nothing, and are not the same few words, are left out."""
    stems = sparse(_rooted(unit.words) for unit in units)
    own = np.array([unit.words.evidence for unit in units]).clip(0.25)
    words = np.array([crc32(unit.words.every.encode()) for unit in units])
    kept, shares = [np.empty((0, 2), np.int64)], [np.empty(0)]
    for pairs in parts:
        evidence = products(stems, pairs)
        of_each = np.sort(evidence[:, None] / own[pairs], axis=1)
        enough = (of_each[:, 0] >= LEAST) & (of_each[:, 1] >= LEAST_OF_SHORTER)
        enough |= words[pairs[:, 0]] == words[pairs[:, 1]]
        kept.append(pairs[enough])
        shares.append(evidence[enough])
    every, evidence = np.concatenate(kept), np.concatenate(shares)
    packed = every[:, 0] << 32 | every[:, 1]
    order = np.argsort(packed)
    order = order[np.concatenate([[True], np.diff(packed[order]) > 0])[: len(order)]]
    pairs, evidence = every[order], evidence[order]
    return Shared(pairs, evidence, evidence[:, None] / own[pairs])


def telling(units: Sequence[Unit], pairs: Ints) -> NDArray[np.bool_]:
    """Of each pair, whether the two share any word that is neither a name nor everybody's."""
    stems = sparse(
        {stem: 1.0 for stem, weight in zip(unit.words.stems, unit.words.weights, strict=True) if weight == 1}
        for unit in units
    )
    return np.asarray(products(stems, pairs) > 0, np.bool_)


def _rooted(words: Wording) -> dict[str, float]:
    return {stem: weight**0.5 for stem, weight in zip(words.stems, words.weights, strict=True)}


def products(rows: csr_matrix, pairs: Ints) -> Floats:
    """The scalar product of the two rows of each pair."""
    parts = [
        np.asarray(rows[part[:, 0]].multiply(rows[part[:, 1]]).sum(axis=1)).ravel()
        for part in np.array_split(pairs, len(pairs) // PAIRS_AT_ONCE + 1)
        if len(part)
    ]
    return np.concatenate(parts) if parts else np.empty(0)


def sparse(rows: Iterable[Mapping[str, float]], columns: dict[str, int] | None = None) -> csr_matrix:
    """The rows as a sparse matrix with a column for each key; each row is asked for once and not kept.

    `columns` takes up which key has which column.
    """
    from scipy.sparse import csr_matrix

    columns = {} if columns is None else columns
    indices, weights, ends = array("i"), array("d"), array("q", [0])
    for row in rows:
        indices.extend(columns.setdefault(key, len(columns)) for key in row)
        weights.extend(row.values())
        ends.append(len(indices))
    return csr_matrix((weights, indices, ends), shape=(len(ends) - 1, max(1, len(columns))))
