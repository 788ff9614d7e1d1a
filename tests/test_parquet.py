"""Parquet files: row groups, several files, empty tables, and what the Hub wants of them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import dataset

from toolkit import parquet, ranges
from toolkit.contracts import load_contracts, to_arrow
from toolkit.parquet import SplitWriter, write_table
from toolkit.ranges import Sorted, range_of
from toolkit.splits import SPLITS
from toolkit.stage import Mark, Stage, staged_schema
from toolkit.terms import Terms

SCHEMA = to_arrow(load_contracts()["entities"])


def entities(first: int, count: int) -> pa.Table:
    rows = [
        {
            "entity_id": f"{n:016x}", "doc_id": f"{n // 3:016x}", "sentence_id": f"{n:016x}", "start_char": n,
            "end_char": n + 1, "text": "x", "label": "PERSON", "name": f"Name {n}",
        }
        for n in range(first, first + count)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, SCHEMA)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row groups of ten rows, four of them in a file."""
    monkeypatch.setattr(parquet, "ROW_GROUP", dict.fromkeys(parquet.ROW_GROUP, 10))
    monkeypatch.setattr(parquet, "GROUPS_PER_FILE", 4)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("pieces", [(25,), (1,) * 25, (10, 15), (7, 7, 7, 4), (24, 1)])
def test_row_groups_do_not_depend_on_the_pieces_that_rows_come_in(pieces: tuple[int, ...], tmp_path: Path) -> None:
    writer = SplitWriter(tmp_path, "train", "entities")
    start = 0
    for piece in pieces:
        writer.write(entities(start, piece))
        start += piece
    assert writer.close() == 1
    (path,) = tmp_path.iterdir()
    metadata = pq.read_metadata(path)
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [10, 10, 5]
    assert pq.ParquetFile(path).read().equals(entities(0, 25))


def hashed(count: int, first: int = 0) -> pa.Table:
    """Three entities in each of some documents, with ids as the program makes them."""
    rows = entities(3 * first, 3 * count).to_pylist()
    for row in rows:
        row["doc_id"] = hashlib.sha256(row["doc_id"].encode()).hexdigest()[:16]
    return pa.Table.from_pylist(rows, SCHEMA)


def written(folder: Path, *shards: pa.Table) -> list[Path]:
    """The files of a table made from these shards, all of it train."""
    stage = Stage(folder / "stage")
    empty: dict[str, list[dict[str, object]]] = {"documents": [], "sentences": [], "quotes": [], "entities": []}
    for number, rows in enumerate(shards):
        stage.write(number, {**empty, "entities": rows.to_pylist()}, [])
    splits = {doc_id: "train" for rows in shards for doc_id in rows["doc_id"].to_pylist()}
    write_table(stage, "entities", folder / "entities", lambda rows: rows, splits)
    return sorted((folder / "entities").iterdir())


@pytest.mark.usefixtures("small")
def test_rows_stand_in_the_order_of_ids_whatever_the_order_and_the_number_of_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = written(tmp_path / "one", hashed(60), hashed(40, 60))
    monkeypatch.setattr(ranges, "HELD_BYTES", 1)
    other = written(tmp_path / "other", hashed(40, 60), hashed(60))
    assert [path.name for path in one] == [f"train-0000{n}-of-00008.parquet" for n in range(8)]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]
    rows = pa.concat_tables(pq.ParquetFile(path).read() for path in one)
    ids = rows["doc_id"].to_pylist()
    assert ids == sorted(ids)
    assert rows.num_rows == 300
    for start in range(0, 300, 3):
        assert (
            sorted(rows["start_char"][start : start + 3].to_pylist())
            == rows["start_char"][start : start + 3].to_pylist()
        )
    assert {range_of(one, 8) for one in ids} == set(range(8))
    assert not list((tmp_path / "other/stage").glob("sorted-*"))


@pytest.mark.usefixtures("small")
def test_an_article_that_is_added_changes_one_file(tmp_path: Path) -> None:
    before = written(tmp_path / "before", hashed(100))
    after = written(tmp_path / "after", hashed(100), hashed(1, 100))
    assert [path.name for path in before] == [path.name for path in after]
    changed = [one.name for one, other in zip(before, after, strict=True) if one.read_bytes() != other.read_bytes()]
    assert len(changed) == 1


@pytest.mark.usefixtures("small")
def test_a_filter_on_a_document_passes_over_the_other_row_groups(tmp_path: Path) -> None:
    paths = written(tmp_path, hashed(400))
    wanted = sorted(hashed(400)["doc_id"].to_pylist())[600]
    fragments = list(dataset.dataset([str(path) for path in paths]).get_fragments())
    every = sum(fragment.num_row_groups for fragment in fragments)
    read = sum(fragment.subset(pc.field("doc_id") == wanted).num_row_groups for fragment in fragments)
    assert every > 100
    assert 1 <= read <= 2


