"""Who a speaker's mention means: from "he", "the Russian leader", "Orme and Varga" to names of the document's
entities. Names come from the entities, so a speaker's name is always the `name` of one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from toolkit.annotators.collectives import collectives
from toolkit.annotators.descriptions import described
from toolkit.annotators.figures import Figures
from toolkit.annotators.gender import gender_of_pronoun
from toolkit.annotators.lexicon import GROUPS, ONE, ROLES
from toolkit.annotators.names import is_title
from toolkit.annotators.pronouns import Pronouns
from toolkit.annotators.running import running
from toolkit.annotators.tags import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from toolkit.annotation import Span, SpeakerStatus
    from toolkit.annotators.figures import Figure
    from toolkit.annotators.quotation import Quotation, Source
    from toolkit.annotators.reading import Reading

_OTHERS: Final = frozenset(
    ["i", "we", "you", "they", "it", "who", "them", "us", "me", "which", "that", "one", "this", "these", "those"]
)
_DOCUMENTS: Final = frozenset(
    """report study poll survey statement article document filing lawsuit letter account minute record book paper memo
    email post indictment affidavit complaint transcript text notice sign note message release ad""".split()
)
_SPEAKING: Final = frozenset(["PERSON", "ORG", "GPE", "FAC", "LOC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"])
_JOINING: Final = frozenset(["and", "&", ",", "or", "both", "nor", "the", "her", "his", "their", "-", "."])
_TITLE: Final = 5
"""Tokens of a title between a body and the person, at most."""


def _is_office(token: Token) -> bool:
    return token.text[:1].isupper() and (is_title(token.text) or token.lemma_.lower() in ROLES)


def _called(head: Token, figures: Figures) -> int:
    """The name that a participle gives to a description: "a baker named Ana Ruiz"; -1 for none."""
    named = (c for c in head.children if c.dep_ == "acl" and c.lower_ in ("named", "called"))
    return next((low.i for verb in named for low in verb.children if figures.label(low.i) == "PERSON"), -1)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Canonical names, the status, and the entity that stands for the mention."""

    names: tuple[str, ...] = ()
    status: SpeakerStatus = "absent"
    entity: int | None = None


