"""Clauses that lead to words in marks and are not what they seem: questions to an answer, a verb that goes on, what a
looser report holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.annotators.attribution import cue_before
from toolkit.annotators.passives import agent, is_passive
from toolkit.annotators.quotation import source_of
from toolkit.annotators.syntax import asked, is_verb
from toolkit.annotators.tags import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from toolkit.annotators.marks import Quoted
    from toolkit.annotators.quotation import Quotation, Report, Source
    from toolkit.annotators.reading import Reading

_APART: Final = 2
"""Ends of lines between a quotation and a reporting clause that goes on with its speaker."""
_NAMING: Final = frozenset(("call", "dub", "label", "brand", "nickname"))
_OBJECT: Final = 4
"""Tokens of an object and of the verb before it."""
_REACH: Final = 40
"""Tokens behind a verb among which whom or what it calls is looked for."""
_LOOSER: Final = {"according": "before", "act": "complement"}
"""Rules whose content may hold a reporting clause, with the rule of that."""


def in_question(stretch: Quoted, reading: Reading) -> Source | None:
    """Who asked what a stretch stands in, before the clause that answers: Asked by Lee if it is “so,” Kim left.

    So is what "asked" and a comma lead to: When asked, “Is it so?” Kim left. Behind another comma stands the answer:
    Asked if it is so, “No,” Kim said.
    """
    before = reading.before(stretch)
    if len(before) > 1 and before[0].is_punct:
        cue = before[1] if before[0].text in (",", ":") and _is_put(before[1]) else None
    else:
        cue = before[-1] if before and asked(before[-1]) else None
    if cue is None:
        return None
    asker = agent(cue, reading)
    return source_of("complement", cue, asker if asker is not None and reading.outside(asker) else None, reading)


def _is_put(verb: Token) -> bool:
    """Whether a participle says that somebody was asked, and nobody is named: "When asked, ..."."""
    plain = verb.lower_ == "asked" and verb.i > 0 and not any(child.dep_ in SUBJECTS for child in verb.children)
    return plain and (verb.is_sent_start is True or verb.nbor(-1).lower_ in ("when", "if", "once"))


def calls_another(stretch: Quoted, source: Source, reading: Reading) -> bool:
    """Whether the clause behind a stretch calls somebody else something: He called her “X,” she called him “Y.”"""
    if source.rule != "after":
        return False
    before, verb = reading.before(stretch), reading.doc[source.cue_token]
    near = next((token for token in before[:_OBJECT] if token.is_punct or is_verb(token)), None)
    called = near is not None and near.lemma_.lower() in _NAMING and not is_passive(near)
    behind = reading.doc[verb.i + 1 : min(verb.right_edge.i, verb.i + _REACH) + 1]
    return called and any(token.dep_ in ("dobj", "nsubj") for token in behind)


def nearer(stretch: Quoted, report: Report | None, reading: Reading) -> Source | None:
    """The reporting clause right before a stretch, inside what a looser report is about.

    Kim smiled and said, “...,” according to Lee; condemned the house, whose spokesman called it a “...”.
    """
    if report is None or report.source.rule not in _LOOSER:
        return None
    source = cue_before(stretch, reading)
    if source is None or source.rule != _LOOSER[report.source.rule] or source.speaker is None:
        return None
    said, other = source.speaker.i, source.cue_token != report.source.cue_token
    inside = any(first <= said and source.cue_token < last for first, last in report.ranges)
    return source if other and inside and source.mention != report.source.mention else None


def carried(source: Source, last: Quotation | None, reading: Reading) -> Source:
    """A source with who spoke last, if it has no subject and stands between two quotations: Adding: “...”"""
    if source.rule != "before" or source.speaker is not None or last is None or last.source.speaker is None:
        return source
    cue, who = reading.doc[source.cue_token], last.source
    apart = reading.paragraph[cue.i] - reading.paragraph[reading.token_at(last.pieces[-1].end - 1)]
    if cue.tag_ == "VBN" or apart > _APART or not _has_no_subject(cue):
        return source
    return replace(source, speaker=who.speaker, mention=who.mention, antecedent=who.antecedent)


def _has_no_subject(verb: Token) -> bool:
    """Whether a verb begins a line, or follows a comma and "then" or the like without a subject in between."""
    if any(child.dep_ in ("auxpass", *SUBJECTS) for child in verb.children):
        return False
    i = verb.i - 1
    while i >= 0 and verb.doc[i].pos_ in ("ADV", "CCONJ"):
        i -= 1
    return i < 0 or verb.doc[i].is_space or (verb.doc[i].is_punct and i < verb.i - 1)


def is_weak(source: Source, words: int, before: Sequence[Token]) -> bool:
    """Whether a rule is too weak for a single word, which is more often a scare quote unless a colon leads to it."""
    return words < 2 and source.rule in ("noun", "later") and not (before and before[0].text == ":")
