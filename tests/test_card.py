"""The card: what it shows can be run, its prose stays its maker's, and its pictures keep the articles' rights."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from damage import rewrite, rows
from quick import ROOT, tiny_articles

from toolkit.build import build
from toolkit.card import regions
from toolkit.claims import shares
from toolkit.contracts import load_contracts
from toolkit.contracts.json_schema import to_json_value
from toolkit.errors import UsageError
from toolkit.picture import COLUMNS, LINES, Mark, passage, picture
from toolkit.pictures import ARTICLE, pictures
from toolkit.plan import plan
from toolkit.release import CARD, Release
from toolkit.tally import count
from toolkit.validate import validate

SVG = "{http://www.w3.org/2000/svg}"


def page(folder: Path) -> str:
    return (folder / CARD).read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_snippets_of_a_card_run_one_after_the_other(release: Path, tmp_path: Path) -> None:
    snippets = re.findall(r"```python\n(.*?)```", page(release), re.DOTALL)
    assert len(snippets) >= 3
    program = "\n".join(snippets).replace("PATH_OR_REPO", str(release))
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert any(row["speaker_name"] and row["speaker_name"] in done.stdout for row in rows(release, "quotes"))


def test_every_column_is_in_the_card_with_an_example(release: Path) -> None:
    body = dict(regions(page(release)))["columns"]
    for contract in load_contracts().values():
        table = body.partition(f"<code>{contract.name}<")[2].partition("</details>")[0]
        for field in contract.fields:
            (line,) = re.findall(rf"^\| `{field.name}` \| .*$", table, re.MULTILINE)
            assert f"| {json.dumps(to_json_value(field.example), ensure_ascii=False)[:20]}" in line
            assert not line.endswith("|  |")


def test_every_file_that_a_card_names_is_there(release: Path) -> None:
    named = re.findall(r"!\[[^]]+\]\(([^)]+)\)", page(release))
    assert len(named) == 4
    assert all((release / name).is_file() for name in named)


# ---- the maker's own card

REQUIRED = [name for name, _ in regions(resources.files("toolkit.templates").joinpath("card.md").read_text("utf-8"))]


def own(folder: Path, card: str) -> Path:
    source = tiny_articles(folder / "in", 3)
    (source.parent / "dataset.toml").write_text('card = "card.md"\n', encoding="utf-8")
    (source.parent / "card.md").write_text(card, encoding="utf-8")
    return source


def test_a_makers_prose_stays_and_its_regions_are_filled(quick: Callable[[], None], tmp_path: Path) -> None:
    marks = "\n".join(f"<!-- toolkit:{each} -->\n<!-- /toolkit:{each} -->" for each in REQUIRED)
    source = own(tmp_path, f"# Ours\n\nKeep {{this}}.\n\n{marks}\n")
    first, second = (build(plan([str(source)]), tmp_path / out, workers=1).release for out in ("a", "b"))
    assert "\n# Ours\n\nKeep {this}.\n" in page(first)
    assert "3 articles" in page(first)
    assert page(first) == page(second)
    assert not validate(first).fails("warning")


def test_a_makers_card_without_a_region_is_one_sentence(quick: Callable[[], None], tmp_path: Path) -> None:
    source = own(tmp_path, "# Ours\n\n<!-- toolkit:summary -->\n<!-- /toolkit:summary -->\n")
    with pytest.raises(UsageError, match=r"card\.md: lacks toolkit:audit, .*; add both marks of each"):
        build(plan([str(source)]), tmp_path / "out", workers=1)


# ---- pictures


def words(drawing: str) -> list[str]:
    return [mark.text or "" for mark in ET.fromstring(drawing).iter(f"{SVG}text") if mark.get("class") == "w"]


def test_words_are_drawn_where_they_may_be_passed_on_and_nowhere_else(release: Path, copy: Path) -> None:
    drawing = (release / ARTICLE).read_text(encoding="utf-8")
    texts = [row["text"].split() for row in rows(release, "documents")]
    assert any(set(words(drawing)) <= set(text) for text in texts)
    held = Release(copy)
    facts = count(held, shares(held))
    forbidden = [{**entry, "redistribute": None} for entry in held.manifest["rights"]]
    for manifest in ({}, {"rights": forbidden}, {**held.manifest, "rights": forbidden}):
        hidden = pictures(held, manifest, facts)[ARTICLE]
        assert words(hidden) == []
        told = {*re.findall(r"\w+", re.sub(r"<style>.*?</style>|<[^>]*>", " ", hidden))}
        assert not told & {word for text in texts for word in text if len(word) > 12}
        assert len(hidden) > 5_000


def test_an_article_that_may_be_shown_goes_before_one_that_may_not(copy: Path) -> None:
    def last_is_free(found: list[dict[str, object]]) -> None:
        for row in found:
            row["license"] = "mine" if row is found[-1] else None

    rewrite(copy, "documents", last_is_free)
    held = Release(copy)
    entry = {"rights_holder": None, "basis": None, "documents": 1, "sources": []}
    rights = [{**entry, "license": "mine", "redistribute": True}, {**entry, "license": None, "redistribute": None}]
    manifest = {"rights": rights, "inputs": [{**each, "rights": [0, 1]} for each in held.manifest["inputs"]]}
    drawn = words(pictures(held, manifest, count(held, shares(held)))[ARTICLE])
    assert drawn
    assert set(drawn) <= set(rows(copy, "documents")[-1]["text"].split())


def test_a_passage_is_whole_lines_around_the_first_quote() -> None:
    text = "\n".join(f"Line {number} " + "word " * 30 for number in range(40))
    at = text.index("Line 30")
    lines = passage(text, [Mark(at, at + 4, "direct")])
    assert len(lines) == LINES
    assert all(0 < end - start <= COLUMNS for start, end in lines)
    assert any(start <= at < end for start, end in lines)
    assert passage(text, [])[0][0] == 0
    assert passage("", []) == []
    assert passage("x" * 200, []) == [(0, COLUMNS), (COLUMNS, 2 * COLUMNS), (2 * COLUMNS, 200)]


def test_a_picture_is_svg_whatever_the_text_holds() -> None:
    text = "“No <b> & \x0b\ud7ff😀,” said Ada."
    end = text.index(",")
    drawing = picture("A & B", text, [Mark(1, end, "direct"), Mark(end + 3, end + 7, "cue")], hidden=False)
    assert "".join(words(drawing)).startswith("“No<b>&")
    boxes = [mark for mark in ET.fromstring(drawing).iter(f"{SVG}rect") if mark.get("class") == "direct"]
    assert float(boxes[0].get("width") or 0) == pytest.approx((end - 1) * 8.4, abs=0.1)
    assert "direct quote 1" in (ET.fromstring(drawing).findtext(f"{SVG}desc") or "")
    assert json.dumps(drawing, ensure_ascii=False)
