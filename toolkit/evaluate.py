"""How good is a release, or the annotators, or any other program, on articles for which there is gold?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import UsageError
from toolkit.plurals import plural
from toolkit.scoring.answers import LAYERS, Answer, Counts, check_spans, read_answers, read_gold, write_answers
from toolkit.scoring.calibration import count_confidence
from toolkit.scoring.entities import count_entities, labels
from toolkit.scoring.groups import count_groups
from toolkit.scoring.intervals import Sums, pooled, sums
from toolkit.scoring.matching import ALL, Wanted, match
from toolkit.scoring.measures import Bin, Figure, figures, reliability
from toolkit.scoring.names import count_coreference, count_names
from toolkit.scoring.quotes import count_attributions, count_quotes, count_rules, count_types
from toolkit.scoring.sentences import count_sentences
from toolkit.scoring.stretches import count_stretches

if TYPE_CHECKING:
    from toolkit.annotators import Annotators

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Compared:
    """One gold file and what is said of its documents, in the same order and on the same texts."""

    path: Path
    gold: Sequence[Answer]
    predicted: Sequence[Answer | None]
    """None for a document that nothing is said of; it counts as predicted empty."""
    absent: Mapping[str, str] = field(default_factory=dict)
    """Ids of those documents, and why."""
    lost: Counter[str] = field(default_factory=Counter)
    """Gold spans that the release's text has nothing of, by layer or field; they count as missed."""

    @property
    def layers(self) -> dict[str, int]:
        """Layers that are scored, with the number of documents that have them."""
        found = Counter(layer for answer in self.gold for layer in answer.layers)
        return {layer: found[layer] for layer in LAYERS if found[layer]}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluation found."""

    subject: str
    """What was evaluated, for people."""
    wanted: Wanted
    files: Sequence[Compared]
    by_file: Sequence[Sums]
    total: Sums

    def figures(self, file: int | None = None) -> list[Figure]:
        """Every figure, over all files or for one of them, by its place."""
        return figures(self.total if file is None else self.by_file[file])

    def reliability(self) -> list[Bin]:
        """Ten bins of confidence, over all files; none where no quote has one."""
        return reliability(self.total)

    def figure(self, section: str, key: str) -> Figure:
        """One figure over all files. Raises KeyError where it was not measured."""
        for each in self.figures():
            if (each.section, each.key) == (section, key):
                return each
        raise KeyError(f"{section}.{key}")


def evaluate(
    gold: Sequence[Path],
    *,
    release: Path | None = None,
    annotators: Annotators | None = None,
    predictions: Path | None = None,
    wanted: Wanted = ALL,
    progress: Progress = lambda more: None,
) -> Evaluation:
    """Score one of three things on the documents of gold files: a release, annotators, or a file of predictions.

    In a release the gold's offsets, into raw articles, are led through `source_map` to its texts. Annotators read the
    gold's own text, neither normalized nor refused. Predictions are in the gold's format and joined by id. `progress`
    is told how many documents were annotated. Raises UsageError where not exactly one thing is named, and at the first
    line of a gold file or of the predictions that is wrong.
    """
    if sum(each is not None for each in (release, annotators, predictions)) != 1:
        raise UsageError("evaluate: name one of RELEASE, --annotate and --predictions; each is evaluated alone")
    if not gold:
        raise UsageError("evaluate: there is no gold; name a file with --gold")
    files = [(path, read_gold(path)) for path in gold]
    if release is not None:
        subject, compared = _release(release, files)
    elif annotators is not None:
        subject = f"annotators with {annotators.identity.name} {annotators.identity.version}"
        compared = _annotators(annotators, files, progress)
    elif predictions is not None:
        subject, compared = str(predictions), _predictions(predictions, files)
    by_file = [sums(counts(each, wanted), seed) for seed, each in enumerate(compared)]
    return Evaluation(subject, wanted, compared, by_file, pooled(by_file))


TYPES = ("direct", "mixed", "indirect")


def wanted_quotes(types: str | None, speech_only: bool = False) -> Wanted:
    """Which quotes to ask for, from types divided by commas. Raises UsageError for what is no type."""
    if types is None:
        return Wanted(None, speech_only)
    chosen = [each.strip() for each in types.split(",")]
    wrong = [each for each in chosen if each not in TYPES]
    if wrong:
        raise UsageError(f"--types: there is no {wrong[0]!r}; name some of {','.join(TYPES)}")
    return Wanted(frozenset(chosen), speech_only)


def named_annotators(config: Path | None, *, annotate: bool) -> Annotators | None:
    """The annotators that a dataset.toml names, else our own; None where none are asked for."""
    if not annotate:
        if config is not None:
            raise UsageError("--config: names the annotators of --annotate; add that, or leave it out")
        return None
    from toolkit.config import Config
    from toolkit.slots import load
    from toolkit.strict import read_toml

    return load((read_toml(config, Config) if config else Config()).annotators)


def write_compared(evaluation: Evaluation, folder: Path) -> None:
    """Write, for each gold file, gold-N.jsonl and predicted-N.jsonl: what was compared, on the texts compared.

    Other scorers can so be given the very same. Raises UsageError where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, each in enumerate(evaluation.files, 1):
            write_answers(folder / f"gold-{number}.jsonl", each.gold)
            write_answers(folder / f"predicted-{number}.jsonl", filter(None, each.predicted))
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written ({error.strerror}); name another folder") from error


