"""Error audits: a sample is drawn, read, taken back, carried by the next build, and every mistake has an address."""

from __future__ import annotations

import csv
import json
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from damage import data_file, list_files, remake, replaced, rewrite
from hypothesis import given
from hypothesis import strategies as st
from quick import SEEDS, Quick, seeds_plan, tiny_articles
from test_cli import refused, run

from toolkit import shards
from toolkit.audit import day, draw_sheets, form_of, take_sheets
from toolkit.build import build
from toolkit.config import Config
from toolkit.contracts import TABLES, load_contracts
from toolkit.errors import UsageError
from toolkit.plan import Plan, plan
from toolkit.release import CARD, DATASHEET, Release
from toolkit.sample import audited, draw, hold, rank, wilson
from toolkit.sheets import excerpt, line_of, lines_of, write
from toolkit.validate import validate
from toolkit.verdicts import FILE_NAME, QUESTIONS, Claim, Record, Verdict, check_reader, parse, read, record_text

DAY = date(2031, 5, 4)
WHO = "Ilse Varnholt"
KEYS = {table: load_contracts()[table].primary_key[0] for table in TABLES}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of forty tiny articles, each with one quote and one name. To be read only."""
    folder = tmp_path_factory.mktemp("audit")
    source = tiny_articles(folder / "news", 40)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "load", lambda slots: Quick())
        return build(Plan(Config(name="tiny"), "tiny", (str(source),), None), folder / "dist").release


@pytest.fixture
def tiny(built: Path, tmp_path: Path) -> Path:
    """A copy of the release, to be changed."""
    return Path(shutil.copytree(built, tmp_path / "release"))


@pytest.fixture
def drawn(tiny: Path, tmp_path: Path) -> Path:
    """A folder with the sheets of twelve rows of each table, and their record."""
    folder = tmp_path / "audit"
    draw_sheets(tiny, folder / "audit.toml", folder, rows=12, seed=7)
    return folder


def rows_of(sheet: Path) -> list[dict[str, str]]:
    """The rows of a sheet in CSV, as a spreadsheet has them."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def save(sheet: Path, rows: list[dict[str, str]], delimiter: str = ",") -> None:
    """Save as a spreadsheet does: with its own line ends and, in some countries, semicolons."""
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def answer_all(folder: Path, verdict: Callable[[int], str] = lambda _: "yes", delimiter: str = ",") -> None:
    """Write a verdict into every empty cell for one; `verdict` is told the number of the row."""
    for sheet in folder.glob("*.csv"):
        rows = rows_of(sheet)
        for number, row in enumerate(rows):
            row |= {cell: row[cell] or verdict(number) for cell in row if cell.endswith("_right")}
        save(sheet, rows, delimiter)


def take(release: Path, folder: Path, reader: str = WHO) -> dict[tuple[str, str], tuple[int, ...]]:
    """Take the sheets: drawn, right, wrong and unsure of each table and question."""
    taken = take_sheets(release, folder / "audit.toml", folder, reader=reader, read_on=DAY)
    return {(each.table, each.question): (each.drawn, *each.said.values()) for each in taken.audited.precisions}


# ---- the sample


def test_a_sample_depends_on_seed_and_keys_alone(tiny: Path) -> None:
    release = Release(tiny)
    every = [row["quote_id"] for row in draw(release, 7, 1_000, "quotes")]
    assert len(every) == 40
    few = [row["quote_id"] for row in draw(release, 7, 10, "quotes")]
    assert few == [key for key in every if key in few], "in the order of the table"
    assert set(few) == set(sorted(every, key=lambda key: rank(7, "quotes", key))[:10])
    assert set(few) < {row["quote_id"] for row in draw(release, 7, 11, "quotes")}
    assert set(few) != {row["quote_id"] for row in draw(release, 8, 10, "quotes")}


def test_rows_that_two_releases_share_are_drawn_in_both(tiny: Path, tmp_path: Path) -> None:
    before = [row["entity_id"] for row in draw(Release(tiny), 7, 10, "entities")]
    other = Path(shutil.copytree(tiny, tmp_path / "other"))
    rewrite(other, "entities", lambda rows: [row for row in rows if row["entity_id"] not in before[:4]])
    after = [row["entity_id"] for row in draw(Release(other), 7, 10, "entities")]
    assert set(before[4:]) < set(after)
    assert len(after) == 10


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (1, 1, 0.2065, 1.0),
        (50, 100, 0.4038, 0.5962),
    ],
)
def test_the_interval_is_wilsons(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=5e-5)


