"""What a release says of itself to programs, file by file: croissant.json, datapackage.json, CITATION.cff.

Each is written from the configuration, the manifest, the facts and the datasheet, and from nothing else: `validate`
writes it again and compares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.citation import cff
from toolkit.config import Config
from toolkit.croissant import croissant
from toolkit.datapackage import datapackage
from toolkit.facts import Facts
from toolkit.release import CITATION, CROISSANT, DATAPACKAGE, json_text


def metadata(
    config: Config, manifest: Mapping[str, Any], facts: Facts, files: Sequence[Mapping[str, Any]], datasheet: str
) -> dict[str, str]:
    """Name to text of each file. `manifest` may still lack its list of files; of `files` only those in data/ count."""
    data = [each for each in files if str(each["path"]).startswith("data/")]
    created = manifest.get("created")
    return {
        CROISSANT: json_text(croissant(config, manifest, facts, data, datasheet)),
        DATAPACKAGE: json_text(datapackage(config, manifest, facts, data)),
        CITATION: cff(config, str(manifest.get("name")), str(manifest.get("version")), created and str(created)),
    }
