"""CHANGELOG.md of a data set: an entry for each version, the newest first, with counts by the tool and words by people.

What the tool writes stands in two regions of the entry, and nothing else of a person's text is ever changed:

    ## 0.2.0

    Words of the data set's makers.

    <!-- toolkit:changes 0.2.0 -->
    What differs from the version before.
    <!-- /toolkit:changes 0.2.0 -->
    <!-- toolkit:release 0.2.0 -->
    How much is in this version.
    <!-- /toolkit:release 0.2.0 -->
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.contracts import load_contracts
from toolkit.difference import same
from toolkit.entries import Entry, entries, region_body, region_of, with_region
from toolkit.facts import Facts
from toolkit.findings import Violation, shown
from toolkit.markdown import cell, table_of
from toolkit.release import CHANGELOG, Release
from toolkit.tombstones import Tombstone, stones_of
from toolkit.versions import Change, parse, version_of

_PREAMBLE = (
    "# Changelog\n\nVersions of this data set, the newest first. What stands between two marks was counted from the "
    "data when the version was built; all else are its makers' words.\n\n"
)
UNRELEASED = "unreleased"
REGIONS = ("changes", "release")


def changelog(words: str | None, before: str | None, version: str, regions: dict[str, str]) -> str:
    """The changelog of a version. `regions` are what the tool writes of it, by name.

    `words` is the maker's own changelog, `before` that of the version before, None where there is none. Entries of
    earlier versions come from `before`; where `words` has the version too, its words stand, and the regions of `before`
    in them. An entry "Unreleased" of `words` is that of this version, unless it has one under its number.
    """
    earlier = entries(before) if before is not None else []
    parts = _own(words, version) if words is not None else list(earlier)
    if not any(part.text for part in parts):
        parts = [Entry(None, _PREAMBLE)]
    known = {part.version for part in parts}
    parts = _merged(parts, [part for part in earlier if part.version not in known])
    if version not in known:
        parts = _merged(parts, [Entry(version, f"## {version}\n")])
    told = {part.version: part.text for part in earlier if part.version}
    written = []
    for part in (part for part in parts if part.text):
        text = part.text
        for region in REGIONS:
            body = regions[region] if part.version == version else region_body(told.get(part.version or "", ""), region)
            if part.version is not None and body is not None:
                text = with_region(text, region, part.version, body)
        written.append(text if text.endswith("\n\n") else f"{text.rstrip(chr(10))}\n\n")
    return "".join(written).rstrip("\n") + "\n"


def _own(words: str, version: str) -> list[Entry]:
    """The entries of the maker's file; "Unreleased" is this version's, or is left out where that has one of its own."""
    parts = entries(words)
    if any(part.version == version for part in parts):
        return [part for part in parts if part.version != UNRELEASED]
    return [
        Entry(version, re.sub(r"\A.*", f"## {version}", part.text)) if part.version == UNRELEASED else part
        for part in parts
    ]


def _merged(parts: list[Entry], more: list[Entry]) -> list[Entry]:
    """The parts with more of them, each before the first that is older."""
    merged = list(parts)
    for each in more:
        place = next((n for n, part in enumerate(merged) if _number(part) < _number(each)), len(merged))
        merged.insert(place, each)
    return merged


def _number(entry: Entry) -> tuple[float, ...]:
    """What to sort by; what stands before all versions is newer than any."""
    numbered = entry.version is not None and entry.version != UNRELEASED
    return tuple(map(float, str(entry.version).split("."))) if numbered else (float("inf"),)


# ---- what the tool writes


def regions(facts: Facts, since: Change | None) -> dict[str, str]:
    """What the tool writes of a version, by region. It names no date: the same data have the same changelog."""
    return {"changes": changes(since, facts.withdrawn), "release": release_counts(facts)}


def release_counts(facts: Facts) -> str:
    """How much is in a version, by table and split, and to which contract."""
    contracts, splits = load_contracts(), list(facts.tables["documents"].rows)
    rows = [
        (f"`{name}` {contracts[name].version}", *(table.rows.get(split, 0) for split in splits), table.total)
        for name, table in facts.tables.items()
    ]
    return table_of(("table, contract", *splits, "rows"), rows)


def changes(since: Change | None, withdrawn: Sequence[Tombstone] = ()) -> str:
    """What differs from the version before: counts and reasons, without any text of an article.

    `withdrawn` are all tombstones; those that the version before does not have are told of with their reasons.
    """
    if since is None:
        return "The first release.\n"
    head = f"Since {since.version} (build `{since.build[:16]}`)"
    if since.difference.nothing:
        return f"{head}: nothing has changed.\n"
    reasons = "".join(f"- {reason}\n" for reason in since.bump.reasons)
    rows = [
        (f"`{table.table}`", table.added.rows, table.removed.rows, table.changed, *table.rows)
        for table in since.difference.tables
        if not same(table)
    ]
    counted = table_of(("table", "added", "removed", "changed", "rows before", "rows"), rows) if rows else ""
    new = [stone for stone in withdrawn if parse(stone.version) > since.version]
    gone = "".join(f"- `{stone.doc_id}` was withdrawn: {cell(stone.reason)}\n" for stone in new)
    return f"{head}, {since.bump.level}:\n\n{reasons}{gone}" + (f"\n{counted}" if counted else "")


# ---- proved


def check_changelog(release: Release, facts: Facts) -> Iterator[Violation]:
    """The entry of this version is there, and what it counts is what the data count."""
    text = _text(release)
    if text is None:
        yield Violation("changelog", None, CHANGELOG, None, "no file", "a file")
        return
    version = str(release.manifest.get("version"))
    found = {region: region_of(text, version, region) for region in REGIONS}
    wanted = {"release": release_counts(facts)}
    if release.manifest.get("predecessor") is None:
        wanted["changes"] = changes(None)
    for region, body in wanted.items():
        if found.get(region) != body:
            yield Violation("changelog", None, CHANGELOG, region, *_first_line(found.get(region), body))


def check_changes(release: Release, since: Change) -> Iterator[Violation]:
    """What the entry of this version says of the change is so, where `since` tells it from the version before."""
    text = _text(release)
    if text is None:
        return
    withdrawn = stones_of(release.folder)
    found, wanted = region_of(text, str(version_of(release)), "changes"), changes(since, withdrawn)
    if found != wanted:
        yield Violation("changelog", None, CHANGELOG, "changes", *_first_line(found, wanted))


def _text(release: Release) -> str | None:
    path = release.folder / CHANGELOG
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else None


def _first_line(found: str | None, wanted: str) -> tuple[str, str]:
    """The first line in which a region differs from what it should say."""
    if found is None:
        return "no such region", shown(wanted.split("\n")[0])
    ours, theirs = wanted.split("\n"), found.split("\n")
    length = max(len(ours), len(theirs))
    pairs = zip([*theirs, *[""] * length], [*ours, *[""] * length], strict=False)
    return next((shown(one), shown(other)) for one, other in pairs if one != other)
