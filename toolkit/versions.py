"""What a version number means for data: from a difference the smallest bump that it allows, with reasons.

The rules, and where they come from, are in docs/versions.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from toolkit.config import VERSION, Splits
from toolkit.diff import compare
from toolkit.difference import Difference, TableDifference
from toolkit.errors import UsageError, VersionTooSmall
from toolkit.plurals import plural
from toolkit.release import MANIFEST, Release
from toolkit.tombstones import FILE_NAME as WITHDRAWN
from toolkit.tombstones import Tombstone, merged, read
from toolkit.vectors import keys, table_files

Level = Literal["none", "patch", "minor", "major"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""From the smallest on."""
DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """MAJOR.MINOR.PATCH of semver.org, compared number by number."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def bumped(self, level: Level) -> Version:
        """The next version of this level; the same for none. Below 1.0.0 the rules are no others."""
        return {
            "none": self,
            "patch": Version(self.major, self.minor, self.patch + 1),
            "minor": Version(self.major, self.minor + 1, 0),
            "major": Version(self.major + 1, 0, 0),
        }[level]


def parse(version: str) -> Version:
    """The version of this text. Raises UsageError where it is none."""
    found = VERSION.fullmatch(version)
    if not found:
        raise UsageError(f"version: {version!r} is not a semantic version; write MAJOR.MINOR.PATCH, like 1.0.0")
    return Version(*map(int, found.groups()))


# ---- bump


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of change, and the bump that it asks for."""

    level: Level
    what: str

    def __str__(self) -> str:
        return f"{self.level}: {self.what}"


@dataclass(frozen=True, slots=True)
class Bump:
    """The smallest bump that a difference allows, and everything that asks for one, the worst first."""

    level: Level
    reasons: tuple[Reason, ...]

    @property
    def because(self) -> str:
        """The reasons of this very level in one line."""
        return "; ".join(reason.what for reason in self.reasons if reason.level == self.level)


def bump(difference: Difference) -> Bump:
    """The smallest bump that the difference allows."""
    found = [*_of_structure(difference), *_of_documents(difference), *_of_rows(difference), *_of_words(difference)]
    found += _of_standoff(difference)
    ordered = sorted(found, key=lambda reason: -LEVELS.index(reason.level))
    return Bump(ordered[0].level if ordered else "none", tuple(ordered))


def rows_of(count: int, table: str) -> str:
    """The count with the table's noun: 1 entity, 2 entities."""
    return plural(count, noun_of(table))


def noun_of(table: str) -> str:
    """What a row of a table is: an entity, a quote."""
    return f"{table[:-3]}y" if table.endswith("ies") else table.removesuffix("s")


def _of_structure(difference: Difference) -> Iterator[Reason]:
    for name in difference.tables_removed:
        yield Reason("major", f"table {name} removed")
    for name in difference.tables_added:
        yield Reason("minor", f"table {name} added")
    for table in difference.tables:
        columns = table.columns
        for name in columns.removed:
            yield Reason("major", f"column {table.table}.{name} removed")
        for name, (old, new) in (columns.retyped or {}).items():
            yield Reason("major", f"column {table.table}.{name} is {new}, was {old}")
        for label in columns.labels_removed:
            yield Reason("major", f"label {table.table}.{label} removed")
        for name in columns.added:
            yield Reason("minor", f"column {table.table}.{name} added")
        for label in columns.labels_added:
            yield Reason("minor", f"label {table.table}.{label} added")
        yield from _of_contract(table)


def _of_contract(table: TableDifference) -> Iterator[Reason]:
    """A contract's own version says what its change means (schemas/README.md)."""
    old, new = table.contracts
    if old == new or old is None or new is None:
        return
    one, other = parse(old), parse(new)
    level: Level = "major" if one.major != other.major else "minor" if one.minor != other.minor else "patch"
    yield Reason(level, f"contract {table.table} {new}, was {old}")


def _of_documents(difference: Difference) -> Iterator[Reason]:
    documents, table = difference.documents, difference.table(DOCUMENTS)
    if documents.renamed_rows:
        yield Reason("major", f"{rows_of(documents.renamed_rows, DOCUMENTS)} under another id")
    if documents.withdrawn:
        yield Reason("major", f"{rows_of(documents.withdrawn, DOCUMENTS)} withdrawn")
    if table and (removed := table.removed.rows - documents.renamed_rows - documents.withdrawn):
        yield Reason("major", f"{rows_of(removed, DOCUMENTS)} removed")
    if documents.moves:
        ways = ", ".join(f"{way} {count:,}" for way, count in documents.moves.items())
        forced = f"; {documents.forced:,} by a near-duplicate" if documents.forced else ""
        yield Reason("major", f"{rows_of(sum(documents.moves.values()), DOCUMENTS)} in another split ({ways}{forced})")
    if table and (added := table.added.rows - documents.renamed_rows):
        yield Reason("minor", f"{rows_of(added, DOCUMENTS)} added")
    if documents.texts:
        yield Reason("patch", f"text of {rows_of(documents.texts, DOCUMENTS)} changed")


