"""From stretches in marks and reported clauses to quotations: which rule takes which stretch."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from toolkit.annotation import Span
from toolkit.annotators.attribution import (
    as_put,
    cue_after,
    cue_anywhere_after,
    cue_before,
    sentence_before,
    subject_before,
)
from toolkit.annotators.blocks import find_blocks
from toolkit.annotators.clauses import content_span, strip
from toolkit.annotators.complements import LONGEST_MIXED, widened
from toolkit.annotators.labels import credit_after, label_before
from toolkit.annotators.leads import calls_another, carried, in_question, is_weak, nearer
from toolkit.annotators.phrases import joins, presented, subject_within
from toolkit.annotators.quotation import Quotation, Report, Source
from toolkit.annotators.reading import ends_sentence
from toolkit.annotators.reports import Reports, on_a_sign
from toolkit.annotators.scare import is_supposed, reads_as_title, reads_as_words
from toolkit.annotators.turns import find_turns

if TYPE_CHECKING:
    from toolkit.annotators.marks import Quoted
    from toolkit.annotators.reading import Reading

_WORD: Final = re.compile(r"\w[\w’'-]*")
_SENTENCE_WORDS: Final = 5
"""Words from which on a stretch without any cue can be somebody's sentence and not a scare quote."""
_RECENT: Final = 4
"""Pieces of a quotation that a new one could overlap: they come in order."""

_LINK: Final = re.compile(r"(?:And|But|Also|Then|Plus)[:,](?=\s)")
"""What stands alone between two quotations of one speaker."""
_GOVERNED: Final = frozenset(("clause", "infinitive"))
"""Rules whose content a verb governs."""


def _apart(pieces: list[Span], others: list[Span]) -> bool:
    return not any(piece.overlaps(other) for piece in pieces for other in others)


