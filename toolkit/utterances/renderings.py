"""How likely two statements are one told in other words, where two documents tell of one event.

What one speaker says on one occasion is little: a rendering is told by being more alike than all else that the speaker
says there, though it shares no word. The likeness of two texts is how much of each is met by the best match in the
other, word for word (as in Mihalcea, Corley and Strapparava 2006), with a thesaurus in place of a corpus. What speaks
for and against was weighed by `tools/renderings.py`.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from toolkit.utterances.names import compatible
from toolkit.utterances.statement import Unit
from toolkit.utterances.thesaurus import Concept, concepts, spoken

STEM, GROUP, HEAD = 0.9, 0.8, 0.3
"""How alike two words are that begin alike, mean much the same, speak of the same matter."""
REPEATED = 0.3
"""By how much a word loses for each further statement of its document that has it too."""
NAMED = 0.25
"""What is left of the weight of a word that is a speaker's name: all that is said there may be about them."""
DOUBT = 0.7
"""Matched words at which half of a likeness is believed."""
MOST_MATCHED = 6.0
"""Matched words that speak for a pair; more say no more."""
MOST_COMPARED = 20_000
"""Pairs of units of two documents; two that have more are not compared."""

Pair = tuple[int, int]
Traits = dict[str, float]


class Text(NamedTuple):
    """The concepts of one statement, and what of them another is looked up in."""

    concepts: tuple[Concept, ...]
    weights: tuple[float, ...]
    forms: frozenset[str]
    stems: frozenset[str]
    groups: frozenset[int]
    heads: frozenset[int]
    names: frozenset[str]
    """Words that are speakers' names."""

    @classmethod
    def of(cls, found: Sequence[Concept], weights: Sequence[float], names: frozenset[str] = frozenset()) -> Text:
        """The concepts with what is looked up in them."""
        return cls(
            tuple(found),
            tuple(weights),
            frozenset(one.form for one in found),
            frozenset(one.stem for one in found),
            frozenset(group for one in found for group in one.groups),
            frozenset(head for one in found for head in one.heads),
            names,
        )

    @property
    def weight(self) -> float:
        """How much it says."""
        return sum(self.weights)

    def matched(self, other: Text) -> float:
        """Weight of what the other says too."""
        return sum(weight * other.best(one) for one, weight in zip(self.concepts, self.weights, strict=True))

    def tells(self, other: Text) -> bool:
        """Whether any word that the other says too is neither everybody's nor a speaker's name."""
        return any(one.weight == 1 and one.form not in self.names and other.best(one) >= GROUP for one in self.concepts)

    def best(self, one: Concept) -> float:
        """How alike the word of this that is most alike is."""
        if one.form in self.forms:
            return 1.0
        if one.stem in self.stems:
            return STEM
        if not self.groups.isdisjoint(one.groups):
            return GROUP
        return 0.0 if self.heads.isdisjoint(one.heads) else HEAD


class Cell(NamedTuple):
    """How two texts match: their likeness, how much of the one and of the other is met, and matched words."""

    likeness: float
    least: float
    most: float
    matched: float


_NOTHING = Cell(0.0, 0.0, 0.0, 0.0)


def cell(one: Text, other: Text) -> Cell:
    """The match of two texts."""
    ours, theirs = one.matched(other), other.matched(one)
    covered = ours / max(one.weight, 1e-9), theirs / max(other.weight, 1e-9)
    matched = (ours + theirs) / 2
    likeness = math.sqrt(covered[0] * covered[1]) * matched / (matched + DOUBT)
    return Cell(likeness, min(covered), max(covered), matched)