def _of_rows(difference: Difference) -> Iterator[Reason]:
    for table in difference.tables:
        if table.table != DOCUMENTS:
            for count, done in (
                (table.added.own - table.moved, "added"),
                (table.removed.own - table.moved, "removed"),
                (table.moved, "moved"),
            ):
                if count:
                    yield Reason("minor", f"{rows_of(count, table.table)} {done} in documents that have not changed")
        # that a text has changed is said once, of the documents
        columns = [each for each in table.values if (table.table, each.column) != (DOCUMENTS, "text")]
        if columns:
            counts = ", ".join(f"{each.column} {each.rows:,}" for each in columns)
            yield Reason("patch", f"values of {rows_of(table.changed, table.table)} changed ({counts})")


def _of_words(difference: Difference) -> Iterator[Reason]:
    if difference.prose:
        yield Reason("patch", f"words of {', '.join(difference.prose)} changed")
    old, new = difference.rejections
    if old != new:
        yield Reason("patch", f"{plural(sum(new.values()), 'record')} rejected, before {sum(old.values()):,}")


def _of_standoff(difference: Difference) -> Iterator[Reason]:
    """What the columns of the stand-off edition, and the hashes in it, ask for: it has the full edition's version."""
    if difference.standoff is None:
        return
    old, new = difference.standoff
    if old.get("names") != new.get("names"):
        level: Level = "minor" if new.get("names") else "major"
        yield Reason(level, f"names {'added to' if new.get('names') else 'left out of'} the stand-off edition")
    if old.get("salt") != new.get("salt"):
        yield Reason("patch", "salt of the stand-off edition changed")


# ---- versions of a data set


def predecessor(folder: Path, version: str | None) -> Release | None:
    """The release in `dist/<name>` that a version is compared with: the newest; for one that exists, the newest before.

    With None the newest is meant. Gives None where there is no such release. Raises VersionTooSmall for a new version
    that is older than the newest one.
    """
    there = {parse(path.name): path for path in _version_folders(folder)}
    if version is None:
        return _release(there[max(there)]) if there else None
    wanted = parse(version)
    if wanted in there:
        older = [each for each in there if each < wanted]
        return _release(there[max(older)]) if older else None
    if there and max(there) > wanted:
        raise VersionTooSmall(
            f"{folder}: {wanted} is older than {max(there)}, which is there; choose a larger --version, or auto",
            [f"{max(there)} is there"],
        )
    return _release(there[max(there)]) if there else None


def _version_folders(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if VERSION.fullmatch(path.name)] if folder.is_dir() else []


def _release(folder: Path) -> Release:
    if not (folder / MANIFEST).is_file():
        raise UsageError(f"{folder}: is no release, so that the next version cannot be compared with it; move it away")
    return Release(folder)


def splits_before(release: Release | None, shares: Splits) -> dict[str, str]:
    """Document id to its split in an earlier release, where the configuration keeps splits; the files count."""
    documents = table_files(release).get(DOCUMENTS) if release is not None and shares.keep else None
    if documents is None:
        return {}
    ids = (f"{key:016x}" for key in keys(documents, "doc_id").tolist())
    return dict(zip(ids, documents.split_of_rows().tolist(), strict=True))


def tombstones(release: Release | None, more: tuple[Tombstone, ...] = ()) -> tuple[Tombstone, ...]:
    """What an earlier release says was withdrawn, and what else is said to be. Raises UsageError for a damaged file."""
    return merged(read(release.folder / WITHDRAWN) if release else (), more)


def version_of(release: Release) -> Version:
    """The version that a release's manifest states."""
    return parse(str(release.manifest.get("version")))


@dataclass(frozen=True, slots=True)
class Change:
    """What has changed since an earlier release, and what that means for the version."""

    version: Version
    """Of the earlier release."""
    build: str
    """Hash of its data files, as its manifest has it."""
    difference: Difference
    bump: Bump

    @property
    def smallest(self) -> Version:
        """The smallest version that the change allows."""
        return self.version.bumped(self.bump.level)


def change(old: Release, new: Release, configured: Mapping[str, Any] | None = None) -> Change:
    """Compare a release with an earlier one; `configured` is the configuration of one that has no manifest yet."""
    difference = compare(old, new, configured)
    return Change(version_of(old), str(old.manifest.get("build")), difference, bump(difference))


def settle(name: str, version: str | None, since: Change | None) -> None:
    """Refuse a version that is too small. Raises VersionTooSmall."""
    if since is None or version is None or parse(version) >= since.smallest:
        return
    raise VersionTooSmall(
        f"{name} {version}: since {since.version} {since.bump.because}, which makes {since.smallest} the smallest "
        f"version; build it with --version {since.smallest}, or auto",
        [str(reason) for reason in since.bump.reasons],
    )
