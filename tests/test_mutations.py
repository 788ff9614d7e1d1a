"""The mutation benchmark, held: nothing survives, and nothing is found where nothing was done."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from quick import ROOT

sys.path.insert(0, str(ROOT / "benchmarks" / "mutations"))

import run

from toolkit.rules import load_rules


def test_there_are_many_mutations_and_each_has_its_rule() -> None:
    known = list(run.mutations())
    assert len({each.name for each in known}) >= 60
    assert {each.rule for each in known} <= set(load_rules())


@pytest.mark.slow
def test_no_mutation_survives(release: Path, split_release: Path) -> None:
    found = run.outcomes(release, split_release)
    assert [each.mutation.name for each in found if each.survived] == []
    assert sum(each.forged is not None for each in found) >= 60
