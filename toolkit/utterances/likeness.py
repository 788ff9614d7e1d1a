"""How alike two statements are. It depends on the two alone and on what their documents share, never on the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from toolkit.utterances.candidates import Ints
from toolkit.utterances.names import compatible
from toolkit.utterances.occasions import SAME, SURE, met_before, unrivalled
from toolkit.utterances.shared import Floats, Shared, products, sparse, telling
from toolkit.utterances.statement import Statement, Unit
from toolkit.utterances.words import Wording

NGRAMS = (3, 4, 5)
NGRAM_WEIGHT = 0.25
DOUBT = 1.5
"""Of how little shared evidence a likeness is doubted: it is scaled by e² / (e² + this)."""
ENOUGH = 3.0
"""Shared evidence that two statements need whose documents have nothing else in common."""
UNMET = 0.4
"""Likeness that two statements need whose documents have nothing else in common."""
OF_THE_BEST = 0.1
"""What is added where two are each other's only match in documents that tell of one event."""
UNNAMED = 0.6
"""How much of the shorter of two statements the longer must hold, if the speaker of one is not known."""
UNNAMED_UNMET = 0.8
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
VECTORS_AT_ONCE = 4_000


def _ngrams(word: str) -> dict[str, float]:
    """A word and its n-grams, which begin with a mark."""
    padded = f" {word} "
    counts: dict[str, float] = defaultdict(float, {word: 1.0})
    for n in NGRAMS:
        for start in range(len(padded) - n + 1):
            counts[f"#{padded[start : start + n]}"] += NGRAM_WEIGHT
    return counts


def _cosines(units: Sequence[Unit], pairs: Ints) -> Floats:
    """Cosine of the words and their n-grams, for each pair; no more vectors are held at once than it needs."""
    if not len(pairs):
        return np.empty(0)
    compared, rows = np.unique(pairs, return_inverse=True)
    rows = rows.reshape(pairs.shape)
    places: dict[str, int] = {}
    counts = sparse((Counter(units[number].words.content.split()) for number in compared.tolist()), places)
    ngrams = sparse(map(_ngrams, places))
    found = [np.empty(0)]
    for part in np.array_split(rows, len(rows) // VECTORS_AT_ONCE + 1):
        own, at = np.unique(part, return_inverse=True)
        vectors = counts[own] @ ngrams
        lengths = np.sqrt(np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel()).clip(1e-9)
        at = at.reshape(part.shape)
        found.append(products(vectors, at) / lengths[at].prod(axis=1))
    return np.concatenate(found).clip(0, 1)


def likenesses(units: Sequence[Unit], found: Shared) -> tuple[Ints, Floats]:
    """The pairs that are alike, and how much, from 0 to 1; what needs no cosine, which is costly, is settled first."""
    met = met_before(units, found)
    kept = met | ((found.evidence >= ENOUGH) & (found.stems >= UNMET))
    found, met = found.only(kept), met[kept]
    cosine = _cosines(units, found.pairs)
    plain = (found.stems + cosine) / 2
    alike = plain * found.evidence**2 / (found.evidence**2 + DOUBT)
    best = met & telling(units, found.pairs) & unrivalled(units, found.pairs, plain)
    alike[best] = (plain[best] + OF_THE_BEST).clip(max=1.0)
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


def _judged(one: Unit, other: Unit, alike: float, evidence: float, covered: float, met: bool) -> float:
    """The likeness of two, after all that speaks against them."""
    if one.speaker and other.speaker and not compatible(one.speaker, other.speaker):
        return 0.0
    if one.documents & other.documents and not one.absent and not other.absent:
        return 0.0
    same, named = one.words.every == other.words.every, bool(one.speaker and other.speaker)
    if not met and not named and not same and _days(one, other) > WINDOW_DAYS:
        return 0.0
    if not met and (alike < UNMET or (_days(one, other) > WINDOW_DAYS and (alike < SURE or evidence < SAME))):
        return 0.0
    if not (named or same or _verbatim(one, other, evidence, covered, met)):
        return 0.0
    if same and one.words.every.count(" ") > 1:
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


def overlapping(quotes: Iterable[Statement]) -> dict[str, list[str]]:
    """Quote to the quotes of its document that stand inside it or hold it: never the same statement."""
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for quote in quotes:
        if quote.doc_id and quote.span[1]:
            by_document[quote.doc_id].append(quote)
    found: dict[str, list[str]] = defaultdict(list)
    for own in by_document.values():
        open_ones: list[Statement] = []
        for quote in sorted(own, key=lambda each: (each.span, each.quote_id)):
            open_ones = [each for each in open_ones if each.span[1] > quote.span[0]]
            for other in open_ones:
                found[quote.quote_id].append(other.quote_id)
                found[other.quote_id].append(quote.quote_id)
            open_ones.append(quote)
    return found
