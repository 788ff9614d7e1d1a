"""Who "the Russian leader" or "the harbourmaster" is: the one person whom the text describes so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.gender import gender_of_words
from toolkit.annotators.lexicon import LEADERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from toolkit.annotators.figures import Figure, Figures

_DEFINITE: Final = frozenset(["the", "this", "that", "his", "her", "their", "its", "our", "both"])
_VAGUE: Final = frozenset(["former", "then", "same", "late", "old", "young", "new", "first", "own", "-"])
_EXACT, _LEADER, _KNOWN, _STRANGE, _UNKNOWN = 2.0, 1.0, 1.5, -2.0, -0.25


def described(figures: Figures, head: Token, first: int, last: int) -> Figure | None:
    """The person whom a mention (its head, its tokens from `first` to `last`, end-exclusive) describes.

    None where nobody is described so, or several are equally and none of them was mentioned last.
    """
    doc = figures.reading.doc
    known = figures.by_role.get(head.lemma_.lower(), [])
    if not known or not (doc[first].lower_ in _DEFINITE or _is_owned(head)):
        return None
    modifiers = [t for t in doc[first:last] if t.i != head.i and t.pos_ in ("ADJ", "NOUN", "PROPN")]
    modifiers = [token for token in modifiers if token.lower_ not in _VAGUE]
    scored = [(_fit(figures, figure, head, modifiers), figure) for figure in known]
    best = max(score for score, _ in scored)
    return _latest(figures, [figure for score, figure in scored if score == best], head.i) if best > 0 else None


def _is_owned(head: Token) -> bool:
    """Whether a name says whose a role is, which makes it as definite as an article does: "Norway's ambassador"."""
    return any(child.dep_ == "poss" and child.pos_ == "PROPN" for child in head.lefts)


def _fit(figures: Figures, figure: Figure, head: Token, modifiers: Sequence[Token]) -> float:
    """How well a person's descriptions answer a mention; 0 or less for not at all."""
    role, said = head.lemma_.lower(), gender_of_words([head.lower_])
    if said and figure.gender and said != figure.gender:
        return 0.0
    score = _EXACT if role in figure.roles else _LEADER if role in LEADERS and figure.roles & LEADERS else 0.0
    if not score:
        return 0.0
    for token in modifiers:
        if token.lemma_.lower() in figure.described or token.lower_ in figure.described:
            score += _KNOWN
        else:
            named = figures.label(token.i) in ("NORP", "GPE", "ORG") or token.ent_type_ in ("NORP", "GPE")
            score += _STRANGE if named else _UNKNOWN
    return score


def _latest(figures: Figures, fitting: Sequence[Figure], at: int) -> Figure | None:
    """The only one; of several the one mentioned last before, unless that sentence mentions another of them too."""
    if len(fitting) == 1:
        return fitting[0]
    placed = []
    for number, figure in enumerate(fitting):
        start = figures.ranges[figures.nearest(figure, at)][0]
        if start < at:
            placed.append((figures.sentence(start), number))
    placed.sort()
    if not placed or (len(placed) > 1 and placed[-2][0] == placed[-1][0]):
        return None
    return fitting[placed[-1][1]]
