"""How far a speaker's mention reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.hyphens import phrase_start
from toolkit.annotators.syntax import BEFORE_HEAD
from toolkit.annotators.tags import NOMINALS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from toolkit.annotation import Span
    from toolkit.annotators.reading import Reading

_AFTER_HEAD: Final = frozenset(["prep", "compound", "flat", "nmod", "case", "nummod", "amod", "npadvmod"])


def mention(head: Token, reading: Reading) -> Span:
    """The span of a mention: modifiers, phrases and coordinated names around the head, up to the first clause."""
    doc, top = head.doc, reading.top[head.i]
    first = last = head.i
    for child in head.lefts:
        if child.dep_ in BEFORE_HEAD:
            first = min(first, child.left_edge.i)
    first = next((i + 1 for i in range(head.i - 1, first - 1, -1) if reading.top[i] != top), first)
    while first < head.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    first = phrase_start(first, doc)
    for child in head.rights:
        if not _belongs(child, head):
            break
        last = max(last, _reach(child))
    limit = next((i for i in range(head.i + 1, last + 1) if reading.top[i] != top or doc[i].is_sent_start), last + 1)
    while limit - 1 > head.i and (doc[limit - 1].is_punct or doc[limit - 1].is_space):
        limit -= 1
    return reading.span(first, _closed(doc, first, limit))


def _closed(doc: Doc, first: int, limit: int) -> int:
    """The end of a mention with the bracket that closes one in it: "the Union of Cooks (UC)"."""
    depth = 0
    for i in range(first, limit):
        depth += (doc[i].text == "(") - (doc[i].text == ")")
    return limit + 1 if depth == 1 and limit < len(doc) and doc[limit].text == ")" else limit


def _belongs(child: Token, head: Token) -> bool:
    if child.dep_ == "conj":
        return child.pos_ in NOMINALS
    if child.dep_ == "prep" and any(c.ent_type_ in ("DATE", "TIME") for c in child.children):
        return False  # when it was said
    if child.dep_ == "appos":
        return child.pos_ == "PROPN" and head.pos_ == "NOUN"
    if child.dep_ == "punct":
        return child.text in (",", "-", "–")
    return child.dep_ in _AFTER_HEAD or child.dep_ == "cc"


def _reach(child: Token) -> int:
    """Last token of a modifier, without the clauses that hang on its end."""
    last: int = child.right_edge.i
    for token in child.doc[child.i : last + 1]:
        if token.dep_ in ("relcl", "acl") and token.left_edge.i > child.i:
            return int(token.left_edge.i) - 1
    return last


def name_head(token: Token) -> Token:
    """The head of the name or description that a word begins: "Ruiz" for "Ana" in "Ana Ruiz"."""
    while (
        token.dep_ in ("compound", "amod", "nmod", "det")
        and token.head.i != token.i
        and abs(token.head.i - token.i) < 6
    ):
        token = token.head
    return token
