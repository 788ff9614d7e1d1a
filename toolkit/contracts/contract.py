"""What a contract says, as values: one `Contract` per table, one `Field` per column.

The truth lies in `schemas/*.toml`; `schemas/README.md` explains every word. Everything else in this package is derived
from these classes, which know nothing of Arrow, pandera or the Hub.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

FieldType: TypeAlias = Literal[
    "string",
    "int32",
    "int64",
    "float64",
    "bool",
    "timestamp[us, tz=UTC]",
    "list<string>",
    "list<struct>",
]
"""The physical Arrow type of a column, as contracts spell it."""

FIELD_TYPES: tuple[FieldType, ...] = get_args(FieldType)

Quoting: TypeAlias = Literal["text", "name"]
"""What a column repeats of the article: its words as they stand there, or the names that it gives."""

QUOTING: tuple[Quoting, ...] = get_args(Quoting)

Scalar: TypeAlias = str | int | float | bool | datetime
Example: TypeAlias = Scalar | list[str] | list[dict[str, Scalar]]


def _no_values() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Constraints:
    """What holds for every value of a column that is not null."""

    required: bool = False
    """No value is null."""
    unique: bool = False
    """No value occurs twice in the table, over all splits."""
    pattern: str | None = None
    """A regular expression, anchored at both ends."""
    enum: Mapping[str, str] = dataclass_field(default_factory=_no_values)
    """The closed list of values, each with its meaning, in the contract's order; empty where any value may stand."""
    minimum: float | None = None
    """Smallest value, inclusive."""
    maximum: float | None = None
    """Largest value, inclusive."""
    min_length: int | None = None
    """Fewest code points of a string, or fewest items of a list."""
    max_length: int | None = None
    """Most code points of a string, or most items of a list."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column, or one member of the structs in a list. The items of a list are never null."""

    name: str
    type: FieldType
    description: str
    example: Example
    """A value as it could stand in the column; of list<struct> a list of dicts."""
    constraints: Constraints = Constraints()
    fields: tuple[Field, ...] = ()
    """The members of list<struct>, in order; none for every other type."""
    quotes: Quoting | None = None
    """What it repeats of the article; None where that is nothing. `toolkit.contracts.standoff` reads it."""

    @property
    def nullable(self) -> bool:
        """Whether the column may hold null."""
        return not self.constraints.required

    @property
    def is_list(self) -> bool:
        """Whether each value is a list."""
        return self.type in ("list<string>", "list<struct>")


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Every value of `fields` that is not null stands in `reference_fields` of the table `resource`."""

    fields: tuple[str, ...]
    resource: str
    reference_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpanRule:
    """`documents.text[start:end] == text`, in code points, end-exclusive, for every row or every struct of `within`."""

    start: str
    """Column, or member of `within`, that holds the start offset."""
    end: str
    text: str
    within: str | None = None
    """The list<struct> column that holds the three; None where they are columns of the table."""
    nullable: bool = False
    """Whether a row may lack the span; then the three are null together."""


@dataclass(frozen=True, slots=True)
class Contract:
    """The contract of one table: the columns of its Parquet files, in order, and what holds between them."""

    name: str
    title: str
    version: str
    """Version of the contract itself (MAJOR.MINOR.PATCH), not of a release."""
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    spans: tuple[SpanRule, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, in order."""
        return tuple(field.name for field in self.fields)

    def has(self, name: str) -> bool:
        """Whether there is a column called `name`."""
        return name in self.names

    def field(self, name: str) -> Field:
        """The column called `name`; KeyError where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)
