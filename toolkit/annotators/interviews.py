"""An article that quotes one person alone: words in marks that nobody is said to speak are this person's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.annotators.gender import gender_of_pronoun
from toolkit.annotators.lexicon import SAYING
from toolkit.annotators.reading import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from toolkit.annotators.quotation import Quotation, Source
    from toolkit.annotators.reading import Reading
    from toolkit.annotators.speakers import Speakers

_FEWEST: Final = 3
"""Quotations in marks whose speaker is told, from which on an article is taken for one about its only speaker."""
_WORDS: Final = 5
"""Words in marks from which on they are hardly a heading or a term."""


def interviewed(quotations: Sequence[Quotation], speakers: Speakers) -> dict[int, Source]:
    """For the id of each quotation without a speaker the source that has the only person quoted, mentioned nearest."""
    told = list(_told(quotations, speakers))
    if len(told) < _FEWEST:
        return {}
    found = {}
    for quotation in quotations:
        if _is_untold(quotation.source) and _is_sentence(quotation, speakers.reading):
            at = quotation.pieces[0].start
            nearest = min(told, key=lambda source: _distance(source, at))
            found[id(quotation)] = replace(nearest, rule="interview", cue=None, lemma=None, cue_token=-1)
    return found


def _told(quotations: Iterable[Quotation], speakers: Speakers) -> Iterator[Source]:
    """The sources of what is in marks, if all are one person's whom the text names; else nothing."""
    names: set[tuple[str, ...]] = set()
    sources = []
    for quotation in quotations:
        source = quotation.source
        if not quotation.stretches or _is_untold(source):
            continue
        who = speakers.resolve(source)
        if who.entity is not None and speakers.reading.entities[who.entity].label == "PERSON":
            names.add(who.names)
            sources.append(source)
        elif source.speaker is None or not gender_of_pronoun(source.speaker.lower_):
            return
    if len(names) == 1:
        yield from sources


def _is_untold(source: Source) -> bool:
    """Whether nobody is said to speak: at best somebody without a name is what the sentence before is about."""
    if source.rule == "sentence-before" and source.speaker is not None:
        return source.speaker.pos_ == "NOUN" and source.lemma not in SAYING
    return source.speaker is None and source.rule != "credit"


def _is_sentence(quotation: Quotation, reading: Reading) -> bool:
    words = quotation.pieces[0].of(reading.text)
    return words[:1].isupper() and ends_sentence(words) and len(words.split()) >= _WORDS


def _distance(source: Source, at: int) -> tuple[bool, int]:
    """How far a mention stands from an offset: before it first, then behind."""
    start = source.mention.start if source.mention else 0
    return start > at, abs(start - at)
