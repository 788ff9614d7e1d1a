"""What stands in marks and is nobody's words here: titles of works, programmes, signs; and what can only be words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.annotators.lexicon import PHRASE_NOUNS, SIGNS, WITHHOLDING, WORKS
from toolkit.annotators.reading import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from toolkit.annotators.marks import Quoted
    from toolkit.annotators.reading import Reading

_WORD: Final = re.compile(r"[^\W_][\w’'-]*")
_SMALL: Final = frozenset("a an the and or but nor of in on at to for with by from as is vs via into over".split())
_KNOWN_BY: Final = frozenset(
    """star actor actress host creator director author writer singer showrunner cast crew finale premiere reboot
    remake spinoff spin-off adaptation soundtrack songstress hitmaker vocalist frontman""".split()
)
_MEDIA: Final = frozenset("television tv broadway hollywood radio".split())
_TITLE_LEADERS: Final = frozenset("on in of for with from at into during throughout".split())
_PLACE_LEADERS: Final = frozenset(("on", "at", "during", "throughout"))
_HEAD_REACH: Final = 2
"""Words after a title in which what it is a title of is named."""
_LISTED: Final = 3
"""Titles that make a list."""
_TITLED: Final = frozenset("titled entitled named caption heading subheading title rubric".split())
"""Words right before a title, or the name of a thing."""
_NAMES: Final = frozenset("slogan hashtag word term initial acronym abbreviation motto tagline caption".split())
"""What right before marks says that they hold a word or a thing's name, and no speech."""
_LONGEST_TITLE: Final = 14
"""Words."""
_LONG: Final = 6
"""Words from which on a stretch is too long for a scare quote."""
_SHORT: Final = 2
"""Words up to which a stretch is too short to be known by what it says."""
_FIRST_PERSON: Final = frozenset("i we me us my our mine ours i’m i'm we’re we're i’ve i've we’ve we've".split())
_CAN: Final = frozenset("can could ca may might should must".split())
_NOBODY: Final = frozenset("nobody none neither".split())
_SUPPOSING: Final = frozenset("think believe imagine suppose expect hear see remember".split())
_DEPTH: Final = 4
_SIGN_REACH: Final = 12
"""Tokens before a stretch among which a sign may be named."""


def reads_as_title(stretch: Quoted, reading: Reading) -> bool:
    """Whether a stretch is the title of a work: capitalized throughout, and named as one or led to by a preposition."""
    content = stretch.inner.of(reading.text)
    words = _WORD.findall(content)
    if not words or len(words) > _LONGEST_TITLE or not is_title_case(words):
        return False
    first = reading.token_at(stretch.outer.start)
    before = [
        t
        for t in reading.doc[max(0, first - 4) : first]
        if not t.is_space and reading.paragraph[t.i] == reading.paragraph[first]
    ]
    if _names_a_work(reading.after(stretch)[:_HEAD_REACH]) or _in_a_list(stretch, reading):
        return True
    return bool(before) and _leads_to_title(before[::-1], len(words))


def _in_a_list(stretch: Quoted, reading: Reading) -> bool:
    """Whether a title stands in a list of three or more, with nothing but commas and "and" between them."""
    there = 1
    for step in (-1, 1):
        edge = stretch
        while there < _LISTED and (following := _beside(edge, step, reading)) is not None:
            if not is_title_case(_WORD.findall(following.inner.of(reading.text)) or [""]):
                break
            edge, there = following, there + 1
    return there >= _LISTED


def _beside(stretch: Quoted, step: int, reading: Reading) -> Quoted | None:
    """The stretch right before (-1) or behind (1) one, if only a comma or "and" divides the two."""
    first, last = reading.tokens(stretch.outer)
    at = first - 1 if step < 0 else last
    while 0 <= at < len(reading.doc) and reading.doc[at].lower_ in (",", "and", "&", "or") and reading.top[at] < 0:
        at += step
    if not 0 <= at < len(reading.doc) or reading.top[at] < 0 or reading.top[at] == reading.top[first]:
        return None
    return reading.stretches[reading.top[at]]


