"""One system that reads a release, as a program of its own so that its cost can be told: `systems.py NAME FOLDER`.

Each prints the rows that it read. `scan` is what nothing can be faster than: every column decoded, every value
touched, nothing checked.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).parents[2] / "schemas"
TABLES = ("documents", "sentences", "entities", "quotes")
BATCH_ROWS = 100_000
ID = "^[0-9a-f]{16}$"
LABELS = [
    *("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"),
    *("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"),
]
_NULLABLE = ("entity_id", "doc_id", "sentence_id", "start_char", "end_char", "text", "label", "name")


def _files(folder: Path, table: str = "*") -> list[Path]:
    return sorted((folder / "data").glob(f"{table}/*.parquet"))


def scan(folder: Path) -> int:
    """pyarrow reads every column of every table, batch by batch, and counts what is null and how long each text is."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    rows = touched = 0
    for path in _files(folder):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(BATCH_ROWS):
                rows += batch.num_rows
                for column in batch.columns:
                    text = pa.types.is_string(column.type)
                    touched += pc.sum(pc.binary_length(column)).as_py() or 0 if text else pc.count(column).as_py()
    return rows


def toolkit(folder: Path) -> int:
    """`toolkit validate`, with every check: exit 0 or it is no figure."""
    from toolkit.validate import validate

    report = validate(folder)
    if not report.ok:
        raise SystemExit(f"{folder}: {report.counts}")
    return sum(report.rows.values())


def scan_bare(folder: Path) -> int:
    """`scan`, of documents and entities alone."""
    with _bare(folder) as bare:
        return scan(bare)


def toolkit_bare(folder: Path) -> int:
    """`toolkit validate` of documents and entities alone, without a manifest: columns, values, keys, offsets."""
    with _bare(folder) as bare:
        return toolkit(bare)


@contextmanager
def _bare(folder: Path) -> Iterator[Path]:
    """The files of two tables, as somebody has them who was given no more."""
    with tempfile.TemporaryDirectory() as name:
        for path in (path for table in ("documents", "entities") for path in _files(folder, table)):
            link = Path(name) / path.relative_to(folder)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path.resolve())
        yield Path(name)


def pandera(folder: Path) -> int:
    """pandera on pandas, the entities alone: types, nulls, patterns, labels, limits and unique ids; no other table."""
    import pandas as pd
    import pandera.pandas as pa

    frame = pd.concat(map(pd.read_parquet, _files(folder, "entities")))
    schema = pa.DataFrameSchema(
        {
            "entity_id": pa.Column(str, pa.Check.str_matches(ID), unique=True),
            "doc_id": pa.Column(str, pa.Check.str_matches(ID)),
            "sentence_id": pa.Column(str, pa.Check.str_matches(ID)),
            "start_char": pa.Column("int32", pa.Check.ge(0)),
            "end_char": pa.Column("int32", pa.Check.ge(1)),
            "text": pa.Column(str, pa.Check.str_length(min_value=1)),
            "label": pa.Column(str, pa.Check.isin(LABELS)),
            "name": pa.Column(str, pa.Check.str_length(min_value=1)),
        }
    )
    schema.validate(frame.reset_index(drop=True), lazy=True)
    return len(frame)


def great_expectations(folder: Path) -> int:
    """Great Expectations on pandas, the entities alone: what `pandera` checks of them."""
    import great_expectations as gx
    import pandas as pd
    from great_expectations import expectations as gxe

    frame = pd.concat(map(pd.read_parquet, _files(folder, "entities")))
    context = gx.get_context(mode="ephemeral")
    suite = gx.ExpectationSuite(name="entities", expectations=list(_expectations(gxe)))
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    source = context.data_sources.add_pandas("pandas").add_dataframe_asset("entities")
    batch = source.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    if not batch.validate(suite).success:
        raise SystemExit(f"{folder}: Great Expectations finds something")
    return len(frame)


def _expectations(gxe: object) -> Iterator[object]:
    for column in _NULLABLE:
        yield gxe.ExpectColumnValuesToNotBeNull(column=column)  # type: ignore[attr-defined]
    for column in ("entity_id", "doc_id", "sentence_id"):
        yield gxe.ExpectColumnValuesToMatchRegex(column=column, regex=ID)  # type: ignore[attr-defined]
    yield gxe.ExpectColumnValuesToBeUnique(column="entity_id")  # type: ignore[attr-defined]
    yield gxe.ExpectColumnValuesToBeInSet(column="label", value_set=LABELS)  # type: ignore[attr-defined]
    for column, least in (("start_char", 0), ("end_char", 1)):
        yield gxe.ExpectColumnValuesToBeBetween(column=column, min_value=least)  # type: ignore[attr-defined]
    for column in ("text", "name"):
        yield gxe.ExpectColumnValueLengthsToBeBetween(column=column, min_value=1)  # type: ignore[attr-defined]


