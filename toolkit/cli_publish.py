"""The command `publish`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.errors import BrokenPromise, RightsError, UsageError
from toolkit.exits import heed, interrupted_leaves, say

if TYPE_CHECKING:
    from toolkit.far_side import Gated
    from toolkit.publication import Publication


def publish(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help="Folder of a release: dist/NAME/VERSION.")],
    repo: Annotated[str, typer.Option(metavar="OWNER/NAME", help="The data set; it is made where there is none.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would happen, and change nothing there.")
    ] = False,
    private: Annotated[bool, typer.Option("--private", help="A new repository is its owner's alone.")] = False,
    gated: Annotated[
        str | None,
        typer.Option(metavar="HOW", help="Readers agree to terms (auto), or are let in one by one (manual)."),
    ] = None,
    endpoint: Annotated[
        str | None, typer.Option(metavar="URL", help="The Hub; else HF_ENDPOINT or huggingface.co.")
    ] = None,
    no_xet: Annotated[bool, typer.Option("--no-xet", help="Send files in plain HTTP, not through Xet.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:
    """Publish a release to a Hub.

    It is proved, its rights and its version are looked at, and what will change is shown; then it goes there as one
    commit with one tag, and every row is read back and compared. Interrupted anywhere, the same command again ends
    well. The token is that of HF_TOKEN, or of `hf auth login`.
    """
    from toolkit.discretion import discreet, ledger_of
    from toolkit.outputs import render
    from toolkit.publish import publish as publish_release
    from toolkit.publish_report import plan_text, published_json, published_text
    from toolkit.report import progress_bar

    interrupted_leaves("the Hub has all of this version or nothing of it, and the same command again ends well")

    def told(step: str, what: str) -> None:
        _tell(f"{step:<10} {what}")

    def planned(publication: Publication) -> None:
        _tell(plan_text(publication))

    try:
        with progress_bar() as progress:
            published = publish_release(
                release,
                repo,
                endpoint=endpoint,
                private=private,
                gated=_gated(gated),
                dry_run=dry_run,
                xet=not no_xet,
                told=told,
                planned=planned,
                progress=lambda more: progress("prove", more),
            )
    except BrokenPromise as broken:
        heed()
        report = discreet(broken.report, ledger_of(release)) if as_json else broken.report
        say(render(report, "json" if as_json else "text"))
        raise
    except RightsError as refusal:
        heed()
        if as_json and refusal.published is not None:
            say(published_json(refusal.published))
        raise
    heed()
    say(published_json(published) if as_json else published_text(published))


def _gated(how: str | None) -> Gated | None:
    if how not in (None, "auto", "manual"):
        raise UsageError(f"--gated: there is no {how!r}; write auto or manual")
    return None if how is None else "auto" if how == "auto" else "manual"


def _tell(line: str) -> None:
    heed()
    if sys.stderr is not None:
        print(line, file=sys.stderr, flush=True)
