"""Near-duplicate articles: MinHash signatures over word trigrams, joined where their Jaccard similarity is high.

Broder, "On the resemblance and containment of documents" (1997); banding as in Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", chapter 3. Only signatures are compared, never texts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

PERMUTATIONS = 128
SHINGLE = 3
"""Words in a shingle. Trigrams let two wire copies that differ in a headline, a foot and some cuts stay similar."""

Signature = NDArray[np.uint32]


def signature(text: str) -> Signature:
    """MinHash signature (128 values) of a text, by its words alone: case, punctuation and layout do not count."""
    from datasketch import MinHash

    words = re.findall(r"[^\W_]+", text.casefold())
    shingles = {" ".join(words[i : i + SHINGLE]).encode() for i in range(max(1, len(words) - SHINGLE + 1))}
    minhash = MinHash(num_perm=PERMUTATIONS, seed=1)
    minhash.update_batch(sorted(shingles))
    return np.asarray(minhash.hashvalues, dtype=np.uint32)


class Groups:
    """Disjoint sets of strings (union-find); a group is named after its smallest member, whatever the order of joins."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, key: str) -> str:
        """The name of the key's group: the key itself where it was never joined."""
        way = []
        while (parent := self._parent.get(key, key)) != key:
            way.append(key)
            key = parent
        for passed in way:
            self._parent[passed] = key
        return key

    def join(self, one: str, other: str) -> None:
        """Make the two keys' groups one."""
        small, large = sorted((self.find(one), self.find(other)))
        if small != large:
            self._parent[large] = small


def duplicate_groups(signatures: Iterable[tuple[str, Signature]], threshold: float) -> Groups:
    """Document ids joined where the estimated Jaccard similarity of their signatures reaches `threshold`.

    Candidates share at least one band of the signature; each is then compared in full.
    """
    rows = _rows_per_band(threshold)
    buckets: dict[bytes, list[str]] = defaultdict(list)
    seen: dict[str, Signature] = {}
    groups = Groups()
    for doc_id, own in signatures:
        for start in range(0, PERMUTATIONS - rows + 1, rows):
            bucket = buckets[start.to_bytes(2, "big") + own[start : start + rows].tobytes()]
            for other in bucket:
                if groups.find(doc_id) != groups.find(other) and np.mean(own == seen[other]) >= threshold:
                    groups.join(doc_id, other)
            # Of a group, one member a bucket is enough where all of them agree there.
            if not any(groups.find(other) == groups.find(doc_id) for other in bucket):
                bucket.append(doc_id)
        seen[doc_id] = own
    return groups


def _rows_per_band(threshold: float) -> int:
    """As many rows a band as still find a pair at the threshold with a probability of 0.99 or more."""
    fitting = [r for r in range(1, 17) if 1 - (1 - threshold**r) ** (PERMUTATIONS // r) >= 0.99]
    return max(fitting, default=1)
