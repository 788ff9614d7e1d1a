"""What the lines of a plain wire text are: headline, section heading, body, or boilerplate.

Every rule asks for a positive sign and gives nothing where there is none: a line of no known kind is body. The patterns
follow the usage of English-language news agencies; each line is judged by itself and by its neighbours, never by the
article that it comes from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from toolkit.annotation import Span
from toolkit.boilerplate import (
    BoilerplateKind,
    boilerplate_kind,
    byline_authors,
    is_affiliation,
    is_note_of_the_desk,
    is_title_case,
)
from toolkit.dateline import MONTH, dateline_length, is_place_line

LineKind = Literal["title", "heading", "body"]
HeadingForm = Literal["plain", "word", "marks", "question"]
"""A plain heading is known by itself; the other forms are headings in an article that has headings."""

_MARK = "\"'“”‘’«»"
_BULLET = re.compile(r"[•●▪‣*·–—-]\s|\d{1,3}[.)]\s|\([a-z0-9]\)\s")
_TURN = re.compile(r"[A-Z][\w.'’ -]{0,40}:\s")
"""A turn of a transcript: "MAYOR: Good evening." """
_LINK = re.compile(r"https?://|www\.|\S@\S|(?:^|\s)[@#]\w")
_CLOSED = re.compile(rf"[.!?…:][{_MARK}’)\]]*$")
_PERSON = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*(?: [^\W\d_a-zß-öø-ÿ][\w.'’-]*){1,3}, (?:the |a |an )?[a-z]")
"""A name and who that is: "Ana Brandt, harbour pilot", as it stands under a quotation pulled out of the text."""
_QUESTION = re.compile(
    r"(?:Who|Whom|Whose|What|When|Where|Which|Why|How|Is|Are|Was|Were|Do|Does|Did|Has|Have|Can|Could|Will|Would|Should)"
    r"(?:['’]s)?\s(?!.*\b[Yy]ou(?:r|['’]\w+)?\b)"
)
"""A question of the readers; one that says "you" is asked of somebody, as in an interview."""
_KICKER = re.compile(
    r"(?:[A-Z&]+ ){0,2}(?:ANALYSIS|ARTS?|BOOKS?|BUSINESS|CINEMA|CLIMATE|COMMENT|COMMENTARY|CRIME|CULTURE|ECONOMICS|"
    r"ECONOMY|EDITORIAL|EDUCATION|ENVIRONMENT|EXPLAINER|FASHION|FEATURES?|FILMS?|FINANCE|FOOD|HEALTH|HISTORY|INTERVIEW|"
    r"LIFESTYLE|MARKETS|MEDICINE|MUSIC|NATURE|NEWS|OBITUAR(?:Y|IES)|OPINION|POLITICS|PROFILE|RADIO|RELIGION|REVIEWS?|"
    r"SCIENCES?|SOCIETY|SPORTS?|TECHNOLOGY|TELEVISION|THEAT(?:RE|ER)|TRAVEL|TV|WEATHER|WORLD)"
)
_STAMP = re.compile(
    rf"\b(?:{MONTH})\s\d|\d\s(?:{MONTH})\b|\b\d{{1,2}}[:.]\d\d\b|(?i:updated|published|posted|first|last)\b.*\d"
)
"""When a page was made, as it stands under a headline: "Monday, May 18", "Updated 3:15 p.m."."""
_NAME_WORD = (
    r"(?:[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:['’-][A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+)*|(?:Mac|Mc|O['’]|D['’])[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)"
)
_NAME_ALONE = re.compile(rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|[A-Z]\.))?(?: (?:van|von|de|der|di))? {_NAME_WORD}")
LONGEST_HEADING = 12
MARKED_WORDS = 3
"""A heading in marks has at most so many words: a longer line in marks was pulled out of the text."""
FEWEST_STANDFIRST_WORDS, MOST_STANDFIRST_WORDS = 5, 40
PARAGRAPH_WORDS = 12
"""So many words make a line a paragraph: lines of verse, items of lists and lines of addresses have fewer."""


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does, a closing mark or bracket after it included."""
    return bool(_CLOSED.search(line))


def _plain(line: str) -> bool:
    """Whether the line is neither list item, turn of a transcript, link, nor a fragment."""
    if _BULLET.match(line) or _LINK.search(line):
        return False
    first = line.lstrip(_MARK + "([")[:1]
    return (first.isupper() or first.isdigit()) and line[-1] not in ",;:"


