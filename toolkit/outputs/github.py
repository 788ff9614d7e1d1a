"""GitHub Actions: workflow commands that annotate files, and a summary of the step.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from itertools import groupby

from toolkit.findings import Place, Report, Violation
from toolkit.outputs import Style
from toolkit.outputs.wording import address, footing, headline, message, message_there, origin, visible, where
from toolkit.rules import Severity, load_rules

MOST = 10
"""Annotations of each severity: GitHub shows no more of a step."""
EXAMPLES = 5
"""Violations of each rule in the summary."""
_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, style: Style) -> str:
    """One line for each annotation, the first of every rule before the second of any, and the headline."""
    lines = []
    for severity, command in _COMMANDS.items():
        chosen = _in_turn([each for each in report.violations if each.severity == severity])
        lines += [_annotation(command, violation) for violation in chosen[:MOST]]
    return "\n".join([*lines, visible(headline(report))])


def _in_turn(violations: list[Violation]) -> list[Violation]:
    by_rule = sorted(violations, key=lambda each: each.rule)
    turns = [(turn, each) for _, own in groupby(by_rule, lambda each: each.rule) for turn, each in enumerate(own)]
    return [each for _, each in sorted(turns, key=lambda pair: pair[0])]


def _annotation(command: str, violation: Violation) -> str:
    place = {} if violation.place is None else _place(violation.place)
    properties = {**place, "title": f"{violation.rule}: {load_rules()[violation.rule].title}"}
    written = ",".join(f"{name}={_escaped(visible(value), ',:')}" for name, value in properties.items())
    return f"::{command} {written}::{_escaped(visible(message_there(violation)))}"


def _place(place: Place) -> dict[str, str]:
    """File and lines, and columns where begin and end are on one line: GitHub takes them of no others."""
    if place.of_record:
        return {"file": place.source} | ({} if place.record is None else {"line": str(place.record)})
    line, column = place.end
    if line != place.line:
        return {"file": place.source, "line": str(place.line), "endLine": str(line)}
    end = max(column, place.column + 1)
    return {"file": place.source, "line": str(line), "col": str(place.column), "endColumn": str(end)}


def _escaped(text: str, more: str = "") -> str:
    for char in f"%{more}":
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def summary(report: Report) -> str:
    """The summary of a step, in Markdown."""
    lines = [f"### {_cell(headline(report))}", "", _cell(f"{footing(report)} {origin(report)}".strip()), ""]
    if report.counts:
        lines += ["| severity | rule | found | what it proves |", "| --- | --- | ---: | --- |"]
        rules = [load_rules()[rule] for rule in report.counts]
        lines += [f"| {rule.severity} | `{rule.id}` | {report.counts[rule.id]:,} | {rule.proves} |" for rule in rules]
        for rule in rules:
            lines += ["", f"<details><summary><code>{rule.id}</code>: {rule.remedy}</summary>", ""]
            for violation in report.of(rule.id)[:EXAMPLES]:
                place = f" ({_cell(where(violation))})" if violation.place else ""
                lines.append(f"- {_cell(address(violation))}{place}: {_cell(message(violation))}")
            lines += ["", "</details>"]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Text of the data, as Markdown shows it and not as it reads it."""
    plain = visible(text).replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{char}" if char in "\\`*_[]|#" else char for char in plain)
