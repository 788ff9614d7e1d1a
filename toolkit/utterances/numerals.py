"""Numbers in words as numbers in figures, so that "sixty-one years" and "61 years" say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_SMALL = {
    word: value
    for value, words in enumerate(
        """zero;;two;three third thirds iii;four fourth;five fifth;six sixth vi;seven seventh vii;eight eighth viii;
        nine ninth;ten tenth;eleven eleventh;twelve twelfth dozen;thirteen thirteenth;fourteen fourteenth;
        fifteen fifteenth;sixteen sixteenth;seventeen;eighteen;nineteen""".split(";")
    )
    for word in words.split()
} | {"ii": 2}
_TENS = {word: 10 * ten for ten, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_FIGURES = re.compile(r"\d+(?:\.\d+)?")


def in_figures(words: Sequence[str]) -> list[str]:
    """The words, with each number as figures: "three hundred and ten thousand" is "310000", "2.4 billion" its value.

    `words` are in lower case and split at hyphens. "one" is left, for it is a pronoun as often.
    """
    return list(_replaced(words))


def _replaced(words: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(words):
        end, value = _number(words, at)
        if end == at:
            yield words[at]
            at += 1
        else:
            yield f"{value:.6f}".rstrip("0").rstrip(".")
            at = end


def _number(words: Sequence[str], at: int) -> tuple[int, float]:
    """Where the number that begins at a word ends, and its value; it ends where it begins if there is none."""
    total, part, end = 0.0, 0.0, at
    while end < len(words):
        word = words[end]
        if word in _SCALES and (end > at or _counted(words, at)):
            part = (part or 1) * _SCALES[word]
            if _SCALES[word] > 100:
                total, part = total + part, 0.0
        elif word == "and" and end > at and words[end - 1] in _SCALES and _worth(words, end + 1):
            pass
        elif (_worth(words, end) and end == at) or (end > at and _continues(words[end - 1], word)):
            part += _value(word)
        else:
            break
        end += 1
    return end, total + part


def _counted(words: Sequence[str], at: int) -> bool:
    """Whether a scale stands for a number without one before it: "a hundred"."""
    return at > 0 and words[at - 1] in ("a", "one")


def _worth(words: Sequence[str], at: int) -> bool:
    return at < len(words) and (words[at] in _SMALL or words[at] in _TENS or bool(_FIGURES.fullmatch(words[at])))


def _value(word: str) -> float:
    return float(word) if _FIGURES.fullmatch(word) else float(_SMALL.get(word, _TENS.get(word, 1)))


def _continues(before: str, word: str) -> bool:
    """Whether a word goes on with a number: "sixty one", "hundred ten"; but "three four" are two."""
    if before in _SCALES or before == "and":
        return word in _SMALL or word in _TENS or word == "one" or bool(_FIGURES.fullmatch(word))
    return before in _TENS and (word == "one" or _SMALL.get(word, 10) < 10)
