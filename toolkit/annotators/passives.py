"""Passives and participles: who does what they say, where anybody is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.lexicon import SAYING
from toolkit.annotators.tags import FINITE, NOMINALS, SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.annotators.reading import Reading

_ACTIVE: Final = SUBJECTS | {"aux"}
_DASHES: Final = frozenset(("—", "–", "--"))
_ASIDE: Final = 25
"""Tokens of an aside, at most."""
_ADDRESSED: Final = frozenset("ask tell inform remind".split())
"""What is done to a hearer, who stands as the subject of the passive."""


def agent(verb: Token, reading: Reading) -> Token | None:
    """Who does what a passive says; "by" may hang on the last word before it: called “a folly” by the mayor."""
    by = [child for child in verb.children if child.dep_ == "agent"]
    by += [low for child in verb.children if child.dep_ in ("oprd", "attr", "dobj") for low in child.children]
    for low in by:
        if low.lower_ == "by" and reading.outside(low):
            return next((c for c in low.children if c.dep_ == "pobj"), None)
    return None


def is_passive(verb: Token) -> bool:
    """Whether a verb has the auxiliary or the subject of a passive."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def is_participle(verb: Token) -> bool:
    """Whether a verb is a passive participle that opens a clause: "Asked whether she would resign, ..."."""
    if verb.tag_ == "VBD" and verb.lemma_.lower() in _ADDRESSED:
        return _is_set_off(verb)
    participle = verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl")
    return participle and not any(c.dep_ in _ACTIVE for c in verb.children) and not closes_aside(verb)


def closes_aside(verb: Token) -> bool:
    """Whether a verb stands right behind an aside between dashes, its subject before it: "Kim — a baker — called"."""
    if verb.i < 3 or verb.nbor(-1).text not in _DASHES or verb.dep_ != "acl":
        return False
    opening = next((i for i in range(verb.i - 2, max(0, verb.i - _ASIDE), -1) if verb.doc[i].text in _DASHES), 0)
    return opening > 0 and verb.head.i == opening - 1 and verb.head.pos_ == "PROPN"


def _is_set_off(verb: Token) -> bool:
    """Whether a verb tagged as past is a participle: it opens its sentence, or stands between commas behind a subject.

    "Told that it rained, Kim laughed"; "Kim, asked whether it rained, laughed".
    """
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    if after is None or after.pos_ in NOMINALS or after.is_punct:
        return False
    if verb.is_sent_start and verb.text[0].isupper():
        return True
    behind = verb.i > 1 and verb.nbor(-1).text == "," and verb.nbor(-2).pos_ in NOMINALS
    return behind and verb.dep_ != "ROOT" and verb.head.i > verb.i and verb.head.tag_ in FINITE


def tells_of_it(verb: Token, first: Token) -> bool:
    """Whether a verb is that of a clause on the words that a stretch ends: “...,” something she has never proposed."""
    return verb.dep_ == "relcl" and first.i <= verb.head.i < verb.i and verb.head.dep_ in ("appos", "npadvmod", "dobj")


def is_done_to(verb: Token) -> bool:
    """Whether a verb that need not be one of saying is passive: "...?" Lee was pushed off by Kim."""
    return verb.lemma_.lower() not in SAYING and any(child.dep_ == "auxpass" for child in verb.children)
