"""A report as it may travel: without the words of articles that may not be passed on.

Reports in the forms that programs read go to servers of continuous integration and code scanning, where more people see
them than the articles. Each letter and digit of such an article is a `▪` there; places, keys, numbers and closed
vocabularies stay, so that a violation is found all the same.
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
from toolkit.findings import Report, Violation
from toolkit.release import Release
from toolkit.terms import Ledger

HIDDEN = "▪"


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
    return replace(report, violations=tuple(_discreet(each, rights) for each in report.violations))


def _discreet(violation: Violation, rights: Ledger) -> Violation:
    place = violation.place
    if violation.table is None or (place is not None and rights.is_free_source(place.source)):
        return violation
    if place is not None:
        violation = replace(violation, place=replace(place, excerpt=hidden(place.excerpt)))
    if quotes_articles(violation.table, violation.column):
        violation = replace(violation, found=hidden(violation.found), expected=hidden(violation.expected))
    return violation


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
