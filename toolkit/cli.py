"""The command line: parse, call the function of the same name, print, exit.

Data go to standard output, people's text and progress to standard error. Nothing else in the program prints or exits.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from toolkit import __version__
from toolkit.errors import BrokenPromise, Interrupted, ToolkitError, UsageError

EXIT_CODES = """Exit codes: 0 done; 1 the data breaks a promise; 2 usage or configuration; 3 too many rejections;
70 a defect of the program; 130 interrupted."""

app = typer.Typer(
    help=f"Raw English news articles in, a validated Parquet data set out.\n\n{EXIT_CODES}",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


def main() -> NoReturn:
    """The command `toolkit`: run it and exit with one of the codes of `toolkit --help`."""
    with _exits():
        app()
    sys.exit(0)


@contextmanager
def _exits() -> Iterator[None]:
    """Turn what the program raises on purpose into one sentence and an exit code."""
    import signal

    def end(number: int, frame: object) -> NoReturn:
        raise Interrupted("toolkit: asked to end; nothing was released")

    signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        _fail("toolkit: interrupted; nothing was released", Interrupted.exit_code)
    except BrokenPipeError:  # the reader of our output has gone, as in `toolkit schemas | head`
        sys.stderr.close()
        sys.exit(0)
    except ToolkitError as error:
        _fail(str(error), error.exit_code)


def _fail(message: str, code: int) -> NoReturn:
    typer.echo(message, err=True)
    sys.exit(code)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"toolkit {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the program's version.")
    ] = False,
) -> None:
    """Raw English news articles in, a validated Parquet data set out."""


options.__doc__ = app.info.help


@app.command()
def build(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="Folders, .txt or .jsonl files, or - for JSONL on standard input."),
    ] = None,
    config: Annotated[Path | None, typer.Option(help="dataset.toml; else the one beside the sources.")] = None,
    name: Annotated[str | None, typer.Option(help="Name of the data set.")] = None,
    version: Annotated[str | None, typer.Option(help="Version of the release: MAJOR.MINOR.PATCH.")] = None,
    out: Annotated[Path, typer.Option(help="Folder of all releases.")] = Path("dist"),
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; the result is the same for any number.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace this version if it exists.")] = False,
    as_json: Json = False,
) -> None:
    """Build a release from raw articles, prove it, and put it into dist/NAME/VERSION/.

    Without SOURCE, the paths of dataset.toml or the folder seeds/ are read.
    """
    from toolkit.build import build as build_release
    from toolkit.plan import plan
    from toolkit.report import built_json, built_text, progress_bar, report_json, report_text

    what = plan(sources or (), config, name, version)
    try:
        with progress_bar() as progress:
            built = build_release(
                what, out, workers=workers, overwrite=overwrite, stdin=sys.stdin.buffer, progress=progress
            )
    except BrokenPromise as broken:
        typer.echo(report_json(broken.report) if as_json else report_text(broken.report))
        raise
    typer.echo(built_json(built) if as_json else built_text(built))


@app.command()
def validate(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help="Folder of a release: dist/NAME/VERSION.")],
    articles: Annotated[
        list[str] | None,
        typer.Option(metavar="SOURCE", help="A source of the build: demand that its raw articles are unchanged."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Prove a release: tables, keys, spans, splits, files and documents. Exit 0 where all holds, else 1.

    Raw articles that the current folder holds, at the paths that the documents name, are compared too.
    """
    from toolkit.report import progress_bar, report_json, report_text
    from toolkit.validate import validate as validate_release

    with progress_bar() as progress:
        report = validate_release(release, articles or None, lambda more: progress("prove", more))
    typer.echo(report_json(report) if as_json else report_text(report))
    if not report.ok:
        raise typer.Exit(BrokenPromise.exit_code)


@app.command()
def schemas(
    table: Annotated[
        str | None, typer.Argument(metavar="[TABLE]", help="documents, sentences, quotes or entities.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="arrow, pandera, features, json-schema or markdown.")
    ] = "markdown",
) -> None:
    """Print the contracts in any of their forms; all tables where none is named."""
    from toolkit.contracts import FORMATS, load_contracts, render

    contracts = load_contracts()
    if table is not None and table not in contracts:
        raise UsageError(f"table: there is no {table!r}; name one of {', '.join(contracts)}")
    wanted = next((known for known in FORMATS if known == form), None)
    if wanted is None:
        raise UsageError(f"--format: there is no {form!r}; name one of {', '.join(FORMATS)}")
    chosen = [contracts[table]] if table else list(contracts.values())
    if wanted == "json-schema" and len(chosen) > 1:
        import json

        typer.echo(
            json.dumps({each.name: json.loads(render(each, wanted)) for each in chosen}, indent=2, ensure_ascii=False)
        )
        return
    typer.echo("\n\n".join(render(contract, wanted).rstrip("\n") for contract in chosen))


if __name__ == "__main__":
    main()
