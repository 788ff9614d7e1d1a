"""Reading the parse: who is the subject of a verb, and what can be one."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from toolkit.annotators.hyphens import head_of_word
from toolkit.annotators.lexicon import JUDGING, MESSAGES, SAYING
from toolkit.annotators.passives import agent, closes_aside, is_participle, is_passive
from toolkit.annotators.somebody import can_speak
from toolkit.annotators.tags import FINITE, NOMINALS, SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.annotators.reading import Reading

_RELATIVES: Final = frozenset(("who", "which", "that", "whom", "whose"))
DUMMIES: Final = frozenset(("it", "there", "this", "that", "what", "which"))
_LET: Final = frozenset(("'s", "’s"))
"""The "us" of "Let's", which says nothing."""
INFERRED: Final = frozenset("suggest indicate imply signal hint mean appear consider see view".split())
"""What a thing does too that says nothing: "it suggests that ..."."""
_DEPTH: Final = 6
PAUSES: Final = frozenset((",", "”", '"', "''", "—", "–", "--"))
"""What divides a clause from one behind it."""
_ASKING: Final = frozenset(("ask", "press", "question", "quiz", "challenge"))
_NEAR: Final = 40
"""Tokens before a verb among which the one that it goes on from is looked for."""
MOST_CHILDREN: Final = 40
"""Words that hang on a verb among which its subject or its negation is looked for: more only in parses gone astray."""
_LONGEST_APPOSITION: Final = 40
"""Tokens between a name and its verb."""
BEFORE_HEAD: Final = frozenset(
    """det amod compound poss nummod nmod quantmod predet advmod case punct npadvmod neg""".split()
)
"""What stands before a noun and belongs to it."""
_REPORTING: Final = SAYING | JUDGING


def is_verb(token: Token) -> bool:
    """Whether a token is tagged as a verb; participles used as adjectives are not."""
    return token.pos_ in ("VERB", "AUX")


def subject(verb: Token, reading: Reading, depth: int = 0) -> Token | None:
    """Who does what the verb says: its subject, the agent of a passive, or the one it shares with a governing verb."""
    if depth > _DEPTH:
        return None
    own = _own_subject(verb, reading)
    if own is not None:
        return _resolve_relative(own, verb)
    for child in islice(verb.children, MOST_CHILDREN):
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    inherited = _inherited(verb, reading, depth)
    if inherited is None and depth and verb.lemma_.lower() in SAYING and verb.tag_ in ("VBD", "VBZ"):
        return inverted_subject(verb, reading)
    return inherited


def _own_subject(verb: Token, reading: Reading) -> Token | None:
    found: Token | None = None
    for child in islice(verb.children, MOST_CHILDREN):
        nominal = child.dep_ in SUBJECTS and child.pos_ != "VERB" and child.lower_ not in _LET
        if not nominal or reading.top[child.i] != reading.top[verb.i] or _of_content(child, verb):
            continue
        if reading.in_dateline(child.i) and not reading.in_dateline(verb.i):
            apposed = [c for c in child.children if c.dep_ == "appos" and not reading.in_dateline(c.i)]
            if not apposed:
                continue
            child = apposed[0]
        if found is None:
            found = child
            continue
        # of two the nearer, if the first is that of the content: "The bridge, Kim told reporters, has been moved"
        aside = child.i < verb.i and verb.doc[child.left_edge.i - 1].text == "," and _content_has_none(verb)
        return child if aside else found
    return found


def _content_has_none(verb: Token) -> bool:
    """Whether the clause behind a verb has no subject, so that the first of two before the verb is its."""
    behind = [c for c in islice(verb.children, MOST_CHILDREN) if c.dep_ == "ccomp" and c.i > verb.i]
    return any(not any(low.dep_ in SUBJECTS for low in clause.children) for clause in behind)


def _of_content(child: Token, verb: Token) -> bool:
    """Whether a supposed subject behind its verb is that of the content: "saying he ...", "said she “has ...”"."""
    if child.i < verb.i:
        return False
    if verb.tag_ in ("VBG", "VBN"):
        return True
    following = next((t for t in verb.doc[child.i + 1 : child.i + 4] if not t.is_punct), None)
    return child.pos_ == "PRON" and child.i == verb.i + 1 and following is not None and is_verb(following)


def _resolve_relative(own: Token, verb: Token) -> Token | None:
    """The noun that a relative pronoun stands for; a dummy subject is none."""
    if own.lower_ not in _RELATIVES or own.tag_ not in ("WP", "WDT", "WP$", "IN"):
        return None if own.lower_ in DUMMIES and not _it_speaks(own, verb) else own
    head = verb
    for _ in range(_DEPTH):
        if head.dep_ == "relcl":
            return head.head if head.head.pos_ in NOMINALS else None
        head = head.head
    return None


def relative_of(verb: Token, antecedent: Token) -> Token | None:
    """The "who" or "which" that is the subject of a verb, or of the one it shares its subject with, for a noun.

    A "that" is none: "a note that said ..." is a note's words.
    """
    clause = verb
    for _ in range(_DEPTH):
        if clause.head.i == antecedent.i:
            break
        clause = clause.head
    if clause.dep_ != "relcl" or clause.head.i != antecedent.i:
        return None
    if clause.i != verb.i and verb.nbor(-1).text == ",":  # X, who ..., told: the parse has put it into the clause
        return None
    between = (t for t in islice(clause.children, MOST_CHILDREN) if antecedent.i < t.i < verb.i)
    return next((t for t in between if t.dep_ in SUBJECTS and t.tag_ in ("WP", "WDT") and t.lower_ != "that"), None)


def _it_speaks(own: Token, verb: Token) -> bool:
    """Whether "it" is a body or a text that says something: "It said that ...", "what it calls ..."."""
    lemma = verb.lemma_.lower()
    return own.lower_ == "it" and own.dep_ == "nsubj" and lemma in _REPORTING and lemma not in INFERRED


def _inherited(verb: Token, reading: Reading, depth: int) -> Token | None:
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ == "conj" and verb.tag_ in FINITE:
        head = _finite_above(head)
    asked = head.dep_ == "pobj" and head.head.lower_ == "for"
    taken = head.dep_ == "dobj" and verb.dep_ == "acl"
    if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VB" and (taken or asked) and not can_speak(head):
        above = head.head.head if head.dep_ == "pobj" else head.head
        if is_verb(above):
            return subject(above, reading, depth + 1)  # took the chance to ask, called for a study to find out
    if verb.dep_ in ("acl", "relcl") and head.pos_ in NOMINALS:
        return head if verb.tag_ != "VBN" else None
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "prep", "pcomp", "parataxis", "dep", "aux", "acl"):
        if is_verb(head) or head.pos_ in ("ADP", "SCONJ", "ADJ", "PART"):
            return subject(head, reading, depth + 1)
        if verb.dep_ in ("pcomp", "prep") and head.pos_ in NOMINALS:
            return subject(head.head, reading, depth + 1) if is_verb(head.head) else None
    return None


def has_to(verb: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _finite_above(verb: Token) -> Token:
    """The verb that a finite one is really coordinated with, where the parse takes an infinitive below it.

    In "spoke of her plan to move the bridge and accused Kim" it is no plan that accused.
    """
    infinitive = verb.tag_ == "VB" and has_to(verb)
    above = verb
    for _ in range(_DEPTH if infinitive else 0):
        above = above.head
        if is_verb(above) and above.tag_ in FINITE:
            return above
    return verb


def inverted_subject(verb: Token, reading: Reading) -> Token | None:
    """The noun phrase right after a verb of saying: "said Ana Ruiz, who ..."."""
    doc = verb.doc
    if any(child.tag_ == "MD" for child in verb.lefts):  # which she called “X,” would add billions
        return None
    i = verb.i + 1
    while i < min(len(doc), verb.i + 4) and doc[i].pos_ in ("ADV", "PART", "ADP"):
        i += 1
    if verb.i + 1 < len(doc) and doc[verb.i + 1].text[:1].isupper() and not doc[verb.i + 1].is_sent_start:
        i = verb.i + 1
    if i >= len(doc) or not reading.outside(doc[i]):
        return None
    if doc[i].pos_ not in (*NOMINALS, "DET", "ADJ", "NUM") and not doc[i].text[:1].isupper():
        return None
    if doc[i].lower_ in DUMMIES or doc[i].ent_type_ in ("DATE", "TIME"):
        return None
    token = head_of_word(doc[i])
    while (
        token.head.i > token.i
        and token.head.i <= verb.i + 14
        and token.dep_ in BEFORE_HEAD
        and token.head.pos_ in NOMINALS
    ):
        token = token.head
    return token if token.pos_ in NOMINALS or token.text[:1].isupper() else None


def speaker_of(verb: Token, reading: Reading) -> Token | None:
    """Who says what a verb of saying says; of "let him know" who lets. A passive without an agent has nobody."""
    if verb.lemma_ == "know" and verb.head.lemma_ == "let" and verb.dep_ in ("ccomp", "xcomp"):
        return speaker_of(verb.head, reading)
    if closes_aside(verb):
        return verb.head
    if (is_passive(verb) or is_participle(verb)) and verb.lemma_ not in ("quote", "overhear", "hear"):
        return agent(verb, reading)
    shared = _shared_by_sense(verb, reading)
    found = shared or subject(verb, reading) or _name_beside(verb, reading) or _name_before_commas(verb, reading)
    if found is not None and reading.outside(verb) and not reading.outside(found):
        return _said_before(verb, reading) or found
    return found


def _said_before(verb: Token, reading: Reading) -> Token | None:
    """The subject of the reporting verb before one that the parse hangs on quoted words: “I am,” Kim said, adding."""
    for i in range(verb.i - 1, max(-1, verb.i - _NEAR - 1), -1):
        token = verb.doc[i]
        if token.is_space:
            return None
        if token.lemma_.lower() in SAYING and token.tag_ in FINITE and reading.outside(token):
            own = _own_subject(token, reading)
            if own is not None and reading.outside(own):
                return own
    return None


def asked(first: Token) -> bool:
    """Whether a sentence begins with what somebody was asked: "Asked by Lee whether ..., Kim"."""
    return first.is_sent_start is True and first.tag_ == "VBN" and first.lemma_.lower() in _ASKING


def _shared_by_sense(verb: Token, reading: Reading) -> Token | None:
    """The speaker of a verb without subject where the parse attaches it too low.

    "issued a statement saying": who issued it; "X said that ..., suggesting": X; "X said that it was ... and said": X.
    """
    if _own_subject(verb, reading) is not None:
        return None
    head = verb.head
    if verb.dep_ in ("acl", "relcl") and head.lemma_.lower() in MESSAGES and head.dep_ == "dobj" and is_verb(head.head):
        return subject(head.head, reading) or _name_beside(head.head, reading)
    if verb.dep_ == "conj" and not _personal(head, reading):
        return _outer_speaker(head, reading)
    comma = verb.i > 0 and verb.nbor(-1).text in PAUSES
    if verb.tag_ == "VBG" and comma and verb.dep_ in ("advcl", "acl", "conj", "dep", "parataxis"):
        return _outer_speaker(head, reading)
    if verb.dep_ == "pcomp" and is_verb(head.head) and not _personal(head.head, reading):
        return _outer_speaker(head.head, reading)
    return None


def _personal(verb: Token, reading: Reading) -> bool:
    """Whether a verb's own subject may be the one who says something: a name or a personal pronoun."""
    own = _own_subject(verb, reading)
    return own is None or own.pos_ == "PROPN" or own.lower_ in ("he", "she", "they", "i", "we", "who")


