"""From counts to figures: every measure is declared here, once, in the order in which it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from toolkit.scoring.calibration import BINS, SCALE, calibration_error
from toolkit.scoring.intervals import Sums, interval

Array = NDArray[np.float64]
SECTIONS = {
    "quotes": "Quotes",
    "types": "Quotes of one type; the others count neither for nor against",
    "attribution": "Speakers and cues of the quotes found",
    "stretches": "Stretches inside quotation marks",
    "names": "Canonical names",
    "utterances": "Utterances: pairs of quotes that render one statement",
    "entities": "Entities; predicted types mapped onto those of the gold",
    "labels": "Entities of each type, the and 's aside",
    "sentences": "Sentences",
    "rules": "Rules: how many of the quotes that each finds are right",
    "confidence": "Confidence",
}

HEADLINES = (
    "quotes.overlap_0.5", "quotes.overlap_0.5_speaker", "types.direct_overlap_0.5", "types.mixed_overlap_0.5",
    "types.indirect_overlap_0.5", "attribution.speaker", "attribution.cue", "stretches.found", "stretches.speaker",
    "names.named", "names.he_she", "names.coreference", "utterances.labelled", "entities.bare", "sentences.ends",
    "sentences.whole", "confidence.calibration_error",
)  # fmt: skip
"""What to look at first, as "section.key"."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: what it is called, and the keys of the counts that it is made of."""

    section: str
    key: str
    label: str
    right: str
    predicted: str = ""
    """For precision; a measure without it is a share of `of`."""
    of: str = ""
    per: int = 1
    """How often each thing was counted."""

    def rates(self, sums: Sums) -> tuple[Array, Array, Array]:
        """Precision, recall and F1 in each draw; a share is all three. Undefined is nan."""
        right, of = sums.of(self.right), sums.of(self.of)
        if not self.predicted:
            share = _ratio(right, of)
            return share, share, share
        predicted = sums.of(self.predicted)
        return _ratio(right, predicted), _ratio(right, of), _ratio(2 * right, predicted + of)


def _ratio(part: Array, whole: Array) -> Array:
    ratio: Array = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return ratio


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's value. Rates are from 0 to 1, None where nothing was there to be measured."""

    section: str
    key: str
    label: str
    kind: Literal["f1", "share", "error"]
    value: float | None
    """F1, the share, or the error."""
    interval: tuple[float, float] | None
    right: int | None = None
    of: int | None = None
    predicted: int | None = None
    precision: float | None = None
    recall: float | None = None


@dataclass(frozen=True, slots=True)
class Bin:
    """Quotes of like confidence: how many, how confident on average, and how many are right."""

    low: float
    high: float
    quotes: int
    confidence: float | None
    right: int


def figures(sums: Sums) -> list[Figure]:
    """Every figure for which there is something to measure."""
    found = [_figure(measure, sums) for measure in _measures(sums) if _measured(measure, sums)]
    if sums.keys("confidence/"):
        errors = calibration_error(sums.of)
        value = _number(errors)
        label = "expected calibration error"
        found.append(Figure("confidence", "calibration_error", label, "error", value, interval(errors)))
    return found


def _measured(measure: Measure, sums: Sums) -> bool:
    return bool(sums.of(measure.of)[0] or (measure.predicted and sums.of(measure.predicted)[0]))


def _figure(measure: Measure, sums: Sums) -> Figure:
    precision, recall, value = measure.rates(sums)
    right, of, predicted = (
        int(sums.of(key)[0]) // measure.per for key in (measure.right, measure.of, measure.predicted)
    )
    share = Figure(measure.section, measure.key, measure.label, "share", _number(value), interval(value), right, of)
    if not measure.predicted:
        return share
    return replace(share, kind="f1", predicted=predicted, precision=_number(precision), recall=_number(recall))


def _number(values: Array) -> float | None:
    return None if np.isnan(values[0]) else float(values[0])


def reliability(sums: Sums) -> list[Bin]:
    """The reliability curve: ten bins of equal width; none where no quote has a confidence."""
    if not sums.keys("confidence/"):
        return []
    bins = []
    for number in range(BINS):
        quotes, right, total = (sums.of(f"confidence/{number}/{key}")[0] for key in ("quotes", "right", "sum"))
        mean = float(total / quotes / SCALE) if quotes else None
        bins.append(Bin(number / BINS, (number + 1) / BINS, int(quotes), mean, int(right)))
    return bins


# ---- the declarations


