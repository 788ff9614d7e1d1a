"""docs/evaluate.md says what is true."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from marked import GOLD
from quick import ROOT

from toolkit.evaluate import evaluate
from toolkit.scoring.answers import Answer, Quote, read_gold, write_answers
from toolkit.scoring.measures import HEADLINES

PAGE = (ROOT / "docs" / "evaluate.md").read_text(encoding="utf-8")


def test_the_line_of_gold_is_one(tmp_path: Path) -> None:
    example = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(json.loads(example[1])), encoding="utf-8")
    (gold,) = read_gold(path)
    text = gold.text or ""
    assert [span.of(text) for _, span in gold.spans()] == [
        "It is shut,", "Mayor Ann Roe", "said", "Ann Roe", "“It is shut,” said Mayor Ann Roe.", "She left.",
    ]  # fmt: skip


def test_every_key_is_explained() -> None:
    keys = {*Answer.model_fields, *Quote.model_fields}
    assert [key for key in sorted(keys) if f"`{key}`" not in PAGE] == []


def test_every_option_is_explained() -> None:
    command = [sys.executable, "-m", "toolkit", "evaluate", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    options = set(re.findall(r"--[a-z-]+", told)) - {"--help"}
    assert [option for option in sorted(options) if f"`{option}" not in PAGE] == []


def test_figures_that_are_named_are_measured(tmp_path: Path) -> None:
    quotes = [each.model_copy(update={"confidence": 0.9}) for each in GOLD.quotes or ()]
    write_answers(tmp_path / "gold.jsonl", [GOLD.model_copy(update={"quotes": tuple(quotes)})])
    found = evaluate([tmp_path / "gold.jsonl"], predictions=tmp_path / "gold.jsonl")
    measured = {f"{each.section}.{each.key}" for each in found.figures()}
    pairs = {"names.coreference", "utterances.labelled"}  # this article has no two of one kind
    assert set(HEADLINES) - measured == pairs
    named = re.findall(r"figures\.(\w+)\[\"([\w.]+)\"\]", PAGE)
    assert named
    assert {f"{section}.{key}" for section, key in named} <= measured
