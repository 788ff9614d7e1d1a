"""Damage, and what `validate` says of it: every kind is found, under its rule, and none shows a traceback."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from damage import Row, data_file, every_column, list_files, put, remake, rewrite, rows, write
from toolkit.contracts import TABLES, load_contracts, to_arrow
from toolkit.errors import UsageError
from toolkit.findings import KEPT, RULES, Findings, Violation
from toolkit.release import MANIFEST, Release
from toolkit.validate import validate

ELSE = "0123456789abcdef"


# ---- what is whole


@pytest.mark.parametrize("which", ["release", "split_release"])
def test_an_untouched_release_keeps_every_promise(which: str, request: pytest.FixtureRequest) -> None:
    report = validate(request.getfixturevalue(which))
    assert report.violations == ()
    assert report.rows["documents"] == 8


def test_a_copy_keeps_them_too_and_so_does_one_from_the_hub(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / ".gitattributes").write_text("*.parquet filter=lfs\n")
    (copy / ".cache" / "huggingface").mkdir(parents=True)
    (copy / ".cache" / "huggingface" / "CACHEDIR.TAG").write_text("")
    monkeypatch.chdir(copy.parent)
    assert validate(Path("release")).ok


def test_a_release_remade_without_damage_keeps_them(split_copy: Path) -> None:
    for table in TABLES:
        for split in Release(split_copy).data_files(table):
            rewrite(split_copy, table, lambda found: None, split)
    remake(split_copy)
    assert validate(split_copy).violations == ()


# ---- damage to rows, with manifest and card made to fit


def _set(table: str, column: str, value: object, at: int = 1) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        rewrite(folder, table, lambda found: found[at].update({column: value}))

    return damage


def _edit(table: str, edit: Callable[[list[Row]], list[Row] | None]) -> Callable[[Path], None]:
    return lambda folder: rewrite(folder, table, edit)


def _shift(column: str, by: int, at: int = 1) -> Callable[[list[Row]], None]:
    def edit(found: list[Row]) -> None:
        found[at][column] += by

    return edit


def _swapped_speakers(found: list[Row]) -> None:
    one = next(row for row in found if row["speaker_name"])
    other = next(row for row in found if row["speaker_name"] not in (None, one["speaker_name"]))
    columns = ("speaker_start_char", "speaker_end_char", "speaker_text", "speaker_name", "speaker_names")
    for column in columns:
        one[column], other[column] = other[column], one[column]


def _first(found: list[Row], condition: Callable[[Row], object]) -> Row:
    return next(row for row in found if condition(row))


def _first_with(column: str, change: Callable[[Row], object]) -> Callable[[list[Row]], None]:
    def edit(found: list[Row]) -> None:
        change(_first(found, lambda row: row[column]))

    return edit


def _other_document(found: list[Row]) -> str:
    return str(next(row["doc_id"] for row in found if row["doc_id"] != found[1]["doc_id"]))


def _second_as_first(found: list[Row]) -> None:
    found[1]["quotation_id"] = found[1]["quote_id"]


def _quoted_outside(found: list[Row]) -> None:
    row = _first(found, lambda one: one["quote_type"] == "mixed")
    span = row["quoted_spans"][0]
    row["quoted_spans"] = [{**span, "start_char": span["start_char"] - 60, "end_char": span["end_char"] - 60}]


def _overlap(found: list[Row]) -> None:
    found[1].update({key: found[0][key] for key in ("start_char", "end_char", "text")})


def _without_sentences(folder: Path) -> None:
    lost = rows(folder, "documents")[0]["doc_id"]
    for table in ("sentences", "quotes", "entities"):
        rewrite(folder, table, lambda found: [row for row in found if row["doc_id"] != lost])
    rewrite(folder, "documents", lambda found: found[0].update(sentence_count=0))


def _all_but_one_quote(folder: Path) -> None:
    """Every quote row but the first is doubled."""
    rewrite(folder, "quotes", lambda found: [*found, *found[1:]])


ROW_DAMAGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "sentence span one too far": (_edit("sentences", _shift("end_char", 1)), "span"),
    "entity span one too early": (_edit("entities", _shift("start_char", -1)), "span"),
    "quote span one too far": (_edit("quotes", _shift("end_char", 1)), "span"),
    "quote text changed": (_set("quotes", "text", "Something else"), "span"),
    "cue span moved": (_edit("quotes", _first_with("cue_text", lambda row: row.update(cue_text="whispered"))), "span"),
    "cue half null": (_edit("quotes", _first_with("cue_text", lambda row: row.update(cue_start_char=None))), "required"),
    "speaker text changed": (
        _edit("quotes", _first_with("speaker_text", lambda row: row.update(speaker_text="Nobody"))), "span"),
    "insertion text changed": (
        _edit("quotes", _first_with("insertions", lambda row: row["insertions"][0].update(text="[x]"))), "span"),
    "span end before its start": (_edit("entities", lambda found: found[1].update(end_char=1)), "span"),
    "span beyond the text": (_set("sentences", "end_char", 2**31 - 1), "span"),
    "negative offset": (_set("entities", "start_char", -5), "range"),
    "dateline that is not in the text": (_set("documents", "dateline", "NOWHERE, Jan. 1"), "span"),
    "swapped speakers": (_edit("quotes", _swapped_speakers), "speaker"),
    "name that no entity has": (
        _edit("quotes", _first_with("speaker_name", lambda row: row.update(speaker_name="X Y", speaker_names=["X Y"]))),
        "speaker"),
    "speaker_name not the first of speaker_names": (
        _edit("quotes", _first_with("speaker_name", lambda row: row.update(speaker_name="Another"))), "speaker"),
    "status that does not fit": (
        _edit("quotes", _first_with("speaker_name", lambda row: row.update(speaker_status="collective"))), "speaker"),
    "absent with a mention": (
        _edit("quotes", _first_with("speaker_text", lambda row: row.update(speaker_status="absent"))), "speaker"),
    "speaker's entity is another's": (_edit("quotes", lambda found: _swapped_entities(found)), "speaker"),
    "unknown quote type": (_set("quotes", "quote_type", "ironic"), "enum"),
    "unknown kind in a struct": (
        _edit("documents", _first_with("boilerplate", lambda row: row["boilerplate"][0].update(kind="advert"))), "enum"),
    "unknown label": (_set("entities", "label", "ANIMAL"), "enum"),
    "id that is no id": (_set("sentences", "sentence_id", "x"), "pattern"),
    "hash that is no hash": (_set("documents", "source_sha256", "abc"), "pattern"),
    "confidence above one": (_set("quotes", "confidence", 1.5), "range"),
    "confidence no number": (_set("quotes", "confidence", float("nan")), "range"),
    "empty text": (_set("entities", "text", ""), "length"),
    "empty source": (_set("documents", "source", ""), "length"),
    "doubled row": (_edit("entities", lambda found: [found[0], *found]), "primary-key"),
    "doubled rows": (_all_but_one_quote, "primary-key"),
    "doubled document": (_edit("documents", lambda found: [*found, found[-1]]), "unique"),
    "key of another row": (_edit("sentences", lambda found: found[2].update(sentence_id=found[1]["sentence_id"])), "unique"),
    "document that is not there": (_set("quotes", "doc_id", ELSE), "foreign-key"),
    "document removed": (_edit("documents", lambda found: found[1:]), "foreign-key"),
    "sentence that is not there": (_set("entities", "sentence_id", ELSE), "foreign-key"),
    "speaker's entity that is not there": (_set("quotes", "speaker_entity_id", ELSE), "foreign-key"),
    "parent that is not there": (_set("quotes", "parent_quote_id", ELSE), "foreign-key"),
    "row of another document": (
        _edit("entities", lambda found: found[1].update(doc_id=_other_document(found))), "foreign-key"),
    "rows turned round": (_edit("quotes", lambda found: found[::-1]), "row-order"),
    "neighbours exchanged": (_edit("entities", lambda found: [found[1], found[0], *found[2:]]), "row-order"),
    "last row first": (_edit("sentences", lambda found: [found[-1], *found[:-1]]), "row-order"),
    "documents turned round": (_edit("documents", lambda found: found[::-1]), "row-order"),
    "id of a span made up": (_set("entities", "entity_id", ELSE), "id"),
    "id of a document made up": (_set("documents", "doc_id", ELSE), "id"),
    "hash of the text": (_set("documents", "text_sha256", "0" * 64), "count"),
    "text changed": (_edit("documents", lambda found: found[1].update(text=found[1]["text"] + " More.")), "count"),
    "char_count": (_edit("documents", _shift("char_count", 1)), "count"),
    "word_count": (_edit("documents", _shift("word_count", -1)), "count"),
    "sentence_count": (_edit("documents", _shift("sentence_count", 1)), "count"),
    "sentence left out": (_edit("sentences", lambda found: found[:1] + found[2:]), "tiling"),
    "last sentence left out": (_edit("sentences", lambda found: found[:-1]), "tiling"),
    "sentences that overlap": (_edit("sentences", _overlap), "tiling"),
    "sentence numbered anew": (_edit("sentences", _shift("sentence_index", 1)), "tiling"),
    "every sentence of a document left out": (_without_sentences, "tiling"),
    "another paragraph": (_edit("sentences", _shift("paragraph_index", 1, at=3)), "paragraph"),
    "entity in the next sentence": (
        _edit("entities", lambda found: found[0].update(sentence_id=_differing_value(found, "sentence_id"))), "sentence"),
    "quote in another first sentence": (
        _edit("quotes", lambda found: found[0].update(first_sentence_id=_differing_value(found, "first_sentence_id"))),
        "sentence"),
    "quote in another last sentence": (
        _edit("quotes", lambda found: found[0].update(last_sentence_id=_differing_value(found, "last_sentence_id"))),
        "sentence"),
    "entities that overlap": (_edit("entities", _overlap), "entity-overlap"),
    "stretch outside its quote": (_edit("quotes", _quoted_outside), "quoted-spans"),
    "indirect with a stretch": (
        _edit("quotes", lambda found: _first(found, lambda row: row["quote_type"] == "direct").update(quote_type="indirect")),
        "quoted-spans"),
    "direct without a stretch": (
        _edit("quotes", lambda found: _first(found, lambda row: row["quote_type"] == "direct").update(quoted_spans=[])),
        "quoted-spans"),
    "quotation of another": (_set("quotes", "quotation_id", ELSE), "quotation"),
    "quotation joined over documents": (
        _edit("quotes", lambda found: found[-1].update(quotation_id=found[0]["quote_id"])), "quotation"),
    "parent that does not hold it": (
        _edit("quotes", lambda found: found[1].update(parent_quote_id=found[0]["quote_id"])), "parent"),
    "its own parent": (_edit("quotes", lambda found: found[1].update(parent_quote_id=found[1]["quote_id"])), "parent"),
    "utterance made up": (_set("quotes", "utterance_id", ELSE), "utterance"),
    "utterance of another speaker": (_edit("quotes", lambda found: _joined_strangers(found)), "utterance"),
    "split moved": (_set("documents", "split", "test"), "split"),
    "group made up": (_set("documents", "duplicate_group", ELSE), "duplicate-group"),
    "boilerplate text": (
        _edit("documents", _first_with("boilerplate", lambda row: row["boilerplate"][0].update(text="Photo"))), "source"),
    "source_map": (
        _edit("documents", _first_with("source_map", lambda row: row["source_map"][1].update(source_char=0))), "source"),
    "encoding": (_set("documents", "encoding", "windows-1252"), "source"),
    "title": (_set("documents", "title", "Another title"), "source"),
    "a moment that no calendar has": (lambda folder: _moment(folder, 9 * 10**18), "range"),
    "a moment before all calendars": (lambda folder: _moment(folder, -(9 * 10**18)), "range"),
}  # fmt: skip


def _swapped_entities(found: list[Row]) -> None:
    one = _first(found, lambda row: row["speaker_name"])
    other = _first(
        found, lambda row: row["doc_id"] == one["doc_id"] and row["speaker_name"] not in (None, one["speaker_name"])
    )
    one["speaker_entity_id"], other["speaker_entity_id"] = other["speaker_entity_id"], one["speaker_entity_id"]


def _differing_value(found: list[Row], column: str) -> object:
    """The value of the last row of the first row's document."""
    return [row[column] for row in found if row["doc_id"] == found[0]["doc_id"]][-1]