Files = Sequence[tuple[Path, list[Answer]]]


def _release(folder: Path, files: Files) -> tuple[str, list[Compared]]:
    from toolkit.scoring.released import Released

    released = Released(folder)
    compared = []
    for path, gold in files:
        try:
            moved, said, lost = released.compared(gold)
        except UsageError as error:
            raise UsageError(f"{path}: {error}") from error
        absent = {g.id: released.why_absent(g) for g, s in zip(gold, said, strict=True) if s is None}
        compared.append(Compared(path, moved, said, absent, lost))
    with_gold = sum(answer is not None for each in compared for answer in each.predicted)
    return (
        f"{released.title} ({folder}): {plural(released.size, 'document')}, {with_gold:,} of them with gold",
        compared,
    )


def _annotators(annotators: Annotators, files: Files, progress: Progress) -> list[Compared]:
    from toolkit.scoring.annotated import annotated

    return [Compared(path, gold, annotated(gold, annotators, progress)) for path, gold in files]


def _predictions(path: Path, files: Files) -> list[Compared]:
    numbered = {answer.id: (number, answer) for number, answer in read_answers(path)}
    if not any(answer.id in numbered for _, gold in files for answer in gold):
        raise UsageError(f"{path}: has none of the gold's ids; join its lines to the gold's by id")
    compared = []
    for gold_path, gold in files:
        said = []
        for answer in gold:
            number, found = numbered.get(answer.id, (0, None))
            if found is not None:
                _check(answer, found, f"{path}:{number}")
            said.append(found)
        absent = {g.id: "not predicted" for g, s in zip(gold, said, strict=True) if s is None}
        compared.append(Compared(gold_path, gold, said, absent))
    return compared


def _check(gold: Answer, found: Answer, where: str) -> None:
    if found.text is not None and found.text != gold.text:
        raise UsageError(f"{where}: text: is not that of the gold; predict on the gold's own text")
    check_spans(found, len(gold.text or ""), where)


def counts(compared: Compared, wanted: Wanted = ALL) -> list[Counts]:
    """What is counted in each document of a gold file; a layer that a document does not have is not counted there."""
    known = labels(compared.gold)
    pairs = list(zip(compared.gold, compared.predicted, strict=True))
    kinds = {quote.type for answer in compared.gold for quote in answer.quotes or () if quote.type}
    found = [_counts(gold, predicted, known, frozenset(kinds), wanted) for gold, predicted in pairs]
    quoting = [number for number, (gold, _) in enumerate(pairs) if gold.quotes is not None]
    for number, group in zip(quoting, count_groups([match(*pairs[number]) for number in quoting]), strict=True):
        found[number].update(group)
    return found


def _counts(
    gold: Answer, predicted: Answer | None, known: frozenset[str], kinds: frozenset[str], wanted: Wanted
) -> Counts:
    found: Counts = Counter()
    if gold.quotes is not None:
        matched = match(gold, predicted, wanted)
        for count in (count_quotes, count_types, count_attributions, count_rules, count_confidence):
            found.update(count(matched))
        found.update(count_names(matched, gold.mentions))
        found.update(count_stretches(gold, predicted))
        for kind in sorted(kinds & wanted.types if wanted.types is not None else kinds):
            only = Wanted(frozenset([kind]), wanted.speech_only)
            found.update(count_quotes(match(gold, predicted, only), f"only/{kind}"))
    if gold.entities is not None:
        found.update(count_entities(gold, predicted, known))
    if gold.sentences is not None:
        found.update(count_sentences(gold, predicted))
    found.update(count_coreference(gold, predicted))
    return found
