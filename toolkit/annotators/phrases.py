"""Short phrases that present what stands in marks as somebody's words, where no reporting clause does.

In the words of X; a reply from X: “...”; cries of “...”; what X terms “...”; was described as “...”; @name: “...”.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.labels import labelled
from toolkit.annotators.lexicon import JUDGING, MESSAGES, PHRASE_NOUNS
from toolkit.annotators.passives import is_passive
from toolkit.annotators.quotation import source_of
from toolkit.annotators.reading import words_only
from toolkit.annotators.somebody import can_speak
from toolkit.annotators.syntax import is_cue, speaker_of
from toolkit.annotators.tags import NOMINALS, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from toolkit.annotators.marks import Quoted
    from toolkit.annotators.quotation import Source
    from toolkit.annotators.reading import Reading

_CRIES: Final = frozenset("cries chants shouts yells screams whispers murmurs calls roars howls jeers cheers".split())
_CALLS: Final = frozenset(
    """call calls called term terms termed dub dubs dubbed label labels labeled labelled describe describes described
    characterize characterizes characterized characterise characterises characterised deem deems deemed brand brands
    branded""".split()
)
_NAMING: Final = frozenset("call name dub term title nickname style label tag bill brand".split())
"""Verbs that in a passive without an agent give a thing's name and nobody's words, unless in the perfect."""
_AS_VERBS: Final = frozenset(
    """defend brush rate rank frame pitch shrug wave explain depict promote list market recall sum pass write
    identify interpret""".split()
) | (JUDGING - {"find", "consider", "see", "view"})
_REACH: Final = 14
"""Words before a stretch in which a verb that judges is looked for."""
_JOINTS: Final = frozenset("and or but nor not to a an the of that as by in with for its his her their , — – /".split())
_NOBODY: Final = frozenset("it that this which who what there i we you".split())
_OPENING: Final = 6
_LONGEST_JOINT: Final = 4
"""Tokens."""
_BEARERS: Final = PHRASE_NOUNS | MESSAGES
_AS_JUDGED: Final = _AS_VERBS | JUDGING


def presented(stretch: Quoted, reading: Reading) -> Source | None:
    """Whose words a phrase around a stretch says that it holds; the speaker may stay unknown."""
    before = reading.before(stretch)
    return (
        _words_of(words_only(reading.after(stretch))[:6], reading)
        or _words_of(words_only(before)[:6][::-1], reading)
        or _words_of(_opening(words_only(before)), reading)
        or _message_from(before, reading)
        or _cry(before, reading)
        or labelled(stretch, reading)
        or _what_x_calls(words_only(before), reading)
        or _judged(words_only(before)[:_REACH], reading)
        or _passive(words_only(before)[:_REACH], stretch, reading)
    )


def _opening(before: Sequence[Token]) -> Sequence[Token]:
    """The first words of a sentence that begins with "in": In the words of X, it is a part of what was “...”."""
    begins = bool(before) and before[-1].lower_ == "in" and before[-1].is_sent_start is True
    return before[: -_OPENING - 1 : -1] if begins else ()


def joins(earlier: Quoted, stretch: Quoted, reading: Reading) -> bool:
    """Whether nothing but small words join a stretch to the one before it: “slow” and “costly”."""
    first, last = reading.tokens(earlier.outer)[1], reading.token_at(stretch.outer.start)
    if last - first > _LONGEST_JOINT:
        return False
    between = list(reading.doc[first:last])
    return any(t.is_alpha for t in between) and all(t.lower_ in _JOINTS for t in between)


def subject_within(stretch: Quoted, reading: Reading) -> Source | None:
    """Whom the sentence is about in whose midst a stretch stands: its main subject, else the nearest before."""
    people = [t for t in reading.before(stretch) if t.dep_ in SUBJECTS and can_speak(t) and t.lower_ not in _NOBODY]
    speaker = next((t for t in people if t.head.dep_ == "ROOT"), people[0] if people else None)
    return None if speaker is None else source_of("sentence", None, speaker, reading)


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
        if token.lower_ in ("from", "by") and token.head.lemma_.lower() in _BEARERS:
            owner = next((c for c in token.children if c.dep_ == "pobj"), None)
            if owner is not None and reading.outside(owner) and not _verb_between(before, token):
                return source_of("message", token.head, owner, reading)
    return None


def _verb_between(before: Sequence[Token], token: Token) -> bool:
    return any(t.pos_ == "VERB" and t.i > token.i for t in before)


def _cry(before: Sequence[Token], reading: Reading) -> Source | None:
    """Cries of “...”; shouts: “...”."""
    if len(before) < 2 or before[0].lower_ not in ("of", ":") or before[1].lower_ not in _CRIES:
        return None
    owner = next((c for c in before[1].children if c.dep_ == "poss"), None)
    return source_of("cry", before[1], owner, reading)


def _what_x_calls(words: Sequence[Token], reading: Reading) -> Source | None:
    """What she calls a “...”: by the word's form, for the tagger takes "terms" and "labels" for nouns."""
    for count, token in enumerate(words[:5]):
        following = words[count + 1 : count + 6]
        if token.lower_ in _CALLS and any(t.lower_ == "what" for t in following):
            speaker = next((t for t in following if t.pos_ in NOMINALS and t.lower_ != "what"), None)
            if speaker is not None:
                return source_of("complement", token, speaker, reading)
    return None


def _judged(words: Sequence[Token], reading: Reading) -> Source | None:
    """Defended it as “...”; calling it, among other things, “...”."""
    led = any(t.lower_ == "as" for t in words[:3])
    for token in words:
        if not (led and is_cue(token, reading, _AS_VERBS)) and not (
            token.tag_ == "VBG" and is_cue(token, reading, JUDGING)
        ):
            continue
        speaker = None if is_passive(token) else speaker_of(token, reading)
        if speaker is not None and speaker.pos_ in NOMINALS and reading.outside(speaker):
            return source_of("complement", token, speaker, reading)
    return None


def _passive(words: Sequence[Token], stretch: Quoted, reading: Reading) -> Source | None:
    """Was described as “...”; has been called “...” by X."""
    verb = next((t for t in words if t.pos_ == "VERB"), None)
    if verb is None or verb.tag_ != "VBN" or verb.lemma_.lower() not in _AS_JUDGED or not is_passive(verb):
        return None
    agent = next((c for c in verb.children if c.dep_ == "agent"), None) or _by_after(stretch, reading)
    speaker = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
    if speaker is None and verb.lemma_.lower() in _NAMING and not _perfect(verb):
        return None
    return source_of("complement", verb, speaker, reading)


def _by_after(stretch: Quoted, reading: Reading) -> Token | None:
    after = reading.after(stretch)[:1]
    return after[0] if after and after[0].lower_ == "by" else None


def _perfect(verb: Token) -> bool:
    """Whether a passive is of the kind "has been called", "being called"."""
    return any(c.lower_ in ("been", "being") for c in verb.children)
