"""The stand-off edition: the rows of the full one without any text, proved as far as that goes, and loadable."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest
from damage import first_of_each_rule, rewrite
from quick import ROOT, SEEDS, tiny_articles

from toolkit import aside as aside_module
from toolkit.audit import draw_sheets
from toolkit.build import build
from toolkit.config import Config
from toolkit.contracts import TABLES, UNNAMED, load_contract, load_contracts, standoff_contracts, text_hash, to_toml
from toolkit.errors import BrokenPromise, UsageError
from toolkit.evaluate import evaluate
from toolkit.plan import Plan
from toolkit.rebuild import rebuild
from toolkit.release import Release
from toolkit.validate import validate
from toolkit.versions import change


@pytest.fixture
def damaged(editions: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the stand-off edition, to be damaged."""
    return Path(shutil.copytree(editions[1], tmp_path / "standoff"))


def tiny_plan(folder: Path, **standoff: object) -> Plan:
    """A build of a few tiny articles with its stand-off edition."""
    config = Config.model_validate({"name": "tiny", "standoff": {"write": True, **standoff}})
    return Plan(config, "tiny", (str(tiny_articles(folder / "news", 6)),), None)


# ---- contracts


@pytest.mark.parametrize("names", [True, False])
def test_derived_contracts_are_contracts(names: bool) -> None:
    for table, contract in standoff_contracts(names=names).items():
        assert load_contract(to_toml(contract), table) == contract
        assert all(field.quotes != "text" for field in contract.fields)
        assert all(member.quotes is None for field in contract.fields for member in field.fields)
        assert not contract.spans
    for table, contract in load_contracts().items():
        assert load_contract(to_toml(contract), table) == contract


def test_what_is_left_out_is_what_quotes_the_article() -> None:
    full, named, bare = load_contracts(), standoff_contracts(names=True), standoff_contracts(names=False)
    assert {table: set(full[table].names) - set(named[table].names) for table in TABLES} == {
        "documents": {"title", "dateline", "text"},
        "sentences": {"text"},
        "quotes": {"text", "cue_text", "speaker_text"},
        "entities": {"text"},
    }
    assert {table: set(named[table].names) - set(bare[table].names) for table in TABLES} == {
        "documents": set(), "sentences": set(), "quotes": {"speaker_name", "speaker_names"}, "entities": {"name"},
    }  # fmt: skip
    assert [member.name for member in named["quotes"].field("insertions").fields] == ["start_char", "end_char"]
    assert [member.name for member in named["documents"].field("boilerplate").fields] == ["kind", "source_line"]


# ---- what it holds


def test_rows_and_ids_are_those_of_the_full_edition(editions: tuple[Path, Path]) -> None:
    full, standoff = map(Release, editions)
    for table, contract in standoff.contracts.items():
        kept = [name for name in contract.names if name not in ("text_hash", "name", "boilerplate")]
        kept = [name for name in kept if not contract.field(name).fields]
        assert full.frame(table, *kept).equals(standoff.frame(table, *kept)), table
        assert {split: [path.name for path in paths] for split, paths in full.data_files(table).items()} == {
            split: [path.name for path in paths] for split, paths in standoff.data_files(table).items()
        }
    assert standoff.manifest["full"] == full.manifest
    assert standoff.manifest["edition"] == "standoff"
    assert (standoff.manifest["version"], standoff.manifest["name"]) == (full.manifest["version"], "seeds-standoff")


def test_each_sentence_has_its_salted_hash(editions: tuple[Path, Path]) -> None:
    full, standoff = map(Release, editions)
    salt = standoff.manifest["standoff"]["salt"]
    texts, hashes = full.frame("sentences", "text")["text"], standoff.frame("sentences", "text_hash")["text_hash"]
    assert [text_hash(salt, text) for text in texts] == hashes.to_list()
    assert hashes[0] == hashlib.sha256((salt + texts[0]).encode()).hexdigest()[:32]


def test_only_entities_without_a_name_of_their_own_lose_it(editions: tuple[Path, Path]) -> None:
    full, standoff = (Release(each).frame("entities", "label", "name") for each in editions)
    named = ~full["label"].is_in(UNNAMED)
    assert standoff.filter(named).equals(full.filter(named))
    assert standoff.filter(~named)["name"].null_count() == (~named).sum() > 0


def strings(value: object) -> Iterator[str]:
    """Every string in what JSON or a row of Parquet can hold."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str, length: int = 4) -> set[tuple[str, ...]]:
    """All runs of so many words."""
    found = words(text)
    return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}


def told(folder: Path) -> Iterator[tuple[str, str]]:
    """Path and text of everything that the files of a release say, Parquet read and its metadata too."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix == ".parquet":
            yield path.name, "\n".join(strings(pq.read_table(path).to_pylist()))
            yield path.name, str(pq.read_schema(path).metadata)
        elif path.is_file():
            yield path.name, path.read_text(encoding="utf-8")


