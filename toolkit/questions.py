"""The questions of a datasheet, and which of them its maker has not answered.

The questions are those of Gebru et al., "Datasheets for Datasets" (2021), in our own words: templates/datasheet.md has
them all, and there is no other list. In a datasheet a mark with one or more ids opens an answer, which goes on to the
next mark or heading:

    <!-- question:funding -->**Who paid for it?** Nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

from toolkit.rules import Severity

UNANSWERED = "*The maker has not said.*"
"""What stands in place of an answer."""
RULES: Mapping[Severity, str] = {
    "error": "datasheet-unanswered-error",
    "warning": "datasheet-unanswered-warning",
    "info": "datasheet-unanswered",
}
"""How severe `[checks] datasheet` takes it, to the rule that an unanswered question then breaks."""
_ANSWER = re.compile(
    r"<!-- question:(?P<ids>[a-z -]+) -->(?P<answer>.*?)(?=<!-- question:|^#{1,6} |\Z)", re.DOTALL | re.MULTILINE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_QUESTION = re.compile(r"\s*\*\*(?P<wording>.*?)\*\*", re.DOTALL)


@cache
def questions() -> Mapping[str, str]:
    """Id to wording, of all questions, in their order."""
    text = resources.files("toolkit.templates").joinpath("datasheet.md").read_text(encoding="utf-8")
    return {each: _wording(answer) for ids, answer in _answers(text) for each in ids}


def unanswered(text: str) -> list[str]:
    """The ids of the questions that a datasheet does not answer, in their order.

    A question is unanswered where no mark names it, or where nothing, or `UNANSWERED`, stands under its mark.
    """
    answered = {each for ids, answer in _answers(text) if _says(answer) for each in ids}
    return [each for each in questions() if each not in answered]


def unknown(text: str) -> list[str]:
    """What the marks of a datasheet name and is no question."""
    return [each for ids, _ in _answers(text) for each in ids if each not in questions()]


def without_unanswered(text: str) -> str:
    """The datasheet without the questions that nobody has answered."""
    return _ANSWER.sub(lambda found: found[0] if _says(found["answer"]) else "", text)


def _answers(text: str) -> Iterator[tuple[list[str], str]]:
    """Ids and answer of every mark."""
    for found in _ANSWER.finditer(text):
        yield found["ids"].split(), found["answer"]


def _says(answer: str) -> bool:
    plain = _COMMENT.sub("", answer)
    return bool(_QUESTION.sub("", plain, count=1).strip()) and UNANSWERED not in plain


def _wording(answer: str) -> str:
    found = _QUESTION.match(answer)
    return " ".join(found["wording"].split()) if found else ""
