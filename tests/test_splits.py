"""Splits: decided by a hash, kept together, near to what was asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.config import Splits
from toolkit.duplicates import Groups
from toolkit.splits import SPLITS, assign, joined, kept_splits, split_of

IDS = [f"{number * 2654435761 % 2**64:016x}" for number in range(5_000)]
SHARES = Splits(min_documents=0)


def splits(
    documents: Iterable[str],
    groups: Groups,
    utterances: Mapping[str, Iterable[str]],
    shares: Splits,
    before: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Document to split, as a build decides it; `before` are the splits of the version before."""
    together = joined(documents, groups, utterances, shares)
    return assign(together, shares, kept_splits(together, shares, before or {}))


@pytest.mark.parametrize(
    "shares", [(0.8, 0.1, 0.1), (0.5, 0.25, 0.25), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (0.9, 0.0, 0.1)]
)
def test_shares_are_near_to_what_was_asked(shares: tuple[float, float, float]) -> None:
    wanted = Splits(train=shares[0], validation=shares[1], test=shares[2], min_documents=0)
    counts = Counter(splits(IDS, Groups(), {}, wanted).values())
    for split, share in zip(SPLITS, shares, strict=True):
        assert counts[split] / len(IDS) == pytest.approx(share, abs=0.02)
        assert share or not counts[split]


@given(st.lists(st.sampled_from(IDS), unique=True, min_size=1), st.lists(st.sampled_from(IDS), unique=True))
def test_a_document_stays_where_it_is_when_others_come(before: list[str], more: list[str]) -> None:
    one = splits(before, Groups(), {}, SHARES)
    later = splits({*before, *more}, Groups(), {}, SHARES)
    assert {key: later[key] for key in before} == one


@pytest.mark.parametrize("group_by", [["duplicate_group"], ["utterance_id"], []])
def test_near_duplicates_stay_together_whatever_else_is_asked(group_by: list[str]) -> None:
    groups = Groups()
    for one, other in zip(IDS[:2_000:2], IDS[1:2_000:2], strict=True):
        groups.join(one, other)
    found = splits(IDS, groups, {}, Splits(min_documents=0, group_by=group_by))
    assert all(found[key] == found[groups.find(key)] for key in IDS)


def test_documents_that_share_an_utterance_stay_together_where_it_is_asked() -> None:
    quoted = {f"u{n}": {IDS[n], IDS[n + 1], IDS[n + 7]} for n in range(0, 900, 30)}
    apart = splits(IDS, Groups(), quoted, SHARES)
    together = splits(IDS, Groups(), quoted, Splits(min_documents=0, group_by=["duplicate_group", "utterance_id"]))
    assert any(len({apart[key] for key in keys}) > 1 for keys in quoted.values())
    assert all(len({together[key] for key in keys}) == 1 for keys in quoted.values())


def test_too_few_documents_are_all_train() -> None:
    assert set(splits(IDS[:49], Groups(), {}, Splits()).values()) == {"train"}
    assert set(splits(IDS[:400], Groups(), {}, Splits()).values()) == set(SPLITS)


# ---- from version to version

VERSIONS = st.lists(
    st.tuples(
        st.sets(st.sampled_from(IDS[:40]), max_size=12),  # documents that come
        st.lists(st.tuples(st.sampled_from(IDS[:40]), st.sampled_from(IDS[:40])), max_size=6),  # near-duplicates
    ),
    min_size=2,
    max_size=5,
)


@given(VERSIONS, st.sampled_from([0, 10, 25]))
def test_from_version_to_version_only_a_near_duplicate_moves_a_document(
    versions: list[tuple[set[str], list[tuple[str, str]]]], min_documents: int
) -> None:
    """Whatever is added: a document that moves has, in its group, one that had another split before."""
    shares = Splits(train=0.4, validation=0.3, test=0.3, min_documents=min_documents)
    documents, groups, before = set[str](), Groups(), dict[str, str]()
    for more, pairs in versions:
        documents |= more
        for one, other in pairs:
            if one in documents and other in documents:
                groups.join(one, other)
        now = splits(sorted(documents), groups, {}, shares, before)
        for doc_id, split in before.items():
            had = {before[other] for other in before if groups.find(other) == groups.find(doc_id)}
            assert now[doc_id] == split if had == {split} else now[doc_id] in had
            assert split != "train" or now[doc_id] == "train"
        assert len({(groups.find(doc_id), split) for doc_id, split in now.items()}) == len(
            {groups.find(doc_id) for doc_id in now}
        )
        before = now


def test_a_near_duplicate_with_a_smaller_id_takes_the_split_of_those_before_it() -> None:
    """The group gets another name, and its hash says another split: without an earlier version it would move."""
    small, large = next(
        (a, b) for a in sorted(IDS) for b in IDS if a < b and split_of(a, SHARES) != split_of(b, SHARES)
    )
    groups = Groups()
    groups.join(small, large)
    before = splits([large], Groups(), {}, SHARES)
    assert splits([small, large], groups, {}, SHARES)[large] != before[large]
    assert splits([small, large], groups, {}, SHARES, before) == dict.fromkeys([small, large], before[large])


def test_what_was_trained_on_never_becomes_a_test() -> None:
    groups = Groups()
    groups.join(IDS[0], IDS[1])
    for other in ("validation", "test"):
        before = {IDS[0]: other, IDS[1]: "train"}
        assert splits(IDS[:3], groups, {}, SHARES, before)[IDS[0]] == "train"
    assert splits(IDS[:3], groups, {}, SHARES, {IDS[0]: "test", IDS[1]: "validation"})[IDS[0]] == "validation"


def test_a_data_set_that_outgrows_min_documents_moves_nothing() -> None:
    few = splits(IDS[:49], Groups(), {}, Splits())
    more = splits(IDS[:400], Groups(), {}, Splits(), few)
    assert {more[doc_id] for doc_id in few} == {"train"}
    assert set(more.values()) == set(SPLITS)
    assert splits(IDS[:40], Groups(), {}, Splits(), more) == {doc_id: more[doc_id] for doc_id in IDS[:40]}


def test_only_what_the_hash_would_not_say_is_kept() -> None:
    together = joined(IDS[:100], Groups(), {}, SHARES)
    own = assign(together, SHARES, {})
    assert kept_splits(together, SHARES, own) == {}
    moved = next(doc_id for doc_id in IDS[:100] if own[doc_id] != "test")
    assert kept_splits(together, SHARES, own | {moved: "test"}) == {moved: "test"}


def test_a_group_has_its_split_for_good() -> None:
    """Pinned: a change of the hash would move documents between the splits of published data sets."""
    assert [split_of(f"{n:016x}", SHARES) for n in range(12)] == PINNED


PINNED = ["test", *["train"] * 5, "validation", *["train"] * 5]
