"""Rows of Parquet without a manifest: each is looked at once, and the order changes no finding."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest
from damage import data_file
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit import bare_rows
from toolkit.bare import bare_folder
from toolkit.baseline import Baseline
from toolkit.contracts import TABLES, load_contracts, to_polars
from toolkit.errors import UsageError
from toolkit.findings import Report
from toolkit.integrity_groups import Keys
from toolkit.parted import parted, parts_for
from toolkit.slices import ORDINAL, Size, Slice, Unordered, slices
from toolkit.validate import validate

Edit = tuple[str, str, int, int, int]
"""What is done, in which table, to which row, with which other one, in which column."""
Rows = dict[str, list[dict[str, Any]]]
SMALL = Size(2, 7)
"""So few documents and rows at once that a test has many slices."""
BY_SLICE = "unique"
"""What pandera finds where both rows of a key are in one slice; over all rows the rule is `primary-key`."""


@pytest.fixture(scope="module")
def tables(release: Path) -> dict[str, pl.DataFrame]:
    frames = {table: pl.from_arrow(pq.ParquetFile(data_file(release, table)).read()) for table in TABLES}
    return {table: frame for table, frame in frames.items() if isinstance(frame, pl.DataFrame)}


@pytest.fixture
def folder(release: Path, tmp_path: Path) -> Path:
    for table in TABLES:
        shutil.copy(data_file(release, table), tmp_path / f"{table}.parquet")
    return tmp_path


def put(folder: Path, tables: dict[str, pl.DataFrame]) -> Path:
    folder.mkdir(exist_ok=True)
    for table, frame in tables.items():
        frame.write_parquet(folder / f"{table}.parquet")
    return folder


def found(report: Report) -> Counter[tuple[str | None, ...]]:
    return Counter(
        (each.rule, each.table, each.key, each.column, each.found, each.expected)
        for each in report.violations
        if each.rule != BY_SLICE
    )


def in_parts(folder: Path, parts: int) -> Report:
    """The report where no order is taken for granted."""

    def unordered(*_: object, **__: object) -> Iterator[Slice]:
        raise Unordered

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bare_rows, "sliced", unordered)
        patch.setattr(bare_rows, "parts_for", lambda *_: parts)
        return validate(folder)


def shuffled(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sample(fraction=1, shuffle=True, seed=3)


# ---- the same findings

EDITS = st.lists(
    st.tuples(
        st.sampled_from(("copy", "null", "drop", "twice", "move", "stray")),
        st.sampled_from(TABLES),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        st.integers(0, 30),
    ),
    max_size=8,
)


def damaged(tables: dict[str, pl.DataFrame], edits: list[Edit]) -> dict[str, pl.DataFrame]:
    rows: Rows = {table: frame.rows(named=True) for table, frame in tables.items()}
    for edit, table, one, other, column in edits:
        own, name = rows[table], tables[table].columns[column % tables[table].width]
        one, other = one % len(own), other % len(own)
        match edit:
            case "copy":
                own[one] = {**own[one], name: own[other][name]}
            case "null":
                own[one] = {**own[one], name: None}
            case "stray":
                own[one] = {**own[one], "doc_id": "0123456789abcdef"}
            case "twice":
                own.insert(other, own[one])
            case "move":
                own.insert(other, own.pop(one))
            case "drop" if len(own) > 1:
                own.pop(one)
    return {table: pl.DataFrame(own, to_polars(load_contracts()[table])) for table, own in rows.items()}


ONCE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=8, deadline=None, suppress_health_check=ONCE)
@given(edits=EDITS)
def test_slices_and_parts_find_the_same_in_damaged_tables(
    edits: list[Edit], tables: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    check_all_ways(damaged(tables, edits), tmp_path)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=ONCE)
@given(edits=EDITS)
def test_slices_and_parts_find_the_same_however_tables_are_damaged(
    edits: list[Edit], tables: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    check_all_ways(damaged(tables, edits), tmp_path)


def check_all_ways(worse: dict[str, pl.DataFrame], folder: Path) -> None:
    """One slice, many, parts, and rows in another order give the same findings."""
    whole, parts = found(validate(put(folder, worse))), found(in_parts(folder, 3))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bare_rows, "size_for", lambda *_, **__: SMALL)
        assert found(validate(folder)) == whole == parts
    ids = worse["documents"]["doc_id"]
    if ids.n_unique() == len(ids):  # of several of one id the first counts, and that another order would change
        assert found(validate(put(folder, {table: shuffled(frame) for table, frame in worse.items()}))) == whole


def test_some_tables_in_order_and_some_not(tables: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    worse = {**tables, "entities": tables["entities"].with_columns(start_char=pl.col("start_char") + 1)}
    whole = found(validate(put(tmp_path, worse)))
    assert sum(whole.values()) > len(worse["entities"])
    assert found(validate(put(tmp_path, {**worse, "sentences": shuffled(worse["sentences"])}))) == whole


@pytest.mark.parametrize("kept", [("entities",), ("quotes", "entities"), ("documents", "entities"), ("sentences",)])
def test_without_some_tables_too(kept: tuple[str, ...], tables: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    worse = {table: frame.with_columns(pl.col("doc_id").reverse()) for table, frame in tables.items() if table in kept}
    folder = put(tmp_path / "bare", worse)
    whole = found(validate(folder))
    assert {rule for rule, *_ in whole} >= {"unchecked"}
    assert found(in_parts(folder, 4)) == whole


# ---- each row once


def test_rows_in_the_order_of_their_documents_are_read_in_slices(
    folder: Path, tables: dict[str, pl.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(bare_rows, "parted")
    monkeypatch.setattr(bare_rows, "size_for", lambda *_, **__: SMALL)
    seen = list[int]()
    validate(folder, progress=seen.append)
    assert (max(seen), sum(seen)) == (SMALL.documents, len(tables["documents"]))
    (folder / "documents.parquet").unlink()  # in the order of the ids, which a release has
    validate(folder)


def test_parts_hold_each_row_once_and_documents_whole(folder: Path, tables: dict[str, pl.DataFrame]) -> None:
    bare = bare_folder(folder)
    assert bare is not None
    put(folder, {table: shuffled(frame) for table, frame in tables.items()})
    parts = list(parted(bare.reader(frozenset()), bare.naming, 3, SMALL))
    for table in TABLES:
        frames = [part.tables[table] for part in parts]
        assert sorted(pl.concat(frames)["doc_id"]) == sorted(tables[table]["doc_id"])
        owners = [set(frame["doc_id"]) for frame in frames]
        assert sum(map(len, owners)) == len(set().union(*owners))
        assert not any(frame[ORDINAL].null_count() for frame in frames)


def test_a_part_has_no_more_rows_than_there_is_room_for() -> None:
    size = Size(100, 1_000, 4_000)
    assert parts_for(2_999, 0, size) == 1
    assert parts_for(100_000, 0, size) == 34
    assert parts_for(100_000, 10**9, size) > 1_000  # long texts


def test_many_rows_of_no_document_are_not_held(release: Path, tmp_path: Path) -> None:
    stray = pl.read_parquet(data_file(release, "entities")).with_columns(doc_id=pl.lit("0" * 16))
    put(tmp_path, {"entities": stray})
    files = {"documents": [data_file(release, "documents")], "entities": [tmp_path / "entities.parquet"]}
    parts = list(slices(files, "", Size(4, 10)))
    assert max(len(part.tables["entities"]) for part in parts) == 10
    assert sum(len(part.tables["entities"]) for part in parts) == len(stray)
    assert sum(len(part.documents) for part in parts) == 8


def test_no_more_than_likely_keys_are_read_again(tables: dict[str, pl.DataFrame]) -> None:
    keys, twice = Keys(), tables["entities"]["entity_id"][0]
    part = {table: frame[:0] for table, frame in tables.items()}
    for rows in (tables["entities"], tables["entities"][:1]):
        keys.read(Slice("", 0, {**part, "entities": rows}))
    violations = list(keys.check(lambda table, key: iter([tables[table].select(key)] * 2)))
    assert [(each.table, each.key) for each in violations] == [("entities", twice)]


# ---- what was taken for granted and is not so


def test_a_value_that_does_not_fit_is_found_behind_others_that_do(
    folder: Path, tables: dict[str, pl.DataFrame]
) -> None:
    last = pl.int_range(pl.len()) == pl.len() - 1
    wrong = pl.when(last).then(2**40).otherwise(pl.col("token_count").cast(pl.Int64))
    worse = tables["sentences"].with_columns(wrong.alias("token_count"), kind=pl.lit("verse"))
    put(folder, {"sentences": worse})
    report = validate(folder)
    assert {rule: report.counts[rule] for rule in ("schema", "enum")} == {"schema": 1, "enum": len(worse)}
    assert report.of("schema")[0].expected == "int32, which not every value fits"


def test_what_is_met_before_all_begins_anew_does_not_count(
    folder: Path, tables: dict[str, pl.DataFrame], tmp_path: Path
) -> None:
    known = tmp_path / "baseline.toml"
    put(folder, {"documents": tables["documents"].with_columns(language=pl.lit("verse"))})
    Baseline(known).grow(validate(folder).violations, "for now", date(2999, 12, 31))
    (folder / "quotes.parquet").write_bytes(b"PAR1")
    report = validate(folder, baseline=Baseline(known))
    assert report.counts["schema"] == 1
    assert report.counts["baseline-stale"] == len(Baseline(known).entries)


def test_too_little_memory_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"--memory: 1,000,000 bytes are too few for [\d,]+ rows; give at least"):
        validate(folder, memory=1_000_000)


def test_no_room_for_parts_is_one_sentence(
    folder: Path, tables: dict[str, pl.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, {"quotes": shuffled(tables["quotes"])})
    monkeypatch.setattr(bare_rows, "parts_for", lambda *_: 3)
    monkeypatch.setattr("toolkit.parted.tempfile.tempdir", "/dev/full")
    with pytest.raises(
        UsageError, match=r"could not be set down there \(.*\); make room, or name another folder by TMPDIR"
    ):
        validate(folder)