@dataclass(frozen=True, slots=True)
class Speakers:
    """The people of one document, ready to be asked who a mention means."""

    reading: Reading
    figures: Figures
    meant: dict[int, Figure]
    """For a pronoun's token the person meant."""
    carried: dict[int, Figure]
    """For the head of a description that the text gives nobody the person whom it has just been about."""
    bodies: dict[int, int]
    """For the head of a body's description, and for "they" or "it" that speaks, an entity of that body."""

    @classmethod
    def of(cls, reading: Reading, quotations: Iterable[Quotation] = ()) -> Speakers:
        """Collect a document's people and resolve its pronouns. `quotations` tell who speaks in which marks."""
        speaker_of: dict[int, Token] = {}
        speaking: set[int] = set()
        for quotation in quotations:
            if quotation.source.speaker is not None:
                speaking.add(quotation.source.speaker.i)
                speaker_of |= dict.fromkeys(quotation.stretches, quotation.source.speaker)
        figures = Figures.of(reading)
        meant = Pronouns(figures, speaker_of).resolve()
        return cls(reading, figures, meant, running(figures, meant, speaking), collectives(figures, speaking))

    def resolve(self, source: Source) -> Resolved:
        """Who a source's mention means; a relative pronoun means what its antecedent does."""
        if source.antecedent is None:
            return self._resolve(source.speaker, source.mention)
        meant = self._resolve(source.speaker, source.antecedent)
        return replace(meant, status="pronoun") if meant.names else meant

    def _resolve(self, head: Token | None, mention: Span | None) -> Resolved:
        if head is None or mention is None:
            return Resolved()
        gender = gender_of_pronoun(head.lower_)
        if gender is not None:
            return self._resolved(self.meant.get(head.i), "pronoun", head)
        if head.pos_ == "PRON" and head.lower_ in _OTHERS:
            return self._body(head, "pronoun") or Resolved(status="unresolved")
        named = self._named(head, mention)
        if named:
            entities = self.reading.entities
            names = tuple(dict.fromkeys(entities[index].name for index in named))
            return Resolved(names, "named", named[0])
        apposed = self._apposed(head, self.reading.tokens(mention)[1])
        if apposed is not None:
            return self._resolved(apposed, "nominal", head)
        body = self._body(head, "nominal")
        if body is not None:
            return body
        if self._is_group(head):
            return Resolved(status="collective")
        figure = described(self.figures, head, *self.reading.tokens(mention)) or self.carried.get(head.i)
        return self._resolved(figure, "nominal", head)

    def _body(self, head: Token, status: SpeakerStatus) -> Resolved | None:
        """The body that a description, "they" or "it" means."""
        index = self.bodies.get(head.i)
        return Resolved((self.reading.entities[index].name,), status, index) if index is not None else None

    def _resolved(self, figure: Figure | None, status: SpeakerStatus, head: Token) -> Resolved:
        if figure is None:
            return Resolved(status="unresolved")
        return Resolved((figure.name,), status, self.figures.nearest(figure, head.i))

    def _named(self, head: Token, mention: Span) -> list[int]:
        """The entities that a mention names: its head's, those joined to it by "and", and the name after a title."""
        figures, doc = self.figures, self.reading.doc
        first, last = self.reading.tokens(mention)
        inside = list(dict.fromkeys(i for i in figures.entity_at[first:last] if i >= 0))
        inside = [i for i in inside if self.reading.entities[i].label in _SPEAKING]
        own = figures.entity_at[head.i]
        chain = [own] if own in inside else [i for i in inside if self._is_apposed(head, i)][:1]
        if chain and own == chain[0]:
            chain = [self._beside_title(own, inside)]
        if not chain and is_title(head.text) and head.i + 2 < len(doc) and doc[head.i + 1].text == ".":
            after = figures.entity_at[head.i + 2]
            chain = [after] if after >= 0 and figures.label(head.i + 2) == "PERSON" else []
        for index in inside:
            if chain and figures.ranges[index][0] >= figures.ranges[chain[-1]][1] and self._joined(chain[-1], index):
                chain.append(index)
        for index in reversed(inside):
            if chain and figures.ranges[index][1] <= figures.ranges[chain[0]][0] and self._joined(index, chain[0]):
                chain.insert(0, index)
        return chain

    def _beside_title(self, own: int, inside: Sequence[int]) -> int:
        """The person whose title a body's or a place's name is part of: "CBH President Ana Ruiz", "the mayor of Harle,
        Ana Ruiz"; else the entity itself."""
        doc, figures = self.reading.doc, self.figures
        label, (start, end) = self.reading.entities[own].label, figures.ranges[own]
        if label in ("GPE", "LOC") and start and doc[start - 1].pos_ == "ADP":
            people = (i for i in inside if i > own and self.reading.entities[i].label == "PERSON")
            return next(people, own)
        if label != "ORG":
            return own
        i = end + 3 if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")" else end
        first = i
        while i < min(len(doc) - 1, first + _TITLE) and (_is_office(doc[i]) or (i > first and doc[i].text == "-")):
            i += 1
        named = first < i < len(doc) and figures.label(i) == "PERSON" and figures.ranges[figures.entity_at[i]][0] == i
        return figures.entity_at[i] if named else own

    def _apposed(self, head: Token, end: int) -> Figure | None:
        """The person whose name a description stands beside: "the mayor, X", "X, a baker who ...".

        The description is of one person and ends before token `end`.
        """
        doc, figures = self.reading.doc, self.figures
        if head.tag_ in ("NNS", "NNPS"):
            return None
        if head.dep_ == "appos" and head.pos_ == "NOUN" and figures.label(head.head.i) == "PERSON":
            return figures.figure(figures.entity_at[head.head.i])
        name = next((c.i for c in head.children if c.dep_ == "appos" and figures.label(c.i) == "PERSON"), -1)
        name = _called(head, figures) if name < 0 else name
        if name < 0 and head.lemma_.lower() in ROLES and end + 1 < len(doc):
            beside = end + 1 if doc[end].text == "," else end if doc[end - 1].lemma_.lower() in ROLES else -1
            name = beside if beside >= 0 and figures.label(beside) == "PERSON" else -1
        name = self._second_subject(head, end) if name < 0 else name
        return figures.figure(figures.entity_at[name]) if name >= 0 else None

    def _second_subject(self, head: Token, end: int) -> int:
        """The name behind a comma that the parse takes for a subject beside the description; -1 for none.

        "The bill's sponsor, Rep. Ana Ruiz (R-Harle), said".
        """
        doc, i = self.reading.doc, end + 1
        if end >= len(doc) or doc[end].text != ",":
            return -1
        while i < len(doc) - 1 and is_title(doc[i].text):
            i += 1
        if i >= len(doc) or self.figures.label(i) != "PERSON":
            return -1
        root = doc[slice(*self.figures.ranges[self.figures.entity_at[i]])].root
        return i if root.dep_ in SUBJECTS and root.head.i == head.head.i and head.dep_ in SUBJECTS else -1

    def _is_apposed(self, head: Token, index: int) -> bool:
        """Whether a person's name within a mention names its head: "the mayor, Ana Ruiz", not "Ruiz’s spokesman"."""
        if self.reading.entities[index].label not in ("PERSON", "ORG"):
            return False
        doc = self.reading.doc
        start, end = self.figures.ranges[index]
        root = doc[start:end].root
        if root.dep_ in ("appos", "flat") or (root.dep_ in ("compound", "nmod") and root.i > head.i):
            return True
        person = self.reading.entities[index].label == "PERSON"
        owned = end < len(doc) and doc[end].tag_ == "POS"
        acts = any(token.pos_ in ("VERB", "AUX") for token in doc[head.i + 1 : start])
        return person and start > head.i and not owned and not acts and not self._governed(start, head.i)

    def _governed(self, start: int, head: int) -> bool:
        """Whether a preposition governs a name: "for Kansas senator Ana Ruiz", not "(governor) of Kansas Ana Ruiz"."""
        doc, i = self.reading.doc, start - 1
        while i > head and (is_title(doc[i].text) or doc[i].lemma_.lower() in ROLES or doc[i].pos_ in ("DET", "ADJ")):
            i -= 1
        if i < start - 1:
            while i > head and self.figures.label(i) in ("GPE", "NORP", "ORG"):
                i -= 1
        return doc[i].pos_ == "ADP"

    def _joined(self, before: int, after: int) -> bool:
        """Whether nothing but "and", commas, titles and roles stands between two entities, and one "and" or comma."""
        doc = self.reading.doc
        between = doc[self.figures.ranges[before][1] : self.figures.ranges[after][0]]
        words = [token for token in between if token.lower_ not in _JOINING and not is_title(token.text)]
        linked = any(token.lower_ in ("and", "&", "or", "nor") for token in between)
        places = {self.reading.entities[before].label, self.reading.entities[after].label} & {"GPE", "LOC"}
        kinds = {self.reading.entities[i].label == "PERSON" for i in (before, after)}
        more = linked or (len(between) == 1 and between[0].text == "," and not places and len(kinds) == 1)
        return more and all(t.lemma_.lower() in ROLES or t.pos_ in ("ADJ", "NOUN") for t in words)

    def _is_group(self, head: Token) -> bool:
        """Whether a mention means several people or a body without a name; words of a document are nobody's."""
        if head.lemma_.lower() in _DOCUMENTS:
            return False
        plural = head.tag_ in ("NNS", "NNPS")
        one = not plural and head.lemma_.lower() in ROLES
        single = any(child.lower_ in ONE for child in head.lefts)  # one Democrat, a source
        people = self.figures.label(head.i) == "NORP" and not (single and head.tag_ == "NNP")
        one = one or (single and head.lower_ == "source")
        return plural or (head.lower_ in GROUPS and not one) or people
