"""The words of a release: what its documents say beside the numbers that the tool fills in."""

from __future__ import annotations

import re

import yaml

from toolkit import card
from toolkit.front_matter import parse_front_matter
from toolkit.quality import FILE_NAME as EVALUATION
from toolkit.release import CARD, DATASHEET, VERIFIER, Release
from toolkit.verdicts import FILE_NAME as AUDIT

_FILES = (CARD, DATASHEET, AUDIT, EVALUATION, VERIFIER)
_COUNTED = ("configs", "dataset_info", "size_categories")
"""Keys of the card's front matter that the data and the version alone decide."""
_CITED = re.compile(r"^\s*version *= *\{.*\},?\n", re.MULTILINE)
"""The version in the card's BibTeX entry."""


def changed_prose(old: Release, new: Release) -> tuple[str, ...]:
    """The files beside the data, manifest and changelog aside, whose words are others, came or went.

    The card's front matter counts too (title, license, tags), without what the data and the version decide.
    """
    schemas = {f"schemas/{path.name}" for each in (old, new) for path in (each.folder / "schemas").glob("*.toml")}
    return tuple(name for name in (*_FILES, *sorted(schemas)) if _words(old, name) != _words(new, name))


def _words(release: Release, name: str) -> bytes | None:
    path = release.folder / name
    if not path.is_file():
        return None
    content = path.read_bytes()
    if name not in (CARD, DATASHEET):
        return content
    text = content.decode("utf-8", "replace")
    if name == CARD:
        text = _CITED.sub("", _without_loading(text))
    return card.without_numbers(text).encode()


def _without_loading(text: str) -> str:
    """The card without the part of its front matter that the data decide; as it is where it has none."""
    try:
        matter = parse_front_matter(text)
    except ValueError:
        return text
    body = re.sub(r"\A---\n.*?\n---\n", "", text, count=1, flags=re.DOTALL)
    kept = {key: value for key, value in matter.items() if key not in _COUNTED}
    return yaml.safe_dump(kept, sort_keys=True, allow_unicode=True) + body
