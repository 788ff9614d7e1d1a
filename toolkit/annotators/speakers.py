"""Who a mention means: from "he", "the Russian leader", "Sanders and Clinton" to names of the document's entities.

Names come from the entities, so a speaker's name is always the `name` of one. A pronoun goes to the most salient
person of fitting gender: near, a subject, outside quotations. A description goes to the one person whom the text
describes so.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from toolkit.annotators.gender import Gender, gender_of_name, gender_of_words
from toolkit.annotators.lexicon import GROUPS, LEADERS, ROLES
from toolkit.annotators.syntax import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from toolkit.annotation import Span, SpeakerStatus
    from toolkit.annotators.quotation import Source
    from toolkit.annotators.reading import Reading

_HE: Final = frozenset(["he", "him", "his", "himself"])
_SHE: Final = frozenset(["she", "her", "hers", "herself"])
_OTHERS: Final = frozenset(
    ["i", "we", "you", "they", "it", "who", "them", "us", "me", "which", "that", "one", "this", "these", "those"]
)
_SPEAKING: Final = frozenset(["PERSON", "ORG", "GPE", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"])
_DEFINITE: Final = frozenset(["the", "this", "that", "his", "her", "their", "its", "our", "both"])
_REACH: Final = 12
"""Sentences back that a pronoun may reach."""
_MENTIONS: Final = 80
"""Mentions looked at for one pronoun, at most."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Canonical names, the status, and the entity that stands for the mention."""

    names: tuple[str, ...] = ()
    status: SpeakerStatus = "absent"
    entity: int | None = None


@dataclass(slots=True)
class Figure:
    """One person of the document."""

    name: str
    gender: Gender | None = None
    mentions: list[int] = field(default_factory=list)
    """Indices of entities, in order."""
    described: set[str] = field(default_factory=set)
    """Words that the text puts beside the name, lower-case lemmas: titles, roles, nationality."""


