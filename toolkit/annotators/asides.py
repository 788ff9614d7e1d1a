"""Reporting clauses that stand beside what they report: "Rain, she said, was on its way", "as X put it".

The content is the sentence without them, so no verb governs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.clauses import sentence_range, trim_all, whole_marks
from toolkit.annotators.lexicon import PLAIN, SAYING
from toolkit.annotators.quotation import Report, source_of
from toolkit.annotators.somebody import can_speak
from toolkit.annotators.syntax import asked, inverted_subject, is_cue, is_verb, speaker_of
from toolkit.annotators.tags import NOMINALS, SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.annotators.reading import Reading

_BREAKS: Final = frozenset((",", "—", "–", "--", "-", ".", "?", "!", ";", ":"))
_DASHES: Final = frozenset(("—", "–", "--", "-"))
_MARKS: Final = frozenset(("”", '"', "''", "“", "``", "’", "‘"))
_PERSONAL: Final = frozenset(("he", "she", "they"))
_LONGEST: Final = 14
"""Tokens of a reporting clause."""
TOLD: Final = frozenset(("tell", "remind", "inform", "assure", "reassure", "warn", "notify", "ask", "beg"))
"""Verbs whose object is the one spoken to."""
_CONTENT_PREPOSITIONS: Final = frozenset(("at", "of", "about", "for", "against", "as"))
"""What they lead to is said ("hinted at a meeting"), and not when or where."""
_FINITE: Final = ("VBD", "VBZ", "VBP", "MD")


def parenthetical(verb: Token, reading: Reading) -> Report | None:
    """The sentence around a reporting clause between commas, or before one at its end."""
    if verb.lemma_.lower() not in SAYING or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    speaker = _beside(verb, reading) or next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    speaker = speaker or inverted_subject(verb, reading)
    if speaker is None or not reading.outside(speaker) or not _is_aside(verb, speaker, reading):
        return None
    return _around(verb, speaker, min(verb.i, speaker.left_edge.i), reading)


def _beside(verb: Token, reading: Reading) -> Token | None:
    """The noun right before the verb, where a comma divides it from a subject that belongs to the content.

    In "The boat, a boy said, was late" the parse takes "a boy" for an apposition to "the boat".
    """
    near = verb.nbor(-1) if verb.i else None
    if near is None or near.dep_ != "appos" or near.head.dep_ not in SUBJECTS or near.pos_ not in NOMINALS:
        return None
    following = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    before = near.left_edge.i - 1
    commas = following is not None and following.text == "," and before >= 0 and verb.doc[before].text == ","
    return near if commas and reading.outside(near) else None


def _break_after(verb: Token, speaker: Token, first: int, end: int, reading: Reading) -> int | None:
    """Where a reporting clause ends that begins at `first`: at a comma or the like, or at the sentence's `end`."""
    last = max(verb.i, speaker.i) + 1
    while last < end and reading.doc[last].text not in _BREAKS and last - first < _LONGEST:
        last += 1
    return last if last >= end or reading.doc[last].text in _BREAKS else None


def _around(verb: Token, speaker: Token, first: int, reading: Reading) -> Report | None:
    """The report around a reporting clause that begins at token `first` and ends at the next comma or the like."""
    start, end = sentence_range(verb, reading)
    last = _break_after(verb, speaker, first, end, reading)
    before = first - 1
    while before > start and reading.doc[before].text in _MARKS:
        before -= 1
    if last is None or first <= start or reading.doc[before].text not in _BREAKS:
        return None
    begin = _after_dash(start, first, reading)
    ranges = [whole_marks(*r, reading) for r in trim_all([(begin, first), (last, end)], reading)]
    ranges = [r for r in ranges if any(t.is_alpha for t in reading.doc[slice(*r)]) and not _is_link(r, reading)]
    ranges = [r for r in ranges if r[0] < verb.i or not _tells_when(r, reading)] or ranges
    if not any(_says_something(r, reading) for r in ranges) or _is_one_stretch(ranges[0], reading):
        return None
    if len(ranges) > 1 and _is_one_stretch(ranges[-1], reading) and _is_sentence(ranges[-1], reading):
        return None
    if _ends_in_marks(ranges[0], reading) and (_reports(ranges[0], reading) or asked(reading.doc[ranges[0][0]])):
        return None
    return Report(tuple(ranges), source_of("parenthesis", verb, speaker, reading))


def _after_dash(start: int, end: int, reading: Reading) -> int:
    """Where a clause begins that a single dash divides from the reporter's own before it; else `start`."""
    doc = reading.doc
    dashes = [
        i
        for i in range(start + 1, end)
        if doc[i].text in _DASHES and doc[i - 1].whitespace_ and reading.outside(doc[i])
    ]
    if len(dashes) % 2 == 0:
        return start
    joins = dashes[-1] + 1 < end and doc[dashes[-1] + 1].dep_ == "cc"
    return dashes[-1] + (2 if joins else 1)


def _is_link(tokens: tuple[int, int], reading: Reading) -> bool:
    """Whether a range is one word that only leads over: "Still, she added, ..."."""
    return tokens[1] - tokens[0] == 1 and reading.doc[tokens[0]].pos_ in ("ADV", "CCONJ", "SCONJ")


def _tells_when(tokens: tuple[int, int], reading: Reading) -> bool:
    """Whether what follows a reporting clause tells what the speaker did meanwhile: "..., he said, as he left"."""
    first = reading.doc[tokens[0]]
    return first.lower_ in ("as", "while") and any(
        c.dep_ in SUBJECTS and c.lower_ in _PERSONAL for c in first.head.lefts
    )


