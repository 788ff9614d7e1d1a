"""What a withdrawal made, and what still holds the text: for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.plurals import plural
from toolkit.tombstones import FILE_NAME

if TYPE_CHECKING:
    from toolkit.withdraw import Withdrawn


def withdrawn_text(done: Withdrawn) -> str:
    """The new release, its tombstones, and where the text still is."""
    name, version = done.report.name, done.report.version
    folder = done.before.resolve().parent
    lines = [
        f"{name} {version}: {done.release}",
        *([f"Without the articles' text: {done.standoff}"] if done.standoff else []),
        "",
        f"  {plural(len(done.stones), 'document')} withdrawn since {done.since.version}: {done.stones[0].reason}",
        *(f"    {stone.doc_id}  SHA-256 of its text {stone.text_sha256}" for stone in done.stones),
        *_near(done.near),
        "",
        "  Every promise holds." if not done.report.counts else "  No promise is broken; toolkit validate warns.",
        f"  Copy {done.release / FILE_NAME} beside dataset.toml: then no build takes them in again, wherever it runs.",
        "",
        "  What still holds the text:",
        f"    {done.before} and older versions in {folder}: remove their folders",
        *([f"    the same ones in {done.standoff.parent}: no text, but rows about them"] if done.standoff else []),
        "    the raw articles, and the cache of annotations: delete the articles; toolkit cache --clear",
        f"    a Hub that {done.since.version} or an older version was published to: its tags and earlier commits, even",
        f"    after {version} is published; docs/withdrawal.md says how they, and the stored files, are removed there",
        "    copies that others have made: tell them",
    ]
    return "\n".join(lines)


def _near(near: Sequence[str]) -> Iterator[str]:
    if near:
        yield f"  Near-duplicates of them stay: {', '.join(near)}; look whether they should go too."


def withdrawn_json(done: Withdrawn) -> str:
    """The same as one JSON object."""
    value = {
        "name": done.report.name,
        "version": done.report.version,
        "release": str(done.release),
        "standoff": None if done.standoff is None else str(done.standoff),
        "before": {"version": str(done.since.version), "release": str(done.before)},
        "bump": done.since.bump.level,
        "reasons": [str(reason) for reason in done.since.bump.reasons],
        "near_duplicates": list(done.near),
        "withdrawn": [stone.model_dump() for stone in done.stones],
        "warnings": dict(done.report.counts),
    }
    return json.dumps(value, indent=2, ensure_ascii=False)
