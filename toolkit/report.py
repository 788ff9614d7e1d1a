"""What people and programs read of a build, and the progress of a long one. (A validation: outputs/.)"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from toolkit.outputs import render

if TYPE_CHECKING:
    from toolkit.build import Built

STEPS = {"annotate": "records annotated", "prove": "documents proved"}
"""What is counted while a step goes on."""


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int], None]]:
    """A line on the terminal that counts what is done; silent where standard error is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda step, more: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:>9,} {task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {"annotate": bar.add_task(STEPS["annotate"], total=None)}

        def advance(step: str, more: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(STEPS[step], total=None)
            bar.advance(tasks[step], more)

        yield advance


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def built_json(built: Built) -> str:
    """The summary of a build as one JSON object."""
    return _json(
        {
            "release": str(built.release),
            "name": built.plan.name,
            "version": built.plan.version,
            "rows": {table: facts.total for table, facts in built.facts.tables.items()},
            "splits": dict(built.facts.tables["documents"].rows),
            "rejections": dict(built.facts.rejections),
            "ignored_files": built.ignored,
            "warnings": built.report.counts,
            "seconds": built.seconds,
        }
    )


def built_text(built: Built) -> str:
    """The summary of a build for people."""
    facts = built.facts
    rows = [(table, each.total, ", ".join(f"{split} {n:,}" for split, n in each.rows.items()))
            for table, each in facts.tables.items()]  # fmt: skip
    wide = max(len(f"{total:,}") for _, total, _ in rows)
    lines = [f"{built.plan.name} {built.plan.version}: {built.release}", ""]
    lines += [f"  {table:<10} {total:>{wide},}  {splits}" for table, total, splits in rows]
    lines += ["", f"  {_quotes(built)}", f"  {built.split_note}"]
    if facts.rejections:
        found = ", ".join(f"{reason} {count:,}" for reason, count in facts.rejections.items())
        lines.append(f"  {sum(facts.rejections.values()):,} records rejected ({found}): see rejections.jsonl")
    if built.ignored:
        lines.append(f"  {built.ignored:,} files ignored: neither .txt nor .jsonl")
    if built.report.counts:
        lines += ["", render(built.report, "text")]
    lines += ["", f"  Every promise holds. {built.seconds:.1f} s.", f'  load_dataset("{built.release}", "quotes")']
    return "\n".join(lines)


def _quotes(built: Built) -> str:
    facts = built.facts
    quotes = facts.tables["quotes"].total
    types = ", ".join(f"{count:,} {kind}" for kind, count in facts.quote_types.items())
    return (
        f"{facts.words:,} words; quotes: {types or 'none'}; {facts.quotes_named:,} of {quotes:,} with a named speaker; "
        f"{facts.shared_utterances:,} statements quoted more than once"
    )
