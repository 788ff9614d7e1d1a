"""The regions of docs/quotes.md that are counted: python tools/quotes_page.py NAME=GOLD...

Writes the list of rules, and a row of figures for each gold file named; without one, only the rules.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from toolkit.annotators import load_annotators
from toolkit.annotators.rules import RULES
from toolkit.evaluate import Evaluation, evaluate, wanted_quotes, write_compared

PAGE = Path(__file__).parent.parent / "docs" / "quotes.md"
COLUMNS = (
    "gold", "articles", "all", "with the right speaker", "in marks", "with the right speaker", "without marks",
    "precision, recall", "stretches", "right speaker of those", "calibration error",
)  # fmt: skip


def rules() -> str:
    """A table of the rules."""
    return "\n".join(["| rule | goes by |", "|---|---|", *(f"| `{name}` | {what} |" for name, what in RULES.items())])


def table(rows: list[str]) -> str:
    """The rows of figures under their head."""
    return "\n".join([f"| {' | '.join(COLUMNS)} |", f"|---|{'--:|' * (len(COLUMNS) - 1)}", *rows])


def row(name: str, gold: Path) -> str:
    """One gold file's figures; of PolNeAR, which holds beliefs too, attributions by a verb of speech alone count."""
    speech = "polnear" in gold.name
    with tempfile.TemporaryDirectory() as folder:
        write_compared(evaluate([gold], annotators=load_annotators()), Path(folder))
        predicted = Path(folder) / "predicted-1.jsonl"

        def of(types: str | None) -> Evaluation:
            return evaluate([gold], predictions=predicted, wanted=wanted_quotes(types, speech))

        every, marked, bare = of(None), of("direct,mixed"), of("indirect")
    indirect = bare.figure("quotes", "overlap_0.5")
    cells = [
        name,
        str(len(every.files[0].gold)),
        _rate(every, "quotes", "overlap_0.5"),
        _rate(every, "quotes", "overlap_0.5_speaker"),
        _rate(marked, "quotes", "overlap_0.5"),
        _rate(marked, "quotes", "overlap_0.5_speaker"),
        _rate(bare, "quotes", "overlap_0.5"),
        f"{100 * (indirect.precision or 0):.1f}, {100 * (indirect.recall or 0):.1f}",
        _rate(every, "stretches", "found"),
        _rate(every, "stretches", "speaker"),
        f"{every.figure('confidence', 'calibration_error').value or 0:.3f}",
    ]
    return f"| {' | '.join(cells)} |"


def _rate(found: Evaluation, section: str, key: str) -> str:
    figure = found.figure(section, key)
    low, high = figure.interval or (0.0, 0.0)
    return f"{100 * (figure.value or 0):.1f} ({100 * low:.0f}-{100 * high:.0f})"


def filled(page: str, region: str, content: str) -> str:
    """The page with one region's content replaced."""
    return re.sub(f"(?s)(<!-- {region} -->\n).*?(<!-- /{region} -->)", lambda m: f"{m[1]}{content}\n{m[2]}", page)


if __name__ == "__main__":
    page = filled(PAGE.read_text(encoding="utf-8"), "rules", rules())
    named = [argument.split("=", 1) for argument in sys.argv[1:]]
    if named:
        page = filled(page, "figures", table([row(name, Path(gold)) for name, gold in named]))
    PAGE.write_text(page, encoding="utf-8")
