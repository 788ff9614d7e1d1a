"""A contract as pandera checks, and the only place that runs them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from toolkit.contracts.contract import Constraints, Field
from toolkit.contracts.frame import polars_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandera.polars as pa
    import polars as pl

    from toolkit.contracts.contract import Contract, SpanRule


@dataclass(frozen=True, slots=True)
class Failure:
    """One value, or one column, that breaks a contract."""

    column: str
    """The column; `boilerplate[].kind` is a member of the structs in a list, `authors[]` an item of a list."""
    check: str
    """The constraint as the contract spells it (required, unique, pattern, enum, minimum, maximum, minLength,
    maxLength), or: type, missing (no such column), unknown (not in the contract), order, span (null in part)."""
    row_index: int | None
    """Row of the frame, from 0; None where the whole column is wrong."""
    value: object
    """The value, as Python has it; for type the type found, for span its three columns, for missing, unknown and order
    None."""


# What pandera calls the rules that are no checks of ours.
_PANDERA_WORDS = {
    "column_in_dataframe": "missing",
    "column_in_schema": "unknown",
    "column_ordered": "order",
    "not_nullable": "required",
    "field_uniqueness": "unique",
}
_FRAME_CHECKS = ("missing", "unknown", "order")
_ITEM = Field("item", "string", "One item of a list of strings.", "", Constraints(required=True))


def to_pandera(contract: Contract) -> pa.DataFrameSchema:
    """The schema of the table as a collected polars frame: the columns, no other, in order, typed and checked.

    A check's `error` is the contract's word for it. pandera cannot look into a list; `failures` does.
    """
    return _schema(contract.fields, contract.name)


def failures(contract: Contract, frame: pl.DataFrame) -> list[Failure]:
    """Everything in which a frame breaks its table's contract, by column in order, then by row. Empty when it holds.

    Looks at the columns (names, order, types), at the values, at the items and members of lists, and at whether the
    columns of a span are null together. Other rows, tables and splits are `toolkit.integrity`'s to see, but for
    `unique`, which is checked within the frame.
    """
    found = list(_failures(contract.fields, frame, contract.name))
    broken = _unreadable(found)
    for rule in contract.spans:
        if rule.nullable and not broken.intersection((rule.start, rule.end, rule.text)):
            found += _half_spans(rule, frame)
    position = {name: index for index, name in enumerate(contract.names)}
    return sorted(found, key=lambda failure: (*_rank(failure, position), failure.row_index or 0))


def _rank(failure: Failure, position: dict[str, int]) -> tuple[bool, int]:
    column = failure.column.partition("[]")[0]
    return failure.row_index is not None, position.get(column, len(position))


def _unreadable(found: Iterable[Failure]) -> set[str]:
    """The columns whose values cannot be looked at, or looked into."""
    return {failure.column for failure in found if failure.check in ("missing", "type")}


def _schema(fields: Sequence[Field], name: str, *, screen: bool = False) -> pa.DataFrameSchema:
    """The schema. As a screen it has one check for all values together, and does not tell which it is that fails."""
    import pandera.polars as pa

    columns = {
        field.name: pa.Column(
            polars_type(field),
            [] if screen else _checks(field),
            nullable=screen or field.nullable,
            unique=not screen and field.constraints.unique,
            description=field.description,
        )
        for field in fields
    }
    checks = [pa.Check(partial(_hold, fields), error="values")] if screen else []
    return pa.DataFrameSchema(columns, checks, strict=True, ordered=True, name=name)


def _hold(fields: Sequence[Field], data: pa.PolarsData) -> bool:
    """Whether every value there is keeps to its constraints, in one pass over the frame; what `_checks` says singly."""
    conditions = (condition for field in fields for condition in _conditions(field))
    kept = data.lazyframe.select(condition.all().alias(str(at)) for at, condition in enumerate(conditions)).collect()
    return not kept.width or all(kept.row(0))


def _conditions(field: Field) -> Iterator[pl.Expr]:
    import polars as pl

    limits, value = field.constraints, pl.col(field.name)
    if not field.nullable:
        yield value.is_not_null()
        if polars_type(field).is_float():
            yield value.is_not_nan()
    if limits.unique:  # two values of one hash may still be two
        yield value.hash().n_unique() == pl.len()
    if limits.pattern is not None:
        yield value.str.contains(limits.pattern)
    if limits.enum:
        yield value.is_in(list(limits.enum))
    if limits.minimum is not None:
        yield value >= limits.minimum
    if limits.maximum is not None:
        yield value <= limits.maximum
    length = value.list.len() if field.is_list else value.str.len_chars()
    if limits.min_length is not None:
        yield length >= limits.min_length
    if limits.max_length is not None:
        yield length <= limits.max_length


def _checks(field: Field) -> list[pa.Check]:
    import pandera.polars as pa

    limits = field.constraints
    checks = []
    if limits.pattern is not None:
        checks.append(pa.Check.str_matches(limits.pattern, error="pattern"))
    if limits.enum:
        checks.append(pa.Check.isin(list(limits.enum), error="enum"))
    if limits.minimum is not None:
        checks.append(pa.Check.ge(limits.minimum, error="minimum"))
    if limits.maximum is not None:
        checks.append(pa.Check.le(limits.maximum, error="maximum"))
    if limits.min_length is not None:
        checks.append(_length_check(field, "minLength", at_least=limits.min_length))
    if limits.max_length is not None:
        checks.append(_length_check(field, "maxLength", at_most=limits.max_length))
    return checks


def _length_check(field: Field, word: str, at_least: int | None = None, at_most: int | None = None) -> pa.Check:
    import pandera.polars as pa
    import polars as pl

    if not field.is_list:
        return pa.Check.str_length(at_least, at_most, error=word)

    def within(column: pa.PolarsData) -> pl.LazyFrame:
        length = pl.col(column.key).list.len()
        return column.lazyframe.select(length >= at_least if at_least is not None else length <= at_most)

    return pa.Check(within, error=word, statistics={"min_value": at_least, "max_value": at_most})


def _failures(fields: Sequence[Field], frame: pl.DataFrame, name: str) -> Iterator[Failure]:
    found = list(_flat_failures(fields, frame, name))
    yield from found
    broken = _unreadable(found)
    for field in fields:
        if field.is_list and field.name not in broken:
            yield from _item_failures(field, frame)


def _flat_failures(fields: Sequence[Field], frame: pl.DataFrame, name: str) -> Iterator[Failure]:
    """What pandera finds, without what it only found because a column has the wrong type.

    Almost every frame is sound, and a screen says so at a third of the cost; only what it holds back is taken apart.
    """
    import polars as pl
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaError, SchemaErrors

    try:
        # Said here, so that no environment variable can turn the checks off or keep them from the rows.
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            try:
                _schema(fields, name, screen=True).validate(frame)
            except SchemaError:
                _schema(fields, name).validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        mistyped = set(cases.filter(pl.col("check").str.starts_with("dtype("))["column"])
        for (column, check), group in cases.group_by("column", "check", maintain_order=True):
            if column not in mistyped:
                yield from _translated(str(column), str(check), group, frame)
            elif str(check).startswith("dtype("):
                yield Failure(str(column), "type", None, group["failure_case"][0])


def _translated(column: str, check: str, cases: pl.DataFrame, frame: pl.DataFrame) -> Iterator[Failure]:
    """What pandera says about one check of one column, in the contract's words."""
    word = _PANDERA_WORDS.get(check, check)
    if word in _FRAME_CHECKS:
        yield from (Failure(name, word, None, None) for name in cases["failure_case"])
        return
    # pandera gives every value as a string; the frame has it as it is.
    values = frame.get_column(column).gather(cases["index"]).to_list()
    yield from (Failure(column, word, row, value) for row, value in zip(cases["index"], values, strict=True))