def _joined_strangers(found: list[Row]) -> None:
    one, other = sorted(
        (row for row in found if row["quote_id"] == row["utterance_id"]), key=lambda row: row["quote_id"]
    )[:2]
    one["speaker_name"], other["speaker_name"] = "Ada Brenn", "Ole Tarn"
    other["utterance_id"] = one["utterance_id"]


def _moment(folder: Path, microseconds: int) -> None:
    path = data_file(folder, "documents")
    table = pq.ParquetFile(path).read()
    index = table.schema.get_field_index("published_at")
    values = pa.array([microseconds] * table.num_rows, pa.int64()).cast(pa.timestamp("us", tz="UTC"))
    write(path, table.set_column(index, table.schema.field(index), values))


SEEDS = [str(Path(__file__).parent.parent / "seeds")]


@pytest.mark.parametrize("name", ROW_DAMAGE)
def test_damage_to_rows_is_found_though_the_documents_fit_it(name: str, copy: Path) -> None:
    damage, rule = ROW_DAMAGE[name]
    damage(copy)
    if "moment" not in name:  # what cannot be counted cannot be described either
        remake(copy)
    report = validate(copy, SEEDS)
    assert rule in report.counts
    assert all(violation.rule in RULES for violation in report.violations)
    if "moment" not in name:
        assert not {"file", "manifest", "card", "datasheet"} & set(report.counts)