def _is_sentence(tokens: tuple[int, int], reading: Reading) -> bool:
    """Whether words in marks begin a sentence, so that what stands before the reporting clause is no part of it."""
    return next((t.text[0].isupper() for t in reading.doc[slice(*tokens)] if t.is_alpha), False)


def _ends_in_marks(tokens: tuple[int, int], reading: Reading) -> bool:
    return reading.top[tokens[1] - 1] >= 0


def _reports(tokens: tuple[int, int], reading: Reading) -> bool:
    """Whether another reporting verb stands in a range: “...” is what Kim said, “...,” Lee said."""
    return any(is_cue(token, reading) and token.tag_ in _FINITE for token in reading.doc[slice(*tokens)])


def _is_one_stretch(tokens: tuple[int, int], reading: Reading) -> bool:
    """Whether a range consists of words in marks alone, which have a rule of their own."""
    top = reading.top[tokens[0]]
    return top >= 0 and reading.tokens(reading.stretches[top].outer) == tokens


def _is_aside(verb: Token, speaker: Token, reading: Reading) -> bool:
    """Whether a reporting clause can be a parenthesis: it is no relative clause and has no content of its own.

    What stands in marks behind a comma goes on with what it reports: "He found it, he said, “very tidy.”"
    """
    if speaker.tag_ in ("WP", "WDT") or (verb.dep_ == "relcl" and not _set_off(verb, speaker)):
        return False
    plain = verb.lemma_.lower() in PLAIN and speaker.pos_ in NOMINALS
    if not plain and not can_speak(speaker):
        return False
    after = [child for child in verb.children if child.i > verb.i and reading.outside(child.left_edge)]
    told = verb.lemma_.lower() in TOLD
    return not any(
        child.dep_ in ("ccomp", "oprd", "acomp")
        or (child.dep_ == "xcomp" and verb.doc[child.left_edge.i - 1].text != ",")
        or (child.dep_ == "dobj" and not told)
        or (child.dep_ == "prep" and child.lower_ in _CONTENT_PREPOSITIONS)
        for child in after
    )


def _set_off(verb: Token, speaker: Token) -> bool:
    """Whether a supposed relative clause without pronoun stands between commas: ", X said,"; ", X told Y,"."""
    before = speaker.left_edge.i - 1
    told = [c.right_edge.i for c in verb.children if c.dep_ in ("dobj", "dative") and verb.lemma_.lower() in TOLD]
    after = max([verb.i, *told]) + 1
    return before >= 0 and verb.doc[before].text == "," and after < len(verb.doc) and verb.doc[after].text == ","


def _says_something(tokens: tuple[int, int], reading: Reading) -> bool:
    return any(is_verb(t) and t.tag_ in _FINITE for t in reading.doc[tokens[0] : tokens[1]])


def as_reported(verb: Token, reading: Reading) -> Report | None:
    """The rest of the sentence beside "as X reported", "as reported by X", "as X put it"."""
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "as"), None)
    if mark is None or verb.dep_ not in ("advcl", "parataxis", "ccomp", "dep"):
        return None
    put = verb.lemma_ == "put" and verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "it"
    if not put and any(c.dep_ in ("dobj", "ccomp", "xcomp", "oprd") for c in verb.children):
        return None
    speaker = speaker_of(verb, reading)
    if speaker is None or not reading.outside(speaker) or not (put or verb.lemma_.lower() in SAYING):
        return None
    start, end = sentence_range(verb, reading)
    last = _break_after(verb, speaker, mark.i, end, reading)
    if last is None:
        return None
    if mark.i > start and reading.doc[mark.i - 1].text not in _BREAKS:
        return None
    ranges = [whole_marks(*r, reading) for r in trim_all([(start, mark.i), (last, end)], reading)]
    ranges = [r for r in ranges if not _is_link(r, reading)]
    if len(ranges) > 1 and _reports(ranges[0], reading) and not _says_something(ranges[1], reading):
        ranges.pop()  # it describes the source of a quotation whose speaker is named before
    if not any(_says_something(r, reading) for r in ranges):
        return None
    return Report(tuple(ranges), source_of("as-put", verb, speaker, reading))


def according(token: Token, reading: Reading) -> Report | None:
    """The clause that ends before "according to X", else the rest of the sentence on both sides of it."""
    doc = reading.doc
    to = doc[token.i + 1] if token.i + 1 < len(doc) else token
    speaker = next((c for c in to.children if c.dep_ == "pobj"), None) if to.lower_ == "to" else None
    if speaker is None:
        return None
    source = source_of("according", token, speaker, reading, to)
    first, last = sentence_range(token, reading)
    after = reading.token_at(source.mention.end - 1) + 1 if source.mention else to.i + 1
    whole = to.right_edge.i + 1  # with what a participle or a relative clause says of the source
    if after < whole < min(last, after + _LONGEST) and doc[whole].text == ",":
        after = whole
    while first < token.i and after < last and (doc[after].text not in _BREAKS or not reading.outside(doc[after])):
        after += 1  # what describes the source, or its title
    before, behind = (first, token.i), (min(after, last), last)
    relative = behind[0] + 1 < last and doc[behind[0] + 1].tag_ in ("WP", "WDT")
    joined = any(doc[i].lower_ == "that" for i in range(max(first, token.i - 2), token.i))  # learned that, according
    sides = [behind] if joined else [before] if relative or _ends_clause(before, reading) else [before, behind]
    ranges = [side for side in trim_all(sides, reading) if not _is_link(side, reading)]
    return Report(tuple(ranges), source) if any(end - start >= 2 for start, end in ranges) else None


def _ends_clause(before: tuple[int, int], reading: Reading) -> bool:
    """Whether a range ends with a comma and holds a finite verb."""
    return before[1] > before[0] and reading.doc[before[1] - 1].text == "," and _says_something(before, reading)
