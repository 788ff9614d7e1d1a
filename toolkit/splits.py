"""Which split a document goes to: decided by a hash of its group, so that it stays there whatever else is added.

A group is named after its smallest document, so one that grows may get another name and thus another hash. Where an
earlier version is at hand, the split that it gave wins: see `kept_splits`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from toolkit.config import Splits
from toolkit.duplicates import Groups

SPLITS = ("train", "validation", "test")


def split_of(group: str, shares: Splits) -> str:
    """The split of a group of documents: its hash, as a fraction of 1, falls into one of the shares."""
    point = int.from_bytes(hashlib.sha256(f"split:{group}".encode()).digest()[:8], "big") / 2**64
    if point < shares.train:
        return "train"
    return "validation" if point < shares.train + shares.validation else "test"


def joined(
    documents: Iterable[str], groups: Groups, utterances: Mapping[str, Iterable[str]], shares: Splits
) -> Mapping[str, str]:
    """Document id to the name of what it stays together with, its smallest document.

    `utterances` maps an utterance to the documents that quote it. Near-duplicates stay together whatever `group_by`
    says; documents that share an utterance, where it asks for that.
    """
    documents, together = list(documents), Groups()
    for doc_id in documents:
        together.join(groups.find(doc_id), doc_id)
    if "utterance_id" in shares.group_by:
        for first, *others in map(list, utterances.values()):
            for other in others:
                together.join(first, other)
    return {doc_id: together.find(doc_id) for doc_id in documents}


def assign(together: Mapping[str, str], shares: Splits, kept: Mapping[str, str]) -> dict[str, str]:
    """Document id to split. `together` is what `joined` gives, `kept` what `kept_splits` gives: it wins over the hash.

    With fewer documents than `min_documents` all of them are train.
    """
    few = len(together) < shares.min_documents
    return {
        doc_id: kept.get(group) or ("train" if few else split_of(group, shares)) for doc_id, group in together.items()
    }


def kept_splits(together: Mapping[str, str], shares: Splits, before: Mapping[str, str]) -> dict[str, str]:
    """The groups that `before`, document id to its split in an earlier version, keeps from what the hash says.

    Where documents of several splits have become one group, it goes to the first of train, validation, test that one
    of them had: what a model may have been fitted to never becomes a measure of it.
    """
    had: dict[str, str] = {}
    for doc_id, group in together.items():
        if doc_id in before:
            had[group] = _first((before[doc_id], had.get(group, before[doc_id])))
    without = assign(together, shares, {})
    return {group: had[group] for doc_id, group in together.items() if group in had and without[doc_id] != had[group]}


def _first(splits: Sequence[str]) -> str:
    return min(splits, key=SPLITS.index)
