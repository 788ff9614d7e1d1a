"""What holds for the entities of any text: spans lie in one sentence, apart, and are what they claim."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from annotator_cases import Annotate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.annotation import Annotations, Layout, Span
from toolkit.annotators import Annotators
from toolkit.annotators.entities import NAMED
from toolkit.annotators.names import clean
from toolkit.article import Article
from toolkit.document import Document, normalize
from toolkit.rights import Rights
from toolkit.tables import rows

ONTONOTES = NAMED | set("DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL".split())
WORDS = (
    "Ana |RUIZ |Ana Ruiz|Mr. |Sgt. |President |, 54,|, who |said |told |the |The |a |in |of |on |at |and |to |& |(|) "
    "|- |— |. |! |\n|\n\n|: |; |/|“|”|’s |'|@|#|French|Mali |South |South Korea|Bosnia and Herzegovina|PARIS |NATO"
    "|(NATO) |WHO |Ministry |of Health |River |town |ferry |Sally Thorne|COVID-19 |one |five |US|$|US$5 |million "
    "|crowns |%|percent |26 |July |2022 |May |Thursday |night |annual |between |about |80 |6'2\" |• |\u00a0|\u2028|é|İ"
    "|ß|🙂|.|x"
)
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS.split("|")), max_size=50).map("".join), st.text(max_size=80))
ANY = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check_entities(text: str, found: Annotations) -> None:
    spans = [entity.span for entity in found.entities]
    assert all(one.end <= other.start for one, other in pairwise(spans)), "two overlap, or they are out of order"
    starts = [sentence.span.start for sentence in found.sentences]
    for entity in found.entities:
        claimed = entity.span.of(text)
        assert 0 <= entity.span.start < entity.span.end <= len(text)
        assert claimed == claimed.strip() != ""
        assert entity.label in ONTONOTES
        assert entity.name.strip()
        sentence = found.sentences[bisect_right(starts, entity.span.start) - 1]
        assert sentence.span.covers(entity.span)


@ANY
@given(text=TEXTS)
def test_entities_of_any_text(annotate: Annotate, text: str) -> None:
    check_entities(text, annotate(text))


@ANY
@given(text=TEXTS, data=st.data())
def test_entities_of_any_text_with_any_dateline(annotators: Annotators, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    dateline = Span(start, data.draw(st.integers(start, len(text))))
    check_entities(text, next(iter(annotators([Layout(text, dateline=dateline if start < dateline.end else None)]))))


@settings(ANY, max_examples=100)
@given(text=TEXTS)
def test_rows_claim_what_the_document_says(annotators: Annotators, text: str) -> None:
    article = Article("a.txt", "a", "0" * 16, "0" * 64, "utf-8", text, Rights())
    document = normalize(article)
    if not isinstance(document, Document):
        return
    annotations = next(iter(annotators([document.layout])))
    for row in rows(document, annotations)["entities"]:
        start, end = row["start_char"], row["end_char"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert document.text[start:end] == row["text"]


@ANY
@given(text=TEXTS)
def test_one_name_has_one_type(annotate: Annotate, text: str) -> None:
    """Mentions that are the same word for word, languages and people's names apart, have one type."""
    types: dict[str, set[str]] = {}
    for entity in annotate(text).entities:
        if entity.label in NAMED - {"PERSON", "LANGUAGE"}:
            types.setdefault(clean(entity.span.of(text)), set()).add(entity.label)
    assert all(len(labels) == 1 for labels in types.values()), types
