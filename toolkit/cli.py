"""The command line: parse, call the function of the same name, print, exit.

Data go to standard output, people's text and progress to standard error. But for `exits`, nothing else prints or exits.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from toolkit import __version__
from toolkit.cli_diff import diff
from toolkit.cli_hydrate import hydrate
from toolkit.cli_publish import publish
from toolkit.cli_validate import InOrder, explain, validate
from toolkit.cli_withdraw import withdraw
from toolkit.errors import BrokenPromise, UsageError
from toolkit.exits import Exits, hear_requests_to_end, heed, heeding, say

EXIT_CODES = """Exit codes: 0 done; 1 the data breaks a promise; 2 usage or configuration; 3 too many rejections;
4 too small a version for what has changed; 5 rights do not allow it; 6 the far side refused or failed;
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
    hear_requests_to_end()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # no terminal's encoding turns a report into an error
    with Exits():
        app()
    sys.exit(0)


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
        typer.Argument(metavar="SOURCE", help="Folders, .txt or .jsonl files, or - for JSONL on standard input."),
    ] = None,
    config: Annotated[Path | None, typer.Option(help="dataset.toml; else the one beside the sources.")] = None,
    name: Annotated[str | None, typer.Option(help="Name of the data set.")] = None,
    version: Annotated[
        str | None, typer.Option(help="MAJOR.MINOR.PATCH, or auto: the smallest that the change allows.")
    ] = None,
    model: Annotated[str | None, typer.Option(help="An installed spaCy pipeline, in place of the default.")] = None,
    out: Annotated[Path, typer.Option(help="Folder of all releases.")] = Path("dist"),
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; the result is the same for any number.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace this version if it exists.")] = False,
    standoff: Annotated[
        bool | None,
        typer.Option("--standoff/--no-standoff", help="Also an edition without text; else as dataset.toml says."),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Annotate everything again; the result is the same.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Build a release from raw articles.

    It is proved before it is put into dist/NAME/VERSION/, or nothing is. Without SOURCE, the paths of dataset.toml
    or the folder seeds/ are read.
    """
    from toolkit.build import build as build_release
    from toolkit.cache import Cache, default_folder
    from toolkit.outputs import render
    from toolkit.plan import plan
    from toolkit.report import built_json, built_text, progress_bar

    what = plan(sources or (), config, name, version, model, standoff)
    stdin = sys.stdin.buffer if sys.stdin is not None else None
    try:
        with progress_bar() as progress:
            built = build_release(
                what,
                out,
                workers=workers,
                overwrite=overwrite,
                cache=None if no_cache else Cache(default_folder()),
                stdin=stdin,
                progress=heeding(progress),
            )
    except BrokenPromise as broken:
        heed()
        say(render(broken.report, "json" if as_json else "text"))
        raise
    say(built_json(built) if as_json else built_text(built))


app.command(cls=InOrder)(validate)
app.command()(explain)
app.command()(diff)
app.command()(publish)
app.command()(withdraw)
app.command()(hydrate)


@app.command()
def evaluate(
    release: Annotated[Path | None, typer.Argument(metavar="RELEASE", help="Folder of a release.")] = None,
    gold: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="Gold; may be given several times.")] = None,
    annotate: Annotated[
        bool, typer.Option("--annotate", help="Instead of a release: run the annotators on the gold's own text.")
    ] = False,
    predictions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Instead of a release: what another program found.")
    ] = None,
    types: Annotated[str | None, typer.Option(help="Only quotes of these types: direct,mixed,indirect.")] = None,
    speech_only: Annotated[bool, typer.Option("--speech-only", help="Only cues with a verb of speech.")] = False,
    config: Annotated[Path | None, typer.Option(help="dataset.toml with the annotators of --annotate.")] = None,
    write: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Write what was compared there.")] = None,
    record: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the figures there, for the next build's card.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Measure a release, or the annotators, against gold.

    Precision, recall and F1 with 95 % intervals for quotes, speakers, names, utterances, entities and sentences;
    docs/evaluate.md defines each measure and the format of gold.
    """
    from toolkit import evaluate as evaluation
    from toolkit.report import progress_bar
    from toolkit.scoring.record import require_recordable, write_record
    from toolkit.scoring.table import evaluation_json, evaluation_text

    wanted = evaluation.wanted_quotes(types, speech_only)
    if record is not None:
        require_recordable(predictions, wanted=wanted)
    annotators = evaluation.named_annotators(config, annotate=annotate)
    with progress_bar() as progress:
        advance = heeding(progress)
        found = evaluation.evaluate(
            gold or (),
            release=release, annotators=annotators, predictions=predictions, wanted=wanted,
            progress=lambda more: advance("annotate", more),
        )  # fmt: skip
    if write is not None:
        evaluation.write_compared(found, write)
    if record is not None:
        write_record(found, record, release=release, model=annotators.identity if annotators else None)
    heed()
    say(evaluation_json(found) if as_json else evaluation_text(found))


@app.command()
def stats(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help="Folder of a release: dist/NAME/VERSION.")],
    top: Annotated[int, typer.Option(min=1, help="Speakers, cues and publishers to show.")] = 20,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page with charts there.")] = None,
    as_json: Json = False,
) -> None:
    """Show what is in a release.

    Documents, sentences, quotes by type, speakers, labels, lengths, time line, duplicates: as tables and bars, as JSON
    (docs/stats.schema.json), or as one HTML page that needs nothing else.
    """
    from toolkit.release import write_text
    from toolkit.stats import stats as count_stats
    from toolkit.stats_view import stats_html, stats_json, stats_text

    found = count_stats(release, top)
    if html is not None:
        try:
            write_text(html, stats_html(found))
        except OSError as error:
            raise UsageError(f"{html}: cannot be written ({error.strerror}); name another file with --html") from error
    heed()
    if as_json:
        say(stats_json(found))
    else:
        say(stats_text(found) if html is None else f"{html}: {found.name} {found.version} in charts")


