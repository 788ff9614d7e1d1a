"""How far reported content reaches: from a complement in the parse to a span of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotation import Span
from toolkit.annotators.hyphens import phrase_start
from toolkit.annotators.lexicon import JUDGING, SAYING
from toolkit.annotators.syntax import PAUSES, is_verb
from toolkit.annotators.tags import FINITE, SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from toolkit.annotators.reading import Reading

SHORTEST: Final = 2
"""Tokens of content, at least."""
LONGEST: Final = 150
"""Tokens; a longer complement is a parse gone astray."""
_BACKSHIFTED: Final = frozenset(("would", "could", "might", "should"))
_ALSO_SAID: Final = SAYING | {"refer", "allude", "blame"}
_CALLING: Final = SAYING | JUDGING
"""What a participle behind a comma says of the speaker: "..., blaming the rain"."""
_BEFORE_SAYING: Final = frozenset(("before", "after", "while"))
_RELATIVE: Final = frozenset(("WDT", "WP"))
_JOINING: Final = frozenset(("that", "whether", "if", "for"))
_OPENING_MARKS: Final = frozenset("“„\"«‘'(")
_CLOSING_MARKS: Final = frozenset("”\"»’')%")


def clause(comp: Token, verb: Token, speaker: Token | None, reading: Reading) -> list[tuple[int, int]]:
    """Token ranges, end-exclusive, of a complement clause: two where its governing verb stands in the middle."""
    first, last = comp.left_edge.i, comp.right_edge.i + 1
    first = max(first, min(reading.text_start(first), comp.i))
    if last - first > LONGEST:
        first, last = max(first, comp.i - LONGEST // 2), min(last, comp.i + LONGEST // 2)
    cue_first, cue_last = _cue_range(verb, speaker)
    if comp.i > verb.i:
        last = _with_modal(comp, verb, last, reading)
        end = _end_after(comp, verb, last, reading)
        return trim_all([(max(first, verb.i + 1), _past_colon(comp, end, reading))], reading)
    if last <= cue_first or cue_last <= first:
        return trim_all([(first, last), *_goes_on(comp, verb, speaker)], reading)
    return trim_all([(first, cue_first), (cue_last, last)], reading)


def _goes_on(comp: Token, verb: Token, speaker: Token | None) -> list[tuple[int, int]]:
    """What a content goes on with behind a clause whose subject stands last: "It rained, said Kim, and snowed"."""
    if speaker is None or speaker.i < verb.i:
        return []
    for child in verb.children:
        if child.dep_ == "conj" and child.i > speaker.i and child.tag_ == comp.tag_ and child.tag_ in FINITE:
            if child.lemma_.lower() in SAYING or any(c.dep_ in SUBJECTS for c in child.children):
                return []
            joins = [c.i for c in verb.children if c.dep_ == "cc" and speaker.i < c.i < child.i]
            return [(joins[0] if joins else child.left_edge.i, child.right_edge.i + 1)]
    return []


def _past_colon(comp: Token, end: int, reading: Reading) -> int:
    """End of a clause with what a colon leads to: "notes that three things happen at once: prices rise, ..."."""
    doc = reading.doc
    if end >= len(doc) or doc[end].text != ":" or not reading.outside(doc[end]):
        return end
    last = sentence_range(doc[end], reading)[1]
    own = reading.paragraph[last - 1] == reading.paragraph[comp.i] and all(reading.outside(t) for t in doc[end:last])
    return last if own and last - end > SHORTEST else end


def _cue_range(verb: Token, speaker: Token | None) -> tuple[int, int]:
    """The reporting clause within its sentence: verb, subject and what belongs to them."""
    first = last = verb.i
    for child in verb.children:
        if child.dep_ in ("aux", "neg", "advmod", "auxpass", "npadvmod", "dative", "prt") and abs(child.i - verb.i) < 6:
            first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
    if speaker is not None and abs(speaker.i - verb.i) < 30:
        start = phrase_start(speaker.left_edge.i, speaker.doc)
        first, last = min(first, start), max(last, speaker.right_edge.i)
    return first, last + 1


def _with_modal(comp: Token, verb: Token, last: int, reading: Reading) -> int:
    """End of a clause with what a report goes on with: "said it was old and would be sold".

    The parse hangs that on the reporting verb, as if its subject did it; so it does a bare form: "demands that it go
    and stay away".
    """
    for child in verb.children:
        if child.dep_ != "conj" or child.i < last or child.right_edge.i - comp.i > LONGEST:
            continue
        auxiliaries = [c for c in child.children if c.dep_ == "aux"]
        modal = verb.tag_ == "VBD" and any(c.tag_ == "MD" and c.lower_ in _BACKSHIFTED for c in auxiliaries)
        plain = verb.tag_ != "VB" and child.tag_ == "VB" and not auxiliaries
        if (modal or plain) and not any(c.dep_ in SUBJECTS for c in child.children) and reading.outside(child):
            return child.right_edge.i + 1
    return last


def _end_after(comp: Token, verb: Token, last: int, reading: Reading) -> int:
    """End of a clause that follows its verb: before another report that the parse has put into it.

    That is "according to" after a comma; what another says meanwhile ("..., while Y called it"); a coordinated clause
    with its own subject and content ("..., and Y said ..."); a verb of saying that can only have the first one's
    subject ("..., suggesting that", "... and said that"); after a relative clause another one ("who officials say is
    ill and who ..."); after a gerund a finite verb.
    """
    doc, relative = comp.doc, is_relative(comp)
    gerund = comp.tag_ == "VBG" and not any(child.dep_ == "aux" for child in comp.children)
    for token in doc[comp.i + 1 : last]:
        if gerund and token.head == comp and token.dep_ == "conj" and token.tag_ in FINITE:
            return token.i - 1 if doc[token.i - 1].dep_ == "cc" else token.i
        if relative and token.tag_ in _RELATIVE and doc[token.i - 1].dep_ == "cc":
            return token.i - 1
        if token.lower_ == "according" and doc[token.i - 1].text == "," and reading.outside(token):
            return token.i - 1
        if token.lower_ == "while" and _another_says(token, reading):
            return token.i - 1
        if not is_verb(token) or token.lemma_.lower() not in _ALSO_SAID or not reading.outside(token):
            continue
        first = token.i
        if token.dep_ == "pcomp" and token.head.i == first - 1 and token.head.lower_ in _BEFORE_SAYING:
            if doc[first - 2].text in PAUSES:
                return first - 1
            continue
        while first > comp.i and doc[first - 1].dep_ in ("cc", "advmod", "aux", "neg") and doc[first - 1].text != ",":
            first -= 1
        comma = first > comp.i + 1 and doc[first - 1].text in PAUSES
        own = [c for c in token.children if c.dep_ in SUBJECTS]
        if not own and _shares_subject(token, verb, comma):
            return first
        if own and token.dep_ == "conj" and token.head.i == comp.i and any(c.dep_ == "ccomp" for c in token.children):
            cut = min(token.left_edge.i, own[0].left_edge.i)
            return cut - 1 if doc[cut - 1].dep_ == "cc" else cut
    return last - 1 if doc[last - 1].dep_ == "cc" else last


def _another_says(mark: Token, reading: Reading) -> bool:
    """Whether "while" behind a comma begins what another says or calls something: "..., while Lee called it late"."""
    verb = mark.head
    says = verb.i > mark.i and verb.tag_ in FINITE and verb.lemma_.lower() in _CALLING
    named = any(child.dep_ in SUBJECTS and child.pos_ in ("PROPN", "NOUN") for child in verb.children)
    return says and named and reading.outside(mark) and mark.nbor(-1).text in PAUSES


def has_that(comp: Token) -> bool:
    """Whether a clause is joined to what governs it by "that"."""
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in comp.children)


def is_relative(comp: Token) -> bool:
    """Whether a clause begins with a relative pronoun, which then stands before the reporting verb."""
    return comp.left_edge.tag_ in _RELATIVE


def _shares_subject(token: Token, verb: Token, comma: bool) -> bool:
    """Whether a verb of saying without a subject goes with the governing verb and not with one of its content."""
    coordinated = token.dep_ == "conj" and any(c.dep_ == "cc" for c in token.head.children)
    if token.tag_ == "VBG":
        if coordinated and verb.tag_ == "VBG" and token.head.tag_ != "VBG":
            return True
        return comma and token.dep_ in ("advcl", "conj", "acl", "xcomp", "dep", "ccomp", "parataxis")
    if token.tag_ == verb.tag_:
        return coordinated and any(c.dep_ in ("ccomp", "xcomp", "dobj") for c in token.children)
    return coordinated and {token.tag_, verb.tag_} <= FINITE and _that_follows(token)


def _that_follows(verb: Token) -> bool:
    return verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "that" and verb.nbor(1).dep_ == "mark"


def bare(first: int, last: int, reading: Reading, *, before: bool = False) -> tuple[int, int]:
    """Without the word that only joins a clause to its verb: "that", "whether", "if"; "for" before an infinitive.

    In a clause that stands before its verb, "if" is a condition: "If it rains, we stay, she said"; so it is in a
    clause within the content: "said if it rains, we stay", "said whether it rains depends on the wind".
    """
    token = reading.doc[first]
    within = (
        token.lower_ in ("if", "whether")
        and token.head.i != token.head.head.i
        and token.head.head.i in range(first, last)
    )
    if within or (before and token.lower_ != "that"):
        return first, last
    joins = token.lower_ in _JOINING and (token.dep_ == "mark" or token.tag_ in ("IN", "WDT"))
    return (first + 1, last) if joins and last - first > 2 else (first, last)


def trim_all(ranges: list[tuple[int, int]], reading: Reading) -> list[tuple[int, int]]:
    """Trim each range and leave out the empty ones."""
    trimmed = [trim(first, last, reading) for first, last in ranges]
    return [(first, last) for first, last in trimmed if last > first]


def trim(first: int, last: int, reading: Reading) -> tuple[int, int]:
    """Without punctuation and white space at the edges; marks that open or close within stay."""
    doc = reading.doc
    while first < last and _droppable(doc[first], _OPENING_MARKS):
        first += 1
    while last > first and _droppable(doc[last - 1], _CLOSING_MARKS):
        last -= 1
    return first, last


def _droppable(token: Token, kept: frozenset[str]) -> bool:
    return token.is_space or (token.is_punct and token.text not in kept) or token.text in ("—", "–", "--", "-")


def whole_marks(first: int, last: int, reading: Reading) -> tuple[int, int]:
    """Widen a range so that it does not divide a stretch in marks, where that is at most `LONGEST` tokens."""
    for edge in (first, last - 1):
        top = reading.top[edge]
        if top >= 0:
            low, high = reading.tokens(reading.stretches[top].outer)
            if high - low <= LONGEST:
                first, last = min(first, low), max(last, high)
    return first, last


def content_span(first: int, last: int, reading: Reading) -> Span:
    """The span of a content; a single pair of marks around all of it is left out, and white space with it."""
    span = reading.span(first, last)
    for index in {reading.top[first], reading.top[last - 1]}:
        if index >= 0:
            stretch = reading.stretches[index]
            if stretch.outer.covers(span) or (span.covers(stretch.outer) and _only(stretch.outer, span, reading)):
                return strip(stretch.inner, reading.text)
    return span


def _only(outer: Span, span: Span, reading: Reading) -> bool:
    """Whether nothing but punctuation stands in `span` beside `outer`."""
    rest = reading.text[span.start : outer.start] + reading.text[outer.end : span.end]
    return not any(char.isalnum() for char in rest)


def strip(span: Span, text: str) -> Span:
    """A span without white space at its edges."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def sentence_range(token: Token, reading: Reading) -> tuple[int, int]:
    """The token range of the sentence that holds a token, at most `LONGEST` tokens to each side."""
    doc: Doc = token.doc
    first = last = token.i
    while first > 0 and token.i - first < LONGEST and not doc[first].is_sent_start:
        first -= 1
    while last + 1 < len(doc) and last - token.i < LONGEST and not doc[last + 1].is_sent_start:
        last += 1
    return max(first, min(reading.text_start(first), token.i)), last + 1
