"""Candidates for reported content that a noun leads to: "her claim that ...", "his promise to ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.clauses import SHORTEST, bare, has_that, trim, whole_marks
from toolkit.annotators.lexicon import PLEDGES, SAYING, SAYING_NOUNS
from toolkit.annotators.quotation import Report, source_of
from toolkit.annotators.somebody import can_speak
from toolkit.annotators.syntax import is_verb, subject
from toolkit.annotators.tags import NOMINALS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.annotators.reading import Reading
    from toolkit.annotators.rules import Rule

_HEARING: Final = frozenset(
    """hear receive get face reject deny dismiss refute dispute rebut ignore fuel spark prompt draw follow see read
    believe await welcome hail accept investigate examine probe review consider support back contradict""".split()
)
"""Verbs whose subject has not said what is heard, rejected or looked into."""
_OF_WHOM: Final = frozenset(("by", "from"))
_BEFORE_NOUNS: Final = frozenset(("compound", "nmod", "amod", "nsubj"))
NOUNS: Final = SAYING_NOUNS | PLEDGES


def noun_report(noun: Token, reading: Reading) -> Report | None:
    """What a noun of saying, or a word of saying that is tagged as a noun, leads to."""
    lemma = noun.lemma_.lower()
    found = _clause_of(noun, reading) if lemma in NOUNS else None
    return found or (_mistaken_for_noun(noun, reading) if lemma in SAYING else None)


def _clause_of(noun: Token, reading: Reading) -> Report | None:
    """Her claim that ...; the warning, made by nobody named, is none."""
    comp = next((c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and has_that(c)), None)
    pledged = comp is None and noun.lemma_.lower() in PLEDGES
    if pledged:
        comp = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VB" and c.i > noun.i), None)
    speaker = _owner(noun, reading) if comp is not None else None
    if comp is None or speaker is None or (pledged and speaker.dep_ not in ("poss", "pobj")):
        return None
    return _report("noun-clause", comp, noun, speaker, reading)


def _mistaken_for_noun(verb: Token, reading: Reading) -> Report | None:
    """The clause of a verb that the tagger took for the plural of a noun: "Kim posts that she walked ..."."""
    name = verb.nbor(-1) if verb.i else None
    if name is None or verb.tag_ != "NNS" or name.dep_ not in _BEFORE_NOUNS or not name.text[0].isupper():
        return None
    comp = next((c for c in verb.children if c.dep_ in ("ccomp", "acl", "relcl") and c.left_edge.i == verb.i + 1), None)
    if comp is None or not has_that(comp) or not can_speak(name):
        return None
    return _report("clause", comp, verb, name, reading)


def _report(rule: Rule, comp: Token, cue: Token, speaker: Token, reading: Reading) -> Report | None:
    first, last = trim(comp.left_edge.i, comp.right_edge.i + 1, reading)
    if last - first < SHORTEST:
        return None
    content = bare(*whole_marks(first, last, reading), reading)
    return Report((content,), source_of(rule, cue, speaker, reading))


def _owner(noun: Token, reading: Reading) -> Token | None:
    """Whose claim a claim is: its possessor, else the subject of the verb that it is the object of."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None) or _bare_possessive(noun) or _author(noun)
    if owner is not None:
        return owner
    if noun.dep_ == "dobj" and is_verb(noun.head) and noun.head.lemma_.lower() not in _HEARING:
        return subject(noun.head, reading)
    return None


def _author(noun: Token) -> Token | None:
    """Whom "by" or "from" names behind a noun: "the claim by Kim that ...", "an order from Kim to ..."."""
    by = (c for c in noun.children if c.dep_ in ("prep", "agent") and c.lower_ in _OF_WHOM and c.i == noun.i + 1)
    return next((low for each in by for low in each.children if low.dep_ == "pobj" and can_speak(low)), None)


def _bare_possessive(noun: Token) -> Token | None:
    """The owner before a bare apostrophe, which the parser often takes for a mark: "Ms. Rivas’ recent warning"."""
    doc = noun.doc
    for i in range(noun.i - 1, max(1, noun.i - 4), -1):
        if doc[i].text in ("’", "'") and doc[i - 1].text[-1] in "sxz" and doc[i - 1].pos_ in NOMINALS:
            return doc[i - 1]
        if doc[i].pos_ not in ("ADJ", "NOUN", "VERB", "ADV"):
            return None
    return None
