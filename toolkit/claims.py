"""What a release says of itself, held against its data: the numbers of manifest, card and datasheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from typing import Any

from toolkit import __version__, card
from toolkit.config import Config, Splits
from toolkit.contracts import load_contracts
from toolkit.errors import UsageError
from toolkit.facts import Facts
from toolkit.findings import Violation, shown
from toolkit.front_matter import front_matter, loading, parse_front_matter
from toolkit.manifest import is_table, stages, tables_of, with_rows
from toolkit.metadata import metadata
from toolkit.pictures import pictures
from toolkit.plurals import plural
from toolkit.questions import RULES as UNANSWERED_RULES
from toolkit.questions import questions, unanswered
from toolkit.release import CARD, DATASHEET, MANIFEST, Release, data_hash
from toolkit.splits import SPLITS
from toolkit.strict import checked
from toolkit.terms import Ledger


def configuration(release: Release) -> Config | None:
    """The configuration that the manifest holds; None where it holds none that can be."""
    found = release.manifest.get("configuration")
    try:
        return checked(found, Config, MANIFEST) if isinstance(found, dict) else None
    except UsageError:
        return None


def shares(release: Release) -> Splits:
    """How the documents were to be split, as the manifest has it."""
    config = configuration(release)
    return config.splits if config else Splits()


def kept_splits(release: Release) -> Mapping[str, str]:
    """The groups whose split an earlier version decided, as the manifest has it; none where it is not of that form."""
    found = release.manifest.get("kept_splits")
    return found if isinstance(found, dict) and all(split in SPLITS for split in found.values()) else {}


# ---- manifest


def check_manifest(release: Release, facts: Facts) -> Iterator[Violation]:
    """The manifest's numbers are those of the data."""
    manifest = release.manifest
    truths: dict[str, object] = {
        "tables": tables_of(facts),
        "rejections": dict(facts.rejections),
        "stages": stages(facts),
        "build": data_hash(release.files),
        "files": [(each["path"], each.get("rows")) for each in with_rows(release.folder, release.files)],
    }
    stated = {**manifest, "files": _paths(manifest.get("files"))}
    for key, truth in truths.items():
        if stated.get(key) != truth:
            yield Violation("manifest", None, MANIFEST, key, *_difference(stated.get(key), truth))
    yield from _check_inputs(release)
    for found, wanted in Ledger(manifest).errors(_by_source(release)):
        yield Violation("manifest", None, MANIFEST, "rights", found, wanted)
    for key, wellformed, wanted in (
        ("predecessor", _is_predecessor(manifest.get("predecessor")), "null, or version and build"),
        ("kept_splits", manifest.get("kept_splits") == kept_splits(release), "groups of documents and their splits"),
    ):
        if not wellformed:
            yield Violation("manifest", None, MANIFEST, key, shown(manifest.get(key)), wanted)
    if configuration(release) is None:
        yield Violation(
            "manifest", None, MANIFEST, "configuration", shown(manifest.get("configuration")), "dataset.toml"
        )


def _is_predecessor(found: object) -> bool:
    texts = isinstance(found, dict) and all(isinstance(value, str) for value in found.values())
    return found is None or (isinstance(found, dict) and texts and set(found) == {"version", "build"})


def _by_source(release: Release) -> dict[tuple[str, str | None], int]:
    """Documents by source and license."""
    counted = release.frame("documents", "source", "license").group_by("source", "license").len()
    return {(source, license_id): count for source, license_id, count in counted.sort("source", "license").rows()}


def _paths(files: object) -> object:
    """The paths of files, and the rows of those that have some; what is not of that form as it is."""
    wellformed = isinstance(files, list) and all(isinstance(each, dict) and set(each) == _keys(each) for each in files)
    return [(each["path"], each.get("rows")) for each in files] if isinstance(files, list) and wellformed else files


def _keys(entry: Mapping[str, object]) -> set[str]:
    return {"path", "bytes", "sha256", *(["rows"] if is_table(str(entry.get("path"))) else [])}