@pytest.mark.parametrize("table", TABLES)
def test_nulls_are_found_in_all_columns_that_may_have_none(table: str, copy: Path) -> None:
    required = [field.name for field in load_contracts()[table].fields if not field.nullable]

    def nulls(found: list[Row]) -> None:
        for number, column in enumerate(required):
            found[number % len(found)][column] = None

    rewrite(copy, table, nulls)
    report = validate(copy, SEEDS)
    for rule in ("required", "schema"):
        assert {each.column for each in report.violations if each.rule == rule} >= set(required)


@pytest.mark.slow
@pytest.mark.parametrize(("table", "column"), every_column())
def test_a_null_is_found_in_any_column_that_may_have_none(table: str, column: str, copy: Path) -> None:
    rewrite(copy, table, lambda found: found[1].update({column: None}))
    field = load_contracts()[table].field(column)
    report = validate(copy, SEEDS)
    assert ("required" in report.counts) == (not field.nullable or column in _SPAN_COLUMNS)
    if not field.nullable:
        assert any(each.rule == "schema" and each.column == column for each in report.violations)


_SPAN_COLUMNS = {f"{prefix}_{part}" for prefix in ("cue", "speaker") for part in ("start_char", "end_char", "text")}


def test_groups_may_not_lie_across_splits(split_copy: Path) -> None:
    files = Release(split_copy).data_files("documents")
    one, other, *_ = list(files)
    first = rows(split_copy, "documents", one)[0]["doc_id"]
    lower = min(first, rows(split_copy, "documents", other)[0]["doc_id"])
    for split in (one, other):
        rewrite(split_copy, "documents", lambda found: found[0].update(duplicate_group=lower), split)
    remake(split_copy)
    assert validate(split_copy).counts.keys() == {"duplicate-split"}


