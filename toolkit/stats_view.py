"""`toolkit stats` for people and programs: tables and bars on a terminal, one JSON object, one page of HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from toolkit.charts import Values, bars, columns
from toolkit.outputs.wording import visible
from toolkit.plurals import plural
from toolkit.stats import Lengths, Stats

if TYPE_CHECKING:
    from rich.table import Table

BAR = 30
"""Characters of the longest bar on a terminal."""
_EIGHTHS = " ▏▎▍▌▋▊▉"


def stats_json(found: Stats) -> str:
    """The statistics as one JSON object; docs/stats.schema.json describes it."""
    return json.dumps(asdict(found), indent=2, ensure_ascii=False)


class Chart(NamedTuple):
    """What is shown as bars: lying ones, or upright where `ordered` (by size or time).

    `whole`: nothing is left out, so that a share of the sum says something.
    """

    title: str
    values: Values
    ordered: bool = False
    whole: bool = True


def charts(found: Stats) -> Iterator[Chart]:
    """All that has something to show."""
    counted: dict[str, Mapping[str, int]] = {
        "Quotes by type": found.quote_types,
        "Quotes by what is known of the speaker": found.speaker_statuses,
        "Entities by label": found.labels,
        "Documents by license": found.licenses,
        "Documents by language": found.languages,
        "Rejected records by reason": found.rejections,
    }
    most = {
        f"Speakers with the most quotes, of {found.speakers_in_all:,}": {
            each.name: each.quotes for each in found.speakers
        },
        "Most frequent cues": found.cues,
        "Publishers with the most documents": found.publishers,
    }
    yield from (Chart(title, list(values.items())) for title, values in counted.items() if values)
    yield from (Chart(title, list(values.items()), whole=False) for title, values in most.items() if values)
    measured = {
        "Words of a document": found.document_words,
        "Quotes of a document": found.document_quotes,
        "Tokens of a sentence": found.sentence_tokens,
        "Characters of a quote": found.quote_characters,
    }
    yield from (Chart(title, _bins(each), ordered=True) for title, each in measured.items() if each.bins)
    if found.time_line:
        dated = [(each.start, each.documents) for each in found.time_line]
        yield Chart("Documents by date of publication", dated, ordered=True)


def _bins(measured: Lengths) -> Values:
    return [
        (f"{each.start:,}+" if each.end is None else _between(each.start, each.end - 1), each.count)
        for each in measured.bins
    ]


def _between(first: int, last: int) -> str:
    return f"{first:,}" if first == last else f"{first:,}–{last:,}"


def summary(found: Stats) -> list[str]:
    """What has no chart, in sentences."""
    rows = {table: sum(splits.values()) for table, splits in found.rows.items()}
    twice, unresolved = found.duplicates, found.quotes_unresolved
    share = f" ({unresolved / rows['quotes']:.1%})" if rows["quotes"] else ""
    return [
        f"{plural(rows['documents'], 'document')} of {plural(found.words, 'word')}, "
        f"{plural(rows['sentences'], 'sentence')}, {plural(rows['quotes'], 'quote')}, "
        f"{plural(rows['entities'], 'mention')} of entities.",
        f"{plural(unresolved, 'quote')}{share} without a resolved speaker.",
        f"{plural(twice.documents, 'document')} in {plural(twice.groups, 'group')} of near-duplicates, at most "
        f"{twice.largest:,} in one; {plural(twice.shared_utterances, 'statement')} quoted more than once, "
        f"{twice.utterances_across_splits:,} across splits.",
        f"{plural(found.undated, 'document')} without a date of publication.",
    ]


# ---- terminal


def stats_text(found: Stats) -> str:
    """Tables and bars of block characters, in colour where standard output is a terminal that wants it."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    with console.capture() as captured:
        console.print(f"[bold]{escape_markup(f'{found.name} {found.version}')}[/bold]")
        for sentence in summary(found):
            console.print(escape_markup(sentence))
        console.print()
        console.print(_rows(found, Table(box=None, header_style="bold", pad_edge=False)))
        for chart in charts(found):
            console.print()
            console.print(f"[bold]{escape_markup(chart.title)}[/bold]")
            console.print(_bars(chart, Table(box=None, show_header=False, pad_edge=False)))
    return "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n"))


def escape_markup(text: str) -> str:
    """Text of the data as rich prints it, and no markup in it."""
    from rich.markup import escape as escaped

    return escaped(visible(text))


def _rows(found: Stats, table: Table) -> Table:
    splits = list(found.rows["documents"])
    for head in ("table", *splits, "rows"):
        table.add_column(head, justify="left" if head == "table" else "right")
    for name, counts in found.rows.items():
        numbers = [*(counts.get(split, 0) for split in splits), sum(counts.values())]
        table.add_row(name, *(f"{number:,}" for number in numbers))
    return table


def _bars(chart: Chart, table: Table) -> Table:
    most = max(count for _, count in chart.values) or 1
    total = sum(count for _, count in chart.values) or 1
    table.add_column(max_width=36, no_wrap=True, overflow="ellipsis")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, style="cyan", overflow="crop")
    for label, count in chart.values:
        share = f"{count / total:.1%}" if chart.whole else ""
        table.add_row(escape_markup(label), f"{count:,}", share, _blocks(count * BAR / most))
    return table


def _blocks(length: float) -> str:
    """A bar as long as that many characters, to an eighth of one; never nothing for something."""
    eighths = max(round(length * 8), 1) if length else 0
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


# ---- HTML

_STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse } th, td { text-align: right; padding: .2rem .8rem; border-top: 1px solid #8884 }
th:first-child, td:first-child { text-align: left } svg { max-width: 100%; height: auto; margin: .6rem 0 }
@media (prefers-color-scheme: dark) { body { background: #0d1117 } }
summary { color: #888; font-size: .9rem; cursor: pointer }
"""


def stats_html(found: Stats) -> str:
    """One page that needs nothing else: charts are SVG within it, and each has its numbers as a table."""
    return "\n".join(_page(found)) + "\n"


def _page(found: Stats) -> Iterator[str]:
    title = _text(f"{found.name} {found.version}")
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
    yield from (f"<p>{_text(sentence)}</p>" for sentence in summary(found))
    splits = list(found.rows["documents"])
    yield _table(
        ("table", *splits, "rows"),
        [
            (name, *(counts.get(split, 0) for split in splits), sum(counts.values()))
            for name, counts in found.rows.items()
        ],
    )
    for chart in charts(found):
        yield f"<section>\n{(columns if chart.ordered else bars)(chart.title, chart.values)}"
        numbers = _table((chart.title, "count"), chart.values)
        yield f"<details><summary>Numbers</summary>{numbers}</details>\n</section>"
    yield "</body>\n</html>"


def _table(header: tuple[str, ...], rows: Sequence[Sequence[object]]) -> str:
    heads = "".join(f"<th>{_text(head)}</th>" for head in header)
    lines = ("".join(f"<td>{_cell(cell)}</td>" for cell in row) for row in rows)
    return (
        f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table>"
    )


def _cell(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, int) else _text(str(cell))


def _text(text: str) -> str:
    return escape(visible(text))
