"""datapackage.json: a release as a data package of Frictionless, one resource for each data file.

Source: Frictionless Data, Data Package specification, version 1. Size and hash stand in `size` and `sha256`:
frictionless-py compares the specification's own `bytes` and `hash` with what it counts, which of Parquet is nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from toolkit.citation import spdx
from toolkit.config import Config
from toolkit.contracts import Contract
from toolkit.contracts.table_schema import to_table_schema
from toolkit.croissant import KEYWORDS, license_of
from toolkit.facts import Facts

Entry = Mapping[str, Any]


def datapackage(config: Config, manifest: Mapping[str, Any], facts: Facts, files: Sequence[Entry]) -> dict[str, Any]:
    """The description of a release. `files` are its data files as the manifest lists them."""
    name, splits = str(manifest.get("name")), _by_split(files)
    known = {
        "homepage": config.homepage,
        "created": manifest.get("created"),
        "licenses": config.license
        and [{"name": spdx(config.license) or config.license, "path": _path(config.license)}],
        "contributors": [{"title": author, "role": "author"} for author in config.authors],
    }
    return {
        "profile": "data-package",
        "name": name.lower(),
        "title": config.title or name,
        "description": config.description or "News articles with their sentences, quotes and entities.",
        "version": str(manifest.get("version")),
        **{key: value for key, value in known.items() if value},
        "keywords": KEYWORDS,
        "counts": {table: dict(each.rows) for table, each in facts.tables.items()},
        "resources": [
            _resource(contract, split, number, entry, splits)
            for table, contract in facts.contracts.items()
            for (of, split), entries in splits.items()
            for number, entry in enumerate(entries)
            if of == table
        ],
    }


def _path(license_id: str) -> str:
    address = license_of(license_id)
    return address if address.startswith("https://") else f"https://spdx.org/licenses/{license_id}.html"


Splits = Mapping[tuple[str, str], list[Entry]]
"""Table and split to its data files, in order."""


def _by_split(files: Sequence[Entry]) -> Splits:
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in files:
        path = PurePosixPath(entry["path"])
        found[path.parent.name, path.name.partition("-")[0]].append(entry)
    return dict(found)


def _resource(contract: Contract, split: str, number: int, entry: Entry, splits: Splits) -> dict[str, Any]:
    several = len(splits[contract.name, split]) > 1
    schema: dict[str, Any] = {**to_table_schema(contract), "foreignKeys": _foreign_keys(contract, split, splits)}
    return {
        "name": f"{contract.name}-{split}-{number:05}" if several else f"{contract.name}-{split}",
        "title": f"{contract.title}, {split}",
        "type": "table",
        "path": entry["path"],
        "scheme": "file",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "size": entry["bytes"],
        "sha256": entry["sha256"],
        "schema": {key: value for key, value in schema.items() if value},
    }


def _foreign_keys(contract: Contract, split: str, splits: Splits) -> list[dict[str, Any]]:
    """Foreign keys to the rows of the same split, as far as these lie in one file: a resource is one file."""
    return [
        {
            "fields": list(key.fields),
            "reference": {
                "resource": "" if key.resource == contract.name else f"{key.resource}-{split}",
                "fields": list(key.reference_fields),
            },
        }
        for key in contract.foreign_keys
        if len(splits.get((key.resource, split), ())) == 1
    ]