def _check_inputs(release: Release) -> Iterator[Violation]:
    """Each document came from an input, and what is a record of its own has that input's hash."""
    stated = release.manifest.get("inputs")
    if not isinstance(stated, list) or not all(isinstance(each, dict) and set(each) == _INPUT for each in stated):
        yield Violation(
            "manifest", None, MANIFEST, "inputs", shown(stated), "path, bytes, sha256 and rights of each input"
        )
        return
    hashes = {(str(each["path"]), each["sha256"]) for each in stated}
    paths = {path for path, _ in hashes}
    for source, sha256 in (
        release.frame("documents", "source", "source_sha256").drop_nulls().unique().sort("source").rows()
    ):
        if source not in paths:
            yield Violation("manifest", None, MANIFEST, "inputs", "no such input", shown(source))
        elif source.lower().endswith(".txt") and (source, sha256) not in hashes:
            yield Violation("manifest", None, MANIFEST, "inputs", "another hash", f"{source}: {sha256}")


_INPUT = {"path", "bytes", "sha256", "rights"}


# ---- card and datasheet


def check_card(release: Release, facts: Facts) -> Iterator[Violation]:
    """The card's front matter and its regions are those that the data give."""
    text = _text(release, CARD)
    if text is None:
        yield Violation("card", None, CARD, None, "no file", "a file")
        return
    found = list(_check_card(release, facts, text))
    yield from found or _check_prose(release, facts, "card", CARD, text)


def _check_card(release: Release, facts: Facts, text: str) -> Iterator[Violation]:
    there = {region for region, _ in card.regions(text)}
    for region in card.required_regions(standoff=facts.standoff):
        if region not in there:
            yield Violation("card", None, CARD, region, "no such region", f"<!-- toolkit:{region} -->")
    yield from _check_regions("card", CARD, text, facts)
    try:
        matter = parse_front_matter(text)
    except ValueError as error:
        yield Violation("front-matter", None, CARD, None, shown(str(error)), "front matter in YAML")
        return
    yield from _check_loadable(release, matter)
    yield from _check_front_matter(release, facts, matter)


def _check_loadable(release: Release, matter: Mapping[str, Any]) -> Iterator[Violation]:
    """Each table has a configuration whose patterns find each of its files, in its split."""
    for table in load_contracts():
        files = {(split, path.relative_to(release.folder).as_posix())
                 for split, paths in release.data_files(table).items() for path in paths}  # fmt: skip
        patterns = list(_patterns(matter, table))
        lost = sorted(path for split, path in files if not any(s == split and fnmatch(path, p) for s, p in patterns))
        if lost:
            wanted = f"a configuration {table!r} that finds {', '.join(lost)}"
            yield Violation("front-matter", None, CARD, "configs", shown(patterns), wanted)


def _patterns(matter: Mapping[str, Any], table: str) -> Iterator[tuple[str, str]]:
    """Split and pattern of each entry of a table's configuration, as far as it has the form of one."""
    configs = matter.get("configs")
    for config in configs if isinstance(configs, list) else []:
        if isinstance(config, dict) and config.get("config_name") == table:
            files = config.get("data_files")
            for entry in files if isinstance(files, list) else []:
                if isinstance(entry, dict):
                    yield str(entry.get("split")), str(entry.get("path"))


def _check_front_matter(release: Release, facts: Facts, matter: Mapping[str, Any]) -> Iterator[Violation]:
    manifest, config = release.manifest, configuration(release)
    version, build = str(manifest.get("version")), str(manifest.get("build"))
    wanted = loading(version, facts, build)
    if config:
        own = config.model_copy(update={"version": version})
        wanted = front_matter(own, str(manifest.get("name")), facts, build)
    for key, truth in wanted.items():
        if matter.get(key) != truth:
            yield Violation("card", None, CARD, key, *_difference(matter.get(key), truth))


