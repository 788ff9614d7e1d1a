"""Names of one document: which mentions mean the same person or body, and what to call it.

People: a full name founds a person; another full name with the same surname joins it only where the given names agree
(equal, an initial, a short form). A bare surname, or a titled one, joins the only person of that surname, or, among
several, the one named most recently. Bodies and places: one normalized spelling, one name; an acronym in brackets after
what it stands for is that name's short form.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from toolkit.annotators.lexicon import FEMALE_NAMES, FEMALE_WORDS, MALE_NAMES, MALE_WORDS, NAME_SUFFIXES, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Gender = Literal["female", "male"]

_EDGES: Final = " \t\n\r,.;:“”„‟«»\"‘’‚'`()[]{}*_-–—"
_POSSESSIVE: Final = re.compile(r"[’'`]s?$|(?<=\w)[’']S$")
_ARTICLE: Final = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_PARTICLES: Final = frozenset(
    """de da di del della der den des du van von la le al el bin ibn ben abu ter ten zu y e dos das""".split()
)
_SHORT_FORMS: Final = """
    joe joseph joey, mike michael mick, bill william billy will willie, bob robert bobby rob, jim james jimmy
    jamie, tom thomas tommy, dave david, chris christopher, dan daniel danny, ben benjamin, tim timothy, volodymyr
    vladimir, rick richard dick rich ricky, chuck charles charlie, ted edward theodore ed eddie, tony anthony, liz
    elizabeth beth betsy, kate katherine catherine kathy katie, sue susan suzanne, jeff jeffrey geoffrey, greg
    gregory, matt matthew, nick nicholas, steve steven stephen, sam samuel samantha, alex alexander alexandra,
    andy andrew drew, pete peter, pat patrick patricia, ron ronald ronnie, don donald donnie, ken kenneth kenny,
    jon jonathan, josh joshua, zach zachary, larry lawrence, jerry gerald jerome, maggie margaret peggy meg,
    debbie deborah, jen jennifer jenny, becky rebecca, vicky victoria, abe abraham, al albert alan alfred, fred
    frederick, gene eugene, hank henry harry, jack john, ray raymond, walt walter, barb barbara
"""
"""Groups of given names, divided by commas, that can be one person's."""
_SHORT: Final = {name: index for index, group in enumerate(_SHORT_FORMS.split(",")) for name in group.split()}
_ALIASES: Final = {
    "us": "United States", "usa": "United States", "united states of america": "United States",
    "uk": "United Kingdom", "united kingdom": "United Kingdom", "eu": "European Union", "un": "United Nations",
}  # fmt: skip


def clean(text: str) -> str:
    """A mention as a name: without article, possessive ending, marks and white space at its edges."""
    name = " ".join(text.split()).strip(_EDGES.replace(".", ""))
    name = _POSSESSIVE.sub("", name).strip(_EDGES.replace(".", ""))
    article = _ARTICLE.match(name)
    if article:
        name = name[article.end() :]
    return name or text.strip() or text


NICKNAME: Final = re.compile(r" [“\"‘'][^“”\"‘’']{1,30}[”\"’'](?= )")
"""A nickname in marks inside a name; it is no part of the name."""


def name_words(text: str) -> tuple[str, ...]:
    """The words of a person's name: titles before it and suffixes after it left out; empty for a title alone."""
    words = NICKNAME.sub("", clean(text)).split()
    while words and is_title(words[0]):
        words = words[1:]
    while len(words) > 1 and key_of(words[-1]) in NAME_SUFFIXES:
        words = words[:-1]
    return tuple(word.strip(_EDGES) if len(word) > 2 else word for word in words)


def is_title(word: str) -> bool:
    """Whether a word before a name is a title: "Sen.", "President", "Ex-president"."""
    return key_of(word) in TITLES


def key_of(word: str) -> str:
    """A word for comparison: lower case, no marks and periods at its edges."""
    return _POSSESSIVE.sub("", word.strip(_EDGES)).strip(_EDGES).casefold()


def gender_of_words(words: Iterable[str]) -> Gender | None:
    """What gendered words (titles, roles, kin) say; None for none or both."""
    keys = {key_of(word) for word in words}
    female, male = bool(keys & FEMALE_WORDS), bool(keys & MALE_WORDS)
    return None if female == male else "female" if female else "male"


def gender_of_name(name: str) -> Gender | None:
    """What a full name's first word says, from two short lists; None for a bare surname."""
    words = name.split()
    first = key_of(words[0]) if len(words) > 1 else ""
    female, male = first in FEMALE_NAMES, first in MALE_NAMES
    return None if female == male else "female" if female else "male"


