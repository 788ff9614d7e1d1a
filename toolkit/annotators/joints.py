"""Where the model has cut a name at a joint, or has not cut it: hyphens, offices, commas, titles that are names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.gender import gender_of_given
from toolkit.annotators.lexicon import CLEAR_ROLES, PERSONS, ROLES, SAYING
from toolkit.annotators.mentions import FIRMS, Mention, says_something
from toolkit.annotators.names import GENERATIONS, PARTICLES, SHEIKHS, is_title, key_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence, Set

    from spacy.tokens import Doc, Token

    from toolkit.annotators.names import Person, Roster

_BODIES: Final = frozenset(["ORG", "FAC", "GPE", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"])
_OFFICES: Final = frozenset(["Office", "Department", "Bureau"])
_HOLDERS: Final = frozenset(
    """governor mayor sheriff president attorney general solicitor prosecutor coroner ombudsman comptroller treasurer
    auditor clerk chancellor""".split()
)
"""Whose office an office may be."""
_DISTINCTIONS: Final = (
    ROLES | PERSONS | {"laureate", "champion", "winner", "medalist", "medallist", "finalist", "legend"}
)
_LONGEST: Final = 4
_ENDS: Final = frozenset([",", ".", ";", "(", ")", "’s", "'s", "’", "'", "”", '"'])
_EASTERN: Final = frozenset(
    """kim lee yi park choi choe jung jeong chung kang cho jo yoon yun jang chang lim im han oh seo suh shin sin kwon
    kweon hwang ahn an song ryu yoo yu jeon chun hong ko go moon bae baek paik nam noh roh ha heo hur min son sohn yang
    jin ban woo ji joo ju eom um tsai lai chen wang lin hsu huang wu liu chang chiang su ma hou ker yeh chiu tseng hsieh
    chou cheng kuo chu""".split()
)
"""Surnames, in small letters, that stand before given names in two parts."""
_SYLLABLES: Final = 7
_SPELT: Final = 6
"""Letters of a surname that may be misspelt, at least."""
_PEOPLE: Final = 100
_WORDS: Final = 6
"""Words of a name of which a shorter one can be the beginning, and one more than that."""


def rejoined(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with their joints mended, in order and without overlaps."""
    mended = _sheikhs(words, _split(doc, words, mentions))
    lone = {words[m.start] for m in mended if m.label == "PERSON" and m.end - m.start == 1}
    mended = [_office(doc, words, _bare(doc, words, mention, lone)) for mention in mended]
    return _kept(_hyphenated(doc, words, mended))


def _kept(mentions: Iterable[Mention]) -> list[Mention]:
    """What overlaps nothing longer that it was made part of."""
    result: list[Mention] = []
    for mention in mentions:
        while result and result[-1].end > mention.start and result[-1].start >= mention.start:
            result.pop()
        if not result or result[-1].end <= mention.start:
            result.append(mention)
    return result


