"""Rebuild a release from its sources with the configuration that it records, and compare every file.

What a release was made from is in its manifest: configuration, program, libraries, model, and the hash of each input.
The words that its maker gave are in the release itself: outside the regions of its documents, in audit.toml and in
corrections.jsonl. So the sources are all that a rebuild needs, and the version before, where there was one.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from toolkit.article import STDIN
from toolkit.build import Progress, build
from toolkit.claims import configuration
from toolkit.errors import UsageError
from toolkit.facts import corrections_of
from toolkit.findings import Report, Violation
from toolkit.plan import Plan
from toolkit.quality import FILE_NAME as EVALUATION
from toolkit.quality import read as read_evaluation
from toolkit.release import CARD, CHANGELOG, DATASHEET, MANIFEST, Release
from toolkit.rules import load_rules
from toolkit.tombstones import FILE_NAME as WITHDRAWN
from toolkit.tombstones import read as read_withdrawn
from toolkit.verdicts import FILE_NAME as AUDIT
from toolkit.verdicts import content_of
from toolkit.walk import check_source

CLOCK = "SOURCE_DATE_EPOCH"
MADE_BY = ("program", "python", "annotators", "libraries")
"""Keys of the manifest that name what made a release."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of a rebuild."""

    files: int
    """Files that are the same, byte for byte."""
    found: tuple[Violation, ...]
    """A violation of `rebuild` for each file that is not, of `rebuild-cause` for all that is recorded and another."""


def rebuild(folder: Path, sources: Sequence[str] = (), progress: Progress = lambda step, more: None) -> Rebuilt:
    """Build the release in `folder` again, elsewhere and from scratch, and compare.

    Without `sources`, those that its manifest names are looked for in the current folder. Raises UsageError where
    something is missing that a rebuild needs, and whatever `build` raises where the sources cannot be built any more.
    """
    release = Release(folder)
    if release.edition == "standoff":
        raise UsageError(f"--rebuild: {folder} is a stand-off edition; rebuild the full one, which makes it")
    if release.edition == "hydrated":
        raise UsageError(
            f"--rebuild: {folder} is a hydrated edition, which no build makes; run `toolkit hydrate` with the same "
            "articles again, and compare the two with `toolkit diff`"
        )
    with tempfile.TemporaryDirectory(prefix="toolkit-rebuild-") as aside:
        out = Path(aside)
        plan = plan_of(release, _sources(release, sources))
        _place_predecessor(release, out / plan.name)
        with _clock(release):
            made = Release(build(plan, out, progress=progress).release)
        files = list(_differing(release, made))
        same = len(made.files) + 1 - sum(each.found != "not made again" for each in files)
        causes = list(_causes(release.manifest, made.manifest)) if files else []
    return Rebuilt(same, (*files, *causes))


def told(report: Report, rebuilt: Rebuilt) -> Report:
    """The report with what a rebuild found."""
    counts = dict(report.counts)
    for each in rebuilt.found:
        counts[each.rule] = counts.get(each.rule, 0) + 1
    ordered = {rule: counts[rule] for rule in load_rules() if rule in counts}
    return replace(report, counts=ordered, violations=(*report.violations, *rebuilt.found), rebuilt=rebuilt.files)


# ---- what a rebuild needs


def _sources(release: Release, named: Sequence[str]) -> tuple[str, ...]:
    if named:
        for source in named:
            if source == STDIN:
                raise UsageError("--rebuild: cannot read standard input; name the folder or file of the articles")
            check_source(Path(source))
        return tuple(named)
    inputs = release.manifest.get("inputs")
    paths = [str(each.get("path")) for each in inputs if isinstance(each, dict)] if isinstance(inputs, list) else []
    names = tuple(dict.fromkeys(path.split("/")[0] for path in paths))
    missing = [name for name in names if not Path(name).exists()]
    if missing or not names:
        told = f"{', '.join(missing)} of the manifest's inputs" if missing else "the manifest names no inputs: sources"
        raise UsageError(f"--rebuild: {told} cannot be found in the current folder; name the SOURCES after it")
    return names


