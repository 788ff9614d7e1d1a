"""Who says what stands in marks: rules in the order in which they are asked, for one stretch at a time.

After it ("...," said X), embedded in a reported clause (mixed), before it (X said: "..."), credits and labels, any cue
right after it, and at last its neighbours: a quotation goes on within a paragraph, over paragraphs, or follows a
sentence about its speaker.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.annotators.extents import name_head
from toolkit.annotators.labels import named_before
from toolkit.annotators.lexicon import (
    ASKED_TO,
    EXPRESSING,
    JUDGING,
    MESSAGES,
    PHRASE_NOUNS,
    PLAIN,
    SAYING,
    THINKING,
    WORKS,
)
from toolkit.annotators.passives import is_done_to, tells_of_it
from toolkit.annotators.phrases import subject_within
from toolkit.annotators.quotation import source_of
from toolkit.annotators.reading import ends_open, words_only
from toolkit.annotators.somebody import can_speak, expresses
from toolkit.annotators.syntax import DUMMIES, has_to, inverted_subject, is_cue, is_verb, speaker_of, subject
from toolkit.annotators.tags import FINITE, NOMINALS, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from toolkit.annotators.marks import Quoted
    from toolkit.annotators.quotation import Source
    from toolkit.annotators.reading import Reading
    from toolkit.annotators.rules import Rule

_AND: Final = frozenset(("and", "but", "or", "nor"))
_WHEN: Final = frozenset("when while before after because although though since until if".split())
"""What begins a clause that says when or why something was said, and not by whom."""
_FINITE: Final = SUBJECTS | {"aux", "auxpass"}
ANY_CUE: Final = SAYING | THINKING | JUDGING | EXPRESSING
_NEVER_PASSIVE: Final = frozenset(("say", "add", "tweet", "reply", "respond"))
"""Verbs whose participle hardly says what is done to a person."""
_CLIMB: Final = 12
"""Steps up the parse at most: a text without end may be one sentence."""
_NEAR_COLON: Final = 3
"""Words before a colon among which a message is looked for."""
_GIVING: Final = frozenset("have give make offer send post issue deliver leave write share add repeat release".split())
_STRONG_LEFT: Final = 6
"""Words: so near before a comma or colon any verb that leads to speech is its cue; farther, only verbs of saying."""
_NO_PEOPLE: Final = DUMMIES | {"who", "i", "we", "you", "they"}
_AS_PUT: Final = frozenset(("put", "phrase"))
_THOUGHT: Final = THINKING - JUDGING - SAYING
"""What a thing does too, and then says nothing: the scan showed a “shadow”."""
_LEADING: Final = SAYING | THINKING | JUDGING
_ACTING: Final = EXPRESSING - _LEADING
"""What a speaker does beside saying something."""
_WORDED: Final = PHRASE_NOUNS | MESSAGES


def cue_after(stretch: Quoted, reading: Reading) -> Source | None:
    """The reporting clause right after a stretch: "...," said X; "...?" X asked."""
    tokens = reading.after(stretch)
    words = words_only(tokens)
    if not words or words[0].lower_ in _AND or not _open_to_the_right(stretch, reading):
        return None
    if words[0].lower_ in _WHEN or (
        words[0].lower_ == "as" and tokens[0].text != "," and not _ends_with_comma(stretch, reading)
    ):
        return None
    for count, token in enumerate(words[:14]):
        if token.tag_ in ("VBG", "VBN") and not any(c.dep_ in _FINITE for c in token.children):
            if not _mistaken_for_participle(token, words[0]):
                return None
            return source_of("after", token, name_head(words[0]), reading)
        if token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children):
            continue
        if token.text == "," and count > 8:
            return None
        if _describes_subject(token) or is_done_to(token) or tells_of_it(token, words[0]):
            continue
        if is_cue(token, reading, ANY_CUE if count < 4 else SAYING) and not _governs_another(token, stretch, reading):
            speaker = _speaker_after(token, words, count, reading)
            if speaker is not None:
                return source_of("after", token, speaker, reading)
    return None


def _mistaken_for_participle(verb: Token, first: Token) -> bool:
    """Whether a verb of saying after a name or a person is finite: "...," Kim, the head of it tweeted."""
    finite = verb.dep_ == "acl" or verb.lemma_ in _NEVER_PASSIVE
    somebody = first.pos_ == "PROPN" or (verb.dep_ == "acl" and verb.nbor(-1) == verb.head and can_speak(verb.head))
    return verb.tag_ == "VBN" and finite and verb.lemma_ in PLAIN and somebody


def _describes_subject(verb: Token) -> bool:
    """Whether a verb is that of a relative clause on the subject of a later one: "...," Kim, who runs it, told Lee."""
    above = verb.head.head
    return verb.dep_ == "relcl" and verb.head.dep_ in SUBJECTS and above.i > verb.i and is_verb(above)


def _governs_another(verb: Token, stretch: Quoted, reading: Reading) -> bool:
    """Whether a verb that follows a stretch within a sentence has its own clause behind it: Of “X,” Kim said ..."""
    begins = all(token.is_punct for token in reading.before(stretch))
    return not begins and any(
        c.dep_ == "ccomp" and c.i > verb.i and reading.outside(c.left_edge) for c in verb.children
    )


def _ends_with_comma(stretch: Quoted, reading: Reading) -> bool:
    return stretch.inner.of(reading.text).rstrip().endswith(",")


def _open_to_the_right(stretch: Quoted, reading: Reading) -> bool:
    """Whether a reporting clause may follow: the content ends with a comma or the like, or a comma or dash follows."""
    following = reading.text[stretch.outer.end : stretch.outer.end + 1]
    return stretch.closed and (ends_open(stretch.inner.of(reading.text)) or following in (",", "—", "–"))


def _speaker_after(verb: Token, words: Sequence[Token], count: int, reading: Reading) -> Token | None:
    """The subject of a reporting verb, where it stands after the quotation."""
    speaker = speaker_of(verb, reading)
    if speaker is not None and reading.outside(speaker) and words[0].i <= speaker.i < verb.i + 25:
        return speaker
    inverted = inverted_subject(verb, reading) if count <= 2 and verb.lemma_.lower() in SAYING | PLAIN else None
    if inverted is not None:
        return inverted
    between = [t for t in words[:count] if t.pos_ in NOMINALS and t.dep_ != "pobj" and t.lower_ not in DUMMIES]
    return between[-1] if between else None


def cue_before(stretch: Quoted, reading: Reading) -> Source | None:
    """The cue that leads to a stretch from the left, nearest first: X said, "..."; X's claim of "..."."""
    tokens = reading.before(stretch)
    lead = reading.text[max(0, stretch.outer.start - 4) : stretch.outer.start].rstrip()[-1:]
    for count, token in enumerate(tokens):
        if token.lower_ == "to" and token.i and token.nbor(-1).lower_ == "according":
            speaker = next((c for c in token.children if c.dep_ == "pobj"), None)
            if speaker is not None and reading.outside(speaker):
                return source_of("before", token.nbor(-1), speaker, reading, token)
        if count < 8 and token.pos_ == "NOUN" and token.lemma_.lower() in PHRASE_NOUNS:
            speaker = next((c for c in token.children if c.dep_ == "poss"), None)
            judged = token.dep_ in ("dobj", "nsubj", "oprd") and token.head.lemma_ in JUDGING and token.head.i < token.i
            if speaker is not None and reading.outside(speaker) and not judged:
                return source_of("noun", token, speaker, reading)
        bearer = _giver(token, reading) if tokens[0].text == ":" and count < _NEAR_COLON else None
        if bearer is not None:
            return source_of("noun", token, bearer, reading)
        name = named_before(token) if count < 2 else None
        if name is not None and reading.outside(name):
            return source_of("noun", token, name, reading)
        if (
            is_cue(token, reading, _left_lemmas(lead, count))
            and _can_lead(token, stretch, reading)
            and not _shut_off(token, tokens[:count])
            and not _does_meanwhile(token)
        ):
            speaker = _aside_speaker(token, tokens[:count], reading)
            speaker = speaker or speaker_of(token, reading) or _inverted_said(token, reading)
            rule: Rule = "before" if lead in (",", ":") else "complement"
            if speaker is not None and rule == "complement" and token.lemma_ in _THOUGHT and not expresses(speaker):
                continue
            if speaker is not None and reading.outside(speaker):
                return source_of(rule, token, speaker, reading)
            if speaker is None and rule == "before" and token.lemma_ in SAYING and count < _STRONG_LEFT:
                about = subject_within(stretch, reading) if token.tag_ == "VBG" else None
                return source_of(rule, token, about.speaker if about else None, reading)
    return None


