"""The corpus in seeds/: its gold is what its sources make it, and the build puts every line where the gold says."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from toolkit.build import build
from toolkit.plan import plan
from toolkit.release import Release

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
sys.path.insert(0, str(ROOT / "tools"))

import gold  # noqa: E402  it lies beside the package, not in it

Row = dict[str, Any]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return Release(build(plan([str(SEEDS)]), tmp_path_factory.mktemp("dist")).release)


@pytest.fixture(scope="module")
def documents(release: Release) -> dict[str, Row]:
    return {row["source"]: row for row in pl.read_parquet(release.data_files("documents")["train"]).to_dicts()}


@pytest.fixture(scope="module")
def articles() -> list[Row]:
    files = (SEEDS / "gold" / half / "articles.jsonl" for half in ("dev", "test"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def plain(text: str | None) -> str | None:
    """A text as normalization leaves it, on one line."""
    return None if text is None else " ".join(text.replace("\u200b", "").split())


def test_the_gold_is_what_its_sources_make_it() -> None:
    for half, content in gold.compiled().items():
        written = (SEEDS / "gold" / half / "articles.jsonl").read_text(encoding="utf-8")
        assert written == content, "run python tools/gold.py compile"


def test_the_readme_counts_right() -> None:
    page = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert gold.readme(page) == page, "run python tools/gold.py readme"


def test_there_are_articles_enough_and_each_has_its_gold(articles: list[Row], documents: dict[str, Row]) -> None:
    assert len(articles) >= 30
    assert {row["source"] for row in articles} == set(documents)
    for row in articles:
        assert 250 <= len(row["text"].split()) <= 900, row["id"]


def test_six_events_are_told_by_three_to_five_outlets(articles: list[Row]) -> None:
    told = Counter(row["event"] for row in articles)
    assert sum(3 <= count <= 5 for count in told.values()) >= 6


def test_an_event_is_in_one_half(articles: list[Row]) -> None:
    halves = {half: gold.half(half) for half in {row["event"] for row in articles}}
    for half in ("dev", "test"):
        lines = (SEEDS / "gold" / half / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        assert {halves[json.loads(line)["event"]] for line in lines} == {half}


def test_every_line_is_where_the_gold_says(articles: list[Row], documents: dict[str, Row], release: Release) -> None:
    sentences = pl.read_parquet(release.data_files("sentences")["train"]).filter(pl.col("kind") == "heading")
    headings = defaultdict(list)
    for row in sentences.to_dicts():
        headings[row["doc_id"]].append(plain(row["text"]))
    for row in articles:
        document = documents[row["source"]]
        assert plain(document["title"]) == plain(row["title"]), row["id"]
        assert plain(document["dateline"]) == plain(row["dateline"]), row["id"]
        found = [(part["kind"], plain(part["text"])) for part in document["boilerplate"]]
        assert found == [(part["kind"], plain(part["text"])) for part in row["boilerplate"]], row["id"]
        wanted = [plain(row["text"][slice(*span)]) for span in row["headings"]]
        assert headings[document["doc_id"]] == wanted, row["id"]


def test_duplicate_groups_are_those_of_the_gold(articles: list[Row], documents: dict[str, Row]) -> None:
    wanted, found = defaultdict(set), defaultdict(set)
    for row in articles:
        wanted[row.get("duplicate_group", row["id"])].add(row["source"])
        found[documents[row["source"]]["duplicate_group"]].add(row["source"])
    assert sorted(map(sorted, wanted.values())) == sorted(map(sorted, found.values()))


def test_broken_files_are_rejected_for_the_reason_in_their_name(release: Release) -> None:
    lines = (release.folder / "rejections.jsonl").read_text(encoding="utf-8").splitlines()
    found = {Path(row["path"]).name: row["reason"] for row in map(json.loads, lines)}
    broken = {path.name: path.stem.partition("-")[0] for path in (SEEDS / "broken").iterdir()}
    assert len(broken) == 12
    assert found == broken


def test_spans_of_the_gold_are_sound(articles: list[Row]) -> None:
    for row in articles:
        text, quotes = row["text"], row["quotes"]
        ends = [0, *(end for _, end in row["sentences"])]
        starts = [*(start for start, _ in row["sentences"]), len(text)]
        lines = [*((part["start"], part["end"]) for part in row["boilerplate"])]
        between = "".join(text[end:start] for end, start in zip(ends, starts, strict=True) if end < start)
        kept = "".join(text[start:end] for start, end in lines)
        assert "".join(between.split()) == "".join(kept.split()), row["id"]
        for quote in quotes:
            assert text[quote["start"] : quote["end"]].strip() == text[quote["start"] : quote["end"]]
            assert all(quote["start"] <= start < end <= quote["end"] for start, end in quote["quoted"])
            if "parent" in quote:
                outer = quotes[quote["parent"]]
                assert outer["start"] <= quote["start"] < quote["end"] <= outer["end"], row["id"]


def test_an_utterance_has_one_speaker(articles: list[Row]) -> None:
    words = defaultdict(list)
    for row in articles:
        for quote in row["quotes"]:
            names = quote.get("speaker_names", ())
            if "utterance" in quote and len(names) == 1 and not names[0].startswith("@"):
                words[quote["utterance"]].append(set(names[0].casefold().split()))
    assert [label for label, names in words.items() if not set.intersection(*names)] == []
