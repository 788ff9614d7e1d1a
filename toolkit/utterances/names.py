"""Which names can be one speaker's: forms of one name, its transliterations, handles, companies without their Inc."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LEFT_OUT = frozenset(
    """jr sr ii iii iv the of and mr mrs ms miss mx dr prof professor sir dame lord lady hon rev reverend father sister
    president vice prime minister chancellor senator sen representative rep congressman congresswoman governor gov mayor
    cllr councillor secretary general gen colonel col captain capt lieutenant lt major sergeant sgt judge justice king
    queen prince princess pope chief former elect
    inc ltd llc plc corp corporation co company gmbh ag sa nv bv""".split()
)
# How English spells what other alphabets write in one letter, made one; the order counts.
_SPELLINGS = (
    ("tch", "ch"),
    ("sch", "sh"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("x", "ks"),
    ("ck", "k"),
    ("q", "k"),
    ("w", "v"),
    ("ts", "s"),
    ("tz", "s"),
    ("z", "s"),
    ("ou", "u"),
    ("oo", "u"),
    ("y", "i"),
    ("j", "i"),
    ("ee", "i"),
    ("ie", "i"),
)
_LONG = 5
"""Letters from which on two words with the same consonants can be one word in two transliterations."""


@lru_cache(100_000)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in one spelling, without titles, marks on letters and Inc., if anything is left then."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", re.sub(r"['’](?:s\b)?", "", plain))
    own = [word for word in words if word not in _LEFT_OUT]
    return tuple(_spelled(word) for word in own or words)


@lru_cache(100_000)
def _spelled(word: str) -> str:
    for letters, one in _SPELLINGS:
        word = word.replace(letters, one)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(100_000)
def _consonants(word: str) -> str:
    return re.sub(r"(?<=.)h(?!$)|[aeiou]", "", word) or word


def name_keys(name: str) -> frozenset[str]:
    """What two names that are compatible have at least one of in common: their words' consonants."""
    words = name_words(name)
    run_together = [_consonants("".join(words))] if len(words) > 1 else []
    return frozenset([*map(_consonants, words), *run_together])


@lru_cache(200_000)
def compatible(one: str, other: str) -> bool:
    """Whether two names can be one speaker's.

    Each word of the shorter stands in the longer, in another transliteration or as an initial, and one of them stands
    there in full; or the one is the other in one word, as handles are.
    """
    shorter, longer = sorted((name_words(one), name_words(other)), key=lambda words: (len(words), words))
    if len(shorter) == 1 < len(longer) and _alike(shorter[0], _spelled("".join(longer))):
        return True
    if not shorter:
        return not longer
    return all(any(_alike(a, b) or _initial(a, b) for b in longer) for a in shorter) and any(
        _alike(a, b) for a in shorter for b in longer
    )


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= _LONG and one[0] == other[0] and _consonants(one) == _consonants(other)


def _initial(one: str, other: str) -> bool:
    return 1 in (len(one), len(other)) and one[0] == other[0]
