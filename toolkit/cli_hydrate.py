"""The command `hydrate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.errors import TooMuchLost
from toolkit.exits import heed, heeding, say


def hydrate(
    standoff: Annotated[
        Path, typer.Argument(metavar="STANDOFF", help="Folder of a stand-off edition: dist/NAME-standoff/VERSION.")
    ],
    articles: Annotated[
        list[Path], typer.Option(metavar="SOURCE", help="Folder or file of your articles; may be given several times.")
    ],
    out: Annotated[Path, typer.Option(help="Folder of all releases.")] = Path("dist"),
    floor: Annotated[float, typer.Option(min=0, max=1, help="Share of the spans that must be found.")] = 0.95,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:
    """Attach your copies of the articles to a stand-off edition.

    From the articles that were annotated comes the full edition, byte for byte. Where one has changed, its spans are
    moved to where they are now; each is reported exact, shifted or lost. docs/editions.md says how.
    """
    from toolkit.hydrate import hydrate as attach
    from toolkit.hydrate_report import hydrated_json, hydrated_text
    from toolkit.report import progress_bar

    told = hydrated_json if as_json else hydrated_text
    try:
        with progress_bar() as progress:
            found = attach(standoff, [str(each) for each in articles], out, floor=floor, progress=heeding(progress))
    except TooMuchLost as error:
        heed()
        say(told(error.hydrated, written=False))
        raise
    heed()
    say(told(found, written=True))
