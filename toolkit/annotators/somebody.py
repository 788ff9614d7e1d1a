"""Who can say something: a name, a pronoun, a role, a group, and what bears somebody's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.lexicon import AMOUNTS, BODIES, GROUPS, MESSAGES, PERSONS, PHRASE_NOUNS, ROLES

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERSONS: Final = ROLES | PERSONS
_EXPRESSING: Final = BODIES | MESSAGES | PHRASE_NOUNS
_NAMED: Final = frozenset(("PERSON", "ORG", "NORP"))


def can_speak(token: Token) -> bool:
    """Whether a mention's head can mean somebody: a name, a pronoun, a role, a group, a number of these."""
    if _is_somebody(token):
        return True
    counted = (of for of in token.children if of.lower_ == "of") if token.lemma_.lower() in AMOUNTS else ()
    return any(_is_somebody(low) for of in counted for low in of.children)


def _is_somebody(token: Token) -> bool:
    return (
        token.pos_ in ("PROPN", "PRON")
        or token.ent_type_ in _NAMED
        or token.lemma_.lower() in _PERSONS
        or token.lower_ in GROUPS
        or token.lemma_.lower() in GROUPS
    )


def expresses(subject: Token) -> bool:
    """Whether what suggests or shows something is somebody, or somebody's words: no look, no trend."""
    return can_speak(subject) or subject.text[0].isupper() or subject.lemma_.lower() in _EXPRESSING
