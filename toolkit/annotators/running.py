"""Whom a description means that no title or apposition gives: "the former rower" is whom the text has just been about.

A description goes to the person that the last sentence outside quotation marks is about; somebody without a name, who
comes in between or was called so before, ends that, and an office that is not the person's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.columns import where
from toolkit.annotators.descriptions import described
from toolkit.annotators.figures import role_of
from toolkit.annotators.gender import HE, SHE, gender_of_words
from toolkit.annotators.lexicon import LEADERS, PERSONS, ROLES
from toolkit.annotators.narration import Scene, Scenes, is_subject, narrated
from toolkit.annotators.tags import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from spacy.tokens import Token

    from toolkit.annotators.figures import Figure, Figures

_SORTS: Final = frozenset(
    """star superstar legend icon veteran great politician actor actress singer songwriter musician guitarist drummer
    pianist player athlete footballer cricketer boxer swimmer runner rower sprinter cyclist golfer skater wrestler
    midfielder defender striker goalkeeper winger forward quarterback pitcher rookie newcomer champion winner captain
    rapper comedian entertainer performer entrepreneur tycoon mogul billionaire millionaire author writer novelist poet
    artist filmmaker activist campaigner academic scientist researcher professor economist historian lawmaker legislator
    mp parliamentarian senator congressman congresswoman statesman native professional man woman
    boy girl teen teenager youngster independent democrat republican conservative
    nominee candidate contender challenger hopeful frontrunner front-runner incumbent mogul magnate developer
    businessman businesswoman producer director designer chef model presenter broadcaster journalist""".split()
)
"""What a person may be called in passing, whatever the person's office is."""
_APART: Final = frozenset(
    """spokesman spokeswoman spokesperson rep aide source insider person witness reporter interviewer interviewee host
    moderator interpreter translator judge magistrate prosecutor caller neighbor neighbour fan critic juror suspect
    defendant victim gunman attacker shooter prisoner inmate patient client customer father mother wife husband son
    daughter brother sister uncle aunt nephew niece parent grandparent child kid couple twin sibling friend boyfriend
    girlfriend colleague individual speaker driver owner resident reader viewer listener passenger guest operator
    lawyer attorney counsel official officer detective inspector commentator respondent agent user employee""".split()
)
"""Whoever is called so is often somebody else, whom nobody names."""
_KINDS: Final = ROLES | PERSONS | _SORTS | {f"{word}s" for word in ROLES | PERSONS | _SORTS}
_WORKERS: Final = ("master", "keeper", "woman", "wright", "smith", "grapher")
"""What words for people end in."""
_OFFICES: Final = frozenset(
    """president vice-president premier chancellor minister secretary governor mayor commissioner ambassador diplomat
    administrator director chief inspector councillor treasurer undersecretary envoy superintendent adviser
    advisor""".split()
)
"""Whom "the official" may mean."""
_NEAR: Final = 1
_FAR: Final = 3
"""Sentences that a description may reach back: one of an office, and one in passing."""
_DEFINITE: Final = frozenset(["the", "this"])


def running(figures: Figures, meant: Mapping[int, Figure], speaking: Container[int]) -> dict[int, Figure]:
    """For the head of each description that is a subject or speaks the person meant.

    `meant` tells whom a pronoun's token means, `speaking` holds the heads of speakers' mentions.
    """
    return _Reader(figures, meant, speaking).read()


def is_person(word: str) -> bool:
    """Whether a lower-case word, a plural too, is one for people."""
    return word in _KINDS or word.endswith(_WORKERS)


def _is_watched(word: str) -> bool:
    return word in HE or word in SHE or is_person(word)


def _narrows(child: Token) -> bool:
    """Whether a phrase behind a description says of whom it speaks, or of what: not that of a "secretary of state"."""
    state = child.lower_ == "of" and child.i + 1 < len(child.doc) and child.nbor(1).lower_ == "state"
    return child.dep_ == "prep" and not state


