"""What `toolkit hydrate` prints: what became of each span, for people and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from toolkit.attach import FATES
from toolkit.plurals import plural

if TYPE_CHECKING:
    from collections import Counter

    from toolkit.attach import Fate, SpanFate
    from toolkit.hydrated import Hydrated

MOST = 20
"""Documents, and files, that the text names; JSON has all."""


def hydrated_text(found: Hydrated, *, written: bool) -> str:
    """Tables of counts for people, and where the release is."""
    head = str(found.release) if written else f"{found.standoff}: nothing was written"
    lines = [head, "", f"  {'':<10} {'exact':>8} {'shifted':>8} {'lost':>8}"]
    lines += [_row(table, counts) for table, counts in found.counts.items()]
    lines += [_row("all", found.total), "", f"  Found: {100 * found.share:.2f} % (floor {100 * found.floor:g} %)."]
    lines += _reasons(found)
    if found.by_document:
        lines += ["", "  Documents that are not all exact (exact, shifted, lost):"]
        lines += _some(
            [
                f"{source}: {', '.join(f'{counts[fate]:,}' for fate in FATES)}"
                + (" (no copy)" if source in found.missing else "")
                for source, counts in found.by_document.items()
            ]
        )
    if found.unused:
        lines += ["", "  Articles that are of no document:", *_some(found.unused)]
    return "\n".join([*lines, *(["", f"  {_verdict(found)}"] if written else [])])


def _row(name: str, counts: Counter[Fate]) -> str:
    return f"  {name:<10} " + " ".join(f"{counts[fate]:>8,}" for fate in FATES)


def _reasons(found: Hydrated) -> list[str]:
    counted: dict[str, int] = {}
    for span in found.spans:
        counted[f"{span.fate}: {span.reason}"] = counted.get(f"{span.fate}: {span.reason}", 0) + 1
    return [f"  {count:,} {why}" for why, count in sorted(counted.items())]


def _some(lines: list[str]) -> list[str]:
    more = [f"… and {len(lines) - MOST:,} more (--json has all)"] if len(lines) > MOST else []
    return [f"    {line}" for line in [*lines[:MOST], *more]]


def _verdict(found: Hydrated) -> str:
    if not found.differing:
        return "This is the full edition, byte for byte."
    if found.same_data:
        return (
            "The tables are the full edition's, byte for byte. The stand-off edition lacks files of its maker's own, "
            f"so that these differ, or are not there: {', '.join(found.differing)}."
        )
    changed, missing = len(found.by_document) - len(found.missing), len(found.missing)
    causes = [
        *([f"{plural(changed, 'article')} changed since"] if changed else []),
        *([f"{plural(missing, 'article')} of which there is no copy"] if missing else []),
    ]
    return (
        "A hydrated edition, not the full one, and its manifest says so: "
        f"{' and '.join(causes) or 'the stand-off edition leaves out more than text'}. Every promise holds of the text "
        "that it has."
    )


def hydrated_json(found: Hydrated, *, written: bool) -> str:
    """One JSON object, with every span that is not exact."""
    told = {
        "standoff": str(found.standoff),
        "release": str(found.release) if written else None,
        "identical": not found.differing if written else False,
        "same_data": found.same_data,
        "differing": list(found.differing),
        "floor": found.floor,
        "share": round(found.share, 6),
        "spans": {table: {fate: counts[fate] for fate in FATES} for table, counts in found.counts.items()},
        "documents": {source: {fate: counts[fate] for fate in FATES} for source, counts in found.by_document.items()},
        "missing": found.missing,
        "unused": found.unused,
        "moved": [_span(span) for span in found.spans],
    }
    return json.dumps(told, ensure_ascii=False)


def _span(span: SpanFate) -> dict[str, object]:
    return {
        "table": span.table,
        "id": span.id,
        "doc_id": span.doc_id,
        "fate": span.fate,
        "reason": span.reason,
        "old": list(span.old),
        "new": None if span.new is None else list(span.new),
    }
