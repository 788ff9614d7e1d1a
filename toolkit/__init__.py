"""toolkit: raw English news articles in, a validated Parquet data set out.

The map, in the order in which an article passes:

    plan.py          what is to be built            (config.py: dataset.toml; rights.py: sources.toml;
                                                     strict.py: how they are read)
    article.py       bytes -> Article | Rejection   (walk.py, paths.py: files; inputs.py; decoding.py, jsonl.py;
                                                     rejection.py)
    document.py      Article -> Document            (text.py: characters; layout.py: headline and headings;
                                                     dateline.py, boilerplate.py: credits, bylines, foot)
    annotators/      Document -> sentences, entities, quotes       (annotation.py: the types; slots.py: a user's own)
    tables.py        -> rows                        (correct.py: corrected by people; corrections.py: the file)
    shards.py        the steps so far, a shard of articles at a time, in one process or several -> stage.py
                                                     (cache.py: what was annotated before)
    grouping.py      over all documents             (duplicates.py, utterances/, splits.py)
    parquet.py       -> data/<table>/<split>-*.parquet           (ranges.py: in the order of ids)
    diff.py          against the version before     (paired.py, document_rows.py, over vectors.py; prose.py;
                                                     difference.py: what is found; versions.py: what bump it asks for;
                                                     succession.py: whether a finished release has it)
    describe.py      -> card.py, changelog.py, manifest.py    (facts.py: every number, counted from the data by
                                                     tally.py;
                                                     personal.py, origin.py; front_matter.py; markdown.py;
                                                     datasheet.py: questions.py, disclosures.py)
                                                     (entries.py: a changelog's parts; quality.py: figures on gold)
                     -> pictures.py                 (picture.py: an article, annotated)
                     -> pages.py, metadata.py       (croissant.py, datapackage.py, citation.py: for programs)
    validate.py      every promise                  (files.py, integrity.py, integrity_spans.py, integrity_text.py,
                                                     integrity_quotes.py, integrity_references.py, integrity_groups.py,
                                                     integrity_splits.py, integrity_standoff.py, claims.py, records.py,
                                                     integrity_values.py, originals.py, over slices.py, texts.py,
                                                     batches.py;
                                                     floors.py: shares; baseline.py: what is accepted;
                                                     drift.py: an earlier release; custom.py: a data set's own;
                                                     bare.py, bare_rows.py: Parquet without a manifest;
                                                     parted.py: its rows, in whatever order)
    findings.py      what is found                  (rules.py: the catalogue; places.py: line and column; outputs/;
                                                     discretion.py: without words that may not be passed on;
                                                     quoting.py: which of a function's words are an article's)
    sample.py        a sample of the rows, and how many a reader found right   (audit.py: sheets.py out and in,
                                                     verdicts.py: the record)
    hub.py           a data set on a Hub             -> a folder, to be validated
    withdraw.py      the next release without some documents            (tombstones.py: what must not come back;
                                                     withdraw_report.py: shown)
    standoff.py      the same release without the articles' text        (contracts/standoff.py: what is left)
    publish.py       a release -> a Hub              (gate.py: rights, over terms.py; publication.py: what changes;
                                                     far_side.py: what is there; read_back.py: row by row, from there;
                                                     publish_report.py: shown)
    aside.py         one rename into dist/          (release.py: what is in a release)

    build.py         all of this, on one screen
    stats.py         what is in a release, counted           (stats_view.py: shown; charts.py: drawn)
    rebuild.py       the same again, byte for byte
    hydrate.py       a stand-off edition and its articles in, a release out    (copies.py: which article is which;
                                                     attach.py: its rows; alignment.py, spellings.py,
                                                     pairing.py: what has moved; hydrated.py: what describes it;
                                                     hydrate_report.py: what is printed)
    evaluate.py      how good it is, against gold            (scoring/: every measure)
    functions.py     what a configuration names
    contracts/       what each table holds: schemas/*.toml in, every form out
    cli.py           the command line               (cli_validate.py, cli_diff.py, cli_publish.py, cli_hydrate.py,
                                                     cli_withdraw.py: some commands; report.py,
                                                     diff_report.py: what it prints; exits.py: how it ends)
    errors.py        what can go wrong
    plurals.py       counts with their nouns

`tests/test_walk.py` tells the same story as a program that runs.

The public names, one function for each command, are

    from toolkit.plan import plan              # plan(["articles/"]) -> Plan
    from toolkit.build import build            # build(plan, out=Path("dist")) -> Built
    from toolkit.validate import validate      # validate(Path("dist/NAME/VERSION")) -> Report
    from toolkit.stats import stats            # stats(Path("dist/NAME/VERSION")) -> Stats
    from toolkit.diff import diff              # diff(Path("dist/NAME/1.0.0"), Path("dist/NAME/1.1.0")) -> Difference
    from toolkit.versions import bump          # bump(difference) -> Bump
    from toolkit.publish import publish        # publish(Path("dist/NAME/VERSION"), "owner/name") -> Published
    from toolkit.evaluate import evaluate      # evaluate([gold], release=Path("dist/NAME/VERSION")) -> Evaluation
    from toolkit.audit import draw_sheets, take_sheets
    from toolkit.contracts import load_contracts, render
    from toolkit.annotators import load_annotators

Importing `toolkit` costs nothing; what is heavy is imported by the modules that need it, when a command needs them.
"""

__version__ = "0.1.0"
