"""Reported content that no clause carries, named as an act: "accused Kim of lying", "called for a vote"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.clauses import SHORTEST, trim, whole_marks
from toolkit.annotators.lexicon import ACTS
from toolkit.annotators.quotation import Report, source_of
from toolkit.annotators.scare import is_supposed, is_withheld
from toolkit.annotators.somebody import can_speak
from toolkit.annotators.syntax import has_to, speaker_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.annotators.reading import Reading

_SHORTEST_OBJECT: Final = 3
"""Tokens."""
_AS_REACH: Final = 4
"""Tokens, "as" included, among which marks say that what follows is quoted."""
_PURPOSES: Final = frozenset(("advcl", "acl", "relcl"))
"""What an infinitive of purpose is to what it belongs to, as the parse has it."""
_GOING_ON: Final = frozenset(("go", "begin", "start", "continue", "proceed"))


def act(verb: Token, reading: Reading) -> Report | None:
    """What somebody is accused of or called, what is called for, denied, proposed, discussed."""
    pattern = ACTS.get(verb.lemma_.lower())
    speaker = speaker_of(verb, reading) if pattern else None
    if pattern is None or speaker is None or not can_speak(speaker) or _is_unsaid(verb):
        return None
    content = _content(verb, pattern, reading)
    if content is None:
        return None
    first, last = trim(*content, reading)
    if last - first < SHORTEST or speaker.i in range(first, last):
        return None
    return Report((whole_marks(first, last, reading),), source_of("act", verb, speaker, reading))


def _content(verb: Token, pattern: frozenset[str], reading: Reading) -> tuple[int, int] | None:
    """The tokens of whom or what a verb speaks and of what it says of them."""
    obj = next((c for c in verb.children if c.dep_ in ("dobj", "oprd") and c.i > verb.i), None)
    said = next((c for c in _phrases(verb, obj) if c.i > verb.i and _says(c, pattern, reading)), None)
    if said is not None:
        return said.i + 1 if obj is None else obj.left_edge.i, said.right_edge.i + 1
    if obj is not None and "" in pattern and obj.right_edge.i - obj.left_edge.i + 1 >= _SHORTEST_OBJECT:
        return obj.left_edge.i, obj.right_edge.i + 1
    return None


def _says(phrase: Token, pattern: frozenset[str], reading: Reading) -> bool:
    """Whether a phrase is what a verb says; what it calls something in marks is a quotation by itself."""
    if phrase.dep_ == "oprd":
        return "=" in pattern and reading.outside(phrase) and reading.outside(phrase.left_edge)
    if phrase.lower_ not in pattern or phrase.right_edge == phrase:
        return False
    return phrase.lower_ != "as" or all(map(reading.outside, phrase.doc[phrase.i + 1 : phrase.i + _AS_REACH]))


def _is_unsaid(verb: Token) -> bool:
    """Whether an act is negated, possible, withheld or only meant.

    "declined to discuss", "met to discuss", "was ready to discuss", "is open to discussing".
    """
    above = verb.head
    purpose = has_to(verb) and verb.dep_ in _PURPOSES and above.lemma_ not in _GOING_ON
    ready = (verb.dep_ == "xcomp" and above.pos_ == "ADJ") or (verb.dep_ == "pcomp" and above.lower_ == "to")
    return purpose or ready or is_withheld(verb) or is_supposed(verb)


def _phrases(verb: Token, obj: Token | None) -> list[Token]:
    """A verb's prepositions and what it calls something, and the prepositions that the parse has hung on its object.

    Of theft, for stealing it, as a thief; it may have no other object: "what she called a waste".
    """
    found = [c for c in verb.children if c.dep_ in ("prep", "oprd")]
    lower = [c for c in obj.children if c.dep_ == "prep"] if obj is not None else []
    return found + [c for c in lower if c.lower_ in ("of", "as") or any(low.dep_ == "pcomp" for low in c.children)]
