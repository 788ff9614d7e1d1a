"""Regions that a datasheet has beyond the card's: sources, time, tools, what is missing, persons, makers.

Each is a pure function of the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from toolkit.facts import NONE, Facts
from toolkit.markdown import cell, counted, table_of
from toolkit.plurals import are, plural
from toolkit.quality import Measured
from toolkit.questions import UNANSWERED


def _sources(facts: Facts) -> str:
    nameless = facts.publishers.get(NONE, 0)
    named = len(facts.publishers) - (NONE in facts.publishers)
    return (
        f"{plural(facts.tables['documents'].total, 'article')}, read from {plural(facts.sources, 'file')}. "
        f"{plural(named, 'publisher')} {are(named)} named; {plural(nameless, 'article')} "
        f"{'names' if nameless == 1 else 'name'} none.\n"
    )


def _time_span(facts: Facts) -> str:
    if not facts.published:
        return "No article says when it was published.\n"
    first, last = (moment.date().isoformat() for moment in facts.published)
    undated = f"{plural(facts.undated, 'article')} {are(facts.undated)} undated"
    head = f"From {first} to {last}; {undated}. By year of publication (UTC):"
    return f"{head}\n\n{counted('year', facts.years)}"


def _missing(facts: Facts) -> str:
    rows = [(f"`{column}`", count) for column, count in facts.missing.items()]
    return table_of(("column of `documents`", "rows without"), rows)


def _tools(facts: Facts) -> str:
    rows = [(tool.part, tool.name or "–", tool.version or "–") for tool in facts.origin.tools]
    return table_of(("part", "name", "version"), rows)


def _personal_data(facts: Facts) -> str:
    held = facts.personal
    rows = [(f"`{each.table}`", f"`{each.column}`", each.emails, each.phones) for each in held.reaches]
    return (
        f"Persons: {plural(held.mentions, 'mention')} under {plural(held.persons, 'different name')}; "
        f"{plural(held.speakers, 'different name')} of speakers; {plural(held.authors, 'different name')} of authors. "
        "One name may be several people. Ways to reach somebody, found by their form, so that some may be missed and "
        "some be none:\n\n"
        f"{table_of(('table', 'column', 'e-mail addresses', 'telephone numbers'), rows)}"
    )


def _makers(facts: Facts) -> str:
    return _said(", ".join(facts.origin.authors))


def _withdrawn(facts: Facts) -> str:
    asked = facts.origin.contact or facts.origin.homepage
    to = f"Who wants an article taken out writes to {cell(asked)}." if asked else "The maker has not said who to ask."
    if not facts.withdrawn:
        return f"{to} None has been withdrawn.\n"
    rows = [(f"`{stone.doc_id}`", stone.version, stone.reason) for stone in facts.withdrawn]
    return f"{to} Withdrawn so far, and never taken in again:\n\n{table_of(('document', 'since', 'reason'), rows)}"


def _contact(facts: Facts) -> str:
    return _said("; ".join(each for each in (facts.origin.contact, facts.origin.homepage) if each))


def _terms(facts: Facts) -> str:
    return _said(facts.origin.license and f"The data set as a whole is under {facts.origin.license}")


def _said(text: str) -> str:
    return f"{cell(text)}.\n" if text else f"{UNANSWERED}\n"


def _quality(facts: Facts) -> str:
    quality = facts.quality
    if quality is None:
        return "Nobody has measured the annotations against gold.\n"
    rows = {(each.section, each.key): each for gold in quality.gold for each in gold.figures}
    columns = [{(each.section, each.key): each for each in gold.figures} for gold in quality.gold]
    table = [
        (f"{each.section}: {each.label}", *(_rate(column.get(key)) for column in columns)) for key, each in rows.items()
    ]
    gold = "".join(
        f"- [{number}] `{cell(each.file)}`: {plural(each.documents, 'document')} (SHA-256 `{each.sha256[:16]}`)\n"
        for number, each in enumerate(quality.gold, 1)
    )
    made = " and ".join(f"{cell(each.name)} {cell(each.version)}" for each in (quality.program, quality.model))
    header = ("measure: F1, share or error in percent, 95 % interval", *(f"[{n}]" for n in range(1, len(columns) + 1)))
    return f"Measured against gold, with {made}:\n\n{gold}\n{table_of(header, table)}"


def _rate(figure: Measured | None) -> str:
    if figure is None or figure.value is None:
        return "–"
    bounds = f" ({' – '.join(f'{100 * each:.1f}' for each in figure.interval)})" if figure.interval else ""
    return f"{100 * figure.value:.1f}{bounds}"


DISCLOSURES: Mapping[str, Callable[[Facts], str]] = {
    "sources": _sources,
    "time-span": _time_span,
    "missing": _missing,
    "quality": _quality,
    "withdrawn": _withdrawn,
    "tools": _tools,
    "personal-data": _personal_data,
    "makers": _makers,
    "contact": _contact,
    "terms": _terms,
}
"""Name of the region to the text between its marks."""
