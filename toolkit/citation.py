"""How a data set is cited: CITATION.cff for programs, BibTeX for people.

Source: Citation File Format, version 1.2.0. What the maker has not stated is left out; where no author is stated, the
makers stand in for them, as the format wants one.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from toolkit.config import Config


def cff(config: Config, name: str, version: str, created: str | None) -> str:
    """CITATION.cff of a release; `created` is its moment in RFC 3339, where it is known."""
    known = {
        "license": spdx(config.license),
        "url": config.homepage if config.homepage and re.match("https?://", config.homepage) else None,
        "date-released": created and created[:10],
    }
    fields: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this data set, please cite it as follows.",
        "type": "dataset",
        "title": config.title or name,
        "version": version,
        "authors": [{"name": author} for author in _authors(config, name)],
        **{key: value for key, value in known.items() if value},
    }
    return str(yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=120))


def bibtex(config: Config, name: str, version: str, created: str | None) -> str:
    """The data set as an entry of BibTeX, on several lines."""
    fields = {
        "title": config.title or name,
        "author": " and ".join(f"{{{author}}}" for author in _authors(config, name)),
        "year": created and created[:4],
        "version": version,
        "url": config.homepage,
    }
    key = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")
    lines = [f"  {field} = {{{_escaped(value)}}}" for field, value in fields.items() if value]
    return "@misc{" + ",\n".join([key, *lines]) + "\n}"


def _escaped(text: str) -> str:
    return re.sub(r"([%&#_$])", r"\\\1", text)


def _authors(config: Config, name: str) -> list[str]:
    return config.authors or [f"The makers of {config.title or name}"]


def spdx(license_id: str | None) -> str | None:
    """The identifier in SPDX's own spelling, where it is one that data sets are commonly under."""
    common = {each.lower(): each for each in ("Apache-2.0", "MIT", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0")}
    lower = (license_id or "").lower()
    return common.get(lower) or (lower.upper() if re.fullmatch(r"cc0-1\.0|cc-by(-\w+)*-\d\.\d", lower) else None)
