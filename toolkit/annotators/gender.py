"""Whether a person is a woman or a man, as far as the text's own words tell: titles, roles, kin, given names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from toolkit.annotators.given_names import FEMALE_NAMES, MALE_NAMES
from toolkit.annotators.lexicon import FEMALE_WORDS, MALE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

Gender = Literal["female", "male"]
GENDERS: Final[tuple[Gender, ...]] = ("female", "male")

HE: Final = frozenset(["he", "him", "his", "himself"])
SHE: Final = frozenset(["she", "her", "hers", "herself"])


def gender_of_pronoun(word: str) -> Gender | None:
    """What "he", "her", "himself" say, in any case; None for every other word."""
    lower = word.casefold()
    return "male" if lower in HE else "female" if lower in SHE else None


def gender_of_words(words: Iterable[str]) -> Gender | None:
    """What gendered words (titles, roles, kin) say; None for none or both."""
    keys = {word.strip(" .,’'“”\"").casefold() for word in words}
    female, male = bool(keys & FEMALE_WORDS), bool(keys & MALE_WORDS)
    return None if female == male else "female" if female else "male"


def gender_of_name(name: str) -> Gender | None:
    """What a full name's first word says, from two lists; None for a lone word, which may be a surname."""
    words = name.split()
    return gender_of_given(words[0]) if len(words) > 1 else None


def gender_of_given(word: str) -> Gender | None:
    """What a given name says, a double one ("Jean-Luc") by its first part; None for a name of both or of neither."""
    for key in (word.casefold(), word.casefold().partition("-")[0]):
        female, male = key in FEMALE_NAMES, key in MALE_NAMES
        if female != male:
            return "female" if female else "male"
    return None
