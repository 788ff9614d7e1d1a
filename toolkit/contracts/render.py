"""Each form of a contract as text to read or to copy: what `toolkit schemas` prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from toolkit.contracts.arrow import to_arrow
from toolkit.contracts.checks import to_pandera
from toolkit.contracts.features import to_feature_rows
from toolkit.contracts.json_schema import to_json_schema
from toolkit.contracts.markdown import to_markdown
from toolkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandera.polars as pa
    import pyarrow

    from toolkit.contracts.contract import Contract

Format: TypeAlias = Literal["arrow", "pandera", "features", "json-schema", "markdown"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render(contract: Contract, format: Format) -> str:
    """One form of a contract as text that ends with a line feed, the same on every run.

    arrow: a line per field, nested ones indented · pandera: a line per column with its checks · features: YAML, as
    `dataset_info` of a dataset card holds it · json-schema: JSON · markdown: the data dictionary. UsageError for any
    other format.
    """
    match format:
        case "arrow":
            return _lines(f"# {contract.name} {contract.version}", _arrow_lines(to_arrow(contract)))
        case "pandera":
            return _lines(
                f"# {contract.name} {contract.version}: strict, ordered", _pandera_lines(to_pandera(contract))
            )
        case "features":
            return _yaml(contract)
        case "json-schema":
            return json.dumps(to_json_schema(contract), ensure_ascii=False, indent=2) + "\n"
        case "markdown":
            return to_markdown(contract)
    raise UsageError(f"format {format!r}: there is no such form of a contract; use one of {', '.join(FORMATS)}")


def _lines(head: str, lines: Iterable[str]) -> str:
    return "\n".join([head, *lines]) + "\n"


def _arrow_lines(fields: Iterable[pyarrow.Field], indent: str = "") -> Iterator[str]:
    import pyarrow.types

    for field in fields:
        kind = f"list<{_arrow_item(field.type)}>" if pyarrow.types.is_list(field.type) else str(field.type)
        null = "" if field.nullable else " not null"
        description = " ".join(field.metadata[b"description"].decode().split())
        yield f"{indent}{field.name}: {kind}{null}  # {description}"
        yield from _arrow_lines(_arrow_members(field.type), f"{indent}    ")


def _arrow_item(kind: pyarrow.DataType) -> str:
    import pyarrow.types

    return "struct" if pyarrow.types.is_struct(kind.value_type) else str(kind.value_type)


def _arrow_members(kind: pyarrow.DataType) -> list[pyarrow.Field]:
    import pyarrow.types

    is_nested = pyarrow.types.is_list(kind) and pyarrow.types.is_struct(kind.value_type)
    return list(kind.value_type.fields) if is_nested else []


def _pandera_lines(schema: pa.DataFrameSchema) -> Iterator[str]:
    for name, column in schema.columns.items():
        words = ["nullable" if column.nullable else "not null"]
        words += ["unique"] if column.unique else []
        words += [_check(check) for check in column.checks]
        yield f"{name}: {column.dtype}, {', '.join(words)}"


def _check(check: pa.Check) -> str:
    values = [value for value in (check.statistics or {}).values() if value is not None]
    shown = [" | ".join(value) if isinstance(value, list) else str(value) for value in values]
    return " ".join([str(check.error), *shown])


def _yaml(contract: Contract) -> str:
    import yaml

    card = {"config_name": contract.name, "features": to_feature_rows(contract)}
    return str(yaml.safe_dump({"dataset_info": [card]}, sort_keys=False, allow_unicode=True))
