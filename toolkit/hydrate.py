"""A stand-off edition and a user's own copies of the articles in; a release with their text out.

Where every article is the one that was annotated, that is the full edition again, byte for byte. Where some have
changed, it is an edition of its own, "hydrated": its manifest says so, and it keeps every promise of a release about
the text that it has.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from toolkit import __version__
from toolkit.aside import NEW, new_release
from toolkit.attach import SPAN_TABLES, Attached, Fate, attach, lost
from toolkit.config import Config
from toolkit.contracts import TABLES, Contract, contracts_of, to_arrow
from toolkit.copies import Copies
from toolkit.errors import BrokenPromise, TooMuchLost, UsageError
from toolkit.findings import Report
from toolkit.hydrated import Hydrated, Made, describe
from toolkit.origin import origin_of
from toolkit.parquet import SplitWriter, rewrite
from toolkit.plurals import plural
from toolkit.release import MANIFEST, Release
from toolkit.rules import load_rules
from toolkit.slices import ORDINAL, Slice, slices
from toolkit.strict import checked
from toolkit.validate import prove, validate

WORDS = frozenset({"card", "changelog", "datasheet", "front-matter", "metadata", "picture", "verifier"})
"""Rules about what the program says of data, in words that another version of it may choose otherwise."""
FLOOR = 0.95
"""Share of the spans that must be found, where nothing else is said."""
Progress = Callable[[str, int], None]
"""Told the step, and how many documents more are done in it."""


def hydrate(
    standoff: Path,
    articles: Sequence[str],
    out: Path = Path("dist"),
    *,
    floor: float = FLOOR,
    progress: Progress = lambda step, more: None,
) -> Hydrated:
    """Attach the text of `articles`, files and folders, to the edition in `standoff`: `out/<name>/<version>/`.

    Raises UsageError where the folder is no stand-off edition or the release is there already, BrokenPromise where the
    edition or what comes of it fails its validation, and TooMuchLost where a smaller share of the spans than `floor` is
    found. Whatever it raises, `out` is then as it was before.
    """
    release, full = _proved(standoff)
    config, name, version = _recorded(full), str(full.get("name")), str(full.get("version"))
    stated = release.manifest["standoff"]
    found = Hydrated(standoff, out / name / version, floor)
    if found.release.exists():
        raise UsageError(f"{found.release}: is there already, and a release is never changed; name another --out")
    with new_release(out, name, version, overwrite=False) as aside, tempfile.TemporaryFile() as spool:
        folder = aside.folder / NEW
        folder.mkdir()
        copies = Copies(spool)
        copies.read(articles, config, _documents(release), _sentences(release), stated["salt"])
        found.unused = copies.unused
        contracts = contracts_of({**full, "edition": "hydrated", "standoff": stated})
        _write_tables(release, copies, folder, contracts, found, progress)
        _check_floor(found)
        describe(Made(release, folder, full, config, contracts, copies, found))
        prove(folder, None, (), lambda more: progress("prove", more))
    return found


def _proved(folder: Path) -> tuple[Release, Mapping[str, Any]]:
    release = Release(folder)
    if release.edition != "standoff":
        name, version = release.manifest.get("name"), release.manifest.get("version")
        raise UsageError(
            f"{folder}: is no stand-off edition, but a {release.edition} one, which has its text; name the folder of a "
            f"stand-off one, such as dist/{name}-standoff/{version}"
        )
    report = validate(folder)
    if not report.ok:
        raise BrokenPromise(_broken(release, report), report)
    return release, release.manifest["full"]


def _broken(release: Release, report: Report) -> str:
    """What is wrong: the edition's words alone, which another version of the program may write otherwise, or more."""
    broken = [rule for rule in report.counts if load_rules()[rule].severity == "error"]
    if not WORDS.issuperset(broken):
        return (
            f"{release.folder}: is damaged (rules broken: {', '.join(broken)}); fetch it again; `toolkit validate "
            f"{release.folder}` says what is wrong"
        )
    pages = sorted({str(violation.key) for rule in broken for violation in report.of(rule)})
    made = origin_of(release.manifest).program
    return (
        f"{release.folder}: its data are whole, but this program (toolkit {__version__}) writes {', '.join(pages)} "
        f"otherwise: the edition was made by {made.name} {made.version}, or its words were changed since; hydrate it "
        f"with the version that made it, or ask for one that is made anew; `toolkit validate {release.folder}` shows "
        "each line"
    )


def _recorded(full: Mapping[str, Any]) -> Config:
    """The configuration that the full edition was built with."""
    return checked(dict(full.get("configuration") or {}), Config, f"{MANIFEST}: full.configuration").model_copy(
        update={"version": str(full.get("version"))}
    )


