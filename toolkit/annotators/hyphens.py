"""Words that hyphens divide into tokens: "vice-president" is three, and a parse may take any of them for its head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MOST_PARTS: Final = 8
"""Parts of a word; longer chains are no words."""
_LONGEST_NAME: Final = 6
_BEFORE: Final = frozenset(("det", "amod", "compound", "poss"))


def head_of_word(token: Token) -> Token:
    """What a token that hyphens join to others means: the word's last part, else the name behind it.

    "president" for "vice" in "the vice-president", and "Ruiz" in "vice-president Ana Ruiz".
    """
    head = _last_part(token)
    if head.i == token.i:
        return token
    for following in token.doc[head.i + 1 : head.i + 1 + _LONGEST_NAME]:
        if following.pos_ != "PROPN" or following.is_sent_start:
            break
        head = following
    return head


def _last_part(token: Token) -> Token:
    """The last part of the word that a token is a part of."""
    for _ in range(_MOST_PARTS):
        if token.i + 2 >= len(token.doc) or not _joins(token.doc, token.i + 1):
            break
        token = token.nbor(2)
    return token


def phrase_start(first: int, doc: Doc) -> int:
    """Where a phrase begins that seems to begin with token `first`: before the word that this is a part of.

    With what belongs to that word: "the vice" of "the vice-president".
    """
    start = first
    while start > 1 and first - start < 2 * _MOST_PARTS and _joins(doc, start - 1):
        start -= 2
    while start < first and start and doc[start - 1].dep_ in _BEFORE and start <= doc[start - 1].head.i <= first:
        start -= 1
    return start


def _joins(doc: Doc, i: int) -> bool:
    """Whether a token is a hyphen between two parts of a word."""
    return doc[i].text == "-" and not (doc[i].whitespace_ or doc[i - 1].whitespace_ or doc[i - 1].is_punct)
