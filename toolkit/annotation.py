"""What annotators find in a document: spans, sentences, entities, quotes.

All offsets are Unicode code points into `Document.text`, half-open: `text[span.start:span.end]` is what a span covers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

SentenceKind = Literal["title", "heading", "body"]
QuoteType = Literal["direct", "mixed", "indirect"]
SpeakerStatus = Literal["named", "pronoun", "nominal", "collective", "unresolved", "absent"]


INSERTION = r"\[[^\[\]\n]{1,200}\]"
"""What an editor put into a quotation, with its brackets, as a pattern that Python and polars read alike."""


class Span(NamedTuple):
    """A stretch of a document's text, in code points, end-exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, title or heading. Sentences tile a text: between two of them stands nothing but white space."""

    span: Span
    paragraph: int
    """Index of the line of `Document.text` that holds the sentence, from 0, blank lines not counted."""
    kind: SentenceKind
    token_count: int


@dataclass(frozen=True, slots=True)
class Entity:
    """One mention of an entity. Entities of a document do not overlap and lie inside one sentence each."""

    span: Span
    label: str
    """One of the 18 OntoNotes types."""
    name: str
    """Canonical within the document: every mention of one person has the same."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One contiguous stretch of quoted content, without its outer quotation marks.

    `quotation` numbers the quotations of a document from 0: the pieces of one quotation that its cue splits
    ("X," he said, "Y") share a number. `parent` is the index, in the document's list of quotes, of the quote that this
    one stands inside.
    """

    span: Span
    type: QuoteType
    quotation: int
    rule: str
    """Name of the rule that found the quote."""
    confidence: float
    """From 0 to 1: how often quotes that this rule finds are right."""
    parent: int | None = None
    quoted: tuple[Span, ...] = ()
    """The stretches inside quotation marks, marks excluded: the span itself for direct, none for indirect."""
    insertions: tuple[Span, ...] = ()
    """Bracketed editorial insertions within the content, brackets included."""
    cue: Span | None = None
    cue_lemma: str | None = None
    speaker: Span | None = None
    """The mention as written; it may be "he", and it may stand in another sentence."""
    speaker_names: tuple[str, ...] = ()
    """Canonical names, most prominent first; each is the `name` of an entity of the document."""
    speaker_entity: int | None = None
    """Index, among the document's entities, of the one that overlaps `speaker`, else of the nearest named mention."""
    speaker_status: SpeakerStatus = "absent"


@dataclass(frozen=True, slots=True)
class Layout:
    """A frozen text and what is known about its lines: all that an annotator reads.

    Each line that is not blank is one paragraph (hard-wrapped lines were joined before). The spans lie in `text`.
    """

    text: str
    title: Span | None = None
    """The headline: the first line, or the one after a kicker."""
    dateline: Span | None = None
    """The dateline inside its line, without the dash that follows it: "MOSCOW, Jan. 20 (Agency)"."""
    headings: tuple[Span, ...] = ()
    """Lines that are section headings."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """Everything found in one document, each list in order of its spans."""

    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    quotes: tuple[Quote, ...]
