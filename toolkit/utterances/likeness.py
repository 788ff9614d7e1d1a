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
SURE = 0.55
"""Likeness of such two."""
UNMET = 0.4
"""Likeness that two statements need whose documents have nothing else in common."""
LEAST = 0.1
"""Share of the longer one's evidence that the shorter must hold for the two to be compared."""
LEAST_OF_SHORTER = 0.25
"""Share of the shorter one's evidence that the longer must hold."""
UNNAMED = 0.6
"""How much of the shorter of two statements the longer must hold, if the speaker of one is not known."""
UNNAMED_UNMET = 0.7
"""The same, if their documents have nothing else in common."""
UNNAMED_EVIDENCE = 2.0
"""Shared evidence that such two need, but for headlines, which quote their own article."""
REPORTED = 0.95
NUMBERS = 0.7
NEGATION = 0.9
"""Factors, where a statement is in the reporter's words, where numbers differ, and where one of the two is negated."""
LONG = 6.0
"""Evidence of a statement in which a negation may stand in any part."""
WINDOW_DAYS = 30
"""Days between two articles after which only what is surely the same is taken for it."""
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
    stems = _sparse({stem: weight**0.5 for stem, weight in unit.words.weights.items()} for unit in units)
    own = np.array([unit.words.evidence for unit in units]).clip(0.25)
    words = np.array([crc32(" ".join(unit.words.every).encode()) for unit in units])
    kept, shares = [np.empty((0, 2), np.int64)], [np.empty(0)]
    for pairs in parts:
        evidence = _products(stems, pairs)
        of_each = np.sort(evidence[:, None] / own[pairs], axis=1)
        enough = (of_each[:, 0] >= LEAST) & (of_each[:, 1] >= LEAST_OF_SHORTER)
        enough |= words[pairs[:, 0]] == words[pairs[:, 1]]
        kept.append(pairs[enough])
        shares.append(evidence[enough])
    pairs, first = np.unique(np.concatenate(kept), axis=0, return_index=True)
    evidence = np.concatenate(shares)[first]
    return Shared(pairs, evidence, evidence[:, None] / own[pairs])


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


def likenesses(units: Sequence[Unit], found: Shared) -> tuple[Ints, Floats]:
    """The pairs that are alike, and how much, from 0 to 1; what needs no cosine, which is costly, is settled first."""
    met = _met(units, found)
    kept = met | ((found.evidence >= ENOUGH) & (found.stems >= UNMET))
    found, met = found.only(kept), met[kept]
    compared = np.unique(found.pairs)
    vectors = _sparse(_vector(units[number].words) for number in compared.tolist())
    cosine = _products(vectors, np.searchsorted(compared, found.pairs)).clip(0, 1)
    alike = (found.stems + cosine) / 2 * found.evidence**2 / (found.evidence**2 + DOUBT)
    rows = zip(
        found.pairs.tolist(),
        alike.tolist(),
        found.evidence.tolist(),
        found.covered.max(axis=1, initial=0.0),
        met,
        strict=True,
    )
    judged = np.array([_judged(units[one], units[other], *figures) for (one, other), *figures in rows])
    return found.pairs[judged > 0], judged[judged > 0]


def _met(units: Sequence[Unit], found: Shared) -> NDArray[np.bool_]:
    """Of each pair, whether a document of the one and one of the other are the same or surely share a statement."""
    occasions: dict[str, dict[str, float]] = defaultdict(dict)
    for unit in units:
        if len(unit.documents) > 1 and unit.words.evidence >= SAME:
            for document in unit.documents:
                occasions[document][unit.quotes[0].quote_id] = 1.0
    sure = found.only((found.stems >= SURE) & (found.evidence >= SAME))
    for one, other in sure.pairs.tolist():
        if units[one].speaker and units[other].speaker and compatible(units[one].speaker, units[other].speaker):
            for document in units[one].documents | units[other].documents:
                occasions[document][f"{units[one].quotes[0].quote_id} {units[other].quotes[0].quote_id}"] = 1.0
    met = _sparse(
        {occasion: 1.0 for document in unit.documents for occasion in (document, *occasions.get(document, ()))}
        for unit in units
    )
    return np.asarray(_products(met, found.pairs) > 0, np.bool_)


def _one_speaker(one: Unit, other: Unit) -> bool:
    return not one.speaker or not other.speaker or compatible(one.speaker, other.speaker)


def _judged(one: Unit, other: Unit, alike: float, evidence: float, covered: float, met: bool) -> float:
    """The likeness of two, after all that speaks against them."""
    if not _one_speaker(one, other):
        return 0.0
    if one.documents & other.documents and not one.absent and not other.absent:
        return 0.0
    same = one.words.every == other.words.every
    if not met and (alike < UNMET or (_days(one, other) > WINDOW_DAYS and (alike < SURE or evidence < SAME))):
        return 0.0
    if not ((one.speaker and other.speaker) or same or _verbatim(one, other, evidence, covered, met)):
        return 0.0
    if same and len(one.words.every) > 2:
        return max(alike, SURE)
    for factor, holds in (
        (REPORTED, not (one.verbatim and other.verbatim)),
        (NUMBERS, _contradict(one.words.numbers, other.words.numbers)),
        (NEGATION, _opposed(one.words, other.words)),
    ):
        alike *= factor if holds else 1.0
    return alike


def _verbatim(one: Unit, other: Unit, evidence: float, covered: float, met: bool) -> bool:
    """Whether two share so many of their words that they need no second name."""
    enough = evidence >= UNNAMED_EVIDENCE or one.absent or other.absent
    return enough and covered >= (UNNAMED if met else UNNAMED_UNMET)


def _opposed(one: Wording, other: Wording) -> bool:
    """Whether one of two short statements is negated; in a long one the other may have left that part out."""
    return one.negated != other.negated and max(one.evidence, other.evidence) < LONG


def _contradict(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


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
