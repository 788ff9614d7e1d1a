"""Rows: what a document and its annotations become."""

from __future__ import annotations

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st
from quick import Quick

from toolkit.annotation import Annotations, Span
from toolkit.article import Article
from toolkit.contracts import TABLES, load_contracts
from toolkit.document import Document, normalize
from toolkit.rights import Rights
from toolkit.tables import GROUPED, rows, span_id

TEXT = "Ada Brenn opened the gate.\n“It was time 🎈,” said Ole Tarn. “High time.”\n“Never,” said Ada Brenn.\n"


def document_of(text: str) -> Document | None:
    article = Article("news/a.txt", "a", "0123456789abcdef", "0" * 64, "utf-8", text, Rights())
    found = normalize(article)
    return found if isinstance(found, Document) else None


def annotated(document: Document) -> Annotations:
    return next(Quick()([document.layout]))


def test_rows_have_the_columns_of_their_contracts_in_order() -> None:
    document = document_of(TEXT)
    assert document
    found = rows(document, annotated(document))
    for table in TABLES:
        wanted = [name for name in load_contracts()[table].names if name not in GROUPED.get(table, ())]
        assert all(list(row) == wanted for row in found[table])


def test_ids_are_hashes_of_document_and_offsets() -> None:
    assert span_id("0123456789abcdef", Span(3, 14)) == hashlib.sha256(b"0123456789abcdef:3:14").hexdigest()[:16]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("Ab Cd “”\n🎈é.,"), max_size=120))
def test_every_span_of_every_row_covers_its_text(text: str) -> None:
    document = document_of(text)
    if document is None:
        return
    found = rows(document, annotated(document))
    for table, contract in ((table, load_contracts()[table]) for table in TABLES):
        for row in found[table]:
            for rule in contract.spans:
                for span in [row] if rule.within is None else row[rule.within]:
                    start, end, covered = (span[name] for name in (rule.start, rule.end, rule.text))
                    assert start is None or document.text[start:end] == covered
    assert found["documents"][0]["char_count"] == len(document.text)


def test_a_quote_knows_the_sentences_in_which_it_begins_and_ends() -> None:
    document = document_of(TEXT)
    assert document
    found = rows(document, annotated(document))
    sentences = {row["sentence_id"]: row for row in found["sentences"]}
    for quote in found["quotes"]:
        first, last = sentences[quote["first_sentence_id"]], sentences[quote["last_sentence_id"]]
        assert first["start_char"] <= quote["start_char"] < first["end_char"]
        assert last["start_char"] < quote["end_char"] <= last["end_char"]
