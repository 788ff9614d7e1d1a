"""SARIF 2.1.0, the OASIS standard for results of analysis, as code scanning reads it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any
from urllib.parse import quote

from toolkit import __version__
from toolkit.findings import Place, Report, Violation
from toolkit.outputs import Style
from toolkit.outputs.wording import address, message_there
from toolkit.rules import Rule, Severity, load_rules

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report, style: Style) -> str:
    """One run with all rules and each kept violation as a result."""
    rules = list(load_rules().values())
    index = {rule.id: number for number, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {"name": "toolkit", "semanticVersion": __version__, "rules": [_rule(rule) for rule in rules]}
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"RELEASE": {"description": {"text": "The folder of the release."}}},
        "results": [_result(violation, index[violation.rule], seen) for violation in report.violations],
        "properties": {"release": f"{report.name} {report.version}", "counts": report.counts, "rows": report.rows},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"It proves that {rule.proves}."},
        "help": {"text": f"{rule.remedy}\n\nA finding reads: {rule.example}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(violation: Violation, index: int, seen: Counter[str]) -> dict[str, Any]:
    seen[violation.fingerprint] += 1
    return {
        "ruleId": violation.rule,
        "ruleIndex": index,
        "level": _LEVELS[violation.severity],
        "message": {"text": message_there(violation)},
        "locations": [_location(violation)],
        "partialFingerprints": {"toolkitViolation/v1": f"{violation.fingerprint}:{seen[violation.fingerprint]}"},
        "properties": {
            "table": violation.table, "key": violation.key, "column": violation.column,
            "found": violation.found, "expected": violation.expected,
        },
    }  # fmt: skip


def _location(violation: Violation) -> dict[str, Any]:
    logical = {"logicalLocations": [{"fullyQualifiedName": address(violation) or violation.rule}]}
    if violation.place is not None:
        return {"physicalLocation": _physical(violation.place), **logical}
    if violation.table is None and violation.key:  # a file of the release, perhaps with its line
        name, _, line = violation.key.partition(":")
        artifact = {"artifactLocation": {"uri": quote(name), "uriBaseId": "RELEASE"}}
        region = {"region": {"startLine": int(line)}} if line.isdecimal() and int(line) else {}
        return {"physicalLocation": {**artifact, **region}, **logical}
    folder = f"data/{violation.table}/" if violation.table else "manifest.json"
    return {"physicalLocation": {"artifactLocation": {"uri": folder, "uriBaseId": "RELEASE"}}, **logical}


def _physical(place: Place) -> dict[str, Any]:
    artifact = {"artifactLocation": {"uri": quote(place.source)}}
    if place.of_record:  # lines and columns are those within its text, which no reader of the file can count
        return artifact if place.record is None else {**artifact, "region": {"startLine": place.record}}
    region: dict[str, Any] = {"startLine": place.line, "startColumn": place.column}
    (end_line, end_column), (start, end) = place.end, place.mark
    if (end_line, end_column) > (place.line, place.column):
        region |= {"endLine": end_line, "endColumn": end_column}
        whole = end - start >= place.end_char - place.start_char  # and not the beginning of a long span
        region |= {"snippet": {"text": place.excerpt[start:end]}} if whole else {}
    return {
        **artifact,
        "region": region,
        "contextRegion": {"startLine": place.line, "snippet": {"text": place.excerpt}},
    }