def test_questions_are_about_columns_that_there_are() -> None:
    for table, questions in QUESTIONS.items():
        assert {column for each in questions for column in each.columns} <= set(load_contracts()[table].names)
    assert tuple(QUESTIONS) == TABLES


# ---- sheets


def test_a_line_leads_to_the_place_in_the_raw_article(release: Path, tmp_path: Path) -> None:
    draw_sheets(release, tmp_path / "audit.toml", tmp_path, rows=100, form="jsonl")
    checked = 0
    for table in ("sentences", "quotes", "entities"):
        for line in lines_of(tmp_path / f"{table}.jsonl"):
            source, number, column = line.cells["where"].rsplit(":", 2)
            raw = (SEEDS.parent / source).read_bytes()
            text = raw.decode("utf-8" if b"\xe2\x80" in raw or raw.isascii() else "windows-1252")
            found = re.search("⟦(.*?)[⟧⏎]", line.cells["excerpt"])
            assert found
            word = re.split(r"[\s⟨⟩⟪⟫]", found[1].lstrip("⟨⟪"))[0]
            shown = re.split("\r\n|\r|\n", text)[int(number) - 1].lstrip(" \u200b")  # no text begins with these
            assert shown[int(column) - 1 :].startswith(word), line.cells
            checked += 1
    assert checked > 250


def test_an_excerpt_marks_span_speaker_and_cue() -> None:
    text = "x" * 900 + " “We go,” she said. " + "y" * 900
    at = text.index("We go,")
    row = {"start_char": at, "end_char": at + 6, "speaker_start_char": at + 8, "speaker_end_char": at + 11}
    row |= {"cue_start_char": at + 12, "cue_end_char": at + 16}
    shown = excerpt(text, row)
    assert "x “⟦We go,⟧” ⟨she⟩ ⟪said⟫. y" in shown
    assert shown.startswith("…xxx")
    assert shown.endswith("yyy…")
    assert 400 < shown.index("⟦") < 410
    far = {**row, "speaker_start_char": 10, "speaker_end_char": 13}
    assert "⟨xxx⟩" in excerpt(text, far), "the speaker is shown wherever it stands"


def test_a_row_is_one_line_and_no_formula(tmp_path: Path) -> None:
    document = {"doc_id": "d" * 16, "source": "n/a.txt", "text": "=HYPERLINK(1)\n\nAda said so.", "source_map": []}
    row = {"doc_id": "d" * 16, "start_char": 0, "end_char": 27, "text": document["text"], "kind": "body"}
    write(tmp_path / "s.csv", [line_of("sentences", "e" * 16, row, document, {"kind": "no"})])
    assert (tmp_path / "s.csv").read_bytes().startswith("\ufeffrow,where,excerpt,kind,".encode())
    (line,) = rows_of(tmp_path / "s.csv")
    assert line["excerpt"] == "⟦=HYPERLINK(1) ⏎ Ada said so.⟧"
    assert (line["where"], line["boundary_right"], line["kind_right"]) == ("n/a.txt", "", "no")
    write(tmp_path / "f.csv", [{"row": "a", "name": "=1+1", "label": "-x", "text": "@y"}])
    assert list(rows_of(tmp_path / "f.csv")[0].values()) == ["a", "'=1+1", "'-x", "'@y"]


def test_a_key_is_no_number_for_a_spreadsheet(drawn: Path) -> None:
    for table in TABLES:
        for row in rows_of(drawn / f"{table}.csv"):
            assert re.fullmatch(rf"{table}/[0-9a-f]{{16}}-[0-9a-f]{{8}}", row["row"])


# ---- verdicts


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_verdicts_are_counted(delimiter: str, tiny: Path, drawn: Path) -> None:
    answer_all(drawn, lambda number: ["no", "Unsure ", "YES"][min(number, 2)], delimiter)
    counted = take(tiny, drawn)
    assert set(counted) == {(table, each.name) for table in TABLES for each in QUESTIONS[table]}
    assert set(counted.values()) == {(12, 10, 1, 1)}
    (precision,) = {(each.share, each.interval) for each in hold(Release(tiny), held_record(drawn)).precisions}
    assert precision == (10 / 11, wilson(10, 11))


