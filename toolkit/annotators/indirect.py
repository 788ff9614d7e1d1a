"""Candidates for reported content without marks, or with some inside: clauses that a verb or noun of saying governs.

Complements of verbs of saying and, as frames for quotations, of thought; "according to"; infinitives of promising and
asking; clauses of a noun of saying ("her claim that ...").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.acts import act
from toolkit.annotators.asides import TOLD, according, as_reported, parenthetical
from toolkit.annotators.clauses import SHORTEST, bare, clause, has_that, is_relative, trim_all, whole_marks
from toolkit.annotators.columns import among
from toolkit.annotators.lexicon import (
    ACTS,
    ASKED_TO,
    GERUNDS,
    MESSAGES,
    OCCASIONS,
    SAYING,
    THINKING,
)
from toolkit.annotators.nouns import NOUNS, noun_report
from toolkit.annotators.passives import is_participle
from toolkit.annotators.quotation import Report, source_of
from toolkit.annotators.scare import is_withheld
from toolkit.annotators.somebody import can_speak, expresses
from toolkit.annotators.syntax import INFERRED, has_to, inverted_subject, is_verb, speaker_of
from toolkit.annotators.tags import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from toolkit.annotators.reading import Reading
    from toolkit.annotators.rules import Rule

_ASKING: Final = frozenset(("ask", "question", "wonder", "inquire"))
_TELLING: Final = frozenset(("tell", "order", "warn", "advise", "urge", "instruct"))
"""Verbs that somebody unnamed may be the subject of: "was told to wait"."""
_OF_THINGS: Final = frozenset(("request", "demand", "propose", "offer", "claim"))
"""Verbs whose object is no person that is asked to do something."""
_OF_ALL: Final = frozenset(
    "threaten promise offer challenge direct remind warn call demand tell order recommend".split()
)
"""Verbs with an infinitive whose subject may be a thing."""
_REPORTED: Final = SAYING | THINKING | ASKED_TO | GERUNDS | frozenset(ACTS)
_PERSONAL: Final = INFERRED | (THINKING - SAYING)
"""What a thing does too, and then says nothing."""
_MEANING: Final = frozenset("be want vote like wish".split())
"""What somebody wants to say, or is to say, is not said."""
_ACCUSATIVE: Final = frozenset("him her them me us himself herself themselves itself myself".split())
_BETWEEN: Final = MESSAGES | OCCASIONS
_NOUNS: Final = NOUNS | SAYING
"""Words of saying that may be tagged as nouns, rightly or not."""
_LEMMAS: Final = _REPORTED | NOUNS | {"put"}
_CUES: Final = _LEMMAS | {lemma.capitalize() for lemma in _LEMMAS} | {lemma.upper() for lemma in _LEMMAS}
"""Lemmas that may be cues, as they are written at the beginning of a sentence and in headlines too."""


def find_reports(reading: Reading) -> list[Report]:
    """Every candidate outside marks, in order of its content."""
    doc = reading.doc
    cues = sorted({*among(doc, "LEMMA", _CUES), *among(doc, "LOWER", ["according"])})
    found = [report for index in cues for report in _at(doc[index], reading)]
    return sorted(found, key=lambda report: report.ranges)


def _at(token: Token, reading: Reading) -> Iterator[Report]:
    if not reading.outside(token):
        return
    report = None
    if is_verb(token) and (token.lemma_.lower() in _REPORTED or token.lemma_ == "put"):
        report = _first(token, reading)
    elif token.lower_ == "according":
        report = according(token, reading)
    elif token.pos_ == "NOUN" and token.lemma_.lower() in _NOUNS:
        report = noun_report(token, reading)
    if report is not None:
        yield report


def _first(verb: Token, reading: Reading) -> Report | None:
    return (
        as_reported(verb, reading) or _verb_report(verb, reading) or parenthetical(verb, reading) or act(verb, reading)
    )


def _verb_report(verb: Token, reading: Reading) -> Report | None:
    found = None if _unsaid(verb) else _complement(verb)
    if found is None:
        return None
    comp, rule = found
    if _unsaid_request(verb, comp, rule):
        return None
    speaker = speaker_of(verb, reading)
    if speaker is not None and verb.lemma_.lower() in _PERSONAL and not expresses(speaker):
        return None
    if speaker is None:
        speaker = inverted_subject(verb, reading) if comp.i < verb.i else _subject_before(verb, reading)
    if speaker is None and not _unsigned(verb, comp, rule):
        return None
    if speaker is not None and (_inside(comp, speaker, verb) or (rule == "infinitive" and not _asks(speaker, verb))):
        return None
    ranges = clause(comp, verb, speaker, reading)
    ranges = [whole_marks(*r, reading) for r in ranges]
    ranges = trim_all([bare(*r, reading, before=r[0] < verb.i) for r in ranges], reading)
    if sum(last - first for first, last in ranges) < SHORTEST:
        return None
    return Report(tuple(ranges), source_of(rule, verb, speaker, reading))


def _subject_before(verb: Token, reading: Reading) -> Token | None:
    """The subject that the parse has given to a clause before its verb: "Kim, reached at sea, said that ..."."""
    for child in verb.lefts:
        if child.dep_ in ("advcl", "ccomp") and child.tag_ in ("VBD", "VBN") and reading.outside(child):
            own = next((c for c in child.children if c.dep_ == "nsubj" and c.i < child.i), None)
            if own is not None and can_speak(own):
                return own
    return None


def _inside(comp: Token, speaker: Token, verb: Token) -> bool:
    """Whether the speaker found is a part of the content, and so none.

    In a relative clause ("which officials say are ...") the content's subject stands before the speaker.
    """
    if verb.i < comp.i and is_relative(comp):
        return comp.is_ancestor(speaker)
    return comp.left_edge.i <= speaker.i <= comp.i


def _asks(speaker: Token, verb: Token) -> bool:
    """Whether what promises or asks something is somebody: rain threatens to fall, too."""
    return can_speak(speaker) or verb.lemma_.lower() not in _OF_ALL


def _unsaid(verb: Token) -> bool:
    """Whether the text says that something was not said: "declined to say whether ...", "has never said that ..."."""
    if any(c.dep_ == "neg" for c in verb.children):
        return verb.lemma_ == "say" or any(c.lower_ in ("ca", "can", "could") for c in verb.children)
    asked = any(c.lower_ == "if" for c in verb.children) and any(c.lower_ in ("you", "we") for c in verb.children)
    meant = has_to(verb) and verb.dep_ == "xcomp" and verb.head.lemma_ in _MEANING
    return asked or meant or is_withheld(verb)


def _unsaid_request(verb: Token, comp: Token, rule: Rule) -> bool:
    """Whether an infinitive is a purpose or negated ("requested anonymity to ...", "was not asked to ...")."""
    if rule != "infinitive":
        return False
    objects = [c for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < comp.i]
    things = verb.lemma_.lower() in _OF_THINGS
    purpose = any(each.lemma_ == "question" or (things and not can_speak(each)) for each in objects)
    return purpose or any(c.dep_ == "neg" for c in verb.children)


def _unsigned(verb: Token, comp: Token, rule: Rule) -> bool:
    """Whether a passive does not say whose its content is: "was asked whether ...", "it was reported that ..."."""
    if comp.i < verb.i or not (verb.tag_ == "VBN" or is_participle(verb)):
        return False
    if verb.lemma_.lower() in _ASKING or (rule == "infinitive" and verb.lemma_.lower() in _TELLING):
        return True
    return any(c.dep_ == "nsubjpass" and c.lower_ == "it" for c in verb.children) and has_that(comp)


def _complement(verb: Token) -> tuple[Token, Rule] | None:
    """The clause that a verb governs, and the rule that says so."""
    lemma = verb.lemma_.lower()
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and not _before_colon(child, verb)]
    clauses = [child for child in clauses if not _is_small(child)]
    if verb.dep_ != "relcl" and not any(child.tag_ in ("WP", "WDT") for child in verb.children):
        clauses = [child for child in clauses if child.i < verb.i or not _is_phrase(child)]
    if clauses and all(child.i < verb.i for child in clauses) and _has_other(verb):
        clauses = []
    if clauses:
        return next((child for child in clauses if child.i > verb.i), clauses[0]), "clause"
    if lemma in _ASKING:
        for child in verb.children:
            if child.dep_ == "advcl" and child.i > verb.i and _begins_with(child, ("if", "whether")):
                return child, "clause"
    if lemma in ASKED_TO:
        for child in verb.children:
            if child.dep_ in ("xcomp", "advcl") and child.i > verb.i and _is_infinitive(child, verb):
                return child, "infinitive"
    if lemma in GERUNDS:
        gerund = _gerund(verb)
        if gerund is not None:
            return gerund, "infinitive"
    if lemma in SAYING:
        for child in verb.children:
            if child.dep_ == "advcl" and child.i > verb.i and _begins_with(child, ("that",)):
                return child, "clause"
    if lemma in SAYING and verb.dep_ != "relcl":
        astray = _led_by_that(verb) or _astray(verb)
        if astray is not None:
            return astray, "clause"
    return None


def _is_small(comp: Token) -> bool:
    """Whether a clause without a finite verb says what somebody was seen to do: "found him sleeping"."""
    if comp.tag_ not in ("VB", "VBG", "VBN") or any(c.dep_ in ("aux", "auxpass", "mark") for c in comp.children):
        return False
    return any(c.dep_ in SUBJECTS and c.lower_ in _ACCUSATIVE for c in comp.children)


def _is_phrase(comp: Token) -> bool:
    """Whether a supposed clause is a noun phrase that ends in a word like a verb's: "reported revenue declines".

    It has no subject and no word that joins it.
    """
    if comp.tag_ not in ("VBZ", "VBD", "VBP", "NNS"):
        return False
    return not any(c.dep_ in (*SUBJECTS, "expl", "csubj", "mark", "aux", "advmod") for c in comp.children)


def _has_other(verb: Token) -> bool:
    """Whether a verb after a clause has something else to govern: "In his book, he suggested waiting"."""
    if any(child.dep_ == "neg" for child in verb.children) or _gerund(verb) is not None:
        return True
    inverted = not any(child.dep_ in SUBJECTS for child in verb.children)  # "..., added Kim"
    told = verb.lemma_.lower() in TOLD
    return not told and not inverted and any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)


def _led_by_that(verb: Token) -> Token | None:
    """What begins with the word "that" right after a verb, whatever the parse takes it for."""
    for child in verb.children:
        first = child.left_edge
        if first.i == verb.i + 1 and first.i < child.i and first.lower_ == "that" and first.dep_ == "mark":
            return child
    return None


def _before_colon(clause: Token, verb: Token) -> bool:
    """Whether a colon divides a clause from a verb after it: it leads on to a new one."""
    return clause.i < verb.i and any(token.text == ":" for token in verb.doc[clause.i : verb.i])


def _is_infinitive(child: Token, verb: Token) -> bool:
    """Whether a clause is an infinitive, bare or with "for": "asked to go", "asked for it to be moved"."""
    if not has_to(child):
        return False
    return child.dep_ == "xcomp" or _begins_with(child, ("for",))


def _gerund(verb: Token) -> Token | None:
    """The clause without a subject that a verb governs: "proposed closing it", "admitted to closing it"."""
    if any(child.dep_ == "dobj" for child in verb.children):  # described her leaving
        return None
    for child in verb.children:
        after = child.i > verb.i
        if after and child.dep_ == "xcomp" and child.tag_ == "VBG" and child.left_edge.i == child.i:
            return child
        if after and child.dep_ == "prep" and child.lower_ == "to" and child.i == verb.i + 1:
            return next((c for c in child.children if c.dep_ == "pcomp" and c.tag_ == "VBG"), None)
    return None


def _begins_with(clause: Token, words: tuple[str, ...]) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in words for c in clause.children)


def _astray(verb: Token) -> Token | None:
    """The clause of a verb of saying that the parse has hung elsewhere.

    On a noun between the two ("said in an interview that ...", "said for the first time that ..."), or below its own
    first word ("said seeing them was ...").
    """
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ == "xcomp" and child.tag_ == "VBG" and child.i == verb.i + 1:
            return child if any(c.dep_ == "ccomp" for c in child.children) else None
        if child.dep_ in ("prep", "npadvmod", "dobj", "dative"):
            for noun in (child, *child.children):
                for low in noun.children:
                    if low.dep_ in ("relcl", "acl") and low.left_edge.lower_ == "that" and _comes_between(noun):
                        return low
    return None


def _comes_between(noun: Token) -> bool:
    """Whether a noun can stand between "said" and "that": where, when and to whom something is said."""
    return noun.lemma_.lower() in _BETWEEN or noun.ent_type_ in ("DATE", "TIME", "PERSON", "ORG")
