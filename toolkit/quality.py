"""evaluation.json: how good the annotations are, measured against gold and carried by the releases that follow.

The gold stays where it is; the record names each file by its hash, what was measured with, and the figures to look at
first. It holds no text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from toolkit.errors import UsageError
from toolkit.origin import origin_of
from toolkit.strict import Strict, checked

FILE_NAME = "evaluation.json"
Rate = Annotated[float, Field(ge=0, le=1)]


class Tool(Strict):
    """A program or model, and its version."""

    name: str
    version: str


class Measured(Strict):
    """One figure on one gold file. Rates are from 0 to 1, None where nothing was there to be measured."""

    section: str
    key: str
    label: str
    kind: Literal["f1", "share", "error"]
    value: Rate | None
    interval: list[Rate] | None = Field(min_length=2, max_length=2)
    """95 %, over documents."""


class Gold(Strict):
    """A gold file: its last folder and name, its SHA-256, its documents, and what was measured on them."""

    file: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    documents: Annotated[int, Field(ge=1)]
    figures: list[Measured]


class Quality(Strict):
    """The record of an evaluation."""

    format: Literal[1]
    program: Tool
    model: Tool
    gold: list[Gold] = Field(min_length=1)


def parse(content: bytes, where: str) -> Quality:
    """The record that a file holds. Raises UsageError where it is none; `where` names it."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: is not JSON ({error}); restore it, or evaluate again with --record") from error
    if not isinstance(value, dict):
        raise UsageError(f"{where}: is no record of an evaluation; write one with `toolkit evaluate --record`")
    return checked(value, Quality, where)


def read(path: Path) -> bytes:
    """A record's bytes. Raises UsageError where the file cannot be read or is none."""
    content = _content(path)
    parse(content, str(path))
    return content


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name an evaluation's record") from error


def quality_of(release: Path) -> Quality | None:
    """The record that a release carries, by its folder; None where it carries none.

    Raises UsageError where the record is damaged.
    """
    path = release / FILE_NAME
    return parse(_content(path), FILE_NAME) if path.exists() else None


def others(quality: Quality, said: Mapping[str, Any]) -> list[tuple[str, Tool, str]]:
    """What was measured with, where the manifest `said` that another made the release: part, tool, that other."""
    made = origin_of(said)
    pairs = ((quality.program, made.program), (quality.model, made.model))
    return [
        (other.part, tool, f"{other.name} {other.version}")
        for tool, other in pairs
        if (other.name, other.version) != (tool.name, tool.version)
    ]
