"""Who "he" and "she" are: every third-person pronoun of a document, in order.

Each goes to the most salient person of fitting gender: mentioned near, as a subject, in the same quotation or outside
like the pronoun itself, often; a pronoun that has been resolved counts as a mention of that person. What the sentence
forbids is left out: the object of a verb is not its subject, inside a quotation "he" is not who speaks. A person whose
name tells no gender gets it from the pronouns that nobody else can be meant by. After Lappin and Leass (1994), with
weights chosen on seeds/gold/dev and GUM news and interviews.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.annotators.columns import among
from toolkit.annotators.descriptions import described
from toolkit.annotators.figures import Figure, role_of
from toolkit.annotators.gender import GENDERS, HE, SHE, Gender, gender_of_pronoun, gender_of_words
from toolkit.annotators.lexicon import FEMALE_WORDS, MALE_WORDS, PERSONS, ROLES, SAYING
from toolkit.annotators.salience import WEIGHTS, Weights
from toolkit.annotators.strangers import STRANGER, is_stranger
from toolkit.annotators.tags import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from toolkit.annotators.figures import Figures

_REACH: Final = 12
"""Sentences back that a pronoun may reach."""
_DEEP: Final = 4
"""Clauses around a pronoun that are looked at."""
_NEAR: Final = 8
"""Mentions before "in which he" that are looked at."""
_EMBEDDED: Final = frozenset(["relcl", "ccomp", "advcl", "acl", "pcomp"])
_FROM: Final = frozenset(["with", "by", "from", "of"])
_TALKS: Final = frozenset(
    """interview letter statement speech email post tweet message video article note conversation essay report book
    column memo talk lecture address""".split()
)
_MENTIONS: Final = 60
"""Mentions looked at for one pronoun, at most."""


class _Mention(NamedTuple):
    token: int
    """Its syntactic head."""
    figure: Figure
    sentence: int
    place: str
    """The head's dependency."""
    top: int
    """The stretch in marks that holds it, -1 for none."""
    pronoun: bool = False