def held_record(folder: Path) -> Record:
    """The record beside the sheets."""
    record = read(folder / "audit.toml")
    assert record is not None
    return record


def test_a_record_holds_no_text(tiny: Path, drawn: Path) -> None:
    for sheet in drawn.glob("*.csv"):
        save(sheet, [{**row, "remark": "Ada Brenn counted"} for row in rows_of(sheet)])
    answer_all(drawn)
    take(tiny, drawn)
    text = (drawn / "audit.toml").read_text(encoding="utf-8")
    assert WHO in text
    assert not re.search("Ada|Brenn|gate|counted", text)


def test_what_was_read_need_not_be_read_again(tiny: Path, drawn: Path, tmp_path: Path) -> None:
    answer_all(drawn)
    take(tiny, drawn)
    again = draw_sheets(tiny, drawn / "audit.toml", tmp_path / "again")
    assert (again.rows, again.seed, dict(again.sheets), again.held) == (12, 7, {}, 12 * 13)
    assert not (tmp_path / "again").exists()


def test_only_what_has_changed_is_asked_again(tiny: Path, drawn: Path, tmp_path: Path) -> None:
    answer_all(drawn)
    take(tiny, drawn)
    key = draw(Release(tiny), 7, 12, "quotes")[3]["quote_id"]

    def edit(rows: list[dict[str, object]]) -> None:
        for row in rows:
            if row["quote_id"] == key:
                row["speaker_names"] = ["Bea Corr"]

    rewrite(tiny, "quotes", edit)
    assert {(each.question, each.read) for each in hold(Release(tiny), held_record(drawn)).precisions
            if each.table == "quotes"} == {("span", 12), ("type", 12), ("speaker", 11), ("cue", 12)}  # fmt: skip
    sheets = tmp_path / "again"
    shutil.copyfile(drawn / "audit.toml", tmp_path / "audit.toml")
    again = draw_sheets(tiny, tmp_path / "audit.toml", sheets)
    assert dict(again.sheets) == {sheets / "quotes.csv": 1}
    (row,) = rows_of(sheets / "quotes.csv")
    assert [row[f"{each.name}_right"] for each in QUESTIONS["quotes"]] == ["yes", "yes", "", "yes"]
    answer_all(sheets, lambda _: "no")
    taken = take_sheets(tiny, tmp_path / "audit.toml", sheets, reader="Tomas Rehl", read_on=date(2031, 5, 5))
    assert taken.new == 1
    assert taken.audited.readings == ((DAY, WHO, 12 * 13 - 1), (date(2031, 5, 5), "Tomas Rehl", 1))


def test_a_larger_sample_asks_for_the_rows_that_are_new(tiny: Path, drawn: Path, tmp_path: Path) -> None:
    answer_all(drawn)
    take(tiny, drawn)
    more = draw_sheets(tiny, drawn / "audit.toml", tmp_path / "more", rows=20)
    assert set(more.sheets.values()) == {8}
    assert held_record(drawn).rows == 20


def test_sheets_can_be_taken_again(tiny: Path, drawn: Path) -> None:
    answer_all(drawn)
    first = take(tiny, drawn)
    assert take_sheets(tiny, drawn / "audit.toml", drawn, reader="Tomas Rehl", read_on=DAY).new == 0
    assert take(tiny, drawn, "Tomas Rehl") == first
    assert "Rehl" not in (drawn / "audit.toml").read_text(encoding="utf-8"), "who first said it, said it"


# ---- the record


CLAIMS = st.builds(
    lambda table, key, index: Claim(table, f"{key:016x}", QUESTIONS[table][index % len(QUESTIONS[table])].name),
    st.sampled_from(TABLES), st.integers(0, 2**64 - 1), st.integers(0, 3),
)  # fmt: skip
READERS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30).filter(
    lambda name: bool(name.strip()) and name.isprintable()
)
VERDICTS = st.builds(
    Verdict,
    st.sampled_from(["yes", "no", "unsure"]),
    st.integers(0, 2**32 - 1).map(lambda n: f"{n:08x}"),
    READERS,
    st.dates(),
)


