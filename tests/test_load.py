"""What `load_dataset` gives downstream: every configuration, its features and version, and never stale rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from quick import ROOT, tiny_articles

from toolkit.build import build
from toolkit.config import Config
from toolkit.plan import Plan
from toolkit.release import Release

EVERYTHING = """
import json, os, sys
from datasets import get_dataset_config_names, load_dataset
from toolkit.contracts import load_contracts, to_features
release, found = sys.argv[1], {}
assert get_dataset_config_names(release) == list(load_contracts())
for table, contract in load_contracts().items():
    loaded = load_dataset(release, table)
    for split, rows in loaded.items():
        assert rows.features == to_features(contract), table
        streamed = load_dataset(release, table, split=split, streaming=True)
        assert streamed.features == to_features(contract), table
        assert list(streamed) == list(rows), table
        found.setdefault(table, {})[split] = [len(rows), str(rows.version)]
print(json.dumps(found), flush=True)
os._exit(0)  # threads that read ahead for a stream may outlive it, and abort an interpreter that ends in good order
"""
ROWS = """
import json, sys
from datasets import load_dataset
rows = load_dataset(sys.argv[1], sys.argv[2])
print(json.dumps({split: sorted(each["doc_id"]) for split, each in rows.items()}))
"""


def loaded(program: str, cache: Path, *arguments: object) -> dict[str, dict[str, list[object]]]:
    """What a program prints that reads with `datasets`, in a process of its own."""
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", "HF_HOME": str(cache),
        "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, list[object]]] = json.loads(done.stdout)
    return found


def tiny_release(folder: Path, count: int, **settings: object) -> Path:
    source = tiny_articles(folder / "news", count)
    plan = Plan(Config.model_validate(settings), "tiny", (str(source),), None)
    return build(plan, folder / "dist", overwrite=True).release


def test_every_configuration_loads_with_its_features_and_version(split_release: Path, tmp_path: Path) -> None:
    found = loaded(EVERYTHING, tmp_path, split_release)
    tables = Release(split_release).manifest["tables"]
    assert {table: {split: n for split, (n, _) in splits.items()} for table, splits in found.items()} == {
        table: each["splits"] for table, each in tables.items()
    }
    assert {version for splits in found.values() for _, version in splits.values()} == {"0.1.0"}


@pytest.mark.usefixtures("quick")
@pytest.mark.slow
def test_after_a_rebuild_of_the_same_version_the_new_rows_come_not_the_cached_ones(tmp_path: Path) -> None:
    release = tiny_release(tmp_path, 60)
    before = loaded(ROWS, tmp_path / "cache", release, "quotes")
    again = tiny_release(tmp_path, 70)
    assert again == release
    after = loaded(ROWS, tmp_path / "cache", release, "quotes")
    assert sum(map(len, before.values())) == 60
    assert sum(map(len, after.values())) == 70


@pytest.mark.usefixtures("quick")
@pytest.mark.slow
def test_tables_that_have_rows_load_beside_one_that_has_none(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("The gate was closed for the whole of the day.\nAda Brenn did not speak of it at all.\n")
    release = build(Plan(Config(), "plain", (str(source),), None), tmp_path / "dist").release
    for table in ("documents", "sentences", "entities"):
        assert [len(ids) for ids in loaded(ROWS, tmp_path / "cache", release, table).values()] == [
            2 if table == "sentences" else 1
        ]
