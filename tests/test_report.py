"""What people read: one line for what holds, and of what does not the rule, the count and the first examples."""

from __future__ import annotations

import json

from toolkit.findings import LONGEST, Report, Violation, shown
from toolkit.report import report_json, report_text


def report(*violations: Violation, **counts: int) -> Report:
    return Report("dist/a/1.0.0", "a", "1.0.0", {"documents": 2, "quotes": 1_234}, 2, counts, violations)


def test_what_holds_is_said_with_its_numbers() -> None:
    text = report_text(report())
    assert text.startswith("a 1.0.0: dist/a/1.0.0\n  Every promise holds (")
    assert "2 documents, 1,234 quotes" in text
    assert "compared: 2 of 2" in text


def test_what_does_not_hold_is_grouped_by_rule() -> None:
    found = [Violation("span", "quotes", f"q{n}", "text", "'a'", "'b'") for n in range(5)]
    text = report_text(report(*found, Violation("file", None, "README.md", None, "no file", "a file"), span=5, file=1))
    assert text.startswith("a 1.0.0: dist/a/1.0.0: 6 violations of 2 rules\n")
    assert "    quotes q0 text: found 'a'; expected 'b'" in text
    assert "    … and 2 more" in text
    assert "    README.md: found no file; expected a file" in text
    assert "1 violation of 1 rule\n" in report_text(report(found[0], span=1))


def test_the_json_has_all_of_it() -> None:
    found = json.loads(report_json(report(Violation("span", "quotes", "q", "text", "'a'", "'b'"), span=1)))
    assert found["ok"] is False
    assert found["violations"] == [
        {"rule": "span", "table": "quotes", "key": "q", "column": "text", "found": "'a'", "expected": "'b'"}
    ]


def test_long_values_are_cut() -> None:
    assert shown("x" * 10_000) == repr("x" * 10_000)[:LONGEST] + "…"
