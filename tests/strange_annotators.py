"""Annotators that are wrong, to be put into a slot of dataset.toml: what a build says of each."""

from __future__ import annotations

from typing import Any

from toolkit.annotation import Entity, Quote, Sentence, Span


def outside(parsed: Any, sentences: Any, entities: Any) -> list[Quote]:
    length = len(parsed.layout.text)
    span = Span(length + 5, length + 9)
    return [Quote(span, "direct", 0, "x", 0.5, quoted=(span,))]


def negative(parsed: Any, sentences: Any, entities: Any) -> list[Quote]:
    return [Quote(Span(-4, -1), "indirect", 0, "x", 0.5)]


def backwards(parsed: Any, sentences: Any, entities: Any) -> list[Quote]:
    return [Quote(Span(9, 2), "indirect", 0, "x", 0.5)]


def overlapping(parsed: Any, sentences: Any) -> list[Entity]:
    return [Entity(Span(0, 8), "PERSON", "A"), Entity(Span(4, 12), "PERSON", "B")]


def twice(parsed: Any, sentences: Any) -> list[Entity]:
    return [Entity(Span(0, 8), "PERSON", "A"), Entity(Span(0, 8), "PERSON", "A")]


def gaps(parsed: Any) -> list[Sentence]:
    return [Sentence(Span(0, 5), 0, "body", 1)]


def strangers(parsed: Any, sentences: Any, entities: Any) -> list[Quote]:
    return [
        Quote(
            Span(0, 5), "indirect", 0, "x", 0.5, speaker=Span(0, 3), speaker_names=("Nobody",), speaker_status="named"
        )
    ]


def unlabelled(parsed: Any, sentences: Any) -> list[Entity]:
    return [Entity(Span(0, 8), "ANIMAL", "A")]


BROKEN = {
    "quotes:outside": "span",
    "quotes:negative": "range",
    "quotes:backwards": "span",
    "entities:overlapping": "entity-overlap",
    "entities:twice": "primary-key",
    "sentences:gaps": "tiling",
    "quotes:strangers": "speaker",
    "entities:unlabelled": "enum",
}
"""Slot and function to the rule that finds it."""


def nothing(parsed: Any, *before: Any) -> None:
    return None


def words(parsed: Any, *before: Any) -> list[str]:
    return ["a quote"]


def unnamed(parsed: Any, sentences: Any) -> list[Entity]:
    return [Entity(Span(0, 8), "PERSON", None)]  # type: ignore[arg-type]


def plain_tuples(parsed: Any, sentences: Any) -> list[Entity]:
    return [Entity((0, 8), "PERSON", "A")]  # type: ignore[arg-type]


def far(parsed: Any, sentences: Any) -> list[Entity]:
    return [Entity(Span(0, 2**40), "PERSON", "A")]


def half(parsed: Any, sentences: Any) -> list[Entity]:
    return [Entity(Span(0, 8), "PERSON", "\ud83d")]


def none(parsed: Any) -> list[Sentence]:
    return []


def orphan(parsed: Any, sentences: Any, entities: Any) -> list[Quote]:
    return [Quote(Span(0, 5), "indirect", 0, "x", 0.5, parent=7)]


def nobody(parsed: Any, sentences: Any, entities: Any) -> list[Quote]:
    return [Quote(Span(0, 5), "indirect", 0, "x", 0.5, speaker_entity=-1)]


def unsure(parsed: Any, sentences: Any, entities: Any) -> list[Quote]:
    return [Quote(Span(0, 5), "indirect", 0, "x", float("nan"))]


def ironic(parsed: Any, sentences: Any, entities: Any) -> list[Quote]:
    return [Quote(Span(0, 5), "ironic", 0, "x", 0.5)]  # type: ignore[arg-type]


def listed(parsed: Any, sentences: Any, entities: Any) -> list[Quote]:
    return [Quote(Span(0, 5), "indirect", 0, "x", 0.5, quoted=[Span(0, 1)])]  # type: ignore[arg-type]


REFUSED = (
    "quotes:nothing",
    "quotes:words",
    "entities:nothing",
    "sentences:nothing",
    "sentences:none",
    "entities:unnamed",
    "entities:plain_tuples",
    "entities:far",
    "entities:half",
    "quotes:orphan",
    "quotes:nobody",
    "quotes:unsure",
    "quotes:ironic",
    "quotes:listed",
)


def defect(parsed: Any, sentences: Any, entities: Any) -> list[Quote]:
    raise ZeroDivisionError("invented")
