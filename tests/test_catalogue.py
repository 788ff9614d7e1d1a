"""The catalogue: complete, said once, and what the documentation shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from toolkit import questions
from toolkit.custom import RULES
from toolkit.errors import UsageError
from toolkit.floors import FLOORS
from toolkit.rules import SEVERITIES, Rule, explain, floors, load_rules, page, rule_rows, rules_text

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("rule", load_rules().values(), ids=lambda rule: rule.id)
def test_every_rule_says_what_it_proves(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    assert rule.severity in SEVERITIES
    assert rule.proves[0].islower()
    assert not rule.proves.endswith(".")
    assert rule.title[0].isupper()
    assert rule.remedy.endswith((".", "does."))
    assert "found " in rule.example
    assert "; expected " in rule.example


def test_every_rule_that_the_program_names_is_in_the_catalogue_and_the_other_way_round() -> None:
    named: set[str] = set(FLOORS)
    for path in (ROOT / "toolkit").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r"(?:[vV]iolations?|_character|_violation|_Bond)\(\s*\"([a-z-]+)\"", text))
        named |= set(re.findall(r"_check_regions\(\"([a-z-]+)\"", text))
    # What contracts.failures calls so itself.
    named |= {*RULES.values(), *questions.RULES.values()}
    named |= {"required", "unique", "pattern", "enum", "range", "length"}
    assert named == set(load_rules())


def test_floors_are_those_that_are_measured() -> None:
    assert set(floors()) == set(FLOORS)


def test_the_page_of_rules_is_written_from_the_catalogue() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written.rstrip("\n") == page(explain()).rstrip("\n"), "toolkit explain --format markdown > docs/rules.md"


def test_a_rule_is_explained_in_full_and_all_of_them_in_a_table() -> None:
    text = rules_text(explain("span"))
    rule = load_rules()["span"]
    assert all(part in text for part in (rule.id, rule.severity, rule.title, rule.proves, rule.example, rule.remedy))
    assert len(rules_text(explain()).split("\n")) == len(load_rules())
    assert "[checks.at_most] cue-absent" in rules_text(explain("cue-absent"))
    assert json.loads(json.dumps(rule_rows(explain("span"))))[0]["id"] == "span"


def test_a_rule_that_there_is_not_is_one_sentence() -> None:
    with pytest.raises(UsageError, match="rule: there is no 'spam'"):
        explain("spam")
