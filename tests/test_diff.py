"""Two releases compared: what is found, what it is called, and that nothing else is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from damage import Row, data_file, move, put, rewrite, rows, write
from hypothesis import given
from hypothesis import strategies as st
from test_cli import run

from toolkit.diff import compare, diff
from toolkit.diff_report import Compared, render
from toolkit.difference import Difference, Example, TableDifference
from toolkit.errors import UsageError
from toolkit.release import Release
from toolkit.vectors import hashes, keys, pair, regrouped, table_files
from toolkit.versions import bump


def table(found: Difference, name: str) -> TableDifference:
    """What a table differs in."""
    one = found.table(name)
    assert one is not None
    return one


def changed(one: TableDifference) -> dict[str, int]:
    """Column to rows that differ in it."""
    return {each.column: each.rows for each in one.values}


def test_a_release_does_not_differ_from_itself(split_release: Path) -> None:
    found = diff(split_release, split_release)
    assert found.nothing
    assert bump(found).level == "none"
    assert bump(found).reasons == ()


@pytest.mark.parametrize("name", ["documents", "sentences", "quotes", "entities"])
def test_the_order_of_rows_and_the_number_of_files_are_no_difference(name: str, release: Path, copy: Path) -> None:
    path = data_file(copy, name)
    found = rows(copy, name)[::-1]
    path.unlink()
    put(path.with_name("train-00000-of-00002.parquet"), name, found[:3])
    put(path.with_name("train-00001-of-00002.parquet"), name, found[3:])
    assert diff(release, copy).nothing


def test_a_value_is_found_with_its_row_and_both_values(copy: Path) -> None:
    rewrite(copy, "quotes", lambda found: found[4].update(speaker_name="Trump"))
    before = Path(shutil.copytree(copy, copy.with_name("before")))
    rewrite(copy, "quotes", lambda found: found[4].update(speaker_name="Donald Trump"))
    key = rows(copy, "quotes")[4]["quote_id"]
    one = table(diff(before, copy), "quotes")
    assert (one.changed, one.added.rows, one.removed.rows, one.moved) == (1, 0, 0, 0)
    assert one.values[0].examples == (Example(key, "Trump", "Donald Trump"),)
    text = render(Compared.of(before, copy, diff(before, copy)), "text")
    assert f"quote {key}: speaker_name Trump -> Donald Trump" in text


def test_null_and_values_of_every_type_are_told_apart(release: Path, copy: Path) -> None:
    def edit(found: list[Row]) -> None:
        found[0].update(authors=["A", "B"], published_at=None, boilerplate=[])
        found[1].update(authors=["AB"], char_count=found[1]["char_count"] + 1)
        found[2].update(source_map=found[2]["source_map"][:-1], title=None)

    before = rows(copy, "documents")
    rewrite(copy, "documents", edit)
    after = rows(copy, "documents")
    wanted = {
        column: count for column in before[0]
        if (count := sum(one[column] != other[column] for one, other in zip(before, after, strict=True)))
    }  # fmt: skip
    assert {"authors", "char_count", "source_map", "title"} <= set(wanted)
    assert changed(table(diff(release, copy), "documents")) == wanted


def test_rows_that_came_and_went_are_counted_and_shown(release: Path, copy: Path) -> None:
    gone = rows(copy, "entities")[-2:]
    rewrite(copy, "entities", lambda found: found[:-2])
    there, back = diff(release, copy), diff(copy, release)
    assert (table(there, "entities").removed.rows, table(there, "entities").removed.own) == (2, 2)
    assert [each.key for each in table(back, "entities").added.examples] == [row["entity_id"] for row in gone]
    assert [each.new for each in table(back, "entities").added.examples] == [row["text"] for row in gone]


def test_a_row_whose_span_has_moved_is_said_to_have_moved(release: Path, copy: Path) -> None:
    def shift(found: list[Row]) -> None:
        found[3].update(entity_id="a" * 16, end_char=found[3]["end_char"] + 4)
        found[9].update(entity_id="b" * 16, start_char=found[9]["start_char"] - 2)
        found[12].update(entity_id="c" * 16, start_char=0, end_char=1)

    rewrite(copy, "entities", shift)
    one = table(diff(release, copy), "entities")
    assert (one.added.own, one.removed.own, one.moved, one.changed) == (3, 3, 2, 0)


def _without_document(folder: Path) -> str:
    doc_id = str(rows(folder, "documents")[0]["doc_id"])
    for name in ("documents", "sentences", "quotes", "entities"):
        rewrite(folder, name, lambda found: [row for row in found if row["doc_id"] != doc_id])
    return doc_id


def test_rows_of_a_document_that_went_are_told_from_others(release: Path, copy: Path) -> None:
    own = {name: sum(row["doc_id"] == rows(copy, "documents")[0]["doc_id"] for row in rows(copy, name))
           for name in ("sentences", "quotes", "entities")}  # fmt: skip
    doc_id = _without_document(copy)
    found = diff(release, copy)
    assert [each.key for each in table(found, "documents").removed.examples] == [doc_id]
    for name, count in own.items():
        removed = table(found, name).removed
        assert (removed.rows, removed.of_documents, removed.own) == (count, count, 0)


def test_rows_of_a_text_that_changed_are_told_from_others(release: Path, copy: Path) -> None:
    doc_id = rows(copy, "documents")[1]["doc_id"]
    rewrite(copy, "documents", lambda found: found[1].update(text=found[1]["text"] + "!"))
    number = next(n for n, row in enumerate(rows(copy, "sentences")) if row["doc_id"] == doc_id)
    rewrite(copy, "sentences", lambda found: found[number].update(sentence_id="d" * 16))
    found = diff(release, copy)
    assert (found.documents.texts, found.documents.text_examples) == (1, (doc_id,))
    sentences = table(found, "sentences")
    assert (sentences.added.of_texts, sentences.removed.of_texts, sentences.added.own) == (1, 1, 0)
    assert bump(found).level == "patch"


def test_a_text_is_shown_where_it_begins_to_differ(release: Path, copy: Path) -> None:
    text = rows(copy, "documents")[0]["text"]
    place = text.index(" ", 200)
    rewrite(copy, "documents", lambda found: found[0].update(text=f"{text[:place]} INDEED{text[place:]}"))
    one = next(each for each in table(diff(release, copy), "documents").values if each.column == "text")
    assert "INDEED" in str(one.examples[0].new)
    assert len(str(one.examples[0].new)) < 100


def test_a_document_under_another_id_is_recognized_by_its_text(release: Path, copy: Path) -> None:
    old = rows(copy, "documents")[2]["doc_id"]
    rewrite(copy, "documents", lambda found: found[2].update(doc_id="e" * 16))
    documents = diff(release, copy).documents
    assert (documents.renamed_rows, documents.renamed) == (1, (Example("e" * 16, old, "e" * 16),))


def test_a_document_that_changed_its_split_is_found(split_release: Path, split_copy: Path) -> None:
    one, other, *_ = list(Release(split_copy).data_files("documents"))
    doc_id = rows(split_copy, "documents", one)[0]["doc_id"]
    move(split_copy, doc_id, one, other)
    documents = diff(split_release, split_copy).documents
    assert documents.moves == {f"{one} -> {other}": 1}
    assert documents.move_examples == (Example(doc_id, one, other),)
    assert documents.forced == 0


def test_a_move_that_a_near_duplicate_forced_is_said_so(split_release: Path, split_copy: Path) -> None:
    one, other, *_ = list(Release(split_copy).data_files("documents"))
    doc_id, partner = (rows(split_copy, "documents", split)[0]["doc_id"] for split in (one, other))
    move(split_copy, doc_id, one, other)

    def regroup(found: list[Row]) -> None:
        for row in found:
            if row["doc_id"] in (doc_id, partner):
                row["duplicate_group"] = min(doc_id, partner)

    rewrite(split_copy, "documents", regroup, other)
    found = diff(split_release, split_copy)
    assert found.documents.forced == 1
    assert "1 by a near-duplicate" in bump(found).because


# ---- groups


def test_groups_are_compared_by_who_is_in_them(release: Path, copy: Path) -> None:
    def relabel(found: list[Row]) -> None:
        for row in found:
            row["utterance_id"] = row["utterance_id"][::-1]

    rewrite(copy, "quotes", relabel)
    assert diff(release, copy).nothing


def test_a_quote_that_joined_a_group_changes_all_of_it(release: Path, copy: Path) -> None:
    shared = rows(copy, "quotes")[0]["utterance_id"]
    sizes = [sum(row["utterance_id"] == rows(copy, "quotes")[n]["utterance_id"] for row in rows(copy, "quotes"))
             for n in (0, 7)]  # fmt: skip
    assert rows(copy, "quotes")[7]["utterance_id"] != shared
    rewrite(copy, "quotes", lambda found: found[7].update(utterance_id=shared))
    one = table(diff(release, copy), "quotes")
    assert changed(one) == {"utterance_id": sum(sizes)}
    assert one.values[0].examples[0].old == f"a group of {sizes[0]}"
    assert one.values[0].examples[0].new == f"a group of {sizes[0] + 1}"


LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=20)


@given(LABELS)
def test_regrouped_is_who_shares_a_label_with_whom(labels: list[tuple[int, int]]) -> None:
    old, new = (np.array([pair[side] for pair in labels], dtype=np.uint64) for side in (0, 1))
    wanted = [
        {i for i, _ in enumerate(labels) if old[i] == old[n]} != {i for i, _ in enumerate(labels) if new[i] == new[n]}
        for n in range(len(labels))
    ]
    assert regrouped(old, new).tolist() == wanted


@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)), st.randoms())
def test_rows_are_paired_by_key_in_any_order(one: set[int], other: set[int], chance: Any) -> None:
    old, new = list(one), list(other)
    chance.shuffle(old)
    chance.shuffle(new)
    found = pair(np.array(old, dtype=np.uint64), np.array(new, dtype=np.uint64))
    paired = zip(found.old.tolist(), found.new.tolist(), strict=True)
    assert [(old[i], new[j]) for i, j in paired] == [(key, key) for key in new if key in one]
    assert [old[i] for i in found.removed] == [key for key in old if key not in other]
    assert [new[i] for i in found.added] == [key for key in new if key not in one]


# ---- structure


def rewritten(folder: Path, name: str, edit: Callable[[pa.Table], pa.Table]) -> None:
    """Replace a table's file by what becomes of it."""
    path = data_file(folder, name)
    write(path, edit(pq.read_table(path)))