def test_a_filter_on_a_label_passes_over_the_row_groups_that_do_not_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROW_GROUP", dict.fromkeys(parquet.ROW_GROUP, 30))
    rows = hashed(100).to_pylist()
    rows[150]["label"] = "LANGUAGE"
    (path,) = written(tmp_path, pa.Table.from_pylist(rows, SCHEMA))
    probe = "select bloom_filter_excludes from parquet_bloom_probe(?, 'label', ?)"
    with duckdb.connect() as connection:
        rare = [excludes for (excludes,) in connection.execute(probe, [str(path), "LANGUAGE"]).fetchall()]
        usual = [excludes for (excludes,) in connection.execute(probe, [str(path), "PERSON"]).fetchall()]
    assert len(rare) == 10
    assert rare.count(False) == 1
    assert not any(usual)


@given(st.text("0123456789abcdef", min_size=16, max_size=16), st.integers(0, 8))
def test_a_range_that_is_divided_stays_a_range(doc_id: str, doublings: int) -> None:
    number = range_of(doc_id, 2**doublings)
    assert 0 <= number < 2**doublings
    assert range_of(doc_id, 2 ** (doublings + 1)) // 2 == number


def test_a_split_without_rows_has_no_file_unless_its_columns_are_to_be_known(tmp_path: Path) -> None:
    assert SplitWriter(tmp_path, "test", "entities").close() == 0
    assert list(tmp_path.iterdir()) == []
    assert SplitWriter(tmp_path, "test", "entities").close(keep_empty=True) == 1
    found = pq.ParquetFile(tmp_path / "test-00000-of-00001.parquet")
    assert (found.metadata.num_rows, found.metadata.num_row_groups) == (0, 0)
    assert found.schema_arrow.equals(SCHEMA, check_metadata=True)


def test_files_are_compressed_and_have_a_page_index(release: Path) -> None:
    for path in release.rglob("*.parquet"):
        group = pq.read_metadata(path).row_group(0)
        columns = [group.column(number) for number in range(group.num_columns)]
        assert {column.compression for column in columns} == {"ZSTD"}
        assert all(column.has_offset_index for column in columns)


def test_rows_are_parted_by_the_split_of_their_document(tmp_path: Path) -> None:
    splits = {f"{0:016x}": "train", f"{2:016x}": "test"}
    with Sorted(tmp_path / "sorted", [entities(0, 9)], splits) as by_split:
        found = {
            split: [n for part in by_split.read(split) for n in part["start_char"].to_pylist()] for split in SPLITS
        }
    assert found == {"train": [0, 1, 2], "validation": [], "test": [6, 7, 8]}
    assert by_split.rows == {"train": 3, "test": 3}


def test_an_empty_table_has_one_file_and_a_table_only_the_splits_it_has(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "stage=1")
    empty = {"documents": [], "sentences": [], "quotes": [], "entities": []}
    stage.write(0, empty, [])
    stage.write(1, {**empty, "entities": entities(0, 3).to_pylist()}, [])
    splits = {f"{0:016x}": "test", "x": "train"}
    for table, files in (
        ("sentences", ["train-00000-of-00001.parquet"]),
        ("entities", ["test-00000-of-00001.parquet"]),
    ):
        write_table(stage, table, tmp_path / table, lambda rows: rows, splits)
        assert [path.name for path in (tmp_path / table).iterdir()] == files


def test_a_stage_gives_back_what_was_written_in_order(tmp_path: Path) -> None:
    import numpy as np

    stage = Stage(tmp_path)
    empty = {"documents": [], "sentences": [], "quotes": [], "entities": []}
    kinds = [Terms(None, None, None, None), Terms("Ada", None, None, True), Terms("Ada", None, "a letter", False)]
    marks = [Mark(f"d{n}", np.arange(n, n + 128, dtype=np.uint32), kinds[n % 3]) for n in range(6)]
    for shard in (2, 0, 1):
        rows = {**empty, "entities": entities(3 * shard, 3).to_pylist()}
        stage.write(shard, rows, marks[2 * shard : 2 * shard + 2])
    assert [n for part in stage.read("entities", ["start_char"]) for n in part["start_char"].to_pylist()] == [*range(9)]
    found = list(stage.marks())
    assert [(mark.doc_id, mark.terms) for mark in found] == [(mark.doc_id, mark.terms) for mark in marks]
    assert all((one.signature == other.signature).all() for one, other in zip(found, marks, strict=True))
    assert "split" not in staged_schema("documents").names
    assert staged_schema("quotes").names == [
        name for name in load_contracts()["quotes"].names if name != "utterance_id"
    ]
