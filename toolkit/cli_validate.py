"""The commands `validate` and `explain`."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from toolkit.errors import BrokenPromise, UsageError, VersionTooSmall
from toolkit.exits import heed, say

if TYPE_CHECKING:
    from toolkit.baseline import Baseline
    from toolkit.findings import Report
    from toolkit.outputs import Output
    from toolkit.rules import Severity

_PAIRED = ("--format", "--output")


class InOrder(TyperCommand):
    """A command that knows in which order --format and --output were given: each file belongs to the format before."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Remember the pairs of option and value, then parse as ever."""
        ctx.meta["paired"] = list(_pairs(args))
        return super().parse_args(ctx, args)


def _pairs(args: Sequence[str]) -> list[tuple[str, str]]:
    pairs = []
    for number, arg in enumerate(args):
        name, equals, value = arg.partition("=")
        if arg == "--":
            break
        if name in _PAIRED and (equals or number + 1 < len(args)):
            pairs.append((name, value if equals else args[number + 1]))
    return pairs


def validate(
    context: typer.Context,
    release: Annotated[
        str,
        typer.Argument(
            metavar="RELEASE", help="Folder of a release, dist/NAME/VERSION, or of Parquet; or a data set on a Hub."
        ),
    ],
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCES", help="With --rebuild: the raw articles; else those that the manifest names."),
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build again from the sources, and compare every file byte for byte.")
    ] = False,
    articles: Annotated[
        list[str] | None,
        typer.Option(metavar="SOURCE", help="A source of the build: demand that its raw articles are unchanged."),
    ] = None,
    form: Annotated[
        list[str] | None,
        typer.Option(
            "--format", metavar="NAME", help="text, json, junit, sarif, github or html; several may be given."
        ),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", metavar="FILE", help="Where the format before it goes; else standard output."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    fail_on: Annotated[
        str, typer.Option(metavar="SEVERITY", help="error, warning or info: what makes exit 1.")
    ] = "error",
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Accepted violations, each with a reason and an end date.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="OLD_RELEASE", help="An earlier release: say which distributions moved.")
    ] = None,
    shrink: Annotated[
        bool, typer.Option("--shrink", help="Take out of the baseline what is mended or past its end.")
    ] = False,
    accept: Annotated[
        str | None, typer.Option(metavar="REASON", help="Add what is found to the baseline, for this reason.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="End date of what --accept adds.")
    ] = None,
    revision: Annotated[
        str | None, typer.Option(metavar="TAG", help="RELEASE is OWNER/NAME on a Hub: fetch this tag or commit of it.")
    ] = None,
    endpoint: Annotated[
        str | None, typer.Option(metavar="URL", help="The Hub; else HF_ENDPOINT or huggingface.co.")
    ] = None,
    checks: Annotated[
        list[str] | None, typer.Option(metavar="PKG.MOD:CHECK", help="A function of your own to check with; it is run.")
    ] = None,
    excerpts: Annotated[
        bool, typer.Option("--excerpts", help="Quote articles in every format, whatever their rights.")
    ] = False,
    memory: Annotated[str, typer.Option(metavar="SIZE", help="What the validation may take: 800MB, 8GB.")] = "2GB",
) -> None:
    """Prove a release.

    Tables, keys, spans, splits, files and documents: exit 0 where all holds, else 1; 4 where the version promises less
    of a change than there is since --against. Raw articles that the current
    folder holds, at the paths that the documents name, are compared too. Of Parquet without a manifest, columns,
    values, keys and spans are proved. `toolkit explain` lists the rules.
    """
    from toolkit import hub
    from toolkit.discretion import discreet, ledger_of
    from toolkit.outputs import Output, paired
    from toolkit.rebuild import rebuild as rebuild_release
    from toolkit.rebuild import told
    from toolkit.report import progress_bar
    from toolkit.validate import validate as validate_release

    outputs = paired(context.meta["paired"])
    if as_json:
        outputs = [*(outputs if context.meta["paired"] else ()), Output("json")]
    if sources and not rebuild:
        raise UsageError(f"{sources[0]}: SOURCES go with --rebuild; add it, or name them with --articles")
    level, known = _severity(fail_on), _baseline(baseline, shrink, accept, until)
    wanted = hub.repository_of(release, revision)
    if endpoint is not None and wanted is None:
        raise UsageError(
            f"--endpoint: is for a data set on a Hub, and {release} is a folder; name OWNER/NAME --revision"
        )
    snapshot = None if wanted is None else hub.fetch(wanted, endpoint)
    folder = Path(release) if snapshot is None else snapshot.folder
    with progress_bar() as progress:
        report = validate_release(
            folder,
            articles or None,
            lambda more: progress("prove", more),
            baseline=known,
            against=against,
            memory=_bytes(memory),
            functions=checks or (),
        )
    heed()
    if rebuild:
        report = told(report, rebuild_release(folder, sources or ()))
    report = report if snapshot is None else snapshot.named(report)
    _put(report, report if excerpts else discreet(report, ledger_of(folder)), outputs, level)
    beyond = sum(report.counts.values()) - len(report.violations)
    if known is not None and accept is not None and until is not None:
        added = known.grow(report.violations, accept, until.date())
        print(f"{known.path}: {added:,} accepted until {until.date()}", file=sys.stderr)
        if beyond:
            print(f"{known.path}: {beyond:,} more were found than listed; run it again to accept them", file=sys.stderr)
    if known is not None and shrink:
        print(f"{known.path}: {known.shrink():,} taken out", file=sys.stderr)
    if report.fails(level) and (accept is None or beyond):
        raise typer.Exit(VersionTooSmall.exit_code if "version" in report.counts else BrokenPromise.exit_code)


