"""People in lines in title case: "Mayor Ana Ruiz Slams Peter Banks" is no name of five words.

Where nearly every word has a capital, a capital tells nothing, and the model takes a verb for a part of a name. What
the running text calls people says where their names end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.annotators.given_names import GIVEN_NAMES
from toolkit.annotators.names import GENERATIONS, full_form, key_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from toolkit.annotators.mentions import Mention

_LINE: Final = re.compile(r"[^\n]+")
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]{3,}")
"""Words of four letters and more: shorter ones are small in many a title."""
_FEWEST_WORDS: Final = 4
_CAPITALS: Final = 0.8
_WORDS_A_COMMA: Final = 4
_CLOSING: Final = "”’\"')]» \t"
_MARKS: Final = frozenset("“”\"‘’'()")
_LONGEST: Final = 5
"""Words of a name that is looked for."""


class _Known(NamedTuple):
    """Names of the running text, as keys of their words."""

    full: frozenset[tuple[str, ...]]
    given: dict[str, set[str]]
    """First names of those whom the text names in full, by surname."""
    lone: frozenset[str]
    """Names that stand alone and are no given names."""
    first: frozenset[str]
    """First names of those whom the text names in full, and given names that stand alone."""
    small: frozenset[str]
    """Words in small letters."""


def title_cased(text: str, starts: Sequence[int]) -> frozenset[int]:
    """The tokens in lines in title case, which begin at `starts`: "Town Board Names Ruiz as Warden"."""
    found: set[int] = set()
    for line in _LINE.finditer(text):
        if is_title_cased(line[0]):
            found.update(range(bisect_left(starts, line.start()), bisect_left(starts, line.end())))
    return frozenset(found)


def is_title_cased(line: str) -> bool:
    """Whether most words of a line have a capital and no period ends it.

    A name and an office alone are too short ("Ana Ruiz, Warden"), a line with many commas is a list of names.
    """
    words = _WORD.findall(line)
    if len(words) < max(_FEWEST_WORDS, _WORDS_A_COMMA * line.count(",")) or line.rstrip(_CLOSING).endswith("."):
        return False
    capitals = [word for word in words if word[0].isupper()]
    return len(capitals) >= _CAPITALS * len(words)


def cut_in_headlines(
    doc: Doc, words: Sequence[str], mentions: Sequence[Mention], headlines: Container[int]
) -> list[Mention]:
    """People's mentions in lines in title case cut to what the running text calls people.

    "Ana Ruiz Slams Peter Banks" becomes two, "Ruiz Vetoes" is Ruiz; where the running text names nobody of these, the
    mention stays. In order; `headlines` are the tokens of the lines.
    """
    long = {m for m in mentions if m.label == "PERSON" and m.end - m.start > 1 and m.start in headlines}
    if not long:
        return list(mentions)
    known = _of_running_text(words, (m for m in mentions if m.label == "PERSON" and m.start not in headlines))
    result: list[Mention] = []
    for mention in mentions:
        result += (_cut(doc, words, mention, known) if mention in long else ()) or [mention]
    return result


def _of_running_text(words: Sequence[str], mentions: Iterable[Mention]) -> _Known:
    full: set[tuple[str, ...]] = set()
    given: dict[str, set[str]] = {}
    alone: set[str] = set()
    for mention in mentions:
        keys = _keys(words[mention.start : mention.end])
        if len(keys) > 1 and keys[-1] in GENERATIONS:
            keys = keys[:-1]
        if len(keys) > 1 and full_form(keys) and "" not in keys[:1]:
            full.add(keys)
            given.setdefault(keys[-1], set()).add(keys[0])
        else:
            alone.add(keys[-1])
    first = {keys[0] for keys in full} | (alone & GIVEN_NAMES)
    small = frozenset(word for word in words if word.islower())
    return _Known(frozenset(full), given, frozenset(alone - GIVEN_NAMES), frozenset(first), small)


def _keys(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(key_of, words))


def _cut(doc: Doc, words: Sequence[str], mention: Mention, known: _Known) -> list[Mention]:
    """The names that are known in a mention, as mentions; none where a nickname in marks stands in it."""
    own = words[mention.start : mention.end]
    if not _MARKS.isdisjoint(own):
        return []
    verbs = [_may_be_verb(doc, i, known) for i in range(mention.start, mention.end)]
    found = _names(_keys(own), verbs, known)
    return [mention._replace(start=mention.start + start, end=mention.start + end) for start, end in found]


def _may_be_verb(doc: Doc, at: int, known: _Known) -> bool:
    """Whether a word in capitals looks like a verb or another common word: "Vetoes", "Slammed", one small elsewhere."""
    token = doc[at]
    return token.lower_.endswith(("s", "ed")) or token.tag_[:2] == "VB" or token.lower_ in known.small


def _names(keys: tuple[str, ...], verbs: Sequence[bool], known: _Known) -> Iterator[tuple[int, int]]:
    """Where names begin and end: those that the running text has in full, and its surnames with given names before."""
    at = done = 0
    while at < len(keys):
        longest = min(len(keys), at + _LONGEST)
        end = next((end for end in range(longest, at + 1, -1) if keys[at:end] in known.full), 0)
        start = at
        if not end and _ends_name(keys, verbs, at, known):
            start, end = _first(keys, verbs, at, done, known), at + 1
        if not end:
            at += 1
            continue
        while end < len(keys) and keys[end] in GENERATIONS:
            end += 1
        yield start, end
        at = done = end


def _ends_name(keys: tuple[str, ...], verbs: Sequence[bool], at: int, known: _Known) -> bool:
    """Whether a word is a surname and no first name: "Taylor Ruiz" is not Laura Taylor where Ruiz is somebody.

    So is a first name that a verb stands before and nothing after: "Slams Laura".
    """
    after = keys[at + 1] if at + 1 < len(keys) else None
    if after is None and at and verbs[at - 1] and keys[at] in known.first and keys[at - 1] not in GIVEN_NAMES:
        return True
    if keys[at] in known.given:
        return after is None or not (after == "" or after in known.given or after in known.lone)
    return keys[at] in known.lone and (after is None or verbs[at + 1] or after in GENERATIONS)


def _first(keys: tuple[str, ...], verbs: Sequence[bool], surname: int, done: int, known: _Known) -> int:
    """Where a name begins whose surname is known; nothing before `done` is part of it.

    With a first name that the running text gives to that surname, else with listed given names and initials, or with
    what is neither and looks like no verb and no other name: "Thirza Vale" but not "Slams Vale".
    """
    firsts = known.given.get(keys[surname], set())
    named = next((i for i in range(max(done, surname + 1 - _LONGEST), surname) if keys[i] in firsts), -1)
    if named >= 0:
        return named
    start = surname
    while start > done and (keys[start - 1] in GIVEN_NAMES or len(keys[start - 1].replace(".", "")) < 2):
        start -= 2 if keys[start - 1] == "" and start - 1 > done else 1  # a hyphen joins two words
    before = keys[done:surname]
    others = any(verbs[done:surname]) or any(key in known.given or key in known.lone for key in before)
    return done if start == surname and not others and len(before) < _LONGEST else start
