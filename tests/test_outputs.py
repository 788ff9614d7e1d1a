"""The forms of a report, each read back by a library of its format."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import jsonschema
import pytest
from junitparser import Failure, JUnitXml
from sarif_pydantic import Sarif

from toolkit.errors import UsageError
from toolkit.findings import KEPT, LONGEST, Place, Report, Violation, shown
from toolkit.outputs import FORMATS, Format, Output, Style, paired, render, write
from toolkit.outputs.github import MOST, summary
from toolkit.rules import load_rules

ROOT = Path(__file__).parent.parent
NASTY = "<b>&\"'</b>\x07\u202e|`%,:\n]]>\ud83d"
"""What must not reach a form unescaped."""
PLACE = Place("wire/a b.txt", "a b", 7, 12, 100, 104, "“It is safe,” she said.", (1, 6))
SPAN = Violation("span", "quotes", "q1", "text", "'It is'", "'It was'", place=PLACE)
LOOSE = Violation("mojibake", "documents", "d1", "text", "'â€™' at 41", "'’'", span=(41, 44))
FILE = Violation("rejection", None, "rejections.jsonl:3", None, NASTY, "JSON")


def report(*violations: Violation, **more: int) -> Report:
    counts = {rule: sum(each.rule == rule for each in violations) for rule in load_rules()}
    counted = {rule: count for rule, count in counts.items() if count} | more
    return Report("dist/a/1.0.0", "a", "1.0.0", {"documents": 2, "quotes": 1_234}, 2, counted, violations)


SOUND = report()
DAMAGED = report(SPAN, SPAN, LOOSE, FILE)


# ---- text


def test_what_holds_is_said_with_its_numbers() -> None:
    text = render(SOUND, "text")
    assert text.startswith("a 1.0.0: every promise holds (")
    assert "2 documents, 1,234 quotes" in text
    assert "compared: 2 of 2" in text


def test_text_groups_by_rule_and_underlines_the_place() -> None:
    text = render(report(*[SPAN] * 5, LOOSE), "text")
    assert text.startswith("a 1.0.0: 5 errors, 1 warning of 2 rules\n")
    assert text.index("error span (5)") < text.index("warning mojibake (1)")
    assert "  quotes q1 text: found 'It is'; expected 'It was'\n    --> wire/a b.txt:7:12\n" in text
    excerpt, carets = text.split("\n")[6:8]
    assert excerpt[carets.index("^") : carets.rindex("^") + 1] == "It is"
    assert "  … and 2 more" in text
    assert load_rules()["span"].remedy in text


def test_carets_stand_under_wide_characters_too() -> None:
    wide = Place("a", "a", 1, 1, 0, 2, "東京 says", (3, 7))
    carets = next(
        line
        for line in render(report(Violation("span", "quotes", "q", None, "", "", place=wide)), "text").split("\n")
        if "^" in line
    )
    assert carets == "     |  " + " " * 5 + "^^^^"


def test_text_has_colors_only_where_they_are_asked_for() -> None:
    assert "\x1b[" not in render(DAMAGED, "text")
    assert "\x1b[" in render(DAMAGED, "text", Style(color=True))


@pytest.mark.parametrize("form", FORMATS)
def test_no_form_passes_control_characters_of_the_data_on(form: Format) -> None:
    text = render(DAMAGED, form)
    assert not {"\x07"} & set(text)


# ---- JSON


@pytest.mark.parametrize("which", [SOUND, DAMAGED])
def test_json_is_as_its_schema_says(which: Report) -> None:
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(render(which, "json")))


def test_json_has_all_of_it() -> None:
    found = json.loads(render(DAMAGED, "json"))
    assert (found["ok"], found["severities"]) == (False, {"error": 3, "warning": 1, "info": 0})
    first = found["violations"][0]
    assert {name: first[name] for name in ("rule", "severity", "table", "key", "column", "found", "expected")} == {
        "rule": "span", "severity": "error", "table": "quotes", "key": "q1", "column": "text",
        "found": "'It is'", "expected": "'It was'",
    }  # fmt: skip
    assert first["place"]["excerpt"][slice(*first["place"]["mark"])] == "It is"


def test_a_fingerprint_is_that_of_the_place_and_not_of_what_was_found() -> None:
    one = Violation("span", "quotes", "q1", "text", "a", "b")
    assert one.fingerprint == Violation("span", "quotes", "q1", "text", "x", "y", place=PLACE).fingerprint
    others = [Violation("enum", "quotes", "q1", "text", "a", "b"), Violation("span", "quotes", "q2", "text", "a", "b")]
    assert len({one.fingerprint, *(each.fingerprint for each in others)}) == 3


# ---- JUnit


def test_junit_has_a_case_for_each_rule() -> None:
    suites = JUnitXml.fromstring(render(DAMAGED, "junit").encode())
    (suite,) = list(suites)
    cases = {case.name: case for case in suite}
    assert list(cases) == list(load_rules())
    failed = {name for name, case in cases.items() if any(isinstance(each, Failure) for each in case.result)}
    assert failed == {"span", "rejection"}
    assert (suite.tests, suite.failures, suite.errors) == (len(load_rules()), 2, 0)
    assert "quotes q1 text: found 'It is'; expected 'It was' (wire/a b.txt:7:12)" in cases["span"].result[0].text
    assert "1 warning" in cases["mojibake"].system_out


def test_junit_fails_from_the_severity_on_that_was_asked_for() -> None:
    (suite,) = list(JUnitXml.fromstring(render(DAMAGED, "junit", Style(fail_on="warning")).encode()))
    assert suite.failures == 3
    (suite,) = list(JUnitXml.fromstring(render(SOUND, "junit").encode()))
    assert suite.failures == 0


# ---- SARIF


def test_sarif_is_sarif() -> None:
    raw = json.loads(render(DAMAGED, "sarif"))
    (run,) = Sarif.model_validate(raw).runs
    assert [rule.id for rule in run.tool.driver.rules] == list(load_rules())
    assert [(each.rule_id, each.level.value) for each in run.results] == [
        ("span", "error"), ("span", "error"), ("mojibake", "warning"), ("rejection", "error"),
    ]  # fmt: skip
    place = run.results[0].locations[0].physical_location
    assert place.artifact_location.uri == "wire/a%20b.txt"
    assert (place.region.start_line, place.region.start_column, place.region.end_column) == (7, 12, 17)
    own = run.results[3].locations[0].physical_location
    assert (own.artifact_location.uri, own.region.start_line) == ("rejections.jsonl", 3)
    assert (raw["version"], raw["runs"][0]["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    for result in raw["runs"][0]["results"]:
        assert raw["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_fingerprints_are_stable_and_each_its_own() -> None:
    def prints(which: Report) -> list[str]:
        results = json.loads(render(which, "sarif"))["runs"][0]["results"]
        return [result["partialFingerprints"]["toolkitViolation/v1"] for result in results]

    assert len(set(prints(DAMAGED))) == 4
    assert prints(report(LOOSE)) == prints(DAMAGED)[2:3]


# ---- GitHub


def test_github_annotates_files_and_escapes() -> None:
    lines = render(DAMAGED, "github").split("\n")
    assert lines[0].startswith("::error title=rejection%3A Rejections")
    assert "`%25,:·]]>" in lines[0]
    assert lines[1].startswith("::error file=wire/a b.txt,line=7,col=12,endColumn=17,title=span%3A Spans")
    assert lines[1].endswith("::quotes q1 text: found 'It is'; expected 'It was'")
    assert lines[3].startswith("::warning title=mojibake%3A")
    assert lines[-1] == "a 1.0.0: 3 errors, 1 warning of 3 rules"


def test_github_shows_the_first_of_every_rule_before_it_shows_no_more() -> None:
    lines = render(report(*[SPAN] * 40, FILE), "github").split("\n")
    assert sum(line.startswith("::error") for line in lines) == MOST
    assert sum("title=rejection" in line for line in lines) == 1


def test_the_summary_is_markdown_that_nothing_breaks_out_of() -> None:
    text = summary(DAMAGED)
    assert "| error | `span` | 2 |" in text
    assert "<b>" not in text
    assert "every promise holds" in summary(SOUND)


# ---- HTML


def test_html_is_one_page_that_needs_nothing_else() -> None:
    page = render(DAMAGED, "html")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(page.encode("utf-8", "replace").decode())
    assert [mark.text for mark in tree.iter("mark")] == ["It is", "It is"]
    assert not [each for each in tree.iter() if each.tag in ("script", "link", "img", "b")]
    links = [each.get("href") for each in tree.iter("a")]
    assert links == ["#rejection", "#span", "#mojibake"]
    assert {link[1:] for link in links} <= {each.get("id") for each in tree.iter("section")}
    assert "a 1.0.0: 3 errors" in "".join(tree.find(".//h1").itertext())


def test_a_rule_with_more_than_is_kept_says_so_everywhere() -> None:
    many = report(SPAN, span=KEPT + 1)
    for form in ("text", "junit", "html"):
        assert f"and {KEPT:,} more" in render(many, form)  # type: ignore[arg-type]
    ElementTree.fromstring(render(many, "junit"))


# ---- where they go


def test_a_file_belongs_to_the_format_before_it() -> None:
    assert paired([]) == [Output("text")]
    assert paired([("--format", "sarif"), ("--output", "a"), ("--format", "text")]) == [
        Output("sarif", Path("a")), Output("text"),
    ]  # fmt: skip
    assert paired([("--format", "text"), ("--format", "html"), ("--output", "b")]) == [
        Output("text"), Output("html", Path("b")),
    ]  # fmt: skip
    assert paired([("--output", "b"), ("--format", "html")]) == [Output("html", Path("b"))]


@pytest.mark.parametrize(
    "options",
    [
        [("--format", "yaml")],
        [("--output", "a")],
        [("--format", "html"), ("--output", "a"), ("--output", "b")],
        [("--output", "a"), ("--output", "b"), ("--format", "html")],
    ],
)
def test_a_format_or_a_file_too_many_is_one_sentence(options: list[tuple[str, str]]) -> None:
    with pytest.raises(UsageError, match=r"--(format|output): "):
        paired(options)


def test_a_file_is_written_whatever_its_text_and_one_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    write(tmp_path / "new" / "a.txt", NASTY)
    write(tmp_path / "new" / "a.txt", "more", add=True)
    assert (tmp_path / "new" / "a.txt").read_text(encoding="utf-8").endswith("\\ud83d\nmore\n")
    with pytest.raises(UsageError, match="cannot be written to"):
        write(tmp_path, "a")


def test_long_values_are_cut() -> None:
    assert shown("x" * 10_000) == repr("x" * 10_000)[:LONGEST] + "…"
