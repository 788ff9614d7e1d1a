"""A datasheet held to a release: the prose is its maker's, the numbers are counted from the data."""

from __future__ import annotations

from pathlib import Path

from toolkit import card
from toolkit.claims import shares
from toolkit.errors import UsageError
from toolkit.facts import count
from toolkit.release import Release, write_text


def datasheet(page: Path, release: Path, *, check: bool = False) -> list[str]:
    """Write every marked region of the page anew from the release, and return the names of those that were not so.

    With `check` the page stays as it is. Raises UsageError where the page cannot be read, or the folder is no release.
    """
    try:
        text = page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{page}: cannot be read as text ({error}); name a datasheet in Markdown") from error
    source = Release(release)
    filled = card.fill(text, count(source, shares(source)), str(page))
    stale = [name for (name, old), (_, new) in zip(card.regions(text), card.regions(filled), strict=True) if old != new]
    if stale and not check:
        write_text(page, filled)
    return stale
