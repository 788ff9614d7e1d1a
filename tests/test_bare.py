"""Parquet without a manifest: columns, values, keys and spans, whatever wrote it, and what could not be checked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from damage import data_file
from junitparser import JUnitXml

from toolkit import bare, bare_rows
from toolkit.baseline import Baseline
from toolkit.contracts import TABLES
from toolkit.errors import UsageError
from toolkit.findings import Report
from toolkit.outputs import render
from toolkit.rules import load_rules
from toolkit.validate import validate

Edit = Callable[[pl.DataFrame], pl.DataFrame]


@pytest.fixture
def folder(release: Path, tmp_path: Path) -> Path:
    """The four tables as documents.parquet and so on, and nothing else."""
    folder = tmp_path / "news"
    folder.mkdir()
    for table in TABLES:
        shutil.copy(data_file(release, table), folder / f"{table}.parquet")
    return folder


def edit(folder: Path, table: str, change: Edit) -> None:
    path = folder / f"{table}.parquet"
    change(pl.read_parquet(path)).write_parquet(path)


def errors(report: Report) -> dict[str, int]:
    return {rule: count for rule, count in report.counts.items() if load_rules()[rule].severity != "info"}


def told(report: Report, rule: str = "unchecked") -> list[tuple[str | None, str | None, str | None]]:
    return [(each.table, each.key, each.column) for each in report.of(rule)]


def test_tables_alone_are_checked_as_far_as_they_go(folder: Path) -> None:
    report = validate(folder)
    assert report.ok
    assert (report.name, report.version, report.rows["documents"]) == ("news", "", 8)
    assert told(report) == [(None, "manifest.json", None)]
    assert set(report.unchecked) | set(bare.CHECKED) == set(load_rules())
    assert "tiling" in report.of("unchecked")[0].expected
    assert not set(report.unchecked) & set(bare.CHECKED)
    text = render(report, "text")
    assert text.startswith("news: what can be checked without a manifest holds (")
    assert "every promise" not in text
    (suite,) = list(JUnitXml.fromstring(render(report, "junit").encode()))
    assert suite.skipped == len(report.unchecked) == sum(case.is_skipped for case in suite)
    assert report.as_json()["unchecked"] == list(report.unchecked)


@pytest.mark.parametrize(
    "name",
    [
        "{}.parquet",
        "{}-00000-of-00001.parquet",
        "data/{}/train-00000-of-00001.parquet",
        "{}/train/0000.parquet",
        "data/{}-train.parquet",
    ],
)
def test_tables_are_known_by_the_names_of_files_and_folders(name: str, folder: Path) -> None:
    for table in TABLES:
        path = folder / name.format(table)
        path.parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{table}.parquet").rename(path)
    report = validate(folder)
    assert (errors(report), report.rows["documents"]) == ({}, 8)


def test_a_folder_with_neither_manifest_nor_table_is_one_sentence(folder: Path) -> None:
    for table in TABLES:
        (folder / f"{table}.parquet").rename(folder / f"my{table}.parquet")
    with pytest.raises(UsageError, match=r"holds no manifest\.json and no table; name"):
        validate(folder)


def test_what_needs_a_release_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="--checks needs a release"):
        validate(folder, functions=["os.path:exists"])
    with pytest.raises(UsageError, match="cannot be held --against"):
        validate(folder, against=folder)


def test_raw_articles_cannot_be_compared(folder: Path) -> None:
    with pytest.raises(UsageError, match="has no manifest, so --articles cannot be compared"):
        validate(folder, ["seeds"])


def test_rows_in_any_order_over_several_files_are_the_same_tables(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bare_rows, "parts_for", lambda *_: 3)
    for table in TABLES:
        whole = pl.read_parquet(folder / f"{table}.parquet").sample(fraction=1, shuffle=True, seed=1)
        (folder / table).mkdir()
        whole[::2].write_parquet(folder / table / "train-0.parquet")
        whole[1::2].write_parquet(folder / table / "test-0.parquet")
        (folder / f"{table}.parquet").unlink()
    told = list[int]()
    report = validate(folder, progress=told.append)
    assert (errors(report), report.rows["documents"]) == ({}, 8)
    assert (len(told[-3:]), sum(told[-3:])) == (3, 8)


# ---- types


def test_what_pandas_writes_is_read(folder: Path) -> None:
    for table in TABLES:
        frame = pd.DataFrame(pq.read_table(folder / f"{table}.parquet").to_pylist())
        frame.to_parquet(folder / f"{table}.parquet")
    report = validate(folder)
    assert errors(report) == {}
    assert ("quotes", "quotes.parquet", "start_char") in told(report, "equal-type")


def test_large_types_dictionaries_and_other_units_are_equal(folder: Path) -> None:
    def rewritten(table: str, change: Callable[[pa.Table], pa.Table]) -> None:
        path = folder / f"{table}.parquet"
        pq.write_table(change(pq.ParquetFile(path).read()), path)

    def put(column: str, kind: pa.DataType) -> Callable[[pa.Table], pa.Table]:
        return lambda table: table.set_column(table.schema.get_field_index(column), column, table[column].cast(kind))

    rewritten("quotes", put("quote_type", pa.dictionary(pa.int8(), pa.string())))
    rewritten("quotes", put("text", pa.large_string()))
    rewritten("documents", put("authors", pa.large_list(pa.large_string())))
    assert told(validate(folder), "equal-type") == []
    rewritten("documents", put("published_at", pa.timestamp("ms", "Europe/Oslo")))
    rewritten("sentences", put("start_char", pa.float32()))
    report = validate(folder)
    assert errors(report) == {}
    assert told(report, "equal-type") == [
        ("documents", "documents.parquet", "published_at"), ("sentences", "sentences.parquet", "start_char"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value", "found"),
    [
        ("start_char", pl.col("start_char") + 0.5, "double"),
        ("start_char", pl.col("start_char").cast(pl.Int64) + 2**40, "int64"),
        ("start_char", pl.col("start_char").cast(pl.String), "large_string"),
        ("quoted_spans", pl.lit([1]), "large_list"),
    ],
)
def test_values_that_do_not_fit_are_a_schema_that_is_broken(
    column: str, value: pl.Expr, found: str, folder: Path
) -> None:
    edit(folder, "quotes", lambda frame: frame.with_columns(value.alias(column)))
    report = validate(folder)
    assert errors(report) == {"schema": 1}
    assert (report.of("schema")[0].column, report.of("schema")[0].found.split("<")[0]) == (column, found)


# ---- columns and tables that are not there


def test_a_missing_column_is_said_once_and_the_others_are_checked(folder: Path) -> None:
    def change(frame: pl.DataFrame) -> pl.DataFrame:
        worse = pl.when(pl.int_range(pl.len()) == 0).then(pl.lit("changed")).otherwise(pl.col("text"))
        return frame.drop("quote_type").with_columns(worse.alias("text"), extra=1)

    edit(folder, "quotes", change)
    report = validate(folder)
    assert errors(report) == {"schema": 1, "span": 1}
    assert ("quotes", "quotes.parquet", "'extra'") in told(report)


def test_some_of_the_tables_are_enough(folder: Path) -> None:
    (folder / "documents.parquet").unlink()
    (folder / "sentences.parquet").unlink()
    (folder / "other.parquet").write_bytes(b"")
    report = validate(folder)
    assert errors(report) == {}
    assert set(report.rows) == {"quotes", "entities"}
    assert told(report)[1:] == [("documents", None, None), ("sentences", None, None), (None, "other.parquet", None)]
    assert "quotes.doc_id, spans" in report.of("unchecked")[1].expected
    edit(folder, "quotes", lambda frame: frame.with_columns(speaker_entity_id=pl.lit("0" * 16)))
    assert set(errors(validate(folder))) == {"foreign-key"}


@pytest.mark.parametrize("column", ["doc_id", "quote_id"])
def test_a_table_without_its_ids_is_left_and_the_others_are_checked(column: str, folder: Path) -> None:
    edit(folder, "quotes", lambda frame: frame.drop(column))
    assert errors(validate(folder)) == {"schema": 1}


# ---- damage

DAMAGE: dict[str, tuple[str, Edit, str]] = {
    "a span that slipped": ("entities", lambda f: f.with_columns(start_char=pl.col("start_char") + 1), "span"),
    "a span beyond the text": ("sentences", lambda f: f.with_columns(end_char=pl.lit(10**6, pl.Int32)), "span"),
    "a text that changed": ("documents", lambda f: f.with_columns(text="x" + pl.col("text")), "span"),
    "a row twice": ("entities", lambda f: pl.concat([f, f[:1]]), "primary-key"),
    "no document": ("documents", lambda f: f[1:], "foreign-key"),
    "a sentence of another": ("entities", lambda f: f.with_columns(pl.col("sentence_id").reverse()), "foreign-key"),
    "a label unknown": ("entities", lambda f: f.with_columns(label=pl.lit("ANIMAL")), "enum"),
    "a number too large": ("quotes", lambda f: f.with_columns(confidence=pl.lit(7.0)), "range"),
    "an id of another form": ("quotes", lambda f: f.with_columns(utterance_id=pl.lit("x")), "pattern"),
    "a null": ("sentences", lambda f: f.with_columns(kind=pl.lit(None, pl.String)), "required"),
    "an empty text": ("entities", lambda f: f.with_columns(name=pl.lit("")), "length"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found(damage: str, folder: Path) -> None:
    table, change, rule = DAMAGE[damage]
    edit(folder, table, change)
    assert rule in errors(validate(folder))


def test_a_file_that_cannot_be_read_is_said(folder: Path) -> None:
    (folder / "quotes.parquet").write_bytes(b"PAR1")
    report = validate(folder)
    assert (errors(report), report.rows) == ({"schema": 1}, {})


def test_a_baseline_accepts_here_too(folder: Path, tmp_path: Path) -> None:
    edit(folder, "entities", lambda frame: frame.with_columns(label=pl.lit("ANIMAL")))
    Baseline(tmp_path / "baseline.toml").grow(validate(folder).violations, "animals are fine", date(2999, 12, 31))
    report = validate(folder, baseline=Baseline(tmp_path / "baseline.toml"))
    assert (errors(report), report.counts) == ({}, {})
    assert report.accepted > 1
