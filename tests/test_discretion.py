"""Words of an article that may not be passed on stay in the tables: no other file and no report has them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from damage import rewrite
from hubs import ARTICLES, small_releases  # noqa: F401
from typer.testing import CliRunner

from toolkit.cli import app
from toolkit.contracts import load_contracts
from toolkit.discretion import HIDDEN, discreet, hidden, ledger_of, quotes_articles
from toolkit.outputs import FORMATS, render
from toolkit.release import MANIFEST, Release
from toolkit.terms import Ledger, Terms, TermsCount, rights_entries
from toolkit.validate import validate

WORDS = set(re.findall(r"\w{4,}", ARTICLES["ledger/ferry.txt"])) - set(
    re.findall(r"\w{4,}", ARTICLES["wire/gates.txt"])
)
"""Words that only the forbidden article has."""
TELLING = {"zinnwaldite", "Edda", "Vorn", "delayed"}
RUNS = re.findall(r"(?=\b(\w+ \w+ \w+)\b)", ARTICLES["ledger/ferry.txt"])


def told(text: str) -> set[str]:
    """The telling words of the forbidden article that a text has, and any three words in a row."""
    return TELLING & set(re.findall(r"\w+", text)) | {run for run in RUNS if run in text}


def test_no_file_but_the_tables_has_the_words(releases: dict[str, Path]) -> None:
    assert TELLING <= WORDS
    others = [path for path in releases["forbidden"].rglob("*") if path.is_file() and path.suffix != ".parquet"]
    assert len(others) > 15
    assert {path.name: told(path.read_text(encoding="utf-8")) for path in others} == {
        path.name: set() for path in others
    }
    drawing = (releases["forbidden"] / "assets" / "article.svg").read_text(encoding="utf-8")
    assert "counted" in drawing, "the other article is shown"
    silent = (releases["unrecorded"] / "assets" / "article.svg").read_text(encoding="utf-8")
    assert "counted" not in silent, "what is not recorded is not allowed"


@pytest.fixture
def damaged(releases: dict[str, Path], tmp_path: Path) -> Path:
    """The release with both kinds of articles, a value in each of which is not that of its text."""
    copy = Path(shutil.copytree(releases["forbidden"], tmp_path / "damaged"))

    def other(rows: list[dict[str, object]]) -> None:
        for row in rows:
            row["text"] = f"{row['text']} indeed"

    rewrite(copy, "quotes", other)
    return copy


def test_a_report_that_travels_hides_them_and_no_others(damaged: Path) -> None:
    report = validate(damaged)
    assert {"span"} <= set(report.counts)
    travelling = discreet(report, ledger_of(damaged))
    for form in FORMATS:
        assert told(render(report, form)), form
        shown = render(travelling, form)
        assert not told(shown), form
        assert "counted" in shown, form
    for before, after in zip(report.violations, travelling.violations, strict=True):
        assert before.fingerprint == after.fingerprint
        assert (before.key, before.column) == (after.key, after.column)
        if before.place is not None and after.place is not None:
            assert len(before.place.excerpt) == len(after.place.excerpt)
    assert not told(render(discreet(report, Ledger({})), "json"))
    assert "counted" not in render(discreet(report, Ledger({})), "json")


@pytest.mark.slow
def test_the_command_hides_them_but_at_the_terminal_and_on_request(damaged: Path, tmp_path: Path) -> None:
    def run(*options: str) -> str:
        command = [sys.executable, "-m", "toolkit", "validate", str(damaged), *options]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout

    sarif = tmp_path / "report.sarif"
    assert told(run("--format", "text", "--format", "sarif", "--output", str(sarif)))
    assert not told(sarif.read_text(encoding="utf-8"))
    assert told(run("--json", "--excerpts"))


def test_a_column_quotes_articles_unless_its_contract_says_what_it_holds() -> None:
    quoting = {
        f"{table}.{field.name}"
        for table, contract in load_contracts().items()
        for field in contract.fields
        if quotes_articles(table, field.name)
    }
    assert {
        "documents.text",
        "documents.title",
        "quotes.text",
        "quotes.quoted_spans",
        "quotes.speaker_names",
    } <= quoting
    assert {"entities.text", "sentences.text", "documents.boilerplate", "documents.authors"} <= quoting
    assert not {"documents.doc_id", "quotes.start_char", "quotes.quote_type", "entities.label"} & quoting
    assert quotes_articles("quotes", "quoted_spans[].text")
    assert quotes_articles("quotes", None)
    assert hidden("‘It is’, 3 km: ñ") == f"‘{HIDDEN * 2} {HIDDEN * 2}’, {HIDDEN} {HIDDEN * 2}: {HIDDEN}"


# ---- the ledger


def terms(license_id: str | None, redistribute: bool | None) -> Terms:
    return Terms(None, license_id, None, redistribute)


def test_every_document_stands_under_one_entry() -> None:
    counted = TermsCount(
        {("a.txt", terms("A", True)): 1, ("b.jsonl", terms("A", True)): 2, ("b.jsonl", terms(None, None)): 4}
    )
    entries, under = rights_entries(counted)
    assert [(each["license"], each["documents"], each["sources"]) for each in entries] == [
        ("A", 3, ["a.txt", "b.jsonl"]), (None, 4, ["b.jsonl"]),
    ]  # fmt: skip
    assert under == {"a.txt": [0], "b.jsonl": [0, 1]}
    ledger = Ledger({"rights": entries, "inputs": [{"path": path, "rights": each} for path, each in under.items()]})
    assert (ledger.is_free("a.txt", "A"), ledger.is_free("b.jsonl", None), ledger.is_free("a.txt", None)) == (
        True,
        False,
        False,
    )
    assert (ledger.is_free_source("a.txt"), ledger.is_free_source("b.jsonl"), ledger.is_free_source("c")) == (
        True,
        False,
        False,
    )
    assert not ledger.all_free
    truth = {("a.txt", "A"): 1, ("b.jsonl", "A"): 2, ("b.jsonl", None): 4}
    assert list(ledger.errors(truth)) == []
    assert list(ledger.errors({**truth, ("b.jsonl", None): 3})) == [
        ("entry 2: 4 documents", "3"), ("7 documents", "6"),
    ]  # fmt: skip
    assert ("no entry", "one for c.txt, A") in list(ledger.errors({**truth, ("c.txt", "A"): 1}))


def test_what_is_of_another_form_is_not_recorded(releases: dict[str, Path]) -> None:
    manifest = json.loads((releases["first"] / MANIFEST).read_bytes())
    assert Ledger(manifest).all_free
    wrongs: list[object] = [
        None,
        "all",
        [],
        [{}],
        [*manifest["rights"], 7],
        [{**manifest["rights"][0], "redistribute": 1}],
    ]
    for wrong in wrongs:
        ledger = Ledger({**manifest, "rights": wrong})
        assert not ledger.all_free
        assert not ledger.is_free(Release(releases["first"]).manifest["inputs"][0]["path"], "CC0-1.0")


# ---- differences


def differs(*arguments: str) -> str:
    """What `toolkit diff` prints."""
    done = CliRunner().invoke(app, ["diff", *arguments])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("form", ["json", "markdown", "text"])
def test_a_difference_that_travels_has_no_words_either(form: str, damaged: Path, releases: dict[str, Path]) -> None:
    rewrite(damaged, "entities", lambda rows: rows[:1])
    sides = str(releases["forbidden"]), str(damaged)
    found = differs(*sides, "--format", form)
    assert bool(told(found)) == (form == "text")
    assert (HIDDEN in found) == (form != "text")
    assert told(differs(*sides, "--format", form, "--excerpts"))


def test_a_difference_between_articles_that_may_be_passed_on_has_their_words(releases: dict[str, Path]) -> None:
    found = differs(str(releases["first"]), str(releases["second"]), "--json")
    assert "We will mend it by May" in found
    assert HIDDEN not in found
