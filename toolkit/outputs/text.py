"""The report for people at a terminal: by rule, the worst first, with the place in the article underlined."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from toolkit.findings import Place, Report, Violation
from toolkit.outputs import Style
from toolkit.outputs.wording import address, footing, headline, message, moved, visible, where
from toolkit.rules import SEVERITIES, load_rules

EXAMPLES = 3
"""Violations of each rule that are shown."""
_COLORS = {"error": "bold red", "warning": "bold yellow", "info": "bold blue"}


def render(report: Report, style: Style) -> str:
    """The headline, then each rule with its first violations and what to do."""
    from rich.console import Console
    from rich.text import Text

    page = StringIO()
    console = Console(
        file=page, force_terminal=style.color, color_system="standard" if style.color else None,
        width=style.width, soft_wrap=True, highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    for text, kind in _lines(report):
        console.print(Text(text, style=kind), soft_wrap=True)
    return page.getvalue().rstrip("\n")


def _lines(report: Report) -> Iterator[tuple[str, str]]:
    """Each line with its style."""
    yield f"{headline(report)}", "bold green" if not report.counts else "bold"
    yield f"  {report.release}", "dim"
    by_severity = [rule for severity in SEVERITIES for rule in report.counts if load_rules()[rule].severity == severity]
    for number in by_severity:
        rule, count, kept = load_rules()[number], report.counts[number], report.of(number)[:EXAMPLES]
        yield "", ""
        yield f"{rule.severity} {rule.id} ({count:,}): {rule.proves}", _COLORS[rule.severity]
        for violation in kept:
            yield from _violation(violation, _COLORS[rule.severity])
        if count > len(kept):
            yield f"  … and {count - len(kept):,} more", "dim"
        yield f"  What to do: {rule.remedy}", "italic"
    yield from _drift(report)
    yield "", ""
    yield f"  {footing(report)}", "dim"


def _drift(report: Report) -> Iterator[tuple[str, str]]:
    """A table of what moved: each distribution, and under it the bins that moved most."""
    if report.drift:
        yield "", ""
        yield f"  {len(moved(report))} of {len(report.drift)} distributions moved from the earlier release", "bold"
    for each in moved(report):
        name = f"{each.table}.{each.column} ({each.verdict})"
        yield f"  {name:<44} PSI {each.psi:6.3f}   JS {each.jensen_shannon:.3f}", ""
        for one in each.movers:
            change = f"{100 * one.old:5.1f} % -> {100 * one.new:5.1f} %   {100 * (one.new - one.old):+6.1f}"
            yield f"    {visible(one.bin)[:40]:<42} {change}", "dim"


def _violation(violation: Violation, color: str) -> Iterator[tuple[str, str]]:
    yield f"  {address(violation)}: {visible(message(violation))}", ""
    if violation.place is not None:
        yield f"    --> {where(violation)}", "cyan"
        yield f"     |  {visible(violation.place.excerpt)}", ""
        if carets := _carets(violation.place):
            yield f"     |  {carets}", color


def _carets(place: Place) -> str:
    """A line of carets that stands under the mark, in cells of the terminal: a character may take none or two."""
    from rich.cells import cell_len

    start, end = place.mark
    shown = visible(place.excerpt)
    return " " * cell_len(shown[:start]) + "^" * cell_len(shown[start:end]) if end > start else ""
