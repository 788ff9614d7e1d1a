"""Values against their contract, as pandera finds them, in the words of violations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.contracts import Contract, Failure, Field, failures, shaped, to_polars
from toolkit.findings import Violation, shown
from toolkit.slices import Slice

_RULE_OF = {
    "type": "schema", "missing": "schema", "unknown": "schema", "order": "schema", "span": "required",
    "minimum": "range", "maximum": "range", "minLength": "length", "maxLength": "length",
}  # fmt: skip
"""Rules of what `contracts.failures` calls otherwise."""


def check_values(part: Slice, contracts: Mapping[str, Contract]) -> Iterator[Violation]:
    """Every value is what its contract allows. To be run in the main thread, as pandera's settings are global."""
    for table, contract in contracts.items():
        frame = shaped(part.tables[table], to_polars(contract))
        if not len(frame):  # which then holds nothing but the contract's columns
            continue
        keys = frame[contract.primary_key[0]]
        for failure in failures(contract, frame):
            key = None if failure.row_index is None else keys[failure.row_index]
            rule = _RULE_OF.get(failure.check, failure.check)
            found, expected = shown(failure.value), _expected(contract, failure)
            yield Violation(rule, table, key, failure.column, found, expected, stated=True)


def _expected(contract: Contract, failure: Failure) -> str:
    """What the contract says of a column, or of a member of the structs in it."""
    field = _field(contract, failure.column)
    if field is None:
        return "the columns of the contract"
    limits = field.constraints
    return {
        "required": "a value",
        "unique": "a value that no other row has",
        "pattern": str(limits.pattern),
        "enum": f"one of {', '.join(limits.enum)}",
        "minimum": f"at least {limits.minimum}",
        "maximum": f"at most {limits.maximum}",
        "minLength": f"at least {limits.min_length} long",
        "maxLength": f"at most {limits.max_length} long",
        "type": field.type,
        "span": "start, end and text together, or none of them",
    }.get(failure.check, "as the contract has it")


def _field(contract: Contract, path: str) -> Field | None:
    name, _, member = path.partition("[].")
    field = next((each for each in contract.fields if each.name == name.removesuffix("[]")), None)
    return next((each for each in field.fields if each.name == member), None) if field and member else field
