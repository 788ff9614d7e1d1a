"""Figures for predictions on gold: by `toolkit evaluate`'s library function, or by another scorer given by its path.

The other scorer is a program `SCORER GOLD PREDICTED [--types T] [--speech-only] --no-bootstrap --json OUT` that writes
the keys named below, each with P, R and F1, or a share.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

Figures = dict[str, Any]


class Line(NamedTuple):
    """One column of the table: where its figure stands."""

    title: str
    types: str | None
    """Quotes of these types only."""
    scorer: tuple[str, str | None]
    """In the JSON of a scorer: its key, and which of P, R and F1."""
    ours: tuple[str, str, str]
    """In an `Evaluation`: section, key, and which of precision, recall and value."""


_QUOTES = "quotes: one-to-one, token IoU >= 0.5"
_SPOKEN = "quotes: quote (IoU>=0.5) AND right speaker"
_FOUND = "stretches: recognised as a quotation"
LINES = (
    Line("quotes F1", None, (_QUOTES, "F1"), ("quotes", "overlap_0.5", "value")),
    Line("and speaker", None, (_SPOKEN, "F1"), ("quotes", "overlap_0.5_speaker", "value")),
    Line("direct+mixed F1", "direct,mixed", (_QUOTES, "F1"), ("quotes", "overlap_0.5", "value")),
    Line("and speaker", "direct,mixed", (_SPOKEN, "F1"), ("quotes", "overlap_0.5_speaker", "value")),
    Line("indirect recall", "indirect", (_QUOTES, "R"), ("quotes", "overlap_0.5", "recall")),
    Line("in marks P", None, (_FOUND, "P"), ("stretches", "found", "precision")),
    Line("R", None, (_FOUND, "R"), ("stretches", "found", "recall")),
    Line("F1", None, (_FOUND, "F1"), ("stretches", "found", "value")),
    Line(
        "right speaker", None, ("stretches: right speaker, given recognised", None), ("stretches", "speaker", "value")
    ),
)


def score(gold: Path, predicted: Path, *, speech_only: bool, scorer: Path | None) -> list[float | None]:
    """The figures of `LINES`, in percent; None for what was not measured."""
    if scorer is None:
        return _by_toolkit(gold, predicted, speech_only=speech_only)
    kinds = {line.types for line in LINES}
    found = {types: _by_scorer(scorer, gold, predicted, types, speech_only=speech_only) for types in kinds}
    return [_picked(found[line.types], *line.scorer) for line in LINES]


def _by_scorer(scorer: Path, gold: Path, predicted: Path, types: str | None, *, speech_only: bool) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        command = [sys.executable, str(scorer), str(gold), str(predicted), "--no-bootstrap", "--json", str(out)]
        command += ["--types", types] if types else []
        command += ["--speech-only"] if speech_only else []
        subprocess.run(command, check=True, capture_output=True)
        figures: Figures = json.loads(out.read_text(encoding="utf-8"))
        return figures


def _picked(figures: Figures, key: str, part: str | None) -> float | None:
    found = figures.get(key)
    if found is None:
        return None
    return 100 * float(found if part is None else found[part])


def _by_toolkit(gold: Path, predicted: Path, *, speech_only: bool) -> list[float | None]:
    from toolkit.evaluate import evaluate, wanted_quotes

    kinds = {line.types for line in LINES}
    found = {
        types: evaluate([gold], predictions=predicted, wanted=wanted_quotes(types, speech_only=speech_only))
        for types in kinds
    }
    figures: list[float | None] = []
    for line in LINES:
        section, key, part = line.ours
        try:
            figure = found[line.types].figure(section, key)
        except KeyError:
            figures.append(None)
            continue
        value = getattr(figure, part)
        figures.append(None if value is None else 100 * value)
    return figures