def test_columns_that_came_went_or_changed_their_type(release: Path, copy: Path) -> None:
    def edit(found: pa.Table) -> pa.Table:
        found = found.drop_columns(["rule"]).append_column("mood", pa.array(["calm"] * found.num_rows))
        place = found.schema.get_field_index("start_char")
        return found.set_column(place, "start_char", found["start_char"].cast(pa.int64()))

    rewritten(copy, "quotes", edit)
    columns = table(diff(release, copy), "quotes").columns
    assert (columns.added, columns.removed) == (("mood",), ("rule",))
    assert columns.retyped is not None
    assert columns.retyped["start_char"] == ("int32", "int64?")
    found = bump(diff(release, copy))
    assert found.level == "major"
    assert "column quotes.rule removed" in found.because
    assert "column quotes.start_char is int64?, was int32" in found.because


def test_tables_that_came_or_went(release: Path, copy: Path) -> None:
    shutil.rmtree(copy / "data" / "entities")
    assert bump(diff(release, copy)).because == "table entities removed"
    assert bump(diff(copy, release)).because == "table entities added"


def test_labels_of_the_contract_and_labels_that_no_row_has_any_more(release: Path, copy: Path) -> None:
    contract = copy / "schemas" / "entities.toml"
    text = contract.read_text(encoding="utf-8")
    contract.write_text(
        text.replace('LAW = "', 'STATUTE = "').replace('version = "1.0.0"', 'version = "2.0.0"'), encoding="utf-8"
    )
    columns = table(diff(release, copy), "entities").columns
    assert (columns.labels_added, columns.labels_removed) == (("label STATUTE",), ("label LAW",))
    reasons = [str(each) for each in bump(diff(release, copy)).reasons]
    assert "major: contract entities 2.0.0, was 1.0.0" in reasons

    def relabel(found: list[Row]) -> None:
        for row in found:
            row["label"] = "ORG" if row["label"] == "PERSON" else row["label"]

    rewrite(copy, "entities", relabel)
    assert "label PERSON" in table(diff(release, copy), "entities").columns.labels_removed


