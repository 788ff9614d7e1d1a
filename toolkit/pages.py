"""The pages of a release of any edition: card, pictures, what programs read, and last the manifest that lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit import card
from toolkit.config import Config
from toolkit.facts import Facts
from toolkit.manifest import with_rows
from toolkit.metadata import metadata
from toolkit.pictures import pictures
from toolkit.release import CARD, DATASHEET, MANIFEST, Release, file_entries, write_json, write_text


def write_pages(
    release: Release,
    config: Config,
    said: Mapping[str, Any],
    facts: Facts,
    files: Sequence[Mapping[str, Any]],
    prose: str | None = None,
) -> None:
    """Write card, pictures and metadata of a release whose tables and datasheet are written.

    `said` is its manifest but for `files`; of the `files` given only those in data/ count. `prose` is the maker's own
    card. Raises UsageError where that cannot be filled.
    """
    folder = release.folder
    write_text(folder / CARD, card.card(prose, config, str(said["name"]), facts, str(said["build"])))
    (folder / "assets").mkdir(exist_ok=True)
    datasheet = (folder / DATASHEET).read_text(encoding="utf-8")
    drawn = pictures(release, said, facts)
    for name, text in {**drawn, **metadata(config, said, facts, files, datasheet)}.items():
        write_text(folder / name, text)


def write_manifest(folder: Path, said: Mapping[str, Any]) -> None:
    """Write the manifest, when all other files are."""
    write_json(folder / MANIFEST, {**said, "files": with_rows(folder, file_entries(folder))})
