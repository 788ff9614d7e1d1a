"""Block quotations: a paragraph without marks right after one that ends with a reporting clause and a colon.

"In the text beside the film, Kim wrote:", and then Kim's words in a paragraph of their own, as web pages set them off.
How many paragraphs are quoted the text does not say, so it is one; where blank lines divide paragraphs, all lines up to
the next blank one are quoted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.annotation import Span
from toolkit.annotators.clauses import strip
from toolkit.annotators.enumeration import BULLETS
from toolkit.annotators.quotation import Quotation, source_of
from toolkit.annotators.somebody import can_speak
from toolkit.annotators.syntax import is_cue, speaker_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from toolkit.annotators.quotation import Source
    from toolkit.annotators.reading import Reading

_LINE: Final = rf"[^\s{BULLETS}<*#–—-][^\n]*[^\s:]"
_BLOCK: Final = re.compile(rf":[^\S\n]*\n(?:\n+(?P<lines>{_LINE}(?:\n{_LINE})*)|(?P<line>{_LINE}))")
_SENTENCE_ENDS: Final = (".", "?", "!", "…")
_CLOSING: Final = "”’\"')]»"
_REACH: Final = 12
"""Tokens before the colon among which the verb stands."""
_FEWEST_WORDS: Final = 6


def find_blocks(reading: Reading) -> Iterator[Quotation]:
    """The block quotations of a document, in order."""
    for match in _BLOCK.finditer(reading.text):
        block = Span(*match.span("lines" if match["lines"] else "line"))
        content = block.of(reading.text)
        if len(content.split()) < _FEWEST_WORDS or not content.rstrip(_CLOSING).endswith(_SENTENCE_ENDS):
            continue
        if not reading.outside(reading.doc[reading.token_at(block.start)]):
            continue
        source = _announced_by(reading.token_at(match.start()), reading)
        if source is not None:
            yield Quotation(source, list(_lines(block, reading.text)))


def _lines(block: Span, text: str) -> Iterator[Span]:
    start = block.start
    for line in block.of(text).split("\n"):
        yield strip(Span(start, start + len(line)), text)
        start += len(line) + 1


def _announced_by(colon: int, reading: Reading) -> Source | None:
    """Whom the reporting clause before the colon names; None where it is none, or the colon closes something else."""
    for i in range(colon - 1, max(-1, colon - 1 - _REACH), -1):
        token = reading.doc[i]
        if token.is_space or not reading.outside(token):
            return None
        if is_cue(token, reading):
            speaker = speaker_of(token, reading) if _leads_on(token) else None
            named = speaker is not None and can_speak(speaker) and reading.outside(speaker)
            return source_of("block", token, speaker, reading) if named else None
        if token.is_sent_start:
            return None
    return None


def _leads_on(verb: Token) -> bool:
    """Whether what a verb reports may follow the colon: it has no content yet, and is in no relative clause."""
    if verb.dep_ == "relcl" or verb.tag_ in ("VB", "VBN"):
        return False
    return not any(c.dep_ in ("ccomp", "xcomp") or c.tag_ in ("WP", "WDT") for c in verb.children)
