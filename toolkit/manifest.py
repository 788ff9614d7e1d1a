"""manifest.json: what a release is, what is in it byte by byte, and what made it. It holds no text of any article."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from fnmatch import fnmatch
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

import toolkit
from toolkit.annotators import ModelIdentity
from toolkit.config import Config
from toolkit.contracts import TABLES
from toolkit.corrections import Addition, Change, Corrections, Removal
from toolkit.errors import UsageError
from toolkit.facts import Facts
from toolkit.grouping import Grouping
from toolkit.inputs import Input
from toolkit.plan import Plan
from toolkit.rejection import Reason
from toolkit.release import MANIFEST_FORMAT
from toolkit.splits import SPLITS
from toolkit.terms import rights_entries
from toolkit.versions import Change as Since

LIBRARIES = ("datasketch", "numpy", "polars", "pyarrow", "scipy", "spacy", "thinc")
"""Libraries whose versions can change a release's bytes."""


def created() -> str | None:
    """The moment in SOURCE_DATE_EPOCH, RFC 3339; None where it is not set: a clock would make every build differ."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH: {epoch!r} is no number of seconds since 1970; set it to one") from error


def manifest(
    plan: Plan,
    facts: Facts,
    model: ModelIdentity,
    grouping: Grouping,
    inputs: Sequence[Input],
    *,
    build: str,
    ignored: int,
    since: Since | None,
) -> dict[str, Any]:
    """The manifest of a release but for `files`, which come last: other files repeat what it says.

    `since` tells the release from the version before.
    """
    rights, under = rights_entries(grouping.rights)
    return {
        "format": MANIFEST_FORMAT,
        "name": plan.name,
        "version": plan.version,
        "created": created(),
        "build": build,
        "predecessor": None if since is None else {"version": str(since.version), "build": since.build},
        "tables": tables_of(facts),
        "inputs": [{**asdict(each), "rights": under.get(each.path, [])} for each in inputs],
        "ignored_files": ignored,
        "corrections": correction_counts(plan.corrections),
        "rejections": dict(facts.rejections),
        "stages": stages(facts),
        "kept_splits": dict(sorted(grouping.kept.items())),
        "rights": rights,
        **made_by(plan.config, model),
    }


def made_by(config: Config, model: ModelIdentity) -> dict[str, Any]:
    """What the manifest says of who and what made the release, which is known before anything is counted."""
    return {
        "program": {"name": "toolkit", "version": toolkit.__version__},
        "python": ".".join(platform.python_version_tuple()[:2]),
        "annotators": _annotators(config, model),
        "libraries": {library: version(library) for library in LIBRARIES},
        "configuration": configuration_of(config),
    }


def tables_of(facts: Facts) -> dict[str, dict[str, Any]]:
    """Of each table the version of its contract, and its rows, in all and by split."""
    return {
        table: {"contract": facts.contracts[table].version, "rows": each.total, "splits": dict(each.rows)}
        for table, each in facts.tables.items()
    }


def configuration_of(config: Config) -> dict[str, Any]:
    """dataset.toml as it was understood: without the name, which is said elsewhere, and without paths of sources."""
    return config.model_dump(mode="json", exclude={"name": True, "sources": {"paths"}})


def correction_counts(corrections: Corrections) -> dict[str, int]:
    """How many entries of corrections.jsonl change a value, add a row, remove one."""
    kinds = {"changed": Change, "added": Addition, "removed": Removal}
    return {name: sum(isinstance(entry, kind) for entry in corrections.entries) for name, kind in kinds.items()}


def stages(facts: Facts) -> dict[str, dict[str, int]]:
    """How many records or rows passed each stage of a build, in its order. All of it follows from the facts."""
    rejected = sum(facts.rejections.values())
    dropped = facts.rejections.get(Reason.DUPLICATE_TEXT, 0)
    rows = {table: each.total for table, each in facts.tables.items()}
    return {
        "read": {"records": rows["documents"] + rejected, "rejected": rejected - dropped},
        "group": {
            "documents": rows["documents"] + dropped,
            "dropped_duplicates": dropped,
            "near_duplicates": facts.duplicates,
            "shared_utterances": facts.shared_utterances,
        },
        "split": {split: facts.tables["documents"].rows.get(split, 0) for split in SPLITS},
        "write": rows,
    }


def with_rows(folder: Path, files: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The entries of files, those of tables with their number of rows, as the files' footers have it."""
    return [
        {**each, "rows": pq.read_metadata(folder / each["path"]).num_rows} if is_table(each["path"]) else {**each}
        for each in files
    ]


def is_table(path: str) -> bool:
    """Whether the file at this path of a release holds rows of a table: one of `Release.data_files`."""
    folder, _, name = path.removeprefix("data/").partition("/")
    return path.startswith("data/") and folder in TABLES and "/" not in name and fnmatch(name, "*-of-*.parquet")


def _annotators(config: Config, model: ModelIdentity) -> dict[str, Any]:
    slots = {slot: getattr(config.annotators, slot) for slot in ("sentences", "entities", "quotes")}
    return {"model": {"name": model.name, "version": model.version, "sha256": model.sha256}, **slots}
