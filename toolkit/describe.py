"""What describes a release, to people and to programs, written last; every number in it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from toolkit import card
from toolkit.annotators import ModelIdentity
from toolkit.contracts import TABLES, load_contracts, render
from toolkit.corrections import FILE_NAME as CORRECTIONS
from toolkit.facts import Facts, count
from toolkit.grouping import RightsCount
from toolkit.inputs import Input
from toolkit.manifest import manifest, with_rows
from toolkit.metadata import metadata
from toolkit.pictures import pictures
from toolkit.plan import Plan
from toolkit.release import (
    CARD,
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


def describe(
    folder: Path, plan: Plan, model: ModelIdentity, rights: RightsCount, inputs: Sequence[Input], ignored: int
) -> Facts:
    """Complete the release in `folder`, whose data and rejections are written, and return its facts."""
    write_schemas(folder / "schemas")
    if plan.audit is not None:
        (folder / AUDIT).write_bytes(plan.audit)
    if plan.corrections.entries:
        (folder / CORRECTIONS).write_bytes(plan.corrections.content)
    files = file_entries(folder)
    facts, build = count(Release(folder), plan.config.splits), data_hash(files)
    write_text(folder / CARD, card.card(plan.card, plan.config, plan.name, facts, build))
    datasheet = card.datasheet(plan.datasheet, plan.config, plan.name, facts)
    write_text(folder / DATASHEET, datasheet)
    (folder / VERIFIER).write_bytes(verifier())
    said = manifest(plan, facts, model, rights, inputs, build=build, ignored=ignored)
    (folder / "assets").mkdir()
    for name, text in pictures(Release(folder), said, facts).items():
        write_text(folder / name, text)
    for name, text in metadata(plan.config, said, facts, files, datasheet).items():
        write_text(folder / name, text)
    write_json(folder / MANIFEST, {**said, "files": with_rows(folder, file_entries(folder))})
    return facts


def write_schemas(folder: Path) -> None:
    """The contracts that the data were written to, byte for byte as the program has them, and each as JSON Schema."""
    folder.mkdir()
    for table in TABLES:
        name = f"{table}.toml"
        (folder / name).write_bytes(resources.files("toolkit.schemas").joinpath(name).read_bytes())
        write_text(folder / f"{table}.schema.json", render(load_contracts()[table], "json-schema"))
