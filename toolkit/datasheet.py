"""A datasheet held to a release: the prose is its maker's, the numbers are counted from the data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from toolkit import card
from toolkit.claims import shares
from toolkit.errors import UsageError
from toolkit.questions import questions, unanswered, unknown
from toolkit.release import Release, write_text
from toolkit.tally import count


@dataclass(frozen=True, slots=True)
class Held:
    """A datasheet held to a release."""

    page: Path
    release: Path
    stale: tuple[str, ...]
    """Regions whose text was not that of the data."""
    written: bool
    """Whether these were written anew, as they are unless the datasheet was only to be checked."""
    unanswered: tuple[str, ...]
    """Ids of the questions that it does not answer."""


def datasheet(page: Path, release: Path, *, check: bool = False) -> Held:
    """Write every marked region of the page anew from the release; with `check` the page stays as it is.

    Raises UsageError where the page cannot be read, it marks a region or a question that there is not, or the folder is
    no release.
    """
    try:
        text = page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{page}: cannot be read as text ({error}); name a datasheet in Markdown") from error
    if lost := unknown(text):
        raise UsageError(f"{page}: there is no question:{lost[0]}; docs/datasheet.md lists the questions")
    source = Release(release)
    filled = card.fill(text, count(source, shares(source)), str(page))
    stale = [name for (name, old), (_, new) in zip(card.regions(text), card.regions(filled), strict=True) if old != new]
    if stale and not check:
        write_text(page, filled)
    return Held(page, release, tuple(stale), not check, tuple(unanswered(filled)))


def held_json(held: Held) -> str:
    """What was found, as one JSON object."""
    return json.dumps(
        {
            "datasheet": str(held.page),
            "release": str(held.release),
            "stale": list(held.stale),
            "written": held.written,
            "questions": len(questions()),
            "unanswered": list(held.unanswered),
        }
    )


def held_text(held: Held) -> str:
    """What was found, for people: a line on the numbers, one on the questions, then each unanswered one."""
    numbers = "every number is that of the data"
    if held.stale:
        numbers = f"{', '.join(held.stale)} {'were written anew' if held.written else 'are not those of the data'}"
    told = questions()
    lines = [f"{held.page}: {numbers}", f"{held.page}: {len(held.unanswered)} of {len(told)} questions are unanswered"]
    return "\n".join([*lines, *(f"  {each:<20} {told[each]}" for each in held.unanswered)])