def pandera_all(folder: Path) -> int:
    """pandera on pandas, all tables: what the contracts say of each plain column, unique keys, foreign keys.

    No list, no offset, no derived id, no file, no document of the release. A table is let go once it is checked.
    """
    import pandas as pd
    import pandera.pandas as pa

    rows, keys = 0, dict[tuple[str, str], pd.Index]()
    for table in TABLES:
        contract = _contract(table)
        frame = pd.concat(pd.read_parquet(path, columns=list(contract)) for path in _files(folder, table))
        columns = {}
        for name, field in contract.items():
            limits = field.get("constraints", {})
            checks = [make(limits[limit]) for limit, make in _pandera_checks(pa).items() if limit in limits]
            if name in field["references"]:
                ids = keys[field["references"][name]]
                checks.append(pa.Check(lambda values, ids=ids: values.isin(ids)))
            unique, nullable = limits.get("unique", False), not limits.get("required", False)
            columns[name] = pa.Column(None, checks, nullable=nullable, unique=unique)
            if unique:
                keys[table, name] = pd.Index(frame[name])
        pa.DataFrameSchema(columns).validate(frame.reset_index(drop=True), lazy=True)
        rows += len(frame)
    return rows


def _pandera_checks(pa: object) -> dict[str, Callable[[object], object]]:
    check = pa.Check  # type: ignore[attr-defined]
    return {
        "pattern": check.str_matches,
        "enum": lambda members: check.isin(list(members)),
        "minimum": check.ge,
        "maximum": check.le,
        "minLength": lambda least: check.str_length(min_value=least),
    }


def great_expectations_all(folder: Path) -> int:
    """Great Expectations on pandas, all tables: what `pandera_all` checks, without foreign keys."""
    import great_expectations as gx
    import pandas as pd
    from great_expectations import expectations as gxe

    context, rows = gx.get_context(mode="ephemeral"), 0
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    source = context.data_sources.add_pandas("pandas")
    for table in TABLES:
        contract = _contract(table)
        frame = pd.concat(pd.read_parquet(path, columns=list(contract)) for path in _files(folder, table))
        suite = gx.ExpectationSuite(name=table, expectations=list(_all_expectations(gxe, contract)))
        batch = source.add_dataframe_asset(table).add_batch_definition_whole_dataframe("all")
        if not batch.get_batch({"dataframe": frame}).validate(suite).success:
            raise SystemExit(f"{folder}: Great Expectations finds something in {table}")
        rows += len(frame)
    return rows


def _all_expectations(gxe: object, contract: Mapping[str, Mapping[str, Any]]) -> Iterator[object]:
    for name, field in contract.items():
        limits = field.get("constraints", {})
        if limits.get("required"):
            yield gxe.ExpectColumnValuesToNotBeNull(column=name)  # type: ignore[attr-defined]
        if limits.get("unique"):
            yield gxe.ExpectColumnValuesToBeUnique(column=name)  # type: ignore[attr-defined]
        if "pattern" in limits:
            yield gxe.ExpectColumnValuesToMatchRegex(column=name, regex=limits["pattern"])  # type: ignore[attr-defined]
        if "enum" in limits:
            yield gxe.ExpectColumnValuesToBeInSet(column=name, value_set=list(limits["enum"]))  # type: ignore[attr-defined]
        if "minLength" in limits:
            least = limits["minLength"]
            yield gxe.ExpectColumnValueLengthsToBeBetween(column=name, min_value=least)  # type: ignore[attr-defined]
        if {"minimum", "maximum"} & set(limits):
            low, high = limits.get("minimum"), limits.get("maximum")
            yield gxe.ExpectColumnValuesToBeBetween(column=name, min_value=low, max_value=high)  # type: ignore[attr-defined]


def _contract(table: str) -> dict[str, dict[str, Any]]:
    """The plain columns of a table by name, as its contract has them, with the keys that they refer to."""
    contract = tomllib.loads((SCHEMAS / f"{table}.toml").read_text(encoding="utf-8"))
    references = {}
    for key in contract.get("foreignKeys", ()):
        references[key["fields"][0]] = (key["reference"]["resource"], key["reference"]["fields"][0])
    plain = [field for field in contract["fields"] if not field["type"].startswith("list")]
    there = {name: each for name, each in references.items() if each[0] != table}
    return {field["name"]: {**field, "references": there} for field in plain}


SYSTEMS = {
    each.__name__: each
    for each in (
        scan,
        toolkit,
        scan_bare,
        toolkit_bare,
        pandera,
        pandera_all,
        great_expectations,
        great_expectations_all,
    )
}

if __name__ == "__main__":
    sys.stdout.write(f"{SYSTEMS[sys.argv[1]](Path(sys.argv[2]))}\n")
