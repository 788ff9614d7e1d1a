"""What describes a release: contracts, card, datasheet, changelog, manifest and more; every number is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from toolkit import card
from toolkit.annotators import ModelIdentity
from toolkit.changelog import changelog, regions
from toolkit.contracts import TABLES
from toolkit.facts import Facts, count
from toolkit.grouping import Grouping
from toolkit.manifest import manifest
from toolkit.plan import Plan
from toolkit.release import (
    CARD,
    CHANGELOG,
    DATASHEET,
    MANIFEST,
    VERIFIER,
    Release,
    data_hash,
    file_entries,
    verifier,
    write_json,
    write_text,
)
from toolkit.verdicts import FILE_NAME as AUDIT
from toolkit.versions import Change, change, settle


@dataclass(frozen=True, slots=True)
class Described:
    """A release that is complete but for its place."""

    plan: Plan
    """With the version that was settled on."""
    facts: Facts
    since: Change | None
    """What has changed since the version before; None for a first release."""

    @property
    def is_new(self) -> bool:
        """False where the version was left to the program and nothing has changed since the version before."""
        return self.since is None or not self.plan.auto or self.since.bump.level != "none"


def describe(
    folder: Path, plan: Plan, model: ModelIdentity, grouping: Grouping, ignored: int, before: Release | None
) -> Described:
    """Complete the release in `folder`, whose data and rejections are written.

    It is compared with `before`, the version before: the difference decides a version that is left to the program, and
    a version that is smaller than it allows is refused (VersionTooSmall).
    """
    write_schemas(folder / "schemas")
    if plan.audit is not None:
        (folder / AUDIT).write_bytes(plan.audit)
    facts, build = count(Release(folder), plan.config.splits), data_hash(file_entries(folder))
    write_text(folder / DATASHEET, card.datasheet(plan.datasheet, plan.config, plan.name, facts))
    (folder / VERIFIER).write_bytes(verifier())
    write_text(folder / CARD, card.card(plan.config, plan.name, facts, build))
    since = None if before is None else change(before, Release(folder))
    settle(plan.name, None if plan.auto else plan.version, since)
    if plan.auto and since is not None:
        plan = replace(plan, config=plan.config.model_copy(update={"version": str(since.smallest)}))
        write_text(folder / CARD, card.card(plan.config, plan.name, facts, build))
    words = changelog(plan.changelog, _changelog_of(before), plan.version, regions(facts, since))
    write_text(folder / CHANGELOG, words)
    written = manifest(folder, plan, facts, model, grouping, build=build, ignored=ignored, since=since)
    write_json(folder / MANIFEST, written)
    return Described(plan, facts, since)


def _changelog_of(release: Release | None) -> str | None:
    path = None if release is None else release.folder / CHANGELOG
    return path.read_bytes().decode("utf-8", "replace") if path is not None and path.is_file() else None


def write_schemas(folder: Path) -> None:
    """The contracts that the data were written to, byte for byte as the program has them."""
    folder.mkdir()
    for table in TABLES:
        name = f"{table}.toml"
        (folder / name).write_bytes(resources.files("toolkit.schemas").joinpath(name).read_bytes())
