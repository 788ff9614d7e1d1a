"""The documents of a release: dataset card (README.md) and datasheet (DATASHEET.md).

A person's prose stands outside marked regions and is never touched; each region is written from the facts:

    <!-- toolkit:counts -->
    ...
    <!-- /toolkit:counts -->

`validate` writes every region again from the data and compares it with what the file says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import resources

import yaml

from toolkit.citation import bibtex
from toolkit.config import Config
from toolkit.contracts import Field
from toolkit.contracts.json_schema import to_json_value
from toolkit.disclosures import DISCLOSURES
from toolkit.errors import UsageError
from toolkit.facts import Facts
from toolkit.front_matter import front_matter
from toolkit.markdown import cell, counted, table_of
from toolkit.plurals import are, plural
from toolkit.questions import unknown
from toolkit.sample import Precision
from toolkit.splits import SPLITS

_REGION = re.compile(r"<!-- toolkit:(?P<name>[a-z-]+) -->\n(?P<body>.*?)<!-- /toolkit:(?P=name) -->", re.DOTALL)
_MARK = re.compile(r"<!-- ?/?toolkit:")


# ---- regions


def _tables(facts: Facts) -> str:
    splits = list(facts.tables["documents"].rows)
    rows = [(f"`{name}`", *(table.rows.get(split, 0) for split in splits), table.total)
            for name, table in facts.tables.items()]  # fmt: skip
    return table_of(("table", *splits, "rows"), rows)


def _summary(facts: Facts) -> str:
    quotes = facts.tables["quotes"].total
    dates = "No article says when it was published."
    if facts.published:
        first, last = (moment.date().isoformat() for moment in facts.published)
        dates = f"Where the date is known, articles are from {first} to {last}."
    articles = f"{plural(facts.tables['documents'].total, 'article')} of {plural(facts.words, 'word')}"
    shared = facts.shared_utterances
    entities = f"{plural(facts.tables['entities'].total, 'mention')} of entities"
    return (
        f"{articles}; {plural(quotes, 'quote')}, {facts.quotes_named:,} of them with a named speaker; {entities}. "
        f"{dates} {facts.duplicates:,} articles have a near-duplicate, which stands in the same split. "
        f"{plural(shared, 'statement')} {are(shared)} quoted more than once; "
        f"{facts.utterances_across_splits:,} of them in more than one split.\n"
    )


def _audit(facts: Facts) -> str:
    audit = facts.audit
    if audit is None:
        return "Nobody has read a sample of the rows and said how many are right.\n"
    if not audit.readings:
        return "A sample of the rows was drawn to be read; no verdict on a row as it is now has been given.\n"
    readers = "; ".join(
        f"{cell(who)} ({day.isoformat()}, {plural(said, 'verdict')})" for day, who, said in audit.readings
    )
    rows = [
        (f"`{each.table}`", each.question, each.drawn, each.read, *each.said.values(), *_shares(each))
        for each in audit.precisions
    ]
    header = ("table", "question", "drawn", "read", "right", "wrong", "unsure", "precision", "95% interval")
    return (
        f"Of each table {plural(audit.rows, 'row')}, or all where there are fewer, were drawn at random "
        f"(seed {audit.seed}). Read by: {readers}. A row that has changed since it was read counts as "
        f"drawn, not as read; unsure ones count for neither side.\n\n{table_of(header, rows)}"
    )


def _corrections(facts: Facts) -> str:
    if not facts.corrections:
        return "No row was corrected by a person.\n"
    rows = [(f"`{table}`", done, who, count) for (table, done, who), count in facts.corrections.items()]
    return "`corrections.jsonl` says what each was, and why.\n\n" + table_of(
        ("table", "corrected", "by", "entries"), rows
    )


def _shares(precision: Precision) -> tuple[str, str]:
    if precision.share is None or precision.interval is None:
        return "–", "–"
    low, high = precision.interval
    return f"{precision.share:.1%}", f"{low:.1%} – {high:.1%}"


def split_note(facts: Facts) -> str:
    """One sentence on how documents were split."""
    shares, documents = facts.shares, facts.tables["documents"].total
    if documents < shares.min_documents and set(facts.tables["documents"].rows) <= {"train"}:
        fewest = f"{shares.min_documents:,} (`splits.min_documents`)"
        return f"All documents are train: fewer than {fewest} are too few to split."
    grouped = "are near-duplicates" if "utterance_id" not in shares.group_by else "are near-duplicates or share a quote"
    percent = ", ".join(f"{100 * getattr(shares, split):.3g}% {split}" for split in SPLITS)
    kept = ", and a document keeps the split that it had in the version before" if shares.keep else ""
    return f"Documents are split by a hash of their group ({percent}); documents that {grouped} stay together{kept}."


def _columns(facts: Facts) -> str:
    """Each table's columns, with the example of its contract: one row of one invented article."""
    return "\n".join(
        f"<details><summary><code>{contract.name}</code> ({plural(facts.tables[contract.name].total, 'row')}): "
        f"{cell(_first_sentence(contract.description))}</summary>\n\n"
        f"{table_of(('column', 'type', 'example', 'what it is'), [_column(field) for field in contract.fields])}\n"
        "</details>\n"
        for contract in facts.contracts.values()
    )


