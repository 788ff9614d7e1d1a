"""The documents of two releases: who came, went, was rewritten, changed its split or its id."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from toolkit.difference import Documents, Example
from toolkit.paired import EXAMPLES, Both
from toolkit.vectors import Positions, Vector, hashes


@dataclass(frozen=True)
class DocumentRows:
    """The documents of both releases: who came, went, was rewritten, changed its split or its id."""

    both: Both
    withdrawn: Collection[str] = ()
    """Ids under which nothing must come back: the new release's tombstones."""

    def alone(self, *, new: bool) -> Vector:
        """Keys of the documents that only one side has."""
        (old_keys, new_keys), pairs = self.both.key_vectors, self.both.pairs
        alone: Vector = new_keys[pairs.added] if new else old_keys[pairs.removed]
        return alone

    @cached_property
    def rewritten(self) -> Vector:
        """Keys of the documents whose text has changed."""
        if self.both.unchanged or self.both.text_column is None:
            return np.empty(0, dtype=np.uint64)
        pairs = self.both.pairs
        found: Vector = self.both.key_vectors[1][
            pairs.new[self.both.texts[0][pairs.old] != self.both.texts[1][pairs.new]]
        ]
        return found

    def found(self) -> Documents:
        """What became of the documents."""
        if self.both.unchanged:
            return Documents()
        moves, forced, shown = self._moves()
        renamed = self._renamed()
        return Documents(
            texts=len(self.rewritten),
            text_examples=tuple(f"{key:016x}" for key in self.rewritten[:EXAMPLES]),
            moves=moves or None,
            forced=forced,
            move_examples=shown,
            renamed=tuple(renamed[:EXAMPLES]),
            renamed_rows=len(renamed),
            withdrawn=len(self._withdrawn() - {each.old for each in renamed}),
        )

    def _withdrawn(self) -> set[str]:
        stones = np.array([int(doc_id, 16) for doc_id in self.withdrawn], dtype=np.uint64)
        alone = self.alone(new=False)
        return {f"{key:016x}" for key in alone[np.isin(alone, stones)].tolist()}

    def _moves(self) -> tuple[Mapping[str, int], int, tuple[Example, ...]]:
        pairs = self.both.pairs
        before, after = self.both.old.split_of_rows()[pairs.old], self.both.new.split_of_rows()[pairs.new]
        moved = np.flatnonzero(before != after)
        if not len(moved):
            return {}, 0, ()
        frame = pl.DataFrame({"old": before, "new": after})
        ways = frame[moved].group_by("old", "new").len().sort("old", "new").rows()
        shown = tuple(
            Example(self.both.key_of(new=True, position=int(pairs.new[index])), str(before[index]), str(after[index]))
            for index in moved[:EXAMPLES]
        )
        return {f"{old} -> {new}": count for old, new, count in ways}, self._forced(frame, moved), shown

    def _forced(self, frame: pl.DataFrame, moved: Positions) -> int:
        """Moved documents whose group of near-duplicates has members that had different splits before."""
        if "duplicate_group" not in self.both.new.columns:
            return 0
        groups = hashes(self.both.new, "duplicate_group")[self.both.pairs.new]
        mixed = frame.select(pl.col("old").n_unique().over(pl.Series("group", groups)).alias("splits"))
        return int((mixed["splits"].to_numpy()[moved] > 1).sum())

    def _renamed(self) -> list[Example]:
        """Removed and added documents of one text: the same under another id."""
        pairs = self.both.pairs
        if not len(pairs.removed) or not len(pairs.added) or self.both.text_column is None:
            return []
        removed = pl.DataFrame({"text": self.both.texts[0][pairs.removed], "old": pairs.removed})
        added = pl.DataFrame({"text": self.both.texts[1][pairs.added], "new": pairs.added})
        met = added.unique("text", keep="first").join(removed.unique("text", keep="first"), on="text")
        return [
            Example(
                self.both.key_of(new=True, position=new),
                self.both.key_of(new=False, position=old),
                self.both.key_of(new=True, position=new),
            )
            for old, new in met.sort("new").select("old", "new").rows()
        ]