def _is_sentence(line: str, words: int = 6) -> bool:
    return ends_sentence(line) and len(line.split()) >= words


def _is_quotation(line: str) -> bool:
    return line[0] in _MARK and line.rstrip(".!?…,")[-1:] in _MARK


def is_headline(line: str, *, apart: bool) -> bool:
    """Whether the first line of an article is its headline; `apart` says that a blank line or a byline follows."""
    words = len(line.split())
    if not 2 <= words <= 30 or len(line) > 250 or not _plain(line) or dateline_length(line):
        return False
    if re.match(r"(?:Q|A|[A-Z]{3,}(?: [A-Z]+)*):\s", line):  # a transcript without a headline
        return False
    if is_place_line(line):
        return False
    stripped = line.rstrip(_MARK)
    if stripped.endswith(("?", "!")):
        return apart and words <= 20
    return not ends_sentence(line) and (apart or words <= 20)


def heading_form(line: str, before: str, after: str, *, apart: bool) -> HeadingForm | None:
    """The form of a section heading that a line between two paragraphs has; `apart`: blank lines set it off."""
    words = len(line.split())
    if words > LONGEST_HEADING or len(line) > 90 or not _plain(line) or _TURN.match(line) or dateline_length(line):
        return None
    if (ends_sentence(line) and not line.endswith("?")) or _PERSON.match(line):
        return None
    if not ends_sentence(before) or before.endswith(":") or not _is_sentence(after, 6 if apart else PARAGRAPH_WORDS):
        return None
    if _is_quotation(line):
        return "marks" if words <= MARKED_WORDS and line[-2:-1].isalpha() else None
    if line.endswith("?"):
        return "plain" if apart and is_title_case(line) else "question" if apart and _QUESTION.match(line) else None
    if words == 1:
        return "plain" if apart and is_title_case(line) else "word" if line.istitle() else None
    return "plain" if is_title_case(line) or words <= 8 else None


def is_heading(line: str, before: str, after: str, *, apart: bool) -> bool:
    """Whether a line between two paragraphs is by itself a section heading."""
    return heading_form(line, before, after, apart=apart) == "plain"


def is_kicker(line: str) -> bool:
    """Whether a line says, in capitals, in what section of a newspaper the article stands: "EARTH SCIENCE"."""
    return _KICKER.fullmatch(line) is not None


def is_standfirst(line: str) -> bool:
    """Whether a line between headline and text may be a standfirst, also called a deck: no sentence, no date."""
    if not FEWEST_STANDFIRST_WORDS <= len(line.split()) <= MOST_STANDFIRST_WORDS or _TURN.match(line):
        return False
    if ends_sentence(line) or _is_quotation(line) or dateline_length(line) or is_place_line(line):
        return False
    return _plain(line) and not _STAMP.search(line)


def is_bare_name(line: str, others: Iterable[str]) -> bool:
    """Whether a line may be a name and nothing else: two or three words, none of which the other lines use."""
    if not _NAME_ALONE.fullmatch(line) or is_affiliation(line) or _KICKER.fullmatch(line.upper()):
        return False
    words = set(re.findall(r"\w{2,}", line.casefold()))
    return all(words.isdisjoint(re.findall(r"\w{2,}", other.casefold())) for other in others)


# ---- all lines of an article


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the cleaned text that is not blank; `apart` says that a blank line stands before it."""

    span: Span
    text: str
    apart: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A line and what it is: a line of the text, or one that leaves it."""

    line: Line
    kind: LineKind = "body"
    boilerplate: BoilerplateKind | None = None
    authors: tuple[str, ...] = ()


HEAD = 6
"""A byline stands among so many lines from the start of an article, or is one of the last two."""
FOOT = 5
"""A note of the desk is one of so many last lines."""


def judge(lines: Sequence[Line], given_title: str | None) -> list[Judged]:
    """What each line is. `given_title` is a headline that the record has as a field of its own."""
    judged = [_judge_alone(line, number, len(lines)) for number, line in enumerate(lines)]
    for number, (before, one) in enumerate(pairwise(judged), 1):
        after_byline = before.boilerplate == "byline" and not one.line.apart and one.boilerplate is None
        if after_byline and is_affiliation(one.line.text):
            judged[number] = Judged(one.line, boilerplate="byline")
    kept = [number for number, one in enumerate(judged) if one.boilerplate is None]
    opening = _opening(lines, kept, given_title)
    for one in opening:
        judged[lines.index(one.line)] = one
    for number in _headings(lines, kept[len(opening) :]):
        judged[number] = Judged(lines[number], "heading")
    return judged