def _measures(sums: Sums) -> Iterator[Measure]:
    yield from _quotes("quotes", "quotes", "", "")
    for kind in _middle(sums, "only/"):
        yield from _type(kind)
    yield from _attribution()
    yield _found("stretches", "found", "recognized as a quotation", "stretch")
    yield _share("stretches", "speaker", "right speaker, given that", "stretch/speaker")
    yield _share("stretches", "name", "right canonical name, letter for letter", "stretch/name")
    yield from _names()
    yield from _utterances()
    yield _f1("entities", "span", "same span", "entity/span")
    yield _f1("entities", "typed", "same span and type", "entity/typed")
    yield _f1("entities", "bare", "same span and type, the and 's aside", "entity/bare")
    for label in _middle(sums, "label/"):
        yield _found("labels", label, label, f"label/{label}")
    yield _f1("sentences", "ends", "ends of sentences", "sentence/ends")
    yield _f1("sentences", "inner_ends", "ends inside a paragraph", "sentence/inner")
    yield _f1("sentences", "whole", "whole sentences", "sentence/whole")
    yield _share("sentences", "documents", "documents wholly right", "sentence/document")
    for rule in _middle(sums, "rule/"):
        of = f"rule/{rule}/predicted"
        yield Measure("rules", rule, rule, f"rule/{rule}/found", of=of)
        yield Measure("rules", f"{rule}, speaker", rule, f"rule/{rule}/speaker", of=of)


def _middle(sums: Sums, prefix: str) -> list[str]:
    """What stands between a prefix and the last part, in keys like "label/PERSON/gold"."""
    return sorted({key.removeprefix(prefix).rpartition("/")[0] for key in sums.keys(prefix)})


def _share(section: str, key: str, label: str, right: str) -> Measure:
    return Measure(section, key, label, right, of=f"{right}_of")


def _f1(section: str, key: str, label: str, right: str) -> Measure:
    return Measure(section, key, label, right, f"{right}_predicted", f"{right}_gold")


def _found(section: str, key: str, label: str, prefix: str, per: int = 1) -> Measure:
    return Measure(section, key, label, f"{prefix}/found", f"{prefix}/predicted", f"{prefix}/gold", per)


def _quotes(section: str, prefix: str, kind: str, before: str) -> Iterator[Measure]:
    labels = {
        "exact": "same span",
        "exact_speaker": "same span, right speaker",
        "trimmed": "same span, marks and punctuation aside",
        "overlap_0.3": "overlap of 0.3",
        "overlap_0.5": "overlap of 0.5",
        "speaker": "overlap of 0.5, right speaker",
        "overlap_0.8": "overlap of 0.8",
    }
    for name, label in labels.items():
        key = "overlap_0.5_speaker" if name == "speaker" else name
        yield Measure(
            section, f"{kind}{key}", f"{before}{label}", f"{prefix}/{name}", f"{prefix}/predicted", f"{prefix}/gold"
        )
    if section == "quotes":
        yield _f1(section, "words", "words inside quotes", f"{prefix}/words")


def _type(kind: str) -> Iterator[Measure]:
    """The measures of one type; what is loose or fine about the span is left to the table of all types."""
    wanted = ("exact", "trimmed", "overlap_0.5", "overlap_0.5_speaker")
    for measure in _quotes("types", f"only/{kind}", f"{kind}_", f"{kind}, "):
        if measure.key.removeprefix(f"{kind}_") in wanted:
            yield measure
    label = f"{kind}, found as a quote of any type"
    yield Measure("types", f"{kind}_recall", label, f"type/{kind}/found", of=f"type/{kind}/gold")


def _attribution() -> Iterator[Measure]:
    of = "attribution/speaker_of"
    yield _share("attribution", "speaker", "right speaker: mention overlaps, or same surname", "attribution/speaker")
    yield _share("attribution", "name", "… where the mention is a name", "attribution/name")
    yield _share("attribution", "description", "… where it is a description", "attribution/description")
    yield _share("attribution", "pronoun", "… where it is a pronoun", "attribution/pronoun")
    yield Measure("attribution", "mention", "mention overlaps", "attribution/mention", of=of)
    yield Measure("attribution", "mention_exact", "mention has the same span", "attribution/mention_exact", of=of)
    yield _share("attribution", "surname", "same surname, of those with one", "attribution/surname")
    yield Measure("attribution", "missing", "no speaker found", "attribution/missing", of=of)
    yield _share("attribution", "absent", "none found where there is none", "attribution/absent")
    yield _share("attribution", "cue", "cue overlaps", "attribution/cue")
    yield Measure("attribution", "cue_exact", "cue has the same span", "attribution/cue_exact", of="attribution/cue_of")
    yield _share("attribution", "type", "same type of quote", "attribution/type")


def _names() -> Iterator[Measure]:
    yield _share("names", "named", "speaker is a name: right person or body", "name/named")
    yield _share("names", "he_she", "speaker is he or she", "name/he_she")
    yield _share("names", "pronoun", "speaker is another pronoun", "name/pronoun")
    yield _share("names", "described", "speaker is a description", "name/described")
    yield _share("names", "exact", "speaker's name is the gold's, capitals aside", "name/exact")
    yield _share("names", "mentions", "named mentions of the gold that hold an entity", "coreference/mention")
    yield _share("names", "mention_names", "… and whose entity has the right name", "coreference/named")
    yield _found("names", "coreference", "pairs of those: same name where same entity", "coreference")


def _utterances() -> Iterator[Measure]:
    labels = {
        "labelled": "quotes found that carry a label",
        "every": "all quotes found; one without a label is alone",
        "missed": "all with a label; those not found are missed",
    }
    for name, label in labels.items():
        yield _found("utterances", name, label, f"group/{name}", per=2)
