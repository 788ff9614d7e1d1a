"""How alike two statements are. It depends on the two alone and on what their documents share, never on the rest."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from toolkit.utterances.candidates import Ints
from toolkit.utterances.names import compatible
from toolkit.utterances.statement import Statement, Unit
from toolkit.utterances.words import Wording

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NGRAMS = (3, 4, 5)
NGRAM_WEIGHT = 0.25
DOUBT = 1.5
"""Of how little shared evidence a likeness is doubted: it is scaled by e² / (e² + this)."""
ENOUGH = 3.0
"""Shared evidence that two statements need whose documents have nothing else in common."""
SAME = 4.0
"""Shared evidence of two statements that are so surely one that their documents tell of one event."""
SURE = 0.6
"""Likeness of such two."""
UNNAMED = 0.6
"""How much of the shorter of two statements the longer must hold, if the speaker of one is not known."""
UNNAMED_EVIDENCE = 2.0
"""Shared evidence that such two need, but for headlines, which quote their own article."""
REPORTED = 0.95
NUMBERS = 0.7
NEGATION = 0.9
"""Factors, where a statement is in the reporter's words, where numbers differ, and where one of the two is negated."""
WINDOW_DAYS = 30
PAIRS_AT_ONCE = 100_000

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shared:
    """What the two of each candidate pair share: parallel arrays over the rows of `pairs`."""

    pairs: Ints
    evidence: Floats
    covered: Floats
    """Share of the first one's evidence that the other holds, and of the other's that the first holds, as columns."""
    cosine: Floats

    def only(self, rows: NDArray[np.bool_]) -> Shared:
        """Some of the pairs."""
        return Shared(self.pairs[rows], self.evidence[rows], self.covered[rows], self.cosine[rows])


def shared(units: Sequence[Unit], pairs: Ints) -> Shared:
    """What candidates share; those that share next to nothing are left out before the costly part."""
    stems = _sparse({stem: weight**0.5 for stem, weight in unit.words.weights.items()} for unit in units)
    own = np.array([unit.words.evidence for unit in units]).clip(0.25)
    evidence = _products(stems, pairs)
    covered = evidence[:, None] / own[pairs] if len(pairs) else np.empty((0, 2))
    same = np.array([units[one].words.every == units[other].words.every for one, other in pairs.tolist()], bool)
    kept = (covered.min(axis=1, initial=1.0) >= 0.1) & (covered.max(axis=1, initial=0.0) >= 0.25) | same
    found = Shared(pairs[kept], evidence[kept], covered[kept], np.empty(int(kept.sum())))
    compared = np.unique(found.pairs)
    vectors = _sparse(_vector(units[number].words) for number in compared.tolist())
    cosine = _products(vectors, np.searchsorted(compared, found.pairs))
    return Shared(found.pairs, found.evidence, found.covered, cosine.clip(0, 1))


def _vector(words: Wording) -> dict[int, float]:
    """Words and their n-grams, hashed, as a vector of length one."""
    counts: dict[int, float] = defaultdict(float)
    for word in words.content:
        counts[crc32(word.encode())] += 1
        padded = f" {word} "
        for n in NGRAMS:
            for start in range(len(padded) - n + 1):
                counts[crc32(b"#" + padded[start : start + n].encode())] += NGRAM_WEIGHT
    length = sum(count**2 for count in counts.values()) ** 0.5
    return {key: count / length for key, count in counts.items()}


