"""People's names within one document: which mentions mean the same person, and what to call that person.

A full name founds a person; another full name with the same surname joins it only where given names, initials and
"Jr." agree. A lone word means the person of that surname, given name or nickname. Where several have it, a title
decides, or gender; else it goes on meaning whom it meant the last time, which is how news keep two of one surname
apart: the one whom the article is about by surname, the other in full.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from toolkit.annotators.gender import Gender, gender_of_name
from toolkit.annotators.lexicon import NAME_SUFFIXES, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NAMESAKES: Final = 100
_EDGES: Final = " \t\n\r,.;:“”„‟«»\"‘’‚'`()[]{}*_-–—"
_EDGES_BUT_PERIOD: Final = _EDGES.replace(".", "")
_POSSESSIVE: Final = re.compile(r"[’'`]s?$|(?<=\w)[’']S$")
_ARTICLE: Final = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
PARTICLES: Final = frozenset(
    """de da di del della der den des du van von la le al el bin ibn ben abu ter ten zu y e dos das""".split()
)
_GIVEN_TOO: Final = frozenset(["Ben", "Al", "Van"])
"""Particles that are given names too, where they have a capital."""
GENERATIONS: Final = frozenset(["jr", "sr", "ii", "iii", "iv"])
"""What tells a father from a son; it stays in a name."""
SHEIKHS: Final = frozenset(["Sheikh", "Sheik", "Shaikh", "Shaykh"])
"""Titles that are the first of two names too."""
TITLE_SURNAMES: Final = frozenset(
    """baron bishop canon cardinal constable count crown dean duke emperor judge justice king lord major marshal pope
    prince provost queen reeve sheriff sultan""".split()
)
"""Titles that are surnames too: Ana King, Peter Bishop."""
_SHORT_FORMS: Final = """
    joe joseph joey, mike michael mick mickey, bill william billy will willie, bob robert bobby rob robbie bert, jim
    james jimmy jamie, tom thomas tommy, dave david davey, chris christopher, dan daniel danny, ben benjamin benny, tim
    timothy, volodymyr vladimir, rick richard dick rich ricky, chuck charles charlie, ted edward theodore ed eddie
    teddy, tony anthony, liz elizabeth beth betsy betty eliza lizzie, kate katherine catherine kathy katie cathy kathryn
    kit, sue susan suzanne susie, jeff jeffrey geoffrey geoff, greg gregory, matt matthew, nick nicholas, steve steven
    stephen, sam samuel samantha, alex alexander alexandra sandy, andy andrew drew, pete peter, pat patrick patricia,
    ron ronald ronnie, don donald donnie, ken kenneth kenny, jon jonathan, josh joshua, zach zachary zack, larry
    lawrence, jerry gerald jerome gerry, maggie margaret peggy meg, debbie deborah, jen jennifer jenny, becky rebecca,
    vicky victoria vicki, abe abraham, al albert alan alfred, fred frederick freddie, gene eugene, hank henry harry,
    jack john johnny, ray raymond, walt walter, barb barbara, bernie bernard, lottie charlotte, gabe gabriel, nate
    nathan nathaniel, phil philip phillip, russ russell, stan stanley, vince vincent, theo theodore, cindy cynthia,
    mandy amanda, nell eleanor ellen helen nellie, kim kimberly, tina christina, chrissy christine, jackie jacqueline,
    terry terence theresa terrence, marty martin, reggie reginald, doug douglas, dom dominic, clint clinton, cliff
    clifford, leo leonard lenny, max maximilian maxwell, mel melvin melanie, mitch mitchell, norm norman, ollie oliver,
    art arthur, archie archibald, angie angela, abby abigail, annie ann anne anna, gus augustus angus, hal harold
"""
"""Groups of given names, divided by commas, that can be one person's."""
_SHORT: Final = {
    name: frozenset(index for index, group in enumerate(_SHORT_FORMS.split(",")) if name in group.split())
    for name in _SHORT_FORMS.replace(",", " ").split()
}
_NICKNAME: Final = re.compile(r" [“\"‘'(]([^“”\"‘’'()]{1,30})[”\"’')](?= )")
"""A nickname in marks inside a name; it is no part of the name."""
_DROPPED_SUFFIXES: Final = NAME_SUFFIXES - GENERATIONS


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """A mention as a name: without article, possessive ending, marks and white space at its edges."""
    name = " ".join(text.split()).strip(_EDGES_BUT_PERIOD)
    name = _POSSESSIVE.sub("", name).strip(_EDGES_BUT_PERIOD)
    article = _ARTICLE.match(name)
    if article:
        name = name[article.end() :]
    return name or text.strip() or text


def name_words(text: str) -> tuple[str, ...]:
    """The words of a person's name: titles and degrees around it left out; empty for a title alone."""
    words = _NICKNAME.sub("", clean(text)).split()
    while words and is_title(words[0]) and not (len(words) == 2 and words[0] in SHEIKHS):
        words = words[1:]
    while len(words) > 1 and key_of(words[-1]) in _DROPPED_SUFFIXES:
        words = words[:-1]
    return tuple(_word(word) for word in words)


