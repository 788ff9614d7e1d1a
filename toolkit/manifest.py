"""manifest.json: what a release is, what is in it byte by byte, and what made it. It holds no text of any article."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import toolkit
from toolkit.annotators import ModelIdentity
from toolkit.config import Config
from toolkit.contracts import load_contracts
from toolkit.errors import UsageError
from toolkit.facts import Facts
from toolkit.grouping import Grouping, RightsCount
from toolkit.plan import Plan
from toolkit.release import MANIFEST_FORMAT, file_entries
from toolkit.versions import Change

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
    folder: Path,
    plan: Plan,
    facts: Facts,
    model: ModelIdentity,
    grouping: Grouping,
    *,
    build: str,
    ignored: int,
    since: Change | None,
) -> dict[str, Any]:
    """The manifest of a release whose other files are all written; `since` tells it from the version before."""
    config = plan.config
    return {
        "format": MANIFEST_FORMAT,
        "name": plan.name,
        "version": plan.version,
        "created": created(),
        "build": build,
        "predecessor": None if since is None else {"version": str(since.version), "build": since.build},
        "tables": {
            table: {"contract": load_contracts()[table].version, "rows": each.total, "splits": dict(each.rows)}
            for table, each in facts.tables.items()
        },
        "rejections": dict(facts.rejections),
        "ignored_files": ignored,
        "kept_splits": dict(sorted(grouping.kept.items())),
        "rights": _rights(grouping.rights),
        "program": {"name": "toolkit", "version": toolkit.__version__},
        "annotators": _annotators(config, model),
        "libraries": {library: version(library) for library in LIBRARIES},
        "configuration": config.model_dump(mode="json", exclude={"name": True, "sources": {"paths"}}),
        "files": file_entries(folder),
    }


def _rights(counted: RightsCount) -> list[dict[str, Any]]:
    ordered = sorted(counted.items(), key=lambda item: (str(item[0][0]), str(item[0][1])))
    return [
        {"license": license_id, "redistribute": allowed, "documents": documents}
        for (license_id, allowed), documents in ordered
    ]


def _annotators(config: Config, model: ModelIdentity) -> dict[str, Any]:
    slots = {slot: getattr(config.annotators, slot) for slot in ("sentences", "entities", "quotes")}
    return {"model": {"name": model.name, "version": model.version, "sha256": model.sha256}, **slots}
