"""Damage to texts, quotations, splits and shares, with manifest, card and datasheet made to fit it."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import quick
from damage import Row, list_files, move, remake, rewrite, rows

from toolkit.release import MANIFEST, Release
from toolkit.validate import validate

SEEDS = [str(quick.SEEDS)]
Damage = Callable[[Path], None]


def _edit(table: str, edit: Callable[[list[Row]], None]) -> Damage:
    return lambda folder: rewrite(folder, table, edit)


def _in_text(new: str, at: int = 30) -> Damage:
    """Put characters into a text, in place of as many."""

    def edit(found: list[Row]) -> None:
        text = found[1]["text"]
        found[1]["text"] = text[:at] + new + text[at + len(new) :]

    return _edit("documents", edit)


def _pieces(change: Callable[[list[Row]], list[Row]]) -> Damage:
    return _edit("documents", lambda found: found[1].update(source_map=change(found[1]["source_map"])))


def _two(found: list[Row], condition: Callable[[Row, Row], object]) -> tuple[Row, Row]:
    """Two neighbouring quotes of a document for which this holds."""
    return next(
        (one, other) for one, other in pairwise(found) if one["doc_id"] == other["doc_id"] and condition(one, other)
    )


def _apart(one: Row, other: Row) -> bool:
    return bool(one["end_char"] < other["start_char"] and one["speaker_name"] != other["speaker_name"])


def _one_quotation(found: list[Row]) -> None:
    one, other = _two(found, _apart)
    other["quotation_id"] = one["quotation_id"]


def _overlapping_pieces(found: list[Row]) -> None:
    one, other = _two(found, _apart)
    other.update(quotation_id=one["quotation_id"], speaker_names=one["speaker_names"], start_char=one["end_char"] - 1)


def _orphan(found: list[Row]) -> None:
    one, other = _two(found, lambda one, other: one["end_char"] < other["start_char"])
    one["end_char"] = other["end_char"]


def _inside(part: str) -> Callable[[list[Row]], None]:
    """Move cue or speaker into the content, where the same text stands."""

    def edit(found: list[Row]) -> None:
        row = next(each for each in found if each[f"{part}_text"])
        start = row["start_char"] + 1
        row.update({f"{part}_start_char": start, f"{part}_end_char": start + 3, f"{part}_text": row["text"][1:4]})

    return edit


def _configured(**settings: object) -> Damage:
    """Change the configuration that the manifest holds, as if the release had been built under it."""

    def damage(folder: Path) -> None:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        manifest["configuration"] |= settings
        (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")

    return damage


def _lacking(table: str, values: Row, **at_most: float) -> Damage:
    """Take values from half of the rows, where fewer may lack them."""

    def damage(folder: Path) -> None:
        rewrite(folder, table, lambda found: [{**row, **values} if n % 2 else row for n, row in enumerate(found)])
        _configured(checks={"at_most": {rule.replace("_", "-"): share for rule, share in at_most.items()}})(folder)

    return damage


NOBODY = {
    **dict.fromkeys(("speaker_start_char", "speaker_end_char", "speaker_text", "speaker_name", "speaker_entity_id")),
    "speaker_names": [],
    "speaker_status": "absent",
}
NO_CUE = dict.fromkeys(("cue_start_char", "cue_end_char", "cue_text", "cue_lemma"))


def _without_quotes(folder: Path) -> None:
    first = rows(folder, "documents")[0]["doc_id"]
    rewrite(folder, "quotes", lambda found: [row for row in found if row["doc_id"] != first])
    _configured(checks={"at_most": {"quote-absent": 0.0}})(folder)


def _one_group(folder: Path) -> None:
    first = min(row["doc_id"] for row in rows(folder, "documents"))
    rewrite(folder, "documents", lambda found: [{**row, "duplicate_group": first} for row in found])
    _configured(checks={"at_most": {"duplicated": 0.5}})(folder)


def _first(column: str, change: Callable[[Row], None], **values: object) -> Damage:
    """Change the first quote that has this column and these values."""

    def edit(found: list[Row]) -> None:
        change(next(row for row in found if row[column] and all(row[name] == value for name, value in values.items())))

    return _edit("quotes", edit)


def _without_bracket(row: Row) -> None:
    span = row["insertions"][0]
    row["insertions"] = [{**span, "start_char": span["start_char"] + 1, "text": span["text"][1:]}]


MORE_DAMAGE: dict[str, tuple[Damage, str]] = {
    "bell in a text": (_in_text("\x07"), "control-character"),
    "carriage return in a text": (_in_text("\r"), "control-character"),
    "next-line character in a text": (_in_text("\x85"), "control-character"),
    "replacement character in a text": (_in_text("\ufffd"), "replacement-character"),
    "apostrophe decoded twice": (_in_text("â€™"), "mojibake"),
    "closing mark decoded twice": (_in_text("â€\x9d"), "mojibake"),
    "accent decoded twice": (_in_text("Ã©"), "mojibake"),
    "source_map empty": (_pieces(lambda found: []), "source-map"),
    "source_map turned round": (_pieces(lambda found: found[::-1]), "source-map"),
    "source_map without its beginning": (_pieces(lambda found: found[1:]), "source-map"),
    "source_map that goes back": (_pieces(lambda found: [*found[:-1], {**found[-1], "source_char": 0}]), "source-map"),
    "source_map beyond the text": (_pieces(lambda found: [*found, {**found[-1], "text_char": 10**6}]), "source-map"),
    "source_map to an earlier line": (
        _pieces(lambda found: [*found[:-1], {**found[-1], "source_line": 1}]),
        "source-map",
    ),
    "pieces of two speakers": (_edit("quotes", _one_quotation), "quotation-order"),
    "pieces that overlap": (_edit("quotes", _overlapping_pieces), "quotation-order"),
    "quote inside another, without a parent": (_edit("quotes", _orphan), "parent"),
    "cue inside its content": (_edit("quotes", _inside("cue")), "attribution"),
    "speaker inside the content": (_edit("quotes", _inside("speaker")), "attribution"),
    "another publisher": (_edit("documents", lambda found: found[1].update(publisher="Nobody's Post")), "source"),
    "another date": (_edit("documents", lambda found: found[1].update(published_at=None)), "source"),
    "another address": (_edit("documents", lambda found: found[1].update(url="https://x.example/")), "source"),
    "another language": (_edit("documents", lambda found: found[1].update(language="de")), "source"),
    "another license": (_edit("documents", lambda found: found[1].update(license="MIT")), "source"),
    "cue without a lemma": (_first("cue_text", lambda row: row.update(cue_lemma=None)), "required"),
    "lemma without a cue": (_first("cue_text", lambda row: row.update({**NO_CUE, "cue_lemma": "say"})), "required"),
    "named speaker without an entity": (
        _first("speaker_name", lambda row: row.update(speaker_entity_id=None)),
        "speaker",
    ),
    "direct quote called mixed": (
        _first("quoted_spans", lambda row: row.update(quote_type="mixed"), quote_type="direct"),
        "quoted-spans",
    ),
    "insertion left out": (_first("insertions", lambda row: row.update(insertions=[])), "quoted-spans"),
    "body called a title": (_edit("sentences", lambda found: found[3].update(kind="title")), "sentence-kind"),
    "fewer tokens than words": (_edit("sentences", lambda found: found[3].update(token_count=1)), "count"),
    "more tokens than characters": (_edit("sentences", lambda found: found[3].update(token_count=999)), "count"),
    "insertion without its brackets": (_first("insertions", _without_bracket), "quoted-spans"),
    "article without a license": (_edit("documents", lambda found: found[1].update(license=None)), "license"),
    "quotes without speakers": (_lacking("quotes", NOBODY, speaker_absent=0.02), "speaker-absent"),
    "quotes with unresolved speakers": (
        _lacking("quotes", {"speaker_status": "unresolved"}, speaker_unresolved=0.3),
        "speaker-unresolved",
    ),
    "quotes without names": (_lacking("quotes", NOBODY, speaker_unnamed=0.3), "speaker-unnamed"),
    "quotes without cues": (_lacking("quotes", NO_CUE, cue_absent=0.3), "cue-absent"),
    "a document without quotes": (_without_quotes, "quote-absent"),
    "documents without licenses": (_lacking("documents", {"license": None}, license_absent=0.0), "license-absent"),
    "documents without publishers": (
        _lacking("documents", {"publisher": None}, publisher_absent=0.25),
        "publisher-absent",
    ),
    "documents without dates": (_lacking("documents", {"published_at": None}, date_absent=0.25), "date-absent"),
    "documents without headlines": (_lacking("documents", {"title": None}, title_absent=0.25), "title-absent"),
    "too many near-duplicates": (_one_group, "duplicated"),
}


@pytest.mark.parametrize("name", MORE_DAMAGE)
@pytest.mark.slow
def test_damage_is_found_though_the_documents_fit_it(name: str, copy: Path) -> None:
    damage, rule = MORE_DAMAGE[name]
    damage(copy)
    remake(copy)
    report = validate(copy, SEEDS)
    assert rule in report.counts
    assert not {"file", "manifest", "card", "datasheet", "verifier"} & set(report.counts)


# ---- splits


def _first_documents(folder: Path) -> tuple[str, str, str]:
    """A document's id, the split it is in, and another split."""
    one, other, *_ = list(Release(folder).data_files("documents"))
    return rows(folder, "documents", one)[0]["doc_id"], one, other


