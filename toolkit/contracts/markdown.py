"""A contract as a data dictionary: the page on which a reader looks a column up, in GitHub's Markdown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from toolkit.contracts.json_schema import to_json_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.contracts.contract import Contract, Field, ForeignKey, SpanRule

_EXAMPLE_WIDTH = 48


def to_markdown(contract: Contract) -> str:
    """Heading, table of columns, keys, spans and closed lists of one table; ends with a line feed.

    A member of the structs in a list stands below its column, as `boilerplate[].kind`.
    """
    parts = [
        f"## `{contract.name}`",
        contract.description,
        f"Contract version {contract.version}. {_primary_key(contract)}",
        _table(("column", "type", "null", "description", "values", "example"), _rows(contract.fields)),
        *_foreign_keys(contract),
        *_spans(contract),
        *_closed_lists(contract),
    ]
    return "\n\n".join(parts) + "\n"


def with_members(fields: Iterable[Field], prefix: str = "") -> Iterator[tuple[str, Field]]:
    """Every column and, after it, its members, each with its path: "boilerplate", "boilerplate[].kind"."""
    for field in fields:
        path = prefix + field.name
        yield path, field
        yield from with_members(field.fields, f"{path}[].")


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _rows(fields: Iterable[Field]) -> Iterator[tuple[str, ...]]:
    for path, field in with_members(fields):
        null = "yes" if field.nullable else "no"
        yield _code(path), _code(field.type), null, _cell(field.description), _limits(field), _example(field)


def _limits(field: Field) -> str:
    limits = field.constraints
    unit = "items" if field.is_list else "characters"
    said = (
        ("unique", limits.unique),
        (f"matches {_code(limits.pattern or '')}", limits.pattern),
        (f"one of {', '.join(_code(value) for value in limits.enum)}", limits.enum),
        (f"at least {limits.minimum}", limits.minimum is not None),
        (f"at most {limits.maximum}", limits.maximum is not None),
        ("not empty", limits.min_length == 1),
        (f"at least {limits.min_length} {unit}", limits.min_length not in (None, 1)),
        (f"at most {limits.max_length} {unit}", limits.max_length is not None),
    )
    return "; ".join(words for words, holds in said if holds)


def _example(field: Field) -> str:
    value = to_json_value(field.example)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return _code(text if len(text) <= _EXAMPLE_WIDTH else text[: _EXAMPLE_WIDTH - 1] + "…")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _code(text: str) -> str:
    # GitHub reads \| inside code of a table as a bar; a bare one would end the cell.
    return f"`{_cell(text)}`"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(_code(name) for name in names)


def _primary_key(contract: Contract) -> str:
    return f"Primary key: {_codes(contract.primary_key)}."


def _foreign_keys(contract: Contract) -> Iterator[str]:
    if contract.foreign_keys:
        yield "### Foreign keys"
        yield _table(("column", "refers to"), (_reference(key) for key in contract.foreign_keys))


def _reference(key: ForeignKey) -> tuple[str, str]:
    return _codes(key.fields), _codes(f"{key.resource}.{name}" for name in key.reference_fields)


def _spans(contract: Contract) -> Iterator[str]:
    if contract.spans:
        yield "### Spans"
        yield "\n".join(f"- {_span(rule)}" for rule in contract.spans)


def _span(rule: SpanRule) -> str:
    prefix = f"{rule.within}[]." if rule.within else ""
    proof = _code(f"documents.text[{prefix}{rule.start}:{prefix}{rule.end}] == {prefix}{rule.text}")
    return proof + (", or all three are null" if rule.nullable else "")


def _closed_lists(contract: Contract) -> Iterator[str]:
    for path, field in with_members(contract.fields):
        if field.constraints.enum:
            yield f"### Values of `{path}`"
            meanings = field.constraints.enum.items()
            yield _table(("value", "meaning"), ((_code(value), _cell(meaning)) for value, meaning in meanings))
