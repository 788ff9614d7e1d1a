"""The report as one JSON object; docs/report.schema.json describes it."""

from __future__ import annotations

import json

from toolkit.findings import Report
from toolkit.outputs import Style


def render(report: Report, style: Style) -> str:
    """Everything that is in the report."""
    return json.dumps(report.as_json(), indent=2, ensure_ascii=False)
