"""What must hold between splits: who decided them, how large they are, and that nothing leaks from one to another.

Over all documents, as the end of integrity.py.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import polars as pl

from toolkit.config import Config
from toolkit.duplicates import Groups, duplicate_groups, signature
from toolkit.findings import Violation, shown
from toolkit.plurals import plural
from toolkit.slices import Slice
from toolkit.splits import SPLITS, assign, joined

if TYPE_CHECKING:
    from toolkit.duplicates import Signature

DEVIATIONS = 4
"""Standard deviations by which a split's share may miss the configured one: chance alone does so once in 16,000."""


def check_assignment(
    documents: pl.DataFrame, quotes: pl.DataFrame, config: Config, kept: Mapping[str, str]
) -> Iterator[Violation]:
    """Each document is in the split that its group's hash and the shares give, or an earlier version (`kept`).

    Where only the first of a group is kept, the hash may be that of a document which was left out, so nothing is known.
    """
    if config.duplicates.keep == "first":
        return
    known = documents.drop_nulls()
    truth = assign(together_of(known, quotes, config), config.splits, kept)
    for doc_id, split in known.select("doc_id", "split").rows():
        if split != truth[doc_id]:
            yield Violation("split-assignment", "documents", doc_id, "split", shown(split), shown(truth[doc_id]))


def together_of(documents: pl.DataFrame, quotes: pl.DataFrame, config: Config) -> Mapping[str, str]:
    """Document id to the name of what it stays together with, from the rows of a release without nulls in them."""
    groups = Groups()
    for doc_id, group in documents.select("doc_id", "duplicate_group").rows():
        groups.join(doc_id, group)
    shared: dict[str, list[str]] = {}
    if "utterance_id" in config.splits.group_by:
        own = quotes.drop_nulls().filter(pl.col("doc_id").is_in(documents["doc_id"].implode()))
        by_utterance = own.group_by("utterance_id").agg(pl.col("doc_id").unique().sort()).sort("utterance_id")
        shared = dict(by_utterance.rows())
    return joined(documents["doc_id"], groups, shared, config.splits)


def check_shares(documents: pl.DataFrame, config: Config) -> Iterator[Violation]:
    """Each split has its share of the documents, give or take what chance does to that many groups.

    The effective number of groups is Kish's: the square of the sum of their sizes over the sum of the squares.
    """
    sizes = documents.group_by("duplicate_group").len()["len"]
    if len(documents) < config.splits.min_documents or not len(documents):
        return
    effective = float(sizes.sum()) ** 2 / float((sizes.cast(pl.Float64) ** 2).sum())
    counts = dict(documents.group_by("split").len().rows())
    for split in SPLITS:
        share, wanted = counts.get(split, 0) / len(documents), float(getattr(config.splits, split))
        allowed = DEVIATIONS * math.sqrt(wanted * (1 - wanted) / effective)
        if abs(share - wanted) > allowed:
            found = f"{100 * share:.1f} % {split} of {plural(len(documents), 'document')}"
            expected = f"{100 * wanted:.1f} %, give or take {100 * allowed:.1f}"
            yield Violation("split-share", "documents", None, "split", found, expected)


class NearDuplicates:
    """Measures again which documents are near-duplicates, where there is more than one split to leak between."""

    def __init__(self, splits: int, threshold: float) -> None:
        self._measured = splits > 1
        self._threshold = threshold
        self._signatures: dict[str, Signature] = {}
        self._splits: dict[str, str] = {}

    def read(self, part: Slice) -> None:
        """Take the documents of a slice."""
        if self._measured:
            for doc_id, text in part.documents.select("doc_id", "text").drop_nulls().rows():
                self._signatures[doc_id] = signature(text)
                self._splits[doc_id] = part.split

    def check(self) -> Iterator[Violation]:
        """A violation for each document that has a near-duplicate in an earlier split."""
        if not self._measured:
            return
        groups = duplicate_groups(self._signatures.items(), self._threshold)
        members: dict[str, list[str]] = defaultdict(list)
        for doc_id in self._signatures:
            members[groups.find(doc_id)].append(doc_id)
        for first, *others in members.values():
            for other in others:
                if self._splits[other] != self._splits[first]:
                    found = f"{self._splits[other]!r}, and a near-duplicate, {first}, in {self._splits[first]!r}"
                    yield Violation("near-duplicate-split", "documents", other, "split", found, "one split")