def _moved(folder: Path) -> None:
    move(folder, *_first_documents(folder))


def _leaked(folder: Path) -> None:
    """Give a document of one split the text of one in another: groups and splits know nothing of it."""
    one, other, *_ = list(Release(folder).data_files("documents"))
    text = rows(folder, "documents", one)[0]["text"]
    rewrite(folder, "documents", lambda found: found[0].update(text=text + "\n\nOne line more."), other)


def _shares_of_another_kind(folder: Path) -> None:
    shares = {"train": 0.0, "validation": 0.0, "test": 1.0, "min_documents": 0, "group_by": ["duplicate_group"]}
    _configured(splits=shares)(folder)


SPLIT_DAMAGE: dict[str, tuple[Damage, str]] = {
    "document moved with its rows and its split": (_moved, "split-assignment"),
    "near-duplicate in another split": (_leaked, "near-duplicate-split"),
    "shares that were not kept": (_shares_of_another_kind, "split-share"),
}


@pytest.mark.parametrize("name", SPLIT_DAMAGE)
@pytest.mark.slow
def test_damage_to_splits_is_found_though_the_documents_fit_it(name: str, split_copy: Path) -> None:
    damage, rule = SPLIT_DAMAGE[name]
    damage(split_copy)
    remake(split_copy)
    assert rule in validate(split_copy).counts


def test_a_floor_says_nothing_where_it_is_kept_or_not_named(copy: Path) -> None:
    _configured(checks={"at_most": {"speaker-absent": 1.0, "title-absent": 0.9}})(copy)
    remake(copy)
    assert set(validate(copy).counts) <= {"datasheet-unanswered"}


def test_a_license_is_missed_only_where_the_data_set_has_one(copy: Path) -> None:
    rewrite(copy, "documents", lambda found: found[1].update(license=None))
    _configured(license=None)(copy)
    remake(copy)
    assert "license" not in validate(copy).counts


def test_a_card_that_finds_no_file_of_a_table_cannot_be_loaded(copy: Path) -> None:
    card = copy / "README.md"
    card.write_text(
        card.read_text(encoding="utf-8").replace("data/quotes/train-", "data/quotes/dev-"), encoding="utf-8"
    )
    list_files(copy)
    assert set(validate(copy).counts) == {"card", "front-matter"}