@app.command()
def datasheet(
    page: Annotated[Path, typer.Argument(metavar="FILE", help="A datasheet in Markdown with marked regions.")],
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help="Folder of a release: dist/NAME/VERSION.")],
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 where a number is not so.")] = False,
    as_json: Json = False,
) -> None:
    """Fill in or check a datasheet's numbers.

    Says which of its questions nobody has answered, too; docs/datasheet.md lists them all.
    """
    from toolkit.datasheet import datasheet as fill_datasheet
    from toolkit.datasheet import held_json, held_text

    held = fill_datasheet(page, release, check=check)
    say(held_json(held) if as_json else held_text(held))
    if held.stale and check:
        raise typer.Exit(BrokenPromise.exit_code)


@app.command()
def audit(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", help="Folder of a release: dist/NAME/VERSION.")],
    rows: Annotated[
        int | None, typer.Option(min=1, help="Rows of each table to draw; else as many as before, or 100.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="What decides the draw; else as before, or 0.")] = None,
    sheets: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the sheets to read lie.")] = Path("audit"),
    form: Annotated[str, typer.Option("--format", help="Of the sheets: csv or jsonl.")] = "csv",
    record: Annotated[Path, typer.Option(metavar="FILE", help="The verdicts given so far.")] = Path("audit.toml"),
    take: Annotated[bool, typer.Option("--take", help="Take the verdicts in the sheets into the record.")] = False,
    reader: Annotated[str | None, typer.Option(help="With --take: who read the sheets.")] = None,
    date: Annotated[str | None, typer.Option(help="With --take: the day, YYYY-MM-DD; else today.")] = None,
    as_json: Json = False,
) -> None:
    """Count errors by reading a sample.

    Draws rows of each table as sheets to read; with --take, reads the verdicts back and says how many rows are right.
    Name the record in dataset.toml (audit = "audit.toml"), and the next build's card and datasheet say so too.
    """
    from toolkit.audit import day, draw_sheets, form_of, take_sheets
    from toolkit.report import drawn_json, drawn_text, taken_json, taken_text

    if not take:
        if reader or date:
            raise UsageError("--reader, --date: say who read, so they go with --take; leave them out to draw sheets")
        drawn = draw_sheets(release, record, sheets, rows=rows, seed=seed, form=form_of(form))
        say(drawn_json(drawn) if as_json else drawn_text(drawn))
        return
    if reader is None:
        raise UsageError("--take: nobody is named who read; add --reader")
    if rows is not None or seed is not None:
        raise UsageError("--take: takes what was drawn; leave out --rows and --seed")
    taken = take_sheets(release, record, sheets, reader=reader, read_on=day(date))
    say(taken_json(taken) if as_json else taken_text(taken))


@app.command()
def cache(
    clear: Annotated[bool, typer.Option("--clear", help="Delete what is kept.")] = False,
    as_json: Json = False,
) -> None:
    """Show or clear what builds keep of earlier ones.

    Annotations are kept by content, model and code: a build annotates only what is new or has changed. They lie in the
    user's folder for caches, or in the one that TOOLKIT_CACHE names.
    """
    import json

    from toolkit.cache import Cache, default_folder
    from toolkit.report import cache_json, cache_text

    kept = Cache(default_folder())
    if clear:
        freed = kept.clear()
        found = json.dumps({"file": str(kept.file), "freed": freed})
        say(found if as_json else f"{kept.file}: {freed / 1e6:,.1f} MB freed")
        return
    say(cache_json(kept, kept.usage()) if as_json else cache_text(kept, kept.usage()))


@app.command()
def schemas(
    table: Annotated[
        str | None, typer.Argument(metavar="TABLE", help="documents, sentences, quotes or entities.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="arrow, pandera, features, json-schema or markdown.")
    ] = "markdown",
) -> None:
    """Print the contracts of the tables."""
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

        every = {each.name: json.loads(render(each, wanted)) for each in chosen}
        say(json.dumps(every, indent=2, ensure_ascii=False))
        return
    say("\n\n".join(render(contract, wanted).rstrip("\n") for contract in chosen))


if __name__ == "__main__":
    main()
