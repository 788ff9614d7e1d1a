"""From a document and its annotations to rows, one dictionary per row, with the columns that the contracts name.

What only the whole data set can tell (`duplicate_group`, `split`, `utterance_id`) is not here: the build adds it to the
staged rows.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from toolkit.annotation import Annotations, Entity, Quote, Sentence, Span
from toolkit.document import Document
from toolkit.text import word_count

Row = dict[str, Any]
GROUPED = {"documents": ("duplicate_group", "split"), "quotes": ("utterance_id",)}
"""Columns that are filled in when all documents are known."""


def span_id(doc_id: str, span: Span) -> str:
    """16 hexadecimal digits of SHA-256 over the document's id and the span's offsets."""
    return hashlib.sha256(f"{doc_id}:{span.start}:{span.end}".encode()).hexdigest()[:16]


def rows(document: Document, annotations: Annotations) -> dict[str, list[Row]]:
    """The rows of one document in all four tables."""
    return {
        "documents": [document_row(document, len(annotations.sentences))],
        "sentences": list(sentence_rows(document, annotations.sentences)),
        "quotes": list(quote_rows(document, annotations)),
        "entities": list(entity_rows(document, annotations.sentences, annotations.entities)),
    }


def document_row(document: Document, sentence_count: int) -> Row:
    """The row of the document itself."""
    article, text = document.article, document.text
    return {
        "doc_id": article.doc_id,
        "source": article.source,
        "source_id": article.source_id,
        "source_sha256": article.sha256,
        "encoding": article.encoding,
        "url": article.rights.url,
        "publisher": article.rights.publisher,
        "title": document.title,
        "authors": None if document.authors is None else list(document.authors),
        "dateline": document.dateline,
        "published_at": article.rights.published_at,
        "language": article.rights.language,
        "license": article.rights.license,
        "text": text,
        "text_sha256": sha256_of_text(text),
        "char_count": len(text),
        "word_count": word_count(text),
        "sentence_count": sentence_count,
        "boilerplate": [
            {"kind": one.kind, "text": one.text, "source_line": one.source_line} for one in document.boilerplate
        ],
        "source_map": [asdict(piece) for piece in document.source_map],
    }


def sha256_of_text(text: str) -> str:
    """Hexadecimal SHA-256 of a document's text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def sentence_rows(document: Document, sentences: Sequence[Sentence]) -> Iterator[Row]:
    """A row per sentence."""
    doc_id = document.article.doc_id
    for index, sentence in enumerate(sentences):
        yield {
            "sentence_id": span_id(doc_id, sentence.span),
            "doc_id": doc_id,
            "sentence_index": index,
            "paragraph_index": sentence.paragraph,
            "kind": sentence.kind,
            **span_columns(document.text, sentence.span),
            "token_count": sentence.token_count,
        }


def entity_rows(document: Document, sentences: Sequence[Sentence], entities: Sequence[Entity]) -> Iterator[Row]:
    """A row per mention of an entity."""
    doc_id = document.article.doc_id
    find = _Sentences(doc_id, sentences)
    for entity in entities:
        yield {
            "entity_id": span_id(doc_id, entity.span),
            "doc_id": doc_id,
            "sentence_id": find.id_at(entity.span.start),
            **span_columns(document.text, entity.span),
            "label": entity.label,
            "name": entity.name,
        }


def quote_rows(document: Document, annotations: Annotations) -> Iterator[Row]:
    """A row per quote."""
    doc_id = document.article.doc_id
    find = _Sentences(doc_id, annotations.sentences)
    ids = [span_id(doc_id, quote.span) for quote in annotations.quotes]
    first: dict[int, str] = {}
    for quote, quote_id in zip(annotations.quotes, ids, strict=True):
        first.setdefault(quote.quotation, quote_id)
    for quote, quote_id in zip(annotations.quotes, ids, strict=True):
        yield {
            "quote_id": quote_id,
            "doc_id": doc_id,
            "quotation_id": first[quote.quotation],
            "parent_quote_id": None if quote.parent is None else ids[quote.parent],
            "quote_type": quote.type,
            **span_columns(document.text, quote.span),
            "quoted_spans": [span_columns(document.text, span) for span in quote.quoted],
            "first_sentence_id": find.id_at(quote.span.start),
            "last_sentence_id": find.id_at(quote.span.end - 1),
            **span_columns(document.text, quote.cue, "cue_"),
            "cue_lemma": quote.cue_lemma,
            **span_columns(document.text, quote.speaker, "speaker_"),
            **_speaker_columns(doc_id, quote, annotations.entities),
            "insertions": [span_columns(document.text, span) for span in quote.insertions],
            "rule": quote.rule,
            "confidence": round(quote.confidence, 3),
        }


def _speaker_columns(doc_id: str, quote: Quote, entities: Sequence[Entity]) -> Row:
    entity = None if quote.speaker_entity is None else entities[quote.speaker_entity]
    return {
        "speaker_name": quote.speaker_names[0] if quote.speaker_names else None,
        "speaker_names": list(quote.speaker_names),
        "speaker_entity_id": entity and span_id(doc_id, entity.span),
        "speaker_status": quote.speaker_status,
    }


def span_columns(text: str, span: Span | None, prefix: str = "") -> Row:
    """Start, end and text of a span, or of none, in columns whose names begin with `prefix`."""
    start, end, covered = (*span, span.of(text)) if span else (None, None, None)
    return {f"{prefix}start_char": start, f"{prefix}end_char": end, f"{prefix}text": covered}


class _Sentences:
    """Finds the sentence at an offset."""

    def __init__(self, doc_id: str, sentences: Sequence[Sentence]) -> None:
        self._doc_id = doc_id
        self._sentences = sentences
        self._starts = [sentence.span.start for sentence in sentences]

    def id_at(self, char: int) -> str:
        """Id of the sentence that begins at the offset or last before it."""
        return span_id(self._doc_id, self._sentences[bisect_right(self._starts, char) - 1].span)
