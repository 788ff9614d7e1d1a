"""What is in a release, counted and shown."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path

import html5lib
import jsonschema
import pytest
from damage import data_file, rows
from typer.testing import CliRunner

from toolkit.charts import bars, columns
from toolkit.cli import app
from toolkit.errors import UsageError
from toolkit.stats import Bin, Speaker, Stats, _precision, _starts, lengths, stats
from toolkit.stats_view import _blocks, stats_html, stats_json, stats_text

ROOT = Path(__file__).parent.parent
NAMESPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def found(split_release: Path) -> Stats:
    return stats(split_release)


def test_every_number_is_that_of_the_rows(found: Stats, split_release: Path) -> None:
    quotes = [row for split in found.rows["quotes"] for row in rows(split_release, "quotes", split)]
    documents = [row for split in found.rows["documents"] for row in rows(split_release, "documents", split)]
    assert sum(found.rows["quotes"].values()) == len(quotes)
    assert found.quote_types == dict(Counter(row["quote_type"] for row in quotes))
    assert found.quotes_unresolved == sum(row["speaker_status"] in ("unresolved", "absent") for row in quotes)
    said = Counter(name for row in quotes for name in row["speaker_names"])
    assert {each.name: each.quotes for each in found.speakers}.items() <= said.items()
    assert found.speakers_in_all == len(said)
    assert [each.quotes for each in found.speakers] == sorted(said.values(), reverse=True)[:20]
    for each in found.speakers:
        assert each.documents == len({row["doc_id"] for row in quotes if each.name in row["speaker_names"]})
    assert found.document_words.maximum == max(row["word_count"] for row in documents)
    assert found.document_quotes.count == len(documents)
    assert found.quote_characters.maximum == max(len(row["text"]) for row in quotes)
    assert sum(each.documents for each in found.time_line) + found.undated == len(documents)
    assert sum(each.quotes for each in found.time_line) == len(quotes)
    groups = Counter(row["duplicate_group"] for row in documents)
    assert found.duplicates.documents == sum(size for size in groups.values() if size > 1)
    assert found.duplicates.largest == max(groups.values())


def test_the_json_is_as_its_schema_has_it(found: Stats) -> None:
    schema = json.loads((ROOT / "docs" / "stats.schema.json").read_bytes())
    told = json.loads(stats_json(found))
    jsonschema.Draft202012Validator(schema).validate(told)
    assert list(told) == schema["required"]


# ---- lengths and time


def test_lengths_are_summed_up_and_one_giant_flattens_nothing() -> None:
    measured = lengths([*range(1, 200), 9_000], "words")
    assert (measured.minimum, measured.lower_quartile, measured.median, measured.maximum) == (1, 50, 100, 9_000)
    assert measured.mean == 144.5
    assert measured.bins[0] == Bin(0, 20, 19)
    assert measured.bins[-1] == Bin(180, None, 21)
    assert sum(each.count for each in measured.bins) == 200
    assert lengths([3], "words").bins == (Bin(0, 1, 0), Bin(1, 2, 0), Bin(2, 3, 0), Bin(3, 4, 1))
    assert lengths([], "words").bins == ()
    assert lengths([], "words").mean is None


@pytest.mark.parametrize(
    ("first", "last", "starts"),
    [
        (date(2031, 2, 27), date(2031, 3, 1), ["2031-02-27", "2031-02-28", "2031-03-01"]),
        (date(2031, 11, 30), date(2032, 1, 29), ["2031-11", "2031-12", "2032-01"]),
        (date(2029, 5, 1), date(2034, 5, 1), ["2029", "2030", "2031", "2032", "2033", "2034"]),
        (date(999, 1, 1), date(999, 1, 1), ["0999-01-01"]),
    ],
)
def test_a_time_line_has_no_gaps_and_not_too_many_bars(first: date, last: date, starts: list[str]) -> None:
    assert _starts(first, last, _precision(first, last)) == starts


# ---- what is shown


def test_the_terminal_shows_every_number(found: Stats) -> None:
    text = stats_text(found)
    for speaker in found.speakers:
        assert re.search(rf"^{re.escape(speaker.name)} +{speaker.quotes} ", text, re.MULTILINE)
    for label, count in found.labels.items():
        assert re.search(rf"^{label} +{count} .*%  [█▏▎▍▌▋▊▉]+$", text, re.MULTILINE)
    assert "\x1b" not in text
    assert not re.search(r" $", text, re.MULTILINE)


def test_names_in_the_data_are_no_markup(found: Stats) -> None:
    odd = replace(found, speakers=(Speaker("[bold]Ada\x1b[31m </svg><script>", 7, 1),))
    assert "[bold]Ada·[31m" in stats_text(odd)
    assert "\x1b" not in stats_text(odd)
    assert "<script" not in stats_html(odd)


def test_a_bar_is_as_long_as_its_share() -> None:
    assert [_blocks(length) for length in (0, 0.01, 0.5, 1, 2.25)] == ["", "▏", "▌", "█", "██▎"]


def test_the_page_needs_nothing_else_and_every_chart_has_its_numbers(found: Stats) -> None:
    page = stats_html(found)
    html5lib.HTMLParser(strict=True).parse(page)
    assert not re.search(r"<script|<link|<img|(?:src|href)=|url\(", page)
    assert page.count("<svg ") == page.count("<details>") >= 10
    for speaker in found.speakers:
        assert f"<td>{escape(speaker.name)}</td><td>{speaker.quotes}</td>" in page


@pytest.mark.parametrize("chart", [bars, columns])
def test_a_chart_is_svg_that_says_what_it_shows(chart: object) -> None:
    assert callable(chart)
    values = [("direct & mixed", 30), ("<b>", 15), ("none", 0), ("x" * 50, 1)]
    drawing = ET.fromstring(chart("Quotes", values))
    assert drawing.get("role") == "img"
    assert drawing.findtext(f"{NAMESPACE}title") == "Quotes"
    assert drawing.findtext(f"{NAMESPACE}desc") == f"direct & mixed 30; <b> 15; none 0; {'x' * 50} 1"
    marks = [mark for mark in drawing.iter(f"{NAMESPACE}rect") if mark.get("class") == "b"]
    side = "width" if chart is bars else "height"
    sizes = [float(mark.get(side) or 0) for mark in marks]
    assert sizes[0] == 2 * sizes[1] > sizes[3] > sizes[2] == 0
    assert ET.fromstring(chart("Nothing", [])).findtext(f"{NAMESPACE}desc") == "nothing"


# ---- the command


def test_the_command_prints_json_text_or_a_page(split_release: Path, tmp_path: Path) -> None:
    run = CliRunner()
    told = run.invoke(app, ["stats", str(split_release), "--json", "--top", "2"])
    assert told.exit_code == 0
    assert len(json.loads(told.stdout)["speakers"]) == 2
    page = tmp_path / "stats.html"
    assert run.invoke(app, ["stats", str(split_release), "--html", str(page)]).exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    nowhere = run.invoke(app, ["stats", str(split_release), "--html", str(tmp_path / "no" / "page.html")])
    assert isinstance(nowhere.exception, UsageError)


def test_a_damaged_release_is_one_sentence(copy: Path) -> None:
    data_file(copy, "quotes").write_bytes(b"PAR1")
    with pytest.raises(UsageError, match=r"data/quotes/train-.*: cannot be read .*toolkit validate"):
        stats(copy)