def _word(word: str) -> str:
    """A word of a name without marks at its edges; the period of an initial or of "Jr." stays."""
    bare = word.strip(_EDGES)
    short = len(bare) == 1 or "." in bare or key_of(word) in GENERATIONS
    return f"{bare}." if short and word.rstrip(",").endswith(".") else bare or word


def nickname(text: str) -> str | None:
    """The nickname that stands in marks inside a name."""
    found = _NICKNAME.search(clean(text))
    return found[1] if found else None


def is_title(word: str) -> bool:
    """Whether a word before a name is a title: "Sen.", "President", "Ex-president"."""
    return key_of(word) in TITLES


@lru_cache(maxsize=8192)
def key_of(word: str) -> str:
    """A word for comparison: lower case, no marks and periods at its edges."""
    return _POSSESSIVE.sub("", word.strip(_EDGES)).strip(_EDGES).casefold()


def same_given_name(one: str, other: str) -> bool:
    """Whether two first words can be one person's: equal, an initial of the other, or short and long form."""
    one, other = key_of(one), key_of(other)
    if one == other or _SHORT.get(one, frozenset()) & _SHORT.get(other, frozenset()):
        return True
    initials = min(len(one.replace(".", "")), len(other.replace(".", ""))) == 1 or "." in one + other
    return initials and one[:1] == other[:1]


def surname_first(words: Sequence[str]) -> bool:
    """Whether the surname is the first of two words, as in "Hwang Mi-rae": given names go on in small letters."""
    first, _, second = words[-1].partition("-")
    return len(words) == 2 and first.istitle() and second.isalpha() and second.islower()


def full_form(words: Sequence[str]) -> bool:
    """Whether the words hold a given name and a surname ("de Vries" and "Banks Jr." do not, "Ben Ruiz" does)."""
    if len(words) < 2 or key_of(words[1]) in GENERATIONS:
        return False
    return key_of(words[0]) not in PARTICLES or (words[0] in _GIVEN_TOO and key_of(words[1]) not in PARTICLES)


def in_small_letters(name: str) -> str:
    """A name that the text has in capitals only, as it is written elsewhere; initials and numerals stay."""
    letters = [char for char in name if char.isalpha()]
    if len(letters) < 4 or not name.isupper():
        return name
    words = name.split()
    return " ".join(_small(word, first=not index) for index, word in enumerate(words))


def _small(word: str, *, first: bool) -> str:
    key = key_of(word)
    initials = "." in word.strip(".") or len(key) == 1 or (len(key) == 2 and (key[1] == "j" or not set(key) & _VOWELS))
    if key in GENERATIONS and key not in ("jr", "sr"):
        return word
    if key in PARTICLES and not first:
        return word.lower()
    if initials:
        return word
    return _WORD_START.sub(lambda start: start[0].upper(), word.lower())


_VOWELS: Final = frozenset("aeiouy")
_WORD_START: Final = re.compile(r"(?:^|(?<=-)|(?<=\bmc)|(?<=\bo[’'])|(?<=\bd[’']))\w")


@dataclass(slots=True)
class Person:
    """One person of a document."""

    forms: Counter[str] = field(default_factory=Counter)
    """Full forms of the name with how often each occurs; bare ones where there is no full one."""
    first: str = ""
    surname: str = ""
    middle: tuple[str, ...] = ()
    generation: str = ""
    gender: Gender | None = None
    full: bool = False
    titles: set[str] = field(default_factory=set)
    """Titles that stand before the name somewhere, as keys."""
    at: list[int] = field(default_factory=list)
    """Token indices of the mentions that founded or joined this person by a full name, ascending."""

    @property
    def name(self) -> str:
        """The form with the most words, one not in capitals where there is a choice; then the most frequent, the
        earliest."""
        best = max(self.forms, key=lambda form: (not _shouted(form), len(form.split()), self.forms[form]))
        return in_small_letters(best)


def _shouted(form: str) -> bool:
    """Whether the name, or the surname in it, is in capitals."""
    return any(len(part) > 3 and part.isupper() for part in (form, *form.split()))