def test_a_document_moved_to_another_split_with_its_rows_is_found(split_copy: Path) -> None:
    files = Release(split_copy).data_files("documents")
    one, other = max(files, key=lambda split: len(rows(split_copy, "documents", split))), min(files)
    other = next(split for split in files if split != one)
    moved = rows(split_copy, "documents", one)[-1]["doc_id"]
    for table in TABLES:
        taken = [row for row in rows(split_copy, table, one) if row["doc_id"] == moved]
        rewrite(split_copy, table, lambda found: [row for row in found if row["doc_id"] != moved], one)
        rewrite(split_copy, table, lambda found, taken=taken: [*found, *taken], other)
    remake(split_copy)
    assert set(validate(split_copy).counts) >= {"split"}


def test_an_utterance_across_splits_is_found_where_splits_are_grouped_by_it(split_copy: Path) -> None:
    files = list(Release(split_copy).data_files("quotes"))
    first, second = (rows(split_copy, "quotes", split)[0] for split in files[:2])
    utterance = min(first["quote_id"], second["quote_id"])
    for split in files[:2]:
        rewrite(split_copy, "quotes", lambda found: found[0].update(utterance_id=utterance), split)
    remake(split_copy)
    assert "utterance-split" in validate(split_copy).counts


# ---- damage to what the release says of itself


