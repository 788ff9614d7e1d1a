"""One loaded model for all tests of the annotators, and short ways to ask it."""

from __future__ import annotations

import pytest
from annotator_cases import Annotate

from toolkit.annotation import Annotations, Layout
from toolkit.annotators import Annotators, load_annotators


@pytest.fixture(scope="session")
def annotators() -> Annotators:
    return load_annotators()


@pytest.fixture(scope="session")
def annotate(annotators: Annotators) -> Annotate:
    """`annotate(text, title=..., dateline=..., headings=...)`: what is found in one text."""

    def run(text: str, **parts: object) -> Annotations:
        return next(iter(annotators([Layout(text, **parts)])))  # type: ignore[arg-type]

    return run