@given(st.dictionaries(CLAIMS, VERDICTS, max_size=12), st.randoms(use_true_random=False))
def test_a_record_reads_as_it_was_written(verdicts: dict[Claim, Verdict], order: random.Random) -> None:
    text = record_text(Record(3, 50, verdicts))
    assert parse(text.encode(), "audit.toml") == Record(3, 50, verdicts)
    shuffled = list(verdicts.items())
    order.shuffle(shuffled)
    assert record_text(Record(3, 50, dict(shuffled))) == text


KEY = "0123456789abcdef"
READING = 'seed = 0\nrows = 9\n[[reading]]\nreader = "A"\nread_on = 2031-05-04\n'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("seed = ", "is not TOML"),
        ("\xff", "is not TOML"),
        ("seed = 1", "no key 'rows'"),
        ("seed = -1\nrows = 9", "seed: found -1"),
        ("seed = 1\nrows = 0", "rows: found 0"),
        ("seed = 0\nrows = 9\ncolour = 1", "unknown key 'colour'"),
        (
            READING.replace('"A"', '" "') + "verdicts = {}",
            "it should say on one line, in at most 200 characters, who read",
        ),
        (READING.replace("2031-05-04", '"May"') + "verdicts = {}", "read_on: found 'May'"),
        (READING + "[reading.verdicts.lines]", "verdicts"),
        (READING + f'[reading.verdicts.quotes]\n{KEY} = {{ span = "maybe 01234567" }}', "found 'maybe 01234567'"),
        (READING + f'[reading.verdicts.quotes]\n{KEY} = {{ span = "yes" }}', "found 'yes'"),
        (READING + '[reading.verdicts.quotes]\n0123 = { span = "yes 01234567" }', "found '0123'"),
        (
            READING + f'[reading.verdicts.quotes]\n{KEY} = {{ colour = "yes 01234567" }}',
            f"quotes.{KEY} answers 'colour'",
        ),
    ],
)
def test_a_record_that_is_none_is_one_sentence(text: str, found: str) -> None:
    with pytest.raises(UsageError) as error:
        parse(text.encode("latin-1"), "audit.toml")
    assert str(error.value).startswith("audit.toml: ")
    assert found in str(error.value)


def test_two_verdicts_on_one_claim_are_refused() -> None:
    head = '[[reading]]\nreader = "A"\nread_on = 2031-05-04\n'
    one = f'{head}[reading.verdicts.quotes]\n{KEY} = {{ span = "yes 01234567" }}\n'
    with pytest.raises(UsageError, match=f"quotes.{KEY} has two verdicts on 'span'; take one out"):
        parse(f"seed = 0\nrows = 9\n{one}{one}".encode(), "audit.toml")


def test_a_reader_is_named_on_one_line() -> None:
    assert check_reader("Ada Brenn, for the Ledger") == "Ada Brenn, for the Ledger"
    for wrong in ("", "  ", "a\nb", "x" * 201):
        with pytest.raises(ValueError, match="who read"):
            check_reader(wrong)


# ---- mistakes


def edited(change: Callable[[list[dict[str, str]]], list[dict[str, str]] | None]) -> Callable[[Path], None]:
    """A change of the rows of quotes.csv."""

    def edit(folder: Path) -> None:
        rows = rows_of(folder / "quotes.csv")
        save(folder / "quotes.csv", change(rows) or rows)

    return edit


def put(number: int, **cells: str) -> Callable[[Path], None]:
    return edited(lambda rows: rows[number].update(cells))


def raw(content: bytes) -> Callable[[Path], None]:
    def write_it(folder: Path) -> None:
        (folder / "quotes.csv").write_bytes(content)

    return write_it