@dataclass(slots=True)
class Speakers:
    """The people of one document, ready to be asked who a mention means."""

    reading: Reading
    figures: dict[str, Figure]
    entity_at: list[int]
    """For each token the index of the entity that it belongs to, else -1."""
    ranges: list[tuple[int, int]]
    """Token range, end-exclusive, of each entity."""
    people: list[int]
    """Indices of the entities that are people, in order."""
    sentence_starts: list[int]
    """First token of each sentence."""

    @classmethod
    def of(cls, reading: Reading) -> Speakers:
        """Collect a document's people with their gender and descriptions."""
        ranges = [reading.tokens(entity.span) for entity in reading.entities]
        entity_at = [-1] * len(reading.doc)
        for index, (first, last) in enumerate(ranges):
            entity_at[first:last] = [index] * (last - first)
        people = [i for i, entity in enumerate(reading.entities) if entity.label == "PERSON"]
        starts = [reading.token_at(sentence.span.start) for sentence in reading.sentences]
        speakers = cls(reading, {}, entity_at, ranges, people, starts)
        for index in people:
            speakers._collect(index)
        for figure in speakers.figures.values():
            figure.gender = speakers._gender(figure)
        return speakers

    def _collect(self, index: int) -> None:
        name = self.reading.entities[index].name
        figure = self.figures.setdefault(name, Figure(name))
        figure.mentions.append(index)
        if len(figure.mentions) <= _MENTIONS:
            figure.described |= self._descriptions(index)

    def _descriptions(self, index: int) -> set[str]:
        """Words of titles and appositions around a mention."""
        first, last = self.ranges[index]
        doc, words = self.reading.doc, set()
        for i in range(first - 1, max(-1, first - 7), -1):
            token = doc[i]
            if token.pos_ not in ("NOUN", "PROPN", "ADJ") and token.text not in ("-", "."):
                break
            words |= {token.lemma_.lower(), token.lower_}
        root = doc[first:last].root
        for child in root.children:
            if child.dep_ == "appos" and child.i >= last:
                words |= {t.lemma_.lower() for t in doc[child.left_edge.i : min(child.right_edge.i + 1, child.i + 8)]}
        if root.dep_ == "appos" and root.head.pos_ == "NOUN":
            head = root.head
            words |= {t.lemma_.lower() for t in doc[max(head.left_edge.i, head.i - 6) : min(first, head.i + 8)]}
        if root.dep_ == "nsubj" and root.head.lemma_ == "be":
            words |= {c.lemma_.lower() for c in root.head.children if c.dep_ == "attr"}
        return words

    def _gender(self, figure: Figure) -> Gender | None:
        """From titles and descriptions, else the first name, else the pronouns of sentences about nobody else."""
        return gender_of_words(figure.described) or gender_of_name(figure.name) or self._pronoun_gender(figure)

    def _pronoun_gender(self, figure: Figure) -> Gender | None:
        female = male = 0
        for index in figure.mentions[:_MENTIONS]:
            first, last = self.ranges[index]
            sentence = self._sentence(first)
            end = (
                self.sentence_starts[sentence + 1] if sentence + 1 < len(self.sentence_starts) else len(self.entity_at)
            )
            start = self.sentence_starts[sentence] if self.sentence_starts else 0
            end = min(end, last + 40)
            others = {
                self.reading.entities[i].name
                for i in self.entity_at[start:end]
                if i >= 0 and self.reading.entities[i].label == "PERSON"
            }
            if len(others - {figure.name}) == 0:
                words = [token.lower_ for token in self.reading.doc[last:end]]
                female += any(word in _SHE for word in words)
                male += any(word in _HE for word in words)
        return None if female == male else "female" if female > male else "male"

    def _sentence(self, token: int) -> int:
        return max(0, bisect_right(self.sentence_starts, token) - 1)

    def resolve(self, source: Source) -> Resolved:
        """Who a source's mention means."""
        head, mention = source.speaker, source.mention
        if head is None or mention is None:
            return Resolved()
        first = self._one(head, mention, source)
        names = list(first.names)
        for other in head.conjuncts:
            if mention.start <= other.idx < mention.end and other.i != head.i:
                names += [name for name in self._one(other, mention, source).names if name not in names]
        if names and not first.names:
            return Resolved(tuple(names), "named", self._entity(names[0], head.i))
        return Resolved(tuple(names), first.status, first.entity)

    def _one(self, head: Token, mention: Span, source: Source) -> Resolved:
        if head.lower_ in _HE or head.lower_ in _SHE:
            return self._resolved(self._pronoun(head, "male" if head.lower_ in _HE else "female"), "pronoun", head)
        if head.pos_ == "PRON" and head.lower_ in _OTHERS:
            return Resolved(status="unresolved")
        index = self._named(head, mention)
        if index is not None:
            return Resolved((self.reading.entities[index].name,), "named", index)
        if self._is_group(head):
            return Resolved(status="collective")
        return self._resolved(self._nominal(head, mention), "nominal", head)

    def _resolved(self, figure: Figure | None, status: SpeakerStatus, head: Token) -> Resolved:
        if figure is None:
            return Resolved(status="unresolved")
        return Resolved((figure.name,), status, self._entity(figure.name, head.i))

    def _named(self, head: Token, mention: Span) -> int | None:
        """The entity that the mention's head belongs to, or that stands in apposition or as a title's name."""
        entities = self.reading.entities
        index = self.entity_at[head.i]
        if index >= 0 and entities[index].label in _SPEAKING:
            return index
        first, last = self.reading.tokens(mention)
        for i in range(first, last):
            index = self.entity_at[i]
            if index < 0 or entities[index].label != "PERSON":
                continue
            root = self.reading.doc[slice(*self.ranges[index])].root
            if root.dep_ in ("appos", "flat") or (root.dep_ in ("compound", "nmod") and root.i > head.i):
                return index
        return None

    def _is_group(self, head: Token) -> bool:
        plural = head.tag_ in ("NNS", "NNPS")
        one = not plural and head.lemma_.lower() in ROLES
        return plural or (head.lower_ in GROUPS and not one) or self._label(head) == "NORP"

    def _label(self, token: Token) -> str:
        index = self.entity_at[token.i]
        return self.reading.entities[index].label if index >= 0 else ""

    def _entity(self, name: str, at: int) -> int | None:
        """The nearest mention of a name before a token, else the first after it."""
        figure = self.figures.get(name)
        if figure is None:
            return next((i for i, entity in enumerate(self.reading.entities) if entity.name == name), None)
        before = [i for i in figure.mentions if self.ranges[i][0] <= at]
        return before[-1] if before else figure.mentions[0]

    def _pronoun(self, head: Token, gender: Gender) -> Figure | None:
        """The most salient person before a pronoun."""
        here = self._sentence(head.i)
        end = bisect_right(self.people, head.i, key=lambda i: self.ranges[i][0])
        best: tuple[float, Figure] | None = None
        for index in reversed(self.people[max(0, end - _MENTIONS) : end]):
            figure = self.figures[self.reading.entities[index].name]
            distance = here - self._sentence(self.ranges[index][0])
            if distance > _REACH:
                break
            if figure.gender in (None, gender):
                score = self._salience(index, distance) + 0.6 * (figure.gender == gender)
                if best is None or score > best[0]:
                    best = (score, figure)
        return best[1] if best else self._only(gender)

    def _salience(self, index: int, distance: int) -> float:
        first, last = self.ranges[index]
        root = self.reading.doc[first:last].root
        figure = self.figures[self.reading.entities[index].name]
        score = -1.0 * distance + 0.15 * min(6, len(figure.mentions))
        score += 1.2 * (root.dep_ in SUBJECTS) - 0.2 * (root.dep_ == "poss")
        score -= 2.5 * (self.reading.top[first] >= 0)
        score -= 0.8 * (distance == 0 and root.dep_ in ("dobj", "pobj"))
        return score

    def _only(self, gender: Gender) -> Figure | None:
        """The only person of a gender in the document, for a pronoun that comes before every name."""
        fitting = [figure for figure in self.figures.values() if figure.gender == gender]
        return fitting[0] if len(fitting) == 1 else None

    def _nominal(self, head: Token, mention: Span) -> Figure | None:
        """The one person whom the text describes with the head's word, and with none that contradicts the others."""
        first, last = self.reading.tokens(mention)
        if self.reading.doc[first].lower_ not in _DEFINITE or head.lemma_.lower() not in ROLES:
            return None
        modifiers = [t for t in self.reading.doc[first:last] if t.i < head.i and t.pos_ in ("ADJ", "NOUN", "PROPN")]
        scored = [(self._fit(figure, head, modifiers), figure) for figure in self.figures.values()]
        scored = [(score, figure) for score, figure in scored if score > 0]
        if not scored:
            return None
        best = max(score for score, _ in scored)
        fitting = [figure for score, figure in scored if score == best]
        return self._nearest(fitting, head.i)

    def _fit(self, figure: Figure, head: Token, modifiers: Iterable[Token]) -> float:
        lemma = head.lemma_.lower()
        score = 2.0 if lemma in figure.described else 0.0
        if not score and lemma in LEADERS and figure.described & LEADERS:
            score = 1.0
        if not score:
            return 0.0
        for token in modifiers:
            known = token.lemma_.lower() in figure.described or token.lower_ in figure.described
            if known:
                score += 1.5
            elif self._label(token) in ("NORP", "GPE", "ORG") or token.ent_type_ in ("NORP", "GPE"):
                score -= 2.0
        return score

    def _nearest(self, figures: list[Figure], at: int) -> Figure | None:
        """Of equally well described people the one mentioned last before; one not mentioned before does not count."""
        last = [(self._last_before(figure, at), number) for number, figure in enumerate(figures)]
        at_best, number = max(last)
        return figures[number] if at_best >= 0 else None

    def _last_before(self, figure: Figure, at: int) -> int:
        """First token of a person's last mention before a token, -1 for none."""
        return max((self.ranges[i][0] for i in figure.mentions if self.ranges[i][0] < at), default=-1)