def _column(field: Field) -> tuple[str, str, str, str]:
    example = json.dumps(to_json_value(field.example), ensure_ascii=False)
    shown = example if len(example) <= EXAMPLE else f"{example[:EXAMPLE]}…"
    return f"`{field.name}`", field.type, shown, _first_sentence(field.description)


def _first_sentence(text: str) -> str:
    """The first sentence, or what stands before its colon or semicolon."""
    return re.split(r"(?<=[.])\s|[:;]\s", " ".join(text.split()), maxsplit=1)[0].rstrip(".")


EXAMPLE = 60
"""Characters of an example that a table of columns shows."""

REGIONS: Mapping[str, Callable[[Facts], str]] = {
    "summary": _summary,
    "tables": _tables,
    "columns": _columns,
    "splits": lambda facts: f"{split_note(facts)}\n",
    "quote-types": lambda facts: counted("quote_type", facts.quote_types),
    "speaker-statuses": lambda facts: counted("speaker_status", facts.speaker_statuses),
    "labels": lambda facts: counted("label", facts.labels),
    "publishers": lambda facts: counted("publisher", facts.publishers),
    "licenses": lambda facts: counted("license", facts.licenses),
    "languages": lambda facts: counted("language", facts.languages),
    "encodings": lambda facts: counted("encoding", facts.encodings),
    "boilerplate": lambda facts: counted("kind", facts.boilerplate),
    "rejections": lambda facts: counted("reason", facts.rejections),
    "audit": _audit,
    "corrections": _corrections,
    "changes": lambda facts: facts.changes or "The changelog says nothing of it.\n",
    **DISCLOSURES,
}
"""What a document may hold: name of the region to the text between its marks."""


def fill(template: str, facts: Facts, where: str) -> str:
    """The text with every region written anew. Raises UsageError for a region that there is not, or without an end."""

    def written(region: re.Match[str]) -> str:
        name = region["name"]
        if name not in REGIONS:
            raise UsageError(f"{where}: unknown region toolkit:{name}; known: {', '.join(REGIONS)}")
        return f"<!-- toolkit:{name} -->\n{REGIONS[name](facts)}<!-- /toolkit:{name} -->"

    filled = _REGION.sub(written, template)
    if stray_marks(filled):
        raise UsageError(
            f"{where}: a mark of a region stands alone; write <!-- toolkit:NAME --> and <!-- /toolkit:NAME -->"
        )
    return filled


def required_regions(*, standoff: bool = False) -> list[str]:
    """The regions that every card of a full, or a stand-off, edition has."""
    return [name for name, _ in regions(_template(_card_of(standoff=standoff)))]


def _card_of(*, standoff: bool) -> str:
    return "card-standoff.md" if standoff else "card.md"


def stray_marks(text: str) -> int:
    """How many marks of regions belong to none: a number beside them would be nobody's."""
    return len(_MARK.findall(text)) - 2 * len(list(regions(text)))


def regions(text: str) -> Iterator[tuple[str, str]]:
    """Name and body of every region in a document."""
    for region in _REGION.finditer(text):
        yield region["name"], region["body"]


def without_numbers(text: str) -> str:
    """The text with every region emptied: what a person, or a template, says."""
    return _REGION.sub(r"<!-- toolkit:\g<name> -->", text)


# ---- whole documents


def card(prose: str | None, config: Config, name: str, facts: Facts, build: str) -> str:
    """README.md: front matter and, its regions filled in, the maker's own prose, or the program's where there is none.

    Raises UsageError where the maker's prose lacks a region that every card has.
    """
    head = yaml.safe_dump(front_matter(config, name, facts, build), sort_keys=False, allow_unicode=True, width=120)
    where = config.card or "card.md"
    if prose is None:
        prose = _template(_card_of(standoff=facts.standoff)).format(
            title=config.title or name,
            description=config.description or "News articles with their sentences, quotes and entities.",
            rights=_rights(config),
            contact=_contact(config),
            citation=bibtex(config, name, config.version, None),
        )
    lacking = sorted(set(required_regions(standoff=facts.standoff)) - {region for region, _ in regions(prose)})
    if lacking:
        raise UsageError(f"{where}: lacks {', '.join(f'toolkit:{each}' for each in lacking)}; add both marks of each")
    return f"---\n{head}---\n\n{fill(prose, facts, where)}"


def datasheet(prose: str | None, config: Config, name: str, facts: Facts) -> str:
    """DATASHEET.md: the maker's own prose, or the program's where there is none, with its numbers filled in.

    Raises UsageError where the prose marks an answer to a question that there is not.
    """
    if prose is None:
        prose = _template("datasheet.md").replace("{title}", config.title or name)
    where = config.datasheet or "datasheet.md"
    if lost := unknown(prose):
        raise UsageError(f"{where}: there is no question:{lost[0]}; docs/datasheet.md lists the questions")
    return fill(prose, facts, where)


def _rights(config: Config) -> str:
    if config.license is None:
        return "The maker has not stated a license; `documents.license` says what is known of each article."
    return f"The data set is under {config.license}; `documents.license` says what is known of each article."


def _contact(config: Config) -> str:
    lines = [
        f"Made by {', '.join(config.authors)}." if config.authors else "",
        config.homepage or "",
        config.contact or "",
    ]
    return "\n".join(line for line in lines if line) or "The maker has not said who to ask."


def _template(name: str) -> str:
    return resources.files("toolkit.templates").joinpath(name).read_text(encoding="utf-8")
