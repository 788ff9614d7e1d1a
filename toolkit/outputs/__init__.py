"""A validation's report in the forms that people and programs read.

    text.py     people at a terminal           plain.py    JSON (docs/report.schema.json describes it)
    junit.py    test reports of a CI job       sarif.py    code scanning: SARIF 2.1.0
    github.py   annotations and step summary   html.py     one page

Each has `render(report, style) -> str`; none prints, reads a file or changes the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from toolkit.errors import UsageError

if TYPE_CHECKING:
    from toolkit.findings import Report
    from toolkit.rules import Severity

Format = Literal["text", "json", "junit", "sarif", "github", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)
_MODULES: dict[Format, str] = {
    "text": "text", "json": "plain", "junit": "junit", "sarif": "sarif", "github": "github", "html": "html",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """What a form may need to know beside the report."""

    fail_on: Severity = "error"
    """From which severity on a violation is a failure."""
    color: bool = False
    width: int = 120
    """Of the terminal, in cells."""


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Output:
    """A form, and the file that it goes to: None for standard output."""

    form: Format
    path: Path | None = None


def render(report: Report, form: Format, style: Style = PLAIN) -> str:
    """The report in this form, without a line end at its end."""
    module = import_module(f"toolkit.outputs.{_MODULES[form]}")
    return str(module.render(report, style))


def write(path: Path, text: str, *, add: bool = False) -> None:
    """Write, or add, text to a file, making its folder. Raises UsageError where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if add else "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(f"{text}\n")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written to ({error.strerror}); name another file") from error


def checked_format(name: str) -> Format:
    """The format of this name. Raises UsageError where there is none."""
    form = next((known for known in FORMATS if known == name), None)
    if form is None:
        raise UsageError(f"--format: there is no {name!r}; name one of {', '.join(FORMATS)}")
    return form


def paired(options: Sequence[tuple[str, str]]) -> list[Output]:
    """Outputs from the options `--format NAME` and `--output FILE` in the order in which they were given.

    A file belongs to the format before it; a file that comes first belongs to the first format.
    """
    outputs: list[Output] = []
    waiting: Path | None = None
    for option, value in options:
        if option == "--format":
            outputs.append(Output(checked_format(value), waiting))
            waiting = None
        elif outputs and outputs[-1].path is None:
            outputs[-1] = Output(outputs[-1].form, Path(value))
        elif waiting is None:
            waiting = Path(value)
        else:
            raise UsageError(f"--output: {value!r} belongs to no format; write --format NAME before it")
    if waiting is not None:
        raise UsageError(f"--output: {str(waiting)!r} belongs to no format; write --format NAME before it")
    return outputs or [Output("text")]
