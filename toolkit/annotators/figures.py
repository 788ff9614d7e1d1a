"""The people of one document as its readers know them: where each is mentioned, and how the text describes each.

A description is a role ("minister": what stands as a title before the name, in apposition to it, as its predicate or
after "as") and the words around that role.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from toolkit.annotators.gender import Gender, gender_of_given, gender_of_words
from toolkit.annotators.lexicon import LEADERS, ROLES, TITLE_ROLES
from toolkit.annotators.names import is_title, key_of, surname_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from toolkit.annotators.reading import Reading

COURTESY: Final = frozenset(["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "sir", "lady", "lord", "dame"])
_DESCRIBED: Final = 40
"""Mentions of one person that are read for descriptions, at most."""
_MOST_APPOSED: Final = 8
"""Appositions to one another, at most: a list without end may be parsed as a chain of them."""
_NAMESAKES: Final = 50
_JOINED: Final = 3
_PHRASE: Final = 10
"""Tokens of a description before or after a name, at most."""
_IN_PHRASE: Final = frozenset(["NOUN", "PROPN", "ADJ", "ADP", "DET", "PART", "CCONJ", "NUM", "PRON"])
_LINKING: Final = frozenset(["be", "become", "remain"])


@dataclass(slots=True)
class Figure:
    """One person of the document."""

    name: str
    gender: Gender | None = None
    leaning: Gender | None = None
    """What a given name that no list holds suggests by its ending."""
    mentions: list[int] = field(default_factory=list)
    """Indices of entities, in order."""
    roles: set[str] = field(default_factory=set)
    """What the text says this person is: lower-case lemmas."""
    described: set[str] = field(default_factory=set)
    """All words of those descriptions, lower-case, roles too."""
    shown: bool = False
    """Whether anything beyond one lone word tells that this is a person: a full name, a title, a role."""


@dataclass(slots=True)
class Figures:
    """The people of one document and the tables to find them by."""

    reading: Reading
    by_name: dict[str, Figure]
    ranges: list[tuple[int, int]]
    """Token range, end-exclusive, of each entity."""
    entity_at: list[int]
    """For each token the index of the entity that it belongs to, else -1."""
    sentence_starts: list[int]
    """First token of each sentence."""
    by_role: dict[str, list[Figure]] = field(default_factory=dict)
    """Who is described by a role, in order of the text; a leader under every word for one. At most 50 for a word."""

    @classmethod
    def of(cls, reading: Reading) -> Figures:
        """Collect a document's people with what their names, titles and descriptions tell."""
        ranges = [reading.tokens(entity.span) for entity in reading.entities]
        entity_at = [-1] * len(reading.doc)
        for index, (first, last) in enumerate(ranges):
            entity_at[first:last] = [index] * (last - first)
        starts = [reading.token_at(sentence.span.start) for sentence in reading.sentences]
        figures = cls(reading, {}, ranges, entity_at, starts)
        for index, entity in enumerate(reading.entities):
            if entity.label == "PERSON":
                figures._collect(index)
        for figure in figures.by_name.values():
            words = figure.name.split()
            courtesy = gender_of_words(figure.described & COURTESY)
            told = None if surname_first(words) else gender_of_given(words[0])
            figure.gender = courtesy or told or gender_of_words(figure.roles)
            figure.leaning = _leaning(words[0]) if len(words) > 1 else None
            figure.shown = len(words) > 1 or bool(figure.roles)
            for role in figure.roles | (LEADERS if figure.roles & LEADERS else frozenset()):
                known = figures.by_role.setdefault(role, [])
                if len(known) < _NAMESAKES:
                    known.append(figure)
        return figures

    def figure(self, entity: int) -> Figure:
        """The person whom an entity mentions."""
        return self.by_name[self.reading.entities[entity].name]

    def sentence(self, token: int) -> int:
        """Index of the sentence that holds a token."""
        return max(0, bisect_right(self.sentence_starts, token) - 1)

    def label(self, token: int) -> str:
        """Type of the entity that a token belongs to, "" for none."""
        index = self.entity_at[token]
        return self.reading.entities[index].label if index >= 0 else ""

    def nearest(self, figure: Figure, at: int) -> int:
        """The entity that mentions a person last before a token, else first after it."""
        before = bisect_right(figure.mentions, at, key=lambda index: self.ranges[index][0])
        return figure.mentions[max(0, before - 1)]

    def _collect(self, index: int) -> None:
        name = self.reading.entities[index].name
        figure = self.by_name.setdefault(name, Figure(name))
        figure.mentions.append(index)
        if len(figure.mentions) <= _DESCRIBED:
            first, last = self.ranges[index]
            for phrase, head in descriptions(self.reading.doc, first, last):
                role = head.lemma_.lower()
                figure.roles.add(TITLE_ROLES.get(key_of(head.text), role))
                figure.roles |= _joined(head)
                figure.described |= {token.lemma_.lower() for token in phrase} | {token.lower_ for token in phrase}


def role_of(root: Token) -> Token:
    """The token whose place in the sentence a name has: in "the mayor, Ana Ruiz," that of "mayor"."""
    for _ in range(_MOST_APPOSED):
        if root.dep_ not in ("appos", "flat") or root.head.i > root.i or root.head.pos_ not in ("NOUN", "PROPN"):
            break
        root = root.head
    return root


