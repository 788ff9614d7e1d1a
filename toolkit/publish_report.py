"""What people and programs read of a publication."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.plurals import plural
from toolkit.publication import Publication

if TYPE_CHECKING:
    from toolkit.publish import Published

_SOURCE = ("rights_holder", "license", "redistribute", "basis", "documents", "sources")
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def plan_text(plan: Publication) -> str:
    """The plan: what happens to each file, and what the repository is afterwards."""
    return "\n".join(_plan_lines(plan))


def _plan_lines(plan: Publication) -> Iterator[str]:
    yield f"plan       {plan.repository} ({'to be made, ' if plan.create else ''}{plan.visibility}):"
    for status in ("new", "changed", "removed"):
        for file in plan.of(status):
            yield f"  {status:<10} {size(file.bytes):>11}  {file.path}"
    unchanged = plan.of("unchanged")
    if unchanged:
        total = sum(file.bytes for file in unchanged)
        yield f"  {'unchanged':<10} {size(total):>11}  {plural(len(unchanged), 'file')}"
    sent = sum(file.bytes for status in ("new", "changed") for file in plan.of(status))
    if plan.changes:
        yield f"  one commit, {plan.title!r}, of {size(sent)}; tag {plan.tag}"
    else:
        yield f"  no commit: these files are there; tag {plan.tag}{' is there too' if plan.tagged else ''}"


def size(count: int) -> str:
    """Bytes in a unit that people read."""
    amount, unit = float(count), 0
    while amount >= 999.95 and unit + 1 < len(_UNITS):
        amount, unit = amount / 1000, unit + 1
    return plural(count, "byte") if unit == 0 else f"{amount:,.1f} {_UNITS[unit]}"


def published_json(published: Published) -> str:
    """The plan, and what came of it, as one JSON object (docs/publish.schema.json)."""
    found = {
        **published.publication.as_json(),
        "published": published.commit is not None,
        "commit": published.commit,
        "rows": dict(published.rows) or None,
        "warnings": published.report.counts,
        "refused": [{key: each.get(key) for key in _SOURCE} for each in published.refused],
    }
    return json.dumps(found, indent=2, ensure_ascii=False)


def published_text(published: Published) -> str:
    """What came of it, for people."""
    plan = published.publication
    if published.commit is None:
        return f"{plan.repository}: nothing was changed (--dry-run)"
    return (
        f"{plan.title} is published: {plan.endpoint}/datasets/{plan.repository}/tree/{plan.tag}\n"
        f'load_dataset("{plan.repository}", "quotes", revision="{plan.tag}")'
    )
