"""manifest.json: what it says is written down as a schema, and counted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from quick import SEEDS, tiny_articles

from toolkit.build import build
from toolkit.inputs import Input, Tally
from toolkit.manifest import is_table
from toolkit.plan import plan
from toolkit.release import MANIFEST

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs" / "manifest.schema.json").read_bytes())


def manifest(folder: Path) -> dict[str, Any]:
    found = json.loads((folder / MANIFEST).read_bytes())
    assert isinstance(found, dict)
    return found


def test_every_manifest_is_as_the_schema_has_it(
    release: Path, split_release: Path, quick: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    dated = build(plan([str(tiny_articles(tmp_path / "in", 3))]), tmp_path / "out", workers=1).release
    checker = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    for folder in (release, split_release, dated):
        checker.validate(manifest(folder))
        assert list(manifest(folder)) == SCHEMA["required"]
    assert manifest(dated)["created"] == "2030-03-17T17:46:40+00:00"


@pytest.mark.parametrize("key", SCHEMA["required"])
def test_the_schema_refuses_what_is_not_so(key: str, release: Path) -> None:
    checker = jsonschema.Draft202012Validator(SCHEMA)
    assert SCHEMA["properties"][key].get("description") or "const" in SCHEMA["properties"][key]
    whole = manifest(release)
    assert not checker.is_valid({name: value for name, value in whole.items() if name != key})
    assert not checker.is_valid({**whole, key: 7.5})


def test_every_input_is_there_with_its_hash(release: Path) -> None:
    files = [path for path in SEEDS.rglob("*") if path.suffix in (".txt", ".jsonl")]
    wanted = {
        f"seeds/{path.relative_to(SEEDS).as_posix()}": (len(path.read_bytes()), hashlib.sha256(path.read_bytes()))
        for path in files
    }
    assert {each["path"]: (each["bytes"], each["sha256"]) for each in manifest(release)["inputs"]} == {
        path: (size, digest.hexdigest()) for path, (size, digest) in wanted.items()
    }


def test_an_input_is_hashed_as_far_as_it_is_read(tmp_path: Path) -> None:
    whole = b"one\ntwo\n"
    tally = Tally(BytesIO(whole))
    assert (tally.readline(10), tally.read(10)) == (b"one\n", b"two\n")
    assert tally.input("a") == Input("a", 8, hashlib.sha256(whole).hexdigest())
    path = tmp_path / "long.txt"
    path.write_bytes(whole)
    with path.open("rb") as file:
        tally = Tally(file)
        tally.read(4)
        assert tally.input("b") == Input("b", 8, None)


def test_the_stages_add_up(release: Path) -> None:
    found = manifest(release)
    stages = found["stages"]
    assert stages["read"]["records"] - stages["read"]["rejected"] == stages["group"]["documents"]
    assert stages["read"]["rejected"] == sum(found["rejections"].values()) == 2
    assert sum(stages["split"].values()) == stages["write"]["documents"] == 8
    rows = dict.fromkeys(stages["write"], 0)
    for entry in (each for each in found["files"] if "rows" in each):
        rows[entry["path"].split("/")[1]] += entry["rows"]
    assert rows == stages["write"]


def test_near_duplicates_that_are_dropped_are_a_stage_of_their_own(quick: Callable[[], None], tmp_path: Path) -> None:
    source = tiny_articles(tmp_path / "in", 2)
    first, second = source.read_text(encoding="utf-8").splitlines()
    again = json.dumps({**json.loads(first), "id": "again"})
    source.write_text(f"{first}\n{second}\n{again}\n", encoding="utf-8")
    (source.parent / "dataset.toml").write_text('[duplicates]\nkeep = "first"\n', encoding="utf-8")
    stages = manifest(build(plan([str(source)]), tmp_path / "out", workers=1).release)["stages"]
    assert stages["read"] == {"records": 3, "rejected": 0}
    assert (stages["group"]["documents"], stages["group"]["dropped_duplicates"]) == (3, 1)
    assert stages["write"]["documents"] == 2


@pytest.mark.parametrize(
    ("path", "table"),
    [
        ("data/quotes/train-00000-of-00001.parquet", True),
        ("data/quotes/notes.parquet", False),
        ("data/quotes/more/train-00000-of-00001.parquet", False),
        ("data/remarks/train-00000-of-00001.parquet", False),
        ("train-00000-of-00001.parquet", False),
    ],
)
def test_only_files_of_tables_have_rows(path: str, table: bool) -> None:
    assert is_table(path) is table
