"""The command `withdraw`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.exits import heed, say


def withdraw(
    release: Annotated[
        Path, typer.Argument(metavar="RELEASE", help="Folder of the newest release, dist/NAME/VERSION.")
    ],
    docs: Annotated[
        list[str], typer.Option("--doc", metavar="ID", help="doc_id that goes; may be given several times.")
    ],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, in one line; the changelog keeps it.")],
    version: Annotated[
        str | None, typer.Option(metavar="VERSION", help="Of the release without them; else the next major one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:
    """Make the next version without some documents.

    No later build takes them in again. Only the release is read: withdrawn.jsonl in the new one keeps id, hash and
    reason of each, CHANGELOG.md the reason. Versions that are there already, here and on a Hub, still hold the text;
    what is printed says how they go.
    """
    from toolkit.withdraw import withdraw as withdraw_from
    from toolkit.withdraw_report import withdrawn_json, withdrawn_text

    done = withdraw_from(release, docs, reason, version=version)
    heed()
    say(withdrawn_json(done) if as_json else withdrawn_text(done))