def _names_a_work(after: Sequence[Token]) -> bool:
    """Whether the words right after name a work, or somebody who is known by one: the “Night Ferry” podcast, star."""
    for token in after:
        if token.lemma_.lower() in WORKS | _KNOWN_BY:
            return True
        if token.pos_ not in ("NOUN", "ADJ", "PROPN"):
            return False
    return False


def reads_as_words(stretch: Quoted, reading: Reading) -> bool:
    """Whether a stretch that nothing attributes is somebody's words by its length, or by the colon that leads to it.

    Scare quotes, terms and titles are short or capitalized; what is written on a sign nobody says.
    """
    content = stretch.inner.of(reading.text)
    words = _WORD.findall(content)
    if not words or content.isupper() or (len(words) <= _LONGEST_TITLE and is_title_case(words)):
        return False
    before = reading.before(stretch)
    if before and before[0].lemma_.lower() in _NAMES:
        return False
    if any(t.lemma_.lower() in SIGNS for t in [*before[:_SIGN_REACH], *reading.after(stretch)[:3]]):
        return False
    announced = bool(before) and before[0].text == ":" and ends_sentence(content) and len(words) > 1
    own = len(words) > _SHORT and any(word.lower() in _FIRST_PERSON for word in words)
    return announced or own or len(words) >= _LONG


def is_supposed(verb: Token) -> bool:
    """Whether a verb of saying tells what could be said, or was not: "They can say", "I don’t think he would say"."""
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in _NOBODY or (child.dep_ == "aux" and child.lower_ in _CAN):
            return True
    for _ in range(_DEPTH):
        if verb.dep_ not in ("ccomp", "xcomp", "advcl"):
            return False
        verb = verb.head
        if verb.lemma_.lower() in _SUPPOSING and any(child.dep_ == "neg" for child in verb.children):
            return True
    return False


def is_withheld(verb: Token) -> bool:
    """Whether a verb of saying tells what was not said: "declined to say", "refrained from saying"."""
    above = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "from" else verb.head
    return verb.dep_ in ("xcomp", "pcomp") and above.lemma_ in WITHHOLDING


def is_title_case(words: list[str]) -> bool:
    """Whether all words but small ones begin with a capital or a digit, the first and last included."""
    if not (words[0][0].isupper() or words[0][0].isdigit()):
        return False
    return all(word[0].isupper() or word[0].isdigit() or word in _SMALL for word in words)


def _leads_to_title(before: list[Token], length: int) -> bool:
    """Whether the tokens before, nearest first, name a kind of work, or are a preposition of place."""
    near = [t for t in before if t.text not in (",", "‘", "'")]
    if not near:
        return False
    if (
        near[0].lower_ in _TITLED
        or near[0].lemma_.lower() in WORKS
        or (near[0].tag_ == "POS" and near[1:2] and near[1].lower_ in _MEDIA)
    ):
        return True
    if any(t.lemma_.lower() in WORKS for t in near[:3]) and before[0].text == ",":
        return True
    if before[0].text in (",", ":"):
        return False
    if near[0].pos_ == "ADJ" and len(near) > 2 and near[1].tag_ == "PRP$" and near[2].lower_ in _TITLE_LEADERS:
        return True  # in her famous “Sailings”
    if near[0].lower_ in ("of", "for") and len(near) > 1 and near[1].lemma_.lower() in PHRASE_NOUNS:
        return False
    if near[0].lower_ == "the" and len(near) > 1:
        return length > 1 and near[1].lower_ in _PLACE_LEADERS  # on the “Late Ferry Show”
    owned = near[0].tag_ == "POS" or near[0].text.endswith(("’s", "'s"))
    return length > 1 and (near[0].lower_ in _TITLE_LEADERS or owned)
