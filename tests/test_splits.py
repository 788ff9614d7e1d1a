"""Splits: decided by a hash, kept together, near to what was asked for."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.config import Splits
from toolkit.duplicates import Groups
from toolkit.splits import SPLITS, assign, split_of

IDS = [f"{number * 2654435761 % 2**64:016x}" for number in range(5_000)]
SHARES = Splits(min_documents=0)


@pytest.mark.parametrize(
    "shares", [(0.8, 0.1, 0.1), (0.5, 0.25, 0.25), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (0.9, 0.0, 0.1)]
)
def test_shares_are_near_to_what_was_asked(shares: tuple[float, float, float]) -> None:
    wanted = Splits(train=shares[0], validation=shares[1], test=shares[2], min_documents=0)
    counts = Counter(assign(IDS, Groups(), {}, wanted).values())
    for split, share in zip(SPLITS, shares, strict=True):
        assert counts[split] / len(IDS) == pytest.approx(share, abs=0.02)
        assert share or not counts[split]


@given(st.lists(st.sampled_from(IDS), unique=True, min_size=1), st.lists(st.sampled_from(IDS), unique=True))
def test_a_document_stays_where_it_is_when_others_come(before: list[str], more: list[str]) -> None:
    one = assign(before, Groups(), {}, SHARES)
    later = assign({*before, *more}, Groups(), {}, SHARES)
    assert {key: later[key] for key in before} == one


@pytest.mark.parametrize("group_by", [["duplicate_group"], ["utterance_id"], []])
def test_near_duplicates_stay_together_whatever_else_is_asked(group_by: list[str]) -> None:
    groups = Groups()
    for one, other in zip(IDS[:2_000:2], IDS[1:2_000:2], strict=True):
        groups.join(one, other)
    found = assign(IDS, groups, {}, Splits(min_documents=0, group_by=group_by))
    assert all(found[key] == found[groups.find(key)] for key in IDS)


def test_documents_that_share_an_utterance_stay_together_where_it_is_asked() -> None:
    quoted = {f"u{n}": {IDS[n], IDS[n + 1], IDS[n + 7]} for n in range(0, 900, 30)}
    apart = assign(IDS, Groups(), quoted, SHARES)
    together = assign(IDS, Groups(), quoted, Splits(min_documents=0, group_by=["duplicate_group", "utterance_id"]))
    assert any(len({apart[key] for key in keys}) > 1 for keys in quoted.values())
    assert all(len({together[key] for key in keys}) == 1 for keys in quoted.values())


def test_too_few_documents_are_all_train() -> None:
    assert set(assign(IDS[:49], Groups(), {}, Splits()).values()) == {"train"}
    assert set(assign(IDS[:400], Groups(), {}, Splits()).values()) == set(SPLITS)


def test_a_group_has_its_split_for_good() -> None:
    """Pinned: a change of the hash would move documents between the splits of published data sets."""
    assert [split_of(f"{n:016x}", SHARES) for n in range(12)] == PINNED


PINNED = ["test", *["train"] * 5, "validation", *["train"] * 5]