def test_no_file_holds_four_words_of_any_article_in_a_row(editions: tuple[Path, Path]) -> None:
    full, standoff = map(Release, editions)
    texts = [*full.frame("documents", "text")["text"], *SEEDS.rglob("*.txt")]
    articles = {
        run for text in texts for run in runs(text if isinstance(text, str) else text.read_text("utf-8", "replace"))
    }
    stated: set[tuple[str, ...]] = set()
    for table, columns in (
        ("entities", ["name"]), ("quotes", ["speaker_name"]),
        ("documents", ["source", "source_id", "url", "publisher", "authors", "license"]),
    ):  # fmt: skip
        for row in standoff.frame(table, *columns).to_dicts():
            stated |= {run for text in strings(row) for run in runs(text)}
    sheet = runs((full.folder / "DATASHEET.md").read_text(encoding="utf-8"))
    plain = articles - stated - sheet  # "a mention of the": the program's own prose has runs of common words too
    assert len(plain) > 1000
    leaked = {(name, run) for name, text in told(standoff.folder) for run in runs(text) & plain}
    assert not leaked
    assert any(run in plain for name, text in told(full.folder) for run in runs(text)), "the search finds text"


@pytest.mark.parametrize("column", ["text", "cue_text", "title", "speaker_text", "insertions.text"])
def test_no_column_of_text_is_there(editions: tuple[Path, Path], column: str) -> None:
    for path in editions[1].rglob("*.parquet"):
        names = {"insertions.text" if "insertions" in leaf else leaf for leaf in _leaves(path) if leaf.endswith("text")}
        assert column not in names


def _leaves(path: Path) -> list[str]:
    schema = pq.ParquetFile(path).schema
    return [schema.column(number).path for number in range(len(schema.names))]


def test_names_can_be_left_out(tmp_path: Path, quick: Callable[[], None]) -> None:
    built = build(tiny_plan(tmp_path, names=False, salt="pepper"), tmp_path / "out")
    assert built.standoff is not None
    assert validate(built.standoff).ok
    assert Release(built.standoff).manifest["standoff"] == {"names": False, "salt": "pepper"}
    every = " ".join(text for name, text in told(built.standoff) if name.endswith(".parquet"))
    names = Release(built.release).frame("entities", "name")["name"].unique().to_list()
    assert names == ["Ada Brenn"]
    assert names[0] not in every


def test_it_loads(editions: tuple[Path, Path], tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    for table, contract in standoff_contracts(names=True).items():
        loaded = datasets.load_dataset(str(editions[1]), table, cache_dir=str(tmp_path))
        for split, rows in loaded.items():
            assert tuple(rows.column_names) == contract.names
            assert len(rows) == Release(editions[1]).manifest["tables"][table]["splits"][split]


# ---- it is proved


def test_it_validates_and_says_what_it_could_not_prove(editions: tuple[Path, Path]) -> None:
    report = validate(editions[1])
    assert report.ok
    assert not report.counts
    assert {"span", "mojibake", "source"} <= set(report.unchecked)
    verified = subprocess.run(
        [sys.executable, "verify.py"], cwd=editions[1], capture_output=True, text=True, check=False
    )
    assert verified.returncode == 0, verified.stdout


def rows_of(table: str, change: Callable[[list[dict[str, Any]]], object]) -> Callable[[Path], None]:
    return lambda folder: rewrite(folder, table, lambda rows: change(rows) and None)


def stated(**values: object) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        path = folder / "manifest.json"
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **values}), "utf-8")

    return write


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "offset beyond the text": (rows_of("entities", lambda rows: rows[-1].update(end_char=10**7)), "offset"),
    "offsets exchanged": (
        rows_of("quotes", lambda rows: rows[0].update(cue_start_char=9, cue_end_char=4, cue_lemma="say")), "offset",
    ),
    "half a span": (rows_of("quotes", lambda rows: rows[0].update(speaker_start_char=None)), "offset"),
    "a stretch inside marks": (
        rows_of("quotes", lambda rows: rows[0].update(quoted_spans=[{"start_char": 0, "end_char": 10**7}])), "offset",
    ),
    "sentences that overlap": (rows_of("sentences", lambda rows: rows[1].update(start_char=0)), "tiling"),
    "a sentence twice": (rows_of("sentences", lambda rows: rows.append(rows[-1])), "primary-key"),
    "a paragraph before its own": (rows_of("sentences", lambda rows: rows[-1].update(paragraph_index=0)), "paragraph"),
    "a hash that is none": (rows_of("sentences", lambda rows: rows[0].update(text_hash="no")), "pattern"),
    "another split": (rows_of("documents", lambda rows: rows[0].update(split="other")), "enum"),
    "an id": (rows_of("entities", lambda rows: rows[0].update(entity_id="0" * 16)), "id"),
    "no salt": (stated(standoff={"names": True}), "edition"),
    "no full manifest": (stated(full=None), "edition"),
    "another name": (stated(name="seeds"), "edition"),
    "another version": (stated(version="9.9.9"), "edition"),
    "the datasheet": (lambda folder: (folder / "DATASHEET.md").write_text("Words."), "edition"),
    "a file of the full edition": (lambda folder: (folder / "audit.toml").write_text(""), "edition"),
    "the card": (lambda folder: (folder / "README.md").write_text("Words."), "front-matter"),
}  # fmt: skip


