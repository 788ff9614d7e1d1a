"""The command `diff`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.errors import UsageError
from toolkit.exits import heed, say

_FORMS = ("text", "json", "markdown")


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Folder of a release: dist/NAME/VERSION.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Folder of the release to compare with it.")],
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="text, json or markdown.")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    excerpts: Annotated[
        bool, typer.Option("--excerpts", help="Quote articles in every format, whatever their rights.")
    ] = False,
) -> None:
    """Compare two releases.

    Tables, columns, rows by key, texts, splits and words, and the smallest version that the difference allows, with
    reasons; docs/versions.md has the rules.
    """
    wanted = "json" if as_json else form
    if wanted not in _FORMS:
        raise UsageError(f"--format: there is no {wanted!r}; name one of {', '.join(_FORMS)}")
    from toolkit.diff import diff as compare
    from toolkit.diff_report import Compared, render
    from toolkit.discretion import discreet_difference, ledger_of

    difference = compare(old, new)
    if wanted != "text" and not excerpts and not all(ledger_of(each).all_free for each in (old, new)):
        difference = discreet_difference(difference)
    found = Compared.of(old, new, difference)
    heed()
    say(render(found, wanted))