def _giver(message: Token, reading: Reading) -> Token | None:
    """Who gives what a colon leads on from: Kim gave a short answer: “...”."""
    given = message.dep_ == "dobj" and message.lemma_.lower() in PHRASE_NOUNS and is_verb(message.head)
    speaker = subject(message.head, reading) if given and message.head.lemma_ in _GIVING else None
    return speaker if speaker is not None and can_speak(speaker) and reading.outside(speaker) else None


def _can_lead(verb: Token, stretch: Quoted, reading: Reading) -> bool:
    """An infinitive leads to a quotation only where it is one of plain saying: "went on to say", not "to counter".

    Or where what is asked for begins the marks: to demand that Kim “go home”. What continues to be says nothing,
    nor does whoever has written plays.
    """
    if verb.lemma_ == "continue" and any(c.dep_ == "xcomp" for c in verb.children):
        return False
    if verb.lemma_ == "write" and any(c.dep_ == "dobj" and c.lemma_.lower() in WORKS for c in verb.children):
        return False
    asked = verb.lemma_ in ASKED_TO and reading.doc[reading.token_at(stretch.inner.start)].tag_ in ("VB", "VBP")
    return verb.lemma_ in PLAIN or asked or not has_to(verb)


def _shut_off(verb: Token, between: Sequence[Token]) -> bool:
    """Whether a clause of its own stands between a verb that says nothing and a stretch: sought X but Kim gave “Y”."""
    if verb.lemma_.lower() in SAYING:
        return bool(between) and between[0].text == ":" and any(_is_main_of(clause, verb) for clause in between)
    clauses = (t for t in between if is_verb(t) and any(c.dep_ in SUBJECTS for c in t.children))
    return any(not _hangs_on(clause, verb) for clause in clauses)


