"""The reported clauses of a document, and which of them is whose: what the search for quotations asks about them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from toolkit.annotators.indirect import find_reports
from toolkit.annotators.lexicon import SIGNS
from toolkit.annotators.syntax import MOST_CHILDREN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.annotators.marks import Quoted
    from toolkit.annotators.quotation import Report, Source
    from toolkit.annotators.reading import Reading

_FAR: Final = 300
"""Tokens: how far before what is asked about a reported clause may begin that has to do with it."""


@dataclass(frozen=True, slots=True)
class Reports:
    """All reported clauses outside marks, in order of their content."""

    reading: Reading
    every: list[Report]
    starts: list[int]
    """First tokens of their contents."""

    @classmethod
    def of(cls, reading: Reading) -> Reports:
        """Find those of a document."""
        every = find_reports(reading)
        return cls(reading, every, [report.first for report in every])

    def holder(self, stretch: Quoted) -> Report | None:
        """The shortest reported clause that holds a stretch; what is thought inside what is said is the speaker's."""
        first, last = self.reading.tokens(stretch.inner)
        best: tuple[tuple[bool, bool, int], Report] | None = None
        for report in self._near(first, last):
            loose = report.source.rule == "act"
            for start, end in report.ranges:
                rank = (loose, not report.spoken or self._denied(report), end - start)
                if start <= first and last <= end + 1 and (best is None or rank < best[0]):
                    best = rank, report
        return best[1] if best else None

    def widest(self, first: int, last: int) -> Report | None:
        """The longest report of what is said whose cue is one of some tokens, end-exclusive."""
        said = (
            each for each in self._near(first, last + _FAR) if each.spoken and first <= each.source.cue_token < last
        )
        return max(said, key=lambda report: report.ranges[-1][1] - report.first, default=None)

    def spoken(self) -> Iterator[Report]:
        """Those that report speech. An act or a promise inside what somebody says is told about, and is no speech."""
        told = self._told()
        for report in self.every:
            inside = report.source.cue_token in told and self._is_loose(report)
            if report.spoken and not inside and not self.written(report):
                yield report

    def written(self, report: Report) -> bool:
        """Whether a report gives what stands in capitals on a sign."""
        if not on_a_sign(report.source):
            return False
        tops = {self.reading.top[i] for first, last in report.ranges for i in range(first, last)} - {-1}
        return any(self.reading.stretches[i].inner.of(self.reading.text).isupper() for i in tops)

    def _near(self, first: int, last: int) -> list[Report]:
        """Reports whose content may begin before token `last` and hold token `first`."""
        return self.every[bisect_left(self.starts, first - _FAR) : bisect_right(self.starts, last)]

    def _told(self) -> set[int]:
        """Tokens of what somebody says without marks."""
        firm = (report for report in self.every if report.spoken and not self._is_loose(report))
        tokens = (i for report in firm for first, last in report.ranges for i in range(first, last))
        return {i for i in tokens if self.reading.top[i] < 0}

    def _is_loose(self, report: Report) -> bool:
        """Whether a report without marks only names what was said: "criticized the plan", "her promise to stay"."""
        promised = report.source.rule == "noun-clause" and self.reading.doc[report.first].lower_ == "to"
        named = promised or report.source.rule == "act"
        return named and all(self.reading.top[i] < 0 for first, last in report.ranges for i in range(first, last))

    def _denied(self, report: Report) -> bool:
        """Whether the verb of a report is negated: "did not explain why ..."."""
        cue = report.source.cue_token
        return cue >= 0 and any(child.dep_ == "neg" for child in islice(self.reading.doc[cue].lefts, MOST_CHILDREN))


def on_a_sign(source: Source | None) -> bool:
    """Whether what says something is a thing that bears words, and nobody speaks."""
    return source is not None and source.speaker is not None and source.speaker.lemma_.lower() in SIGNS
