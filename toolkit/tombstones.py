"""withdrawn.jsonl: what was taken out of a data set and must not come back, one JSON object a line.

    {"doc_id": "f66902a00d9adc2a", "text_sha256": "9c…", "version": "2.0.0", "reason": "asked for by the publisher"}

A line tells which document it was and why it went, and holds no word of it. Each release carries the lines of the
release before it, and the file may lie beside dataset.toml. A build leaves out what has one of these ids, and what
normalizes to one of these texts, whatever its name is by then.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError

from toolkit.config import check_version
from toolkit.errors import UsageError
from toolkit.rejection import Address, Reason, Rejection
from toolkit.strict import Strict

FILE_NAME = "withdrawn.jsonl"
LONGEST_REASON = 500


def check_reason(reason: str) -> str:
    """Accept a reason that fits on one line of a changelog."""
    if not reason.strip() or not reason.isprintable() or len(reason) > LONGEST_REASON:
        raise ValueError(f"a reason should be one line of at most {LONGEST_REASON} characters")
    return reason


class Tombstone(Strict):
    """A document that was withdrawn: `version` is the first release without it."""

    doc_id: Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
    text_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    version: Annotated[str, AfterValidator(check_version)]
    reason: Annotated[str, AfterValidator(check_reason)]


def parse(content: bytes, where: str = FILE_NAME) -> tuple[Tombstone, ...]:
    """What a file says, in order of the ids. Raises UsageError with its first line that is no tombstone."""
    found: dict[str, Tombstone] = {}
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            try:
                stone = Tombstone.model_validate_json(line)
            except ValidationError as error:
                first = error.errors(include_url=False, include_input=False)[0]
                key = ".".join(map(str, first["loc"])) or "line"
                message = first["msg"].removeprefix("Value error, ")
                raise UsageError(f"{where}, line {number}: {key}: {message}; mend it, or take the line out") from error
            if stone.doc_id in found:
                raise UsageError(f"{where}, line {number}: {stone.doc_id} was named before; take one of them out")
            found[stone.doc_id] = stone
    return merged(found.values())


def read(path: Path) -> tuple[Tombstone, ...]:
    """The tombstones in a file; none where there is no such file."""
    try:
        return parse(path.read_bytes(), str(path)) if path.exists() else ()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a file that can") from error


def stones_of(release: Path) -> tuple[Tombstone, ...]:
    """What a release says was withdrawn, by its folder; nothing where it is damaged, which rule `withdrawn` reports."""
    try:
        return read(release / FILE_NAME)
    except UsageError:
        return ()


def merged(*several: Iterable[Tombstone]) -> tuple[Tombstone, ...]:
    """Tombstones of several files in order of their ids; of one document the first counts."""
    found: dict[str, Tombstone] = {}
    for stone in (stone for stones in several for stone in stones):
        found.setdefault(stone.doc_id, stone)
    return tuple(found[doc_id] for doc_id in sorted(found))


def text_of(stones: Iterable[Tombstone]) -> str:
    """The tombstones as the file holds them; the same ones give the same bytes."""
    return "".join(json.dumps(stone.model_dump(), ensure_ascii=False) + "\n" for stone in merged(stones))


def withdrawal(source: str, source_id: str | None, stone: Tombstone) -> Rejection:
    """The rejection of an article that lies under a tombstone."""
    return Address(source).reject(Reason.WITHDRAWN, f"withdrawn in {stone.version}: see {FILE_NAME}", source_id)


def by_path(rejection: Rejection) -> tuple[str, str]:
    """The order in which withdrawn articles are noted: whoever notes them, and from whatever they were read."""
    return rejection.path, rejection.source_id or ""


class Graveyard:
    """Tombstones, to be asked whether a document lies under one of them."""

    def __init__(self, stones: Iterable[Tombstone]) -> None:
        self._by_id, self._by_text = dict[str, Tombstone](), dict[str, Tombstone]()
        for stone in stones:
            self._by_id[stone.doc_id] = self._by_text[stone.text_sha256] = stone

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever withdrawn, so that no text need be hashed."""
        return not self._by_id

    def stone_of(self, doc_id: str, text_sha256: str) -> Tombstone | None:
        """The tombstone of this document or of this text."""
        return self._by_id.get(doc_id) or self._by_text.get(text_sha256)
