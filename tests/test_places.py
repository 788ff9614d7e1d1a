"""Where a violation lies: the raw article's line and column, and an excerpt with the span in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from damage import Row, remake, rewrite, rows

from toolkit.build import build
from toolkit.config import Config
from toolkit.findings import Place, Report
from toolkit.outputs import render
from toolkit.places import AFTER, BEFORE, _excerpt
from toolkit.plan import Plan
from toolkit.validate import validate

ARTICLE = """Gates opened

  LESK (AP) — The    operator opened two gates on Friday, and nobody in the valley below was told of it before noon.

“We counted them twice,” said Ada Brenn, who lives there.
"""


@pytest.fixture
def article(tmp_path: Path, quick: Callable[[], None]) -> tuple[Path, Path]:
    """A raw article with an indented line and a run of blanks, and the release that was made of it."""
    source = tmp_path / "news" / "gates.txt"
    source.parent.mkdir()
    source.write_text(ARTICLE, encoding="utf-8")
    config = Config(name="gates", license=None)
    return source, build(Plan(config, "gates", (str(source.parent),), None), tmp_path / "dist").release


def place_of(release: Path, rule: str, articles: list[str] | None = None) -> Place:
    """Where the first violation of a rule lies."""
    found = validate(release, articles).of(rule)[0].place
    assert found is not None
    return found


def _first_speaker(found: list[Row]) -> None:
    found[0]["speaker_text"] = "Ada Brand"


def test_line_and_column_are_those_of_the_raw_article(article: tuple[Path, Path]) -> None:
    source, release = article
    rewrite(release, "quotes", _first_speaker)
    place = place_of(release, "span", [str(source.parent)])
    line = ARTICLE.split("\n")[place.line - 1]
    assert line[place.column - 1 :].startswith("Ada Brenn")
    assert (place.source, place.source_id, place.line) == ("news/gates.txt", "gates", 5)
    assert place.excerpt[slice(*place.mark)] == "Ada Brenn"


def test_columns_behind_an_indent_and_blanks_are_right_where_the_article_is_at_hand(article: tuple[Path, Path]) -> None:
    source, release = article
    rewrite(release, "sentences", lambda found: found[1].update(text="x"))
    place = place_of(release, "span", [str(source.parent)])
    assert (place.line, place.column) == (3, 3)
    rewrite(release, "documents", lambda found: found[0].update(text=found[0]["text"].replace("Friday", "Frida\x07")))
    at_hand = place_of(release, "control-character", [str(source.parent)])
    column = ARTICLE.split("\n")[2].index("Friday") + 6
    assert (at_hand.line, at_hand.column) == (3, column)
    source.unlink()
    from_the_map = place_of(release, "control-character")
    assert (from_the_map.line, from_the_map.column) == (3, column - 2)  # from the first character that was kept


def test_an_excerpt_is_a_part_of_its_line(article: tuple[Path, Path]) -> None:
    source, release = article
    rewrite(release, "documents", lambda found: found[0].update(text=found[0]["text"].replace("noon", "n\x07on")))
    place = place_of(release, "control-character", [str(source.parent)])
    assert "\n" not in place.excerpt
    assert len(place.excerpt) <= BEFORE + AFTER
    assert place.mark[0] == BEFORE
    assert place.excerpt[slice(*place.mark)] == "\x07"


def test_a_span_outside_the_text_is_held_at_its_end(copy: Path) -> None:
    rewrite(copy, "entities", lambda found: found[1].update(start_char=2**31 - 2, end_char=2**31 - 1))
    remake(copy)
    text = rows(copy, "documents")[0]["text"]
    place = place_of(copy, "span")
    assert (place.start_char, place.end_char) == (len(text), len(text))


def test_records_of_one_file_have_their_own_lines(tmp_path: Path, quick: Callable[[], None]) -> None:
    texts = [f"Headline {n}\n\nThe gates opened on day {n} and were shut again.\n" for n in range(3)]
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps({"id": f"n{n}", "text": text}) + "\n" for n, text in enumerate(texts)))
    release = build(Plan(Config(name="news"), "news", (str(path),), None), tmp_path / "dist").release
    rewrite(release, "sentences", lambda found: [{**row, "text": "x"} for row in found])
    places = [each.place for each in validate(release, [str(path)]).of("span")]
    assert sorted((place.source_id, place.line, place.column) for place in places if place) == [
        (f"n{n}", line, 1) for n in range(3) for line in (1, 3)
    ]


def physical(report: Report, rule: str) -> list[tuple[str, dict[str, Any]]]:
    """Message and physical location of each result of a rule, in SARIF."""
    results = json.loads(render(report, "sarif"))["runs"][0]["results"]
    return [
        (each["message"]["text"], each["locations"][0]["physicalLocation"])
        for each in results
        if each["ruleId"] == rule
    ]


def two_records(tmp_path: Path) -> tuple[Path, Path]:
    """A file of two records, the first on its second line, and a release in which a sentence of each is wrong."""
    path = tmp_path / "wire.jsonl"
    texts = {f"n{n}": f"Headline {n}\n\nThe gates opened on day {n} and were shut again.\n" for n in range(2)}
    path.write_text("\n" + "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()))
    release = build(Plan(Config(name="wire"), "wire", (str(path),), None), tmp_path / "dist").release
    rewrite(release, "sentences", lambda found: [{**row, "text": "x"} if row["start_char"] else row for row in found])
    return path, release


def test_of_a_record_its_file_is_named_with_its_own_line_and_the_record(
    tmp_path: Path, quick: Callable[[], None]
) -> None:
    path, release = two_records(tmp_path)
    report = validate(release, [str(path)])
    there = "record n1, line 3, column 1 of its text"
    assert f"--> wire.jsonl:3, {there}\n" in render(report, "text")
    assert f">wire.jsonl:3, {there}<" in render(report, "html")
    (place,) = (place for message, place in physical(report, "span") if message.endswith(f"({there})"))
    assert place == {"artifactLocation": {"uri": "wire.jsonl"}, "region": {"startLine": 3}}
    annotations = render(report, "github").split("\n")
    (line,) = (each for each in annotations if "title=span" in each and each.endswith(f"({there})"))
    assert line.startswith("::error file=wire.jsonl,line=3,title=")


def test_of_a_record_whose_file_is_not_at_hand_no_line_of_the_file_is_said(
    tmp_path: Path, quick: Callable[[], None]
) -> None:
    path, release = two_records(tmp_path)
    path.unlink()
    report = validate(release)
    there = "record n0, line 3, column 1 of its text"
    assert f"--> wire.jsonl, {there}\n" in render(report, "text")
    assert [place for _, place in physical(report, "span")] == [{"artifactLocation": {"uri": "wire.jsonl"}}] * 2
    annotations = [each for each in render(report, "github").split("\n") if "title=span" in each]
    assert all(each.startswith("::error file=wire.jsonl,title=") for each in annotations)
    assert any(each.endswith(f"({there})") for each in annotations)


def test_of_a_long_span_the_excerpt_says_that_it_is_cut_and_the_end_is_the_spans_own(
    article: tuple[Path, Path],
) -> None:
    source, release = article
    rewrite(release, "sentences", lambda found: found[1].update(text="x"))
    report = validate(release, [str(source.parent)])
    place = place_of(release, "span", [str(source.parent)])
    raw = ARTICLE.split("\n")[2]
    assert place.end_char - place.start_char > AFTER
    assert place.excerpt.endswith("…")
    assert place.excerpt[slice(*place.mark)] + "…" == place.excerpt
    assert place.end == (3, len(raw) + 1)
    ((_, physically),) = physical(report, "span")
    assert physically["region"] == {"startLine": 3, "startColumn": 3, "endLine": 3, "endColumn": len(raw) + 1}
    assert f"line=3,col=3,endColumn={len(raw) + 1}," in render(report, "github")


def test_of_a_span_over_several_lines_the_last_line_is_said(article: tuple[Path, Path]) -> None:
    source, release = article
    text = rows(release, "documents")[0]["text"]
    rewrite(release, "sentences", lambda found: found[0].update(end_char=len(text), text="x"))
    report = validate(release, [str(source.parent)])
    place = next(each.place for each in report.of("span") if each.place)
    last = ARTICLE.rstrip("\n").split("\n")
    assert (place.excerpt, place.mark) == ("Gates opened…", (0, 12))
    assert place.end == (len(last), len(last[-1]) + 1)
    assert f"file=news/gates.txt,line=1,endLine={len(last)},title=span" in render(report, "github")
    assert f'"endColumn": {len(last[-1]) + 1}' in render(report, "sarif")


@pytest.mark.parametrize(
    ("text", "span", "shown"),
    [
        ("a short line", (2, 7), "a [short] line"),
        ("b" * 50 + "short", (50, 55), "…" + "b" * 39 + "[short]"),
        ("b" * 40 + "short", (40, 45), "b" * 40 + "[short]"),
        ("s" * 100, (0, 100), "[" + "s" * 100 + "]"),
        ("s" * 101, (0, 101), "[" + "s" * 99 + "]…"),
        ("short" + "b" * 100, (0, 5), "[short]" + "b" * 94 + "…"),
        ("one\ntwo", (0, 7), "[one]…"),
        ("one\n", (0, 4), "[one]"),
        ("one\ntwo", (3, 3), "one[]"),
    ],
)
def test_an_ellipsis_stands_for_what_an_excerpt_leaves_out(text: str, span: tuple[int, int], shown: str) -> None:
    excerpt, (start, end) = _excerpt(text, *span)
    assert f"{excerpt[:start]}[{excerpt[start:end]}]{excerpt[end:]}" == shown


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("documents", {"source_map": []}),
        ("documents", {"source": None}),
        ("documents", {"text": None}),
        ("quotes", {"start_char": None}),
        ("quotes", {"doc_id": None}),
        ("quotes", {"quote_id": None}),
        ("quotes", {"doc_id": "f" * 16}),
    ],
)
def test_what_has_no_place_has_none_and_nothing_fails(table: str, values: Row, copy: Path) -> None:
    rewrite(copy, table, lambda found: found[0].update(values))
    assert not validate(copy).ok