@dataclass(slots=True)
class Roster:
    """The people of one document: founded by full names, then asked for lone ones in order of the text."""

    people: list[Person] = field(default_factory=list)
    by_surname: dict[str, list[Person]] = field(default_factory=dict)
    by_first: dict[str, list[Person]] = field(default_factory=dict)
    by_other: dict[str, list[Person]] = field(default_factory=dict)
    """By nicknames, middle names and surnames without an article."""
    longer: dict[tuple[str, ...], Sequence[str]] = field(default_factory=dict)
    """For the beginning of somebody's longer name that name."""
    meant: dict[str, tuple[int, Person]] = field(default_factory=dict)
    """Where a surname that several have last stood alone, and whom it meant there."""

    def found(self, words: Sequence[str], at: int, gender: Gender | None = None, titles: Iterable[str] = ()) -> Person:
        """The person that a full name means, new or known. `at` is the mention's first token."""
        words = self.longer.get(tuple(map(key_of, words)), words) if self.longer else words
        own = _person(words, gender)
        known = self.namesakes(own.surname)
        person = next((p for p in known if p.full and _agree(p, own)), None)
        if person is None:
            person = own
            self._enter(person)
        return _join(person, words, at, gender, titles)

    def bare(self, words: Sequence[str], at: int, gender: Gender | None = None) -> Person:
        """A new person of whom the text has only a lone name, or the one founded so before."""
        own = _person(words, gender)
        known = (p for p in self.namesakes(own.surname) if not p.full and p.generation == own.generation)
        person = next(known, None)
        if person is None:
            person = own
            self._enter(person)
        return _join(person, words, at, gender, ())

    def namesakes(self, surname: str) -> list[Person]:
        """Who has a surname, given as its key: those entered last, 100 at most, in the order in which they were."""
        return self.by_surname.get(surname, [])[-_NAMESAKES:]

    def nicknamed(self, person: Person, word: str) -> None:
        """Enter a nickname."""
        known = self.by_other.setdefault(key_of(word), [])
        if person not in known:
            known.append(person)

    def known(
        self, words: Sequence[str], at: int, gender: Gender | None = None, titles: Iterable[str] = ()
    ) -> Person | None:
        """Whom of those entered so far a lone name ("Banks", "de Blasio", "Banks Jr.") means at token `at`.

        A title before it decides among several, then the last lone use: to be asked in order of the text.
        """
        own = _person(words, gender)
        for table in (self.by_surname, self.by_first, self.by_other):
            entered = table.get(own.surname, [])[-_NAMESAKES:]
            fitting = [p for p in entered if not gender or person_gender(p) in (None, gender)]
            if own.generation:
                fitting = [p for p in fitting if p.generation == own.generation]
            if fitting:
                person = fitting[0] if len(fitting) == 1 else self._meant(fitting, own.surname, at, set(titles))
                self.meant[own.surname] = (at, person)
                return person
        return None

    def _meant(self, fitting: Sequence[Person], key: str, at: int, titles: set[str]) -> Person:
        titled = [person for person in fitting if titles & person.titles]
        if len(titled) == 1:
            return titled[0]
        since, last = self.meant.get(key, (-1, None))
        if last is not None and last in fitting:
            taken_up = [p for p in fitting if p is not last and _between(p.at, since, at) > 1]
            return taken_up[-1] if taken_up and not _between(last.at, since, at) else last
        introduced = [p for p in fitting if p.at[0] < at] or list(fitting)
        full = [p for p in introduced if p.full and not p.generation] or introduced
        return max(full, key=lambda p: (_between(p.at, -1, at), -p.at[0]))

    def _enter(self, person: Person) -> None:
        self.people.append(person)
        self.by_surname.setdefault(person.surname, []).append(person)
        if person.first:
            self.by_first.setdefault(person.first, []).append(person)
        for word in (*person.middle, person.surname.removeprefix("al-")):
            if len(word) > 1 and word not in PARTICLES and word != person.surname:
                self.by_other.setdefault(word, []).append(person)


def _between(at: Sequence[int], low: int, high: int) -> int:
    """How many of ascending numbers lie between two, both left out."""
    return bisect_left(at, high) - bisect_left(at, low + 1)


def _person(words: Sequence[str], gender: Gender | None) -> Person:
    """A person made of the words of a name, in no roster yet."""
    keys = [key_of(word) for word in words]
    generation = keys.pop() if len(keys) > 1 and keys[-1] in GENERATIONS else ""
    full = full_form(words)
    if full and surname_first(words):
        keys.reverse()
    first, middle = (keys[0], tuple(keys[1:-1])) if full else ("", ())
    return Person(first=first, surname=keys[-1], middle=middle, generation=generation, gender=gender, full=full)


def _agree(known: Person, other: Person) -> bool:
    """Whether two full names of one surname are one person's; a name without "Jr." may follow one that has it."""
    if other.generation and other.generation != known.generation:
        return False
    given = same_given_name(known.first, other.first) or other.first in known.middle or known.first in other.middle
    one, two = ([word[0] for word in person.middle if word and word not in PARTICLES] for person in (known, other))
    return given and not (one and two and one[0] != two[0])


def person_gender(person: Person) -> Gender | None:
    """A person's gender as titles, else the first name, tell it."""
    return person.gender or (None if surname_first(person.name.split()) else gender_of_name(person.name))


def _join(person: Person, words: Sequence[str], at: int, gender: Gender | None, titles: Iterable[str]) -> Person:
    person.forms[" ".join(words)] += 1
    insort(person.at, at)
    person.gender = person.gender or gender
    person.titles.update(titles)
    return person