def _split(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """ "the University of Harle, Beck" is two where Beck is somebody's surname and says something here.

    So is "the University of Harle, Ana Beck" where Beck alone says something anywhere, and "Ruiz, Beck" of two people.
    """
    surnames = {words[m.end - 1] for m in mentions if m.label == "PERSON"}
    telling = {words[m.start] for m in mentions if m.end - m.start == 1 and says_something(doc[m.start])}
    result: list[Mention] = []
    for mention in mentions:
        at = _comma(doc, words, mention, surnames, telling)
        if at:
            result += [mention._replace(end=at), Mention(at + 1, mention.end, "PERSON")]
        else:
            result.append(mention)
    return result


def _comma(doc: Doc, words: Sequence[str], mention: Mention, surnames: Container[str], telling: Container[str]) -> int:
    """The comma at which a mention is two, else 0."""
    last = mention.end - 1
    commas = [i for i in range(mention.start + 1, last) if words[i] == ","]
    if not commas:
        return 0
    if mention.label == "PERSON":
        return commas[0] if key_of(words[commas[0] + 1]) not in GENERATIONS else 0
    if mention.label not in _BODIES:
        return 0
    at = commas[-1]
    if words[last] in telling and last - at < _LONGEST and all(map(_is_plain, doc[at + 1 : mention.end])):
        return at if last - at > 1 or words[last] in surnames else 0
    says = mention.end < len(words) and doc[mention.end].lemma_ in SAYING
    pair = last - mention.start == 2  # According to Ruiz, Beck
    return at if (says or pair) and at == last - 1 and words[last] in surnames else 0


def _sheikhs(words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """ "Sheikh" is a name, and no title, before a single word that is in no longer name of the text."""
    longer = {word for m in mentions if m.end - m.start > 1 for word in words[m.start : m.end]}
    return [
        m._replace(start=m.start - 1)
        if m.label == "PERSON"
        and m.end - m.start == 1
        and words[m.start - 1] in SHEIKHS
        and words[m.start] not in longer
        else m
        for m in mentions
    ]


def in_running_text(doc: Doc, mention: Mention) -> bool:
    """Whether a name consists of names only and something small follows it: in a headline other words join it."""
    names = all(token.tag_ in ("NNP", "HYPH") or token.text.islower() for token in doc[mention.start : mention.end])
    following = doc[mention.end] if mention.end < len(doc) else None
    return names and following is not None and (following.text[0].islower() or following.text in _ENDS)


def longer_forms(names: Iterable[Sequence[str]], lone: Container[str]) -> dict[tuple[str, ...], Sequence[str]]:
    """For the beginning of a longer name, two words or more, that name where it is only one person's.

    "Amina Bahar" is how some go on about Amina Bahar Idris Tahir; keys of the words stand for them. Of whom
    the text speaks by the second word alone (`lone`, as keys), and never by the last, the longer name may be a mistake.
    """
    found: dict[tuple[str, ...], Sequence[str]] = {}
    several: set[tuple[str, ...]] = set()
    for words in names:
        keys = tuple(key_of(word) for word in words)
        for cut in range(2, min(len(keys), _WORDS)):
            known = found.setdefault(keys[:cut], words)
            if key_of(known[-1]) != keys[-1]:
                several.add(keys[:cut])
            elif len(known) < len(words):
                found[keys[:cut]] = words
    return {
        short: words
        for short, words in found.items()
        if short not in several
        and short[-1] not in PARTICLES
        and key_of(words[-1]) not in GENERATIONS
        and (short[-1] not in lone or key_of(words[-1]) in lone)
    }


def misspelt(surname: str, roster: Roster) -> Person | None:
    """The only one named in full whose surname is this one but for a letter: left out, doubled, swapped or another.

    The first letter stays, and none comes after the last: "Petrova" and "the Bankses" are not "Petrov" and "Banks".
    """
    if len(surname) < _SPELT:
        return None
    alike = (p for p in roster.people[:_PEOPLE] if p.full and _is_slip(surname, p.surname))
    found = {p.name: p for p in alike}
    return next(iter(found.values())) if len(found) == 1 else None


def _is_slip(one: str, other: str) -> bool:
    if one[0] != other[0] or abs(len(one) - len(other)) > 1 or len(other) < _SPELT or one == other:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), -1)
    if at < 0:
        return False
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return short[at:] == long[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or (at + 1 < len(one) and one[at + 1 :] == other[at + 1 :])


def given_in_brackets(words: Sequence[str], mention: Mention) -> str:
    """The given name that somebody has put in brackets before a surname: "Coach (Ana) Ruiz", else ""."""
    start = mention.start
    if mention.end - start > 1 or start < 3 or words[start - 1] != ")" or words[start - 3] != "(":
        return ""
    return words[start - 2] if gender_of_given(words[start - 2]) else ""


def _bare(doc: Doc, words: Sequence[str], mention: Mention, lone: Set[str]) -> Mention:
    """ "Nobel Laureate Ana Ruiz" is Ana Ruiz: a distinction in capitals is no part of a name.

    Ana has to be a given name, or Ruiz alone somebody elsewhere; not where a person's name has a role before it that
    is nobody's name: "Director Thirza Maunder".
    """
    if mention.label not in _BODIES | {"PERSON"} or mention.end - mention.start < 3:
        return mention
    cut = max((i + 1 for i in range(mention.start, mention.end) if key_of(words[i]) in _DISTINCTIONS), default=0)
    rest = doc[cut : mention.end] if cut else doc[0:0]
    if not 2 <= len(rest) < _LONGEST or not all(_is_plain(token) for token in rest):
        return mention
    clear = mention.label == "PERSON" and key_of(words[cut - 1]) in CLEAR_ROLES
    person = clear or gender_of_given(words[cut]) is not None or words[mention.end - 1] in lone
    if not person or any(key_of(word) in FIRMS for word in words[cut : mention.end]):
        return mention
    return mention._replace(start=cut, label="PERSON")


def _office(doc: Doc, words: Sequence[str], mention: Mention) -> Mention:
    """ "California Governor's Office of Water" is one name, whose the office is being part of it."""
    start = mention.start
    if mention.label != "ORG" or words[start] not in _OFFICES or start < 2 or doc[start - 1].tag_ != "POS":
        return mention
    start -= 2
    if not words[start][:1].isupper() or key_of(words[start]) not in _HOLDERS:
        return mention
    while start > 0 and mention.start - start < 2 + _LONGEST and not doc[start].is_sent_start:
        if doc[start - 1].tag_ != "NNP" or not words[start - 1].isalpha():
            break
        start -= 1
    if start > 0 and words[start - 1] in ("the", "The"):
        start -= 1
    return mention._replace(start=start)


def _hyphenated(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """ "Ana Ruiz-Banks" is one name, with the given name before it, and so is "Hwang Mi-rae"."""
    return [_whole(doc, words, mention) if mention.label == "PERSON" else mention for mention in mentions]


def _whole(doc: Doc, words: Sequence[str], mention: Mention) -> Mention:
    start, end = mention.start, mention.end
    if end - start == 2 and end + 1 < len(doc) and words[end] == "-" and _is_tied(doc, end) and _goes_on(doc, start):
        return mention._replace(end=end + 2)
    if end + 1 < len(doc) and words[end] == "-" and _is_tied(doc, end) and _is_plain(doc[end + 1]):
        end += 2
    if start > 1 and words[start - 1] == "-" and _is_tied(doc, start - 1) and _is_plain(doc[start - 2]):
        start -= 2
        before = doc[start - 1] if start and not doc[start].is_sent_start else None
        if before is not None and _is_plain(before) and before.whitespace_ and key_of(before.text) not in ROLES:
            start -= 1
    if end < len(doc) and end > mention.end and doc[end].pos_ == "NOUN":
        return mention  # "the Banks-Ruiz debate"
    return mention if (start, end) == (mention.start, mention.end) else mention._replace(start=start, end=end)


def _goes_on(doc: Doc, start: int) -> bool:
    """Whether the second part of a given name follows two words and a hyphen in small letters: "Hwang Mi-rae"."""
    token = doc[start + 3]
    if not (token.text.isalpha() and token.text.islower()):
        return False
    eastern = doc[start].lower_ in _EASTERN and len(token) < _SYLLABLES
    return eastern or (token.tag_ == "NNP" and token.dep_ not in ("amod", "compound"))


def _is_tied(doc: Doc, hyphen: int) -> bool:
    return not doc[hyphen].whitespace_ and not doc[hyphen - 1].whitespace_


def _is_plain(token: Token) -> bool:
    return token.tag_ == "NNP" and token.text[:1].isupper() and token.text.isalpha() and not is_title(token.text)
