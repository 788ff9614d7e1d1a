"""JUnit's XML, as CI systems read it: one test case for each rule of the catalogue."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from toolkit.findings import Report, Violation
from toolkit.outputs import Style
from toolkit.outputs.wording import address, footing, message, origin, where
from toolkit.plurals import plural
from toolkit.rules import SEVERITIES, Rule, load_rules

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


def render(report: Report, style: Style) -> str:
    """A rule that fails is a failure; one that only has something to say is a success that says it."""
    failing = SEVERITIES[: SEVERITIES.index(style.fail_on) + 1]
    failures = sum(load_rules()[rule].severity in failing for rule in report.counts)
    totals = {"tests": str(len(load_rules())), "failures": str(failures), "errors": "0", "time": "0"}
    root = Element("testsuites", {"name": "toolkit validate", **totals})
    suite = SubElement(
        root,
        "testsuite",
        {"name": _xml(f"{report.name} {report.version}"), **totals, "skipped": str(len(report.unchecked))},
    )
    for rule in load_rules().values():
        case = SubElement(suite, "testcase", {"classname": "toolkit.validate", "name": rule.id, "time": "0"})
        if rule.id in report.unchecked:
            SubElement(case, "skipped", {"message": "there is no manifest"})
        elif rule.id in report.counts:
            _fill(case, rule, report, fails=rule.severity in failing)
    SubElement(suite, "system-out").text = _xml(f"{footing(report)} {origin(report)}".strip())
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _fill(case: Element, rule: Rule, report: Report, *, fails: bool) -> None:
    count, kept = report.counts[rule.id], report.of(rule.id)
    head = f"{plural(count, rule.severity)}: {rule.title}"
    lines = [_line(violation) for violation in kept]
    if count > len(kept):
        lines.append(f"… and {count - len(kept):,} more")
    body = _xml("\n".join([*lines, f"What to do: {rule.remedy}"]))
    if fails:
        SubElement(case, "failure", {"type": rule.id, "message": _xml(head)}).text = body
    else:
        SubElement(case, "system-out").text = _xml(f"{head}\n{body}")


def _line(violation: Violation) -> str:
    place = where(violation)
    return f"{address(violation)}: {message(violation)}" + (f" ({place})" if place else "")


def _xml(text: str) -> str:
    return _NO_XML.sub("�", text)
