"""Which units are compared at all: an inverted index over speaker and pairs of stems.

Two units are candidates if their speakers share a key and their texts two stems that stand close to each other in
both. A pair of stems that very many hold is looked at with a third, then with a fourth stem, so that no list of the
index grows long; what only shares words that everybody uses is never compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from toolkit.utterances.statement import Unit

REACH = 6
"""How many stems apart the two of a pair may stand."""
MOST_HOLDERS = 24
"""A pair of stems with more holders is looked at with one stem more."""
MOST_STEMS = 4
"""Stems of a key; one with so many that still has more holders than that is left out."""
REACH_OF_UNNAMED = 2
"""The same where a unit has no name, for it is joined to another by the very words only."""
ENTRIES_AT_ONCE = 40_000
"""Units that are looked at together, unless more of them have one name."""
KEYS_AT_ONCE = 1_000_000
PAIRS_AT_ONCE = 1_000_000
HOT_AT_ONCE = 200_000
_LOW = 0xFFFFFFFF

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]


def candidates(units: Sequence[Unit]) -> Iterator[Ints]:
    """Pairs of positions, the smaller first, as rows, in parts that may have pairs in common."""
    stems = _Stems.of(units)
    entries = sorted((crc32(key.encode()), number) for number, unit in enumerate(units) for key in unit.keys)
    for part in _parts(entries):
        yield from map(_unpacked, _among(part, stems, REACH))
    unnamed = np.array([not unit.speaker for unit in units], bool)
    if unnamed.any():
        everyone = [(0, number) for number in range(len(units))]
        for packed in _among(everyone, stems, REACH_OF_UNNAMED):
            yield _unpacked(packed[unnamed[packed >> 32] | unnamed[packed & _LOW]])
    yield _unpacked(_same_words(units))


def _unpacked(packed: Ints) -> Ints:
    return np.stack([packed >> 32, packed & _LOW], axis=1)


def _parts(entries: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Entries of whole names, as many names as are looked at together; a name with one unit has no pairs."""
    part: list[tuple[int, int]] = []
    for _, group in groupby(entries, key=itemgetter(0)):
        of_name = list(group)
        if part and len(part) + len(of_name) > ENTRIES_AT_ONCE:
            yield part
            part = []
        part += of_name if len(of_name) > 1 else []
    if part:
        yield part


def _among(entries: Sequence[tuple[int, int]], stems: _Stems, reach: int) -> Iterator[Ints]:
    """Packed pairs of units among entries, each a name and a unit, from one share of the keys after another."""
    names = np.array([name for name, _ in entries], np.uint64)
    owners = np.array([number for _, number in entries], np.int64)
    flat, entry = stems.gathered(owners)
    shares = reach * len(flat) // KEYS_AT_ONCE + 1
    for share in range(shares):
        keys, holders = [], []
        for apart in range(1, reach + 1):
            inside = np.flatnonzero(entry[:-apart] == entry[apart:])
            one, other = flat[inside], flat[inside + apart]
            key = _mixed(_mixed(names[entry[inside]], np.minimum(one, other)), np.maximum(one, other))
            own = key % np.uint64(shares) == share
            keys.append(key[own])
            holders.append(owners[entry[inside[own]]])
        found, size = [np.empty(0, np.int64)], 0
        for ones, others in _pairs(np.concatenate(keys), np.concatenate(holders), stems, 2):
            found.append(ones << 32 | others)
            size += len(ones)
            if size > PAIRS_AT_ONCE:
                yield np.unique(np.concatenate(found))
                found, size = [], 0
        if size:
            yield np.unique(np.concatenate(found))


class _Stems(NamedTuple):
    """The stems of all units, hashed, one after another: those of unit `n` are `counts[n]` from `starts[n]` on."""

    flat: Keys
    starts: Ints
    counts: Ints

    @classmethod
    def of(cls, units: Sequence[Unit]) -> _Stems:
        flat = np.array([crc32(stem.encode()) for unit in units for stem in unit.words.weights], np.uint64)
        counts = np.array([len(unit.words.weights) for unit in units], np.int64)
        return cls(flat, np.cumsum(counts) - counts, counts)

    def gathered(self, numbers: Ints) -> tuple[Keys, Ints]:
        """The stems of some units, and for each stem the place of its unit among `numbers`."""
        counts = self.counts[numbers]
        return self.flat[_ranges(self.starts[numbers], counts)], np.repeat(np.arange(len(numbers)), counts)


def _ranges(starts: Ints, counts: Ints) -> Ints:
    """From each start on so many whole numbers, one range after another."""
    before = np.cumsum(counts) - counts
    return np.asarray(np.repeat(starts - before, counts) + np.arange(counts.sum()), np.int64)


def _mixed(one: Keys, other: Keys | np.uint64) -> Keys:
    """A number for an ordered pair of numbers."""
    mixed = (one ^ (other * np.uint64(0x9E3779B97F4A7C15))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)), np.uint64)


def _pairs(keys: Keys, holders: Ints, stems: _Stems, size: int, most: Ints | None = None) -> Iterator[Ints]:
    """Pairs of the holders of one key, the smaller first, as two rows; keys with many holders are made longer.

    `most` is for each key how many held the shorter one: a stem that made it no rarer stands with the others anyway.
    """
    order = np.lexsort((holders, keys))
    keys, holders = keys[order], holders[order]
    new = np.ones(len(keys), bool)
    new[1:] = (keys[1:] != keys[:-1]) | (holders[1:] != holders[:-1])
    keys, holders = keys[new], holders[new]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.empty(0, np.int64)
    sizes = np.diff(np.append(starts, len(keys)))
    for count in np.unique(sizes[(sizes > 1) & (sizes <= MOST_HOLDERS)]).tolist():
        ones, others = np.triu_indices(count, 1)
        group = holders[starts[sizes == count][:, None] + np.arange(count)]
        yield np.stack([group[:, ones].ravel(), group[:, others].ravel()])
    hot = sizes > MOST_HOLDERS
    if most is not None:
        hot &= sizes < most[order][new][starts]
    if size < MOST_STEMS and hot.any():
        ends = np.cumsum(sizes[hot])
        for batch in np.split(np.flatnonzero(hot), np.flatnonzero(np.diff(ends // HOT_AT_ONCE)) + 1):
            rows = _ranges(starts[batch], sizes[batch])
            added, row = stems.gathered(holders[rows])
            held = np.repeat(sizes[batch], sizes[batch])[row]
            longer = keys[rows][row] + _mixed(added, np.uint64(1))
            yield from _pairs(longer, holders[rows][row], stems, size + 1, held)


def _same_words(units: Sequence[Unit]) -> Ints:
    """Packed pairs of neighbours among units of the same few words, whoever says them."""
    by_words: dict[tuple[str, ...], list[int]] = {}
    for number, unit in enumerate(units):
        if len(unit.words.weights) < 2:
            by_words.setdefault(unit.words.every, []).append(number)
    found = [
        one << 32 | other
        for same in by_words.values()
        for at, one in enumerate(same)
        for other in same[at + 1 : at + MOST_HOLDERS]
    ]
    return np.array(found, np.int64)