def plan_of(release: Release, sources: tuple[str, ...] = ()) -> Plan:
    """What a release says that it was built by. Raises UsageError where it is damaged."""
    config = configuration(release)
    if config is None:
        raise UsageError(f"{release.folder / MANIFEST}: holds no configuration; only a sound release can be rebuilt")
    manifest, audit, evaluation = release.manifest, release.folder / AUDIT, release.folder / EVALUATION
    return Plan(
        config.model_copy(update={"version": str(manifest.get("version"))}),
        str(manifest.get("name")),
        sources,
        datasheet=_text(release, DATASHEET) if config.datasheet else None,
        card=_body(_text(release, CARD)) if config.card else None,
        audit=content_of(audit) if audit.exists() else None,
        evaluation=read_evaluation(evaluation) if evaluation.exists() else None,
        corrections=corrections_of(release),
        withdrawn=read_withdrawn(release.folder / WITHDRAWN),
        changelog=_text(release, CHANGELOG) if config.changelog else None,
    )


def _text(release: Release, name: str) -> str:
    try:
        return (release.folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{release.folder / name}: cannot be read ({error}); only a sound release can be rebuilt"
        ) from error


def _body(card: str) -> str:
    return re.sub(r"\A---\n.*?\n---\n\n?", "", card, count=1, flags=re.DOTALL)


def _place_predecessor(release: Release, folder: Path) -> None:
    """Make the version before the newest one there: it decides which splits are kept, and what the changelog says."""
    before = release.manifest.get("predecessor")
    if not isinstance(before, dict):
        return
    version = str(before.get("version"))
    there = release.folder.resolve().parent / version
    if not (there / MANIFEST).is_file():
        place = release.folder.parent / version
        raise UsageError(
            f"--rebuild: {release.folder} was built after {version}, which is not at {place}; put it there"
        )
    folder.mkdir(parents=True)
    (folder / version).symlink_to(there, target_is_directory=True)


@contextmanager
def _clock(release: Release) -> Iterator[None]:
    """The moment of creation that the manifest states, for as long as the rebuild takes."""
    created, before = release.manifest.get("created"), os.environ.pop(CLOCK, None)
    try:
        if isinstance(created, str):
            os.environ[CLOCK] = str(int(datetime.fromisoformat(created).timestamp()))
        yield
    finally:
        os.environ.pop(CLOCK, None)
        if before is not None:
            os.environ[CLOCK] = before


# ---- comparing


def _differing(old: Release, new: Release) -> Iterator[Violation]:
    """The files that are not the same, the manifest last: it repeats the hashes of the others."""
    before, after = ({each["path"]: each["sha256"] for each in one.files} for one in (old, new))
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            found = "not made again" if path not in after else str(after[path])
            yield Violation("rebuild", None, path, None, found, str(before.get(path, "no such file")))
    one, other = (json.loads((each.folder / MANIFEST).read_bytes()) for each in (old, new))
    if one != other:
        keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
        yield Violation("rebuild", None, MANIFEST, ", ".join(keys), "other values", "those of the release")


def _causes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Violation]:
    """What is recorded of both and not the same: what made them, and what they were made from."""
    for key in MADE_BY:
        one, other = _flat(key, old.get(key)), _flat(key, new.get(key))
        for name in sorted({*one, *other}):
            if one.get(name) != other.get(name):
                yield Violation("rebuild-cause", None, MANIFEST, name, str(other.get(name)), str(one.get(name)))
    before, after = ({str(each["path"]): str(each["sha256"]) for each in one.get("inputs") or ()} for one in (old, new))
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            found, wanted = (side.get(path, "no such input") for side in (after, before))
            yield Violation("rebuild-cause", None, path, "inputs", found, wanted)


def _flat(key: str, value: object) -> dict[str, object]:
    """The leaves of nested tables, by their path: libraries.spacy."""
    if not isinstance(value, dict):
        return {key: value}
    return {name: leaf for inner, each in value.items() for name, leaf in _flat(f"{key}.{inner}", each).items()}
