"""Which named body "the union" or "the company" is, and "they" and "it" that speak.

The one whose name or description says that it is of this kind; where none says so, the one that the last sentence
outside quotation marks is about, unless its name says that it is something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.bodies import LEGAL
from toolkit.annotators.columns import among
from toolkit.annotators.figures import descriptions, role_of
from toolkit.annotators.lexicon import SAYING
from toolkit.annotators.narration import Scene, Scenes, is_subject, narrated
from toolkit.annotators.tags import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Container

    from spacy.tokens import Token

    from toolkit.annotators.figures import Figures

_COMPANY: Final = LEGAL | frozenset(
    """company firm corporation business productions records airlines airways motors pictures studios systems
    technologies technology software pharmaceuticals industries stores foods brothers energy steel oil petroleum mining
    electric telecom communications entertainment retailer manufacturer developer startup carmaker automaker airline
    insurer brewer brewery operator publisher supplier utility partners capital bank""".split()
)
_PARTY: Final = frozenset("party alliance congress front movement democrats coalition league labour union".split())
_UNION: Final = frozenset("union federation brotherhood guild workers".split())
_SOCIETY: Final = frozenset(
    """organisation organization group association society foundation network charity institute institution initiative
    coalition alliance trust centre center council federation campaign forum project international watch agency
    union league fund""".split()
)
_PUBLIC: Final = frozenset(
    """ministry department court university college school parliament senate assembly police commission committee
    council office bureau agency authority board government house army navy force administration hospital church
    club news times post herald tribune journal gazette""".split()
)
_KINDS: Final = {
    **dict.fromkeys(("company", "firm", "business", "corporation"), _COMPANY),
    "party": _PARTY,
    "union": _UNION,
    **dict.fromkeys(("organisation", "organization", "group", "charity", "nonprofit", "ngo", "network"), _SOCIETY),
    "institution": _SOCIETY | _PUBLIC,
    "body": _SOCIETY | _PUBLIC,
    "agency": _SOCIETY | {"administration", "bureau", "service", "authority"},
    **dict.fromkeys(("label", "studio"), frozenset(("records", "music", "studios", "pictures", "label", "studio"))),
    "bank": frozenset(("bank", "savings")),
    "airline": frozenset(("airline", "airlines", "airways", "air")),
}
"""To what a body may be called the words that its name has then."""
_ONLY_NAMED: Final = frozenset(
    """ministry department court university college school commission committee council office bureau authority board
    association foundation institute society federation alliance club hospital church league coalition""".split()
)
"""What a body is called only where its name or description has the word."""
COMMON: Final = _KINDS.keys() | _ONLY_NAMED
_EVERY_KIND: Final = _COMPANY | _PARTY | _UNION | _SOCIETY | _PUBLIC
_DEFINITE: Final = frozenset(["the", "this"])
_REACH: Final = 2
_DESCRIBED: Final = 20
"""Mentions of one body that are read for descriptions, at most."""
_OPENING: Final = 40
"""Tokens before "they" that are looked at."""
_THEY: Final = frozenset(["they", "it"])


def collectives(figures: Figures, speaking: Container[int]) -> dict[int, int]:
    """For heads of descriptions of a body, and for "they" and "it" that speak, an entity of the body meant.

    `speaking` holds the heads of speakers' mentions.
    """
    return _Reader(figures, speaking).read()


def _is_main(token: Token) -> bool:
    """Whether a token alone is what a sentence is about."""
    alone = token.dep_ in SUBJECTS and not any(child.dep_ == "conj" for child in token.children)
    return alone and token.head.dep_ == "ROOT"


class _Reader:
    def __init__(self, figures: Figures, speaking: Container[int]) -> None:
        self.figures, self.speaking = figures, speaking
        self.scenes = Scenes()
        self.main = -1
        """The body that is the subject of the last sentence."""
        self.by_kind: dict[str, dict[str, int]] = {}
        """By what they are called the bodies mentioned so far, each with its last mention."""
        self.words: dict[str, set[str]] = {}
        """The words of each body's name and descriptions."""
        self.seen: dict[str, int] = {}
        self.called: set[str] = set()
        """What a body without a name has been called."""
        self.again: dict[str, int] = {}
        """Whom a description has meant the last time."""
        self.found: dict[int, int] = {}

    def read(self) -> dict[int, int]:
        figures = self.figures
        doc = figures.reading.doc
        bodies = {first: i for i, (first, _) in enumerate(figures.ranges) if figures.label(first) == "ORG"}
        for stops in narrated(figures, sorted({*bodies, *among(doc, "LOWER", COMMON | _THEY)})):
            scene, main = Scene(), -1
            for i in stops:
                if i in bodies:
                    main = bodies[i] if _is_main(self._named(scene, bodies[i])) else main
                elif doc[i].lower_ in _THEY:
                    self._pronoun(doc[i], main)
                elif figures.entity_at[i] < 0 and doc[i].pos_ in ("NOUN", "PROPN"):
                    self._description(scene, doc[i])
                    main = self.found[i] if i in self.found and _is_main(doc[i]) else main
            self.scenes.append(scene)
            self.main = main
        return self.found

    def _named(self, scene: Scene, entity: int) -> Token:
        """Enter a mention by name; returns the token whose place in the sentence it has."""
        figures = self.figures
        doc, name = figures.reading.doc, figures.reading.entities[entity].name
        words = self.words.setdefault(name, {word.strip(".,") for word in name.casefold().split()})
        self.seen[name] = self.seen.get(name, 0) + 1
        if self.seen[name] <= _DESCRIBED:
            for _, head in descriptions(doc, *figures.ranges[entity]):
                words.add(head.lemma_.lower())
        for word in words:
            self.by_kind.setdefault(word, {})[name] = entity
        root = role_of(doc[slice(*figures.ranges[entity])].root)
        self._enter(scene, root, entity)
        return root

    def _enter(self, scene: Scene, token: Token, entity: int) -> None:
        told = token.dep_ in ("dobj", "dative", "pobj") and (
            token.head.lemma_ in SAYING or token.head.head.lemma_ in SAYING
        )
        acts = is_subject(token) or token.i in self.speaking
        if acts or (not told and token.dep_ not in ("compound", "nmod")):
            scene.enter(self._name(entity), entity, acts=acts)

    def _pronoun(self, token: Token, main: int) -> None:
        if token.i not in self.speaking:
            return
        body = main if main >= 0 and token.lower_ == "it" else self.main
        if body >= 0 and (token.lower_ == "it" or self._first(token)):
            self.found[token.i] = body

    def _first(self, token: Token) -> bool:
        """Whether no noun stands before a token in its sentence, what stands in marks aside."""
        reading = self.figures.reading
        for i in range(token.i - 1, max(-1, token.i - _OPENING), -1):
            if reading.top[i] < 0 and reading.doc[i].pos_ in ("NOUN", "PROPN"):
                return False
            if reading.doc[i + 1].is_sent_start:
                break
        return True

    def _description(self, scene: Scene, head: Token) -> None:
        if any(child.dep_ == "appos" and self.figures.label(child.i) == "ORG" for child in head.children):
            return
        beside = self.figures.entity_at[min(head.i + 1, len(self.figures.entity_at) - 1)]
        if beside >= 0 and self.figures.label(head.i + 1) == "ORG":
            self.found[head.i] = beside
            return
        article = next((child.lower_ for child in head.lefts if child.dep_ == "det"), "")
        acts = is_subject(head) or head.i in self.speaking
        if article in _DEFINITE and head.tag_ == "NN":
            body = self._meant(head)
            if body >= 0:
                self.found[head.i] = self.again[head.lemma_.lower()] = body
                self._enter(scene, head, body)
                return
        elif article:
            self.called.add(head.lemma_.lower())
        scene.strange |= acts

    def _meant(self, head: Token) -> int:
        kind = head.lemma_.lower()
        if any(child.dep_ == "prep" and child.lower_ in ("of", "for") for child in head.rights):
            return -1
        others = [self.figures.entity_at[child.i] for child in head.lefts]
        if any(index >= 0 for index in others):
            return -1
        known = self.by_kind.get(kind, {})
        body, met = (-1, False) if kind in _ONLY_NAMED else self._near(kind)
        if known:
            latest = self._latest(known)
            return latest if body < 0 or self._name(body) == self._name(latest) else -1
        if kind in _ONLY_NAMED or kind in self.called:
            return -1
        return body if met else self.again.get(kind, -1)

    def _name(self, entity: int) -> str:
        return self.figures.reading.entities[entity].name

    def _latest(self, known: dict[str, int]) -> int:
        """The only body; of several the only one that the last sentences mention."""
        if len(known) == 1:
            return next(iter(known.values()))
        near = {name for scene in list(self.scenes)[-_REACH:] for name in (*scene.subjects, *scene.others)}
        fitting = [known[name] for name in near if name in known]
        return fitting[0] if len(fitting) == 1 else -1

    def _near(self, kind: str) -> tuple[int, bool]:
        """The only body of the last sentence with any that can be called so, else -1; and whether there was any."""
        for scene in list(self.scenes)[: -_REACH - 1 : -1]:
            if scene.strange:
                return -1, True
            for bodies in (scene.subjects, scene.others):
                sure = [each for name, each in bodies.items() if self.words[name] & _KINDS[kind]]
                fitting = sure or [each for name, each in bodies.items() if not self.words[name] & _EVERY_KIND]
                if fitting:
                    return (fitting[0] if len(fitting) == 1 else -1), True
        return -1, False
