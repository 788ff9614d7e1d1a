"""Where sentences may begin, decided from the characters alone and before the parser runs.

The parser respects a boundary that was set or forbidden beforehand, so its trees and our sentences agree. What the
characters cannot decide ("the U.S. Army", "in the U.S. He") is left to it. The rules cover what the "golden rules" of
sentence boundary disambiguation test (abbreviations, initials, quotations), written for news.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from toolkit.annotation import Span
from toolkit.annotators.lexicon import REPORTING_FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.annotation import Layout
    from toolkit.annotators.marks import Quoted

_CLOSERS: Final = "\"'”’»)]}"
# A terminator, what may close after it, white space within the line, and the next character.
_CANDIDATE: Final = re.compile(
    r"(?P<stop>(?:\.[^\S\n])*[.!?…。！？．]+)(?P<close>[\"'”’»)\]}]*)(?P<gap>[^\S\n]+)(?=\S)"
)
_WORD_BEFORE: Final = re.compile(r"[\w.&’'-]{1,24}$")
_OPENERS: Final = "\"'“‘«„([{*-–—•"

# Never end a sentence before a name or a number.
_TITLES: Final = frozenset(
    """mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col maj capt cmdr adm sgt cpl pvt rev fr hon supt
        insp det st ste mt ft messrs mme mlle pres vs v viz cf eg ie e.g i.e sec fig figs pp eq approx dept univ
        asst atty ald amb bros brig asn acad al ave blvd rd assn""".split()
)
_BEFORE_NUMBER: Final = frozenset(
    """no nos jan feb mar apr jun jul aug sep sept oct nov dec p pp vol vols ch chap sec art para fig ca c
        circa""".split()
)
# May end a sentence, and may stand within one.
_EITHER: Final = frozenset(
    """u.s u.k u.n e.u d.c u.s.a a.m p.m inc corp ltd co cos llc plc jr sr ph.d m.d b.a m.a j.d m.b.a d.d.s esq
        etc jan feb mar apr jun jul aug sep sept oct nov dec ala ariz ark calif colo conn del fla ga ill ind kan
        ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis wyo n.y n.j n.c n.d n.h
        n.m s.c s.d r.i w.va l.a b.c a.d""".split()
)
_STARTERS: Final = frozenset(
    """the a an this that these those he she it they we i you his her its their our my your there here but and
        or so yet in on at for from with by as after before when while if although though because since however
        meanwhile what who how why where now then also still even just all some many most no not one two both
        each every another such only once until during despite under over about against among according asked""".split()
)
_REPORTED_BY: Final = re.compile(
    r"(?:(?:he|she|they|it|i|we|[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,4}|the\s+\w+(?:\s+\w+)?)\s+(?:\w+ly\s+|also\s+|then\s+|later\s+)?"
    rf"(?:{REPORTING_FORMS})|(?:{REPORTING_FORMS})\s+(?:[A-Z]|the\b|he\b|she\b|a\b|one\b))\b"
)
_LIST_NUMBER: Final = re.compile(r"(?:^|\n)\s*(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})$")


def decide(layout: Layout, quoted: Sequence[Quoted]) -> dict[int, bool]:
    """For offsets of `layout.text`: True where a sentence must begin, False where none may although one seems to."""
    decisions: dict[int, bool] = {}
    text = layout.text
    for match in _CANDIDATE.finditer(text):
        verdict = _judge(text, match)
        if verdict is not None:
            decisions[match.end()] = verdict
    _guard_marks(quoted, decisions)
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


def _guard_marks(quoted: Sequence[Quoted], decisions: dict[int, bool]) -> None:
    """No sentence begins with the mark that closes a quotation."""
    for stretch in quoted:
        if stretch.closed:
            decisions[stretch.inner.end] = False


def _judge(text: str, match: re.Match[str]) -> bool | None:
    """Whether a sentence begins after this terminator; None where the parser knows better."""
    after = text[match.end() : match.end() + 80]
    first = after.lstrip(_OPENERS)[:1]
    stop, close = match["stop"], match["close"]
    if first.islower():
        return _judge_before_lower(text, match)
    if close and any(mark in close for mark in "\"”’»'") and _reports(after, stop):
        return False
    if stop == "." and not close:
        return _judge_period(text, match.start(), after)
    if (stop[0] in ".…" and len(stop) > 1) or stop == "…":
        return True if _first_word(after) in _STARTERS else None
    return True if first.isupper() or first.isdigit() or after[0] in _OPENERS else None


def _reports(after: str, stop: str) -> bool:
    """Whether a reporting clause follows a quotation: after "?" and "!" always, after a period if it says no more."""
    match = _REPORTED_BY.match(after)
    if match is None:
        return False
    return stop != "." or after[match.end() : match.end() + 1] in (".", ",", "\n", "")


def _judge_before_lower(text: str, match: re.Match[str]) -> bool | None:
    """Before a small letter no sentence begins in edited prose; after a plain word's period the parser may differ."""
    found = _WORD_BEFORE.search(text, max(0, match.start() - 24), match.start())
    plain = found is not None and "." not in found.group() and len(found.group()) > 3
    return None if plain and not match["close"] and len(match["stop"]) == 1 else False


def _judge_period(text: str, at: int, after: str) -> bool | None:
    found = _WORD_BEFORE.search(text, max(0, at - 24), at)
    word = found.group().lstrip("'’-").lower() if found else ""
    if _LIST_NUMBER.search(text, max(0, at - 6), at):
        return False
    if word in _BEFORE_NUMBER and after[0].isdigit():
        return False
    if word in _TITLES:
        return False
    if len(word) == 1 and word.isalpha() and word != "i":
        return _first_word(after) in _STARTERS
    if word in _EITHER or re.fullmatch(r"(?:\w\.)+\w", word):
        return True if _first_word(after) in _STARTERS - {"a", "i"} else None
    return True


def _first_word(after: str) -> str:
    found = re.match(r"[\"'“‘«„(\[]*([\w’']+)", after)
    return found.group(1).lower() if found else ""


def inside(spans: Sequence[Span], at: int) -> bool:
    """Whether one of the sorted, disjoint `spans` holds the offset `at` past its first character."""
    index = bisect_left(spans, Span(at, at)) - 1
    return index >= 0 and spans[index].start < at < spans[index].end
