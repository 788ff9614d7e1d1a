"""People that the model misses, or takes for something else, and that the text itself gives away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.annotators.lexicon import ROLES, SAYING
from toolkit.annotators.names import is_title, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

_ALSO_NAMES: Final = frozenset(
    "General King Queen Prince Princess Justice Saint Lord Lady Major Marshal Chief St.".split()
)
"""Titles that begin the names of bodies and places just as well."""
_MISTAKEN: Final = frozenset("ORG GPE FAC PRODUCT NORP WORK_OF_ART LOC".split())
_PRESS: Final = frozenset(
    """news times post herald tribune journal gazette chronicle observer guardian courier telegraph register globe mail
    review record ledger dispatch inquirer press standard sentinel examiner bulletin argus echo mercury""".split()
)
"""Last words of newspapers' names."""

_OPENING: Final = frozenset(("“", '"', "‘", "'", "``"))
_CLOSING: Final = frozenset(("”", '"', "’", "'", "''"))
FIRMS: Final = frozenset(
    """productions records pictures studios industries airlines airways holdings pharmaceuticals technologies systems
    enterprises entertainment partners associates inc ltd llc plc corp company foundation university hospital
    institute association""".split()
)
"""Last words of the names of bodies, never of people's."""


class Mention(NamedTuple):
    """A stretch of tokens, end-exclusive, before it becomes an entity."""

    start: int
    end: int
    label: str
    name: str = ""


def text_of(doc: Doc, mention: Mention) -> str:
    """The text that a mention covers; a Span, which costs more than its tokens, is not made."""
    last = mention.end - 1
    if mention.start == last:
        return doc[last].text
    return "".join([doc[i].text_with_ws for i in range(mention.start, last)]) + doc[last].text


def taken_by(mentions: Iterable[Mention]) -> set[int]:
    """The tokens in mentions."""
    return {i for mention in mentions for i in range(mention.start, mention.end)}


def _is_name_token(token: Token) -> bool:
    return token.tag_ in ("NNP", "NNPS") and token.text[:1].isupper() and len(token.text) > 1


def titled(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """Names after Mr., Mrs., Dr., Sen. and the like that the model has missed."""
    taken = taken_by(mentions)
    found: list[Mention] = []
    for index, word in enumerate(words):
        start = end = index + 1
        if not (word[-1] == "." and word[0].isupper() and is_title(word)):
            continue
        while (
            end < len(doc)
            and end - start < 3
            and _is_name_token(doc[end])
            and end not in taken
            and not doc[end].is_sent_start
        ):
            end += 1
        if end > start and not (found and found[-1].end > start):
            found.append(Mention(start, end, "PERSON"))
    return found


def retitled(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """A title and a name ("Mayor Ana Ruiz") are a person, whatever the model calls them."""
    result = []
    for mention in mentions:
        count, first = mention.end - mention.start, words[mention.start]
        if (
            mention.label in _MISTAKEN
            and 2 <= count <= 4
            and is_title(first)
            and first not in _ALSO_NAMES
            and all(_is_name_token(token) for token in doc[mention.start + 1 : mention.end])
            and (count > 2 or mention.label not in ("ORG", "GPE"))
        ):
            mention = mention._replace(label="PERSON")
        result.append(mention)
    return result


def firms(words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """A person whose name ends as only a body's does ("Ana Ruiz Productions") is a body."""
    return [
        mention._replace(label="ORG")
        if mention.label == "PERSON" and mention.end - mention.start > 1 and key_of(words[mention.end - 1]) in FIRMS
        else mention
        for mention in mentions
    ]


def says_something(token: Token) -> bool:
    """Whether a token is the subject of a verb of saying."""
    return token.dep_ == "nsubj" and token.head.lemma_ in SAYING


def speakers_missed(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """Proper names that the model has missed and that are the subject of a verb of saying: they are people's, but for
    those of newspapers, which an article tells."""
    taken = taken_by(mentions)
    found: list[Mention] = []
    for index, word in enumerate(words):
        if not word[0].isupper() or index in taken:
            continue
        token = doc[index]
        if not says_something(token) or not _is_name_token(token):
            continue
        if is_title(token.text) or (key_of(token.text) in ROLES and any(c.dep_ == "prep" for c in token.rights)):
            continue
        start = token.i
        while (
            start > 0 and start - 1 not in taken and _is_name_token(doc[start - 1]) and doc[start - 1].head.i == token.i
        ):
            start -= 1
        while start < token.i and is_title(doc[start].text):
            start += 1
        article = start > 0 and doc[start - 1].pos_ == "DET"
        paper = article and start < token.i and token.lower_ in _PRESS
        plain = not token.text.isupper() and token.i - start < 3 and (paper or not article)
        if plain and not (found and found[-1].end > start):
            found.append(Mention(start, token.i + 1, "ORG" if paper else "PERSON"))
    return found


def with_nicknames(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """A given name, a nickname in marks and a surname (Ana “Bee” Ruiz) are one mention of a person."""
    result: list[Mention] = []
    for mention in mentions:
        if result and result[-1].end > mention.start:
            continue
        end = _after_nickname(doc, mention.end) if mention.label == "PERSON" else mention.end
        result.append(mention._replace(end=end))
    return result


def _after_nickname(doc: Doc, end: int) -> int:
    """End of the name that goes on after a nickname at token `end`; `end` itself where there is none."""
    if end + 3 >= len(doc) or doc[end].text not in _OPENING:
        return end
    for close in range(end + 2, min(end + 5, len(doc) - 1)):
        if doc[close].text in _CLOSING and _is_name_token(doc[close + 1]) and not doc[close - 1].is_punct:
            return close + 2
    return end


def hidden_people(words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """A name of two or three words that the model gives to a body or a place is a person's where its last word alone
    is a person elsewhere; without titles before it ("PM Ruiz")."""
    lone = {key_of(words[m.end - 1]) for m in mentions if m.label == "PERSON" and m.end - m.start == 1}
    result = []
    for mention in mentions:
        own = words[mention.start : mention.end]
        named = mention.label in _MISTAKEN and 2 <= len(own) <= 3 and key_of(own[-1]) in lone
        shouted = own[-1].isupper() and (own[0] == "THE" or not all(w.isupper() for w in own))
        if named and all(w[:1].isupper() and w.isalpha() for w in own) and not shouted:
            titles = next((i for i, word in enumerate(own[:-1]) if not is_title(word)), len(own) - 1)
            mention = mention._replace(start=mention.start + titles, label="PERSON")
        result.append(mention)
    return result
