"""Offsets in raw articles lead to the same words in documents, whatever normalization did."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.annotation import Span
from toolkit.article import Article
from toolkit.document import Document, normalize
from toolkit.errors import UsageError
from toolkit.rights import Rights
from toolkit.scoring.answers import Answer
from toolkit.scoring.through import through

RAW = """Bridge stays shut\r
\r
By Ilka Brand\r
\r
FENWICK, May 4 (Halden Wire) -- Mayor\xa0Ilse  Varnholt said\u200b on Friday that the bridge \x93stays\x94 shut.\r
\r
It was built in 1931.\r
"""
WORDS = ("bridge", "Ilse", "Varnholt", "gate", "town", "said")


def document(raw: str) -> Document:
    found = normalize(Article("news/a.txt", "a", "0" * 16, "0" * 64, "utf-8", raw, Rights()))
    assert isinstance(found, Document)
    return found


def moved(raw: str, *spans: Span) -> tuple[Answer, dict[str, int], str]:
    to = document(raw)
    pieces = [asdict(piece) for piece in to.source_map]
    answer, lost = through(Answer(id="a", text=raw, sentences=spans), to.text, pieces)
    return answer, dict(lost), to.text


def at(raw: str, words: str) -> Span:
    return Span(raw.index(words), raw.index(words) + len(words))


@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", "  ", "\xa0", "\u200b ", " \n", "\r\n\r\n", "\t"]))
    )
)
def test_a_word_leads_to_that_word(parts: list[tuple[str, str]]) -> None:
    raw, spans = "It is so.\n\n", []
    for word, gap in parts:
        spans.append(Span(len(raw), len(raw) + len(word)))
        raw += word + gap
    answer, lost, text = moved(raw, *spans)
    assert lost == {}
    assert [span.of(text) for span in answer.sentences or ()] == [word for word, _ in parts]


def test_a_span_keeps_what_of_it_the_text_has() -> None:
    name, marked = at(RAW, "Mayor\xa0Ilse  Varnholt"), at(RAW, "shut\r\n\r\nBy Ilka Brand\r\n\r\nFENWICK")
    answer, lost, text = moved(RAW, name, marked)
    assert [span.of(text) for span in answer.sentences or ()] == ["Mayor Ilse Varnholt", "shut\n\nFENWICK"]
    assert lost == {}


def test_what_the_text_has_nothing_of_stands_after_it() -> None:
    first, second = at(RAW, "Ilka Brand"), at(RAW, "Brand")
    answer, lost, text = moved(RAW, first, second)
    assert "Brand" not in text
    assert (answer.text or "").startswith(text)
    assert [span.of(answer.text or "") for span in answer.sentences or ()] == ["Ilka Brand", "Brand"]
    assert all(span.start > len(text) for span in answer.sentences or ())
    assert lost == {"sentences": 2}


def test_gold_on_the_documents_own_text_stays() -> None:
    to = document(RAW)
    gold = Answer(id="a", text=to.text, sentences=(Span(0, 6),))
    assert through(gold, to.text, [asdict(piece) for piece in to.source_map]) == (gold, {})


def test_gold_of_another_text_is_refused() -> None:
    to = document(RAW)
    with pytest.raises(UsageError, match="differs at character"):
        through(Answer(id="a", text="x" * len(RAW)), to.text, [asdict(piece) for piece in to.source_map])