@dataclass(slots=True)
class Pronouns:
    """Resolves the pronouns of one document; asked once, in order of the text."""

    figures: Figures
    speaker_of: Mapping[int, Token] = field(default_factory=dict)
    """For a stretch in marks the head of the mention of who speaks there."""
    weights: Weights = WEIGHTS
    meant: dict[int, Figure] = field(default_factory=dict)
    """For a pronoun's token whom it means."""
    foreseen: dict[int, str] = field(default_factory=dict)
    """For a pronoun that stands behind what it says whom it seems to mean at the beginning of that."""
    named: dict[int, set[str]] = field(default_factory=dict)
    """For a stretch in marks who is named in it."""
    voted: set[str] = field(default_factory=set)
    """Whose gender only pronouns tell."""
    spoken: dict[int, set[int]] = field(default_factory=dict)
    """For the head of a speaker's mention the stretches in marks that are this speaker's."""

    def __post_init__(self) -> None:
        for stretch, speaker in self.speaker_of.items():
            self.spoken.setdefault(speaker.i, set()).add(stretch)
        top = self.figures.reading.top
        for figure in self.figures.by_name.values():
            for index in figure.mentions:
                self.named.setdefault(top[self.figures.ranges[index][0]], set()).add(figure.name)

    def resolve(self) -> dict[int, Figure]:
        """For each pronoun's token the person meant; those without a candidate are left out."""
        stops = list(self._stops()) if self.figures.by_name else []
        votes: dict[str, Counter[Gender]] = defaultdict(Counter)
        for figure, gender in self._pass(stops):
            votes[figure.name][gender] += 1
        told = False
        for name, counted in votes.items():
            figure = self.figures.by_name[name]
            (best, count), *others = counted.most_common()
            if figure.gender is None and count > 2 * sum(n for _, n in others):
                told, figure.leaning = True, best
                if count > 1:
                    figure.gender = best
                    self.voted.add(name)
        if told:  # else the second pass would find what the first has found
            for _ in self._pass(stops):
                pass
        return self.meant

    def _pass(self, stops: Sequence[_Mention | Token]) -> Iterator[tuple[Figure, Gender]]:
        """Resolve all in order; yields who is clearly meant by which gender."""
        self.meant.clear()
        self.foreseen.clear()
        before: list[_Mention] = []
        only = {gender: self._only(gender) for gender in GENDERS}
        for stop in stops:
            if isinstance(stop, _Mention):
                before.append(stop)
                continue
            gender = gender_of_pronoun(stop.lower_)
            assert gender is not None  # nothing else stops here
            ranked = self._ranked(stop, gender, before) or [(0.0, figure) for figure in only[gender]]
            if not ranked:
                continue
            best, figure = ranked[0]
            if figure.name:
                self.meant[stop.i] = figure
            before.append(self._mention(stop, figure, pronoun=True))
            if figure.name and (len(ranked) == 1 or best - ranked[1][0] > self.weights.clear):
                yield figure, gender

    def _mention(self, token: Token, figure: Figure, *, pronoun: bool = False) -> _Mention:
        top = self.figures.reading.top[token.i]
        return _Mention(token.i, figure, self.figures.sentence(token.i), token.dep_, top, pronoun)

    def _stops(self) -> Iterator[_Mention | Token]:
        """The pronouns, and people's mentions by name, or by description as a subject; in order."""
        doc, figures = self.figures.reading.doc, self.figures
        watched = HE | SHE | FEMALE_WORDS | MALE_WORDS | ROLES | PERSONS | figures.by_role.keys()
        names = {figures.ranges[i][0]: i for figure in figures.by_name.values() for i in figure.mentions}
        for i in sorted({*names, *among(doc, "LOWER", watched)}):
            if i in names:
                root = role_of(doc[slice(*figures.ranges[names[i]])].root)
                yield self._mention(root, figures.figure(names[i]))
            elif figures.entity_at[i] < 0:
                token, word = doc[i], doc[i].lower_
                if gender_of_pronoun(word):
                    yield token
                elif token.dep_ in SUBJECTS:
                    figure = described(figures, token, token.left_edge.i, i + 1)
                    if figure is None and is_stranger(token, figures):
                        figure = STRANGER[gender_of_words([word])]
                    if figure is not None:
                        yield self._mention(token, figure)

    def _ranked(self, token: Token, gender: Gender, before: Sequence[_Mention]) -> list[tuple[float, Figure]]:
        """Candidates with their scores, best first."""
        here, own = self.figures.sentence(token.i), self.spoken.get(token.i, ())
        barred = self._barred(token, before)
        says = token.head.lemma_ in SAYING
        host = self._host(token, before, here) if token.dep_ in SUBJECTS else -1
        scores: dict[str, tuple[float, Figure]] = {}
        for mention in [*before[: -_MENTIONS - 1 : -1], *self._ahead(token, here)]:
            distance, figure = here - mention.sentence, mention.figure
            if distance > _REACH:
                break
            if figure.name in barred or (figure.gender or gender) != gender:
                continue
            if (says and not distance and not figure.name) or mention.top in own:
                continue  # "His father, he said, ..."; and nobody is quoted speaking of himself by name
            ahead = mention.token > token.i
            score = (
                self.weights.subject - self.weights.ahead
                if ahead
                else self._score(mention, distance, token, host, says=says)
            )
            known = scores.get(figure.name)
            if known is None or score >= known[0]:
                scores[figure.name] = score, figure
        content = {name for stretch in own for name in self.named.get(stretch, ())}
        ranked = [
            (score + self._suits(figure, gender) - self.weights.named * (figure.name in content), figure)
            for score, figure in scores.values()
        ]
        ranked.sort(key=lambda pair: -pair[0])
        return ranked

    def _score(self, mention: _Mention, distance: int, token: Token, host: int, *, says: bool) -> float:
        """How much one mention speaks for its person, to a pronoun so many sentences later."""
        weights, place = self.weights, mention.place
        acts = place in SUBJECTS
        tells = says and acts and self._tells(mention)
        score = weights.pronoun * mention.pronoun - weights.distance * distance + weights.teller * tells
        if distance == 0 and mention.token == host:
            return score + weights.subject + weights.parallel + weights.host
        if acts:
            score += weights.subject + weights.parallel * (token.dep_ in SUBJECTS)
            if distance == 1 and says:
                inner = self.figures.reading.doc[mention.token].head.dep_ in _EMBEDDED
                score += -weights.embedded * inner + weights.told_before * tells
        elif distance <= 1 and self._is_topic(mention.token):
            score += weights.topic + weights.subject
        elif place == "poss":
            score -= weights.possessor
        elif place in ("compound", "nmod") and not mention.pronoun:
            score -= weights.modifier
        elif distance == 0 and place in ("dobj", "pobj", "dative"):
            score -= weights.object_here
        return score - weights.other_quotation * (mention.top >= 0 and mention.top != self.figures.reading.top[token.i])

    def _tells(self, mention: _Mention) -> bool:
        """Whether a mention outside quotation marks is the subject of a verb of saying."""
        return mention.top < 0 and self.figures.reading.doc[mention.token].head.lemma_ in SAYING

    def _host(self, token: Token, before: Sequence[_Mention], here: int) -> int:
        """Whom a clause with the pronoun is about: "Banks, who left when he", "a letter from Banks in which he"."""
        doc, verb = token.doc, token.head
        if token.i > 1 and doc[token.i - 1].lower_ == "which" and doc[token.i - 2].lower_ == "in":
            for mention in before[:-_NEAR:-1]:
                of = doc[mention.token].head
                if mention.sentence == here and of.lower_ in _FROM and of.head.lemma_.lower() in _TALKS:
                    return mention.token
        for _ in range(_DEEP):
            if verb.dep_ == "relcl":
                first = next((child for child in verb.children if child.i < token.i and child.tag_[0] == "W"), None)
                if first is not None and first.lower_ == "who" and first.dep_ in SUBJECTS:
                    return role_of(verb.head).i
                return -1
            if verb.dep_ not in ("advcl", "ccomp", "xcomp", "conj"):
                return -1
            verb = verb.head
        return -1

    def _is_topic(self, token: int) -> bool:
        """Whether a name is what a sentence begins with: "As for Banks, he said", "For Banks, it is"."""
        doc = self.figures.reading.doc
        first = doc[token].left_edge.i - 1
        if first < 0 or doc[first].lower_ != "for":
            return False
        return doc[first].is_sent_start is True or (first > 0 and doc[first - 1].lower_ == "as")

    def _suits(self, figure: Figure, gender: Gender) -> float:
        """How well a person suits a pronoun's gender, and how much the document is about that person."""
        weights = self.weights
        score = weights.often * min(6, len(figure.mentions)) - weights.lone * (not figure.shown)
        if figure.gender:
            return score + (weights.voted if figure.name in self.voted else weights.gender)
        if figure.leaning:
            return score + (weights.leaning if figure.leaning == gender else -weights.against)
        return score

    def _barred(self, token: Token, before: Sequence[_Mention]) -> set[str]:
        """Who cannot be meant: the subject where the pronoun is its verb's object, and the speaker of the quotation."""
        barred: set[str] = set()
        doc, top = self.figures.reading.doc, self.figures.reading.top[token.i]
        reflexive = token.lower_.endswith("self")
        objects = token.dep_ in ("dobj", "dative") or (token.dep_ == "pobj" and token.head.head.pos_ in ("VERB", "AUX"))
        if objects and not reflexive:
            verb = token.head if token.dep_ != "pobj" else token.head.head
            subjects = {child.i for child in verb.children if child.dep_ in SUBJECTS}
            barred |= {mention.figure.name for mention in before[-8:] if mention.token in subjects}
        speaker = self.speaker_of.get(top) if top >= 0 else None
        if speaker is not None:
            index = self.figures.entity_at[speaker.i]
            if index >= 0 and self.figures.label(speaker.i) == "PERSON":
                barred.add(self.figures.figure(index).name)
            elif gender_of_pronoun(speaker.lower_):
                barred.add(self._foreseen(speaker, before))
        if not reflexive:
            return barred
        return barred - {mention.figure.name for mention in before[-8:] if doc[mention.token].head == token.head}

    def _foreseen(self, speaker: Token, before: Sequence[_Mention]) -> str:
        """Whom a pronoun means that speaks, even if it stands behind what it says."""
        if speaker.i in self.meant:
            return self.meant[speaker.i].name
        if speaker.i not in self.foreseen:
            self.foreseen[speaker.i] = ""  # should it stand in the marks itself
            gender = gender_of_pronoun(speaker.lower_)
            ranked = self._ranked(speaker, gender, before) if gender else []
            self.foreseen[speaker.i] = ranked[0][1].name if ranked else ""
        return self.foreseen[speaker.i]

    def _ahead(self, token: Token, here: int) -> Iterator[_Mention]:
        """The subject that a phrase with the pronoun leads to: "In her speech, Ruiz said", "Asked if he knew, Hale"."""
        figures, head = self.figures, token.head
        for _ in range(6):
            for child in head.children:
                index = figures.entity_at[child.i]
                subject = child.i > token.i and child.dep_ in SUBJECTS and index >= 0
                if subject and figures.label(child.i) == "PERSON" and figures.sentence(child.i) == here:
                    yield self._mention(child, figures.figure(index))
                    return
            if head.head.i == head.i or head.dep_ in ("ccomp", "conj", "relcl"):
                return
            head = head.head

    def _only(self, gender: Gender) -> list[Figure]:
        """The only person of a gender in the document, for a pronoun that comes before every name."""
        fitting = [figure for figure in self.figures.by_name.values() if figure.gender == gender]
        return fitting if len(fitting) == 1 else []
