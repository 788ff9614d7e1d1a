"""Where sentences may begin, decided from the characters alone and before the parser runs.

The parser respects a boundary that was set or forbidden beforehand, so its trees and our sentences agree. What the
characters cannot decide ("the U.S. Army", "in the U.S. He") is left to it. The rules cover what the "golden rules" of
sentence boundary disambiguation test (abbreviations, initials, quotations, ellipses, lists), written for news.
Everything here takes time linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from toolkit.annotation import Span
from toolkit.annotators.abbreviations import is_measure, is_plain, judge_period, starts_sentence, word_before
from toolkit.annotators.breaks import find_breaks
from toolkit.annotators.enumeration import BULLETS, find_items
from toolkit.annotators.lexicon import REPORTING_FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.annotation import Layout
    from toolkit.annotators.marks import Quoted

_SMILEY: Final = r"(?<!\S)[:;=][-'o^]?[)(\]DPp|/\\]++(?!\w)"
# A terminator (four spaced dots are one), what may close after it, and white space within the line.
_TERMINATOR: Final = re.compile(
    rf"(?P<stop>\.(?:[^\S\n]\.(?![.\w]))++|[.!?…。！？．]++|{_SMILEY})"
    rf"(?P<close>(?:[\"'”’»)\]}}]|[^\S\n][”»)\]}}]|[^\S\n]’(?!\w)|\[\d{{1,3}}\]|[^\S\n]{_SMILEY})*+)(?P<gap>[^\S\n]*+)"
)
_OPENERS: Final = "\"'“‘«„([{*-–—―" + BULLETS
_DASHES: Final = "-–—―"
_QUOTE_ENDS: Final = "\"”’»'"
_SUBJECT: Final = (
    r"(?:he|she|they|it|i|we|who|the +\w+(?: +\w+)?|[A-Z][\w.’'-]*(?: +(?:of|the|de|von|van|[A-Z][\w.’'-]*)){0,6}"
    r"(?:, [^,.!?“”\"\n]{1,60},)?)"
)
_REPORTED_BY: Final = re.compile(
    rf"(?:{_SUBJECT} +(?:\w+ly +|also +|then +|later +)?(?:{REPORTING_FORMS})|"
    rf"(?:{REPORTING_FORMS}) +(?:[A-Z]|the\b|he\b|she\b|a\b|one\b))\b"
)
_LIST_NUMBER: Final = re.compile(rf"(?:^|\n)[^\S\n]*[{BULLETS}]?[^\S\n]?\(?(?:\d{{1,3}}|[a-zA-Z]|[ivxIVX]{{1,4}})\)?$")
_NUMBER_WIDTH: Final = 8
# "... (Quill 55)." and "... (Quill and Vance, 2019)." behind a quotation say where it stands.
_CITATION: Final = re.compile(
    r"\((?:[A-Z][\w’'-]+(?:(?:,?\s(?:and|&)|,)\s[A-Z][\w’'-]+|\set\sal\.)*,?\s)?(?:pp?\.\s?)?\d{1,4}(?:[-–:,]\s?\d+)*\)[.,;]"
)
_CREDIT: Final = re.compile(
    r"[-–—―]{1,2}\s?[A-Z][\w.’'-]*(?:,? (?:of|the|de|da|van|von|and|[A-Z][\w.’'-]*)){0,7}\s?(?=\n|\Z)"
)
_CAMEL: Final = re.compile(r"\(?(?:[a-z]{1,5}[A-Z]|https?:|www\.)")
_NEW_QUESTION: Final = re.compile(r"(?:i|you|he|she|it|we|they|what|why|how|who|where|when|and|but|so|yes|no)[\s’']")
# Names that end with a mark, as read from what surrounds them: "at Yahoo! in", "the Yum! brands".
_MARKED_NAME: Final = re.compile(r"(?<=[a-z,] )([A-Z]\w{1,20}+[!?])(?=[’']s|,|;|\s[a-z])")
_MARKED_NAMES: Final = frozenset(("Yahoo!", "Yum!", "Jeopardy!", "Y!"))
_AFTER: Final = 120
_LONGEST_BRACKET: Final = 30


def decide(layout: Layout, quoted: Sequence[Quoted]) -> dict[int, bool]:
    """For offsets of `layout.text`: True where a sentence must begin, False where none may although one seems to."""
    text = layout.text
    decisions = _judge_terminators(text)
    decisions |= dict.fromkeys(find_breaks(text), True)
    _set_items(text, decisions)
    _guard_marks(text, quoted, decisions)
    whole = whole_lines(layout)
    decided = {at: verdict and not inside(whole, at) for at, verdict in decisions.items()}
    return decided | ({after_dateline(layout): True} if layout.dateline else {})


def after_dateline(layout: Layout) -> int:
    """Where the text goes on after the dateline and its dash; -1 where there is no dateline.

    The parser reads the two apart, or it would make a clause of them; the sentence holds both.
    """
    if layout.dateline is None:
        return -1
    dash = re.compile(r"[\s)]*[—–:-]*\s*").match(layout.text, layout.dateline.end)
    return dash.end() if dash else layout.dateline.end


def whole_lines(layout: Layout) -> list[Span]:
    """The spans that no sentence boundary may divide: title, headings, dateline with the dash after it."""
    spans = list(layout.headings)
    if layout.title is not None:
        spans.append(layout.title)
    if layout.dateline is not None:
        spans.append(layout.dateline._replace(end=after_dateline(layout)))
    return sorted(spans)


def may_begin(before: str, token: str) -> bool:
    """Whether the parser may begin a sentence with `token`, where `before`, the token before it, is no terminator.

    A period may be missing in front of a capital: "a new site I run" is common on the web. After a capitalized word,
    a dash, a colon or a closing mark, what looks like it is a name or a clause.
    """
    last = before[-1]
    if last in ".!?…":
        return True
    if not (token[0].isupper() or token[0] in "*<"):
        return False
    return last in ">*/" or (before[0].islower() and last.islower()) or before[0].isdigit()


def inside(spans: Sequence[Span], at: int) -> bool:
    """Whether one of the sorted, disjoint `spans` holds the offset `at` past its first character."""
    index = bisect_left(spans, Span(at, at)) - 1
    return index >= 0 and spans[index].start < at < spans[index].end


def _judge_terminators(text: str) -> dict[int, bool]:
    names = _MARKED_NAMES | set(_MARKED_NAME.findall(text))
    decisions: dict[int, bool] = {}
    for match in _TERMINATOR.finditer(text):
        if not match["gap"] or match.end() == len(text) or text[match.end()] == "\n":
            continue
        verdict = _judge(text, match, names)
        if verdict is not None:
            decisions[match.end()] = verdict
    return decisions


def _set_items(text: str, decisions: dict[int, bool]) -> None:
    """A list's items begin sentences, and what a label leads to does not."""
    for item in find_items(text):
        decisions[item.content] = False
        if item.begins:
            decisions[item.start] = True
        else:
            decisions.pop(item.start, None)


