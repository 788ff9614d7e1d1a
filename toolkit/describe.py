"""What describes a release: contracts, audit, card, datasheet, verifier, manifest; every number is counted."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from toolkit import card
from toolkit.annotators import ModelIdentity
from toolkit.contracts import TABLES
from toolkit.corrections import FILE_NAME as CORRECTIONS
from toolkit.facts import Facts, count
from toolkit.grouping import RightsCount
from toolkit.manifest import manifest
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


def describe(folder: Path, plan: Plan, model: ModelIdentity, rights: RightsCount, ignored: int) -> Facts:
    """Complete the release in `folder`, whose data and rejections are written, and return its facts."""
    write_schemas(folder / "schemas")
    if plan.audit is not None:
        (folder / AUDIT).write_bytes(plan.audit)
    if plan.corrections.entries:
        (folder / CORRECTIONS).write_bytes(plan.corrections.content)
    facts, build = count(Release(folder), plan.config.splits), data_hash(file_entries(folder))
    write_text(folder / CARD, card.card(plan.config, plan.name, facts, build))
    write_text(folder / DATASHEET, card.datasheet(plan.datasheet, plan.config, plan.name, facts))
    (folder / VERIFIER).write_bytes(verifier())
    write_json(folder / MANIFEST, manifest(folder, plan, facts, model, rights, build=build, ignored=ignored))
    return facts


def write_schemas(folder: Path) -> None:
    """The contracts that the data were written to, byte for byte as the program has them."""
    folder.mkdir()
    for table in TABLES:
        name = f"{table}.toml"
        (folder / name).write_bytes(resources.files("toolkit.schemas").joinpath(name).read_bytes())
