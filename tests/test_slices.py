"""A release read in slices: each row once, with its document, in bounded memory."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest
from damage import put, remake, rewrite
from quick import Quick, tiny_articles

from toolkit import shards
from toolkit.build import build
from toolkit.config import Config
from toolkit.contracts import TABLES
from toolkit.errors import UsageError
from toolkit.integrity_groups import Keys
from toolkit.plan import Plan
from toolkit.release import Release
from toolkit.slices import DOCUMENTS, ORDINAL, size_for, slices
from toolkit.validate import validate

COUNT = 900


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of many tiny documents in three splits."""
    folder = tmp_path_factory.mktemp("large")
    source = tiny_articles(folder / "news", COUNT)
    config = Config.model_validate({"splits": {"train": 0.6, "validation": 0.3, "test": 0.1}})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "load", lambda slots: Quick())
        return build(Plan(config, "large", (str(source),), None), folder / "dist", workers=1).release


def parts(folder: Path) -> list[tuple[str, dict[str, pl.DataFrame]]]:
    release = Release(folder)
    files = {table: release.data_files(table) for table in TABLES}
    return [
        (split, dict(part.tables))
        for split in release.splits
        for part in slices({table: files[table].get(split, []) for table in TABLES}, split)
    ]


def test_each_row_is_handed_out_once_with_its_document(large: Path) -> None:
    found = parts(large)
    assert len(found) >= 6
    for table in TABLES:
        every = pl.concat([tables[table] for _, tables in found])
        assert every.drop(ORDINAL).equals(Release(large).frame(table, *every.drop(ORDINAL).columns))
    for _, tables in found:
        ids = set(tables["documents"]["doc_id"])
        assert 0 < len(ids) <= DOCUMENTS
        assert all(set(tables[table]["doc_id"]) == ids for table in TABLES)


def test_batches_smaller_than_a_document_change_nothing(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = parts(large)
    monkeypatch.setattr("toolkit.slices.BATCH_ROWS", 7)
    for (_, one), (_, other) in zip(before, parts(large), strict=True):
        assert all(one[table].equals(other[table]) for table in TABLES)


def test_rows_of_no_document_come_with_their_neighbours(large: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(large, tmp_path / "release"))
    rewrite(folder, "quotes", lambda found: found[260].update(doc_id="0123456789abcdef"), "train")
    tables = [tables["quotes"] for split, tables in parts(folder) if split == "train"]
    stray = [frame.filter(pl.col(ORDINAL).is_null()) for frame in tables]
    assert [len(frame) for frame in stray] == [0, 1, *[0] * (len(stray) - 2)]
    remake(folder)
    assert {"foreign-key", "id"} <= set(validate(folder).counts)


def test_a_table_without_a_file_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "train-00000-of-00001.parquet"
    put(path, "quotes", [])
    found = list(slices({"quotes": [path]}, "train"))
    assert [len(part.tables[table]) for part in found for table in TABLES] == [0, 0, 0, 0]


def test_a_large_release_keeps_every_promise(large: Path) -> None:
    report = validate(large)
    assert set(report.counts) <= {"datasheet-unanswered"}
    assert report.rows["documents"] == COUNT


def test_slices_fit_the_memory() -> None:
    rows = {"documents": 1_000, "sentences": 40_000, "quotes": 9_000, "entities": 50_000}
    small, large = size_for(rows, 700_000_000), size_for(rows, 2_000_000_000)
    assert 1 <= small.documents < large.documents
    assert small.rows < large.rows
    assert size_for(rows, 2_000_000_000, texts=4_000_000).documents == large.documents
    assert size_for(rows, 2_000_000_000, texts=4_000_000_000).documents < 20  # of four megabytes each
    with pytest.raises(UsageError, match=r"--memory: .* for 100,000 rows; give at least 654,500,000"):
        size_for(rows, 1_000_000)
    many = {table: 1_000 * count for table, count in rows.items()}
    with pytest.raises(UsageError, match="give at least"):
        size_for(many, 2_000_000_000)
    assert size_for(many, None).documents >= 1  # a build proves what it made, however large


def test_a_key_that_occurs_in_two_slices_is_found(large: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(large, tmp_path / "release"))
    first = Release(folder).frame("entities", "entity_id")["entity_id"][0]
    rewrite(folder, "entities", lambda found: found[-1].update(entity_id=first), "test")
    keys = Keys()
    files = {table: Release(folder).data_files(table) for table in TABLES}
    for split in Release(folder).splits:
        for part in slices({table: files[table].get(split, []) for table in TABLES}, split):
            keys.read(part)
    assert [(each.table, each.key) for each in keys.check(Release(folder).frames)] == [("entities", first)]
