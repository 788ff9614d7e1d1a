"""Candidates for reported content without marks, or with some inside: clauses that a verb or noun of saying governs.

Complements of verbs of saying and, as frames for quotations, of thought; "according to"; infinitives of promising and
asking; clauses of a noun of saying ("her claim that ...").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.acts import act, parenthetical
from toolkit.annotators.clauses import bare, clause, sentence_range, trim, trim_all, whole_marks
from toolkit.annotators.lexicon import ACTS, ASKED_TO, SAYING, SAYING_NOUNS, THINKING
from toolkit.annotators.quotation import Report, source_of
from toolkit.annotators.syntax import NOMINALS, can_speak, inverted_subject, is_verb, speaker_of, subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from toolkit.annotators.reading import Reading

_REPORTED: Final = SAYING | THINKING | frozenset(ACTS)


def find_reports(reading: Reading) -> list[Report]:
    """Every candidate outside marks, in order of its content."""
    found = [report for token in reading.doc for report in _at(token, reading)]
    return sorted(found, key=lambda report: report.ranges)


def _at(token: Token, reading: Reading) -> Iterator[Report]:
    if not reading.outside(token):
        return
    report = None
    if is_verb(token) and token.lemma_.lower() in _REPORTED:
        report = _verb_report(token, reading) or parenthetical(token, reading) or act(token, reading)
    elif token.lower_ == "according":
        report = _according(token, reading)
    elif token.pos_ == "NOUN" and token.lemma_.lower() in SAYING_NOUNS:
        report = _noun_report(token, reading)
    if report is not None:
        yield report


def _verb_report(verb: Token, reading: Reading) -> Report | None:
    comp, rule = _complement(verb)
    if comp is None:
        return None
    speaker = speaker_of(verb, reading)
    if speaker is None and comp.i < verb.i:
        speaker = inverted_subject(verb, reading)
    if speaker is None or comp.left_edge.i <= speaker.i <= comp.i or (rule == "infinitive" and not can_speak(speaker)):
        return None
    ranges = clause(comp, verb, speaker, reading)
    ranges = trim_all([bare(*whole_marks(*r, reading), reading) for r in ranges], reading)
    if sum(last - first for first, last in ranges) < 2:
        return None
    return Report(tuple(ranges), source_of(rule, verb, speaker, reading))


def _complement(verb: Token) -> tuple[Token | None, str]:
    """The clause that a verb governs, and the rule that says so."""
    lemma = verb.lemma_.lower()
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    if clauses:
        return next((child for child in clauses if child.i > verb.i), clauses[0]), "clause"
    if lemma in ASKED_TO:
        for child in verb.children:
            if child.dep_ == "xcomp" and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children):
                return child, "infinitive"
    return None, ""


def _according(token: Token, reading: Reading) -> Report | None:
    """The rest of the sentence, on the longer side of "according to X"."""
    doc = reading.doc
    to = doc[token.i + 1] if token.i + 1 < len(doc) else token
    speaker = next((c for c in to.children if c.dep_ == "pobj"), None) if to.lower_ == "to" else None
    if speaker is None:
        return None
    source = source_of("according", token, speaker, reading, to)
    first, last = sentence_range(token, reading)
    after = reading.token_at(source.mention.end - 1) + 1 if source.mention else to.i + 1
    before, behind = (first, token.i), (min(after, last), last)
    chosen = before if before[1] - before[0] >= behind[1] - behind[0] else behind
    chosen = trim(*chosen, reading)
    return Report((chosen,), source) if chosen[1] - chosen[0] >= 2 else None


def _noun_report(noun: Token, reading: Reading) -> Report | None:
    """Her claim that ...; the warning, made by nobody named, is none."""
    comp = next((c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and _has_that(c)), None)
    if comp is None:
        return None
    speaker = noun_speaker(noun, reading)
    first, last = trim(comp.left_edge.i, comp.right_edge.i + 1, reading)
    if speaker is None or last - first < 2:
        return None
    content = bare(*whole_marks(first, last, reading), reading)
    return Report((content,), source_of("noun-clause", noun, speaker, reading))


def noun_speaker(noun: Token, reading: Reading) -> Token | None:
    """Whose claim a claim is: its possessor, else the subject of the verb that it is the object of."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None) or _bare_possessive(noun)
    if owner is not None:
        return owner
    if noun.dep_ == "dobj" and is_verb(noun.head):
        return subject(noun.head, reading)
    return None


def _bare_possessive(noun: Token) -> Token | None:
    """The owner before a bare apostrophe, which the parser often takes for a mark: "Ms. Rivas’ recent warning"."""
    doc = noun.doc
    for i in range(noun.i - 1, max(1, noun.i - 4), -1):
        if doc[i].text in ("’", "'") and doc[i - 1].text[-1] in "sxz" and doc[i - 1].pos_ in NOMINALS:
            return doc[i - 1]
        if doc[i].pos_ not in ("ADJ", "NOUN", "VERB", "ADV"):
            return None
    return None


def _has_that(comp: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in comp.children)
