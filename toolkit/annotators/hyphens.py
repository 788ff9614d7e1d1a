"""Words that hyphens divide into tokens: "vice-president" is three, and a parse may take any of them for its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def past_hyphens(token: Token) -> Token:
    """The last part of the word that a token is a part of: "president" for "vice" in "vice-president"."""
    while token.i + 2 < len(token.doc) and _joins(token.doc, token.i + 1):
        token = token.nbor(2)
    return token


def word_start(first: int, doc: Doc) -> int:
    """The first token of the word that token `first` is a part of."""
    while first > 1 and _joins(doc, first - 1):
        first -= 2
    return first


def _joins(doc: Doc, i: int) -> bool:
    """Whether a token is a hyphen between two parts of a word."""
    return doc[i].text == "-" and not (doc[i].whitespace_ or doc[i - 1].whitespace_ or doc[i - 1].is_punct)
