"""Words of an article that may not be passed on stay in the tables: no other file and no report has them."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import polars as pl
import pyarrow.parquet as pq
import pytest
from damage import data_file, rewrite
from hubs import ARTICLES, small_releases  # noqa: F401
from typer.testing import CliRunner

from toolkit.cli import app
from toolkit.config import ColumnCheck, Drift
from toolkit.contracts import load_contracts
from toolkit.custom import check_columns
from toolkit.discretion import HIDDEN, discreet, hidden, ledger_of, quotes_articles
from toolkit.drift import check_drift
from toolkit.findings import Moved, Mover, Report, Violation
from toolkit.outputs import FORMATS, render
from toolkit.release import MANIFEST, Release
from toolkit.terms import Ledger, Terms, TermsCount, rights_entries
from toolkit.validate import validate

if TYPE_CHECKING:
    from toolkit.slices import Slice

EMPTY = Report("plain", "plain", "", {}, 0, {}, ())
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


# ---- the program's own words


def travelling(folder: Path, rule: str, **settings: Any) -> list[tuple[str, str]]:
    """Found and expected of a rule's findings, as a report that travels has them; every form is of one mind."""
    report = discreet(validate(folder, **settings), ledger_of(folder))
    found = [(each.found, each.expected) for each in report.of(rule)]
    for form in ("json", "junit", "sarif", "html"):
        assert html.unescape(render(report, form)).count(found[0][1]), form  # type: ignore[arg-type]
    return found


@pytest.fixture
def plain(releases: dict[str, Path], tmp_path: Path) -> Path:
    """The tables of a release without recorded rights, and no manifest."""
    folder = tmp_path / "plain"
    folder.mkdir()
    for table in load_contracts():
        shutil.copy(data_file(releases["unrecorded"], table), folder / f"{table}.parquet")
    return folder


@pytest.mark.parametrize(
    ("table", "edit", "rule", "told"),
    [
        ("documents", lambda rows: rows.drop("title"), "schema", ("0 such columns", "one")),
        ("quotes", lambda rows: rows.with_columns(text=pl.lit(7)), "schema", ("int32", "string")),
        ("documents", lambda rows: rows.with_columns(title=pl.lit(None)), "equal-type", ("null", "string")),
        ("quotes", lambda rows: rows.with_columns(text=pl.lit(None, pl.String)), "required", ("None", "a value")),
    ],
)
def test_of_columns_types_and_nulls_nothing_is_hidden(
    table: str, edit: Callable[[pl.DataFrame], pl.DataFrame], rule: str, told: tuple[str, str], plain: Path
) -> None:
    path = plain / f"{table}.parquet"
    edit(pl.read_parquet(path)).write_parquet(path)
    assert set(travelling(plain, rule)) == {told}


def test_a_flag_that_lets_a_column_be_null_is_not_hidden(releases: dict[str, Path], tmp_path: Path) -> None:
    copy = Path(shutil.copytree(releases["unrecorded"], tmp_path / "copy"))
    path = data_file(copy, "quotes")
    rows = pq.read_table(path)
    at = rows.schema.get_field_index("text")
    pq.write_table(rows.cast(rows.schema.set(at, rows.schema.field(at).with_nullable(True))), path)
    assert ("may be null", "never null") in travelling(copy, "schema")


