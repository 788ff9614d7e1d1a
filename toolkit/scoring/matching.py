"""Which predicted quote is which quote of the gold.

One to one, greedily, the pairs of the greatest intersection over union in words first; ties go to what comes first.
Quotes of the gold that are not wanted (`ignore`, another type, no verb of speech) count neither for nor against: a
prediction that finds only such content is dropped, and so is one that finds nothing and says of itself that it is of
another kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.scoring.answers import Answer, Quote
from toolkit.scoring.words import WordRange, is_speech, surname, words_of

FOUND = 0.5
"""Intersection over union from which a quote counts as found."""
LOOSE = 0.3
"""A prediction that is matched by so much is never dropped."""
DROPPED = 0.5
"""Share of a prediction's words in unwanted quotes from which it is dropped."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which quotes of the gold are asked for: those of some types (None for all), those with a verb of speech."""

    types: frozenset[str] | None = None
    speech_only: bool = False

    def holds(self, quote: Quote, text: str) -> bool:
        """Whether a quote of the gold is asked for."""
        if quote.ignore or (self.types is not None and quote.type not in self.types):
            return False
        return not self.speech_only or is_speech(" ".join(span.of(text) for span in quote.cues))

    def denied_by(self, quote: Quote, text: str) -> bool:
        """Whether a prediction says of itself that it is not of what is asked for."""
        if self.types is not None and quote.type and quote.type not in self.types:
            return True
        return self.speech_only and quote.cue is not None and not is_speech(quote.cue.of(text))


ALL = Wanted()


@dataclass(frozen=True, slots=True)
class Matched:
    """One document's quotes, matched. Indices refer to `gold` and `predicted`."""

    text: str
    gold: Sequence[Quote]
    """The quotes that are asked for."""
    predicted: Sequence[Quote]
    partner: dict[int, tuple[int, float]]
    """Index of a gold quote to that of its prediction, and their intersection over union, greater than 0."""
    kept: Sequence[int]
    """Predictions that count."""
    gold_words: frozenset[int]
    predicted_words: frozenset[int]

    def found(self) -> list[tuple[Quote, Quote]]:
        """The pairs of gold and prediction that overlap by one half or more, in order of the gold."""
        return [(self.gold[a], self.predicted[b]) for a, (b, iou) in sorted(self.partner.items()) if iou >= FOUND]

    def right(self) -> set[int]:
        """The predictions that find a quote and its speaker."""
        return {
            b
            for a, (b, iou) in self.partner.items()
            if iou >= FOUND and right_speaker(self.gold[a], self.predicted[b], self.text)
        }


def match(gold: Answer, predicted: Answer | None, wanted: Wanted = ALL) -> Matched:
    """Match the quotes of one document; a document without a prediction is predicted empty."""
    text, all_gold = gold.text or "", gold.quotes or ()
    guesses = (predicted and predicted.quotes) or ()
    words = words_of(text)
    asked = [quote for quote in all_gold if wanted.holds(quote, text)]
    ranges = [words.within(quote.span) for quote in asked]
    guess_ranges = [words.within(quote.span) for quote in guesses]
    partner = _greedy(ranges, guess_ranges)
    unwanted = _union([words.within(quote.span) for quote in all_gold if not wanted.holds(quote, text)])
    best = dict(partner.values())

    def counts(b: int) -> bool:
        if best.get(b, 0.0) >= LOOSE:
            return True
        own = guess_ranges[b]
        shared = sum(word in unwanted for word in range(*own))
        return not (own.size and shared >= DROPPED * own.size) and not wanted.denied_by(guesses[b], text)

    kept = [b for b in range(len(guesses)) if counts(b)]
    gold_words = _union(ranges)
    predicted_words = _union([guess_ranges[b] for b in kept]) - (unwanted - gold_words)
    return Matched(text, asked, guesses, partner, kept, gold_words, predicted_words)


def _union(ranges: Sequence[WordRange]) -> frozenset[int]:
    return frozenset(word for each in ranges for word in range(*each))


def _greedy(gold: Sequence[WordRange], predicted: Sequence[WordRange]) -> dict[int, tuple[int, float]]:
    pairs = [
        (-one.iou(other), a, b)
        for a, one in enumerate(gold)
        for b, other in enumerate(predicted)
        if one.first < other.last and other.first < one.last and one.shared(other)  # most are far apart
    ]
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for negative, a, b in sorted(pairs):
        if a not in partner and b not in taken:
            partner[a] = (b, -negative)
            taken.add(b)
    return partner


def speaker_text(quote: Quote, text: str) -> str | None:
    """The canonical name, else the mention; None without a speaker."""
    return quote.name or (quote.speaker.of(text) if quote.speaker else None)


def spans_meet(gold: Quote, predicted: Quote) -> bool:
    """Whether the predicted mention overlaps one of the gold speaker's."""
    return predicted.speaker is not None and any(span.overlaps(predicted.speaker) for span in gold.speakers)


def surnames_agree(gold: Quote, predicted: Quote, text: str) -> bool:
    """Whether both speakers have the same last name."""
    name = surname(speaker_text(gold, text))
    return name is not None and name == surname(speaker_text(predicted, text))


def right_speaker(gold: Quote, predicted: Quote, text: str) -> bool:
    """Whether the speaker is right: overlapping mention or same surname, and none where the gold has none."""
    if gold.speaker is None:
        return speaker_text(predicted, text) is None
    return spans_meet(gold, predicted) or surnames_agree(gold, predicted, text)
