"""Parquet files: row groups, several files, empty tables, and what the Hub wants of them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toolkit import parquet
from toolkit.contracts import load_contracts, to_arrow
from toolkit.parquet import SplitWriter, by_split, write_table
from toolkit.stage import Mark, Stage, staged_schema

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


@pytest.mark.parametrize("pieces", [(25,), (1,) * 25, (10, 15), (7, 7, 7, 4), (24, 1)])
def test_row_groups_do_not_depend_on_the_pieces_that_rows_come_in(pieces: tuple[int, ...], tmp_path: Path) -> None:
    writer = SplitWriter(tmp_path, "train", SCHEMA, group_rows=10)
    start = 0
    for piece in pieces:
        writer.write(entities(start, piece))
        start += piece
    assert writer.close() == 1
    (path,) = tmp_path.iterdir()
    metadata = pq.read_metadata(path)
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [10, 10, 5]
    assert pq.ParquetFile(path).read().equals(entities(0, 25))


def test_a_split_goes_on_in_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUPS_PER_FILE", 2)
    writer = SplitWriter(tmp_path, "train", SCHEMA, group_rows=4)
    writer.write(entities(0, 21))
    assert writer.close() == 3
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"train-0000{n}-of-00003.parquet" for n in range(3)]
    read = pa.concat_tables(pq.ParquetFile(tmp_path / name).read() for name in names)
    assert read.equals(entities(0, 21))


def test_a_split_without_rows_has_no_file_unless_its_columns_are_to_be_known(tmp_path: Path) -> None:
    assert SplitWriter(tmp_path, "test", SCHEMA, 10).close() == 0
    assert list(tmp_path.iterdir()) == []
    assert SplitWriter(tmp_path, "test", SCHEMA, 10).close(keep_empty=True) == 1
    found = pq.ParquetFile(tmp_path / "test-00000-of-00001.parquet")
    assert (found.metadata.num_rows, found.metadata.num_row_groups) == (0, 0)
    assert found.schema_arrow.equals(SCHEMA, check_metadata=True)


def test_files_are_compressed_and_have_a_page_index(release: Path) -> None:
    for path in release.rglob("*.parquet"):
        group = pq.read_metadata(path).row_group(0)
        columns = [group.column(number) for number in range(group.num_columns)]
        assert {column.compression for column in columns} == {"ZSTD"}
        assert all(column.has_offset_index for column in columns)


def test_rows_are_parted_by_the_split_of_their_document() -> None:
    rows = entities(0, 9)
    splits = {f"{0:016x}": "train", f"{2:016x}": "test"}
    found = {split: part["start_char"].to_pylist() for split, part in by_split(rows, splits).items()}
    assert found == {"train": [0, 1, 2], "test": [6, 7, 8]}
    assert by_split(rows, {}) == {}
    assert by_split(rows.slice(0, 3), splits)["train"].equals(rows.slice(0, 3))


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
    marks = [Mark(f"d{n}", np.arange(n, n + 128, dtype=np.uint32), [None, True, False][n % 3]) for n in range(6)]
    for shard in (2, 0, 1):
        rows = {**empty, "entities": entities(3 * shard, 3).to_pylist()}
        stage.write(shard, rows, marks[2 * shard : 2 * shard + 2])
    assert [n for part in stage.read("entities", ["start_char"]) for n in part["start_char"].to_pylist()] == [*range(9)]
    found = list(stage.marks())
    assert [(mark.doc_id, mark.redistribute) for mark in found] == [(mark.doc_id, mark.redistribute) for mark in marks]
    assert all((one.signature == other.signature).all() for one, other in zip(found, marks, strict=True))
    assert "split" not in staged_schema("documents").names
    assert staged_schema("quotes").names == [
        name for name in load_contracts()["quotes"].names if name != "utterance_id"
    ]
