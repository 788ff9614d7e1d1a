"""One system that reads a release, as a program of its own so that its cost can be told: `systems.py NAME FOLDER`.

Each prints the rows that it read. `scan` is what nothing can be faster than: every column decoded, every value
touched, nothing checked.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

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


SYSTEMS = {each.__name__: each for each in (scan, toolkit, pandera, great_expectations)}

if __name__ == "__main__":
    sys.stdout.write(f"{SYSTEMS[sys.argv[1]](Path(sys.argv[2]))}\n")