def _documents(release: Release) -> pl.DataFrame:
    return release.frame("documents", "doc_id", "source", "source_id", "source_sha256", "text_sha256")


def _sentences(release: Release) -> pl.DataFrame:
    return release.frame("sentences", "doc_id", "start_char", "end_char", "text_hash")


def _check_floor(found: Hydrated) -> None:
    total = found.total
    if found.share < found.floor:
        raise TooMuchLost(
            f"{found.standoff}: {total['lost']:,} of {plural(total.total(), 'span')} not found in these articles "
            f"({100 * found.share:.1f} % found, and the floor is {100 * found.floor:g} %; of "
            f"{plural(len(found.missing), 'document')} there is no copy); nothing was written: name more of the "
            "articles with --articles, or lower --floor",
            found,
        )


# ---- rows


def _write_tables(
    release: Release,
    copies: Copies,
    folder: Path,
    contracts: Mapping[str, Contract],
    found: Hydrated,
    progress: Progress,
) -> None:
    """data/: split by split, in files and row groups as those of the stand-off edition."""
    quote_ids: dict[str, str] = {}
    written: Counter[str] = Counter()
    for split in release.splits:
        files = {table: release.data_files(table).get(split, []) for table in TABLES}
        writers = {
            table: SplitWriter(folder / "data" / table, split, table, max(1, len(files[table])), contracts[table])
            for table in TABLES
        }
        try:
            for part in slices(files, split, contracts=release.contracts):
                for attached in _attached(part, copies, release.manifest["standoff"]["salt"], found):
                    quote_ids |= attached.quote_ids
                    for table, writer in writers.items():
                        writer.write(pa.Table.from_pylist(attached.rows[table], schema=to_arrow(contracts[table])))
                progress("attach", len(part.documents))
            for table, writer in writers.items():
                written[table] += writer.close()
        finally:
            for writer in writers.values():
                writer.abandon()
    for table in (table for table in TABLES if not written[table]):
        SplitWriter(folder / "data" / table, release.splits[0], table, 1, contracts[table]).close(keep_empty=True)
    if found.total["shifted"] or found.total["lost"] or found.missing:
        _regroup(folder, contracts, quote_ids)


def _attached(part: Slice, copies: Copies, salt: str, found: Hydrated) -> Iterator[Attached]:
    """The documents of a slice, one after the other, with their text."""
    rows = {table: frame.partition_by(ORDINAL, as_dict=True, include_key=False) for table, frame in part.tables.items()}
    for key, documents in rows["documents"].items():
        own = {
            "documents": documents.to_dicts(),
            **{table: rows[table][key].to_dicts() if key in rows[table] else [] for table in SPAN_TABLES},
        }
        source, document = own["documents"][0]["source"], copies.document(own["documents"][0]["doc_id"])
        attached = lost(own) if document is None else attach(own, document, salt)
        if document is None:
            found.missing.append(source)
        counts: Counter[Fate] = Counter()
        for fate in attached.fates:
            found.counts[fate.table][fate.fate] += 1
            counts[fate.fate] += 1
        if counts["shifted"] or counts["lost"] or document is None:
            found.by_document[source] = counts
            found.spans += [fate for fate in attached.fates if fate.fate != "exact"]
        yield attached


def _regroup(folder: Path, contracts: Mapping[str, Contract], quote_ids: Mapping[str, str]) -> None:
    """Name groups and utterances after the smallest member that they have now."""
    made = Release(folder, contracts)
    groups = made.frame("documents", "doc_id", "duplicate_group")
    _rename(made, "documents", "duplicate_group", dict(_smallest(groups, "doc_id", "duplicate_group")))
    quotes = made.frame("quotes", "quote_id", "utterance_id")
    if quote_ids:
        _rename(made, "quotes", "utterance_id", dict(_smallest(quotes, "quote_id", "utterance_id")))


def _smallest(frame: pl.DataFrame, key: str, group: str) -> Iterator[tuple[str, str]]:
    yield from frame.group_by(group).agg(pl.col(key).min()).sort(group).iter_rows()


def _rename(made: Release, table: str, column: str, names: Mapping[str, str]) -> None:
    def renamed(rows: pa.Table) -> pa.Table:
        place = rows.column_names.index(column)
        return rows.set_column(place, column, pa.array([names[one] for one in rows[column].to_pylist()], pa.string()))

    for path in [path for paths in made.data_files(table).values() for path in paths]:
        new = path.with_suffix(".part")
        rewrite(path, new, made.contracts[table], renamed)
        new.replace(path)
