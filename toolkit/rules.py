"""The catalogue of rules: what each proves, how severe a breach is, and what to do about one.

It is declared in templates/rules.toml and nowhere else; docs/rules.md is `page()`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

from toolkit.errors import UsageError

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From the worst on."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of `toolkit validate`."""

    id: str
    title: str
    severity: Severity
    proves: str
    """Completes "It proves that …"."""
    example: str
    remedy: str
    measured: Literal["documents", "quotes"] | None = None
    """Of a quality floor: the rows whose share `[checks] at_most` limits."""


@cache
def load_rules() -> Mapping[str, Rule]:
    """All rules by their id, in the order in which reports list them."""
    text = resources.files("toolkit.templates").joinpath("rules.toml").read_text(encoding="utf-8")
    return {rule_id: Rule(id=rule_id, **fields) for rule_id, fields in tomllib.loads(text).items()}


def floors() -> list[str]:
    """The rules that `[checks] at_most` may name."""
    return [rule.id for rule in load_rules().values() if rule.measured]


def explain(rule: str | None = None) -> tuple[Rule, ...]:
    """The rule with this id, or all of them. Raises UsageError for a rule that there is not."""
    rules = load_rules()
    if rule is None:
        return tuple(rules.values())
    if rule not in rules:
        raise UsageError(f"rule: there is no {rule!r}; `toolkit explain` lists them all")
    return (rules[rule],)


def rule_rows(rules: tuple[Rule, ...]) -> list[dict[str, str | None]]:
    """Rules as JSON has them."""
    return [asdict(rule) for rule in rules]


def rules_text(rules: tuple[Rule, ...]) -> str:
    """One rule in full, or several as a table."""
    if len(rules) == 1:
        return _section(rules[0])
    wide = max(len(rule.id) for rule in rules)
    return "\n".join(f"{rule.id:<{wide}}  {rule.severity:<7}  {rule.title}" for rule in rules)


def _section(rule: Rule) -> str:
    lines = [
        f"{rule.id} ({rule.severity}): {rule.title}",
        "",
        f"It proves that {rule.proves}.",
        "",
        f"A finding reads    {rule.example}",
        f"What to do         {rule.remedy}",
    ]
    if rule.measured:
        lines.append(
            f"Where it applies   dataset.toml names it: [checks.at_most] {rule.id} = 0.02 (of {rule.measured})"
        )
    return "\n".join(lines)


_PREFACE = """# Rules

What `toolkit validate` proves, rule by rule. `toolkit explain RULE` prints the same on the command line; this page is
written by `toolkit explain --format markdown > docs/rules.md`.

An **error** is a broken promise: it stops a build, and `toolkit validate` exits with 1. A **warning** is shown and
stops nothing unless `--fail-on warning` says so. A *floor* says nothing until `[checks.at_most]` in dataset.toml
names it with the largest share that is accepted.

"""


def page(rules: tuple[Rule, ...]) -> str:
    """Rules as a page in Markdown; of all rules it is docs/rules.md."""
    table = ["| rule | severity | what it is about |", "| --- | --- | --- |"]
    for rule in rules:
        kind = f"{rule.severity} (floor)" if rule.measured else rule.severity
        table.append(f"| [`{rule.id}`](#{rule.id}) | {kind} | {rule.title} |")
    sections = [
        f"## {rule.id}\n\n**{rule.title}** ({rule.severity}). It proves that {rule.proves}.\n\n"
        f"    {rule.example}\n\n{rule.remedy}\n"
        for rule in rules
    ]
    return _PREFACE + "\n".join(table) + "\n\n" + "\n".join(sections)
