"""Reported content that no clause carries: around a parenthesis ("Rain, she said, was on its way"), or named as an act
("accused Kim of lying", "called for a vote")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.clauses import sentence_range, trim_all, whole_marks
from toolkit.annotators.lexicon import ACTS, SAYING
from toolkit.annotators.quotation import Report, source_of
from toolkit.annotators.syntax import SUBJECTS, can_speak, inverted_subject, is_verb, speaker_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.annotators.reading import Reading

_BREAKS: Final = frozenset((",", "—", "–", "--", "-", ".", "?", "!", ";"))
_LONGEST_PARENTHESIS: Final = 14
"""Tokens."""
_SHORTEST_OBJECT: Final = 3
_TOLD: Final = frozenset(("tell", "remind", "inform", "assure", "reassure", "warn", "notify", "ask", "beg"))
"""Verbs whose object is the one spoken to."""
_CONTENT_PREPOSITIONS: Final = frozenset(("at", "of", "about", "for", "against", "as"))
"""What they lead to is said ("hinted at a meeting"), and not when or where."""


def parenthetical(verb: Token, reading: Reading) -> Report | None:
    """The sentence around a reporting clause between commas, or before one at its end."""
    if verb.lemma_.lower() not in SAYING or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    speaker = next((c for c in verb.children if c.dep_ in SUBJECTS), None) or inverted_subject(verb, reading)
    if speaker is None or not reading.outside(speaker) or not _is_aside(verb, speaker):
        return None
    start, end = sentence_range(verb, reading)
    first = min(verb.i, speaker.left_edge.i)
    last = max(verb.i, speaker.i) + 1
    while last < end and reading.doc[last].text not in _BREAKS and last - first < _LONGEST_PARENTHESIS:
        last += 1
    closed = last >= end or reading.doc[last].text in _BREAKS
    if not closed or first <= start or reading.doc[first - 1].text not in _BREAKS:
        return None
    ranges = [whole_marks(*r, reading) for r in trim_all([(start, first), (last, end)], reading)]
    if not any(_says_something(r, reading) for r in ranges):
        return None
    return Report(tuple(ranges), source_of("parenthesis", verb, speaker, reading))


def _is_aside(verb: Token, speaker: Token) -> bool:
    """Whether a reporting clause can be a parenthesis: it is no relative clause and has no content of its own."""
    if verb.dep_ == "relcl" or speaker.tag_ in ("WP", "WDT") or not can_speak(speaker):
        return False
    after = [child for child in verb.children if child.i > verb.i]
    told = verb.lemma_.lower() in _TOLD
    return not any(
        child.dep_ in ("ccomp", "xcomp", "oprd", "acomp")
        or (child.dep_ == "dobj" and not told)
        or (child.dep_ == "prep" and child.lower_ in _CONTENT_PREPOSITIONS)
        for child in after
    )


def _says_something(tokens: tuple[int, int], reading: Reading) -> bool:
    return any(is_verb(t) and t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in reading.doc[tokens[0] : tokens[1]])


def act(verb: Token, reading: Reading) -> Report | None:
    """What somebody is accused of, what is called for, denied, proposed."""
    lemma = verb.lemma_.lower()
    pattern = ACTS.get(lemma)
    speaker = speaker_of(verb, reading) if pattern else None
    if pattern is None or speaker is None or not can_speak(speaker):
        return None
    obj = next((c for c in verb.children if c.dep_ in ("dobj", "oprd") and c.i > verb.i), None)
    prep = next((c for c in verb.children if c.dep_ == "prep" and c.i > verb.i and c.lower_ in pattern), None)
    if prep is not None and any(True for _ in prep.children):
        first = obj.left_edge.i if obj is not None else prep.i + 1
        return _report((first, prep.right_edge.i + 1), verb, speaker, reading)
    if obj is not None and "" in pattern and obj.right_edge.i - obj.left_edge.i + 1 >= _SHORTEST_OBJECT:
        return _report((obj.left_edge.i, obj.right_edge.i + 1), verb, speaker, reading)
    return None


def _report(tokens: tuple[int, int], verb: Token, speaker: Token, reading: Reading) -> Report | None:
    ranges = trim_all([tokens], reading)
    if not ranges or ranges[0][1] - ranges[0][0] < 2 or speaker.i in range(*ranges[0]):
        return None
    return Report((whole_marks(*ranges[0], reading),), source_of("act", verb, speaker, reading))