def check_datasheet(release: Release, facts: Facts) -> Iterator[Violation]:
    """The datasheet's regions are those that the data give, and its questions are answered."""
    text = _text(release, DATASHEET)
    if text is None:
        yield Violation("datasheet", None, DATASHEET, None, "no file", "a file")
        return
    found = list(_check_regions("datasheet", DATASHEET, text, facts))
    yield from found or _check_prose(release, facts, "datasheet", DATASHEET, text)
    config = configuration(release)
    if config is not None and config.checks.datasheet != "ignore":
        for each in unanswered(text):
            rule = UNANSWERED_RULES[config.checks.datasheet]
            yield Violation(rule, None, DATASHEET, each, "no answer", f"one to: {questions()[each]}")


def check_metadata(release: Release, facts: Facts) -> Iterator[Violation]:
    """What the release says of itself to programs is what would be written again."""
    config = configuration(release)
    if config is None:
        return
    written = metadata(config, release.manifest, facts, release.files, _text(release, DATASHEET) or "")
    for name, text in written.items():
        found = _text(release, name)
        if found is None:
            yield Violation("metadata", None, name, None, "no file", "the file that this program writes")
        elif found != text:
            yield Violation("metadata", None, name, None, *_first_line(found, text))


def check_pictures(release: Release, facts: Facts) -> Iterator[Violation]:
    """The pictures are those that the data give, and show no words that may not be passed on."""
    for name, text in pictures(release, release.manifest, facts).items():
        found = _text(release, name)
        if found is None:
            yield Violation("picture", None, name, None, "no file", "the picture that this program draws")
        elif found != text:
            # of the article's words, if these are what was added, a report should say nothing
            yield Violation("picture", None, name, None, plural(len(found), "character"), f"{len(text):,} others")


def _check_prose(release: Release, facts: Facts, rule: str, name: str, text: str) -> Iterator[Violation]:
    """What this very version of the program wrote, it would write again; a maker's own datasheet is the maker's."""
    manifest, config = release.manifest, configuration(release)
    program = {"name": "toolkit", "version": __version__}
    own_prose = config and (config.datasheet if rule == "datasheet" else config.card)
    if config is None or manifest.get("program") != program or own_prose:
        return
    own = config.model_copy(update={"version": str(manifest.get("version"))})
    title, build = str(manifest.get("name")), str(manifest.get("build"))
    written = card.card(None, own, title, facts, build) if rule == "card" else card.datasheet(None, own, title, facts)
    if text != written:
        yield Violation(rule, None, name, None, *_first_line(text, written))


def _text(release: Release, name: str) -> str | None:
    path = release.folder / name
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else None


def _check_regions(rule: str, name: str, text: str, facts: Facts) -> Iterator[Violation]:
    for region, body in card.regions(text):
        written = card.REGIONS[region](facts) if region in card.REGIONS else "no such region"
        if body != written:
            yield Violation(rule, None, name, region, *_first_line(body, written))
    if stray := card.stray_marks(text):
        yield Violation(rule, None, name, None, f"{stray} marks of regions that stand alone", "two marks a region")


def _first_line(found: str, written: str) -> tuple[str, str]:
    """The first line in which two texts differ."""
    ours, theirs = written.split("\n"), found.split("\n")
    pairs = zip([*theirs, *[""] * len(ours)], [*ours, *[""] * len(theirs)], strict=False)
    return next((shown(one), shown(other)) for one, other in pairs if one != other)


def _difference(found: object, truth: object, path: str = "") -> tuple[str, str]:
    """The first place where two values of JSON or YAML differ, as found and expected."""
    if isinstance(found, dict) and isinstance(truth, dict):
        for key in (*truth, *(key for key in found if key not in truth)):
            if key not in found or key not in truth or found[key] != truth[key]:
                return _difference(found.get(key), truth.get(key), f"{path}.{key}")
    if isinstance(found, list) and isinstance(truth, list) and len(found) == len(truth):
        for index, (one, other) in enumerate(zip(found, truth, strict=True)):
            if one != other:
                return _difference(one, other, f"{path}[{index}]")
    return f"{path}: {shown(found)}".lstrip(": "), f"{path}: {shown(truth)}".lstrip(": ")