def _bytes(size: str) -> int:
    number = re.fullmatch(r"(\d{1,9}) ?([MG])B", size)
    if number is None:
        raise UsageError(f"--memory: {size!r} is no size; write 800MB or 2GB")
    return int(number[1]) * {"M": 10**6, "G": 10**9}[number[2]]


def _severity(name: str) -> Severity:
    from toolkit.rules import SEVERITIES

    severity = next((known for known in SEVERITIES if known == name), None)
    if severity is None:
        raise UsageError(f"--fail-on: there is no {name!r}; name one of {', '.join(SEVERITIES)}")
    return severity


def _baseline(path: Path | None, shrink: bool, accept: str | None, until: datetime | None) -> Baseline | None:
    from toolkit.baseline import Baseline

    if path is None:
        if shrink or accept is not None:
            raise UsageError("--baseline: is needed by --shrink and --accept; name its file")
        return None
    if accept is not None and not accept.strip():
        raise UsageError("--accept: the reason is empty; say why")
    if (accept is None) != (until is None):
        raise UsageError("--accept and --until: one was given without the other; say why, and for how long")
    if accept is None and not path.exists():
        raise UsageError(f"{path}: there is no such baseline; --accept REASON --until DATE makes one")
    return Baseline(path)


def _put(report: Report, travelling: Report, outputs: Sequence[Output], fail_on: Severity) -> None:
    """Write each form to its place, and the summary of a step where GitHub asks for one; text stays on this machine."""
    from toolkit.outputs import Style, render, write

    tty = sys.stdout is not None and sys.stdout.isatty()
    for output in outputs:
        color = tty and output.path is None and not os.environ.get("NO_COLOR")
        text = render(report if output.form == "text" else travelling, output.form, Style(fail_on, color))
        if output.path is None:
            say(text)
        else:
            write(output.path, text)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and any(output.form == "github" for output in outputs):
        from toolkit.outputs import github

        write(Path(summary), github.summary(travelling), add=True)


def explain(
    rule: Annotated[
        str | None, typer.Argument(metavar="RULE", help="Id of a rule; without one, all are listed.")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="text, json or markdown.")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Explain a rule: what it proves, and its remedy."""
    import json

    from toolkit.rules import explain as explain_rule
    from toolkit.rules import page, rule_rows, rules_text

    rules = explain_rule(rule)
    forms = {
        "text": lambda: rules_text(rules),
        "json": lambda: json.dumps(
            rule_rows(rules) if rule is None else rule_rows(rules)[0], indent=2, ensure_ascii=False
        ),
        "markdown": lambda: page(rules).rstrip("\n"),
    }
    wanted = "json" if as_json else form
    if wanted not in forms:
        raise UsageError(f"--format: there is no {wanted!r}; name one of {', '.join(forms)}")
    say(forms[wanted]())