@dataclass(slots=True)
class Meeting:
    """The units of two documents, in the order of their texts, each held against those of the other it may be."""

    units: Sequence[Unit]
    ours: Sequence[int]
    theirs: Sequence[int]
    texts: dict[int, Text] = field(default_factory=dict)
    cells: dict[Pair, Cell] = field(default_factory=dict)
    of: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Unit to those that it is held against."""

    @classmethod
    def between(cls, units: Sequence[Unit], ours: Sequence[int], theirs: Sequence[int]) -> Meeting:
        """All pairs of one speaker, or of a speaker who is not known."""
        shared = set(theirs)
        own = [each for each in ours if each not in shared]
        met = cls(units, own, theirs, _texts(units, ours, theirs))
        for one in own:
            for other in theirs:
                if _of_one(units[one].speaker, units[other].speaker):
                    met.cells[one, other] = cell(met.texts[one], met.texts[other])
                    met.of[one].append(other)
                    met.of[other].append(one)
        return met

    def traits(self, known: Mapping[Pair, float]) -> Iterator[tuple[Pair, Traits]]:
        """What speaks for and against each pair's being one statement; `known` is their likeness by their words."""
        place = {number: at for side in (self.ours, self.theirs) for at, number in enumerate(side)}
        for (one, other), match in self.cells.items():
            weights = self.texts[one].weight, self.texts[other].weight
            rivals = self._best(one, other, apart=False), self._best(other, one, apart=False)
            elsewhere = self._best(one, other, apart=True), self._best(other, one, apart=True)
            speakers = bool(self.units[one].speaker) + bool(self.units[other].speaker)
            pair = min(one, other), max(one, other)
            yield (
                pair,
                {
                    "alike": match.likeness,
                    "least": match.least,
                    "most": match.most,
                    "matched": min(match.matched, MOST_MATCHED) / MOST_MATCHED,
                    "ahead_of_theirs": match.likeness - rivals[0],
                    "ahead_of_ours": match.likeness - rivals[1],
                    "ahead_of_theirs_elsewhere": match.likeness - elsewhere[0],
                    "ahead_of_ours_elsewhere": match.likeness - elsewhere[1],
                    "best": float(match.likeness > 0 and match.likeness >= max(rivals)),
                    "neighbours": self._neighbours(place[one], place[other]),
                    "out_of_order": abs(_share(self.of[other], one) - _share(self.of[one], other)),
                    "others": math.log(len(self.of[one]) * len(self.of[other])),
                    "length": math.log1p(min(weights)),
                    "uneven": abs(math.log1p(weights[0]) - math.log1p(weights[1])),
                    "unnamed": float(speakers == 1),
                    "nobody": float(speakers == 0),
                    "telling": float(
                        self.texts[one].tells(self.texts[other]) or self.texts[other].tells(self.texts[one])
                    ),
                    "known": known.get(pair, 0.0),
                },
            )

    def _best(self, one: int, other: int, *, apart: bool) -> float:
        """The likeness of the one to the best of all that it is held against but the other, and its quotation."""
        return max(
            (
                self._cell(one, each).likeness
                for each in self.of[one]
                if each != other and not (apart and _of_one_quotation(self.units[each], self.units[other]))
            ),
            default=0.0,
        )

    def _cell(self, one: int, other: int) -> Cell:
        return self.cells.get((one, other)) or self.cells.get((other, one), _NOTHING)

    def _neighbours(self, one: int, other: int) -> float:
        """Likeness of those before the two, or of those behind them, whichever is more."""
        return max(
            self.cells.get((self.ours[one + step], self.theirs[other + step]), _NOTHING).likeness
            if 0 <= one + step < len(self.ours) and 0 <= other + step < len(self.theirs)
            else 0.0
            for step in (-1, 1)
        )


def _of_one(one: str, other: str) -> bool:
    return not one or not other or compatible(one, other)


def _of_one_quotation(one: Unit, other: Unit) -> bool:
    ours, theirs = ({quote.quotation for quote in unit.quotes if quote.quotation} for unit in (one, other))
    return not ours.isdisjoint(theirs)


def _texts(units: Sequence[Unit], ours: Sequence[int], theirs: Sequence[int]) -> dict[int, Text]:
    """The units' texts, in which a word weighs less that its document repeats, or that is a speaker's name."""
    found = {number: concepts(units[number].words.every) for number in {*ours, *theirs}}
    names = frozenset(word for number in found for word in spoken(units[number].speaker))
    counts = [Counter(one.form for number in side for one in found[number]) for side in (ours, theirs)]
    texts = {}
    for number, own in found.items():
        often = [max(count[one.form] for count in counts) for one in own]
        weights = [
            one.weight * (NAMED if one.form in names else 1.0) / (1 + REPEATED * (each - 1))
            for one, each in zip(own, often, strict=True)
        ]
        texts[number] = Text.of(own, weights, names)
    return texts


def _share(among: Sequence[int], number: int) -> float:
    """How far into a list something stands, from 0 to 1."""
    return among.index(number) / (len(among) - 1) if len(among) > 1 else 0.5


class Model(NamedTuple):
    """A logistic regression over the traits of a pair."""

    weights: Mapping[str, float]
    bias: float
    threshold: float
    """Probability from which two are taken for one."""

    def probability(self, traits: Mapping[str, float]) -> float:
        """How likely two statements are one."""
        return 1 / (1 + math.exp(-self.bias - sum(weight * traits[name] for name, weight in self.weights.items())))


@cache
def fitted() -> Model:
    """The model that `tools/renderings.py` made."""
    raw = resources.files("toolkit.utterances").joinpath("renderings.json").read_text(encoding="utf-8")
    return Model(**json.loads(raw))


def meetings(units: Sequence[Unit], events: Sequence[tuple[str, str]]) -> Iterator[Meeting]:
    """Each pair of documents with what it says, but those that say too much for it."""
    own = _in_documents(units, {document for pair in events for document in pair})
    for left, right in events:
        if len(own[left]) * len(own[right]) <= MOST_COMPARED:
            yield Meeting.between(units, own[left], own[right])


def _in_documents(units: Sequence[Unit], wanted: set[str]) -> dict[str, list[int]]:
    """The units of each of some documents, in the order of the text."""
    found: dict[str, dict[tuple[tuple[int, int], int], None]] = {document: {} for document in wanted}
    for number, unit in enumerate(units):
        for quote in unit.quotes:
            if quote.doc_id in wanted:
                found[quote.doc_id][quote.span, number] = None
    return {document: list(dict.fromkeys(number for _, number in sorted(own))) for document, own in found.items()}


def renderings(
    units: Sequence[Unit], events: Sequence[tuple[str, str]], known: Mapping[Pair, float], model: Model
) -> dict[Pair, float]:
    """Pairs of units that meet in an event, and how probably they are one statement.

    That is the mean over the pairs of documents in which the two meet. Two that share no word but names and what
    everybody says are never one.
    """
    found: dict[Pair, list[float]] = defaultdict(list)
    for meeting in meetings(units, events):
        for pair, traits in meeting.traits(known):
            found[pair].append(model.probability(traits) if traits["telling"] else 0.0)
    return {pair: sum(values) / len(values) for pair, values in found.items()}
