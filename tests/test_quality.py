"""Quality on the five articles that the project started from, where they and their gold are at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from toolkit.build import build
from toolkit.plan import plan
from toolkit.utterances import Statement, said, utterances

SHARED = Path(__file__).parents[2] / "shared"
GOLD = SHARED / "gold" / "seeds.jsonl"
pytestmark = pytest.mark.skipif(not GOLD.is_file(), reason="the five articles and their gold are not redistributed")

Row = dict[str, Any]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(plan([str(SHARED / "seeds")]), tmp_path_factory.mktemp("dist")).release


@pytest.fixture(scope="module")
def tables(release: Path) -> dict[str, list[Row]]:
    names = ("documents", "quotes")
    return {name: pl.read_parquet(release / "data" / name / "*.parquet").to_dicts() for name in names}


class Back:
    """Leads spans of a document back to its raw article."""

    def __init__(self, document: Row) -> None:
        self._pieces = document["source_map"]
        self._starts = [piece["text_char"] for piece in self._pieces]

    def char(self, offset: int) -> int:
        piece = self._pieces[bisect_right(self._starts, offset) - 1]
        return int(piece["source_char"] + offset - piece["text_char"])

    def span(self, start: int, end: int) -> list[int]:
        return [self.char(start), self.char(end - 1) + 1]


def predictions(tables: dict[str, list[Row]]) -> Iterator[Row]:
    quotes = defaultdict(list)
    documents = {row["doc_id"]: row for row in tables["documents"]}
    for row in tables["quotes"]:
        back = Back(documents[row["doc_id"]])
        start, end = back.span(row["start_char"], row["end_char"])
        quote = {
            "start": start,
            "end": end,
            "type": row["quote_type"],
            "quoted": [back.span(each["start_char"], each["end_char"]) for each in row["quoted_spans"]],
            "speaker_name": row["speaker_name"],
        }
        if row["speaker_text"]:
            quote["speaker"] = back.span(row["speaker_start_char"], row["speaker_end_char"])
        if row["cue_text"]:
            quote["cue"] = back.span(row["cue_start_char"], row["cue_end_char"])
        quotes[documents[row["doc_id"]]["source_id"]].append(quote)
    yield from ({"id": source_id, "quotes": found} for source_id, found in quotes.items())


def test_stretches_and_canonical_names(tables: dict[str, list[Row]], tmp_path: Path) -> None:
    predicted, scores = tmp_path / "predicted.jsonl", tmp_path / "scores.json"
    predicted.write_text("".join(json.dumps(row) + "\n" for row in predictions(tables)), encoding="utf-8")
    scorer = [sys.executable, str(SHARED / "gold" / "score.py"), str(GOLD), str(predicted)]
    subprocess.run([*scorer, "--no-bootstrap", "--json", str(scores)], check=True, capture_output=True)
    counts = json.loads(scores.read_text(encoding="utf-8"))["counts"]
    assert counts["x_gold"] == 39
    assert counts["x_tp"] >= 37
    assert counts["x_pred"] - counts["x_tp"] <= 1
    assert counts["xc_ok"] >= 36


@pytest.mark.parametrize("utterance", ["contacts", "world-war"])
def test_a_statement_that_four_outlets_quote_is_one_utterance(tables: dict[str, list[Row]], utterance: str) -> None:
    documents = {row["source_id"]: row for row in tables["documents"]}
    found = []
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        back = Back(documents[article["id"]])
        own = [row for row in tables["quotes"] if row["doc_id"] == documents[article["id"]]["doc_id"]]
        for gold in article["quotes"]:
            if gold.get("utterance") == utterance:
                holders = [
                    row
                    for row in own
                    if row["quoted_spans"]
                    and back.span(row["start_char"], row["end_char"])[0] <= gold["start"] + 1
                    and back.span(row["start_char"], row["end_char"])[1] >= gold["end"] - 1
                ]
                found += [row["utterance_id"] for row in holders[-1:]]
    assert len(found) == 4
    assert len(set(found)) == 1


def test_the_golds_own_quotes_are_joined_as_the_gold_has_them() -> None:
    statements: list[Statement] = []
    wanted: dict[str, set[str]] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for number, quote in enumerate(article["quotes"]):
            quote_id, span = f"{article['id']} {number}", (quote["start"], quote["end"])
            words = said(
                article["text"][slice(*span)], [article["text"][slice(*each)] for each in quote.get("quoted", ())]
            )
            name, direct = quote.get("speaker_name") or "", quote["type"] != "indirect"
            statements.append(Statement(quote_id, name, words, direct, article["id"], quote_id, span))
            if quote.get("utterance"):
                wanted.setdefault(quote["utterance"], set()).add(quote_id)
    found: dict[str, set[str]] = {}
    for quote_id, utterance in utterances(statements).items():
        found.setdefault(utterance, set()).add(quote_id)
    assert sorted(map(sorted, found.values())) == sorted(sorted(own) for own in wanted.values() if len(own) > 1)


def test_lines_of_the_five_articles(tables: dict[str, list[Row]]) -> None:
    documents = {row["source_id"][:3]: row for row in tables["documents"]}
    assert documents["000"]["title"]
    assert documents["000"]["dateline"] == "(WASHINGTON)"
    assert [line["kind"] for line in documents["000"]["boilerplate"]] == ["photo_credit", "contributor", "copyright"]
    for number in ("001", "002", "003", "004"):
        assert (documents[number]["title"], documents[number]["dateline"], documents[number]["boilerplate"]) == (
            None,
            None,
            [],
        )
