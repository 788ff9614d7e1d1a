"""Names that stand beside words in marks without a verb: Kim: “...”; “...” — Kim; that famous Kim line: “...”."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.annotation import Span
from toolkit.annotators.extents import name_head
from toolkit.annotators.lexicon import MESSAGES, PHRASE_NOUNS
from toolkit.annotators.quotation import source_of
from toolkit.annotators.reading import words_only
from toolkit.annotators.somebody import can_speak
from toolkit.annotators.syntax import is_cue, is_verb
from toolkit.annotators.tags import NOMINALS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.annotators.marks import Quoted
    from toolkit.annotators.quotation import Source
    from toolkit.annotators.reading import Reading

_LINE: Final = re.compile(r"@?[^\W\d_][\w.’'-]*(?: [\w.’'-]+){0,5}:\s*$")
_LABEL: Final = re.compile(r"(?:\A|\n|[\[(.!?•]\s*)((?:@\w+|[A-Z][\w.’'-]*)(?: [A-Z\d][\w.’'-]*){0,4}):[^\S\n]*\Z")
_ON: Final = re.compile(r"(?:\A|\n|[.!?•]\s+)((?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,3}),? on [^\n:.!?]{3,60}:\s*\Z")
_SOMEBODY: Final = re.compile(r"(?:\A|\n|[.!?•]\s+)((?:One|A|An|The|Another)(?: [\w’'-]+){1,4}):\s*\Z")
_LONGEST: Final = 120
"""Code points of a label, at most."""
_MOST_WORDS: Final = 10
"""Words of a credit that has a line of its own."""
_CREDIT: Final = re.compile(r"\s*(?:―|—|–|--|-|~)\s*(?=[A-Z])")
_LINES: Final = frozenset("quote quotation line saying remark comment tweet statement".split())
"""Messages before which a name of two words or more is somebody's."""
_LINKS: Final = frozenset(("and", "but", "also", "then", "plus", "or", "so"))
"""What stands before a colon and is nobody."""
_MESSAGES: Final = MESSAGES | PHRASE_NOUNS


def label_before(stretch: Quoted, reading: Reading) -> Source | None:
    """NAME: "...", as in headlines and transcripts: a few words and a colon, then the marks."""
    at = stretch.outer.start
    low = max(0, at - _LONGEST)
    start = max(reading.text.rfind(edge, low, at) + 1 for edge in "\n[")
    if start and reading.text[start - 1] == "[":
        start = max(start, reading.text.rfind(". ", start, at) + 2)
    head = reading.text[start:at]
    tokens = [t for t in reading.before(stretch) if not t.is_punct]
    named = tokens and (tokens[0].pos_ in NOMINALS or head.startswith("@")) and tokens[0].lower_ not in _LINKS
    if tokens and not head.strip():
        start = tokens[-1].idx
        head = reading.text[start:at]
        named = tokens[0].pos_ == "PROPN" and reading.text[:start].endswith("\n")
    if not named or not _LINE.fullmatch(head) or any(map(is_verb, tokens)) or _of_somebody(tokens[0]):
        return None
    colon = reading.doc[reading.token_at(start + head.rindex(":"))]
    return source_of("label", colon, name_head(tokens[0]), reading)


def labelled(stretch: Quoted, reading: Reading) -> Source | None:
    """@name: “...”; [A MEMBER: “...”; Kim on the bridge: “...”; One voter: “...”"""
    at = stretch.outer.start
    for pattern in (_LABEL, _ON, _SOMEBODY):
        match = pattern.search(reading.text, max(0, at - _LONGEST), at)
        if match is None or match.group(1).lower() in _LINKS:
            continue
        colon = reading.doc[reading.token_at(reading.text.rindex(":", 0, at))]
        speaker = reading.doc[max(0, reading.token_at(match.end(1)) - 1)]
        if pattern is _LABEL:
            return source_of("label", colon, speaker, reading)
        verbs = any(map(is_verb, reading.doc[reading.token_at(match.start(1)) : colon.i]))
        if can_speak(speaker) and speaker.dep_ != "pobj" and not verbs:
            return replace(source_of("label", colon, speaker, reading), mention=Span(*match.span(1)))
    return None


def credit_after(stretch: Quoted, reading: Reading) -> Source | None:
    """“...” — Name"""
    match = _CREDIT.match(reading.text, stretch.outer.end)
    if match is None or not stretch.closed or ("\n" in match.group() and _is_item(reading.text, match.end())):
        return None
    first = reading.doc[reading.token_at(match.end())]
    words = words_only(reading.after(stretch)) if reading.paragraph[first.i] == _paragraph_of(stretch, reading) else []
    if first.pos_ != "PROPN" or any(is_cue(t, reading) for t in words):
        return None
    return source_of("credit", None, name_head(first), reading)


def _is_item(text: str, start: int) -> bool:
    """Whether a dash begins a sentence or an item of a list on a line of its own, and no name: "-- Harle is"."""
    return len(text[start : start + _LONGEST].partition("\n")[0].split()) > _MOST_WORDS


def _paragraph_of(stretch: Quoted, reading: Reading) -> int:
    return reading.paragraph[reading.token_at(stretch.inner.end - 1)]


def _of_somebody(message: Token) -> bool:
    """Whether what a label ends with is a message that the text says whose it is: Kim’s answer: “...”."""
    owned = message.lemma_.lower() in _MESSAGES and any(c.dep_ == "poss" for c in message.children)
    return owned or named_before(message) is not None


def named_before(message: Token) -> Token | None:
    """The name right before a message, of whom or what it is: that famous Kim line: “...”.

    The tagger takes "tweet" and "quote" there for verbs, too.
    """
    lemma, name = message.lemma_.lower(), message.nbor(-1) if message.i else None
    bearing = lemma in _MESSAGES if message.pos_ == "NOUN" else lemma in _LINES and message.tag_ in ("VB", "VBP")
    if not bearing or name is None or name.pos_ != "PROPN" or message.is_sent_start:
        return None
    full = name.i > 0 and name.nbor(-1).pos_ == "PROPN" and not name.is_sent_start and lemma in _LINES
    return name if full or name.ent_type_ in ("PERSON", "ORG") else None