def _guard_marks(text: str, quoted: Sequence[Quoted], decisions: dict[int, bool]) -> None:
    """No sentence begins with a mark that closes, nor ends with one that opens: it begins next to the mark."""
    for stretch in quoted:
        if stretch.closed:
            after = _skip_gap(text, stretch.outer.end)
            if decisions.get(stretch.inner.end) and after > stretch.outer.end and not text[after : after + 1].islower():
                decisions.setdefault(after, True)
            decisions[stretch.inner.end] = False
        content = _skip_gap(text, stretch.inner.start)
        if content > stretch.inner.start and _opens(text, stretch.outer.start):
            decisions[content] = False
    for at in [at for at, starts in decisions.items() if starts and _closes(text, at)]:
        decisions[at] = False


def _skip_gap(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace() and text[at] != "\n":
        at += 1
    return at


def _opens(text: str, at: int) -> bool:
    """Whether a mark opens beyond doubt; a straight one behind a word may be the close of what went unnoticed."""
    return text[at] in "“„«‘" or at == 0 or text[at - 1].isspace()


def _closes(text: str, at: int) -> bool:
    """Whether a mark stands here that closes, whatever stands around it; ’90s and ’tis begin with an apostrophe."""
    mark, after = text[at : at + 1], text[at + 1 : at + 2]
    if mark in "”»)]}":
        return True
    return mark in "’'\"" and not (after and (after.isalnum() or after in "“‘\"'([$£€…._-"))


def _judge(text: str, match: re.Match[str], names: set[str] | frozenset[str]) -> bool | None:
    """Whether a sentence begins after this terminator; None where the parser knows better."""
    after = text[match.end() : match.end() + _AFTER]
    first = after.lstrip(_OPENERS + " ")[:1]
    stop, close = match["stop"], match["close"]
    if _is_inserted(text, match) or (close and (_CITATION.match(after) or _CREDIT.match(after))):
        return False
    if first.islower() and not _CAMEL.match(after):
        return _judge_before_lower(text, match, after)
    if stop in ("!", "?") and not close and _is_marked_name(text, match.start(), names):
        return starts_sentence(after)
    if close and any(mark in close for mark in _QUOTE_ENDS) and _reports(after, stop):
        return False
    if stop == "." and close in ("", ")", "]"):
        return _judge_bare_period(text, match, after)
    if not close and (stop == "…" or (stop[0] in ".…" and len(stop) > 1)):
        return _judge_ellipsis(text, match, after)
    return True if first.isupper() or first.isdigit() or after[0] in _OPENERS or _CAMEL.match(after) else None


def _judge_bare_period(text: str, match: re.Match[str], after: str) -> bool | None:
    at = match.start()
    if after.startswith("..") or after[0] == "…":
        return True
    if _LIST_NUMBER.search(text, max(0, at - _NUMBER_WIDTH), at):
        return False
    if match["close"] and _is_abbreviated(text, at, "(" if match["close"] == ")" else "["):
        return starts_sentence(after)
    return True if match["close"] else judge_period(text, at, after)


def _is_abbreviated(text: str, at: int, opening: str) -> bool:
    """Whether what ends at `at` is an abbreviation or two in brackets: (ret.) (D., Wash.) [George W.]"""
    start = text.rfind(opening, max(0, at - _LONGEST_BRACKET), at) + 1
    content = text[start:at]
    known = judge_period(text, at, "x") is not True
    return start > 0 and (known or (content[:1].islower() and len(content.split()) < 3))


def _judge_ellipsis(text: str, match: re.Match[str], after: str) -> bool | None:
    """Four dots end a sentence before a capital; three may; three that open a sentence do not end it."""
    before = text[max(0, match.start() - 3) : match.start()].rstrip()
    if not before or before[-1] in ".!?\n“":
        return False
    if match["stop"].count(".") > 3 and after.lstrip(_OPENERS)[:1].isupper():
        return True
    return False if re.match(r"I\b", after) else True if starts_sentence(after) else None


def _is_inserted(text: str, match: re.Match[str]) -> bool:
    """Whether it stands alone in brackets and ends nothing: [...] (?) (!)."""
    return match["close"][:1] in ("]", ")") and text[match.start() - 1 : match.start()] in ("[", "(")


def _is_marked_name(text: str, at: int, names: set[str] | frozenset[str]) -> bool:
    word = word_before(text, at)
    return bool(word) and f"{word}{text[at]}" in names


def _reports(after: str, stop: str) -> bool:
    """Whether a reporting clause follows a quotation: after "?" and "!" always, after a period if it says no more."""
    match = _REPORTED_BY.match(after)
    if match is None:
        return False
    return stop != "." or after[match.end() : match.end() + 1] in (".", "\n", "")


def _judge_before_lower(text: str, match: re.Match[str], after: str) -> bool | None:
    """Before a small letter no sentence begins in edited prose; after a plain word's period the parser may differ."""
    if match["close"] or len(match["stop"]) > 1 or match["stop"] == "…" or after[0] in _DASHES:
        return False
    word = word_before(text, match.start())
    if match["stop"] == ".":
        return None if is_plain(word) and not is_measure(text, match.start(), word) else False
    if _REPORTED_BY.match(after):
        return False
    if _NEW_QUESTION.match(after):
        return None if word[:1].isupper() else True
    return None if word.islower() else False