def _products(rows: csr_matrix, pairs: Ints) -> Floats:
    """The scalar product of the two rows of each pair."""
    parts = [
        np.asarray(rows[part[:, 0]].multiply(rows[part[:, 1]]).sum(axis=1)).ravel()
        for part in np.array_split(pairs, len(pairs) // PAIRS_AT_ONCE + 1)
        if len(part)
    ]
    return np.concatenate(parts) if parts else np.empty(0)


def _sparse(rows: Iterable[Mapping[str, float] | Mapping[int, float]]) -> csr_matrix:
    """The rows as a sparse matrix with a column for each key; each row is asked for once and not kept."""
    from scipy.sparse import csr_matrix

    columns: dict[str | int, int] = {}
    indices, weights, ends = array("q"), array("d"), array("q", [0])
    for row in rows:
        indices.extend(columns.setdefault(key, len(columns)) for key in row)
        weights.extend(row.values())
        ends.append(len(indices))
    return csr_matrix((weights, indices, ends), shape=(len(ends) - 1, max(1, len(columns))))


def likenesses(units: Sequence[Unit], found: Shared) -> Floats:
    """From 0 to 1 for each pair."""
    stems = np.sqrt(found.covered.prod(axis=1))
    alike = (stems + found.cosine) / 2 * found.evidence**2 / (found.evidence**2 + DOUBT)
    occasions = _occasions(units, found.only((alike >= SURE) & (found.evidence >= SAME)))
    return np.array(
        [
            _judged(units[one], units[other], alike[row], found.evidence[row], found.covered[row].max(), occasions)
            for row, (one, other) in enumerate(found.pairs.tolist())
        ]
    )


def _occasions(units: Sequence[Unit], sure: Shared) -> dict[str, set[str]]:
    """Document to what it has surely in common with others: statements that they quote too."""
    found: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        if len(unit.documents) > 1 and unit.words.evidence >= SAME:
            for document in unit.documents:
                found[document].add(unit.quotes[0].quote_id)
    for one, other in sure.pairs.tolist():
        if _one_speaker(units[one], units[other]) and units[one].speaker:
            for document in units[one].documents | units[other].documents:
                found[document].add(f"{units[one].quotes[0].quote_id} {units[other].quotes[0].quote_id}")
    return found


def _one_speaker(one: Unit, other: Unit) -> bool:
    return not one.speaker or not other.speaker or compatible(one.speaker, other.speaker)


def _judged(
    one: Unit, other: Unit, alike: float, evidence: float, covered: float, occasions: Mapping[str, set[str]]
) -> float:
    """The likeness of two, after all that speaks against them."""
    if not _one_speaker(one, other):
        return 0.0
    if one.documents & other.documents and not one.absent and not other.absent:
        return 0.0
    same = one.words.every == other.words.every
    met = _met(one, other, occasions)
    if not met and (evidence < ENOUGH or (_days(one, other) > WINDOW_DAYS and (alike < SURE or evidence < SAME))):
        return 0.0
    if not (one.speaker and other.speaker) and not same:
        if covered < UNNAMED or (evidence < UNNAMED_EVIDENCE and not one.absent and not other.absent):
            return 0.0
    if same and len(one.words.every) > 2:
        return max(alike, SURE)
    for factor, holds in (
        (REPORTED, not (one.verbatim and other.verbatim)),
        (NUMBERS, _contradict(one.words.numbers, other.words.numbers)),
        (NEGATION, one.words.negated != other.words.negated),
    ):
        alike *= factor if holds else 1.0
    return alike


def _contradict(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


def _met(one: Unit, other: Unit, occasions: Mapping[str, set[str]]) -> bool:
    """Whether a document of the one tells of an occasion that a document of the other tells of, too."""
    if one.documents & other.documents:
        return True
    of_one = {occasion for document in one.documents for occasion in occasions.get(document, ())}
    return any(occasion in of_one for document in other.documents for occasion in occasions.get(document, ()))


def _days(one: Unit, other: Unit) -> float:
    """Days between the two, as far as that is known."""
    apart = [
        abs((a.said_at - b.said_at).total_seconds()) / 86_400
        for a in one.quotes[:50]
        for b in other.quotes[:50]
        if a.said_at and b.said_at
    ]
    return min(apart, default=0.0)


def overlapping(quotes: Iterable[Statement]) -> set[frozenset[str]]:
    """Ids of two quotes of one document of which the one stands inside the other: never the same statement."""
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for quote in quotes:
        if quote.doc_id and quote.span[1]:
            by_document[quote.doc_id].append(quote)
    return {
        frozenset([one.quote_id, other.quote_id])
        for own in by_document.values()
        for one, other in combinations(own, 2)
        if one.span[0] < other.span[1] and other.span[0] < one.span[1]
    }
