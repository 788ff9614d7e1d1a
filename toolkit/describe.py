"""What describes a release, to people and to programs, written last; every number in it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit import card
from toolkit.annotators import ModelIdentity
from toolkit.changelog import changelog, regions
from toolkit.contracts import load_contracts
from toolkit.corrections import FILE_NAME as CORRECTIONS
from toolkit.facts import Facts
from toolkit.grouping import Grouping
from toolkit.inputs import Input
from toolkit.manifest import configuration_of, made_by, manifest
from toolkit.pages import write_manifest, write_pages
from toolkit.plan import Plan
from toolkit.quality import FILE_NAME as EVALUATION
from toolkit.release import CARD, CHANGELOG, DATASHEET, Release, data_hash, file_entries, write_program, write_text
from toolkit.tally import count
from toolkit.tombstones import FILE_NAME as WITHDRAWN
from toolkit.tombstones import Tombstone, text_of
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
    folder: Path,
    plan: Plan,
    model: ModelIdentity,
    grouping: Grouping,
    inputs: Sequence[Input],
    ignored: int,
    before: Release | None,
    stones: Sequence[Tombstone] = (),
) -> Described:
    """Complete the release in `folder`, whose data and rejections are written.

    It is compared with `before`, the version before: the difference decides a version that is left to the program, and
    a version that is smaller than it allows is refused (VersionTooSmall).
    """
    write_program(folder, load_contracts())
    if plan.audit is not None:
        (folder / AUDIT).write_bytes(plan.audit)
    if plan.evaluation is not None:
        (folder / EVALUATION).write_bytes(plan.evaluation)
    if stones:
        write_text(folder / WITHDRAWN, text_of(stones))
    if plan.corrections.entries:
        (folder / CORRECTIONS).write_bytes(plan.corrections.content)
    release = Release(folder)
    facts = count(release, plan.config.splits, made_by(plan.config, model))
    files = file_entries(folder)
    build = data_hash(files)
    write_text(folder / DATASHEET, card.datasheet(plan.datasheet, plan.config, plan.name, facts))
    since = None
    if before is not None:  # its card is compared too, before the version and the changes in it are known
        write_text(folder / CARD, card.card(plan.card, plan.config, plan.name, facts, build))
        since = change(before, release, configuration_of(plan.config))
    settle(plan.name, None if plan.auto else plan.version, since)
    if plan.auto and since is not None:
        plan = replace(plan, config=plan.config.model_copy(update={"version": str(since.smallest)}))
    told = regions(facts, since)
    write_text(folder / CHANGELOG, changelog(plan.changelog, _changelog_of(before), plan.version, told))
    facts = replace(facts, changes=told["changes"])
    said = manifest(plan, facts, model, grouping, inputs, build=build, ignored=ignored, since=since)
    write_pages(release, plan.config, said, facts, files, plan.card)
    write_manifest(folder, said)
    return Described(plan, facts, since)


def _changelog_of(release: Release | None) -> str | None:
    path = None if release is None else release.folder / CHANGELOG
    return path.read_bytes().decode("utf-8", "replace") if path is not None and path.is_file() else None