def _item_failures(field: Field, frame: pl.DataFrame) -> Iterator[Failure]:
    """The failures inside one list column: its items become the rows of a frame, which is checked as any other."""
    import polars as pl

    path = f"{field.name}[]"
    filled = frame.select(pl.int_range(pl.len()).alias("row"), pl.col(field.name).alias("item"))
    items = filled.filter(pl.col("item").list.len() > 0).explode("item")
    if field.type == "list<string>":
        members: Sequence[Field] = (_ITEM,)
        inner = items.select("item")
    else:
        empty = items.filter(pl.col("item").is_null())
        yield from (Failure(path, "required", row, None) for row in empty.get_column("row").to_list())
        items = items.filter(pl.col("item").is_not_null())
        members = field.fields
        inner = items.select("item").unnest("item")
    rows = items.get_column("row").to_list()
    for failure in _failures(members, inner, path):
        column = path if field.type == "list<string>" else f"{path}.{failure.column}"
        row = None if failure.row_index is None else rows[failure.row_index]
        yield replace(failure, column=column, row_index=row)


def _half_spans(rule: SpanRule, frame: pl.DataFrame) -> Iterator[Failure]:
    import polars as pl

    columns = (rule.start, rule.end, rule.text)
    missing = [pl.col(column).is_null() for column in columns]
    half = pl.any_horizontal(missing) & ~pl.all_horizontal(missing)
    for row, *values in frame.with_row_index("row").filter(half).select("row", *columns).rows():
        yield Failure(rule.text, "span", row, dict(zip(columns, values, strict=True)))
