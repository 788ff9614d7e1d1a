"""Annotators that a user puts into a slot, held to the types that the slot promises.

What is of the right type and wrong all the same (a span outside the text, entities that overlap) is for `validate` to
find, with every other promise. What is of another type could not even be written down, so it is refused here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from toolkit.annotation import Entity, Quote, Sentence, Span
from toolkit.annotators import load_annotators
from toolkit.errors import UsageError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from toolkit.annotators import Annotators as Annotate
    from toolkit.annotators import Parsed
    from toolkit.config import Annotators

FARTHEST = 2**31 - 1
"""Largest offset that a column holds."""


def load(slots: Annotators) -> Annotate:
    """The annotators that the configuration names; those that are not our own are checked at every call."""
    loaded = load_annotators(slots.model, sentences=slots.sentences, entities=slots.entities, quotes=slots.quotes)
    if slots.sentences:
        loaded = replace(loaded, sentences=CheckedSlot(slots.sentences, loaded.sentences, Sentence))
    if slots.entities:
        loaded = replace(loaded, entities=CheckedSlot(slots.entities, loaded.entities, Entity))
    if slots.quotes:
        loaded = replace(loaded, quotes=CheckedSlot(slots.quotes, loaded.quotes, Quote))
    return loaded


@dataclass(frozen=True, slots=True)
class CheckedSlot:
    """A slot's callable, named `path`, that gives a list of `kind`, or raises UsageError."""

    path: str
    annotate: Callable[..., object]
    kind: type[Sentence | Entity | Quote]

    def __call__(
        self, parsed: Parsed, sentences: Sequence[Sentence] = (), entities: Sequence[Entity] = ()
    ) -> list[Any]:
        """What the annotator finds in a document, given what the slots before it found."""
        before = {Sentence: (), Entity: (sentences,), Quote: (sentences, entities)}[self.kind]
        found = self.annotate(parsed, *before)
        if not isinstance(found, list | tuple):
            raise self._refusal(f"returned {type(found).__name__}", f"return a list of {self.kind.__name__}")
        for number, one in enumerate(found):
            self._check(number, one)
        if self.kind is Sentence and not found and parsed.layout.text.strip():
            raise self._refusal("returned no sentence", "return sentences that tile the text")
        if self.kind is Quote:
            self._check_indexes(found, entities)
        return list(found)

    def _check(self, number: int, one: object) -> None:
        from pydantic import ValidationError

        if not isinstance(one, self.kind):
            fault = f"item {number} is a {type(one).__name__}"
            raise self._refusal(fault, f"make it a toolkit.annotation.{self.kind.__name__}")
        values = {field.name: getattr(one, field.name) for field in fields(self.kind)}
        try:
            _model(self.kind.__name__).model_validate(values)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            message = f"{first['msg'][:1].lower()}{first['msg'][1:]}"
            raise self._refusal(f"item {number}, {where}: {message}", "correct it") from error
        for value in _flat(values.values()):
            if isinstance(value, tuple) and not isinstance(value, Span):
                raise self._refusal(f"item {number} has {value!r} for a span", "make it a toolkit.annotation.Span")
            if isinstance(value, Span | int) and max(map(abs, _numbers(value))) > FARTHEST:
                raise self._refusal(f"item {number} has a number above {FARTHEST:,}", "count code points of the text")
            if isinstance(value, str) and not value.isascii() and value != value.encode(errors="ignore").decode():
                raise self._refusal(f"item {number} has {value!r}, half of a surrogate pair", "take it out")

    def _check_indexes(self, quotes: Sequence[Quote], entities: Sequence[Entity]) -> None:
        for number, quote in enumerate(quotes):
            for field, index, among in (
                ("parent", quote.parent, quotes),
                ("speaker_entity", quote.speaker_entity, entities),
            ):
                if index is not None and not 0 <= index < len(among):
                    raise self._refusal(f"item {number}, {field}: {index} of {len(among)}", "count from 0, or say None")

    def _refusal(self, found: str, remedy: str) -> UsageError:
        return UsageError(f"{self.path}: {found}; {remedy}")


def _flat(values: Iterable[object]) -> Iterator[object]:
    """Values one by one: a span is one, a tuple of spans or names is many."""
    for value in values:
        many = (
            isinstance(value, tuple) and not isinstance(value, Span) and not all(isinstance(one, int) for one in value)
        )
        yield from value if isinstance(value, tuple) and many else ([] if value == () else [value])


def _numbers(value: Span | int) -> Sequence[int]:
    return value if isinstance(value, Span) else [value]


@cache
def _model(name: str) -> type[BaseModel]:
    """The fields of an annotation as pydantic checks them: a dataclass checks nothing."""
    from pydantic import ConfigDict, create_model

    kind = {"Sentence": Sentence, "Entity": Entity, "Quote": Quote}[name]
    types: dict[str, Any] = {field: (hint, ...) for field, hint in get_type_hints(kind).items()}
    config = ConfigDict(strict=True, allow_inf_nan=False)
    model: type[BaseModel] = create_model(name, __config__=config, **types)
    return model
