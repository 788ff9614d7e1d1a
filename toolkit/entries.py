"""The parts of a changelog: an entry for each version, and in it the regions that the tool writes."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADING = re.compile(r"^## +\[?(?P<version>\d+\.\d+\.\d+|unreleased)\b.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A version's part of a changelog: its heading and all that follows, to the byte. The first part has no version."""

    version: str | None
    text: str


def entries(text: str) -> list[Entry]:
    """The parts of a changelog: what stands before the first version, then one for each heading that names one."""
    found = [Entry(None, "")]
    for line in text.splitlines(keepends=True):
        heading = _HEADING.match(line)
        if heading:
            found.append(Entry(heading["version"].lower(), line))
        else:
            found[-1] = Entry(found[-1].version, found[-1].text + line)
    return found


def region_of(text: str, version: str, region: str) -> str | None:
    """What a region of a version's entry says; None where the changelog has no such region."""
    entry = next((each.text for each in entries(text) if each.version == version), "")
    return region_body(entry, region)


def region_body(text: str, region: str) -> str | None:
    """What stands between the marks of a region, of any version."""
    found = _pattern(region).search(text)
    return found["body"] if found else None


def with_region(text: str, region: str, version: str, body: str) -> str:
    """The entry with its region written anew, at its end where it has none."""
    start, end = _marks(region, version)
    found = _pattern(region, re.escape(version)).search(text)
    if found:
        return text[: found.start()] + start + body + end + text[found.end() :]
    return f"{text.rstrip(chr(10))}\n\n{start}{body}{end}\n"


def _marks(region: str, version: str) -> tuple[str, str]:
    return f"<!-- toolkit:{region} {version} -->\n", f"<!-- /toolkit:{region} {version} -->"


def _pattern(region: str, version: str = r"\d+\.\d+\.\d+") -> re.Pattern[str]:
    return re.compile(
        rf"<!-- toolkit:{region} (?P<v>{version}) -->\n(?P<body>.*?)<!-- /toolkit:{region} (?P=v) -->", re.DOTALL
    )