class _Reader:
    def __init__(self, figures: Figures, meant: Mapping[int, Figure], speaking: Container[int]) -> None:
        self.figures, self.meant, self.speaking = figures, meant, speaking
        self.scenes = Scenes()
        self.called: set[str] = set()
        """What somebody without a name has been called."""
        self.found: dict[int, Figure] = {}

    def read(self) -> dict[int, Figure]:
        figures = self.figures
        doc = figures.reading.doc
        names = {figures.ranges[i][0]: i for figure in figures.by_name.values() for i in figure.mentions}
        watched = where(doc, "LOWER", _is_watched)
        for stops in narrated(figures, sorted({*names, *watched})):
            scene = Scene()
            for i in stops:
                if i in names:
                    root = role_of(doc[slice(*figures.ranges[names[i]])].root)
                    self._enter(scene, root, names[i])
                elif i in self.meant:
                    figure = self.meant[i]
                    self._enter(scene, doc[i], figures.nearest(figure, i))
                elif figures.entity_at[i] < 0 and doc[i].pos_ in ("NOUN", "PROPN"):
                    self._description(scene, doc[i])
            self.scenes.append(scene)
        return self.found

    def _enter(self, scene: Scene, token: Token, entity: int) -> None:
        acts = is_subject(token) or token.i in self.speaking
        scene.enter(self.figures.reading.entities[entity].name, entity, acts=acts)

    def _description(self, scene: Scene, head: Token) -> None:
        if any(child.dep_ == "appos" and self.figures.label(child.i) == "PERSON" for child in head.children):
            return
        article = next((child.lower_ for child in head.lefts if child.dep_ == "det"), "")
        if article not in _DEFINITE and head.dep_ != "conj":
            self.called.add(head.lemma_.lower())
        if head.dep_ not in SUBJECTS and head.i not in self.speaking:
            return
        figure = described(self.figures, head, head.left_edge.i, head.i + 1)
        if figure is None and article in _DEFINITE and head.tag_ in ("NN", "NNP"):
            figure = self._carried(head, scene)
            if figure is not None:
                self.found[head.i] = figure
        if figure is None:
            scene.strange = True
        else:
            self._enter(scene, head, self.figures.nearest(figure, head.i))

    def _carried(self, head: Token, scene: Scene) -> Figure | None:
        """The person whom the narration has just been about, where a description may mean this one."""
        role = head.lemma_.lower()
        if role == "official":
            return self._official(scene)
        if role in _APART or role in self.called or any(_narrows(child) for child in head.rights):
            return None
        if sum(role in figure.roles for figure in self.figures.by_role.get(role, ())) > 1:
            return None
        named = any(self.figures.entity_at[child.i] >= 0 or child.pos_ == "PROPN" for child in head.lefts)
        entity = self.scenes.about(_FAR if role in _SORTS else _NEAR, acting=named)
        figure = self.figures.figure(entity) if entity >= 0 else None
        if figure is None or self._contradicts(figure, head):
            return None
        return figure

    def _official(self, scene: Scene) -> Figure | None:
        """The only one in this sentence, or in the one before, who holds an office."""
        if "official" in self.called:
            return None
        before = self.scenes[-1] if self.scenes else Scene()
        for each in (scene, before):
            near = {**each.subjects, **each.others}
            fitting = [figure for figure in map(self.figures.figure, near.values()) if figure.roles & _OFFICES]
            if near:
                return fitting[0] if len(fitting) == 1 else None
        return None

    def _contradicts(self, figure: Figure, head: Token) -> bool:
        role, said = head.lemma_.lower(), gender_of_words([head.lower_])
        if said and figure.gender and said != figure.gender:
            return True
        if role in _SORTS:
            return False
        national = any(self.figures.label(child.i) in ("NORP", "GPE") for child in head.lefts)
        leads = role in LEADERS and bool(figure.roles & LEADERS)
        return national or not (leads or role in figure.roles or not figure.roles & ROLES)
