"""Drift: the statistics, and what a release that moved looks like."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import polars as pl
import pytest
from damage import Row, rewrite, rows
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from toolkit.cli import app
from toolkit.config import Distribution, Drift
from toolkit.drift import category_bins, check_drift, compare, jensen_shannon, judge, noise, psi, quantile_bins
from toolkit.errors import VersionTooSmall
from toolkit.outputs import render
from toolkit.release import Release
from toolkit.validate import validate

COUNTS = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=2, max_size=12)


@given(COUNTS)
def test_statistics_are_symmetric_bounded_and_zero_for_the_same(pairs: list[tuple[int, int]]) -> None:
    old, new = [p for p, _ in pairs], [q for _, q in pairs]
    assert jensen_shannon(old, old) == pytest.approx(0, abs=1e-7)
    assert psi(old, old) == 0
    assert jensen_shannon(old, new) == pytest.approx(jensen_shannon(new, old), abs=1e-7)
    assert 0 <= jensen_shannon(old, new) <= 1 + 1e-9
    assert psi(old, new) >= 0


@given(st.permutations(list("aaabbcdd")), st.permutations(list(range(20))))
def test_the_order_of_rows_is_irrelevant(letters: list[str], numbers: list[int]) -> None:
    old = pl.Series(list("aabbccdd"))
    assert category_bins(old, pl.Series(letters)) == category_bins(old, pl.Series(list("aaabbcdd")))
    assert quantile_bins(pl.Series(numbers), pl.Series(numbers)) == quantile_bins(
        pl.Series(range(20)), pl.Series(range(20))
    )


def test_statistics_of_a_case_worked_by_hand() -> None:
    assert jensen_shannon([1, 0], [0, 1]) == 1
    assert psi([5000, 5000], [7500, 2500]) == pytest.approx(0.25 * 1.0986, abs=1e-3)
    assert noise([50, 50], [50, 50]) == pytest.approx(3.841 * 0.02, rel=0.05)


def test_a_release_has_not_moved_from_itself(release: Path) -> None:
    moved = compare(Release(release), Release(release), Drift())
    assert [f"{each.table}.{each.column}" for each in moved] == [*get_args(Distribution)]
    assert all(each.psi == 0 and each.jensen_shannon < 1e-7 for each in moved)
    assert not {each.verdict for each in moved} & {"moderate", "large"}


def test_half_of_a_label_gone_is_a_warning_and_an_error_where_configured() -> None:
    bins = category_bins(pl.Series(["PERSON"] * 900 + ["ORG"] * 100), pl.Series(["PERSON"] * 100 + ["ORG"] * 100))
    limits = Drift(at_most={"entities.label": 0.2})
    moved = [judge("entities", "label", bins, limits)]
    assert [each.rule for each in check_drift(moved, limits)] == ["drift-limit"]
    assert [each.rule for each in check_drift(moved, Drift())] == ["drift"]
    assert "PERSON 90.0 % -> 50.0 %" in next(check_drift(moved, limits)).found


def test_few_rows_are_said_to_be_too_few() -> None:
    bins = category_bins(pl.Series(["a", "b", "c"]), pl.Series(["a", "a", "b"]))
    assert [each.rule for each in check_drift([judge("quotes", "quote_type", bins, Drift())], Drift())] == [
        "drift-unsure"
    ]


def test_most_of_a_label_gone_is_seen_and_shown(release: Path, copy: Path) -> None:
    people = [row["entity_id"] for row in rows(copy, "entities") if row["label"] == "PERSON"]
    gone = set(people) - set(people[::6])

    def drop(found: list[Row]) -> list[Row]:
        return [row for row in found if row["entity_id"] not in gone]

    rewrite(copy, "entities", drop)
    manifest = json.loads((copy / "manifest.json").read_bytes())
    limits = {"at_most": {"entities.label": 0.001, "quotes.quote_type": 0.001}}
    manifest["configuration"]["checks"]["drift"] |= limits
    (copy / "manifest.json").write_text(json.dumps(manifest))
    report = validate(copy, against=release)
    far = {f"{each.table}.{each.column}" for each in report.drift if each.verdict in ("moderate", "large")}
    assert far == {"entities.label"}
    (said,) = report.of("drift-limit")
    assert (said.table, said.column, said.severity) == ("entities", "label", "error")
    assert "PERSON" in said.found.split(":")[1].split(",")[0]
    assert not [each for each in report.of("drift") if each.column == "label"]
    for form in ("text", "html"):
        page = render(report, form)
        assert f"1 of {len(report.drift)} distributions moved" in page
        assert "PERSON" in page.split("distributions moved")[1]

    shown = CliRunner().invoke(app, ["validate", str(copy), "--against", str(release)])
    assert shown.exit_code == VersionTooSmall.exit_code  # rows are gone: a minor change
    assert "entities.label (" in shown.stdout


def test_nothing_moved_is_shown_too(release: Path) -> None:
    report = validate(release, against=release)
    assert f"0 of {len(get_args(Distribution))} distributions moved" in render(report, "text")
    assert not {"drift", "drift-limit"} & set(report.counts)
