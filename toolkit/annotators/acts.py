"""Reported content that no clause carries, named as an act: "accused Kim of lying", "called for a vote"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.clauses import trim_all, whole_marks
from toolkit.annotators.lexicon import ACTS, WITHHOLDING
from toolkit.annotators.quotation import Report, source_of
from toolkit.annotators.scare import is_supposed
from toolkit.annotators.syntax import can_speak, has_to, speaker_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.annotators.reading import Reading

_SHORTEST_OBJECT: Final = 3


def act(verb: Token, reading: Reading) -> Report | None:
    """What somebody is accused of, what is called for, denied, proposed."""
    lemma = verb.lemma_.lower()
    pattern = ACTS.get(lemma)
    speaker = speaker_of(verb, reading) if pattern else None
    if pattern is None or speaker is None or not can_speak(speaker) or _is_unsaid(verb):
        return None
    obj = next((c for c in verb.children if c.dep_ in ("dobj", "oprd") and c.i > verb.i), None)
    prep = next((c for c in _prepositions(verb, obj) if c.i > verb.i and c.lower_ in pattern), None)
    if prep is not None and any(True for _ in prep.children):
        first = obj.left_edge.i if obj is not None else prep.i + 1
        return _report((first, prep.right_edge.i + 1), verb, speaker, reading)
    if obj is not None and "" in pattern and obj.right_edge.i - obj.left_edge.i + 1 >= _SHORTEST_OBJECT:
        return _report((obj.left_edge.i, obj.right_edge.i + 1), verb, speaker, reading)
    return None


def _is_unsaid(verb: Token) -> bool:
    """Whether an act is negated, possible, withheld or only meant: "declined to discuss", "met to discuss"."""
    purpose = has_to(verb) and (verb.dep_ in ("advcl", "acl", "relcl") or verb.head.lemma_ in WITHHOLDING)
    return is_supposed(verb) or purpose


def _prepositions(verb: Token, obj: Token | None) -> list[Token]:
    """Those of a verb, and those that the parse has hung on the one who is accused: of theft, for stealing it."""
    found = [c for c in verb.children if c.dep_ == "prep"]
    lower = [c for c in obj.children if c.dep_ == "prep"] if obj is not None else []
    return found + [c for c in lower if c.lower_ == "of" or any(low.dep_ == "pcomp" for low in c.children)]


def _report(tokens: tuple[int, int], verb: Token, speaker: Token, reading: Reading) -> Report | None:
    ranges = trim_all([tokens], reading)
    if not ranges or ranges[0][1] - ranges[0][0] < 2 or speaker.i in range(*ranges[0]):
        return None
    return Report((whole_marks(*ranges[0], reading),), source_of("act", verb, speaker, reading))