def test_a_rare_label_that_was_corrected_away_was_a_wrong_value(release: Path, copy: Path) -> None:
    labels = [row["label"] for row in rows(copy, "entities")]
    rare = min(set(labels), key=lambda label: (labels.count(label), label))
    assert labels.count(rare) < 10
    rewrite(copy, "entities", lambda found: [row.update(label="ORG") for row in found if row["label"] == rare] and None)
    assert bump(diff(release, copy)).level == "patch"


# ---- words


def test_words_count_and_numbers_and_versions_do_not(release: Path, copy: Path) -> None:
    card = copy / "README.md"
    text = card.read_text(encoding="utf-8")
    card.write_text(text.replace("8 articles", "9 articles").replace("version: 0.1.0", "version: 3.0.0"), "utf-8")
    assert diff(release, copy).nothing
    card.write_text(text.replace("license: cc0-1.0", "license: mit"), "utf-8")
    sheet = copy / "DATASHEET.md"
    sheet.write_text(sheet.read_text(encoding="utf-8") + "\nOne more word.\n", encoding="utf-8")
    rejections = copy / "rejections.jsonl"
    rejections.write_text(rejections.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    found = diff(release, copy)
    assert found.prose == ("README.md", "DATASHEET.md")
    assert [str(each) for each in bump(found).reasons] == [
        "patch: words of README.md, DATASHEET.md changed",
        "patch: 1 record rejected, before 2",
    ]


# ---- refused, printed


def test_what_cannot_be_compared_is_one_sentence(release: Path, copy: Path) -> None:
    with pytest.raises(UsageError, match=r"no such folder"):
        diff(release, copy / "nowhere")
    rewrite(copy, "quotes", lambda found: [*found, found[0]])
    with pytest.raises(UsageError, match=r"quotes: quote_id [0-9a-f]{16} stands in two rows"):
        diff(release, copy)
    rewrite(copy, "quotes", lambda found: [{**found[0], "quote_id": "no id"}])
    with pytest.raises(UsageError, match=r"quote_id 'no id' is no id"):
        diff(release, copy)
    data_file(copy, "quotes").write_bytes(b"PAR1 and no more")
    with pytest.raises(UsageError, match=r"cannot be read .*validate"):
        diff(release, copy)


def test_text_markdown_and_json(release: Path, copy: Path) -> None:
    rewrite(copy, "quotes", lambda found: found[2].update(cue_text="a|b\nc"))
    compared = Compared.of(release, copy, diff(release, copy))
    text, markdown = (render(compared, form) for form in ("text", "markdown"))
    assert text.startswith("seeds 0.1.0 -> seeds 0.1.0: patch; the smallest version is 0.1.1\n")
    assert "patch: values of 1 quote changed (cue_text 1)" in text
    assert "| `cue_text` (1) |" in markdown
    assert "a\\|b·c" in markdown
    printed = run("diff", release, copy, "--json").stdout
    assert printed == render(compared, "json") + "\n"
    found = json.loads(printed)
    assert (found["bump"], found["smallest"], found["allowed"]) == ("patch", "0.1.1", False)
    assert found["reasons"] == [{"level": "patch", "what": "values of 1 quote changed (cue_text 1)"}]
    assert found["tables"]["quotes"]["values"]["cue_text"]["rows"] == 1


def test_vectors_do_not_depend_on_where_a_batch_ends(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = table_files(Release(release))
    before = {(name, column): hashes(each, column) for name, each in tables.items() for column in each.columns}
    ids = {name: keys(each, "doc_id") for name, each in tables.items()}
    monkeypatch.setattr("toolkit.vectors.BATCH_ROWS", (1, 3))
    for (name, column), vector in before.items():
        assert np.array_equal(hashes(tables[name], column), vector), (name, column)
    assert all(np.array_equal(keys(tables[name], "doc_id"), vector) for name, vector in ids.items())


def test_a_release_from_which_documents_are_missing_can_be_compared(release: Path, copy: Path) -> None:
    shutil.rmtree(copy / "data" / "documents")
    found = compare(Release(release), Release(copy))
    assert found.tables_removed == ("documents",)