def _does_meanwhile(verb: Token) -> bool:
    """Whether a participle tells what the speaker does while saying it: “This,” Kim said, holding up a sign, “is”."""
    acts = verb.tag_ == "VBG" and verb.lemma_.lower() in _ACTING
    things = [child for child in verb.children if child.dep_ == "dobj"]
    return acts and bool(things) and not any(t.lemma_.lower() in _WORDED for t in things)


def _is_main_of(clause: Token, verb: Token) -> bool:
    """Whether a verb is below a clause that follows it and has a subject: After Kim cited it, Lee told us: “Y”."""
    if not is_verb(clause) or not any(child.dep_ in SUBJECTS for child in clause.children):
        return False
    for _ in range(_CLIMB):
        if verb.dep_ == "advcl" and verb.head.i == clause.i:
            return not any(child.lower_ == "as" for child in verb.lefts)
        verb = verb.head
    return False


def _hangs_on(clause: Token, verb: Token) -> bool:
    """Whether a clause is below a verb and not coordinated with it, as far as a sentence of some sense goes."""
    coordinated = True
    for _ in range(_CLIMB):
        coordinated = coordinated and clause.dep_ == "conj"
        clause = clause.head
        if clause.i == verb.i:
            return not coordinated
    return False


def _left_lemmas(lead: str, count: int) -> frozenset[str]:
    if lead not in (",", ":"):
        return _LEADING
    return ANY_CUE if count < _STRONG_LEFT else SAYING