def same_given_name(one: str, other: str) -> bool:
    """Whether two first words can be one person's: equal, an initial of the other, or short and long form."""
    one, other = key_of(one), key_of(other)
    if one == other or (_SHORT.get(one) is not None and _SHORT.get(one) == _SHORT.get(other)):
        return True
    return min(len(one.replace(".", "")), len(other.replace(".", ""))) == 1 and one[:1] == other[:1]


def full_form(words: Sequence[str]) -> bool:
    """Whether the words hold a given name and a surname ("de Blasio" does not)."""
    return len(words) >= 2 and key_of(words[0]) not in _PARTICLES


@dataclass(slots=True)
class Person:
    """One person of a document."""

    forms: Counter[str] = field(default_factory=Counter)
    """Full forms of the name with how often each occurs; bare ones where there is no full one."""
    first: str = ""
    surname: str = ""
    gender: Gender | None = None
    full: bool = False
    at: list[int] = field(default_factory=list)
    """Token indices of the mentions that founded or joined this person by a full name, ascending."""

    @property
    def name(self) -> str:
        """The most frequent full form, not in capitals where another is not; the earliest among equals."""
        return max(self.forms, key=lambda form: (not form.isupper() or len(form) < 4, self.forms[form]))


@dataclass(slots=True)
class Roster:
    """The people of one document, founded by full names and asked for bare ones."""

    people: list[Person] = field(default_factory=list)
    by_surname: dict[str, list[Person]] = field(default_factory=dict)
    by_first: dict[str, list[Person]] = field(default_factory=dict)

    def found(self, words: Sequence[str], at: int, gender: Gender | None = None) -> Person:
        """The person that a full name means, new or known. `at` is the mention's first token."""
        first, surname = key_of(words[0]), key_of(words[-1])
        known = self.by_surname.get(surname, [])
        person = next((p for p in known if p.full and same_given_name(p.first, first)), None)
        if person is None:
            person = Person(first=first, surname=surname, full=True)
            self._enter(person)
        return _join(person, words, at, gender)

    def bare(self, word: str, at: int, gender: Gender | None = None) -> Person:
        """The person that a lone name means: of that surname, else of that first name, else a new one."""
        person = self.known(word, at, gender)
        if person is None:
            person = Person(surname=key_of(word), gender=gender)
            self._enter(person)
        if not person.full:
            return _join(person, [word], at, gender)
        person.gender = person.gender or gender
        return person

    def known(self, word: str, at: int, gender: Gender | None = None) -> Person | None:
        """Who of those entered so far a lone name means at token `at`."""
        key = key_of(word)
        for table in (self.by_surname, self.by_first):
            fitting = [p for p in table.get(key, []) if not gender or person_gender(p) in (None, gender)]
            if fitting:
                return fitting[0] if len(fitting) == 1 else max(fitting, key=lambda p: _recency(p, at))
        return None

    def _enter(self, person: Person) -> None:
        self.people.append(person)
        self.by_surname.setdefault(person.surname, []).append(person)
        if person.first:
            self.by_first.setdefault(person.first, []).append(person)


def person_gender(person: Person) -> Gender | None:
    """A person's gender as titles, else the first name, tell it."""
    return person.gender or gender_of_name(person.name)


def _join(person: Person, words: Sequence[str], at: int, gender: Gender | None) -> Person:
    person.forms[" ".join(words)] += 1
    person.at.append(at)
    person.gender = person.gender or gender
    return person


def _recency(person: Person, at: int) -> tuple[bool, int]:
    """Named before beats named after; then the nearest."""
    index = bisect_right(person.at, at) - 1
    return (True, person.at[index]) if index >= 0 else (False, -person.at[0])


def body_key(name: str) -> str:
    """One spelling for a body or a place: no case, no periods, known abbreviations of states and unions resolved."""
    key = clean(name).casefold().replace(".", "").replace("’", "'")
    upper = clean(name).isupper()
    return _ALIASES.get(key, key).casefold() if upper or " " in key else key


def body_name(names: Counter[str]) -> str:
    """What to call a body: the form met most often, one not in capitals where there is a choice, the longest form."""
    best = max(names, key=lambda name: (not name.isupper() or len(name) < 6, names[name], len(name)))
    alias = _ALIASES.get(clean(best).casefold().replace(".", ""))
    return alias if alias and best.isupper() else best


def is_acronym_of(short: str, long: str) -> bool:
    """Whether the letters of `short` are the initials of the capitalized words of `long`."""
    letters = short.replace(".", "")
    words = [word for word in re.split(r"[\s-]+", clean(long)) if word]
    initials = "".join(word[0] for word in words if word[0].isupper())
    every = "".join(word[0] for word in words).upper()
    return len(letters) > 1 and letters.isupper() and letters in (initials, every)
