"""What people and programs read of a build, and the progress of a long one. (A validation: outputs/.)"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from toolkit.outputs import render
from toolkit.plurals import plural

if TYPE_CHECKING:
    from toolkit.audit import Drawn, Taken
    from toolkit.build import Built
    from toolkit.cache import Cache, Usage

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
    since = built.since
    return _json(
        {
            "release": str(built.release),
            "name": built.plan.name,
            "version": built.plan.version,
            "rows": {table: facts.total for table, facts in built.facts.tables.items()},
            "splits": dict(built.facts.tables["documents"].rows),
            "rejections": dict(built.facts.rejections),
            "cached": built.cached,
            "ignored_files": built.ignored,
            "warnings": built.report.counts,
            "new": built.is_new,
            "predecessor": None if since is None else str(since.version),
            "bump": None if since is None else since.bump.level,
            "reasons": [] if since is None else [str(reason) for reason in since.bump.reasons],
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
    if built.since is not None:
        lines.append(f"  Since {built.since.version}: {built.since.bump.because or 'nothing has changed'}")
    if facts.rejections:
        found = ", ".join(f"{reason} {count:,}" for reason, count in facts.rejections.items())
        lines.append(f"  {plural(sum(facts.rejections.values()), 'record')} rejected ({found}): see rejections.jsonl")
    if built.cached:
        of = facts.tables["documents"].total
        lines.append(f"  {built.cached:,} of {plural(of, 'document')} annotated before: see toolkit cache")
    if built.ignored:
        lines.append(f"  {plural(built.ignored, 'file')} ignored: neither .txt nor .jsonl")
    if built.report.counts:
        lines += ["", render(built.report, "text")]
    if not built.is_new:
        lines += ["", "  There is nothing to release: what is there stays."]
    if built.standoff is not None:
        lines += ["", f"  Without the articles' text: {built.standoff}"]
    lines += ["", f"  Every promise holds. {built.seconds:.1f} s.", f'  load_dataset("{built.release}", "quotes")']
    return "\n".join(lines)


def _quotes(built: Built) -> str:
    facts = built.facts
    quotes = facts.tables["quotes"].total
    types = ", ".join(f"{count:,} {kind}" for kind, count in facts.quote_types.items())
    return (
        f"{plural(facts.words, 'word')}; quotes: {types or 'none'}; {facts.quotes_named:,} of {quotes:,} "
        f"with a named speaker; {plural(facts.shared_utterances, 'statement')} quoted more than once"
    )


def drawn_json(drawn: Drawn) -> str:
    """A draw as one JSON object."""
    sheets = {str(path): rows for path, rows in drawn.sheets.items()}
    return _json({**asdict(drawn), "release": str(drawn.release), "record": str(drawn.record), "sheets": sheets})


def drawn_text(drawn: Drawn) -> str:
    """A draw for people: which sheets wait to be read, and how to go on."""
    held = f"{plural(drawn.held, 'verdict')} given before {'holds' if drawn.held == 1 else 'hold'}"
    head = f"{drawn.release}: {plural(drawn.rows, 'row')} of each table, or all, drawn with seed {drawn.seed}; {held}."
    if not drawn.sheets:
        return f"{head}\nNothing waits to be read."
    wide = max(len(str(path)) for path in drawn.sheets)
    lines = [f"  {path!s:<{wide}}  {plural(rows, 'row')}" for path, rows in drawn.sheets.items()]
    return "\n".join(
        [
            head, "", *lines, "",
            "Read each row, and write yes, no or unsure into every column …_right. Then:",
            f"  toolkit audit {drawn.release} --take --record {drawn.record} --sheets {next(iter(drawn.sheets)).parent}"
            " --reader WHO",
        ]
    )  # fmt: skip


def taken_json(taken: Taken) -> str:
    """What an audit says of a release, as one JSON object."""
    precisions = [
        {"table": each.table, "question": each.question, "drawn": each.drawn, **each.said,
         "precision": each.share, "interval": each.interval}
        for each in taken.audited.precisions
    ]  # fmt: skip
    readings = [
        {"reader": reader, "read_on": day.isoformat(), "verdicts": count}
        for day, reader, count in taken.audited.readings
    ]
    return _json(
        {
            "release": str(taken.release),
            "record": str(taken.record),
            "new": taken.new,
            "seed": taken.audited.seed,
            "rows": taken.audited.rows,
            "readings": readings,
            "precisions": precisions,
        }
    )


def taken_text(taken: Taken) -> str:
    """What an audit says of a release, for people."""
    lines = [
        f"{taken.release}: {plural(taken.new, 'new verdict')} in {taken.record}", "",
        f"  {'':<22} {'drawn':>6} {'right':>6} {'wrong':>6} {'unsure':>6}  precision (95% interval)",
    ]  # fmt: skip
    for each in taken.audited.precisions:
        counts = " ".join(f"{count:>6,}" for count in (each.drawn, *each.said.values()))
        share = "–"
        if each.share is not None and each.interval is not None:
            low, high = each.interval
            share = f"{each.share:.1%} ({low:.1%} – {high:.1%})"
        lines.append(f"  {each.table:<10} {each.question:<11} {counts}  {share}")
    lines += ["", f'  Name the record in dataset.toml (audit = "{taken.record.name}"): the next build carries it.']
    return "\n".join(lines)


def cache_json(cache: Cache, usage: Sequence[Usage]) -> str:
    """What a cache holds as one JSON object."""
    return _json({"file": str(cache.file), "models": [asdict(each) for each in usage]})


def cache_text(cache: Cache, usage: Sequence[Usage]) -> str:
    """What a cache holds, for people."""
    if not usage:
        return f"{cache.file}: holds nothing"
    lines = [f"{cache.file}:"]
    for each in usage:
        use = "in use" if each.current else "of annotators that are not installed any more"
        lines.append(f"  {each.model}: {plural(each.entries, 'document')}, {each.bytes / 1e6:,.1f} MB, {use}")
    return "\n".join(lines)
