"""The program's table of contents: raw articles in, a validated release out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO

from toolkit.annotators.pipeline import find_pipeline
from toolkit.article import Reader
from toolkit.aside import BESIDE, NEW, Aside, beside, new_release
from toolkit.cache import Cache
from toolkit.card import split_note
from toolkit.describe import describe
from toolkit.facts import Facts
from toolkit.findings import Report
from toolkit.functions import load_function
from toolkit.grouping import group
from toolkit.parquet import write_tables
from toolkit.plan import Plan
from toolkit.shards import Work, note, settle, stage_records
from toolkit.stage import Stage
from toolkit.standoff import name_of, write_standoff
from toolkit.validate import prove
from toolkit.versions import Change, predecessor, splits_before, tombstones

Progress = Callable[[str, int], None]
"""Told the step that a build is at, and how many records or documents more are done in it."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    release: Path
    plan: Plan
    facts: Facts
    split_note: str
    report: Report
    """What the release's own validation found: warnings at most."""
    cached: int
    """Documents whose annotations were in the cache."""
    ignored: int
    """Files in the source folders that are neither .txt nor .jsonl."""
    seconds: float
    since: Change | None
    """What has changed since the version before; None for a first release."""
    is_new: bool
    """False where the version was left to the program and nothing has changed: the release is then the one before."""
    standoff: Path | None = None
    """The stand-off edition, where one was asked for."""


def build(
    plan: Plan,
    out: Path = Path("dist"),
    *,
    workers: int | None = None,
    overwrite: bool = False,
    cache: Cache | None = None,
    stdin: IO[bytes] | None = None,
    progress: Progress = lambda step, more: None,
) -> Built:
    """Build a release into `out/<name>/<version>/`; `workers` None lets the amount of input decide.

    What `cache` knows is not annotated again; the release has the same bytes with it, without it, and with any other.
    `stdin` is read where the source "-" is named.

    Raises UsageError (what cannot be), TooManyRejections, VersionTooSmall where the difference to the version before in
    `out/<name>/` asks for a larger version, or BrokenPromise where the result fails its own validation. Whatever it
    raises, `out` is then as it was before.
    """
    started, config = time.monotonic(), plan.config
    # a model that cannot annotate, or a function that is none, is refused before anything is read
    find_pipeline(config.annotators.model)
    if config.standoff.write:
        name_of(plan.name)
    for function in config.checks.functions:
        load_function("checks.functions", function)
    version = None if plan.auto else plan.version
    with new_release(out, plan.name, version, overwrite=overwrite) as aside:
        # the version before: what has a split there keeps it, and what has changed since decides the version
        before = predecessor(out / plan.name, version)
        stage, folder = Stage(aside.folder / "stage"), aside.folder / NEW
        folder.mkdir()
        reader = Reader(config, skip=out)
        # bytes -> Article | Rejection
        records = reader.read(plan.sources, stdin or BytesIO())
        # -> rows, corrected, on the stage
        stones = tombstones(before, plan.withdrawn)
        work = Work(stage, config, plan.corrections, cache, stones)
        outcomes = stage_records(records, work, workers, partial(progress, "annotate"))
        # -> rejections.jsonl; too many of them end the build
        settled = settle(outcomes, folder, work)
        # near-duplicates, utterances, splits
        grouping = group(stage, config, splits_before(before, config.splits))
        note((*grouping.dropped, *settled.withdrawn), folder)
        # -> data/
        write_tables(stage, grouping, folder / "data")
        # -> contracts, card, datasheet, verifier, changelog, manifest
        described = describe(folder, plan, settled.model, grouping, reader.inputs, reader.ignored, before, stones)
        plan, facts = described.plan, described.facts
        # every promise, or no release
        report = prove(folder, plan.sources, config.checks.functions, partial(progress, "prove"))
        written = plan.config.standoff.write and described.is_new
        if written:
            add_standoff(aside, plan, partial(progress, "prove"))
        aside.version = plan.version if described.is_new else None
    release, seconds = out / plan.name / plan.version, round(time.monotonic() - started, 2)
    report = replace(report, release=str(release))  # it was proved aside
    said = split_note(facts)
    return Built(
        release, plan, facts, said, report, settled.cached, reader.ignored, seconds, described.since, described.is_new,
        beside(release) if written else None,
    )  # fmt: skip


def add_standoff(aside: Aside, plan: Plan, progress: Callable[[int], None]) -> None:
    """Write and prove the stand-off edition of the release aside, which comes to its place together with it."""
    write_standoff(aside.folder / NEW, aside.folder / BESIDE, plan.config, plan.name)
    prove(aside.folder / BESIDE, None, (), progress)
