"""Somebody without a name, whom "he" and "she" can mean too: "a woman", "his wife", "another official said"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.figures import Figure
from toolkit.annotators.gender import gender_of_words
from toolkit.annotators.lexicon import ONE, SAYING
from toolkit.annotators.somebody import can_speak

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.annotators.figures import Figures
    from toolkit.annotators.gender import Gender

STRANGER: Final[dict[Gender | None, Figure]] = {
    None: Figure("", shown=True),
    "female": Figure("", "female", shown=True),
    "male": Figure("", "male", shown=True),
}
"""People without a name; a pronoun that means one is left unresolved."""


def is_stranger(subject: Token, figures: Figures) -> bool:
    """Whether a subject is somebody without a name: a man or a woman, or one of any kind of people who says something.

    "A woman" and "his wife" are, "the woman" is not: she may have a name.
    """
    if subject.tag_ != "NN" or not figures.reading.outside(subject):
        return False
    one = any(child.lower_ in ONE for child in subject.lefts)
    beside = [child for child in subject.children if child.dep_ == "appos"]
    if gender_of_words([subject.lower_]) is None:
        return one and not beside and subject.head.lemma_ in SAYING and can_speak(subject)
    owned = any(child.dep_ == "poss" for child in subject.lefts)
    return (one or owned) and not any(figures.label(child.i) == "PERSON" for child in beside)
