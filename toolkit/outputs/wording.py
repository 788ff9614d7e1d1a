"""Words and parts that several forms share."""

from __future__ import annotations

import unicodedata

from toolkit.findings import Moved, Place, Report, Violation
from toolkit.plurals import plural
from toolkit.rules import load_rules


def headline(report: Report) -> str:
    """One sentence: what holds, or how much does not."""
    name = f"{report.name} {report.version}".strip()
    rows = ", ".join(f"{rows:,} {table}" for table, rows in report.rows.items())
    if report.unchecked and not report.fails("warning"):
        held = f"{len(load_rules()) - len(report.unchecked)} of {len(load_rules())} rules"
        lacking = "the articles' text" if report.version else "a manifest"
        return f"{name}: what can be checked without {lacking} holds ({held}): {rows}"
    if not report.counts:
        return f"{name}: every promise holds ({len(load_rules())} rules): {rows}"
    found = ", ".join(plural(count, severity) for severity, count in report.severities.items() if count)
    return f"{name}: {found} of {plural(len(report.counts), 'rule')}"


def footing(report: Report) -> str:
    """What was compared with raw articles, what was made again, and what was accepted."""
    compared = f"Raw articles at hand and compared: {report.compared:,} of {report.rows.get('documents', 0):,}."
    if report.rebuilt is not None:
        compared += f" Rebuilt: {plural(report.rebuilt, 'file')} the same, byte for byte."
    return f"{compared} Accepted by the baseline: {report.accepted:,}." if report.accepted else compared


def origin(report: Report) -> str:
    """Where on a Hub the release was read from, commit and all; empty for a folder."""
    return f"Read from {report.release}." if "://" in report.release else ""


def moved(report: Report) -> list[Moved]:
    """The distributions that moved, the farthest first."""
    return sorted((each for each in report.drift if each.verdict in ("moderate", "large")), key=lambda each: -each.psi)


def address(violation: Violation) -> str:
    """Table, key and column, as far as there are such."""
    return " ".join(part for part in (violation.table, violation.key, violation.column) if part)


def message(violation: Violation) -> str:
    """What was found and what was expected."""
    return f"found {violation.found}; expected {violation.expected}"


def where(violation: Violation) -> str:
    """File, line and column in the raw article, of a record the record; empty where the violation lies in none."""
    place = violation.place
    if place is None:
        return ""
    if not place.of_record:
        return f"{place.source}:{place.line}:{place.column}"
    file = place.source if place.record is None else f"{place.source}:{place.record}"
    return f"{file}, {record(place)}"


def record(place: Place) -> str:
    """Which record of a file of many it is, and where in the text of that."""
    return f"record {place.source_id}, line {place.line}, column {place.column} of its text"


def message_there(violation: Violation) -> str:
    """Address and message for a form that shows the file; of a record, which one it is: no line says so there."""
    place = violation.place
    behind = f" ({record(place)})" if place is not None and place.of_record else ""
    return f"{address(violation)}: {message(violation)}{behind}"


def visible(text: str) -> str:
    """The text on one line, with a dot for each character that cannot be seen; as long as it was."""
    return "".join("·" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char for char in text)