def test_of_spans_both_texts_are_hidden_and_of_words_in_a_struct_not_its_members(plain: Path) -> None:
    rewritten = pl.read_parquet(plain / "quotes.parquet").with_columns(text=pl.lit("zinnwaldite"))
    rewritten.write_parquet(plain / "quotes.parquet")
    for found, expected in travelling(plain, "span"):
        assert found == f"'{HIDDEN * 11}'"
        assert not re.search(r"[^\W▪]", expected)
    shown_struct = Violation("custom", "quotes", "q", "quoted_spans", "[{'start_char': 1, 'text': 'text'}]", "none")
    (hidden_one,) = discreet(replace(EMPTY, violations=(shown_struct,)), Ledger({})).violations
    assert (hidden_one.found, hidden_one.expected) == ("[{'start_char': 1, 'text': '▪▪▪▪'}]", "none")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("'it''s' at 3", "'▪▪''▪' at 3"),
        ('"it\'s" in 2 rows', '"▪▪\'▪" in 2 rows'),
        ("the quotes' text, which isn't 'it'", "the quotes' text, which isn't '▪▪'"),
        (r"'a\'b' or 'cut short…", r"'▪\'▪' or '▪▪▪ ▪▪▪▪▪…"),
        ("'cut at a \\", "'▪▪▪ ▪▪ ▪ \\"),
        ("'text': 'it'", "'▪▪▪▪': '▪▪'"),
    ],
)
def test_what_stands_in_quotation_marks_is_hidden_however_it_is_cut(said: str, shown: str) -> None:
    found = Violation("custom", "quotes", "q", "text", said, said)
    (travels,) = discreet(replace(EMPTY, violations=(found,)), Ledger({})).violations
    assert (travels.found, travels.expected) == (shown, shown)


def test_what_a_data_set_asks_of_a_column_is_not_hidden_and_its_values_are() -> None:
    check = ColumnCheck(table="quotes", column="text", enum=["a fair 'copy'"], why="the desk's house style")
    part = cast("Slice", SimpleNamespace(tables={"quotes": pl.DataFrame({"quote_id": ["q"], "text": ["no copy"]})}))
    (found,) = check_columns(part, [check])
    (travels,) = discreet(replace(EMPTY, violations=(found,)), Ledger({})).violations
    assert travels.found == "'▪▪ ▪▪▪▪'"
    assert travels.expected == found.expected
    assert "the desk's house style" in travels.expected


def telltale(tables: Mapping[str, pl.DataFrame]) -> Iterator[Violation]:
    """A user's check that has words of its own, and an article's with and without quotation marks."""
    for row in tables["quotes"].to_dicts():
        yield Violation("custom", "quotes", row["quote_id"], "cue_text", "no cue", "a cue of a direct quote")
        said = f"{row['text']}, by {row['speaker_name']}, begins {row['text'][:24]}"
        yield Violation("custom-warning", "quotes", row["quote_id"], "text", said, f"not {row['text']!r}")
        yield Violation("custom-info", "quotes", None, "text", row["text"], "nothing")


def test_a_functions_own_words_are_not_hidden_and_an_articles_are(releases: dict[str, Path]) -> None:
    release, functions = releases["unrecorded"], [f"{__name__}:telltale"]
    assert set(travelling(release, "custom", functions=functions)) == {("no cue", "a cue of a direct quote")}
    for found, expected in travelling(release, "custom-warning", functions=functions):
        assert not told(found + expected)
        assert set(re.findall(r"[^\W▪]+", found)) == {"by", "begins"}
        assert set(re.findall(r"[^\W▪]+", expected)) == {"not"}
    for found, _ in travelling(release, "custom-info", functions=functions):
        assert not re.search(r"[^\W▪]", found), "of no row, nobody can tell whose words they are"


def test_speakers_that_moved_are_hidden_and_the_figures_are_not() -> None:
    moved = Moved("quotes", "speaker_name", 9, 9, 0.5, 0.2, 0.1, "large", (Mover("Vorn", 0, 1), Mover("(none)", 1, 0)))
    lengths = replace(moved, column="length", movers=(Mover("to 45", 0, 1),))
    found = list(check_drift([moved, lengths], Drift()))
    report = discreet(replace(EMPTY, violations=tuple(found), drift=(moved, lengths)), Ledger({}))
    assert [each.bin for drift in report.drift for each in drift.movers] == ["▪▪▪▪", "(none)", "to 45"]
    assert [each.found for each in report.violations] == [each.found.replace("Vorn", "▪▪▪▪") for each in found]
    assert [each.expected for each in report.violations] == [each.expected for each in found]


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
