"""A document's tokens by column: spaCy's arrays, so that a rule touches only the tokens that concern it.

Access to a token costs far more than access to a number, and a document has few distinct words; each is looked at once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.tokens import Doc

_MOST_KNOWN = 200_000
"""Words about which a function's answers are kept."""
Attribute = Literal["ORTH", "LOWER", "LEMMA"]


def strings(doc: Doc, attribute: Attribute) -> list[str]:
    """An attribute of each token."""
    ids = doc.to_array(attribute).tolist()
    known = {each: doc.vocab.strings[each] for each in set(ids)}
    return [known[each] for each in ids]


def where(doc: Doc, attribute: Attribute, accept: Callable[[str], bool]) -> list[int]:
    """Indices of the tokens whose attribute is accepted, in order; what a module's function says of a word is kept."""
    ids, known = doc.to_array(attribute).tolist(), _known(accept)
    if len(known) > _MOST_KNOWN:
        known.clear()
    for each in set(ids) - known.keys():
        known[each] = accept(doc.vocab.strings[each])
    return [index for index, each in enumerate(ids) if known[each]]


@lru_cache(maxsize=8)
def _known(accept: Callable[[str], bool]) -> dict[int, bool]:  # each function has its own
    """What a function has said so far, by a word's number, which is its hash in every vocabulary."""
    return {}


def among(doc: Doc, attribute: Attribute, words: Iterable[str]) -> list[int]:
    """Indices of the tokens whose attribute is one of some words, in order; no word is looked at, only its number."""
    numbers = _numbers(frozenset(words))
    return [index for index, each in enumerate(doc.to_array(attribute).tolist()) if each in numbers]


@lru_cache(maxsize=64)
def _numbers(words: frozenset[str]) -> frozenset[int]:
    """The numbers that stand for words in every vocabulary, for they are the words' hashes."""
    from spacy.strings import get_string_id

    return frozenset(map(get_string_id, words))


def offsets(doc: Doc) -> list[int]:
    """For each token the code point at which it begins."""
    ends = np.cumsum(doc.to_array(["LENGTH", "SPACY"]).astype(np.int64).sum(axis=1))
    return [0, *ends[:-1].tolist()] if len(ends) else []


def lengths(doc: Doc) -> list[int]:
    """For each token its number of code points, the space after it not counted."""
    found: list[int] = doc.to_array("LENGTH").astype(np.int64).tolist()
    return found
