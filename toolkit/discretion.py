"""A report as it may travel: without the words of articles that may not be passed on.

Reports in the forms that programs read go to servers of continuous integration and code scanning, where more people see
them than the articles. Each letter and digit of such an article is a `▪` there; places, keys, numbers, closed
vocabularies and the program's own words stay, so that a violation is found, and understood, all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from toolkit.contracts import Field, load_contracts
from toolkit.difference import Difference, Example, TableDifference
from toolkit.errors import UsageError
from toolkit.findings import Moved, Report, Violation
from toolkit.release import Release
from toolkit.terms import Ledger

HIDDEN = "▪"
_OF_FILES = ("schema", "equal-type", "contract", "unchecked")
"""Rules whose findings tell of files, columns and types, and of no value."""
_QUOTED = re.compile(r"""(?s)(?<!\w)b?(?:'(?:\\.|[^'\\])*(?:'|\\?\Z)|"(?:\\.|[^"\\])*(?:"|\\?\Z))""")
"""A text as `findings.shown` quotes it; one that is cut has no closing mark."""


def ledger_of(folder: Path) -> Ledger:
    """What the release in a folder records of rights: nothing, where it is no release."""
    try:
        return Ledger(Release(folder).manifest)
    except UsageError:
        return Ledger({})


def discreet(report: Report, rights: Ledger) -> Report:
    """The report with every excerpt and value hidden that is of an article whose text may not be passed on.

    A violation that lies in no known article is taken for one of an article that may not, unless all may.
    """
    if rights.all_free:
        return report
    violations = tuple(_discreet(each, rights) for each in report.violations)
    return replace(report, violations=violations, drift=tuple(map(_discreet_drift, report.drift)))


def _discreet_drift(moved: Moved) -> Moved:
    if not quotes_articles(moved.table, moved.column):
        return moved
    movers = (replace(each, bin=hidden(each.bin) if each.bin in moved.values else each.bin) for each in moved.movers)
    return replace(moved, movers=tuple(movers))


def _discreet(violation: Violation, rights: Ledger) -> Violation:
    place = violation.place
    if violation.table is None or (place is not None and rights.is_free_source(place.source)):
        return violation
    if place is not None:
        violation = replace(violation, place=replace(place, excerpt=hidden(place.excerpt)))
    if violation.rule in _OF_FILES or not quotes_articles(violation.table, violation.column):
        return violation
    found, expected = (_without_values(text, violation.words) for text in (violation.found, violation.expected))
    return replace(violation, found=found, expected=violation.expected if violation.stated else expected)


def _without_values(text: str, words: Iterable[str]) -> str:
    """The text with what it quotes of an article hidden; the words around that are the program's own."""
    spans = [found.span() for each in words for found in whole(each).finditer(text)]
    spans += [quoted.span() for quoted in _QUOTED.finditer(text) if not _is_member(text, quoted)]
    for start, end in spans:
        text = text[:start] + hidden(text[start:end]) + text[end:]
    return text


def _is_member(text: str, quoted: re.Match[str]) -> bool:
    """Whether it is the name of a struct's member, as a value of `quoted_spans` has them."""
    before, behind = text[: quoted.start()], text[quoted.end() :]
    return quoted[0][1:-1] in _members() and before.endswith(("{", ", ")) and behind.startswith(": ")


@cache
def _members() -> frozenset[str]:
    columns = (field for contract in load_contracts().values() for field in contract.fields)
    return frozenset(member.name for column in columns for member in column.fields)


def discreet_difference(found: Difference) -> Difference:
    """The difference with every value hidden that may be of an article: for releases whose words may not all be shown.

    Of documents that came and went, only their sources are told, which stay.
    """
    return replace(found, tables=tuple(map(_discreet_table, found.tables)))


def _discreet_table(table: TableDifference) -> TableDifference:
    values = tuple(
        replace(each, examples=_discreet_examples(each.examples)) if quotes_articles(table.table, each.column) else each
        for each in table.values
    )
    if table.table == "documents":
        return replace(table, values=values)
    added, removed = (
        replace(each, examples=_discreet_examples(each.examples)) for each in (table.added, table.removed)
    )
    return replace(table, values=values, added=added, removed=removed)


def _discreet_examples(examples: Iterable[Example]) -> tuple[Example, ...]:
    return tuple(
        replace(each, old=each.old and hidden(each.old), new=each.new and hidden(each.new)) for each in examples
    )


def whole(words: str) -> re.Pattern[str]:
    """Finds these words where they are no part of a longer one."""
    before, behind = r"(?<!\w)" * bool(re.match(r"\w", words)), r"(?!\w)" * bool(re.match(r"\w", words[-1:]))
    return re.compile(f"{before}{re.escape(words)}{behind}")


def hidden(text: str) -> str:
    """The text, as long as it was, with its letters and digits hidden."""
    return re.sub(r"\w", HIDDEN, text)


@cache
def quotes_articles(table: str, column: str | None) -> bool:
    """Whether values of a column can be words of an article; of what is no column of a contract they can."""
    name = re.split(r"[.\[]", column or "")[0]
    contract = load_contracts().get(table)
    field = next((each for each in contract.fields if each.name == name), None) if contract else None
    return field is None or _holds_text(field)


# A contract's `quotes` says of which columns the rows are an article's words; that decides what a stand-off edition
# leaves out, in which sources, authors and languages stay. Here a violation is shown, whose value may be anything that
# damage has put into a column: words of an article in `language`, or a headline in a file's name. So whatever a
# column's contract does not close, to an enum or a pattern, counts as words. It is the wider notion of the two.
def _holds_text(field: Field) -> bool:
    if field.fields:
        return any(map(_holds_text, field.fields))
    return field.type in ("string", "list<string>") and not (field.constraints.enum or field.constraints.pattern)
