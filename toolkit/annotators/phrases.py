"""Short phrases that present what stands in marks as somebody's words, where no reporting clause does.

In the words of X; a reply from X: “...”; cries of “...”; was described as “...”; defended it as “...”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.lexicon import JUDGING, MESSAGES, PHRASE_NOUNS
from toolkit.annotators.quotation import source_of
from toolkit.annotators.reading import words_only
from toolkit.annotators.syntax import NOMINALS, is_cue, speaker_of, subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from toolkit.annotators.marks import Quoted
    from toolkit.annotators.quotation import Source
    from toolkit.annotators.reading import Reading

_CRIES: Final = frozenset("cry chant shout yell scream whisper murmur call roar howl jeer cheer holler".split())
_NAMING: Final = frozenset("call name dub term title nickname style label tag bill brand".split())
"""Verbs that in a passive without an agent give a thing's name and nobody's words, unless in the perfect."""
_AS_VERBS: Final = frozenset(
    """defend brush rate rank frame pitch shrug wave explain depict promote list market recall sum pass write
    identify interpret""".split()
) | (JUDGING - {"find", "consider", "see", "view"})
_REACH: Final = 14
"""Words before a stretch in which a verb that judges is looked for."""
_JOINTS: Final = frozenset("and or but nor not to a an the of that as by in with for its his her their , — – /".split())
_LONGEST_JOINT: Final = 4
"""Tokens."""


def presented(stretch: Quoted, reading: Reading) -> Source | None:
    """Whose words a phrase around a stretch says that it holds; the speaker may stay unknown."""
    before = reading.before(stretch)
    return (
        _words_of(words_only(reading.after(stretch))[:6], reading)
        or _words_of(words_only(before)[:6][::-1], reading)
        or _message_from(before, reading)
        or _cry(before, reading)
        or _called_as(words_only(before)[:_REACH], reading)
        or _passive(words_only(before)[:_REACH], reading)
    )


def joins(earlier: Quoted, stretch: Quoted, reading: Reading) -> bool:
    """Whether nothing but small words join a stretch to the one before it: “slow” and “costly”."""
    first, last = reading.tokens(earlier.outer)[1], reading.token_at(stretch.outer.start)
    between = reading.doc[first:last]
    return len(between) <= _LONGEST_JOINT and all(t.lower_ in _JOINTS for t in between) and _has_word(between)


def _has_word(tokens: Sequence[Token]) -> bool:
    return any(t.is_alpha for t in tokens)


def _words_of(words: Sequence[Token], reading: Reading) -> Source | None:
    """In the words of X; in X's words."""
    for token in words:
        if token.lower_ != "words" or not _preceded_by(token, "in"):
            continue
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        if owner is None:
            of = next((c for c in token.children if c.lower_ == "of" and c.i > token.i), None)
            owner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        if owner is not None and reading.outside(owner):
            return source_of("words-of", token, owner, reading)
    return None


def _preceded_by(token: Token, word: str) -> bool:
    first = token.left_edge.i
    return first > 0 and token.doc[first - 1].lower_ == word


def _message_from(before: Sequence[Token], reading: Reading) -> Source | None:
    """A reply from X: “...”; a letter by X, “...”."""
    if not before or before[0].text not in (":", ","):
        return None
    for token in before[1:_REACH]:
        if token.lower_ in ("from", "by") and token.head.lemma_.lower() in PHRASE_NOUNS | MESSAGES:
            owner = next((c for c in token.children if c.dep_ == "pobj"), None)
            if owner is not None and reading.outside(owner) and not _verb_between(before, token):
                return source_of("noun", token.head, owner, reading)
    return None


def _verb_between(before: Sequence[Token], token: Token) -> bool:
    return any(t.pos_ == "VERB" and t.i > token.i for t in before)


def _cry(before: Sequence[Token], reading: Reading) -> Source | None:
    """Cries of “...”; shouts: “...”."""
    if len(before) < 2 or before[0].lower_ not in ("of", ":") or before[1].lemma_.lower() not in _CRIES:
        return None
    noun = before[1]
    if noun.pos_ != "NOUN" or noun.lower_ == noun.lemma_:
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    return source_of("noun", noun, owner, reading)


def _called_as(words: Sequence[Token], reading: Reading) -> Source | None:
    """Defended it as “...”; calling it, among other things, “...”."""
    for count, token in enumerate(words):
        if token.lower_ == "as" and count < 3 and token.head.lemma_.lower() in _AS_VERBS and token.head.i < token.i:
            verb = token.head
        elif token.tag_ == "VBG" and is_cue(token, reading, JUDGING):
            verb = token
        else:
            continue
        speaker = speaker_of(verb, reading) or (subject(verb, reading) if not _is_passive(verb) else None)
        if speaker is not None and speaker.pos_ in NOMINALS and reading.outside(speaker) and not _is_passive(verb):
            return source_of("complement", verb, speaker, reading)
    return None


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def _passive(words: Sequence[Token], reading: Reading) -> Source | None:
    """Was described as “...”; has been called “...” by X."""
    for token in words:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        if token.tag_ != "VBN" or token.lemma_.lower() not in JUDGING | _AS_VERBS or not _is_passive(token):
            if token.pos_ == "VERB":
                return None
            continue
        agent = next((c for c in token.children if c.dep_ == "agent"), None)
        speaker = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
        if speaker is None and token.lemma_.lower() in _NAMING and not _perfect(token):
            return None
        return source_of("complement", token, speaker, reading)
    return None


def _perfect(verb: Token) -> bool:
    """Whether a passive is of the kind "has been called", "being called"."""
    return any(c.lower_ in ("been", "being") for c in verb.children)
