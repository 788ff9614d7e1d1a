"""The datasheet: every question is asked, what is unanswered is listed, and what data can answer is counted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from quick import ROOT, tiny_articles
from typer.testing import CliRunner

from toolkit.build import build
from toolkit.card import REGIONS, datasheet, fill, regions
from toolkit.claims import shares
from toolkit.cli import app
from toolkit.config import Config
from toolkit.croissant import answers_of
from toolkit.datasheet import datasheet as hold
from toolkit.disclosures import DISCLOSURES
from toolkit.errors import BrokenPromise, UsageError
from toolkit.facts import Facts
from toolkit.origin import origin_of
from toolkit.personal import Reach, emails, phones
from toolkit.plan import plan
from toolkit.questions import RULES, UNANSWERED, questions, unanswered, unknown, without_unanswered
from toolkit.release import DATASHEET, Release
from toolkit.tally import count
from toolkit.validate import validate

SECTIONS = {
    "Motivation": 4,
    "Composition": 16,
    "Collection": 12,
    "Preprocessing": 4,
    "Uses": 6,
    "Distribution": 7,
    "Maintenance": 8,
}
"""How many questions each section of the paper has."""
TEMPLATE = (ROOT / "toolkit" / "templates" / "datasheet.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def facts(release: Path) -> Facts:
    held = Release(release)
    return count(held, shares(held))


def answered(name: str, text: str = "Yes.") -> str:
    return f"<!-- question:{name} -->**?** {text}\n"


EVERY = "".join(answered(each) for each in questions())


# ---- questions


def test_every_question_of_the_paper_is_asked_in_its_section() -> None:
    parts = re.split(r"^## ", TEMPLATE, flags=re.MULTILINE)[1:]
    assert {re.split(r"\W", part)[0]: part.count("<!-- question:") for part in parts} == SECTIONS
    assert len(questions()) == sum(SECTIONS.values()) == 57
    assert all(wording.endswith("?") for wording in questions().values())


def test_the_page_lists_every_question_and_region() -> None:
    page = (ROOT / "docs" / "datasheet.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*?) \| (.*?) ?\|$", page, re.MULTILINE)
    assert {name: wording for name, wording, _ in rows} == dict(questions())
    shown = [found for _, _, names in rows for found in re.findall(r"`([a-z-]+)`", names)]
    assert shown == [name for name, _ in regions(TEMPLATE)]
    assert set(DISCLOSURES) <= set(shown)


@pytest.mark.parametrize(
    ("answer", "open_"),
    [
        ("<!-- question:funding -->**Who?** Nobody.", False),
        ("<!-- question:funding -->Nobody.", False),
        ("<!-- question:purpose funding -->**Why, and who?** None, nobody.", False),
        ("<!-- question:funding -->**Who?**\n\n<!-- toolkit:makers -->\nAda.\n<!-- /toolkit:makers -->", False),
        ("", True),
        ("**Who paid?** Nobody.", True),
        ("<!-- question:funding -->", True),
        ("<!-- question:funding -->**Who?**\n\n<!-- question:purpose -->Fun.", True),
        ("<!-- question:funding -->**Who?**\n## Composition\nMuch.", True),
        ("<!-- question:funding -->**Who?** <!-- say it --> ", True),
        (f"<!-- question:funding -->**Who?** {UNANSWERED}", True),
        (f"<!-- question:funding -->**Who?** {UNANSWERED} But somebody.", True),
    ],
)
def test_a_question_is_answered_by_what_stands_under_its_mark(answer: str, open_: bool) -> None:
    others = EVERY.replace(answered("funding"), "")
    assert unanswered(f"{others}## More\n{answer}\n") == (["funding"] if open_ else [])


def test_the_datasheet_of_seeds_answers_every_question() -> None:
    text = (ROOT / DATASHEET).read_text(encoding="utf-8")
    assert unanswered(text) == []
    assert unknown(text) == []


def test_unanswered_questions_are_no_answers_for_programs(facts: Facts) -> None:
    text = without_unanswered(datasheet(None, Config(), "d", facts))
    assert UNANSWERED not in text
    told = answers_of(text)
    assert "personalSensitiveInformation" in told
    assert "CHANGELOG.md" in told["dataReleaseMaintenancePlan"]
    assert without_unanswered(EVERY) == EVERY


# ---- regions


def test_regions_are_pure_functions_of_the_facts(facts: Facts) -> None:
    once = {name: region(facts) for name, region in REGIONS.items()}
    assert {name: region(replace(facts)) for name, region in REGIONS.items()} == once
    assert all(body.endswith("\n") and "<!--" not in body for body in once.values())


def test_what_dataset_toml_states_answers_its_questions(facts: Facts) -> None:
    stated = {"authors": ["A | B", "C"], "contact": "desk@paper.example", "license": "CC0-1.0"}
    told = replace(facts, origin=origin_of({"configuration": stated}))
    text = datasheet(None, Config(), "d", told)
    assert "A \\| B, C.\n" in text
    assert "desk@paper.example.\n" in text
    assert not {"makers", "contact", "license"} & set(unanswered(text))
    bare = datasheet(None, Config(), "d", replace(facts, origin=origin_of({})))
    assert {"makers", "contact", "license"} <= set(unanswered(bare))


@pytest.mark.parametrize(
    "said", [{}, {"program": 1, "annotators": [], "libraries": "x", "configuration": {"authors": 7}}]
)
def test_a_manifest_that_says_nothing_makes_no_tools_up(said: dict[str, object], facts: Facts) -> None:
    body = REGIONS["tools"](replace(facts, origin=origin_of(said)))
    assert body == "| part | name | version |\n| --- | --- | --- |\n| program | – | – |\n| model | – | – |\n" + (
        "| interpreter | Python | – |\n"
    )


def test_tools_are_those_of_the_manifest(release: Path, facts: Facts) -> None:
    manifest = Release(release).manifest
    body = REGIONS["tools"](facts)
    assert f"| program | toolkit | {manifest['program']['version']} |" in body
    assert f"| model | {manifest['annotators']['model']['name']} |" in body
    assert all(f"| library | {name} | {version} |" in body for name, version in manifest["libraries"].items())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to ada.brenn+news@mail.paper.example or desk@paper.example.", 2),
        ("(desk@paper.co.example)", 1),
        ("<desk@paper.example>, mailto:desk@paper.example", 2),
        ("posted @ada and @paper.example", 0),
        ("desk@paper", 0),
        ("5 @ 3.50", 0),
        ("a@b@c", 0),
    ],
)
def test_addresses_are_found_by_their_form(text: str, found: int) -> None:
    assert emails(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call +44 20 7946 0000 or +1 (212) 555-0100.", 2),
        ("+442079460000", 1),
        ("+44 (0)20 7946 0000", 1),
        ("(212) 555-0100, 212-555-0101, 1-212-555-0102 and 212.555.0103", 4),
        ("020 7946 0000; (01632) 960000; 01632 960 000", 3),
        ("Phone the desk: 555-0100", 1),
        ("a score of 555-0100", 0),
        ("from 2031-03-03 to 2031-11-20", 0),
        ("1914-1918, 1939-1945", 0),
        ("100,000-200,000 or 1,212,555,0100", 0),
        ("$212 555 0100", 0),
        ("up +1.5 to +12 000 points", 0),
        ("978-0-306-40615-7", 0),
        ("12345678901234567890", 0),
        ("at 10.30, 11.45 and 12.15", 0),
    ],
)
def test_telephone_numbers_are_found_by_their_form(text: str, found: int) -> None:
    assert phones(text) == found


def test_personal_data_are_counted_by_table_and_not_shown(quick: Callable[[], None], tmp_path: Path) -> None:
    source = tiny_articles(tmp_path / "in", 3)
    first, *others = map(json.loads, source.read_text(encoding="utf-8").splitlines())
    first["text"] += "“Write to ada@paper.example or call 212-555-0100,” said Ada Brenn.\n"
    source.write_text("".join(f"{json.dumps(each)}\n" for each in (first, *others)), encoding="utf-8")
    folder = build(plan([str(source)]), tmp_path / "out", workers=1).release
    held = count(Release(folder), shares(Release(folder))).personal
    assert (held.mentions, held.persons, held.speakers) == (4, 1, 1)
    assert set(held.reaches) == {
        Reach("documents", "text", 1, 1),
        Reach("documents", "boilerplate", 0, 0),
        Reach("sentences", "text", 1, 1),
        Reach("quotes", "text", 1, 1),
        Reach("entities", "text", 0, 0),
    }
    text = (folder / DATASHEET).read_text(encoding="utf-8")
    assert "| `sentences` | `text` | 1 | 1 |" in text
    assert "Persons: 4 mentions under 1 different name" in text
    assert "ada@" not in text
    assert "0100" not in text


def test_what_is_missing_is_counted(facts: Facts, release: Path) -> None:
    frame = Release(release).frame("documents", "dateline", "authors", "text")
    assert facts.missing["dateline"] == frame["dateline"].null_count()
    assert facts.missing["authors"] == sum(not each for each in frame["authors"].to_list())
    assert "text" not in facts.missing


# ---- configuration


@pytest.mark.parametrize("level", ["ignore", "info", "warning", "error"])
def test_unanswered_questions_are_as_bad_as_dataset_toml_says(
    level: str, quick: Callable[[], None], tmp_path: Path
) -> None:
    source = tiny_articles(tmp_path / "in", 3)
    (source.parent / "sheet.md").write_text(EVERY.replace(answered("ethics"), ""), encoding="utf-8")
    lines = f'datasheet = "sheet.md"\n[checks]\ndatasheet = "{level}"\n'
    (source.parent / "dataset.toml").write_text(lines, encoding="utf-8")
    if level == "error":
        with pytest.raises(BrokenPromise, match="datasheet-unanswered-error"):
            build(plan([str(source)]), tmp_path / "out", workers=1)
        return
    report = validate(build(plan([str(source)]), tmp_path / "out", workers=1).release)
    wanted = {} if level == "ignore" else {next(rule for at, rule in RULES.items() if at == level): 1}
    assert report.counts == wanted
    assert [(each.key, each.column, each.severity) for each in report.violations] == [
        (DATASHEET, "ethics", level)
    ] * len(wanted)


def test_an_untouched_build_reports_the_open_questions_where_that_is_asked_for(
    quick: Callable[[], None], tmp_path: Path
) -> None:
    source = tiny_articles(tmp_path / "in", 3).parent
    (source / "dataset.toml").write_text('[checks]\ndatasheet = "info"\n')
    built = build(plan([str(source)]), tmp_path / "out", workers=1)
    told = unanswered((built.release / DATASHEET).read_text(encoding="utf-8"))
    assert {"purpose", "funding", "consent"} <= set(told)
    assert not {"counts", "splits", "labels", "identifiable", "software"} & set(told)
    assert built.report.counts == {"datasheet-unanswered": len(told)}
    assert not built.report.fails("warning")


def test_a_question_that_there_is_not_is_one_sentence(facts: Facts, release: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^datasheet\.md: there is no question:colour; "):
        datasheet(answered("colour"), Config(), "d", facts)
    page = tmp_path / "sheet.md"
    page.write_text(answered("funding colour"), encoding="utf-8")
    with pytest.raises(UsageError, match="there is no question:colour; "):
        hold(page, release)


# ---- the command


def test_the_command_lists_what_is_unanswered(release: Path, facts: Facts, tmp_path: Path) -> None:
    page = tmp_path / "sheet.md"
    page.write_text(
        EVERY.replace(answered("ethics"), "") + "<!-- toolkit:sources -->\n<!-- /toolkit:sources -->\n", "utf-8"
    )
    checked = CliRunner().invoke(app, ["datasheet", str(page), str(release), "--check", "--json"])
    assert checked.exit_code == 1
    told = json.loads(checked.output)
    assert (told["stale"], told["unanswered"], told["questions"]) == (["sources"], ["ethics"], 57)
    done = CliRunner().invoke(app, ["datasheet", str(page), str(release)])
    assert done.exit_code == 0
    assert "1 of 57 questions are unanswered\n" in done.output
    assert re.search(rf"^  ethics +{re.escape(questions()['ethics'])}$", done.output, re.MULTILINE)
    assert page.read_text(encoding="utf-8") == fill(page.read_text(encoding="utf-8"), facts, "sheet.md")
