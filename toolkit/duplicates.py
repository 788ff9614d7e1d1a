"""Near-duplicate articles: MinHash signatures over word trigrams, joined where their Jaccard similarity is high.

Broder, "On the resemblance and containment of documents" (1997); banding as in Leskovec, Rajaraman and Ullman,
"Mining of Massive Datasets", chapter 3. Only signatures are compared, never texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

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
    """Disjoint sets of strings (union-find). A group is named after its smallest member, in whatever order it grew."""

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

    Candidates share at least one band of the signature, and all of them are compared in full: the groups are the
    connected components of what is similar, whatever the order.
    """
    ids, matrix = _stacked(signatures)
    rows = _rows_per_band(threshold)
    groups = Groups()
    for start in range(0, PERMUTATIONS - rows + 1, rows):
        for bucket in _buckets(matrix[:, start : start + rows]):
            _join_similar(bucket, ids, matrix, threshold, groups)
    return groups


def _stacked(signatures: Iterable[tuple[str, Signature]]) -> tuple[list[str], NDArray[np.uint32]]:
    """Ids and signatures, half a kilobyte a document."""
    ids: list[str] = []
    blob = bytearray()
    for doc_id, own in signatures:
        ids.append(doc_id)
        blob += own.tobytes()
    return ids, np.frombuffer(blob, dtype=np.uint32).reshape(len(ids), PERMUTATIONS)


def _buckets(band: NDArray[np.uint32]) -> Iterator[NDArray[np.intp]]:
    """The documents, by index, that agree in a band: each set of two and more."""
    keys = np.ascontiguousarray(band).view(f"V{band.shape[1] * band.itemsize}").ravel()
    _, which, counts = np.unique(keys, return_inverse=True, return_counts=True)
    order = np.argsort(which, kind="stable")
    ends = np.cumsum(counts)
    for end, count in zip(ends[counts > 1], counts[counts > 1], strict=True):
        yield order[end - count : end]


def _join_similar(
    bucket: NDArray[np.intp], ids: Sequence[str], matrix: NDArray[np.uint32], threshold: float, groups: Groups
) -> None:
    """Join the documents of a bucket that are similar; those that already are in one group need no comparing."""
    names = [groups.find(ids[index]) for index in bucket]
    for place, one in enumerate(bucket[:-1]):
        if len(set(names[place:])) == 1:
            return
        others = [other for other in range(place + 1, len(bucket)) if names[other] != names[place]]
        similar = (matrix[bucket[others]] == matrix[one]).mean(axis=1) >= threshold
        for other in np.asarray(others)[similar]:
            groups.join(ids[one], ids[bucket[other]])
        if similar.any():
            names = [groups.find(ids[index]) for index in bucket]


def _rows_per_band(threshold: float) -> int:
    """As many rows a band as still find a pair at the threshold with a probability of 0.99 or more."""
    fitting = [r for r in range(1, 17) if 1 - (1 - threshold**r) ** (PERMUTATIONS // r) >= 0.99]
    return max(fitting, default=1)
