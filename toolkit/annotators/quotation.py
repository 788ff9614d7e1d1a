"""A quotation in the making: its pieces of content and where they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.annotation import Span


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it and by which word, as far as the text tells."""

    rule: str
    cue: Span | None = None
    lemma: str | None = None
    cue_token: int = -1
    speaker: Token | None = None
    """Head of the mention."""
    mention: Span | None = None


@dataclass(slots=True)
class Quotation:
    """The contiguous pieces of one quotation, outer marks left out, and their source."""

    source: Source
    pieces: list[Span] = field(default_factory=list)
    stretches: list[int] = field(default_factory=list)
    """The stretches in marks that the pieces consist of or hold."""
    parent_stretch: int | None = None
    """The stretch in marks that the whole quotation stands inside."""
