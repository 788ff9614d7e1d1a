"""A quotation in the making: its pieces of content and where they come from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from toolkit.annotators.extents import mention
from toolkit.annotators.hyphens import head_of_word
from toolkit.annotators.lexicon import SAYING
from toolkit.annotators.syntax import relative_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.annotation import Span
    from toolkit.annotators.reading import Reading
    from toolkit.annotators.rules import Rule


_SPOKEN: Final = frozenset(("according", "noun-clause", "act", "infinitive", "as-put"))
"""Rules that report speech by whatever word."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it and by which word, as far as the text tells."""

    rule: Rule
    cue: Span | None = None
    lemma: str | None = None
    cue_token: int = -1
    speaker: Token | None = None
    """Head of the mention, or of what a relative pronoun that is the mention stands for."""
    mention: Span | None = None
    antecedent: Span | None = None
    """What a relative pronoun that is the mention stands for: "the mayor" for "who" in "the mayor, who said"."""


def source_of(
    rule: Rule, cue: Token | None, speaker: Token | None, reading: Reading, last: Token | None = None
) -> Source:
    """A source with the cue's and the mention's spans; the cue may be several words, up to `last`."""
    speaker = None if speaker is None else head_of_word(speaker)
    found = mention(speaker, reading) if speaker is not None else None
    if cue is None:
        return Source(rule, speaker=speaker, mention=found)
    span = reading.span(cue.i, (last or cue).i + 1)
    if (
        found is not None and speaker is not None and found.covers(span) and cue.i < speaker.i
    ):  # “...,” argued residents
        found = reading.span(cue.i + 1, reading.tokens(found)[1])
    source = Source(rule, span, cue.lemma_.lower(), cue.i, speaker, found)
    relative = relative_of(cue, speaker) if speaker is not None else None
    if relative is None or not reading.outside(relative):
        return source
    return replace(source, mention=reading.span(relative.i, relative.i + 1), antecedent=found)


@dataclass(frozen=True, slots=True)
class Report:
    """A candidate: token ranges (end-exclusive) of the content, and its source."""

    ranges: tuple[tuple[int, int], ...]
    source: Source

    @property
    def first(self) -> int:
        """The first token of the content."""
        return self.ranges[0][0]

    @property
    def spoken(self) -> bool:
        """Whether the cue is a word of saying, not of thought: without marks only that is reported speech."""
        return self.source.lemma in SAYING or self.source.rule in _SPOKEN


@dataclass(slots=True)
class Quotation:
    """The contiguous pieces of one quotation, outer marks left out, and their source."""

    source: Source
    pieces: list[Span] = field(default_factory=list)
    stretches: list[int] = field(default_factory=list)
    """The stretches in marks that the pieces consist of or hold."""
    begun: Quotation | None = None
    """Where it goes on with one from the paragraph before: the first of those that are one quotation."""

    @property
    def whole(self) -> Quotation:
        """The quotation that it is a part of: itself, or the one that it goes on with."""
        return self.begun or self
