"""`sources.toml`: whose the articles of a folder are, under what license, and which files are no articles at all.

The file describes the folder that it lies in. Each `[[source]]` names files by a pattern over POSIX paths relative to
that folder (`*` within a folder, `**` across folders), and may name them by the SHA-256 of their bytes as well. The
first entry that matches and sets a key wins; later ones fill in what is missing. A record's own fields win over it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from toolkit.config import LicenseId, RightsDefaults
from toolkit.strict import Strict, read_toml
from toolkit.terms import Terms

FILE_NAME = "sources.toml"


def moment(value: Any) -> Any:  # noqa: ANN401  before validation it may be anything
    """An RFC 3339 text, a date or a time as a time in UTC, which is meant where no offset is given; "" as None.

    Raises ValueError for other texts; what is none of these is returned for pydantic to refuse.
    """
    if isinstance(value, str):
        value = _parsed(value.strip()) if value.strip() else None
    elif isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        return value
    try:
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("it should be a time in the years 1 to 9999, in UTC too") from error


def _parsed(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("it should be a time like 2031-04-18T22:15:00Z") from error


class Rights(Strict):
    """What is known of an article besides its text; None is not known, and never guessed."""

    publisher: str | None = Field(default=None, min_length=1)
    license: str | None = Field(default=None, min_length=1, description="SPDX identifier, or LicenseRef-…")
    rights_holder: str | None = Field(default=None, min_length=1)
    basis: str | None = Field(default=None, min_length=1, description="why the text may be passed on, or may not")
    redistribute: bool | None = None
    published_at: Annotated[datetime | None, BeforeValidator(moment)] = None
    url: str | None = Field(default=None, min_length=1)
    language: str | None = Field(default=None, min_length=1)

    def filled(self, defaults: RightsDefaults) -> Rights:
        """These rights; what they leave open is as the data set has it."""
        stated = {
            "rights_holder": self.rights_holder or defaults.holder,
            "license": self.license or defaults.license,
            "basis": self.basis or defaults.basis,
            "redistribute": defaults.redistribute if self.redistribute is None else self.redistribute,
        }
        return self.model_copy(update=stated)

    def terms(self, license_id: str | None) -> Terms:
        """On what terms an article is passed on that has this license by now."""
        return Terms(self.rights_holder, license_id, self.basis, self.redistribute)


class Source(Rights):
    """One entry: rights for the files that it matches."""

    license: LicenseId | None = None
    match: str
    sha256: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")


class SourcesFile(Strict):
    """A whole `sources.toml`."""

    exclude: list[str] = Field(default=[])
    source: list[Source] = Field(default=[])

    def excludes(self, path: str) -> bool:
        """Whether the file, or a folder that it lies in, is named in `exclude`."""
        parts = path.split("/")
        ways = ("/".join(parts[: i + 1]) for i in range(len(parts)))
        patterns = [glob(pattern.rstrip("/")) for pattern in self.exclude]
        return any(pattern.fullmatch(way) for way in ways for pattern in patterns)

    def rights(self, path: str, sha256: str) -> Rights:
        """What the entries say of the file at this path with these bytes."""
        found: dict[str, Any] = {}
        for entry in self.source:
            if glob(entry.match).fullmatch(path) and entry.sha256 in (None, sha256):
                stated = entry.model_dump(exclude={"match", "sha256"}, exclude_none=True)
                found = {**stated, **found}
        return Rights(**found)


def load_sources_file(folder: Path) -> SourcesFile:
    """The folder's `sources.toml`; an empty one where there is none."""
    path = folder / FILE_NAME
    return read_toml(path, SourcesFile) if path.is_file() else SourcesFile()


_WILD = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@cache
def glob(pattern: str) -> re.Pattern[str]:
    """A pattern over POSIX paths as a regular expression; `**/` also stands for no folder at all."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    return re.compile("".join(_WILD.get(part) or re.escape(part) for part in parts), re.DOTALL)
