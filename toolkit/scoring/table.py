"""An evaluation as a table for people and as one JSON object for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.plurals import plural
from toolkit.scoring.intervals import DRAWS, LEVEL
from toolkit.scoring.measures import HEADLINES, SECTIONS, Bin, Figure

if TYPE_CHECKING:
    from toolkit.evaluate import Compared, Evaluation

LISTED = 5
"""Absent documents of a file that the text names."""
DIGITS = 6
"""Decimals of a rate in JSON."""


def evaluation_text(evaluation: Evaluation) -> str:
    """What was scored, every figure with its interval, the figures of each file, the rules and the confidence."""
    figures = evaluation.figures()
    lines = list(_head(evaluation))
    if len(evaluation.files) > 1:
        lines += _by_file(evaluation, figures)
    lines += _tables(figures)
    lines += _rules([each for each in figures if each.section == "rules"])
    lines += _confidence([each for each in figures if each.section == "confidence"], evaluation.reliability())
    return "\n".join(lines)


def _head(evaluation: Evaluation) -> Iterator[str]:
    yield evaluation.subject
    for number, each in enumerate(evaluation.files, 1):
        layers = ", ".join(layer if n == len(each.gold) else f"{layer} in {n:,}" for layer, n in each.layers.items())
        mark = f"[{number}] " if len(evaluation.files) > 1 else ""
        yield f"  {mark}{each.path}: {plural(len(each.gold), 'document')}; {layers or 'nothing to score'}"
        yield from (f"      {note}" for note in _notes(each))
    if evaluation.wanted.types is not None:
        types = ", ".join(sorted(evaluation.wanted.types))
        yield f"  Only quotes of type {types}; others count neither for nor against."
    if evaluation.wanted.speech_only:
        yield "  Only quotes whose cue holds a verb of speech; others count neither for nor against."
    yield f"  Intervals: {100 * LEVEL:.0f} %, by drawing the documents anew {DRAWS:,} times."


def _notes(compared: Compared) -> Iterator[str]:
    if compared.absent:
        named = [f"{name} ({why})" for name, why in compared.absent.items()]
        more = f", … and {len(named) - LISTED:,} more" if len(named) > LISTED else ""
        yield f"{plural(len(named), 'document')} counted as predicted empty: {', '.join(named[:LISTED])}{more}"
    if compared.lost:
        counted = ", ".join(f"{layer} {n:,}" for layer, n in sorted(compared.lost.items()))
        spans = plural(sum(compared.lost.values()), "span")
        yield f"{spans} of the gold stand where the release's text has nothing, and count as missed: {counted}"


def _tables(figures: Sequence[Figure]) -> Iterator[str]:
    for section, title in SECTIONS.items():
        own = [each for each in figures if each.section == section]
        if own and section not in ("rules", "confidence"):
            pairs = any(each.kind == "f1" for each in own)
            shares = any(each.kind == "share" for each in own)
            yield ""
            yield title
            value = "F1, share" if pairs and shares else "F1" if pairs else "share"
            sides = ("P", "R") if pairs else ("", "")
            predicted = "predicted" if pairs else ""
            yield _row("", *sides, value, "95 % interval", "right", predicted, "gold")
            yield from map(_figure_row, own)


def _row(label: str, *cells: str) -> str:
    widths = (6, 6, 9, 14, 7, 9, 7)
    padded = "".join(f" {cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
    return f"  {label:<48}{padded}".rstrip()


def _figure_row(each: Figure) -> str:
    return _row(
        each.label,
        _percent(each.precision) if each.kind == "f1" else "",
        _percent(each.recall) if each.kind == "f1" else "",
        _percent(each.value),
        _interval(each),
        _count(each.right),
        _count(each.predicted),
        _count(each.of),
    )


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}"


def _interval(each: Figure) -> str:
    return "" if each.interval is None else " - ".join(map(_percent, each.interval))


def _count(count: int | None) -> str:
    return "" if count is None else f"{count:,}"


def _by_file(evaluation: Evaluation, figures: Sequence[Figure]) -> Iterator[str]:
    """F1, share or error of the headlines, by their names in JSON, a column for each file."""
    files = range(len(evaluation.files))
    columns = [{(each.section, each.key): each for each in evaluation.figures(number)} for number in files]
    yield ""
    yield (
        f"{'At a glance: F1, share or error':<38}"
        + "".join(f" {f'[{number + 1}]':>7}" for number in files)
        + "     all"
    )
    for each in figures:
        name = f"{each.section}.{each.key}"
        if name in HEADLINES:
            found = [column.get((each.section, each.key)) for column in columns]
            cells = "".join(f" {'' if one is None else _percent(one.value):>7}" for one in (*found, each))
            yield f"  {name:<36}{cells}"


def _rules(figures: Sequence[Figure]) -> Iterator[str]:
    if figures:
        yield ""
        yield SECTIONS["rules"]
        span = f"{'95 % interval':>13}"
        yield f"  {'rule and type':<30} {'quotes':>7} {'right':>7}  {span} {'with speaker':>13}  {span}"
    for alone, speaker in zip(figures[::2], figures[1::2], strict=True):
        yield (
            f"  {alone.label:<30} {_count(alone.of):>7} {_percent(alone.value):>7}  {_interval(alone):>13} "
            f"{_percent(speaker.value):>13}  {_interval(speaker):>13}"
        ).rstrip()


def _confidence(figures: Sequence[Figure], bins: Sequence[Bin]) -> Iterator[str]:
    """The calibration error and the reliability curve, in percent."""
    for each in figures:
        yield ""
        yield "Confidence: how often quotes are right, and with the right speaker, that claim so much"
        yield f"  {each.label} {_percent(each.value)}  ({_interval(each)})"
        yield f"  {'confidence':<12} {'quotes':>7} {'mean':>7} {'right':>7} {'gap':>7}"
    for each_bin in bins:
        label = f"{each_bin.low:.1f} - {each_bin.high:.1f}"
        if each_bin.confidence is not None:
            right = each_bin.right / each_bin.quotes
            cells = (
                f"{_percent(each_bin.confidence):>7} {_percent(right):>7} {100 * (right - each_bin.confidence):>+7.1f}"
            )
            yield f"  {label:<12} {each_bin.quotes:>7,} {cells}"


# ---- JSON


def evaluation_json(evaluation: Evaluation) -> str:
    """The same as one JSON object: `figures` by section and key, over all files and for each; rates from 0 to 1."""
    wanted = evaluation.wanted
    value = {
        "evaluated": evaluation.subject,
        "types": None if wanted.types is None else sorted(wanted.types),
        "speech_only": wanted.speech_only,
        "interval": {"level": LEVEL, "draws": DRAWS, "over": "documents"},
        "figures": _nested(evaluation.figures()),
        "reliability": [
            {"from": b.low, "to": b.high, "quotes": b.quotes, "confidence": _rounded(b.confidence), "right": b.right}
            for b in evaluation.reliability()
        ],
        "files": [
            {
                "gold": str(each.path),
                "documents": len(each.gold),
                "layers": each.layers,
                "absent": dict(each.absent),
                "lost_spans": dict(sorted(each.lost.items())),
                "figures": _nested(evaluation.figures(number)),
            }
            for number, each in enumerate(evaluation.files)
        ],
    }
    return json.dumps(value, indent=2, ensure_ascii=False)


def _nested(figures: Sequence[Figure]) -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for each in figures:
        found.setdefault(each.section, {})[each.key] = _plain(each)
    return found


def _plain(each: Figure) -> dict[str, Any]:
    bounds = None if each.interval is None else [_rounded(bound) for bound in each.interval]
    if each.kind == "error":
        return {"error": _rounded(each.value), "interval": bounds}
    if each.kind == "share":
        return {"share": _rounded(each.value), "interval": bounds, "right": each.right, "of": each.of}
    rates = {"precision": _rounded(each.precision), "recall": _rounded(each.recall), "f1": _rounded(each.value)}
    return {**rates, "interval": bounds, "right": each.right, "predicted": each.predicted, "gold": each.of}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
