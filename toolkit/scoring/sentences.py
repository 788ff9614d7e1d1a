"""Sentence boundaries."""

from __future__ import annotations

from collections import Counter

from toolkit.annotation import Span
from toolkit.scoring.answers import Answer, Counts
from toolkit.scoring.words import without_space


def count_sentences(gold: Answer, predicted: Answer | None) -> Counts:
    """Ends of sentences, those inside a paragraph, whole sentences, and whether all of the document is right."""
    text = gold.text or ""
    length = len(text.rstrip())
    wanted = _sentences(text, gold.sentences or ())
    found = _sentences(text, (predicted and predicted.sentences) or ())
    ends, guesses = {span.end for span in wanted}, {span.end for span in found}

    def inner(end: int) -> bool:
        return end < length and "\n\n" not in text[end : end + 3]

    inside, guesses_inside = set(filter(inner, ends)), set(filter(inner, guesses))
    return Counter(
        {
            "sentence/ends_gold": len(ends),
            "sentence/ends_predicted": len(guesses),
            "sentence/ends": len(ends & guesses),
            "sentence/inner_gold": len(inside),
            "sentence/inner_predicted": len(guesses_inside),
            "sentence/inner": len(inside & guesses_inside),
            "sentence/whole_gold": len(wanted),
            "sentence/whole_predicted": len(found),
            "sentence/whole": len(wanted & found),
            "sentence/document_of": 1,
            "sentence/document": int(wanted == found),
        }
    )


def _sentences(text: str, spans: tuple[Span, ...]) -> set[Span]:
    trimmed = (without_space(text, span) for span in spans)
    return {span for span in trimmed if span.start < span.end}