def _text(name: str, old: str, new: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return damage


def _manifest(**values: object) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = folder / MANIFEST
        path.write_text(json.dumps({**json.loads(path.read_bytes()), **values}), encoding="utf-8")

    return damage


def _manifest_rows(folder: Path) -> None:
    tables = json.loads((folder / MANIFEST).read_bytes())["tables"]
    tables["quotes"]["rows"] += 1
    _manifest(tables=tables)(folder)


def _manifest_contract(folder: Path) -> None:
    tables = json.loads((folder / MANIFEST).read_bytes())["tables"]
    tables["quotes"]["contract"] = "9.0.0"
    _manifest(tables=tables)(folder)


def _manifest_hash(folder: Path) -> None:
    files = json.loads((folder / MANIFEST).read_bytes())["files"]
    files[0]["sha256"] = "0" * 64
    _manifest(files=files)(folder)


def _append(name: str, line: bytes) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        with (folder / name).open("ab") as file:
            file.write(line)

    return damage


CLAIM_DAMAGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "number in the card": (_text("README.md", "8 articles", "9 articles"), "card"),
    "table in the card": (_text("README.md", "| `quotes` |", "| `quote` |"), "card"),
    "split note of the card": (_text("README.md", "fewer than 50", "fewer than 60"), "card"),
    "num_examples": (_text("README.md", "num_examples: 8", "num_examples: 80"), "card"),
    "feature in the card": (_text("README.md", "dtype: float64", "dtype: float32"), "card"),
    "license in the card": (_text("README.md", "license: cc0-1.0", "license: mit"), "card"),
    "size in the card": (_text("README.md", "n<1K", "1M<n<10M"), "card"),
    "configuration gone": (_text("README.md", "config_name: quotes", "config_name: remarks"), "card"),
    "region gone": (_text("README.md", "<!-- toolkit:tables -->", ""), "card"),
    "region of another name": (_text("README.md", "<!-- toolkit:tables -->\n", "<!-- toolkit:t -->\n<!-- /toolkit:t -->\n"), "card"),
    "front matter gone": (_text("README.md", "---\n", ""), "card"),
    "front matter no YAML": (_text("README.md", "---\n", "---\n}{\n"), "card"),
    "front matter a list": (lambda folder: (folder / "README.md").write_text("---\n- a\n---\n") and None, "card"),
    "card no text": (lambda folder: (folder / "README.md").write_bytes(b"\xff\xfe\x00") and None, "card"),
    "card gone": (lambda folder: (folder / "README.md").unlink(), "card"),
    "number in the datasheet": (_text("DATASHEET.md", "8 articles", "7 articles"), "datasheet"),
    "datasheet gone": (lambda folder: (folder / "DATASHEET.md").unlink(), "datasheet"),
    "rows in the manifest": (_manifest_rows, "manifest"),
    "contract in the manifest": (_manifest_contract, "manifest"),
    "build in the manifest": (_manifest(build="0" * 64), "manifest"),
    "rejections in the manifest": (_manifest(rejections={}), "manifest"),
    "rights in the manifest": (_manifest(rights=[{"license": "mit", "redistribute": True, "documents": 8}]), "manifest"),
    "rights of another form": (_manifest(rights={"a": [1]}), "manifest"),
    "tables of another form": (_manifest(tables=[1, None]), "manifest"),
    "configuration of another form": (_manifest(configuration=[]), "manifest"),
    "configuration with an unknown key": (_manifest(configuration={"colour": "red"}), "manifest"),
    "version in the manifest": (_manifest(version="9.9.9"), "card"),
    "version of another form": (_manifest(version=["x"]), "card"),
    "hash in the manifest": (_manifest_hash, "file"),
    "files of another form": (_manifest(files=["a", 7, {"path": ["x"]}, {}]), "file"),
    "no list of files": (_manifest(files=None), "file"),
    "files that lead elsewhere": (
        _manifest(files=[{"path": "../../etc/passwd", "bytes": 1, "sha256": "0"}, {"path": "/dev/zero"}]), "file"),
    "file added": (lambda folder: (folder / "extra.txt").write_text("x") and None, "file"),
    "file gone": (lambda folder: (folder / "rejections.jsonl").unlink(), "file"),
    "rejections gone": (lambda folder: (folder / "rejections.jsonl").unlink(), "rejection"),
    "contract edited": (_text("schemas/quotes.toml", "minimum = 0", "minimum = -1"), "contract"),
    "contract of another version": (_text("schemas/quotes.toml", 'version = "1.0.0"', 'version = "0.9.0"'), "contract"),
    "contract no TOML": (lambda folder: (folder / "schemas/quotes.toml").write_bytes(b"\xff=") and None, "contract"),
    "contract gone": (lambda folder: (folder / "schemas/quotes.toml").unlink(), "contract"),
    "rejection no JSON": (_append("rejections.jsonl", b"not json\n"), "rejection"),
    "rejection no text": (_append("rejections.jsonl", b"\xff\xfe\n"), "rejection"),
    "rejection no object": (_append("rejections.jsonl", b"[1]\n"), "rejection"),
    "rejection nested deep": (_append("rejections.jsonl", b"[" * 100_000 + b"\n"), "rejection"),
    "rejection without path": (_append("rejections.jsonl", b'{"reason": "empty"}\n'), "rejection"),
    "rejection of an unknown reason": (
        _append("rejections.jsonl", b'{"reason": ["x"], "path": "a", "line": 1, "source_id": null, "detail": ""}\n'), "rejection"),
    "rejection with an absolute path": (
        _append("rejections.jsonl", b'{"reason": "empty", "path": "/a", "line": 1, "source_id": null, "detail": ""}\n'), "rejection"),
}  # fmt: skip


