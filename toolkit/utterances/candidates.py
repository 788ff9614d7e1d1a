"""Which units are compared at all: an inverted index over speaker and stems that stand close to each other.

Two units are candidates if their speakers share a key and their texts two stems that stand close to each other in
both. Two stems that many units of the name hold are looked at with a third close to them, and with the days on which
the articles appeared; what only shares words that everybody uses, years apart, is never compared. Each unit is
compared by its rarest keys first, until it has met so many others as its length allows: the number of candidates grows
with the text, not with its square, and what other speakers say changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from toolkit.utterances.statement import Unit

REACH = 6
"""How many stems apart those of a key may stand."""
REACH_OF_UNNAMED = 2
"""The same where a unit has no name, for it is joined to another by the very words only."""
MOST_HOLDERS = 24
"""A key with more holders is left out: its longer and dated forms are rarer."""
NEAR_DAYS = 10
"""Articles that appeared at most so many days apart share a dated key, and none that appeared twice as far apart."""
OTHERS = 16
"""Others that a unit meets for each of its stems, one that it meets by several keys counted by each."""
ENTRIES_AT_ONCE = 20_000
"""Units that are looked at together, unless more of them have one name."""
KEYS_AT_ONCE = 2_000_000
PAIRS_AT_ONCE = 1_000_000
_LOW = 0xFFFFFFFF

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Owners = NDArray[np.int32]


def candidates(units: Sequence[Unit]) -> Iterator[Ints]:
    """Pairs of positions, the smaller first, as rows, in parts that may have pairs in common."""
    stems = _Stems.of(units)
    keys_of = _keys_of_speakers(units)
    names = np.fromiter((key for unit in units for key in keys_of[unit.speaker]), np.uint64)
    owners = np.repeat(np.arange(len(units), dtype=np.int32), [len(keys_of[unit.speaker]) for unit in units])
    for of_names, of_owners in _parts(names, owners):
        yield from map(_unpacked, _among(_Entries.of(of_names, of_owners, stems), stems, REACH))
    unnamed = np.array([not unit.speaker for unit in units], bool)
    if unnamed.any():
        everyone = _Entries.of(np.zeros(len(units), np.uint64), np.arange(len(units), dtype=np.int32), stems)
        for packed in _among(everyone, stems, REACH_OF_UNNAMED, unnamed):
            yield _unpacked(packed[unnamed[packed >> 32] | unnamed[packed & _LOW]])
    yield _unpacked(_same_words(units))


def _unpacked(packed: Ints) -> Ints:
    return np.stack([packed >> 32, packed & _LOW], axis=1)


def _keys_of_speakers(units: Sequence[Unit]) -> dict[str, list[int]]:
    """Hashed keys of each speaker, without those whose holders all hold one other: they would meet twice."""
    keys_of = {unit.speaker: unit.keys for unit in units}
    in_common: dict[str, frozenset[str]] = {}
    for keys in keys_of.values():
        for key in keys:
            in_common[key] = in_common.get(key, keys) & keys

    def needed(key: str) -> bool:
        return not any(other < key or key not in in_common[other] for other in in_common[key] if other != key)

    return {speaker: [crc32(key.encode()) for key in sorted(filter(needed, keys))] for speaker, keys in keys_of.items()}


def _parts(names: Keys, owners: Owners) -> Iterator[tuple[Keys, Owners]]:
    """Entries of whole names, as many names as are looked at together; a name with one unit has no pairs."""
    order = np.argsort(names, kind="stable")
    names, owners = names[order], owners[order]
    sizes = np.diff(np.append(_starts(names), len(names)))
    several = np.repeat(sizes, sizes) > 1
    names, owners = names[several], owners[several]
    begin, ends = 0, [*_starts(names)[1:].tolist(), len(names)]
    for end, after in zip(ends, [*ends[1:], None], strict=True):
        if end > begin and (after is None or after - begin > ENTRIES_AT_ONCE):
            yield names[begin:end], owners[begin:end]
            begin = end


def _starts(values: Keys | Ints | Owners) -> Ints:
    """Where a new value begins in a sorted array."""
    return np.flatnonzero(np.concatenate([[len(values) > 0], values[1:] != values[:-1]])[: len(values)])


class _Stems(NamedTuple):
    """The stems of all units, hashed, one after another: those of unit `n` are `counts[n]` from `starts[n]` on."""

    flat: Keys
    starts: Ints
    counts: Ints
    windows: Ints
    """For each unit the span of days in which it was first quoted, from 1 on; 0 if that is not known."""

    @classmethod
    def of(cls, units: Sequence[Unit]) -> _Stems:
        counts = np.fromiter((len(unit.words.stems) for unit in units), np.int64, len(units))
        hashed = (crc32(stem.encode()) for unit in units for stem in unit.words.stems)
        flat = np.fromiter(hashed, np.uint64, int(counts.sum()))
        days = np.array([-1 if unit.first_day is None else unit.first_day for unit in units], np.int64)
        return cls(_mixed(flat), np.cumsum(counts) - counts, counts, days // NEAR_DAYS + 1)


@dataclass(frozen=True, slots=True)
class _Entries:
    """Units under names: for each stem, in order, the stem and the entry that it stands in."""

    names: Keys
    owners: Owners
    flat: Keys
    entry: Owners
    crowded: Flags
    """Of each entry, whether its name has so many that a key can have too many holders."""

    @classmethod
    def of(cls, names: Keys, owners: Owners, stems: _Stems) -> _Entries:
        counts = stems.counts[owners]
        starts = _starts(names)
        sizes = np.diff(np.append(starts, len(names)))
        entry = np.repeat(np.arange(len(owners), dtype=np.int32), counts)
        return cls(
            _mixed(names), owners, stems.flat[_ranges(stems.starts[owners], counts)], entry,
            np.repeat(sizes > MOST_HOLDERS, sizes),
        )  # fmt: skip


def _ranges(starts: Ints, counts: Ints) -> Ints:
    """From each start on so many whole numbers, one range after another."""
    before = np.cumsum(counts) - counts
    return np.asarray(np.repeat(starts - before, counts) + np.arange(counts.sum()), np.int64)


def _mixed(values: Keys) -> Keys:
    """Numbers spread over 64 bits, by the finalizer of SplitMix64 (Steele, Lea and Flood 2014)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(values ^ (values >> np.uint64(31)), np.uint64)


