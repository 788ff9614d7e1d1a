"""The baseline: what is accepted, for how long, and that it shrinks by itself but grows only when asked."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from damage import remake, rewrite

from toolkit.baseline import Baseline, today
from toolkit.cli_validate import _baseline
from toolkit.errors import UsageError
from toolkit.findings import Report, Violation
from toolkit.validate import validate

DAY = date(2031, 5, 1)
LATER = date(2031, 6, 1)


@pytest.fixture
def damaged(copy: Path) -> Path:
    """A release with two texts that hold a replacement character."""

    def edit(found: list[dict[str, object]]) -> None:
        for row in found[:2]:
            row["text"] = f"{str(row['text'])[:-1]}\ufffd"

    rewrite(copy, "documents", edit)
    remake(copy)
    return copy


def accepted(damaged: Path, path: Path, until: date = LATER) -> Report:
    """Write a baseline of all that is found; gives the report before."""
    report = validate(damaged)
    Baseline(path, DAY).grow(report.violations, "the archive lost them", until)
    return report


def test_what_is_accepted_is_counted_and_no_finding(damaged: Path, tmp_path: Path) -> None:
    before = accepted(damaged, tmp_path / "b.toml")
    after = validate(damaged, baseline=Baseline(tmp_path / "b.toml", DAY))
    assert before.counts["replacement-character"] == 2
    assert (after.counts, after.violations) == ({}, ())
    assert after.accepted == sum(before.counts.values())


def test_every_entry_has_its_reason_and_its_end(damaged: Path, tmp_path: Path) -> None:
    accepted(damaged, tmp_path / "b.toml")
    entries = tomllib.loads((tmp_path / "b.toml").read_text(encoding="utf-8"))["accepted"]
    assert {(entry["reason"], entry["until"]) for entry in entries} == {("the archive lost them", LATER)}
    (tmp_path / "b.toml").write_text('[[accepted]]\nrule = "span"\nuntil = 2031-06-01\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"b\.toml: no key 'accepted\[1\]\.reason'; add it"):
        Baseline(tmp_path / "b.toml")


def test_past_its_end_an_entry_accepts_nothing_and_is_an_error(damaged: Path, tmp_path: Path) -> None:
    before = accepted(damaged, tmp_path / "b.toml")
    report = validate(damaged, baseline=Baseline(tmp_path / "b.toml", date(2031, 6, 2)))
    assert report.counts == {**before.counts, "baseline-expired": sum(before.counts.values())}
    assert not report.ok


def test_an_entry_that_accepts_nothing_is_a_warning_until_it_is_taken_out(
    damaged: Path, release: Path, tmp_path: Path
) -> None:
    before = accepted(damaged, tmp_path / "b.toml")
    baseline = Baseline(tmp_path / "b.toml", DAY)
    report = validate(release, baseline=baseline)
    assert report.counts == {"baseline-stale": sum(before.counts.values())}
    assert report.ok
    assert report.fails("warning")
    assert baseline.shrink() == len(before.violations)
    assert validate(release, baseline=Baseline(tmp_path / "b.toml", DAY)).counts == {}


def test_shrinking_keeps_what_is_needed_and_adds_nothing(damaged: Path, tmp_path: Path) -> None:
    accepted(damaged, tmp_path / "b.toml")
    rewrite(damaged, "documents", lambda found: found[3].update(title="Something else"))
    baseline = Baseline(tmp_path / "b.toml", DAY)
    found = validate(damaged, baseline=baseline)
    assert found.counts  # the hashes of the manifest at least
    text = (tmp_path / "b.toml").read_text(encoding="utf-8")
    assert baseline.shrink() == 0
    assert (tmp_path / "b.toml").read_text(encoding="utf-8") == text


def test_growing_renews_an_end_and_never_accepts_complaints_about_itself(damaged: Path, tmp_path: Path) -> None:
    accepted(damaged, tmp_path / "b.toml")
    baseline = Baseline(tmp_path / "b.toml", date(2032, 1, 1))
    report = validate(damaged, baseline=baseline)
    baseline.grow(report.violations, "still lost", date(2033, 1, 1))
    again = Baseline(tmp_path / "b.toml", date(2032, 1, 2))
    assert validate(damaged, baseline=again).counts == {}
    assert {entry.reason for entry in again.entries} == {"still lost"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[accepted]]\nrule = "spam"\nreason = "x"\nuntil = 2031-01-01\n', "there is no rule 'spam'"),
        ('[[accepted]]\nrule = "span"\nreason = "x"\nuntil = 2031-01-01\n' * 2, "two entries accept the same"),
        ('[[accepted]]\nrule = "span"\nreason = ""\nuntil = 2031-01-01\n', "reason"),
        ('[[accepted]]\nrule = "span"\nreason = "x"\nuntil = "soon"\n', "until"),
        ("accepted = 7\n", "accepted"),
        ("[", "is not TOML"),
    ],
)
def test_a_file_that_is_no_baseline_is_one_sentence(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        Baseline(tmp_path / "b.toml")


def test_an_end_that_is_past_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--until: 2031-04-30 is past"):
        Baseline(tmp_path / "b.toml", DAY).grow((), "x", date(2031, 4, 30))


def test_today_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1935619200")
    assert today() == date(2031, 5, 4)


def test_a_share_is_accepted_as_it_was_and_no_larger(tmp_path: Path) -> None:
    def found(share: str) -> Violation:
        return Violation("speaker-absent", "quotes", None, "speaker_status", share, "at most 2 %")

    path = tmp_path / "b.toml"
    Baseline(path, DAY).grow([found("8 of 270 quotes (2.96 %)")], "old tapes", LATER)
    baseline = Baseline(path, DAY)
    assert baseline.accepts(found("8 of 270 quotes (2.96 %)"))
    assert baseline.accepts(found("7 of 1,270 quotes (0.55 %)"))
    assert not baseline.accepts(found("107 of 270 quotes (39.6 %)"))


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_empty_reason_is_refused(reason: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the reason is empty"):
        _baseline(tmp_path / "b.toml", shrink=False, accept=reason, until=datetime(2131, 12, 31, tzinfo=UTC))
