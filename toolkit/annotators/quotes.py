"""The slot `quotes`: direct, mixed and indirect quotations with cue and speaker.

Every stretch in marks is offered to the rules of attribution.py in turn; reported clauses (indirect.py) take in the
stretches that stand inside them. What no rule claims and does not read as somebody's words (a scare quote, a nickname,
a title of a work) is no quotation; a whole sentence in marks, or a stretch too long for anything else, is one, even if
nobody is found who says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.annotators.assembly import to_quotes
from toolkit.annotators.reading import Reading
from toolkit.annotators.search import Search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.annotation import Entity, Quote, Sentence
    from toolkit.annotators import Parsed


def annotate_quotes(parsed: Parsed, sentences: Sequence[Sentence], entities: Sequence[Entity]) -> list[Quote]:
    """The quotes of a document in order of their spans, no two with the same span."""
    if not len(parsed.doc):
        return []
    reading = Reading.of(parsed, sentences, entities)
    return to_quotes(Search(reading).quotations(), reading)
