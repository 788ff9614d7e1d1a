"""A document's tokens by column: spaCy's arrays, so that a rule touches only the tokens that concern it.

Access to a token costs far more than access to a number, and a document has few distinct words; each is looked at once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray
    from spacy.tokens import Doc

Attribute = Literal["ORTH", "LOWER", "LEMMA"]


def strings(doc: Doc, attribute: Attribute) -> list[str]:
    """An attribute of each token."""
    ids = doc.to_array(attribute).tolist()
    known = {each: doc.vocab.strings[each] for each in set(ids)}
    return [known[each] for each in ids]


def where(doc: Doc, attribute: Attribute, accept: Callable[[str], bool]) -> list[int]:
    """Indices of the tokens whose attribute is accepted, in order."""
    ids = doc.to_array(attribute).tolist()
    chosen = {each for each in set(ids) if accept(doc.vocab.strings[each])}
    return [index for index, each in enumerate(ids) if each in chosen]


def among(doc: Doc, attribute: Attribute, words: Iterable[str]) -> list[int]:
    """Indices of the tokens whose attribute is one of some words, in order; no word is looked at, only its number."""
    found: list[int] = np.flatnonzero(np.isin(doc.to_array(attribute), _numbers(frozenset(words)))).tolist()
    return found


@lru_cache(maxsize=64)
def _numbers(words: frozenset[str]) -> NDArray[np.uint64]:
    """The numbers that stand for words in every vocabulary, for they are the words' hashes."""
    from spacy.strings import get_string_id

    return np.array(sorted(get_string_id(word) for word in words), np.uint64)


def offsets(doc: Doc) -> list[int]:
    """For each token the code point at which it begins."""
    ends = np.cumsum(doc.to_array(["LENGTH", "SPACY"]).astype(np.int64).sum(axis=1))
    return [0, *ends[:-1].tolist()] if len(ends) else []


def lengths(doc: Doc) -> list[int]:
    """For each token its number of code points, the space after it not counted."""
    found: list[int] = doc.to_array("LENGTH").astype(np.int64).tolist()
    return found