@dataclass(slots=True)
class Search:
    """The state of one pass over a document's stretches."""

    reading: Reading
    reports: Reports = field(init=False)
    found: list[Quotation] = field(default_factory=list)
    by_cue: dict[int, Quotation] = field(default_factory=dict)
    last: Quotation | None = None
    last_stretch: int = -1
    opened: dict[int, Quotation] = field(default_factory=dict)
    """The last stretch of a quotation over several paragraphs, to the quotation that its first one began."""

    def __post_init__(self) -> None:
        self.reports = Reports.of(self.reading)

    def quotations(self) -> list[Quotation]:
        """All quotations: those with marks in order, then the reported clauses without."""
        for index, stretch in enumerate(self.reading.stretches):
            if stretch.parent is None:
                self._place(index, stretch)
        self._nested()
        self._rest()
        turns = find_turns(self.reading)
        return [*(turns or find_blocks(self.reading)), *self.found]

    def _nested(self) -> None:
        """Quotations inside quotation marks, where the speaker says who said it: “He told me, ‘Go,’” she said."""
        taken = {index for quotation in self.found for index in quotation.stretches}
        views: dict[int, Reading] = {}
        for index, stretch in enumerate(self.reading.stretches):
            outer = stretch.parent
            if outer is None or outer not in taken:
                continue
            if outer not in views:
                views[outer] = self.reading.inside(outer)
            source = cue_after(stretch, views[outer]) or cue_before(stretch, views[outer])
            if source is not None and source.rule != "noun" and not is_supposed(self.reading.doc[source.cue_token]):
                self.found.append(Quotation(source, [strip(stretch.inner, self.reading.text)], [index]))
                taken.add(index)

    def _place(self, index: int, stretch: Quoted) -> None:
        if reads_as_title(stretch, self.reading):
            return
        report = self.reports.holder(stretch)
        source = credit_after(stretch, self.reading) or cue_after(stretch, self.reading)
        if report is not None and self.reports.written(report):
            return
        question = in_question(stretch, self.reading)
        if question is not None or (source is not None and calls_another(stretch, source, self.reading)):
            source = None
        inner = question if report is None else nearer(stretch, report, self.reading) if source is None else None
        if inner is not None:
            self._take(index, inner, strip(stretch.inner, self.reading.text))
        elif report is not None and (source is None or source.cue_token == report.source.cue_token):
            self._take_report(index, report)
        elif source is not None:
            self._take(index, source, strip(stretch.inner, self.reading.text))
        else:
            self._place_by_context(index, stretch)

    def _place_by_context(self, index: int, stretch: Quoted) -> None:
        reading = self.reading
        words = len(_WORD.findall(stretch.inner.of(reading.text)))
        inner = strip(stretch.inner, reading.text)
        source = label_before(stretch, reading) or as_put(stretch, reading)
        if source is None:
            source = cue_before(stretch, reading)
            if source is not None and source.rule == "complement":
                inner = widened(stretch, source, inner, reading)
        if source is not None:
            source = carried(source, self.last, self.reading)
        if source is None or is_weak(source, words, reading.before(stretch)):
            source = presented(stretch, reading) or cue_anywhere_after(stretch, reading)
        if on_a_sign(source):
            return
        if source is not None and not is_weak(source, words, reading.before(stretch)):
            self._take(index, source, inner)
            return
        if self._open(index, stretch, inner) or self._continue(index, stretch, inner, words):
            return
        if self._joined(index, stretch, inner):
            return
        if (words >= _SENTENCE_WORDS and self._stands_alone(stretch)) or reads_as_words(stretch, reading):
            about = (
                self._linked(stretch)
                or subject_within(stretch, reading)
                or self._spoke_before(stretch)
                or subject_before(stretch, reading)
            )
            self._take(index, about or Source("alone"), inner)
        elif self._answers(stretch):
            self._take(index, self._dialogue(), inner)
        elif words > 1 and stretch.inner.of(reading.text)[-1:] in "?!" and self._stands_alone(stretch):
            about = subject_before(stretch, reading)
            if about is not None:
                self._take(index, about, inner)

    def _take_report(self, index: int, report: Report) -> None:
        known = self.by_cue.get(report.source.cue_token)
        if known is not None:
            if not any(piece.overlaps(self.reading.stretches[index].inner) for piece in known.pieces[-_RECENT:]):
                known.pieces.append(strip(self.reading.stretches[index].inner, self.reading.text))
            known.stretches.append(index)
            self.last, self.last_stretch = known, index
            return
        pieces = [content_span(first, last, self.reading) for first, last in report.ranges]
        self._add(Quotation(report.source, pieces, [index]), index)

    def _take(self, index: int, source: Source, piece: Span) -> None:
        known = self.by_cue.get(source.cue_token) if source.cue_token >= 0 else None
        if known is not None and source.rule in ("after", "before", "later", "complement"):
            self._extend(known, source, piece)
            known.stretches.append(index)
            self.last, self.last_stretch = known, index
            return
        self._add(Quotation(source, [piece], [index]), index)

    def _extend(self, known: Quotation, source: Source, piece: Span) -> None:
        """Add a piece to a quotation; one that goes on in the same sentence prolongs a mixed one."""
        reading, last = self.reading, known.pieces[-1]
        gap = reading.text[last.end : piece.start]
        if piece.overlaps(last):  # a complement that was widened over the piece before
            known.pieces[-1] = Span(min(last.start, piece.start), max(last.end, piece.end))
        elif source.rule == "complement" and 0 < len(gap) < LONGEST_MIXED and "\n" not in gap:
            top = reading.top[reading.token_at(piece.start)]
            first = reading.top[reading.token_at(last.start)]
            end = reading.stretches[top].outer.end if top >= 0 else piece.end
            start = reading.stretches[first].outer.start if first >= 0 else last.start
            known.pieces[-1] = Span(min(start, last.start), max(end, piece.end))
        elif not any(piece.overlaps(other) for other in known.pieces[-_RECENT:]):
            known.pieces.append(piece)

    def _add(self, quotation: Quotation, index: int) -> None:
        quotation.begun = quotation.begun or self.opened.get(index)
        self.found.append(quotation)
        if quotation.source.cue_token >= 0:
            self.by_cue[quotation.source.cue_token] = quotation
        self.last, self.last_stretch = quotation, index

    def _open(self, index: int, stretch: Quoted, inner: Span) -> bool:
        """Whether a stretch begins a quotation over several paragraphs of which the last one says whose it is."""
        last = index if self._goes_on(stretch) else self._last_of(index)
        if last == index:
            return False
        end = self.reading.stretches[last]
        report = self.reports.holder(end)
        source = report.source if report else credit_after(end, self.reading) or cue_after(end, self.reading)
        if source is None:
            return False
        self._add(Quotation(replace(source, rule="next-paragraph", cue_token=-1), [inner], [index]), index)
        self.opened[last] = self.found[-1]
        return True

    def _last_of(self, index: int) -> int:
        """The last stretch of a quotation whose marks are opened anew in each paragraph and closed in the last."""
        stretches = self.reading.stretches
        for after in range(index + 1, len(stretches)):
            if not stretches[index].continues:
                break
            if stretches[after].parent is None:
                index = after
        return index

    def _goes_on(self, stretch: Quoted) -> bool:
        """Whether the stretch before was left open, and nothing stands between the two."""
        if self.last is None:
            return False
        before = self.reading.stretches[self.last_stretch]
        return before.continues and not self.reading.text[before.outer.end : stretch.outer.start].strip()

    def _continue(self, index: int, stretch: Quoted, inner: Span, words: int) -> bool:
        """Whether a stretch goes on with the quotation before it, in its paragraph or from the one before."""
        if self.last is None or not self._begins(stretch):
            return False
        before = self.reading.stretches[self.last_stretch]
        gap = self.reading.text[before.outer.end : stretch.outer.start]
        source = self.last.source
        if "\n" not in gap:
            self.last.pieces.append(inner)
            self.last.stretches.append(index)
            self.last_stretch = index
            return True
        whole = None
        if self._goes_on(stretch):
            source, whole = replace(source, rule="next-paragraph", cue_token=-1), self.last.whole
        elif not _WORD.search(_LINK.sub("", gap)) and words >= _SENTENCE_WORDS and not self._has_tail(stretch):
            source = replace(source, rule="paragraph-after", cue=None, lemma=None, cue_token=-1)
        else:
            return False
        self._add(Quotation(source, [inner], [index], whole), index)
        return True

    def _spoke_before(self, stretch: Quoted) -> Source | None:
        """Who said what the sentence before a stretch reports, in marks or without; who asked there has no answer."""
        first, last = sentence_before(stretch, self.reading)
        widest = self.reports.widest(first, last)
        source = widest.source if widest else None
        if source is None and self.last is not None and first <= self.last.source.cue_token < last:
            source = self.last.source
        if source is None or source.speaker is None or source.lemma == "ask":
            return None
        return replace(source, rule="sentence-before", cue_token=-1)

    def _linked(self, stretch: Quoted) -> Source | None:
        """Who spoke last, where nothing but “And:” stands before a stretch."""
        if (
            self.last is None
            or all(token.is_punct for token in self.reading.before(stretch))
            or not self._begins(stretch)
        ):
            return None
        return replace(self.last.source, rule="paragraph-after", cue=None, lemma=None, cue_token=-1)

    def _answers(self, stretch: Quoted) -> bool:
        """Whether a paragraph consists of a stretch alone, and the paragraph before it ends or begins with one."""
        if self.last_stretch < 0 or self._has_tail(stretch) or not self._begins(stretch):
            return False
        text, before = self.reading.text, self.reading.stretches[self.last_stretch]
        start = text.rfind("\n", 0, stretch.outer.start) + 1
        line = text.rfind("\n", 0, max(0, start - 2)) + 1
        alone = not any(char.isalnum() for char in text[start : stretch.outer.start])
        return alone and start > 0 and before.outer.start >= line and before.inner.of(text)[:1].isupper()

    def _dialogue(self) -> Source:
        """Whoever spoke before the one who spoke last, where two speak in turn; else nobody is named."""
        spoken = [each.source for each in self.found[-2:]]
        if len(spoken) == 2 and spoken[0].mention != spoken[1].mention:
            return replace(spoken[0], rule="dialogue", cue=None, lemma=None, cue_token=-1)
        return Source("dialogue")

    def _joined(self, index: int, stretch: Quoted, inner: Span) -> bool:
        """Whether a stretch is one more phrase of the quotation right before it: “slow” and “costly”."""
        if self.last is None or not joins(self.reading.stretches[self.last_stretch], stretch, self.reading):
            return False
        self.last.pieces.append(inner)
        self.last.stretches.append(index)
        self.last_stretch = index
        return True

    def _begins(self, stretch: Quoted) -> bool:
        """Whether nothing but punctuation, or "And:", stands between a stretch and the beginning of its sentence."""
        words = [token for token in self.reading.before(stretch) if not token.is_punct]
        return not words or (len(words) == 1 and _LINK.match(self.reading.text, words[0].idx) is not None)

    def _has_tail(self, stretch: Quoted) -> bool:
        return any(not token.is_punct for token in self.reading.after(stretch))

    def _stands_alone(self, stretch: Quoted) -> bool:
        return self._begins(stretch) and (
            not self._has_tail(stretch) or ends_sentence(stretch.inner.of(self.reading.text))
        )

    def _rest(self) -> None:
        """Reported clauses that no stretch has claimed: indirect speech.

        One whose cue also leads to words in marks is a quotation of its own where it stands apart from them: X told
        reporters the road was shut: "...".
        """
        for report in self.reports.spoken():
            pieces = [content_span(first, last, self.reading) for first, last in report.ranges]
            known = self.by_cue.get(report.source.cue_token)
            if known is not None and not (report.source.rule in _GOVERNED and _apart(pieces, known.pieces)):
                continue
            self._add(Quotation(report.source, pieces), self.last_stretch)
