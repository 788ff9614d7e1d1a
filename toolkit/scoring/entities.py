"""Entities: spans and types. The predicted types are mapped onto those that the gold has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from toolkit.scoring.answers import Answer, Counts, Entity
from toolkit.scoring.words import name_span

_BROADER: Final = {
    "PERSON": "PER", "PER": "PERSON", "GPE": "LOC", "LOC": "GPE", "FAC": "LOC", "TIME": "DATE", "NORP": "MISC",
    "EVENT": "MISC", "PRODUCT": "MISC", "WORK_OF_ART": "MISC", "LAW": "MISC", "LANGUAGE": "MISC",
}  # fmt: skip
"""What a type is called in a gold that does not have it."""


def labels(gold: Iterable[Answer]) -> frozenset[str]:
    """The types that occur in the gold, in capitals."""
    return frozenset(entity.label.upper() for answer in gold for entity in answer.entities or ())


def label_among(label: str, known: frozenset[str]) -> str | None:
    """What a predicted type is called among the gold's; None where it has no counterpart there."""
    upper = label.upper()
    return next((each for each in (upper, _BROADER.get(upper)) if each in known), None)


def count_entities(gold: Answer, predicted: Answer | None, known: frozenset[str]) -> Counts:
    """Entities by exact span, with type, and with type and without articles and possessives; those by type too."""
    text = gold.text or ""
    wanted = {(each.start, each.end, each.label.upper()) for each in gold.entities or ()}
    found = {
        (each.start, each.end, label)
        for each in (predicted and predicted.entities) or ()
        if (label := label_among(each.label, known))
    }
    wanted_spans, found_spans = {each[:2] for each in wanted}, {each[:2] for each in found}
    bare, found_bare = _bare(text, wanted), _bare(text, found)
    counts = Counter(
        {
            "entity/span_gold": len(wanted_spans),
            "entity/span_predicted": len(found_spans),
            "entity/span": len(wanted_spans & found_spans),
            "entity/typed_gold": len(wanted),
            "entity/typed_predicted": len(found),
            "entity/typed": len(wanted & found),
            "entity/bare_gold": len(bare),
            "entity/bare_predicted": len(found_bare),
            "entity/bare": len(bare & found_bare),
        }
    )
    for kind, each in (("gold", bare), ("predicted", found_bare), ("found", bare & found_bare)):
        counts.update(f"label/{label}/{kind}" for _, _, label in each)
    return counts


def _bare(text: str, entities: set[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    return {(*name_span(text, start, end), label) for start, end, label in entities}


def named(entities: Iterable[Entity] | None) -> list[Entity]:
    """The entities that bear a name: no dates, times, amounts and numbers."""
    return [each for each in entities or () if each.label.upper() not in _NUMBERS]


_NUMBERS: Final = frozenset("DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL".split())
