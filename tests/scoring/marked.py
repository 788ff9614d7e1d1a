"""Invented articles with their answers, written so that a reader sees the spans.

`answer("Roe said [[the road was shut]].", quote("the road was shut", "Roe", "said"))`: a span is the first place of its
words in the text.
"""

from __future__ import annotations

from typing import Any

from toolkit.annotation import Span
from toolkit.scoring.answers import Answer, Entity, Quote

TEXT = (
    "Bridge stays shut\n\n"
    "“The bridge is unsafe,” said Mayor Ilse Varnholt. She said that the town would repair it by May.\n\n"
    "Tomas Brek called the plan “a folly” on Monday."
)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def quote(words: str, speaker: str | None = None, cue: str | None = None, text: str = TEXT, **more: Any) -> Quote:
    start, end = span(words, text)
    who, how = (None if each is None else span(each, text) for each in (speaker, cue))
    return Quote(**{"start": start, "end": end, "type": "direct", "speaker": who, "cue": how, **more})


def entity(words: str, label: str, name: str | None = None, text: str = TEXT) -> Entity:
    return Entity(*span(words, text), label, name)


UNSAFE = quote("The bridge is unsafe,", "Mayor Ilse Varnholt", "said", speaker_name="Ilse Varnholt", utterance="unsafe")
REPAIR = quote(
    "the town would repair it by May", "She", "said", type="indirect", speaker_name="Ilse Varnholt", utterance="repair"
)
FOLLY = quote("a folly", "Tomas Brek", "called", type="mixed", speaker_name="Tomas Brek")
SENTENCES = tuple(
    span(words)
    for words in (
        "Bridge stays shut",
        "“The bridge is unsafe,” said Mayor Ilse Varnholt.",
        "She said that the town would repair it by May.",
        "Tomas Brek called the plan “a folly” on Monday.",
    )
)
ENTITIES = (
    entity("Ilse Varnholt", "PERSON", "Ilse Varnholt"),
    entity("May.", "DATE", "May")._replace(end=span("May.").end - 1),
    entity("Tomas Brek", "PERSON", "Tomas Brek"),
    entity("Monday", "DATE", "Monday"),
)


def answer(*quotes: Quote, identity: str = "a", text: str = TEXT, **layers: Any) -> Answer:
    return Answer(id=identity, text=text, quotes=quotes, **layers)


GOLD = answer(UNSAFE, REPAIR, FOLLY, sentences=SENTENCES, entities=ENTITIES)
