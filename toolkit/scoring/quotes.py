"""Quotes: found or not, with the right speaker or not, and what is right about those that were found."""

from __future__ import annotations

from collections import Counter

from toolkit.annotation import Span
from toolkit.scoring.answers import Counts, Quote
from toolkit.scoring.matching import (
    FOUND,
    Matched,
    right_speaker,
    spans_meet,
    speaker_text,
    surnames_agree,
)
from toolkit.scoring.words import surname, trimmed

OVERLAPS = (0.3, FOUND, 0.8)
"""Intersections over union at which quotes are counted as found."""
PRONOUNS = frozenset("he she they it i we you who".split())


def count_quotes(matched: Matched, prefix: str = "quotes") -> Counts:
    """Quotes asked for, predicted and found, by several measures; keys begin with `prefix`."""
    text, gold = matched.text, matched.gold
    kept = [matched.predicted[b] for b in matched.kept]
    counts = Counter(
        gold=len(gold),
        predicted=len(kept),
        dropped=len(matched.predicted) - len(kept),
        exact=_shared([quote.span for quote in gold], [quote.span for quote in kept]),
        trimmed=_shared([trimmed(text, q.span) for q in gold], [trimmed(text, q.span) for q in kept]),
        words_gold=len(matched.gold_words),
        words_predicted=len(matched.predicted_words),
        words=len(matched.gold_words & matched.predicted_words),
    )
    for least in OVERLAPS:
        counts[f"overlap_{least}"] = sum(iou >= least for _, iou in matched.partner.values())
    for one, other in matched.found():
        right = right_speaker(one, other, text)
        counts["speaker"] += right
        counts["exact_speaker"] += right and one.span == other.span
    return Counter({f"{prefix}/{key}": count for key, count in counts.items()})


def _shared(gold: list[Span], predicted: list[Span]) -> int:
    return sum((Counter(gold) & Counter(predicted)).values())


def count_types(matched: Matched) -> Counts:
    """Recall of each type of the gold when all are looked for at once."""
    counts: Counts = Counter()
    for a, quote in enumerate(matched.gold):
        kind = quote.type or "unknown"
        b, iou = matched.partner.get(a, (0, 0.0))
        found = iou >= FOUND
        counts[f"type/{kind}/gold"] += 1
        counts[f"type/{kind}/found"] += found
        if found and quote.type not in (None, "unknown") and matched.predicted[b].type:
            counts["attribution/type_of"] += 1
            counts["attribution/type"] += quote.type == matched.predicted[b].type
    return counts


def count_attributions(matched: Matched) -> Counts:
    """Speakers and cues of the quotes that were found."""
    counts: Counts = Counter()
    for gold, predicted in matched.found():
        if gold.speaker is None:
            counts["attribution/absent_of"] += 1
            counts["attribution/absent"] += speaker_text(predicted, matched.text) is None
        else:
            counts.update(_speaker(gold, predicted, matched.text))
        if gold.cue:
            counts["attribution/cue_of"] += 1
            meets = predicted.cue is not None and any(cue.overlaps(predicted.cue) for cue in gold.cues)
            counts["attribution/cue"] += meets
            counts["attribution/cue_exact"] += predicted.cue == gold.cue
    return counts


def _speaker(gold: Quote, predicted: Quote, text: str) -> Counts:
    meets, agrees = spans_meet(gold, predicted), surnames_agree(gold, predicted, text)
    mention = gold.speaker.of(text) if gold.speaker else ""
    named = surname(gold.name or mention) is not None
    kind = "pronoun" if mention.lower() in PRONOUNS else "name" if named else "description"
    counts = Counter(
        {
            "speaker_of": 1,
            "speaker": meets or agrees,
            "mention": meets,
            "mention_exact": predicted.speaker == gold.speaker,
            "missing": speaker_text(predicted, text) is None,
            f"{kind}_of": 1,
            kind: meets or agrees,
        }
    )
    if named:
        counts.update(surname_of=1, surname=agrees)
    return Counter({f"attribution/{key}": int(count) for key, count in counts.items()})


def count_rules(matched: Matched) -> Counts:
    """For each rule its quotes that count, those that are right, and those with the right speaker too."""
    partner = {b: (a, iou) for a, (b, iou) in matched.partner.items() if iou >= FOUND}
    counts: Counts = Counter()
    for b in matched.kept:
        quote = matched.predicted[b]
        if quote.rule:
            key = f"rule/{quote.rule} {quote.type or ''}".rstrip()
            counts[f"{key}/predicted"] += 1
            if b in partner:
                counts[f"{key}/found"] += 1
                counts[f"{key}/speaker"] += right_speaker(matched.gold[partner[b][0]], quote, matched.text)
    return counts