def _judge_alone(line: Line, number: int, count: int) -> Judged:
    if number < HEAD or number >= count - 2:
        authors = byline_authors(line.text)
        if authors is not None:
            return Judged(line, boilerplate="byline", authors=authors)
    if number >= count - FOOT and is_note_of_the_desk(line.text):
        return Judged(line, boilerplate="contributor")
    return Judged(line, boilerplate=boilerplate_kind(line.text))


def _opening(lines: Sequence[Line], kept: Sequence[int], given_title: str | None) -> list[Judged]:
    """The lines above the text: kicker, headline, standfirst and a byline without "By"; none without a headline."""
    kickers = kept[:1] if len(kept) > 1 and is_kicker(lines[kept[0]].text) and lines[kept[0] + 1].apart else []
    rest = kept[len(kickers) :]
    if not rest or not _first_is_title(lines, rest, given_title):
        kickers, rest = [], kept
        if not rest or not _first_is_title(lines, rest, given_title):
            return []
    heads = [Judged(lines[number], "heading") for number in kickers]
    return [*heads, Judged(lines[rest[0]], "title"), *_under_headline(lines, rest[1:])]


def _under_headline(lines: Sequence[Line], kept: Sequence[int]) -> list[Judged]:
    """A standfirst that stands apart between the headline and a byline, a credit or a dateline; its bare byline too."""
    if len(kept) < 2 or not _set_off(lines, kept[0]) or not is_standfirst(lines[kept[0]].text):
        return []
    found = [Judged(lines[kept[0]], "heading")]
    name = lines[kept[1]].text
    others = [line.text for number, line in enumerate(lines) if number != kept[1]]
    if _set_off(lines, kept[1]) and is_bare_name(name, others):
        found.append(Judged(lines[kept[1]], boilerplate="byline", authors=(name,)))
    if len(kept) == len(found):
        return []
    text = kept[len(found)]
    if dateline_length(lines[text].text):
        return found
    return found if text > kept[0] + 1 and _is_sentence(lines[text].text, PARAGRAPH_WORDS) else []


def _set_off(lines: Sequence[Line], number: int) -> bool:
    """Whether a blank line stands on both sides of a line."""
    return lines[number].apart and number + 1 < len(lines) and lines[number + 1].apart


def _first_is_title(lines: Sequence[Line], kept: Sequence[int], given_title: str | None) -> bool:
    first, line = kept[0], lines[kept[0]]
    if given_title is not None:
        return _same(line.text, given_title)
    if len(kept) < 2:
        return False
    apart = lines[first + 1].apart or kept[1] > first + 1 or dateline_length(lines[kept[1]].text) > 0
    following = [lines[number].text for number in kept[1:4]]
    story = any(map(_is_sentence, following)) if apart else _is_sentence(following[0], PARAGRAPH_WORDS)
    return story and is_headline(line.text, apart=apart)


def _same(one: str, other: str) -> bool:
    """Whether two headlines differ at most in case, marks and punctuation."""
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())


FEWEST_ALIKE = 3
"""So many lines in marks, or questions, are headings without a plain one beside them."""
LONGEST_QUESTION = 30
"""Words of a line that only asks; a longer one is a paragraph that ends in a question."""


def _headings(lines: Sequence[Line], kept: Sequence[int]) -> Iterator[int]:
    found: list[tuple[int, HeadingForm]] = []
    for before, number, after in zip(kept, kept[1:], kept[2:], strict=False):
        apart = lines[number].apart and lines[after].apart
        form = heading_form(lines[number].text, lines[before].text, lines[after].text, apart=apart)
        if form is not None:
            found.append((number, form))
    if any(_is_asked(lines[number].text) for number in kept):  # an interview
        found = [(number, form) for number, form in found if form != "question"]
    forms = Counter(form for _, form in found)
    texts = Counter(line.text for line in lines)
    for number, form in found:
        alike = form in ("marks", "question") and forms[form] >= FEWEST_ALIKE
        if form == "plain" or alike or (forms["plain"] and texts[lines[number].text] == 1):
            yield number


def _is_asked(line: str) -> bool:
    """Whether a line is hardly more than a question, nobody's quotation, and none that may be a heading."""
    words = len(line.split())
    if not line.endswith("?") or line[0] in _MARK or words > LONGEST_QUESTION:
        return False
    return words > LONGEST_HEADING or not (_QUESTION.match(line) or is_title_case(line))
