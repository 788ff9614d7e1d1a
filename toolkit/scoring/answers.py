"""The format of gold and of predictions: JSON Lines, one document a line, offsets in code points, end-exclusive.

A layer that a line does not have ("quotes", "entities", "sentences", "mentions") is not scored on that document. Keys
that are not named here are not read. `docs/evaluate.md` describes the format for people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from toolkit.annotation import Span
from toolkit.errors import UsageError

Counts = Counter[str]
"""What was counted in one document, or in all."""


class Entity(NamedTuple):
    """A mention of an entity; `name` is canonical within the document, None where the gold has no names."""

    start: int
    end: int
    label: str
    name: str | None = None


class Mention(NamedTuple):
    """A mention in a coreference cluster."""

    start: int
    end: int
    type: str
    cluster: str
    link: str = ""
    named: bool = False


def _entity(value: Any) -> Any:  # noqa: ANN401  before validation it may be anything
    """An entity as an object, {"start", "end", "type" or "label", "name"}, is one as a list."""
    if not isinstance(value, dict):
        return value
    label = value.get("type") or value.get("label")
    return [value.get("start"), value.get("end"), label, value.get("name")]


def _number_as_text(value: Any) -> Any:  # noqa: ANN401  before validation it may be anything
    return str(value) if type(value) is int else value


def _none_if_empty(value: Any) -> Any:  # noqa: ANN401  before validation it may be anything
    return value or None


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, allow_inf_nan=False)


OptionalSpan = Annotated[Span | None, BeforeValidator(_none_if_empty)]


class Quote(_Row):
    """One contiguous stretch of quoted content."""

    start: int
    end: int
    type: str | None = None
    speaker: OptionalSpan = None
    speaker_all: tuple[Span, ...] = ()
    """Every span of a speaker that has several."""
    speaker_name: str | None = None
    speaker_names: tuple[str, ...] = ()
    speaker_status: str | None = None
    cue: OptionalSpan = None
    cue_all: tuple[Span, ...] = ()
    quoted: tuple[Span, ...] | None = None
    """The stretches inside marks; None where nothing is said of them."""
    utterance: str | None = None
    """Label that the renderings of one statement share."""
    ignore: bool = False
    """Whether the quote counts neither for nor against."""
    rule: str | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None

    @property
    def span(self) -> Span:
        """The content."""
        return Span(self.start, self.end)

    @property
    def speakers(self) -> tuple[Span, ...]:
        """All spans of the speaker."""
        return self.speaker_all or ((self.speaker,) if self.speaker else ())

    @property
    def cues(self) -> tuple[Span, ...]:
        """All spans of the cue."""
        return self.cue_all or ((self.cue,) if self.cue else ())

    @property
    def name(self) -> str | None:
        """The canonical name, the first of several."""
        return self.speaker_name or next(iter(self.speaker_names), None)

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Every span with the field that it stands in."""
        yield "quotes", self.span
        yield from (("speaker", span) for span in (self.speaker, *self.speaker_all) if span)
        yield from (("cue", span) for span in (self.cue, *self.cue_all) if span)
        yield from (("quoted", span) for span in self.quoted or ())


class Answer(_Row):
    """What one reader, or program, says of one document."""

    id: Annotated[str, BeforeValidator(_number_as_text), Field(min_length=1)]
    text: str | None = None
    source: str | None = None
    """Path or URL of the raw article, as `documents.source` has it."""
    quotes: tuple[Quote, ...] | None = None
    entities: tuple[Annotated[Entity, BeforeValidator(_entity)], ...] | None = None
    sentences: tuple[Span, ...] | None = None
    mentions: tuple[Mention, ...] | None = None

    @property
    def layers(self) -> list[str]:
        """The layers that this line has."""
        return [layer for layer in LAYERS if getattr(self, layer) is not None]

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Every span with the layer or field that it stands in."""
        for quote in self.quotes or ():
            yield from quote.spans()
        for layer in ("entities", "mentions"):
            yield from ((layer, Span(each.start, each.end)) for each in getattr(self, layer) or ())
        yield from (("sentences", span) for span in self.sentences or ())


LAYERS = ("quotes", "entities", "sentences", "mentions")


def read_gold(path: Path) -> list[Answer]:
    """The lines of a gold file. Raises UsageError, with the line's number, at the first that is wrong."""
    gold = read_answers(path)
    for number, answer in gold:
        if answer.text is None:
            raise UsageError(f"{path}:{number}: text: there is none; add the text that the offsets refer to")
        check_spans(answer, len(answer.text), f"{path}:{number}")
    if not gold:
        raise UsageError(f"{path}: holds no document; write one JSON object a line")
    return [answer for _, answer in gold]


def read_answers(path: Path) -> list[tuple[int, Answer]]:
    """Numbers, from 1, and answers of a JSON Lines file's lines, blank lines left out.

    Raises UsageError where the file cannot be read, a line is no answer, or an id comes twice.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}); name a JSON Lines file in UTF-8") from error
    found = [(number, _parsed(line, f"{path}:{number}")) for number, line in enumerate(lines, 1) if line.strip()]
    first: dict[str, int] = {}
    for number, answer in found:
        if answer.id in first:
            raise UsageError(f"{path}:{number}: id: {answer.id!r} is that of line {first[answer.id]} too; keep one")
        first[answer.id] = number
    return found


def _parsed(line: str, where: str) -> Answer:
    try:
        return Answer.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        found = f"{first['msg'][:1].lower()}{first['msg'][1:]}"
        place = f"{where}: {field}" if field else where
        raise UsageError(f"{place}: {found}; docs/evaluate.md describes the format") from error


def check_spans(answer: Answer, length: int, where: str) -> None:
    """Raise UsageError at the first span that is empty or not inside a text of `length` code points."""
    for field, span in answer.spans():
        if not 0 <= span.start < span.end <= length:
            found = f"[{span.start}, {span.end}] is empty or outside the text of {length:,} code points"
            raise UsageError(f"{where}: {field}: {found}; correct it")


def write_answers(path: Path, answers: Iterable[Answer]) -> None:
    """Write answers as JSON Lines; what says nothing is left out, but never a layer."""
    lines = (answer.model_dump_json(exclude_defaults=True) for answer in answers)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
