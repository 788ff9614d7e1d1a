"""What a text tells outside quotation marks, sentence by sentence: whom each sentence is about."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from toolkit.annotators.tags import NOMINALS, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from toolkit.annotators.figures import Figures

REACH: Final = 4
"""Sentences of the narration that are remembered."""
_JOINED: Final = 3
_NAMES: Final = 20
"""Names of one sentence that are remembered."""


@dataclass(slots=True)
class Scene:
    """Whom one sentence mentions: names, each with an entity that has it."""

    subjects: dict[str, int] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)
    strange: bool = False
    """Whether somebody without a name is a subject."""

    def enter(self, name: str, entity: int, *, acts: bool) -> None:
        """Note a mention, as a subject's or not; of very many names the rest is let go, which leaves it no clearer."""
        names = self.subjects if acts else self.others
        if len(names) < _NAMES:
            names[name] = entity


class Scenes(deque[Scene]):
    """The last sentences of the narration."""

    def __init__(self) -> None:
        super().__init__(maxlen=REACH)

    def about(self, reach: int, *, acting: bool) -> int:
        """The entity that the last sentence with any is about: its only subject, else the only one in it; else -1.

        It is a subject where `acting` asks for one.
        """
        for back in range(1, min(reach, len(self)) + 1):
            scene = self[-back]
            if scene.strange:
                return -1
            found = scene.subjects or scene.others
            if found:
                return next(iter(found.values())) if len(found) == 1 and (scene.subjects or not acting) else -1
        return -1


def is_subject(token: Token) -> bool:
    """Whether a token is a subject, or joined to one by "and"; not that of a relative clause."""
    for _ in range(_JOINED):
        if token.dep_ != "conj" or token.head.pos_ not in NOMINALS:
            break
        token = token.head
    return token.dep_ in SUBJECTS and token.head.dep_ != "relcl"


def narrated(figures: Figures, stops: Sequence[int]) -> Iterator[list[int]]:
    """Of each sentence with words outside quotation marks those of the given tokens that stand there too."""
    top = figures.reading.top
    starts = [*figures.sentence_starts, len(figures.reading.doc)]
    at = 0
    for first, last in pairwise(starts):
        found = []
        while at < len(stops) and stops[at] < last:
            found += [stops[at]] if top[stops[at]] < 0 else []
            at += 1
        if found or sum(top[i] < 0 for i in range(first, last)) > 1:
            yield found
