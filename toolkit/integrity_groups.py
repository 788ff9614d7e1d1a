"""What shows only over all rows of a release: keys that occur twice, groups of documents, statements.

Gathered slice by slice. Of a row no more is kept than eight bytes for its key, but for documents, and for quotes that
share a statement with another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import polars as pl

from toolkit.config import Splits
from toolkit.contracts import Contract, load_contracts
from toolkit.findings import Violation, shown
from toolkit.release import Release
from toolkit.slices import Slice
from toolkit.utterances import compatible

_DOCUMENT = ("doc_id", "duplicate_group", "split")
_QUOTE = ("quote_id", "doc_id", "utterance_id", "speaker_name")
_ID, _STATEMENT = pl.col("quote_id"), pl.col("utterance_id")


class Keys:
    """The primary keys of all tables, each as a hash of eight bytes: so little is kept that any release fits."""

    def __init__(self) -> None:
        self._hashes: dict[str, list[pl.Series]] = {table: [] for table in load_contracts()}

    def read(self, part: Slice) -> None:
        """Take the keys of a slice."""
        for table, contract in load_contracts().items():
            self._hashes[table].append(part.tables[table][contract.primary_key[0]].drop_nulls().hash())

    def check(self, frames: Callable[[str, str], Iterator[pl.DataFrame]]) -> Iterator[Violation]:
        """A violation for each key that occurs twice; the keys themselves are read only where two hashes agree.

        `frames` gives a column of a table, some rows at a time.
        """
        for table, contract in load_contracts().items():
            hashes, key = pl.concat([pl.Series(dtype=pl.UInt64), *self._hashes.pop(table)]), contract.primary_key[0]
            if hashes.n_unique() < len(hashes):
                twice = hashes.filter(hashes.is_duplicated()).unique().implode()
                likely = [frame.filter(pl.col(key).hash().is_in(twice)) for frame in frames(table, key)]
                yield from check_primary_key(contract, pl.concat(likely))


def check_primary_key(contract: Contract, keys: pl.DataFrame) -> Iterator[Violation]:
    """No key occurs twice in a table."""
    key = contract.primary_key[0]
    twice = keys.drop_nulls().group_by(key).len().filter(pl.col("len") > 1).sort(key)
    for value, count in twice.rows():
        yield Violation("primary-key", contract.name, value, key, f"{count} rows", "one row")


class Groups:
    """Near-duplicate documents, and quotes of one statement."""

    def __init__(self) -> None:
        self._documents: list[pl.DataFrame] = []
        self._later: list[pl.DataFrame] = []

    def read(self, part: Slice) -> None:
        """Take the documents of a slice, and those of its quotes that are not the first of their statement."""
        self._documents.append(part.documents.select(_DOCUMENT))
        self._later.append(part.tables["quotes"].select(_QUOTE).filter(~_ID.eq_missing(_STATEMENT)))

    def documents(self) -> pl.DataFrame:
        """All documents, with their groups and splits."""
        return pl.concat(self._documents)

    def shared(self, release: Release) -> pl.DataFrame:
        """The quotes whose statement another quote shares, and those whose statement is not named after them."""
        later = pl.concat(self._later)
        named = later["utterance_id"].drop_nulls().unique().implode()
        firsts = [
            frame.filter((_ID == _STATEMENT) & _ID.is_in(named))
            for frame in (release.frames("quotes", *_QUOTE) if len(later) else ())
        ]
        return pl.concat([later, *firsts])

    def check(self, documents: pl.DataFrame, quotes: pl.DataFrame, shares: Splits) -> Iterator[Violation]:
        """Groups are named after their first member and stay in one split; an utterance has one speaker.

        `documents` and `quotes` as `documents` and `shared` give them.
        """
        alone = (pl.col("doc_id") == pl.col("duplicate_group")) & ~pl.col("duplicate_group").is_duplicated()
        groups = (
            documents.filter(~alone)
            .group_by("duplicate_group")
            .agg(pl.col("split").unique().sort(), pl.col("doc_id").min())
        )
        odd = (pl.col("split").list.len() > 1) | (pl.col("duplicate_group") != pl.col("doc_id"))
        for group, splits, doc_id in groups.drop_nulls().filter(odd).sort("duplicate_group").rows():
            if len(splits) > 1:
                expected = f"one split for the group {group}"
                yield Violation("duplicate-split", "documents", doc_id, "split", shown(splits), expected)
            if group != doc_id:
                expected = f"the smallest id in it, {doc_id}"
                yield Violation("duplicate-group", "documents", doc_id, "duplicate_group", shown(group), expected)
        yield from _check_utterances(quotes)
        if "utterance_id" in shares.group_by:
            for utterance, splits in across_splits(documents, quotes).rows():
                yield Violation("utterance-split", "quotes", utterance, "utterance_id", shown(splits), "one split")


def _check_utterances(quotes: pl.DataFrame) -> Iterator[Violation]:
    firsts = quotes.group_by("utterance_id").agg(pl.col("quote_id").min().alias("first"))
    spoken = quotes.select("utterance_id", "speaker_name").drop_nulls().unique()["utterance_id"]
    named = firsts.filter(pl.col("first") != pl.col("utterance_id"))["utterance_id"]
    looked_at = pl.concat([named, spoken.filter(spoken.is_duplicated())]).unique()
    members = (
        quotes.filter(pl.col("utterance_id").is_in(looked_at.implode()))
        .group_by("utterance_id")
        .agg(
            pl.col("quote_id").min().alias("first"),
            pl.col("speaker_name").drop_nulls().unique().sort(),
        )
    )
    odd = (pl.col("utterance_id") != pl.col("first")) | (pl.col("speaker_name").list.len() > 1)
    for utterance, first, speakers in members.drop_nulls().filter(odd).sort("utterance_id").rows():
        if utterance != first:
            expected = f"the smallest id in it, {first}"
            yield Violation("utterance", "quotes", first, "utterance_id", shown(utterance), expected)
        if not all(compatible(one, other) for one, other in combinations(speakers, 2)):
            expected = f"names of one speaker for {utterance}"
            yield Violation("utterance", "quotes", first, "speaker_name", shown(speakers), expected)


def across_splits(documents: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """The utterances that documents of several splits quote, in order, each with these `splits`."""
    joined = quotes.select("doc_id", "utterance_id").join(documents.select("doc_id", "split"), on="doc_id")
    splits = joined.group_by("utterance_id").agg(pl.col("split").unique().sort().alias("splits"))
    return splits.filter(pl.col("splits").list.len() > 1).sort("utterance_id")