def _joined(head: Token) -> set[str]:
    """The roles that are joined to one: "the founder and director", "an actor, singer and writer"."""
    found: set[str] = set()
    if head.dep_ == "conj" and head.head.i < head.i <= head.head.i + _JOINED:
        found.add(head.head.lemma_.lower())
    for _ in range(_JOINED):
        after = next((child for child in head.rights if child.dep_ in ("conj", "appos") and child.pos_ == "NOUN"), None)
        if after is None:
            break
        found.add(after.lemma_.lower())
        head = after
    return found & ROLES


def _leaning(given: str) -> Gender | None:
    word = given.casefold()
    female = word.endswith(("a", "ette", "elle", "lyn", "ine")) and len(word) > 3
    male = word.endswith(("o", "us", "os", "ert", "ard", "ald", "vin", "bert"))
    return "female" if female else "male" if male else None


def descriptions(doc: Doc, first: int, last: int) -> Iterator[tuple[Sequence[Token], Token]]:
    """Phrases that describe the person named by the tokens from `first` to `last`, each with the noun at its head."""
    root = doc[first:last].root
    for phrase in (_before(doc, first), _apposed_after(doc, last)):
        head = _head(phrase)
        if head is not None:
            yield phrase, head
    phrase = _apposed_before(doc, first)
    head = _head(phrase)
    if head is not None and (root.dep_ == "appos" or head.dep_ in ("nsubj", "appos") or head.head.i == root.i):
        yield phrase, head
    if root.dep_ == "appos" and root.head != head and root.head.i < first and root.head.lemma_.lower() in ROLES:
        yield list(doc[root.head.left_edge.i : min(root.head.i + _PHRASE, first)]), root.head
    subject = role_of(root)
    if subject.dep_ in ("nsubj", "nsubjpass"):
        yield from _predicates(subject.head)
    for child in root.children:
        if child.dep_ == "relcl" and any(c.lower_ == "who" and c.dep_ == "nsubj" for c in child.children):
            yield from _predicates(child)


def _before(doc: Doc, first: int) -> list[Token]:
    """Nouns, adjectives and titles right before a name: "Italian prime minister Ana Ruiz", "Sen. Ruiz"."""
    phrase: list[Token] = []
    for i in range(first - 1, max(-1, first - _PHRASE), -1):
        token = doc[i]
        part = token.pos_ in ("NOUN", "PROPN", "ADJ") or token.text in ("-", ".") or is_title(token.text)
        if not part or (doc[i + 1].is_sent_start and token.text != "."):
            break
        phrase.insert(0, token)
    last = next((token for token in reversed(phrase) if token.text not in "-."), None)
    plain = last is not None and (last.pos_ == "NOUN" or is_title(last.text))
    return phrase if plain else []


def _apposed_before(doc: Doc, first: int) -> list[Token]:
    """ "the prime minister, Ana Ruiz": the phrase before the comma, back to its article or possessive."""
    if first < 2 or doc[first - 1].text != ",":
        return []
    for i in range(first - 2, max(-1, first - 2 - _PHRASE), -1):
        token = doc[i]
        if token.pos_ not in _IN_PHRASE or doc[i + 1].is_sent_start:
            return []
        owned = token.text in ("’s", "'s")
        if owned or token.lower_ in ("the", "a", "an", "his", "her", "their", "its", "my", "our"):
            phrase = [*[doc[i - 1]] * (owned and doc[i - 1].pos_ == "PROPN"), *doc[i + 1 : first - 1]]
            if _head(phrase) is not None or doc[i - 1].pos_ != "ADP":  # "the owner of the Ark, Ana Ruiz"
                return phrase
    return []


def _apposed_after(doc: Doc, last: int) -> list[Token]:
    """ "Ana Ruiz, 47, the mayor of Tarn": what follows the comma, up to the next one or to a verb."""
    i = last
    if i >= len(doc) or doc[i].text != ",":
        return []
    i += 1
    if i + 1 < len(doc) and doc[i].like_num:
        i += 1
        if doc[i].text == ",":
            i += 1
    phrase: list[Token] = []
    for token in doc[i : i + _PHRASE]:
        if (
            token.pos_ not in _IN_PHRASE
            or token.tag_[0] == "W"
            or (not phrase and token.pos_ in ("PROPN", "PRON", "ADP", "CCONJ"))
        ):
            break
        if token.ent_type_ == "PERSON" and not phrase:
            break
        phrase.append(token)
    return phrase


def _head(phrase: Sequence[Token]) -> Token | None:
    """The noun that a phrase is about: the last one before its first preposition or "and"."""
    head = None
    for token in phrase:
        if head is not None and token.pos_ in ("ADP", "CCONJ") and token.text not in ("-", "."):
            break
        if token.pos_ == "NOUN" or is_title(token.text):
            head = token
    return head


def _predicates(verb: Token) -> Iterator[tuple[Sequence[Token], Token]]:
    """ "is the mayor of Tarn", "resigned as minister"."""
    for child in verb.children:
        if verb.lemma_ in _LINKING and child.dep_ == "attr" and child.pos_ in ("NOUN", "PROPN"):
            yield list(child.subtree)[:_PHRASE], child
        if child.lower_ == "as" and child.dep_ == "prep":
            for noun in child.children:
                if noun.dep_ == "pobj" and (noun.pos_ == "NOUN" or noun.text.islower()):
                    yield list(noun.subtree)[:_PHRASE], noun
