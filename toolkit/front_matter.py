"""The YAML at the head of a dataset card: what the Hub shows, and what `load_dataset` reads."""

from __future__ import annotations

import re
from typing import Any

import yaml

from toolkit.config import Config
from toolkit.contracts import TABLES, to_feature_rows
from toolkit.facts import Facts

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C, ten times as fast, where PyYAML has it; both read the same."""
UNKNOWN_LICENSE = "unknown"
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def front_matter(config: Config, name: str, facts: Facts, build: str) -> dict[str, Any]:
    """The card's YAML: what the Hub shows and what `load_dataset` reads."""
    license_id = (config.license or UNKNOWN_LICENSE).lower()
    return {
        "pretty_name": config.title or name,
        "license": license_id,
        "language": ["en"],
        "multilinguality": ["monolingual"],
        "annotations_creators": ["machine-generated"],
        "language_creators": ["found"],
        "source_datasets": ["original"],
        "task_categories": ["token-classification"],
        "task_ids": ["named-entity-recognition"],
        "size_categories": [size_category(facts.tables["documents"].total)],
        "tags": ["news", "quotes", "quotation-attribution", "named-entities", "sentences"],
        **loading(config.version, facts, build),
    }


def loading(version: str, facts: Facts, build: str) -> dict[str, Any]:
    """The part of the front matter that the data alone decide.

    Without `version` and `description` in each configuration, `datasets` would give the rows of an older build from its
    cache: both are part of the cache's key.
    """
    return {
        "configs": [_configuration(table, version, facts, build) for table in TABLES],
        "dataset_info": [_dataset_info(table, facts) for table in TABLES],
    }


def _configuration(table: str, version: str, facts: Facts, build: str) -> dict[str, Any]:
    contract = facts.contracts[table]
    configuration: dict[str, Any] = {"config_name": table}
    if table == TABLES[0]:
        configuration["default"] = True
    files = [{"split": split, "path": f"data/{table}/{split}-*.parquet"} for split in facts.tables[table].rows]
    description = f"{contract.title}, build {build[:16]}"
    return {**configuration, "version": version, "description": description, "data_files": files}


def _dataset_info(table: str, facts: Facts) -> dict[str, Any]:
    counted = facts.tables[table]
    return {
        "config_name": table,
        "features": to_feature_rows(facts.contracts[table]),
        "splits": [
            {"name": split, "num_bytes": counted.arrow_bytes[split], "num_examples": rows}
            for split, rows in counted.rows.items()
        ],
        "download_size": counted.file_bytes,
        "dataset_size": sum(counted.arrow_bytes.values()),
    }


def size_category(count: int) -> str:
    """The Hub's name for the size of a data set."""
    return next((name for limit, name in _SIZES if count < limit), "1M<n<10M" if count < 10_000_000 else "n>10M")


def parse_front_matter(text: str) -> dict[str, Any]:
    """The YAML at the head of a card. Raises ValueError where there is none, or none that can be read."""
    found = re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)
    try:
        matter = yaml.load(found[1], _LOADER) if found else None
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(matter, dict):
        raise ValueError("no table between two lines of ---")  # noqa: TRY004  the text is at fault
    return matter