MISTAKES: dict[str, tuple[Callable[[Path], None], str]] = {
    "empty": (put(3, cue_right=""), r"quotes\.csv:5: cue_right is empty; write yes, no or unsure"),
    "blank": (put(0, cue_right="  "), r"quotes\.csv:2: cue_right is empty"),
    "unknown": (put(1, span_right="maybe"), r"quotes\.csv:3: span_right found 'maybe'; write yes, no or unsure"),
    "key edited": (put(1, row="quotes/1.2E+15"), r"quotes\.csv:3: row: found 'quotes/1.2E\+15', which names no row"),
    "key of another table": (put(1, row="entities/" + KEY + "-01234567"), r"quotes\.csv:3: row: found 'entities/"),
    "key unknown": (put(1, row=f"quotes/{KEY}-01234567"), r"quotes\.csv:3: .*is not in this release's sample"),
    "line gone": (edited(lambda rows: rows[1:]), r"quotes\.csv: has no line for quotes/.*; draw the sheets again"),
    "line twice": (edited(lambda rows: [*rows, rows[2]]), r"quotes\.csv:14: quotes/.* stands in .*quotes\.csv:4 too"),
    "column gone": (
        edited(lambda rows: [{name: cell for name, cell in row.items() if name != "type_right"} for row in rows]),
        r"quotes\.csv:2: has no column type_right; keep the columns",
    ),
    "sheet gone": (lambda folder: (folder / "quotes.csv").unlink(), r"quotes\.csv: has no line for quotes/"),
    "not UTF-8": (raw("row,é".encode("windows-1252")), r"quotes\.csv: is not UTF-8 .*; save it as CSV in UTF-8"),
    "no CSV": (raw(b'row,a\nx,"y\n'), r"quotes\.csv:2: is not CSV"),
    "two sheets": (lambda folder: (folder / "quotes.jsonl").touch(), r"quotes\.jsonl is there too"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_sheet_has_an_address_and_takes_nothing(name: str, tiny: Path, drawn: Path) -> None:
    mistake, sentence = MISTAKES[name]
    answer_all(drawn)
    mistake(drawn)
    before = (drawn / "audit.toml").read_bytes()
    with pytest.raises(UsageError, match=sentence):
        take(tiny, drawn)
    assert (drawn / "audit.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("line", "sentence"), [("[1]", r"quotes\.jsonl:1: is no JSON object"), ("{", r"quotes\.jsonl:1: is not JSON")]
)
def test_a_mistake_in_a_sheet_of_lines_has_an_address(line: str, sentence: str, tiny: Path, tmp_path: Path) -> None:
    draw_sheets(tiny, tmp_path / "audit.toml", tmp_path / "a", rows=3, form="jsonl")
    (tmp_path / "a" / "quotes.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(UsageError, match=sentence):
        take_sheets(tiny, tmp_path / "audit.toml", tmp_path / "a", reader=WHO, read_on=DAY)


def test_every_mistake_is_counted_and_the_first_are_named(tiny: Path, drawn: Path) -> None:
    with pytest.raises(UsageError) as error:
        take(tiny, drawn)
    lines = str(error.value).splitlines()
    assert len(lines) == 11
    assert lines[-1] == f"and {12 * 13 - 10} more; nothing was taken"


def test_a_sheet_of_another_build_is_refused(tiny: Path, drawn: Path) -> None:
    answer_all(drawn)
    rewrite(tiny, "quotes", lambda rows: [{**row, "cue_text": "wrote"} for row in rows])
    with pytest.raises(UsageError, match=r"quotes\.csv:2: quotes/.* is not as it was when the sheet was drawn; draw"):
        take(tiny, drawn)


def test_drawing_never_overwrites_verdicts(tiny: Path, drawn: Path) -> None:
    with pytest.raises(UsageError, match=r"documents\.csv: is there already; take its verdicts with --take"):
        draw_sheets(tiny, drawn / "audit.toml", drawn)
    answer_all(drawn)
    take(tiny, drawn)
    with pytest.raises(UsageError, match=r"audit\.toml: has verdicts on rows drawn with seed 7; keep it"):
        draw_sheets(tiny, drawn / "audit.toml", drawn / "more", seed=8)


@pytest.mark.parametrize("form", ["", "xlsx"])
def test_sheets_have_two_forms(form: str) -> None:
    with pytest.raises(UsageError, match="name one of csv, jsonl"):
        form_of(form)


def test_a_day_is_a_day() -> None:
    assert day("2031-05-04") == DAY
    assert isinstance(day(None), date)
    with pytest.raises(UsageError, match="--date: found 'May'; write a day as YYYY-MM-DD"):
        day("May")


# ---- the next build


@pytest.fixture
def carried(tiny: Path, drawn: Path, tmp_path: Path, quick: None) -> Path:
    """The release that carries the audit of the one before."""
    answer_all(drawn, lambda number: "no" if number == 5 else "yes")
    take(tiny, drawn)
    tiny_articles(tmp_path / "news", 40)
    (tmp_path / "news" / "dataset.toml").write_text(
        f'name = "tiny"\nversion = "0.2.0"\naudit = "../audit/{FILE_NAME}"\n'
    )
    return build(plan([str(tmp_path / "news")]), tmp_path / "dist").release


def test_the_next_build_says_who_read_what_and_how_much_was_right(carried: Path, drawn: Path) -> None:
    assert (carried / FILE_NAME).read_bytes() == (drawn / FILE_NAME).read_bytes()
    found = audited(Release(carried))
    assert found is not None
    assert {(each.drawn, each.read) for each in found.precisions} == {(12, 12)}, "ids come from paths and offsets"
    for page in (CARD, DATASHEET):
        text = (carried / page).read_text(encoding="utf-8")
        assert "12 rows, or all where there are fewer, were drawn at random (seed 7)" in text
        assert f"Read by: {WHO} (2031-05-04, 156 verdicts)." in text
        assert "| `quotes` | speaker | 12 | 12 | 11 | 1 | 0 | 91.7% | 64.6% – 98.5% |" in text
    assert validate(carried).ok


def test_without_an_audit_the_card_says_so(tiny: Path) -> None:
    assert "Nobody has read a sample of the rows" in (tiny / CARD).read_text(encoding="utf-8")
    assert audited(Release(tiny)) is None


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (replaced(CARD, "| 11 | 1 | 0 | 91.7% |", "| 12 | 0 | 0 | 100.0% |"), "card"),
        (replaced(CARD, WHO, "Everybody"), "card"),
        (replaced(DATASHEET, "91.7%", "99.9%"), "datasheet"),
        (replaced(FILE_NAME, '"no ', '"yes '), "card"),
        (replaced(FILE_NAME, "rows = 12", "rows = 11"), "datasheet"),
        (replaced(FILE_NAME, "seed = 7", "seed = "), "audit"),
        (lambda folder: (folder / FILE_NAME).unlink(), "card"),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_what_an_audit_says_is_proved(damage: Callable[[Path], None], rule: str, carried: Path) -> None:
    damage(carried)
    list_files(carried)
    assert rule in validate(carried).counts


def test_a_row_that_changed_counts_as_drawn_and_not_as_read(carried: Path) -> None:
    rewrite(carried, "entities", lambda rows: [{**row, "label": "ORG"} for row in rows])
    remake(carried)
    text = (carried / CARD).read_text(encoding="utf-8")
    assert "| `entities` | label | 12 | 0 | 0 | 0 | 0 | – | – |" in text
    assert "| `entities` | span | 12 | 12 | 11 | 1 | 0 |" in text


def test_a_record_that_no_row_fits_is_said(carried: Path) -> None:
    record = read(carried / FILE_NAME)
    assert record is not None
    stale = {claim: replace(each, of="0" * 8) for claim, each in record.verdicts.items()}
    (carried / FILE_NAME).write_text(record_text(replace(record, verdicts=stale)), encoding="utf-8")
    remake(carried)
    assert "no verdict on a row as it is now has been given" in (carried / CARD).read_text(encoding="utf-8")


@pytest.mark.parametrize(("content", "found"), [(None, "cannot be read"), ("rows = 1", "no key 'seed'")])
def test_a_record_that_the_configuration_names_is_read_first(content: str | None, found: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ada Brenn said that nobody had counted the gates.")
    (tmp_path / "dataset.toml").write_text('audit = "verdicts.toml"')
    if content is not None:
        (tmp_path / "verdicts.toml").write_text(content)
    with pytest.raises(UsageError, match=rf"verdicts\.toml: .*{found}"):
        plan([str(tmp_path)])


def test_a_record_beside_the_articles_is_no_file_that_was_overlooked(tmp_path: Path, quick: None) -> None:
    source = tiny_articles(tmp_path, 3).parent
    (source / FILE_NAME).write_text("seed = 0\nrows = 5\n")
    assert build(replace(seeds_plan(), sources=(str(source),)), tmp_path / "dist").ignored == 0


# ---- the command


@pytest.mark.slow
def test_the_command_draws_and_takes(tiny: Path, tmp_path: Path) -> None:
    done = run("audit", tiny, "--rows", "5", "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    drawn = json.loads(done.stdout)
    assert drawn["sheets"] == {f"audit/{table}.csv": 5 for table in TABLES}
    answer_all(tmp_path / "audit")
    done = run("audit", tiny, "--take", "--reader", WHO, "--date", "2031-05-04", "--json", cwd=tmp_path)
    taken = json.loads(done.stdout)
    assert (done.returncode, taken["new"], taken["rows"], taken["seed"]) == (0, 65, 5, 0)
    assert taken["readings"] == [{"reader": WHO, "read_on": "2031-05-04", "verdicts": 65}]
    assert {each["precision"] for each in taken["precisions"]} == {1.0}
    shutil.rmtree(tmp_path / "audit")
    assert "Nothing waits to be read." in run("audit", tiny, cwd=tmp_path).stdout
    text = run("audit", tiny, "--rows", "6", cwd=tmp_path).stdout
    assert "65 verdicts given before hold" in text
    assert f"toolkit audit {tiny} --take --record audit.toml --sheets audit --reader WHO" in text
    answer_all(tmp_path / "audit", lambda _: "no")
    text = run("audit", tiny, "--take", "--reader", WHO, cwd=tmp_path).stdout
    assert re.search(r"quotes +span +6 +5 +1 +0 +83\.3% \(43\.6% – 97\.0%\)", text)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--take"], "--take: nobody is named who read; add --reader"),
        (["--take", "--reader", "A", "--rows", "3"], "leave out --rows and --seed"),
        (["--take", "--reader", " "], "--reader: found ' '; it should say"),
        (["--take", "--reader", "A"], "audit.toml: there is no such record; draw sheets first"),
        (["--take", "--reader", "A", "--date", "today"], "--date: found 'today'; write a day"),
        (["--reader", "A"], "leave them out to draw sheets"),
        (["--format", "xlsx"], "--format: there is no 'xlsx'; name one of csv, jsonl"),
        (["--rows", "0"], "greater than or equal to 1"),
        (["--record", "none/audit.toml"], "none/audit.toml: cannot be written"),
    ],
)
def test_a_mistake_of_the_command_is_one_sentence(
    arguments: list[str], sentence: str, tiny: Path, tmp_path: Path
) -> None:
    assert sentence in refused(run("audit", tiny, *arguments, cwd=tmp_path))


@pytest.mark.parametrize("damage", ["documents gone", "no Parquet"])
def test_a_damaged_release_is_one_sentence(damage: str, tiny: Path, tmp_path: Path) -> None:
    if damage == "no Parquet":
        data_file(tiny, "quotes").write_bytes(b"PAR1")
    else:
        rewrite(tiny, "documents", lambda rows: rows[:1])
    with pytest.raises(UsageError, match="release: is damaged; see what is wrong with toolkit validate"):
        draw_sheets(tiny, tmp_path / "audit.toml", tmp_path / "audit")
    assert not (tmp_path / "audit.toml").exists()


def test_a_folder_that_is_no_release_is_one_sentence(tmp_path: Path) -> None:
    assert "nowhere: there is no such folder" in refused(run("audit", "nowhere", cwd=tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_the_audit_of_the_seeds_is_a_record() -> None:
    root = Path(__file__).parent.parent
    record = read(root / "seeds" / FILE_NAME)
    assert record is not None
    assert record_text(record) == (root / "seeds" / FILE_NAME).read_text(encoding="utf-8")
    assert len(record.verdicts) > 500


def test_the_manual_says_when_the_answer_is_yes() -> None:
    page = (Path(__file__).parent.parent / "docs" / "audit.md").read_text(encoding="utf-8")
    told: list[tuple[str, str]] = []
    for table, question in re.findall(r"^\| (\w*) ?\| (\w+) \| [^|]+ \|$", page, re.MULTILINE)[1:]:
        told.append((table or told[-1][0], question))
    assert told == [(table, each.name) for table in TABLES for each in QUESTIONS[table]]
