"""Which split a document goes to: decided by a hash of its group, so that it stays there whatever else is added."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from toolkit.config import Splits
from toolkit.duplicates import Groups

SPLITS = ("train", "validation", "test")


def split_of(group: str, shares: Splits) -> str:
    """The split of a group of documents: its hash, as a fraction of 1, falls into one of the shares."""
    point = int.from_bytes(hashlib.sha256(f"split:{group}".encode()).digest()[:8], "big") / 2**64
    if point < shares.train:
        return "train"
    return "validation" if point < shares.train + shares.validation else "test"


def assign(
    documents: Iterable[str], groups: Groups, utterances: Mapping[str, Iterable[str]], shares: Splits
) -> dict[str, str]:
    """Document id to split. `utterances` maps an utterance to the documents that quote it.

    Near-duplicates stay together whatever `group_by` says; documents that share an utterance, where it asks for that.
    With fewer documents than `min_documents` all of them are train.
    """
    documents = list(documents)
    if len(documents) < shares.min_documents:
        return dict.fromkeys(documents, "train")
    joined = Groups()
    for doc_id in documents:
        joined.join(groups.find(doc_id), doc_id)
    if "utterance_id" in shares.group_by:
        for first, *others in map(list, utterances.values()):
            for other in others:
                joined.join(first, other)
    return {doc_id: split_of(joined.find(doc_id), shares) for doc_id in documents}