def _keys(
    entries: _Entries, stems: _Stems, reach: int, share: np.uint64, shares: np.uint64
) -> Iterator[tuple[Keys, Owners]]:
    """One share of the keys, and who holds each: two stems; of a crowded name the same with dates, and three stems."""
    for apart in range(1, reach + 1):
        inside = np.flatnonzero(entries.entry[:-apart] == entries.entry[apart:])
        entry = entries.entry[inside]
        two = entries.names[entry] + entries.flat[inside] + entries.flat[inside + apart]
        own = two % shares == share
        owners = entries.owners[entry[own]]
        yield _mixed(two[own]), owners
        dated = entries.crowded[entry[own]] & (stems.windows[owners] > 0)
        for later in (0, 1):
            windows = (stems.windows[owners[dated]] + later).astype(np.uint64)
            yield _mixed(two[own][dated] ^ _mixed(windows)), owners[dated]
        crowded = entries.crowded[entry]
        inside, entry, two = inside[crowded], entry[crowded], two[crowded]
        for between in range(1, apart):
            three = two + entries.flat[inside + between]
            own = three % shares == share
            yield _mixed(_mixed(three[own])), entries.owners[entry[own]]


class _Index(NamedTuple):
    """Keys that are rare enough, with a row for each holder: the key, the holder, and how many hold it."""

    keys: Keys
    holders: Owners
    sizes: NDArray[np.int32]

    @classmethod
    def of(cls, keys: Keys, holders: Owners) -> _Index:
        order = np.argsort(keys)
        keys, holders = keys[order], holders[order]
        sizes = np.diff(np.append(_starts(keys), len(keys))).astype(np.int32)
        sizes = np.repeat(sizes, sizes)
        rare = (sizes > 1) & (sizes <= MOST_HOLDERS)
        return cls(keys[rare], holders[rare], sizes[rare])

    def joined(self, other: _Index) -> _Index:
        """The rows of both."""
        return _Index(
            np.concatenate([self.keys, other.keys]),
            np.concatenate([self.holders, other.holders]),
            np.concatenate([self.sizes, other.sizes]),
        )

    def affordable(self, stems: _Stems) -> _Index:
        """Of each holder its rarest keys, until it meets as many others as it may."""
        met = np.bincount(self.holders, self.sizes - 1, minlength=len(stems.counts))
        spare = (met <= OTHERS * stems.counts)[self.holders]
        rows = np.flatnonzero(~spare)
        rows = rows[np.lexsort((self.keys[rows], self.sizes[rows], self.holders[rows]))]
        others = np.cumsum(self.sizes[rows] - 1, dtype=np.int64) - (self.sizes[rows] - 1)
        starts = _starts(self.holders[rows])
        others -= np.repeat(others[starts], np.diff(np.append(starts, len(rows))))
        rows = rows[others < OTHERS * stems.counts[self.holders[rows]]]
        own = np.concatenate([np.flatnonzero(spare), rows])
        return _Index(self.keys[own], self.holders[own], self.sizes[own])

    def pairs(self) -> Iterator[Ints]:
        """Packed pairs of the holders of one key, in parts that have pairs in common."""
        order = np.lexsort((self.holders, self.keys))
        keys, holders = self.keys[order], self.holders[order].astype(np.int64)
        starts = _starts(keys)
        sizes = np.diff(np.append(starts, len(keys)))
        for count in np.unique(sizes[sizes > 1]).tolist():
            ones, others = np.triu_indices(count, 1)
            same = starts[sizes == count]
            for part in np.array_split(same, len(same) * len(ones) // PAIRS_AT_ONCE + 1):
                group = holders[part[:, None] + np.arange(count)]
                yield group[:, ones].ravel() << 32 | group[:, others].ravel()


def _among(entries: _Entries, stems: _Stems, reach: int, wanted: Flags | None = None) -> Iterator[Ints]:
    """Packed pairs of units among entries, from one share of the keys after another.

    If `wanted` is given, only keys count that one of those units holds.
    """
    forms = 3 * reach + reach * (reach - 1) // 2
    shares = forms * len(entries.flat) // KEYS_AT_ONCE + 1
    every = _Index(np.empty(0, np.uint64), np.empty(0, np.int32), np.empty(0, np.int32))
    for share in range(shares):
        parts = zip(*_keys(entries, stems, reach, np.uint64(share), np.uint64(shares)), strict=True)
        keys, holders = (np.concatenate(each) for each in parts)
        if wanted is not None:
            of_wanted = np.isin(keys, np.unique(keys[wanted[holders]]))
            keys, holders = keys[of_wanted], holders[of_wanted]
        found = _Index.of(keys, holders)
        every = every.joined(found).affordable(stems)
    waiting, size = [np.empty(0, np.int64)], 0
    for packed in every.pairs():
        waiting.append(packed)
        size += len(packed)
        if size > PAIRS_AT_ONCE:
            yield _distinct(np.concatenate(waiting))
            waiting, size = [], 0
    if size:
        yield _distinct(np.concatenate(waiting))


def _distinct(packed: Ints) -> Ints:
    packed = np.sort(packed)
    return packed[_starts(packed)]


def _same_words(units: Sequence[Unit]) -> Ints:
    """Packed pairs of neighbours among units of the same few words, whoever says them."""
    by_words: dict[str, list[int]] = {}
    for number, unit in enumerate(units):
        if len(unit.words.stems) < 2:
            by_words.setdefault(unit.words.every, []).append(number)
    found = [
        one << 32 | other
        for same in by_words.values()
        for at, one in enumerate(same)
        for other in same[at + 1 : at + MOST_HOLDERS]
    ]
    return np.array(found, np.int64)
