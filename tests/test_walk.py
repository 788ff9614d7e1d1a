"""The whole way, to be read first: raw articles in, `load_dataset()` out.

Three articles are written into a folder, a release is built from it, proved, and read as its users read it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from toolkit.build import Built, build
from toolkit.plan import plan
from toolkit.validate import validate

WIRE = """Council votes to reopen the Fenwick footbridge

Mira Castellan/Bridge Wire

FENWICK, May 4 (Bridge Wire) - The town council voted 6-3 on Tuesday to reopen the footbridge that a flood \
closed in March.

“We have waited long enough to cross our own river,” said Mayor Ilse Varnholt, who asked for the vote. “The \
engineers [of the county] have told us it is safe.”

She said the repairs had cost 412,000 crowns.

Copyright 2031 Bridge Wire. All rights reserved.
"""
LOCAL = """The bridge opens again on Friday, nine weeks after the water took its railings.
“We have waited long enough to cross our river,” Mayor Ilse Varnholt told the council on Tuesday night.
Her deputy, Tomas Rehl, warned that “the next flood will not ask for a vote.”
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A release of three raw articles and one file that is none."""
    folder = tmp_path_factory.mktemp("walk") / "news"
    folder.mkdir()
    (folder / "wire.txt").write_text(WIRE, encoding="utf-8")
    (folder / "local.txt").write_bytes(LOCAL.encode("windows-1252"))
    record = {
        "id": "r-1",
        "title": "Bridge to open",
        "text": "The bridge will open on Friday, the mayor’s office said.",
    }
    (folder / "records.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02")
    (folder / "dataset.toml").write_text('name = "bridge"\nversion = "1.2.0"\n', encoding="utf-8")
    return build(plan([str(folder)]), folder.parent / "dist")


def table(built: Built, name: str) -> pl.DataFrame:
    """One table of the release."""
    return pl.read_parquet(built.release / "data" / name / "*.parquet")


def test_a_release_is_a_folder_named_after_data_set_and_version(built: Built) -> None:
    assert built.release.parts[-3:] == ("dist", "bridge", "1.2.0")
    assert sorted(path.name for path in built.release.iterdir()) == [
        "CHANGELOG.md", "CITATION.cff", "DATASHEET.md", "README.md", "assets", "croissant.json", "data",
        "datapackage.json", "manifest.json", "rejections.jsonl", "schemas", "verify.py",
    ]  # fmt: skip


def test_what_is_no_article_is_a_rejection_with_a_reason_and_an_address(built: Built) -> None:
    lines = (built.release / "rejections.jsonl").read_text(encoding="utf-8").splitlines()
    assert [(row["reason"], row["path"]) for row in map(json.loads, lines)] == [("binary", "news/broken.txt")]


def test_the_lines_of_a_wire_text_go_where_they_belong(built: Built) -> None:
    wire = table(built, "documents").row(by_predicate=pl.col("source") == "news/wire.txt", named=True)
    assert wire["title"] == "Council votes to reopen the Fenwick footbridge"
    assert wire["text"].startswith(wire["title"] + "\n\nFENWICK, May 4")
    assert wire["dateline"] == "FENWICK, May 4 (Bridge Wire)"
    assert [(line["kind"], line["source_line"]) for line in wire["boilerplate"]] == [
        ("photo_credit", 3),
        ("copyright", 11),
    ]


def test_every_span_is_proved_by_the_text_and_leads_back_to_the_raw_article(built: Built) -> None:
    documents = {row["doc_id"]: row for row in table(built, "documents").to_dicts()}
    for name in ("sentences", "quotes", "entities"):
        for row in table(built, name).to_dicts():
            assert documents[row["doc_id"]]["text"][row["start_char"] : row["end_char"]] == row["text"]
    local = next(row for row in documents.values() if row["encoding"] == "windows-1252")
    for piece in local["source_map"]:
        assert LOCAL[piece["source_char"]] == local["text"][piece["text_char"]]


def test_a_quote_has_its_speaker_under_one_name(built: Built) -> None:
    quotes = table(built, "quotes").filter(pl.col("text").str.contains("waited long enough"))
    assert quotes["speaker_name"].to_list() == ["Ilse Varnholt", "Ilse Varnholt"]
    assert quotes["quote_type"].to_list() == ["direct", "direct"]
    split = table(built, "quotes").row(by_predicate=pl.col("text").str.starts_with("The engineers"), named=True)
    assert [insertion["text"] for insertion in split["insertions"]] == ["[of the county]"]


def test_one_statement_in_two_articles_is_one_utterance(built: Built) -> None:
    quotes = table(built, "quotes").filter(pl.col("text").str.contains("waited long enough"))
    assert quotes["doc_id"].n_unique() == 2
    assert quotes["utterance_id"].n_unique() == 1


def test_the_release_can_be_proved_again_by_anyone(built: Built) -> None:
    report = validate(built.release, [str(built.release.parents[2] / "news")])
    assert report.ok
    assert report.compared == 3


def test_downstream_only_load_dataset_is_called(built: Built, tmp_path: Path) -> None:
    program = f"""
import os
from datasets import load_dataset
quotes = load_dataset({str(built.release)!r}, "quotes", split="train")
documents = load_dataset({str(built.release)!r}, split="train", streaming=True)
text = {{row["doc_id"]: row["text"] for row in documents}}
for quote in quotes:
    assert text[quote["doc_id"]][quote["start_char"]:quote["end_char"]] == quote["text"]
print(len(quotes), quotes.version, flush=True)
os._exit(0)  # threads that read ahead for a stream may outlive it, and abort an interpreter that ends in good order
"""
    environment = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    loaded = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stdout.split() == [str(built.facts.tables["quotes"].total), "1.2.0"]
