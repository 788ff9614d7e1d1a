"""What is whole stays whole, and what a report of damage says."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from damage import data_file, put, remake, rewrite, rows
from quick import SEEDS
from test_validate_claims import CLAIM_DAMAGE
from test_validate_more import MORE_DAMAGE, SPLIT_DAMAGE
from test_validate_rows import ROW_DAMAGE

from toolkit.contracts import TABLES, load_contracts, to_arrow
from toolkit.findings import KEPT, Findings, Violation
from toolkit.questions import RULES
from toolkit.release import Release
from toolkit.rules import load_rules
from toolkit.validate import validate


@pytest.mark.parametrize("which", ["release", "split_release"])
def test_an_untouched_release_keeps_every_promise(which: str, request: pytest.FixtureRequest) -> None:
    report = validate(request.getfixturevalue(which))
    assert report.violations == ()
    assert report.rows["documents"] == 8


def test_a_copy_keeps_them_too_and_so_does_one_from_the_hub(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / ".gitattributes").write_text("*.parquet filter=lfs\n")
    (copy / ".cache" / "huggingface").mkdir(parents=True)
    (copy / ".cache" / "huggingface" / "CACHEDIR.TAG").write_text("")
    monkeypatch.chdir(copy.parent)
    assert validate(Path("release")).ok


def test_a_release_remade_without_damage_keeps_them(split_copy: Path) -> None:
    for table in TABLES:
        for split in Release(split_copy).data_files(table):
            rewrite(split_copy, table, lambda found: None, split)
    remake(split_copy)
    assert validate(split_copy).violations == ()


def test_all_violations_are_counted_and_the_first_of_each_rule_kept() -> None:
    findings = Findings()
    findings.add(Violation("span", "quotes", str(n), None, "a", "b") for n in range(KEPT + 5))
    findings.add([Violation("enum", "quotes", "1", None, "a", "b")])
    assert findings.counts == {"span": KEPT + 5, "enum": 1}
    assert [violation.key for violation in findings.kept if violation.rule == "span"] == [str(n) for n in range(KEPT)]


def test_a_violation_names_rule_table_key_and_both_values(copy: Path) -> None:
    rewrite(copy, "quotes", lambda found: found[1].update(confidence=7.0))
    key = rows(copy, "quotes")[1]["quote_id"]
    found = next(violation for violation in validate(copy).violations if violation.rule == "range")
    assert replace(found, place=None) == Violation("range", "quotes", key, "confidence", "7.0", "at most 1")


def test_a_raw_article_that_changed_is_found_where_the_sources_are_named(release: Path, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS, seeds)
    changed = seeds / "tarnwick-courier" / "2031-03-04-ferry-vote.txt"
    changed.write_bytes(changed.read_bytes() + b"\nAnd more.\n")
    report = validate(release, [str(seeds)])
    assert report.counts == {"source": 1}
    assert report.compared == 7


def test_files_of_several_row_groups_and_pieces_are_one_table(copy: Path) -> None:
    path = data_file(copy, "quotes")
    found = rows(copy, "quotes")
    half = len(found) // 2
    path.unlink()
    put(path.with_name("train-00000-of-00002.parquet"), "quotes", found[:half])
    put(path.with_name("train-00001-of-00002.parquet"), "quotes", found[half:])
    remake(copy)
    assert validate(copy).violations == ()


def test_the_contract_columns_are_those_of_the_files(release: Path) -> None:
    for table in TABLES:
        assert pq.read_schema(data_file(release, table)).equals(to_arrow(load_contracts()[table]), check_metadata=True)


def test_every_rule_can_be_broken_by_damage() -> None:
    damages = (*ROW_DAMAGE.values(), *CLAIM_DAMAGE.values(), *MORE_DAMAGE.values(), *SPLIT_DAMAGE.values())
    known = {rule for _, rule in damages}
    elsewhere = {"schema", "required", "duplicate-split", "utterance-split", "baseline-stale", "baseline-expired"}
    elsewhere |= {"equal-type", "unchecked"}  # without a manifest: test_bare.py
    elsewhere |= {"version", "predecessor", "drift", "drift-limit", "drift-unsure"}  # with an earlier release
    elsewhere |= set(RULES.values())  # test_datasheet.py
    elsewhere |= {"custom", "custom-warning", "custom-info", "custom-unrun"}  # test_custom.py
    elsewhere |= {"evaluation", "evaluation-stale", "withdrawn"}  # test_record.py, test_withdraw.py
    elsewhere |= {"offset", "edition"}  # test_standoff.py
    elsewhere |= {"correction", "rebuild", "rebuild-cause"}  # test_corrections.py, test_rebuild.py
    elsewhere |= {"edition", "offset"}  # of a stand-off edition: test_standoff.py
    assert set(load_rules()) == known | elsewhere