@pytest.mark.parametrize("what", first_of_each_rule(DAMAGE))
def test_damage_is_found(damaged: Path, what: str) -> None:
    do, rule = DAMAGE[what]
    do(damaged)
    found = validate(damaged)
    assert not found.ok
    assert rule in found.counts


def test_a_column_of_text_is_found(damaged: Path) -> None:
    path = next((damaged / "data" / "quotes").glob("train-*"))
    rows = pq.read_table(path)
    pq.write_table(rows.append_column("text", pl.Series(["words"] * len(rows)).to_arrow()), path)
    assert "schema" in validate(damaged).counts


def test_what_needs_text_asks_for_the_full_edition(editions: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="without text"):
        draw_sheets(editions[1], tmp_path / "audit.toml", tmp_path / "sheets")
    with pytest.raises(UsageError, match="without text"):
        evaluate([ROOT / "seeds" / "gold" / "dev" / "articles.jsonl"], release=editions[1])
    with pytest.raises(UsageError, match="rebuild the full one"):
        rebuild(editions[1])


def test_raw_articles_cannot_be_compared_with_it(editions: tuple[Path, Path]) -> None:
    with pytest.raises(UsageError, match="hydrate"):
        validate(editions[1], [str(SEEDS)])


def test_both_editions_ask_for_the_same_version_where_a_text_has_changed(
    tmp_path: Path, quick: Callable[[], None]
) -> None:
    plan = tiny_plan(tmp_path)
    before = build(plan, tmp_path / "out")
    articles = tmp_path / "news" / "tiny.jsonl"
    articles.write_text(articles.read_text(encoding="utf-8").replace("The gate", "There the gate", 1), encoding="utf-8")
    after = build(replace(plan, config=plan.config.model_copy(update={"version": "0.1.1"})), tmp_path / "out")
    assert before.standoff is not None
    assert after.standoff is not None
    full, standoff = (
        change(Release(one), Release(other)).bump
        for one, other in ((before.release, after.release), (before.standoff, after.standoff))
    )
    assert (standoff.level, standoff.reasons[0]) == (full.level, full.reasons[0])
    assert str(standoff.reasons[0]) == "patch: text of 1 document changed"
    assert validate(after.standoff, against=before.standoff).ok


# ---- both or none


def test_nothing_is_written_where_it_is_not_asked_for(release: Path) -> None:
    assert [path.name for path in release.parent.parent.iterdir()] == ["seeds"]


def test_both_are_there_or_none(tmp_path: Path, quick: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    plan = tiny_plan(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr("toolkit.build.write_standoff", lambda full, folder, config, name: folder.mkdir())
        with pytest.raises((BrokenPromise, UsageError)):
            build(plan, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    built = build(plan, tmp_path / "out")
    assert built.standoff is not None
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match="exists"):
        build(plan, tmp_path / "out")
    again = build(plan, tmp_path / "out", overwrite=True)
    assert again.standoff == built.standoff
    assert before == {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}, (
        "the same bytes"
    )
    build(tiny_plan(tmp_path, write=False), tmp_path / "out", overwrite=True)
    assert built.release.exists()
    assert not built.standoff.exists(), "what belongs to another full edition goes with it"


def test_a_build_killed_between_the_two_is_ended_by_the_next(tmp_path: Path) -> None:
    left = tmp_path / ".news-1.0.0-00000000"
    (left / "standoff").mkdir(parents=True)
    (left / "standoff" / "manifest.json").write_text('{"version": "1.0.0", "edition": "standoff"}')
    (tmp_path / "news" / "1.0.0").mkdir(parents=True)
    with (
        pytest.raises(UsageError, match="exists"),
        aside_module.new_release(tmp_path, "news", "1.0.0", overwrite=False),
    ):
        pass
    assert (tmp_path / "news-standoff" / "1.0.0" / "manifest.json").is_file()
    assert not left.exists()


def test_a_data_set_of_that_name_is_left_alone(tmp_path: Path, quick: Callable[[], None]) -> None:
    other = tmp_path / "out" / "tiny-standoff" / "0.1.0"
    other.mkdir(parents=True)
    (other / "manifest.json").write_text("{}")
    with pytest.raises(UsageError, match="exists"):
        build(tiny_plan(tmp_path), tmp_path / "out", overwrite=True)
    assert not (tmp_path / "out" / "tiny").exists()
    build(tiny_plan(tmp_path, write=False), tmp_path / "out", overwrite=True)
    assert (other / "manifest.json").read_text() == "{}"


def test_a_name_that_leaves_no_room_is_refused(tmp_path: Path) -> None:
    plan = tiny_plan(tmp_path)
    with pytest.raises(UsageError, match="--standoff"):
        build(type(plan)(plan.config, "n" * 96, plan.sources, None), tmp_path)


@pytest.mark.parametrize("salt", ["", "two\nlines", "x" * 201])
def test_a_salt_is_one_line(salt: str) -> None:
    with pytest.raises(ValueError, match="salt"):
        Config.model_validate({"standoff": {"salt": salt}})