def _aside_speaker(verb: Token, between: Sequence[Token], reading: Reading) -> Token | None:
    """Whom a clause between commas right before a stretch names: The bridge, wrote the mayor, “leaks.”"""
    commas = verb.i > 0 and verb.nbor(-1).text == "," and bool(between) and between[0].text == ","
    if not commas or verb.tag_ not in FINITE or any(t.text == "," or is_verb(t) for t in between[1:]):
        return None
    return inverted_subject(verb, reading)


def _inverted_said(verb: Token, reading: Reading) -> Token | None:
    opens = verb.is_sent_start and verb.lemma_.lower() in SAYING
    return inverted_subject(verb, reading) if opens or verb.lemma_ in ("say", "add", "tell") else None


def cue_anywhere_after(stretch: Quoted, reading: Reading) -> Source | None:
    """A verb of saying in the ten words after a stretch that no comma led to: "..." is how X described it."""
    lemmas = SAYING
    for token in words_only(reading.after(stretch))[: 10 if reading.before(stretch) else 25]:
        lemmas = lemmas | JUDGING if token.lower_ == "what" else lemmas
        if is_cue(token, reading, lemmas) and not (token.tag_ == "VBN" and token.dep_ == "acl"):
            speaker = speaker_of(token, reading)
            if speaker is not None and reading.outside(speaker):
                return source_of("later", token, speaker, reading)
    return None


def as_put(stretch: Quoted, reading: Reading) -> Source | None:
    """As X put it, as described by X, on either side."""
    for token in [*words_only(reading.after(stretch))[:8], *reading.before(stretch)[:14]]:
        if token.lemma_ in _AS_PUT and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "it":
            speaker = speaker_of(token, reading) or _behind_as(token)
            if speaker is not None and reading.outside(speaker):
                return source_of("as-put", token, speaker, reading, token.nbor(1))
        if token.lemma_ in JUDGING and token.tag_ == "VBN" and token.i and token.nbor(-1).lower_ == "as":
            by = next((c for c in token.children if c.lower_ == "by" and c.i == token.i + 1), None)
            agent = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
            if agent is not None and reading.outside(agent):
                return source_of("as-put", token, agent, reading)
    return None


def _behind_as(verb: Token) -> Token | None:
    """The subject that the parse takes for the object of "as": "As one voter in Harle put it, ..."."""
    lead = next((child for child in verb.children if child.lower_ == "as" and child.i < verb.i), None)
    return None if lead is None else next((child for child in lead.children if child.dep_ == "pobj"), None)


def sentence_before(stretch: Quoted, reading: Reading) -> tuple[int, int]:
    """Tokens of the sentence before a stretch, in its paragraph or the one before, as far as 80 tokens back.

    End-exclusive; an empty range where there is none.
    """
    doc, end = reading.doc, reading.token_at(stretch.outer.start)
    i = end - 1
    while i >= 0 and (doc[i].is_space or doc[i].is_punct):
        i -= 1
    if i < 0 or reading.paragraph[i] < reading.paragraph[reading.token_at(stretch.inner.start)] - 1:
        return end, end
    while i > 0 and not doc[i].is_sent_start and i > end - 80:
        i -= 1
    return i, end


def subject_before(stretch: Quoted, reading: Reading) -> Source | None:
    """The person whom the sentence before is about, where a quotation begins its own sentence without any cue."""
    sentence = reading.doc[slice(*sentence_before(stretch, reading))]
    subjects = [t for t in sentence if t.dep_ in SUBJECTS and reading.outside(t) and t.lower_ not in _NO_PEOPLE]
    people = [t for t in subjects if t.pos_ in ("PROPN", "PRON")] or [t for t in subjects if can_speak(t)]
    if not people:
        return None
    cue = next((t for t in sentence if is_cue(t, reading, ANY_CUE)), None)
    return replace(source_of("sentence-before", cue, people[0], reading), cue_token=-1)