@pytest.mark.parametrize("name", CLAIM_DAMAGE)
def test_what_a_release_says_of_itself_is_proved(name: str, copy: Path) -> None:
    damage, rule = CLAIM_DAMAGE[name]
    damage(copy)
    assert rule in validate(copy).counts
    if rule in ("card", "datasheet", "contract", "rejection"):  # and with the manifest made to fit
        list_files(copy)
        assert rule in validate(copy).counts


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"format": 2}', b"\xff", b"[" * 100_000, b'{"format": 1'])
def test_a_manifest_that_cannot_be_read_is_one_sentence(text: bytes, copy: Path) -> None:
    (copy / MANIFEST).write_bytes(text)
    with pytest.raises(UsageError, match=r"manifest\.json: "):
        validate(copy)


def test_a_folder_that_is_no_release_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"holds no manifest\.json"):
        validate(tmp_path)
    with pytest.raises(UsageError, match="there is no such folder"):
        validate(tmp_path / "nothing")


# ---- damage to files and columns


def _columns(edit: Callable[[pa.Table], pa.Table]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = data_file(folder, "quotes")
        write(path, edit(pq.ParquetFile(path).read()))

    return damage


def _renamed(table: pa.Table) -> pa.Table:
    return table.rename_columns(["remark" if name == "text" else name for name in table.schema.names])


def _retyped(table: pa.Table) -> pa.Table:
    index = table.schema.get_field_index("start_char")
    return table.set_column(index, "start_char", table["start_char"].cast(pa.int64()))


def _struct_member_gone(table: pa.Table) -> pa.Table:
    index = table.schema.get_field_index("insertions")
    return table.set_column(
        index, "insertions", pa.array([[]] * table.num_rows, pa.list_(pa.struct([("text", pa.string())])))
    )


def _no_utf8(folder: Path) -> None:
    path = data_file(folder, "quotes")
    table = pq.ParquetFile(path).read()
    index = table.schema.get_field_index("rule")
    wrong = pa.Array.from_buffers(
        pa.string(), table.num_rows, pa.array([b"\xff\xfe"] * table.num_rows, pa.binary()).buffers()
    )
    write(path, table.set_column(index, table.schema.field(index), wrong))


def _bytes(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = data_file(folder, "quotes")
        path.write_bytes(change(path.read_bytes()))

    return damage


def _is_folder(folder: Path) -> None:
    path = data_file(folder, "quotes")
    path.unlink()
    path.mkdir()


def _misnamed(folder: Path) -> None:
    path = data_file(folder, "quotes")
    path.rename(path.with_name("train-00000-of-00002.parquet"))


def _other_split(folder: Path) -> None:
    path = data_file(folder, "quotes")
    path.rename(path.with_name("spare-00000-of-00001.parquet"))


def _second_file(folder: Path) -> None:
    path = data_file(folder, "quotes")
    shutil.copy(path, path.with_name("train-00001-of-00002.parquet"))


TABLE_DAMAGE: dict[str, Callable[[Path], None]] = {
    "column renamed": _columns(_renamed),
    "column of another type": _columns(_retyped),
    "columns in another order": _columns(lambda table: table.select(table.schema.names[::-1])),
    "column dropped": _columns(lambda table: table.drop_columns(["cue_text"])),
    "column added": _columns(lambda table: table.append_column("mood", table["rule"])),
    "column twice": _columns(lambda table: table.append_column("rule", table["rule"])),
    "struct of other members": _columns(_struct_member_gone),
    "metadata gone": _columns(lambda table: table.replace_schema_metadata({})),
    "features of another kind": _columns(lambda table: table.replace_schema_metadata({b"huggingface": b"{}"})),
    "no UTF-8": _no_utf8,
    "no Parquet": _bytes(lambda old: b"PAR1, or so it says"),
    "empty": _bytes(lambda old: b""),
    "truncated": _bytes(lambda old: old[: len(old) // 2]),
    "footer gone": _bytes(lambda old: old[:-8]),
    "file that is a folder": _is_folder,
    "table gone": lambda folder: shutil.rmtree(folder / "data" / "quotes"),
    "all data gone": lambda folder: shutil.rmtree(folder / "data"),
    "misnamed": _misnamed,
    "split that is none": _other_split,
    "file doubled": _second_file,
}


@pytest.mark.parametrize("name", TABLE_DAMAGE)
def test_a_table_that_is_not_its_contracts_is_found(name: str, copy: Path) -> None:
    TABLE_DAMAGE[name](copy)
    assert set(validate(copy).counts) >= {"file", "schema"}
    list_files(copy)
    assert "schema" in validate(copy).counts


def test_one_byte_flipped_anywhere_in_a_table_is_found_and_read_without_a_crash(release: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    folder = tmp_path / "release"
    shutil.copytree(release, folder)
    for table in TABLES:
        path = data_file(folder, table)
        whole = path.read_bytes()
        for _ in range(12):
            place = chance.choice([chance.randrange(len(whole)), len(whole) - chance.randrange(1, 4_000)])
            damaged = bytearray(whole)
            damaged[place] ^= 1 << chance.randrange(8)
            path.write_bytes(damaged)
            assert "file" in validate(folder).counts, f"{table} at {place}"
        path.write_bytes(whole)
    assert validate(folder).ok


def test_a_pipe_in_a_release_is_no_file(copy: Path) -> None:
    import os

    path = data_file(copy, "quotes")
    path.unlink()
    os.mkfifo(path)
    assert {"file", "schema"} <= set(validate(copy).counts)


# ---- reports


def test_all_violations_are_counted_and_the_first_of_each_rule_kept() -> None:
    findings = Findings()
    findings.add(Violation("span", "quotes", str(n), None, "a", "b") for n in range(KEPT + 5))
    findings.add([Violation("enum", "quotes", "1", None, "a", "b")])
    assert findings.counts == {"span": KEPT + 5, "enum": 1}
    assert [violation.key for violation in findings.kept if violation.rule == "span"] == [str(n) for n in range(KEPT)]


def test_a_violation_names_rule_table_key_and_both_values(copy: Path) -> None:
    rewrite(copy, "quotes", lambda found: found[1].update(confidence=7.0))
    key = rows(copy, "quotes")[1]["quote_id"]
    found = next(violation for violation in validate(copy).violations if violation.rule == "range")
    assert found == Violation("range", "quotes", key, "confidence", "7.0", "at most 1")


def test_every_rule_of_the_list_is_one_that_damage_can_break() -> None:
    known = {rule for _, rule in (*ROW_DAMAGE.values(), *CLAIM_DAMAGE.values())}
    elsewhere = {"schema", "required", "duplicate-split", "utterance-split"}
    assert set(RULES) == known | elsewhere


def test_a_raw_article_that_changed_is_found_where_the_sources_are_named(release: Path, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(SEEDS[0], seeds)
    changed = seeds / "tarnwick-courier" / "2031-03-04-ferry-vote.txt"
    changed.write_bytes(changed.read_bytes() + b"\nAnd more.\n")
    report = validate(release, [str(seeds)])
    assert report.counts == {"source": 1}
    assert report.compared == 7


def test_files_of_several_row_groups_and_pieces_are_one_table(copy: Path) -> None:
    path = data_file(copy, "quotes")
    found = rows(copy, "quotes")
    half = len(found) // 2
    path.unlink()
    put(path.with_name("train-00000-of-00002.parquet"), "quotes", found[:half])
    put(path.with_name("train-00001-of-00002.parquet"), "quotes", found[half:])
    remake(copy)
    assert validate(copy).violations == ()


def test_the_contract_columns_are_those_of_the_files(release: Path) -> None:
    for table in TABLES:
        assert pq.read_schema(data_file(release, table)).equals(to_arrow(load_contracts()[table]), check_metadata=True)