def _outer_speaker(inner: Token, reading: Reading) -> Token | None:
    """The subject of the verb of saying whose content holds `inner`."""
    for _ in range(_DEPTH):
        if inner.dep_ == "ccomp" and inner.head.lemma_.lower() in SAYING and reading.outside(inner.head):
            return subject(inner.head, reading)
        if inner.dep_ == "ccomp" and any(child.dep_ == "acomp" for child in inner.head.children):
            firm = _own_subject(inner.head, reading)  # was adamant that ..., telling
            return firm if firm is not None and firm.lower_ not in DUMMIES and can_speak(firm) else None
        if inner.head.i == inner.i or inner.dep_ not in (
            "advcl",
            "conj",
            "xcomp",
            "ccomp",
            "pcomp",
            "prep",
            "acl",
            "pobj",
            "dobj",
        ):
            return None
        inner = inner.head
    return None


def _name_beside(verb: Token, reading: Reading) -> Token | None:
    """A capitalized word right before a finite verb that the tagger did not take for a name: "And Skelly called"."""
    before = verb.nbor(-1) if verb.i else None
    if before is None or verb.tag_ not in ("VBD", "VBZ", "VBN") or before.is_sent_start or not reading.outside(before):
        return None
    strange = before.pos_ in ("ADV", "ADJ", "X", "INTJ", "PROPN", "NOUN")
    return before if strange and before.text[:1].isupper() and before.is_alpha else None


def _name_before_commas(verb: Token, reading: Reading) -> Token | None:
    """A person's name that a long apposition parts from its verb: "Kim, head of ... and chair of ..., said"."""
    doc = verb.doc
    if verb.tag_ not in ("VBD", "VBZ") or not verb.i or doc[verb.i - 1].text != ",":
        return None
    for i in range(verb.i - 2, max(0, verb.i - _LONGEST_APPOSITION), -1):
        token = doc[i]
        if token.tag_ in FINITE or not reading.outside(token) or doc[i + 1].is_sent_start:
            return None
        if token.ent_type_ == "PERSON" and doc[i + 1].text == "," and token.dep_ not in ("pobj", "poss", "dobj"):
            return token
    return None


def is_cue(token: Token, reading: Reading, lemmas: frozenset[str] = SAYING) -> bool:
    """Whether a token outside marks is a verb of the given list; one that is tagged as a noun has a subject."""
    if token.lemma_.lower() not in lemmas or not reading.outside(token):
        return False
    return is_verb(token) or (
        token.tag_ == "NNS" and any(c.dep_ == "nsubj" for c in islice(token.lefts, MOST_CHILDREN))
    )
