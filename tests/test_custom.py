"""A data set's own checks: words of the contracts on more columns, and functions."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from quick import Quick, tiny_articles
from test_cli import refused, run

from toolkit import shards
from toolkit.baseline import Baseline
from toolkit.build import build
from toolkit.config import Config
from toolkit.errors import BrokenPromise, UsageError
from toolkit.findings import Violation
from toolkit.outputs import render
from toolkit.plan import Plan
from toolkit.strict import checked
from toolkit.validate import validate


def release_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **checks: object) -> Path:
    """A release of six tiny articles whose dataset.toml has these checks."""
    monkeypatch.setattr(shards, "load", lambda slots: Quick())
    config = checked({"name": "tiny", "checks": checks}, Config, "dataset.toml")
    plan = Plan(config, "tiny", (str(tiny_articles(tmp_path / "news", 6)),), None)
    return build(plan, tmp_path / "dist").release


def column(table: str, name: str, **words: object) -> dict[str, object]:
    """A check of a column."""
    return {"table": table, "column": name, **words}


HOLDS = [
    column("documents", "publisher", required=True),
    column("quotes", "quote_id", unique=True),
    column("entities", "name", pattern="Ada .*", enum=["Ada Brenn"], minLength=2, maxLength=20),
    column("quotes", "confidence", minimum=0.5, maximum=0.5),
    column("quotes", "speaker_names", minLength=1),
]


def test_checks_that_hold_find_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert validate(release_of(tmp_path, monkeypatch, columns=HOLDS)).violations == ()


@pytest.mark.parametrize(
    ("check", "found", "expected", "count"),
    [
        (column("documents", "url", required=True), "None", "required = True", 6),
        (column("documents", "publisher", unique=True), "'Paper 0' in 2 rows", "unique = True", 3),
        (column("entities", "name", pattern="Bo .*"), "'Ada Brenn'", "pattern = Bo .*", 6),
        (column("entities", "label", enum=["ORG", "GPE"]), "'PERSON'", "enum = ['ORG', 'GPE']", 6),
        (column("quotes", "confidence", minimum=0.9), "0.5", "minimum = 0.9", 6),
        (column("sentences", "token_count", maximum=1), "", "maximum = 1.0", 12),
        (column("quotes", "speaker_names", maxLength=0), "['Ada Brenn']", "maxLength = 0", 6),
        (column("entities", "name", minLength=99, why="names are long"), "'Ada Brenn'",
         "minLength = 99: names are long", 6),
    ],
)  # fmt: skip
def test_what_breaks_a_check_is_found_as_everything_is(
    check: dict[str, object], found: str, expected: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = validate(release_of(tmp_path, monkeypatch, columns=[{**check, "severity": "warning"}]))
    violations = report.of("custom-warning")
    assert report.counts == {"custom-warning": count}
    assert {(each.table, each.column, each.expected) for each in violations} == {
        (check["table"], check["column"], expected)
    }
    assert any(found in each.found for each in violations)
    assert expected in render(report, "text")
    baseline = Baseline(tmp_path / "baseline.toml")
    baseline.grow(report.violations, "known", date(2999, 1, 1))
    again = validate(tmp_path / "dist/tiny/0.1.0", baseline=Baseline(tmp_path / "baseline.toml"))
    assert (again.counts, again.accepted) == ({}, count)


def test_an_error_keeps_a_release_from_being_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BrokenPromise, match=r"breaks custom \(6\)"):
        release_of(tmp_path, monkeypatch, columns=[column("documents", "url", required=True)])


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (column("quotes", "speaker", required=True), "quotes has no column 'speaker'"),
        (column("quotes", "speaker_name"), "is not checked for anything; add one of required, unique, pattern"),
        (column("quotes", "speaker_name", minimum=3), "minimum does not fit speaker_name, which is string"),
        (column("quotes", "confidence", pattern="x"), "pattern does not fit confidence, which is float64"),
        (column("quotes", "speaker_names", enum=["x"]), "enum does not fit speaker_names, which is list<string>"),
        (column("quotes", "speaker_name", pattern="("), "'(' is no regular expression"),
        (column("quotes", "speaker_name", pattern="(?=x)x"), "'(?=x)x' is no regular expression that polars can run"),
        (column("people", "name", required=True), "checks.columns[1].table: found 'people'"),
        (column("quotes", "text", minlength=3), "unknown key 'checks.columns[1].minlength'"),
    ],
)
def test_a_check_that_cannot_be_is_refused_when_it_is_read(check: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError) as error:
        checked({"checks": {"columns": [check]}}, Config, "dataset.toml")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


# ---- functions


def no_gates(tables: Mapping[str, pl.DataFrame]) -> Iterator[Violation]:
    """A user's check: no quote speaks of gates."""
    for row in tables["quotes"].filter(pl.col("text").str.contains("gate")).to_dicts():
        yield Violation("custom-info", "quotes", row["quote_id"], "text", "a gate", "no gate")


def wrong_kind(tables: Mapping[str, pl.DataFrame]) -> Any:
    return 7


def wrong_items(tables: Mapping[str, pl.DataFrame]) -> Any:
    return ["a gate"]


def wrong_rule(tables: Mapping[str, pl.DataFrame]) -> Any:
    return [Violation("span", "quotes", None, None, "x", "y")]


ME = __name__


@pytest.mark.slow
def test_a_function_runs_while_building_and_later_only_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = release_of(tmp_path, monkeypatch, functions=[f"{ME}:no_gates"])
    assert validate(release, functions=[f"{ME}:no_gates"]).counts == {"custom-info": 6}
    (unrun,) = validate(release).violations
    assert (unrun.rule, unrun.expected) == ("custom-unrun", f"--checks {ME}:no_gates")
    done = run("validate", release, "--checks", f"{ME}:no_gates", PYTHONPATH=f"{Path(__file__).parent}:{sys.path[0]}")
    assert "custom-info (6)" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("check", "is not of the form"),
        ("nowhere.at_all:check", "cannot be imported"),
        (f"{ME}:ME", "is a str; name a function"),
        (f"{ME}:wrong_kind", "returned int; return or yield Violations"),
        (f"{ME}:wrong_items", "gave a str; give toolkit.findings.Violation"),
        (f"{ME}:wrong_rule", "gave the rule 'span'; use one of custom, custom-warning, custom-info"),
    ],
)
def test_a_function_that_is_none_is_one_sentence(
    path: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match=f"^checks.functions: .*{told}"):
        release_of(tmp_path, monkeypatch, functions=[path])


def test_a_user_sees_one_sentence(copy: Path) -> None:
    assert "nowhere:check" in refused(run("validate", copy, "--checks", "nowhere:check"))
