"""An evaluation as the record that later releases carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import toolkit
from toolkit.errors import UsageError
from toolkit.origin import origin_of
from toolkit.quality import Gold, Measured, Quality, Tool
from toolkit.release import Release, json_text, sha256_of, write_text
from toolkit.scoring.matching import ALL
from toolkit.scoring.measures import HEADLINES, Figure
from toolkit.scoring.table import DIGITS

if TYPE_CHECKING:
    from toolkit.annotators import ModelIdentity
    from toolkit.evaluate import Evaluation


def require_recordable(evaluation_of: Path | None, *, wanted: object) -> None:
    """Raise UsageError where the evaluation would not be of all that a release says."""
    if evaluation_of is not None:
        raise UsageError("--record: is for what this program annotated; leave out --predictions, or --record")
    if wanted != ALL:
        raise UsageError("--record: holds figures on all quotes; leave out --types and --speech-only")


def write_record(evaluation: Evaluation, path: Path, *, release: Path | None, model: ModelIdentity | None) -> None:
    """Write the record of an evaluation of a release, or of annotators with this model.

    Raises UsageError where the release does not say what made it, or the file cannot be written.
    """
    program, own = _made(Release(release).manifest) if release else _ours(model)
    files = enumerate(evaluation.files)
    gold = [_gold(each.path, len(each.gold), evaluation.figures(number)) for number, each in files]
    quality = Quality(format=1, program=program, model=own, gold=gold)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, json_text(quality.model_dump(mode="json")))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); name another file with --record") from error


def _ours(model: ModelIdentity | None) -> tuple[Tool, Tool]:
    assert model is not None
    return Tool(name="toolkit", version=toolkit.__version__), Tool(name=model.name, version=model.version)


def _made(manifest: Mapping[str, Any]) -> tuple[Tool, Tool]:
    made = origin_of(manifest)
    if not all((made.program.name, made.program.version, made.model.name, made.model.version)):
        raise UsageError("manifest.json: does not say what made the release; build it again")
    return tuple(Tool(name=each.name, version=each.version) for each in (made.program, made.model))  # type: ignore[return-value]


def _gold(path: Path, documents: int, figures: Sequence[Figure]) -> Gold:
    chosen = [_measured(each) for each in figures if f"{each.section}.{each.key}" in HEADLINES]
    name = "/".join(path.resolve().parts[-2:]).removeprefix("/")
    return Gold(file=name, sha256=sha256_of(path), documents=documents, figures=chosen)


def _measured(figure: Figure) -> Measured:
    interval = None if figure.interval is None else [round(bound, DIGITS) for bound in figure.interval]
    value = None if figure.value is None else round(figure.value, DIGITS)
    return Measured(
        section=figure.section, key=figure.key, label=figure.label, kind=figure.kind, value=value, interval=interval
    )
