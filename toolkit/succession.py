"""A release held against an earlier one: its version, and what it says of the version before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.changelog import check_changes
from toolkit.claims import configuration, kept_splits
from toolkit.findings import Violation, shown
from toolkit.integrity_splits import together_of
from toolkit.release import MANIFEST, Release
from toolkit.splits import kept_splits as splits_to_keep
from toolkit.tombstones import FILE_NAME as WITHDRAWN
from toolkit.tombstones import stones_of
from toolkit.versions import Change, change, settle, splits_before, version_of


def check_version(old: Release, new: Release) -> Iterator[Violation]:
    """The version of `new` is not smaller than its difference to `old` allows.

    Where `old` is the release that `new` was built after, what `new` says of it is proved too: its data, the splits
    that were kept from it, and the change that the changelog tells of. The tables of both must be readable.
    """
    since, own = change(old, new), version_of(new)
    if own < since.smallest:
        found = f"{own}, with {since.bump.because} since {since.version}"
        yield Violation("version", None, MANIFEST, "version", found, f"{since.smallest} or larger ({since.bump.level})")
    told = new.manifest.get("predecessor")
    if isinstance(told, Mapping) and told.get("version") == str(since.version):
        if told.get("build") != since.build:
            yield Violation("predecessor", None, MANIFEST, "predecessor", shown(told.get("build")), shown(since.build))
        else:
            yield from _check_kept(old, new)
            yield from check_changes(new, since)
            yield from _check_withdrawn(old, new)


def _check_kept(old: Release, new: Release) -> Iterator[Violation]:
    config = configuration(new)
    if config is None or config.duplicates.keep == "first":  # then groups hold documents that are not there
        return
    documents = new.frame("documents", "doc_id", "duplicate_group")
    together = together_of(documents, new.frame("quotes", "doc_id", "utterance_id"), config)
    truth, stated = splits_to_keep(together, config.splits, splits_before(old, config.splits)), kept_splits(new)
    if stated != truth:
        group = min(key for key in {*truth, *stated} if truth.get(key) != stated.get(key))
        found, wanted = f"{group}: {stated.get(group)}", f"{group}: {truth.get(group)}"
        yield Violation("predecessor", None, MANIFEST, "kept_splits", found, wanted)


def _check_withdrawn(old: Release, new: Release) -> Iterator[Violation]:
    """What was withdrawn once stays so: each tombstone of the version before is there."""
    kept = set(stones_of(new.folder))
    for stone in stones_of(old.folder):
        if stone not in kept:
            yield Violation("withdrawn", None, WITHDRAWN, None, "no such line", f"{stone.doc_id} ({stone.version})")


def require_version(old: Release, new: Release) -> Change:
    """What has changed from `old` to `new`. Raises VersionTooSmall where that asks for a larger version of `new`."""
    since = change(old, new)
    settle(str(new.manifest.get("name")), str(version_of(new)), since)
    return since
